"""Tasks: listed, counted, settled; what solves itself cannot be waved through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.incoming import ShopState
from desktop_oms.services import linking
from tests.services.orders import ADDRESS, CUP, STOCKED, TEE, an_order, assert_sound, bring_in, load, stocked, the_order

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def test_open_tasks_are_listed_newest_first_and_counted(shop: App) -> None:
    no_phone = replace(ADDRESS, phone="")
    bring_in(shop, an_order("1", ship_to=no_phone), an_order("2", lines=(replace(TEE, sku="X"), CUP), ship_to=no_phone))
    assert shop.tasks.counts() == {"address_incomplete": 2, "sku_unknown": 1}
    rows = shop.tasks.page()
    assert sorted(rows, key=lambda row: row.key, reverse=True) == rows
    assert [row.goods for row in shop.tasks.page(["sku_unknown"])] == ["X 纯棉短袖T恤"]
    first = shop.tasks.page(limit=1)
    assert shop.tasks.page(after=first[0].key) == rows[1:]
    assert {row.external_no for row in shop.tasks.page(order_id=rows[0].order_id)} == {rows[0].external_no}


def test_a_task_whose_cause_stands_cannot_be_waved_through(shop: App) -> None:
    order = the_order(shop, an_order(ship_to=replace(ADDRESS, phone="")))
    (task,) = shop.tasks.page()
    desk = shop.people.actor("desk")
    with pytest.raises(Refused, match="task_unsolved"):
        shop.tasks.resolve(desk, task.id, "it is fine")
    shop.commands.do(desk, order.id, "order.amend", args={"address": {"phone": "13800138000"}})
    assert shop.tasks.page() == []
    assert load(shop, order.id).work_stage == "to_audit"
    assert shop.tasks.task(task.id).state == "done"
    assert_sound(shop)


def test_other_tasks_are_settled_with_a_reason(shop: App) -> None:
    order = the_order(shop, an_order(notices=("pieces_differ",)))
    (task,) = shop.tasks.page()
    desk = shop.people.actor("desk")
    with pytest.raises(Refused, match="reason_missing"):
        shop.tasks.resolve(desk, task.id, " ")
    shop.tasks.resolve(desk, task.id, "counted in the shop")
    done = shop.tasks.task(task.id)
    assert (done.state, done.solved_by, done.detail) == ("done", "desk", "counted in the shop")
    assert load(shop, order.id).work_stage == "to_audit"


def test_a_task_is_taken_given_away_and_left_to_nobody(shop: App) -> None:
    order = the_order(shop, an_order(notices=("pieces_differ",)))
    (task,) = shop.tasks.page()
    desk, reviewer = shop.people.actor("desk"), shop.people.actor("reviewer")
    assert (task.owner, shop.tasks.owned("desk")) == ("", 0)
    shop.tasks.take(desk, task.id)
    assert [row.id for row in shop.tasks.page(owner="desk")] == [task.id]
    shop.tasks.assign(desk, task.id, "Reviewer")
    assert (shop.tasks.task(task.id).owner, shop.tasks.owned("desk"), shop.tasks.owned("reviewer")) == (
        "reviewer",
        0,
        1,
    )
    with pytest.raises(OmsError, match="user_unknown"):
        shop.tasks.assign(desk, task.id, "nobody-here")
    shop.tasks.assign(reviewer, task.id)
    assert [row.id for row in shop.tasks.page(owner="")] == [task.id]
    entries = shop.orders.view(order.id, desk).entries
    told = [entry for entry in entries if (entry.machine, entry.event) == ("task", "assign")]
    assert [(entry.actor, entry.facts.get("owner")) for entry in told] == [
        ("desk", "desk"),
        ("desk", "reviewer"),
        ("reviewer", ""),
    ]
    assert shop.orders.open_tasks() == 1
    assert_sound(shop)


def test_only_unknown_products_are_linked(shop: App) -> None:
    the_order(shop, an_order(notices=("pieces_differ",)))
    (task,) = shop.tasks.page()
    tee = shop.catalogue.find("TEE-NV-XL")
    with pytest.raises(OmsError, match="task_kind_differs"):
        shop.tasks.link(shop.people.actor("desk"), task.id, tee.id)
    with pytest.raises(OmsError, match="task_missing"):
        shop.tasks.resolve(shop.people.actor("desk"), 1, "x")


def test_a_product_of_another_seller_does_not_fit(shop: App) -> None:
    boss = shop.people.actor("boss")
    shop.setup.add_seller(boss, "第二家", "B")
    theirs = shop.catalogue.add(boss, "B", "TB-77", "短袖")
    the_order(shop, an_order(lines=(replace(TEE, sku="TB-77"),)))
    (task,) = shop.tasks.page()
    with pytest.raises(OmsError, match="sku_of_other_seller"):
        shop.tasks.link(boss, task.id, theirs.id)


def test_a_link_may_hold_for_this_order_only(shop: App) -> None:
    stranger = replace(TEE, sku="TB-77")
    bring_in(shop, an_order("1", lines=(stranger,)), an_order("2", lines=(stranger,)))
    task = shop.tasks.page()[0]
    done = shop.tasks.link(shop.people.actor("desk"), task.id, shop.catalogue.find("CUP-500").id, remember=False)
    assert [one.order_id for one in done] == [task.order_id]
    assert shop.tasks.counts() == {"sku_unknown": 1}
    with pytest.raises(OmsError, match="sku_unknown"):
        shop.catalogue.find("TB-77")


def test_lines_that_wait_for_a_product_get_it_when_a_file_brings_it(shop: App) -> None:
    """Orders often come before the goods are written down; nobody links line by line what the catalogue knows."""
    unknown, other = replace(TEE, sku="TB-77"), replace(CUP, sku="TB-78")
    both, one = bring_in(shop, an_order("1", lines=(unknown, other)), an_order("2", lines=(unknown, CUP))).orders
    rows = shop.catalogue.import_file(shop.people.actor("desk"), "p.csv", b"code,name\nTB-77,Tee\nNEW,Cap\n")
    assert [(row.code, row.result, row.linked) for row in rows] == [("TB-77", "new", 2), ("NEW", "new", 0)]
    assert [(task.order_id, task.goods) for task in shop.tasks.page()] == [(both.order_id, "TB-78 保温杯")]
    tee = shop.catalogue.find("TB-77")
    whole = load(shop, one.order_id)
    assert (whole.lines[0].sku_id, whole.work_stage) == (tee.id, "to_audit")
    shop.catalogue.link(shop.people.actor("desk"), "TB-78", shop.catalogue.find("CUP-500").id)
    assert shop.tasks.page() == []
    assert_sound(shop)


def test_a_product_of_another_seller_is_not_what_a_line_waits_for(shop: App) -> None:
    boss = shop.people.actor("boss")
    shop.setup.add_seller(boss, "第二家", "B")
    the_order(shop, an_order(lines=(replace(TEE, sku="TB-77"),)))
    shop.catalogue.add(boss, "B", "TB-77", "短袖")
    assert shop.tasks.counts() == {"sku_unknown": 1}
    shop.catalogue.add(boss, "A", "TB-77", "短袖")
    assert shop.tasks.counts() == {}


def test_a_line_waits_behind_thousands_and_still_gets_its_product(shop: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "LOOKED_AT", 1)
    monkeypatch.setattr(linking, "MOST_LINKED", 2)
    lines = [replace(TEE, sku=sku) for sku in ("TB-77", "TB-77", "TB-78", "TB-77", "TB-79")]
    bring_in(shop, *(an_order(str(number), lines=(line,)) for number, line in enumerate(lines)))
    rows = shop.catalogue.import_file(shop.people.actor("desk"), "p.csv", b"code,name\nTB-77,Tee\n")
    assert [row.linked for row in rows] == [2]
    assert shop.tasks.counts() == {"sku_unknown": 3}
    shop.catalogue.add(shop.people.actor("boss"), "A", "TB-79", "Cap")
    assert shop.tasks.counts() == {"sku_unknown": 1}


def test_an_order_that_is_over_keeps_what_it_says(shop: App) -> None:
    unpaid = {"state": ShopState.UNPAID, "paid_at": None, "paid": 0}
    order = the_order(shop, an_order(lines=(replace(TEE, sku="TB-77"),), **unpaid))
    shop.commands.do(shop.people.actor("boss"), order.id, "order.cancel", args={"reason": "changed my mind"})
    rows = shop.catalogue.import_file(shop.people.actor("desk"), "p.csv", b"code,name\nTB-77,Tee\n")
    assert [(row.result, row.linked) for row in rows] == [("new", 0)]
    assert load(shop, order.id).lines[0].sku_id is None


def test_shortages_name_what_could_go_out_instead(shop: App) -> None:
    boss, desk = shop.people.actor("boss"), shop.people.actor("desk")
    for code in ("TEE-NV-XL", "TEE-NV-L"):
        shop.catalogue.edit(boss, shop.catalogue.find(code).id, product_code="TEE")
    shop.stock.set(boss, "TEE-NV-XL", "SZ", 1, "counted")
    shop.stock.place(boss, "TEE-NV-XL", "SZ", restock_at=99)
    order = the_order(shop, an_order())
    with pytest.raises(Refused, match="stock_short"):
        shop.commands.do(desk, order.id, "order.confirm")
    shop.commands.do(desk, order.id, "order.confirm", args={"backorder": True})
    (short,) = shop.stock.shortages()
    assert (short.number, short.sku_code, short.units, short.restock_at) == (order.number, "TEE-NV-XL", 1, 99)
    assert short.instead[0].goods.code == "TEE-NV-L"
    assert short.instead[0].same_product
    assert shop.tasks.counts() == {"shortage": 1}
    assert_sound(shop)

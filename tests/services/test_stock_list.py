"""The stock as a list: every product, filters, and what stands behind a level."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.stock_list import available, row_key
from tests.services.orders import STOCKED, an_order, assert_sound, stocked, the_order

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def test_products_that_were_never_stocked_are_listed_with_nothing(shop: App) -> None:
    boss = shop.people.actor("boss")
    shop.catalogue.add(boss, "A", "NEW-1", "新品")
    (line,) = shop.stock_list.page("new-1")
    assert (line.code, line.warehouse, line.on_hand, available(line), line.restock_at) == ("NEW-1", "", 0, 0, None)
    outline = shop.stock_list.outline()
    assert outline.total == outline.counts["all"] == len(shop.stock_list.page())
    assert [row.code for row in shop.stock_list.page(show="none")] == ["NEW-1"]
    shop.setup.add_warehouse(boss, "北京仓", "BJ")
    shop.stock.set(boss, "NEW-1", "BJ", 3, "opening")
    assert [row.warehouse for row in shop.stock_list.page("NEW-1", warehouse="BJ")] == ["BJ"]
    assert [row.warehouse for row in shop.stock_list.page("NEW-1", warehouse="SZ")] == [""]


def test_pages_follow_each_other_without_a_gap(shop: App) -> None:
    boss = shop.people.actor("boss")
    rows = "code,name\n" + "".join(f"QQ-{n:04d},product {n}\n" for n in range(450))
    shop.catalogue.import_file(boss, "p.csv", rows.encode())
    outline = shop.stock_list.outline("QQ-")
    assert (outline.total, sorted(outline.marks)) == (450, [200, 400])
    first = shop.stock_list.page("QQ-", limit=200)
    assert row_key(first[-1]) == outline.marks[200]
    rest = shop.stock_list.page("QQ-", after=outline.marks[200], limit=300)
    assert [row.code for row in (*first, *rest)] == [f"QQ-{n:04d}" for n in range(450)]


def test_what_orders_wait_for_is_short(shop: App) -> None:
    boss, desk = shop.people.actor("boss"), shop.people.actor("desk")
    shop.stock.set(boss, "TEE-NV-XL", "SZ", 1, "counted")
    order = the_order(shop, an_order())
    assert shop.stock_list.outline().counts["short"] == 0
    shop.commands.do(desk, order.id, "order.confirm", args={"backorder": True})
    (line,) = shop.stock_list.page(show="short")
    assert (line.code, line.waiting) == ("TEE-NV-XL", 1)
    assert shop.stock_list.outline().counts["short"] == 1


def test_a_product_tells_who_holds_it_and_what_moved_it(shop: App) -> None:
    boss, desk = shop.people.actor("boss"), shop.people.actor("desk")
    order = the_order(shop, an_order())
    shop.commands.do(desk, order.id, "order.confirm")
    tee = shop.catalogue.find("TEE-NV-XL")
    shop.stock.damage(boss, "TEE-NV-XL", "SZ", 2, "wet")
    card = shop.stock_list.card(tee.id)
    assert [(one.number, one.units, one.warehouse) for one in card.holders] == [(order.number, 2, "SZ")]
    assert [(one.reason, one.on_hand, one.allocated, one.damaged) for one in card.movements][:2] == [
        ("damage", 0, 0, 2),
        ("allocate", 0, 2, 0),
    ]
    assert card.movements[0].user == "boss"
    assert card.barcodes
    (level,) = card.levels
    assert (level.allocated, level.damaged) == (2, 2)
    assert_sound(shop)


def test_only_unpromised_units_can_be_damaged(shop: App) -> None:
    boss, desk = shop.people.actor("boss"), shop.people.actor("desk")
    shop.stock.set(boss, "TEE-NV-XL", "SZ", 5, "counted")
    shop.commands.do(desk, the_order(shop, an_order()).id, "order.confirm")
    with pytest.raises(Refused, match="stock_damaged"):
        shop.stock.damage(boss, "TEE-NV-XL", "SZ", 4, "wet")
    with pytest.raises(Refused, match="reason_missing"):
        shop.stock.damage(boss, "TEE-NV-XL", "SZ", 1, " ")
    with pytest.raises(OmsError, match="stock_negative"):
        shop.stock.damage(boss, "TEE-NV-XL", "SZ", -1, "wet")
    assert shop.stock.damage(boss, "TEE-NV-XL", "SZ", 3, "wet").available == 0
    assert shop.stock.damage(boss, "TEE-NV-XL", "SZ", 0, "dried").available == 3
    assert_sound(shop)


def test_a_restock_date_can_be_taken_away(shop: App) -> None:
    boss = shop.people.actor("boss")
    assert shop.stock.place(boss, "TEE-NV-XL", "SZ", restock_at=99).restock_at == 99
    assert shop.stock.place(boss, "TEE-NV-XL", "SZ", bin="Z-9").restock_at == 99
    assert shop.stock.place(boss, "TEE-NV-XL", "SZ", restock_at=0).restock_at is None

"""Orders that the desk writes down itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.entry import DraftForm, DraftLine, Paying
from tests.services.conftest import everything
from tests.services.orders import ADDRESS, STOCKED, assert_sound, load, stocked

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def a_form(shop: App, **changes: object) -> DraftForm:
    channel = shop.setup.state().channel("taobao")
    lines = (DraftLine("TEE-NV-XL", 2, 5990), DraftLine("6901234500042", 1, 12900))
    return replace(DraftForm(channel.id, ADDRESS, lines, "tb_lin", 1000, 880), **changes)  # type: ignore[arg-type]


def test_a_draft_goes_the_way_of_every_order(shop: App) -> None:
    desk = shop.people.actor("desk")
    done = shop.entry.draft(desk, a_form(shop))
    assert (done.number, done.status) == ("A100001", "draft")
    shop.commands.do(desk, done.order_id, "order.submit")
    done = shop.commands.do(desk, done.order_id, "order.request_payment")
    order = load(shop, done.order_id)
    assert (order.status, order.total, order.item_count) == ("awaiting_payment", 25000, 3)
    assert sum(line.payable for line in order.lines) == 24000
    assert [row.id for row in shop.orders.search("晓雯").rows] == [order.id]
    assert_sound(shop)


def test_goods_bring_the_price_of_their_last_sale_in_that_currency(shop: App) -> None:
    desk, one = shop.people.actor("desk"), "TEE-NV-XL"
    assert shop.entry.last_price(one, "CNY") is None
    for price in (5990, 6490, 0):  # what was given away tells nothing
        shop.entry.draft(desk, a_form(shop, lines=(DraftLine(one, 1, price, gift=not price),), discount=0))
    assert (shop.entry.last_price(one, "CNY"), shop.entry.last_price(one, "USD")) == (6490, None)


def test_the_same_command_makes_one_draft(shop: App) -> None:
    desk, form = shop.people.actor("desk"), a_form(shop)
    first = shop.entry.draft(desk, form, "one")
    before = everything(shop)
    assert shop.entry.draft(desk, form, "one") == first
    assert everything(shop) == before


def test_what_cannot_be_sold_is_refused(shop: App) -> None:
    desk = shop.people.actor("desk")
    with pytest.raises(OmsError, match="sku_unknown"):
        shop.entry.draft(desk, a_form(shop, lines=(DraftLine("HAT", 1, 1),)))
    with pytest.raises(OmsError, match="line_not_valid"):
        shop.entry.draft(desk, a_form(shop, lines=(DraftLine("TEE-NV-XL", 0, 1),)))
    for change in ({"discount": 99999}, {"shipping": -1}, {"discount": -1}):
        with pytest.raises(OmsError, match="discount_not_valid"):
            shop.entry.draft(desk, a_form(shop, **change))
    with pytest.raises(Refused, match="not_your_role"):
        shop.entry.draft(shop.people.actor("clerk"), a_form(shop))
    with pytest.raises(OmsError, match="channel_unknown"):
        shop.entry.draft(desk, a_form(shop, channel_id=1))
    assert shop.orders.counts()["all"] == 0


def test_an_incomplete_draft_is_not_submitted(shop: App) -> None:
    desk = shop.people.actor("desk")
    done = shop.entry.draft(desk, a_form(shop, ship_to=replace(ADDRESS, phone="")))
    with pytest.raises(Refused, match="address_part_missing"):
        shop.commands.do(desk, done.order_id, "order.submit")


def test_a_draft_is_written_anew_as_a_whole(shop: App) -> None:
    desk = shop.people.actor("desk")
    made = shop.entry.draft(desk, a_form(shop))
    seen = shop.entry.open(made.order_id)
    assert seen.form == a_form(shop, lines=(DraftLine("TEE-NV-XL", 2, 5990), DraftLine("CUP-500", 1, 12900)))
    lines = (DraftLine("CUP-500", 3, 12000), DraftLine("TEE-NV-XL", 1, 0, gift=True))
    new = replace(seen.form, lines=lines, shipping=0, discount=600, packing_note="fragile", urgent=True)
    shop.entry.rewrite(desk, seen, new)
    assert shop.entry.open(made.order_id).form == new
    fewer = replace(new, lines=lines[:1])
    shop.entry.rewrite(desk, shop.entry.open(made.order_id), fewer)
    order = load(shop, made.order_id)
    assert [(line.seq, line.kind, line.qty, line.amount) for line in order.lines] == [(1, "sale", 3, 36000)]
    assert (order.goods, order.total, order.item_count) == (36000, 35400, 3)
    assert_sound(shop)


def test_two_windows_never_overwrite_each_other(shop: App) -> None:
    desk = shop.people.actor("desk")
    made = shop.entry.draft(desk, a_form(shop))
    here, there = shop.entry.open(made.order_id), shop.entry.open(made.order_id)
    shop.entry.rewrite(desk, there, replace(there.form, buyer="the other window"))
    before = everything(shop)
    with pytest.raises(Refused, match="order_changed"):
        shop.entry.rewrite(desk, here, replace(here.form, buyer="this window"))
    with pytest.raises(Refused, match="order_changed"):
        shop.entry.submit(desk, here, Paying())
    assert everything(shop) == before
    shop.entry.submit(desk, shop.entry.open(made.order_id), Paying())
    with pytest.raises(OmsError, match="not_a_draft"):
        shop.entry.open(made.order_id)


@pytest.mark.parametrize(
    ("way", "who", "status"),
    [
        ("later", "desk", "awaiting_payment"),
        ("cash", "boss", "paid"),
        ("transfer", "boss", "paid"),
        ("delivery", "desk", "paid"),
    ],
)
def test_a_draft_is_submitted_with_its_money(shop: App, way: str, who: str, status: str) -> None:
    actor = shop.people.actor(who)
    made = shop.entry.draft(actor, a_form(shop))
    done = shop.entry.submit(actor, shop.entry.open(made.order_id), Paying(way, "T-778" if way == "transfer" else ""))
    order = load(shop, made.order_id)
    assert (done.status, order.captured) == (status, 25000 if way in ("cash", "transfer") else 0)
    assert [one.txn for one in order.payments if one.txn] == (["T-778"] if way == "transfer" else [])
    assert shop.entry.drafts() == []
    assert_sound(shop)


def test_money_is_recorded_by_who_may_or_nothing_happens(shop: App) -> None:
    desk = shop.people.actor("desk")
    made = shop.entry.draft(desk, a_form(shop))
    seen, before = shop.entry.open(made.order_id), everything(shop)
    with pytest.raises(Refused, match="not_your_role"):
        shop.entry.submit(desk, seen, Paying("cash"))
    with pytest.raises(OmsError, match="txn_missing"):
        shop.entry.submit(desk, seen, Paying("transfer", " "))
    assert everything(shop) == before
    assert [row.number for row in shop.entry.drafts()] == [made.number]


def test_an_order_of_nothing_is_paid_by_itself(shop: App) -> None:
    desk = shop.people.actor("desk")
    free = a_form(shop, lines=(DraftLine("TEE-NV-XL", 1, 0),), shipping=0, discount=0)
    made = shop.entry.draft(desk, free)
    assert shop.entry.submit(desk, shop.entry.open(made.order_id), Paying()).status == "paid"

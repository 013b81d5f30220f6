"""Orders that the desk writes down itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.entry import DraftForm, DraftLine
from tests.services.conftest import everything
from tests.services.orders import ADDRESS, assert_sound, load, stocked


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
    for change in ({"lines": (DraftLine("TEE-NV-XL", 0, 1),)}, {"discount": 99999}, {"shipping": -1}):
        with pytest.raises(OmsError, match="line_not_valid"):
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

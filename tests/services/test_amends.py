"""Amendments are taken back: each field as it was, goods added go out again; somebody's later change is never lost."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.amending import moved_to
from desktop_oms.domain.errors import Refused
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def amend(shop: Shop, number: str, key: str, **args: object) -> None:
    order = shop.app.orders.find(number)
    shop.app.commands.do(shop.desk, order, "order.amend", args=args, command_id=key)


def back(shop: Shop, number: str, key: str) -> None:
    shop.app.amends.back(shop.desk, shop.app.orders.find(number), key)


FIELDS = (
    *("ship_name", "ship_phone", "ship_city", "ship_district", "ship_street", "ship_postcode"),
    *("packing_note", "seller_note", "delivery", "ship_by", "urgent"),
    *("goods", "total"),
)


def standing(shop: Shop, number: str) -> list[object]:
    order = shop.read(number)
    return [getattr(order, name) for name in FIELDS]


def test_every_field_stands_as_it_was(shop: Shop) -> None:
    number = shop.order()
    before = standing(shop, number)
    amend(shop, number, "one", address={"name": "李雷", "street": "北路 1"}, delivery="express", urgent=True, ship_by=9)
    assert standing(shop, number) != before
    back(shop, number, "one")
    assert standing(shop, number) == before
    amend(shop, number, "two", ship_by=0)
    assert shop.read(number).ship_by is None
    amend(shop, number, "three", ship_by=12)
    back(shop, number, "three")
    assert shop.read(number).ship_by is None


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("林晓雯 13800138000 广东深圳南山区科苑路15号", ()),
        ("13800138000", ()),
        ("林晓雯 浙江省杭州市", ("district", "street")),
        ("林** 138****8000", ("name", "phone")),
        ("Ann Smith, 5 High Street, Leeds", ("country", "city")),
    ],
)
def test_only_what_a_pasted_text_would_change_is_unsure(shop: Shop, text: str, unsure: tuple[str, ...]) -> None:
    assert shop.app.amends.parse(text).unsure == unsure


def test_a_pasted_receiver_is_taken_back_part_by_part(shop: Shop) -> None:
    number = shop.order()
    before = standing(shop, number)
    pasted = shop.app.amends.parse("李雷 13912345678 浙江省杭州市西湖区文一路2号")
    amend(shop, number, "one", address=moved_to(pasted.address))
    order = shop.read(number)
    assert (order.ship_name, order.ship_district, order.ship_street) == ("李雷", "西湖区", "文一路2号")
    assert order.ship_postcode == ""
    back(shop, number, "one")
    assert standing(shop, number) == before


def test_what_was_changed_since_is_never_overwritten(shop: Shop) -> None:
    number = shop.order()
    amend(shop, number, "one", packing_note="first")
    amend(shop, number, "two", packing_note="second")
    with pytest.raises(Refused, match="order_changed"):
        back(shop, number, "one")
    assert shop.read(number).packing_note == "second"
    with pytest.raises(Refused, match="nothing_changed"):
        back(shop, number, "unknown")


def test_goods_and_gifts_that_were_added_go_out_again(shop: Shop) -> None:
    number = shop.order()
    before = standing(shop, number)
    gift = {"sku_id": shop.skus["TEE-M"], "qty": 2, "price": 0, "gift": 1}
    assert shop.app.orders.difference(shop.app.orders.find(number), {}, [gift]) == 0
    amend(shop, number, "one", add=[gift], difference=0)
    line = shop.read(number).lines[-1]
    assert (line.kind, line.to_ship, line.payable) == ("gift", 2, 0)
    assert any(row.line_id == line.id for part in shop.read(number).open_fulfilments() for row in part.lines)
    back(shop, number, "one")
    assert standing(shop, number) == before
    assert shop.read(number).lines[-1].to_ship == 0
    amend(shop, number, "two", add=[{"sku_id": shop.skus["CUP"], "qty": 1, "price": 700}], difference=700)
    order = shop.read(number)
    assert (order.collect, [hold.reason for hold in order.holds]) == (700, ["payment_due"])
    back(shop, number, "two")
    order = shop.read(number)
    assert order.lines[-1].going_out == 0
    assert order.collect == 0

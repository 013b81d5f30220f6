"""Changes to an order before it is labelled, and what they cost or give back."""

from __future__ import annotations

from desktop_oms.domain import lifecycle
from desktop_oms.domain.amending import difference, moved_to
from desktop_oms.domain.incoming import Address
from desktop_oms.domain.roles import SYSTEM
from tests.domain.shop import Shop


def test_a_new_address_solves_the_task_that_asked_for_it() -> None:
    shop = Shop()
    shop.order.ship_street = ""
    shop.do("Y", "order.submit", imported=True)
    assert shop.tasks() == ["address_incomplete"]
    shop.do("S", "order.amend", address={"street": " 北路 1 "})
    assert (shop.order.ship_street, shop.tasks()) == ("北路 1", [])


def test_a_pasted_place_takes_the_whole_old_ones_place_and_a_phone_alone_none() -> None:
    shop = Shop()
    shop.do("Y", "order.submit", imported=True)
    shop.do("S", "order.amend", address=moved_to(Address(phone="13700001111")))
    order = shop.order
    assert order.ship_phone == "13700001111"
    assert order.ship_street
    order.ship_district, order.ship_postcode, name = "南山区", "518000", order.ship_name
    moved = moved_to(Address(country="CN", province="浙江省", city="杭州市", street="文一路 2"))
    shop.do("S", "order.amend", address=moved)
    assert (order.ship_city, order.ship_district, order.ship_street) == ("杭州市", "", "文一路 2")
    assert (order.ship_postcode, order.ship_name, order.ship_phone) == ("", name, "13700001111")
    assert moved_to(Address()) == {}


def test_a_line_is_linked_to_its_goods_and_routed() -> None:
    shop = Shop((1, 2, 500))
    line = shop.order.lines[0]
    line.sku_id = None
    shop.paid()
    assert (shop.tasks(), shop.order.work_stage) == (["sku_unknown"], "to_solve")
    shop.do("S", "order.amend", sku={line.id: 2})
    assert (line.sku_code, shop.tasks(), shop.order.work_stage) == ("S2", [], "to_audit")


def test_units_taken_out_of_an_unpaid_order_lower_the_bill() -> None:
    shop = Shop((1, 3, 333), discount=100).unpaid()
    line = shop.order.lines[0]
    shown = difference(shop.order, {line.id: 1}, [])
    before = shop.order.total
    shop.do("S", "order.amend", remove={line.id: 1}, difference=shown)
    assert (shop.order.total - before, line.payable) == (-333, 566)
    assert (line.taken_out, line.cancelled) == (1, 1)


def test_a_discount_never_exceeds_the_goods_that_are_left() -> None:
    shop = Shop((1, 1, 500), (2, 1, 100), discount=300, platform=200).unpaid()
    shop.do("S", "order.amend", remove={shop.order.lines[0].id: 1})
    order = shop.order
    assert (order.discount_seller, order.discount_platform, order.total) == (0, 100, 0)
    assert order.status == "paid"


def test_units_taken_out_of_a_paid_order_are_refunded() -> None:
    shop = Shop((1, 3, 333), shipping=50).paid()
    line = shop.order.lines[0]
    assert difference(shop.order, {line.id: 1}, []) == -333
    shop.do("S", "order.amend", remove={line.id: 1}, difference=-333)
    assert shop.refunds() == [333]
    assert difference(shop.order, {line.id: 2}, []) == -716


def test_more_goods_wait_for_their_money() -> None:
    shop = Shop().confirmed()
    shop.do("S", "order.amend", add=[{"sku_id": 2, "qty": 2, "price": 300}], difference=600)
    assert (shop.order.total, shop.order.collect, shop.order.holds[0].reason) == (1600, 600, "payment_due")
    assert shop.refused("K", "fulfilment.pick", shop.part()) == "on_hold"
    shop.do("Y", "payment.capture", shop.order.payments[1])
    assert (shop.order.held, shop.level(2).allocated) == (False, 2)


def test_notes_and_wishes_are_kept() -> None:
    shop = Shop().paid()
    shop.do("S", "order.amend", seller_note="vip", packing_note="fragile", urgent=True, ship_by=5, delivery="cold")
    order = shop.order
    assert (order.seller_note, order.packing_note, order.urgent, order.ship_by, order.delivery) == (
        "vip",
        "fragile",
        True,
        5,
        "cold",
    )


def test_a_replaced_mask_is_a_mask_no_more() -> None:
    shop = Shop()
    shop.order.ship_name, shop.order.ship_masked = "张**", True
    shop.submitted()
    lifecycle.begin(shop.order, SYSTEM, shop.world).open_task("receiver_masked", blocking=True)
    shop.do("S", "order.amend", address={"name": "张**"})
    assert shop.tasks() == ["receiver_masked"]
    shop.do("S", "order.amend", address={"name": "张三丰"})
    assert not shop.order.ship_masked
    assert shop.tasks() == []
    shop.do("S", "order.amend", address={"name": "张**"})
    assert shop.order.ship_masked, "the change was taken back"
    assert shop.tasks() == ["receiver_masked"]


def test_a_gift_is_added_and_taken_out_without_money() -> None:
    shop = Shop().confirmed()
    gift = [{"sku_id": 4, "qty": 2, "price": 900, "gift": 1}]
    assert difference(shop.order, {}, gift) == 0
    shop.do("S", "order.amend", add=gift, difference=0)
    line = shop.order.lines[-1]
    assert (line.kind, line.unit_price, line.payable, shop.order.total) == ("gift", 0, 0, 1000)
    assert (shop.level(4).allocated, shop.order.collect) == (2, 0)
    shop.do("S", "order.amend", remove={line.id: 2}, difference=0)
    assert (line.going_out, shop.level(4).allocated, shop.refunds(), shop.order.cases) == (0, 0, [], [])

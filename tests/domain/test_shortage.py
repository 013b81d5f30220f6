"""What can be offered instead of goods that are short, and when they come back."""

from __future__ import annotations

from dataclasses import replace

from desktop_oms.domain import shortage
from desktop_oms.domain.completeness import address_problems, totals_differ
from desktop_oms.domain.orders import problems
from tests.domain.shop import Shop


def offered(shop: Shop, sku: int = 1, units: int = 1) -> list[tuple[str, int, bool]]:
    goods = shop.world.goods
    found = shortage.substitutes(goods[sku], goods.values(), shop.world, units)
    return [(one.goods.code, one.warehouse_id, one.same_product) for one in found]


def test_another_variant_of_the_product_comes_before_the_same_category() -> None:
    shop = Shop(stock=0).stock(2, 5, house=1).stock(3, 9, house=2)
    assert offered(shop) == [("S2", 1, True), ("S3", 2, False)]


def test_only_goods_with_enough_stock_in_one_warehouse_are_offered() -> None:
    shop = Shop(stock=0).stock(2, 5)
    assert offered(shop, units=6) == []
    assert [code for code, _, _ in offered(shop, units=5)] == ["S2", "S2"]


def test_the_missing_goods_themselves_are_no_substitute() -> None:
    assert "S1" not in [code for code, _, _ in offered(Shop())]


def test_goods_without_product_or_category_have_no_substitutes() -> None:
    shop = Shop()
    shop.world.goods[1] = replace(shop.world.goods[1], product_code="", category="")
    assert offered(shop) == []


def test_the_earliest_restock_date_counts() -> None:
    shop = Shop()
    assert shortage.restock_at(shop.world, 1) is None
    shop.level(1, 1).restock_at, shop.level(1, 2).restock_at = 900, 700
    assert shortage.restock_at(shop.world, 1) == 700


def test_a_substitute_may_come_from_another_warehouse() -> None:
    shop = Shop().stock(1, 0).stock(2, 0, house=1).paid()
    shop.do("S", "order.confirm", backorder=True)
    shop.do("S", "fulfilment.substitute", shop.part(), agreed=True, sku_id=2)
    assert (shop.part().warehouse_id, shop.level(2, 2).allocated) == (2, 2)


def test_a_gift_that_is_short_is_left_out() -> None:
    shop = Shop()
    gift = shop.add_gift(4)
    shop.stock(4, 0).paid()
    shop.do("S", "order.confirm", ship_partial=True)
    part = next(part for part in shop.order.fulfilments if part.state == "shortage")
    shop.do("S", "fulfilment.give_up", part, agreed=True)
    assert (gift.going_out, shop.order.cases) == (0, [])
    shop.sent()
    assert shop.order.status == "shipped"


def test_each_missing_part_of_the_receiver_is_named() -> None:
    shop = Shop()
    shop.order.ship_phone, shop.order.ship_city = "", " "
    assert [problem.facts["part"] for problem in address_problems(shop.order)] == ["phone", "city"]
    shop.order.ship_province = "上海"
    assert [problem.facts["part"] for problem in address_problems(shop.order)] == ["phone"]


def test_a_masked_receiver_with_a_token_is_complete() -> None:
    shop = Shop()
    shop.order.ship_name, shop.order.ship_phone, shop.order.ship_street = "", "", ""
    shop.order.ship_masked, shop.order.ship_token = True, "T1"
    assert address_problems(shop.order) == []
    shop.order.ship_token = ""
    assert address_problems(shop.order)


def test_wrong_totals_are_told() -> None:
    shop = Shop()
    assert totals_differ(shop.order) == 0
    shop.order.total += 7
    assert totals_differ(shop.order) == 7


def test_everything_that_keeps_an_order_from_being_confirmed_is_told_at_once() -> None:
    shop = Shop((1, 2, 500), (2, 1, 300), stock=0)
    shop.order.ship_street = ""
    shop.do("Y", "order.submit", imported=True)
    shop.do("Y", "order.request_payment", imported=True)
    shop.do("S", "hold.place", None, reason="wait")
    codes = [problem.code for problem in problems(shop.order, shop.world)]
    assert codes == ["money_missing", "address_part_missing", "task_blocks", "on_hold", "stock_short", "stock_short"]


def test_an_order_without_problems_can_be_confirmed_and_one_with_any_cannot() -> None:
    ready = Shop().paid()
    assert problems(ready.order, ready.world) == []
    ready.do("S", "order.confirm")
    short = Shop(stock=0).paid()
    assert short.refused("S", "order.confirm") == problems(short.order, short.world)[0].code

"""Who sends what: suppliers, ordered rules that rank, stock, and a dry run that changes nothing."""

from __future__ import annotations

from desktop_oms.domain import fulfilments, routing
from desktop_oms.domain.routing import Part
from desktop_oms.domain.world import RoutingRule
from tests.domain.shop import SUPPLIER, Shop


def parts(shop: Shop) -> list[tuple[int | None, int | None, bool, dict[int, int]]]:
    """A dry run: warehouse, supplier, short, units by number of the line."""
    numbers = {line.id: number for number, line in enumerate(shop.order.lines)}
    before = repr((shop.order, shop.world.stock))
    planned = routing.plan(shop.order, fulfilments.missing(shop.order), shop.world)
    assert repr((shop.order, shop.world.stock)) == before
    return [
        (part.warehouse_id, part.supplier_id, part.short, {numbers[key]: n for key, n in part.units.items()})
        for part in planned
    ]


def test_own_goods_go_out_from_the_preferred_warehouse() -> None:
    assert parts(Shop((1, 2, 5), (2, 1, 5))) == [(1, None, False, {0: 2, 1: 1})]


def test_a_suppliers_goods_go_to_the_supplier() -> None:
    assert parts(Shop((5, 2, 5), (1, 1, 5))) == [(None, SUPPLIER, False, {0: 2}), (1, None, False, {1: 1})]


def test_the_warehouse_that_has_everything_comes_before_the_preferred_one() -> None:
    assert parts(Shop((1, 2, 5), (2, 1, 5)).stock(2, 0, house=1)) == [(2, None, False, {0: 2, 1: 1})]


def test_an_order_no_warehouse_can_fill_alone_is_sent_from_two() -> None:
    shop = Shop((1, 2, 5), (2, 1, 5)).stock(1, 0, house=1).stock(2, 0, house=2)
    assert parts(shop) == [(2, None, False, {0: 2}), (1, None, False, {1: 1})]


def test_what_nobody_has_is_short_in_the_warehouse_the_rules_prefer() -> None:
    assert parts(Shop((1, 5, 5), stock=0).stock(1, 2, house=2)) == [
        (2, None, False, {0: 2}),
        (2, None, True, {0: 3}),
    ]


def test_a_rule_sends_a_sellers_orders_to_its_warehouse() -> None:
    rule = RoutingRule(1, 1, "warehouse", {"merchant_id": 1, "warehouse": "W2"})
    other = RoutingRule(1, 1, "warehouse", {"merchant_id": 2, "warehouse": "W2"})
    assert parts(Shop().rules(rule))[0][0] == 2
    assert parts(Shop().rules(other))[0][0] == 1


def test_a_rule_may_go_by_the_delivery_method() -> None:
    shop = Shop().rules(RoutingRule(1, 1, "warehouse", {"delivery": "cold", "warehouse": "W2"}))
    assert parts(shop)[0][0] == 1
    shop.order.delivery = "cold"
    assert parts(shop)[0][0] == 2


def test_a_rule_may_go_by_the_type_of_goods() -> None:
    cups = RoutingRule(1, 1, "warehouse", {"category": "cups", "warehouse": "W2"})
    books = RoutingRule(1, 1, "warehouse", {"category": "books", "warehouse": "W2"})
    assert parts(Shop().rules(cups))[0][0] == 2
    assert parts(Shop().rules(books))[0][0] == 1


def test_rules_rank_in_their_order_and_later_ones_break_ties() -> None:
    near = RoutingRule(1, 1, "warehouse", {"province": "广东", "warehouse": "W2"})
    stock = RoutingRule(2, 2, "has_all")
    shop = Shop().rules(near, stock).stock(1, 0, house=2)
    shop.order.ship_province = "广东"
    assert [part[0] for part in parts(shop)] == [1]
    assert routing.choose(shop.order, fulfilments.missing(shop.order), shop.world.houses, shop.world).code == "W2"
    shop.rules(stock, near)
    assert routing.choose(shop.order, fulfilments.missing(shop.order), shop.world.houses, shop.world).code == "W1"


def test_stock_ranks_by_how_much_is_there() -> None:
    shop = Shop((1, 5, 5)).rules(RoutingRule(1, 1, "has_most")).stock(1, 2, house=1).stock(1, 4, house=2)
    assert [(part[0], part[3]) for part in parts(shop)] == [(2, {0: 4}), (1, {0: 1})]


def test_a_buffer_is_kept_back() -> None:
    shop = Shop((1, 2, 5), stock=3)
    shop.level(1).buffer = 2
    assert parts(shop)[0][0] == 2


def test_shortages_are_what_all_warehouses_together_lack() -> None:
    shop = Shop((1, 3, 5), (1, 3, 5), (5, 9, 5), stock=2)
    needs = fulfilments.missing(shop.order)
    assert [(line.seq, units) for line, units in routing.shortages(needs, shop.world)] == [(2, 2)]


def test_a_declined_offer_goes_to_an_own_warehouse_that_has_all_of_it() -> None:
    shop = Shop((5, 1, 500)).confirmed()
    shop.do("P", "fulfilment.decline", shop.part(), reason="sold out")
    assert (shop.part().state, shop.tasks()) == ("pending", ["supplier_declined"])
    shop.do("S", "fulfilment.offer", shop.part())
    shop.world.stock.levels[1, 5] = type(shop.level(1))(1, 5, 10)
    shop.do("P", "fulfilment.decline", shop.part(), reason="sold out")
    assert (shop.part().state, shop.part().warehouse_id, shop.tasks()) == ("allocated", 1, [])


def test_an_unknown_product_is_short_and_never_guessed() -> None:
    shop = Shop()
    shop.order.lines[0].sku_id = None
    assert parts(shop) == [(1, None, True, {0: 2})]


def test_without_a_warehouse_everything_is_short() -> None:
    shop = Shop()
    shop.world.houses = ()
    assert routing.plan(shop.order, fulfilments.missing(shop.order), shop.world) == [
        Part(None, None, True, {shop.order.lines[0].id: 2})
    ]

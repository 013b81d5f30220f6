"""Ship apart: by line and quantity, by warehouse, by stock; back into one until something is picked."""

from __future__ import annotations

import pytest

from desktop_oms.domain import apart, lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import Refused
from tests.domain.shop import DESK, Shop


def parts(shop: Shop) -> list[tuple[int | None, str, list[int]]]:
    """Warehouse, state and units of each open part."""
    return [(part.warehouse_id, part.state, [row.qty for row in part.lines]) for part in shop.order.open_fulfilments()]


def deed(shop: Shop, what: object, *args: object) -> Run:
    """Several events as one command, with all that follows."""
    run = lifecycle.begin(shop.order, DESK, shop.world)
    what(run, *args)  # type: ignore[operator]
    lifecycle.finish(run)
    shop._after(run)
    return run


def waiting(there: int, wanted: int = 5) -> Shop:
    """A confirmed order that waits for goods 1, of which some have come into the first warehouse."""
    shop = Shop((1, wanted, 500)).stock(1, 0).paid()
    shop.do("S", "order.confirm", backorder=True)
    return shop.stock(1, there, house=1)


def test_units_go_apart_with_their_stock_and_come_back() -> None:
    shop = Shop((1, 3, 500), (2, 1, 900)).confirmed()
    first, second = shop.order.lines
    total, captured = shop.order.total, shop.order.captured
    shop.do("S", "fulfilment.split", shop.part(), lines={first.id: 2, second.id: 1})
    assert parts(shop) == [(1, "allocated", [1]), (1, "allocated", [2, 1])]
    assert (shop.level(1).allocated, shop.level(2).allocated) == (3, 1)
    assert shop.order.fulfilments[1].split_from == shop.order.fulfilments[0].id
    shop.do("S", "fulfilment.join", shop.order.fulfilments[1])
    assert parts(shop) == [(1, "allocated", [3, 1])]
    assert shop.order.fulfilments[1].state == "cancelled"
    assert (shop.level(1).allocated, shop.level(2).allocated) == (3, 1)
    assert (shop.order.total, shop.order.captured) == (total, captured)


def test_units_go_apart_from_another_warehouse() -> None:
    shop = Shop((1, 3, 500)).stock(1, 2, house=2).confirmed()
    shop.do("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 2}, warehouse_id=2)
    assert parts(shop) == [(1, "allocated", [1]), (2, "allocated", [2])]
    assert (shop.level(1).allocated, shop.level(1, 2).allocated) == (1, 2)
    shop.do("S", "fulfilment.join", shop.order.fulfilments[1])
    assert (shop.level(1).allocated, shop.level(1, 2).allocated) == (3, 0)


def test_each_part_is_packed_and_sent_by_itself() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    shop.do("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1})
    for _ in range(2):
        shop.sent()
    assert [parcel.state for parcel in shop.order.parcels] == ["in_transit", "in_transit"]
    assert shop.order.status == "shipped"


def test_a_short_part_goes_apart_and_waits_by_itself() -> None:
    shop = waiting(0)
    shop.do("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 2})
    assert parts(shop) == [(1, "shortage", [3]), (1, "shortage", [2])]
    assert shop.tasks() == ["shortage", "shortage"]
    shop.do("S", "fulfilment.join", shop.order.fulfilments[1])
    assert (parts(shop), shop.tasks()) == ([(1, "shortage", [5])], ["shortage"])


def test_what_is_there_now_does_not_wait_for_the_rest() -> None:
    shop = waiting(2).stock(1, 1, house=2)
    deed(shop, apart.by_stock)
    assert parts(shop) == [(1, "shortage", [2]), (1, "allocated", [2]), (2, "allocated", [1])]
    deed(shop, apart.undo)
    assert parts(shop) == [(1, "shortage", [5])]
    assert (shop.level(1).allocated, shop.level(1, 2).allocated) == (0, 0)


@pytest.mark.parametrize(
    ("own", "other", "left"), [(5, 0, [(1, "allocated", [5])]), (0, 5, [(2, "allocated", [5])]), (3, 2, None)]
)
def test_when_all_of_it_is_there_nothing_waits(own: int, other: int, left: object) -> None:
    shop = waiting(own).stock(1, other, house=2)
    deed(shop, apart.by_stock)
    assert parts(shop) == (left or [(1, "allocated", [3]), (2, "allocated", [2])])
    assert shop.tasks() == []


def test_by_stock_says_why_not() -> None:
    with pytest.raises(Refused, match="apart_no_stock"):
        deed(waiting(0), apart.by_stock)
    with pytest.raises(Refused, match="apart_nothing_waits"):
        deed(Shop().confirmed(), apart.by_stock)


def test_units_are_looked_for_in_the_parts_oldest_first() -> None:
    shop = Shop((1, 4, 500)).confirmed()
    line = shop.order.lines[0].id
    shop.do("S", "fulfilment.split", shop.part(), lines={line: 1})
    first, second = (part.id for part in shop.order.fulfilments)
    assert apart.spread(shop.order, {line: 4}) == {first: {line: 3}, second: {line: 1}}
    assert apart.spread(shop.order, {line: 1}, shop.order.fulfilments[1]) == {second: {line: 1}}
    with pytest.raises(Refused, match="units_out_of_range"):
        apart.spread(shop.order, {line: 5})
    with pytest.raises(Refused, match="units_missing"):
        deed(shop, apart.by_units, {}, None)
    with pytest.raises(Refused, match="apart_changed"):
        deed(shop, apart.by_units, {12345: {line: 1}}, None)


def test_parts_of_parts_come_back_one_after_the_other() -> None:
    shop = Shop((1, 4, 500)).confirmed()
    line = shop.order.lines[0].id
    shop.do("S", "fulfilment.split", shop.part(), lines={line: 3})
    shop.do("S", "fulfilment.split", shop.order.fulfilments[1], lines={line: 1})
    shop.do("S", "fulfilment.join", shop.order.fulfilments[1])
    assert shop.order.fulfilments[2].split_from == shop.order.fulfilments[0].id
    deed(shop, apart.undo)
    assert parts(shop) == [(1, "allocated", [4])]
    with pytest.raises(Refused, match="apart_not"):
        deed(shop, apart.undo)


def test_a_picked_part_stays_apart() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    shop.do("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1})
    shop.do("K", "fulfilment.pick", shop.order.fulfilments[1])
    with pytest.raises(Refused, match="apart_too_late"):
        deed(shop, apart.undo)

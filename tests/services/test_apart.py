"""Ship apart through the service: what is shown is what is done, in one transaction, and undone until it is picked."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.catalogue import Warehouse
from desktop_oms.domain.errors import Refused
from desktop_oms.services.apart import Wish
from desktop_oms.storage import catalogue_rows
from tests.services.conftest import everything
from tests.services.shop_orders import SHELVED, Shop, open_shop, sound

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    made = open_shop(app)
    second = Warehouse(app.database.new_id(), "EAST", "East", 9)
    app.database.write(lambda conn: catalogue_rows.insert(conn, [second]))
    app.database.write(lambda conn: made.put_stock(conn, second.id, "CUP", 2))
    app.worlds.forget()
    return made


def parts(shop: Shop, number: str) -> list[tuple[str, int]]:
    return [(part.state, part.units) for part in shop.read(number).open_fulfilments()]


def wish(shop: Shop, number: str, units: int, house: int | None = None) -> Wish:
    """So many cups of the order's first part."""
    part = shop.read(number).fulfilments[0]
    return Wish({part.id: {part.lines[0].line_id: units}}, house)


def test_the_parts_shown_first_are_the_parts_made(shop: Shop) -> None:
    apart, number = shop.app.apart, shop.order(CUP=3, TEE_XL=1)
    key = shop.app.orders.find(number)
    choice = apart.look(key)
    assert [(row.goods, row.units) for row in choice.rows] == [("陶瓷杯 500 ml", 3), ("Cotton tee NAVY / XL", 1)]
    east = next(house for house, name in choice.houses if name == "East")
    assert choice.rows[0].free[east] == 2
    before = everything(shop.app)
    planned = apart.preview(shop.desk, key, wish(shop, number, 2, east))
    assert everything(shop.app) == before
    assert [(one.new, one.part.sender, [line[:2] for line in one.part.lines]) for one in planned] == [
        (False, choice.rows[0].sender, [("陶瓷杯 500 ml", 1), ("Cotton tee NAVY / XL", 1)]),
        (True, "East", [("陶瓷杯 500 ml", 2)]),
    ]
    done = apart.split(shop.desk, key, wish(shop, number, 2, east), seen_version=choice.version, command_id="one")
    assert apart.split(shop.desk, key, wish(shop, number, 2, east), command_id="one") == done
    assert parts(shop, number) == [("allocated", 2), ("allocated", 2)]
    view = shop.app.orders.view(key, shop.desk)
    assert [(part.sender, part.lines) for part in view.parts][1][0] == "East"
    assert (view.status, view.work_stage) == ("confirmed", "to_pick")
    apart.undo(shop.desk, key)
    assert parts(shop, number) == [("allocated", 4)]
    assert sound(shop)


def test_what_is_there_is_sent_for_many_orders_at_once(shop: Shop) -> None:
    short, ready, number = shop.order(confirm=False, CUP=105), shop.order(TEE_XL=1), shop.order(confirm=False)
    shop.do(shop.desk, short, "order.confirm", backorder=True)
    keys = [shop.app.orders.find(one) for one in (short, ready, number)]
    waiting = parts(shop, short)
    assert sorted(waiting) == [("allocated", 2), ("allocated", 100), ("shortage", 3)]
    house = shop.app.setup.state().warehouse("SZ")
    shop.app.database.write(lambda conn: shop.put_stock(conn, house.id, "CUP", 2))
    results = shop.app.bulk.run(shop.desk, "split", keys)
    codes = [one.trouble.code if one.trouble else "" for one in results]
    assert codes == ["", "apart_nothing_waits", "apart_nothing_waits"]
    assert parts(shop, short)[2:] == [("shortage", 1), ("allocated", 2)]
    results = shop.app.bulk.run(shop.desk, "join", keys[:2])
    assert [one.trouble.code if one.trouble else "" for one in results] == ["", "apart_not"]
    assert parts(shop, short) == waiting
    assert sound(shop)


def test_what_cannot_go_apart_is_refused_and_nothing_is_written(shop: Shop) -> None:
    number, mate = shop.order(), shop.order()
    keys = [shop.app.orders.find(one) for one in (number, mate)]
    apart, one = shop.app.apart, wish(shop, number, 1)
    before = everything(shop.app)
    with pytest.raises(Refused, match="order_changed"):
        apart.split(shop.desk, keys[0], one, seen_version=0)
    with pytest.raises(Refused, match="not_your_role"):
        apart.split(shop.clerk, keys[0], one)
    with pytest.raises(Refused, match="units_missing"):
        apart.preview(shop.desk, keys[0], Wish())
    with pytest.raises(Refused, match="apart_not"):
        apart.undo(shop.desk, keys[0])
    assert everything(shop.app) == before
    shop.app.together.make(shop.desk, keys)
    with pytest.raises(Refused, match="apart_grouped"):
        apart.split(shop.desk, keys[0], one)
    result = shop.app.bulk.run(shop.desk, "split", keys[:1])[0]
    assert result.trouble is not None
    assert result.trouble.code == "apart_grouped"

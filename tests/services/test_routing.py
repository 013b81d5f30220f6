"""Routing rules: kept in order, tried out without a trace, and followed by the orders that still may."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.routing import Moved
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    """A shop with goods in Shenzhen and, since lately, ten cups and five tees in Beijing."""
    made = open_shop(app)
    beijing = app.setup.add_warehouse(made.boss, "北京仓", "BJ", priority=50)
    for sku, units in (("CUP", 10), ("TEE-XL", 5)):
        app.database.write(lambda conn, sku=sku, units=units: made.put_stock(conn, beijing.id, sku, units))
    return made


def to_beijing(shop: Shop, **condition: object) -> int:
    saved = shop.app.routing.save(shop.boss, "北京先发", "warehouse", {"warehouse": "BJ", **condition})
    return saved.id


def test_rules_stand_in_the_order_people_give_them(shop: Shop) -> None:
    routing, boss = shop.app.routing, shop.boss
    assert [one.kind for one in routing.put_usual(boss, {"priority": "优先级"})] == ["has_all", "has_most", "priority"]
    key = to_beijing(shop, province="广东省", category="")
    assert [one.name for one in routing.rules()][-2:] == ["优先级", "北京先发"]
    assert routing.rules()[-1].condition == {"warehouse": "BJ", "province": "广东省"}
    assert [one.kind for one in routing.move(boss, key, -1)] == ["has_all", "has_most", "warehouse", "priority"]
    assert next(iter(routing.move(boss, key, -9))).id == key
    assert [one.position for one in routing.move(boss, key, -1)] == [10, 20, 30, 40]
    changed = routing.save(boss, "还是都有", "has_all", {"warehouse": "BJ"}, rule_id=key, active=False)
    assert (changed.condition, changed.active, changed.position) == ({}, False, 10)
    routing.remove(boss, key)
    assert len(routing.rules()) == 3
    with pytest.raises(OmsError, match="row_gone"):
        routing.remove(boss, key)
    with pytest.raises(OmsError, match="rules_there"):
        routing.put_usual(boss, {})


@pytest.mark.parametrize(
    ("name", "kind", "condition", "code"),
    [
        ("x", "nearest", {}, "rule_kind_unknown"),
        ("x", "has_all", {"weather": "rain"}, "rule_condition_unknown"),
        ("x", "warehouse", {}, "warehouse_unknown"),
        ("x", "warehouse", {"warehouse": "NO"}, "warehouse_unknown"),
        (" ", "has_all", {}, "field_missing"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    shop: Shop, name: str, kind: str, condition: dict[str, object], code: str
) -> None:
    with pytest.raises(OmsError, match=code):
        shop.app.routing.save(shop.boss, name, kind, condition)
    assert shop.app.routing.rules() == []


def test_a_dry_run_names_the_orders_that_would_move_and_writes_nothing(shop: Shop) -> None:
    first, second, third = (shop.order() for _ in range(3))
    assert shop.app.routing.dry_run() == []
    to_beijing(shop)
    before = shop.read(first)
    moved = shop.app.routing.dry_run()
    assert [one.number for one in moved] == [first, second, third]
    assert moved[0] == Moved(before.id, first, (("深圳仓", 3),), (("北京仓", 3),))
    assert moved[2].after == (("北京仓", 2), ("深圳仓", 1))  # two and two tees were taken by the first two
    assert shop.read(first) == before
    assert shop.app.routing.dry_run() == moved


def test_what_the_dry_run_said_is_what_is_done(shop: Shop) -> None:
    numbers = [shop.order() for _ in range(3)]
    to_beijing(shop)
    promised = shop.app.routing.dry_run()
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    results = shop.app.routing.run(shop.boss, [one.order_id for one in promised], tell)
    assert [one.trouble for one in results] == [None, None, None]
    assert told == [(1, 3), (2, 3), (3, 3)]
    for number, one in zip(numbers, promised, strict=True):
        houses = {house.id: house.name for house in shop.app.setup.state().warehouses}
        parts = [part for part in shop.read(number).fulfilments if part.is_open]
        assert sorted((houses[part.warehouse_id or 0], part.units) for part in parts) == sorted(one.after)
    assert shop.app.routing.dry_run() == []
    found = shop.app.upkeep.reconcile(full=True)
    assert {one.code for one in found} <= {"history_jumps"}  # these orders were made without their first event


def test_goods_on_the_bench_stay_where_they_are(shop: Shop) -> None:
    number = shop.order()
    to_beijing(shop)
    waiting = [one.order_id for one in shop.app.routing.dry_run()]
    (part,) = shop.read(number).fulfilments
    shop.do(shop.clerk, number, "fulfilment.pick", part)
    (result,) = shop.app.routing.run(shop.boss, waiting)
    assert result.trouble is not None
    assert result.trouble.code == "routing_too_late"
    assert shop.app.routing.dry_run() == []


def test_a_condition_moves_only_whom_it_is_about(shop: Shop) -> None:
    shop.order()
    taobao = shop.order(channel="taobao")
    to_beijing(shop, channel_id=shop.app.setup.state().channel("taobao").id)
    assert [one.number for one in shop.app.routing.dry_run()] == [taobao]


def test_a_dry_run_can_be_stopped(shop: Shop) -> None:
    for _ in range(3):
        shop.order()
    to_beijing(shop)
    assert len(shop.app.routing.dry_run(lambda done, _of: done < 2)) == 2


def test_only_managers_make_rules(shop: Shop) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.routing.save(shop.desk, "x", "has_all", {})
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.routing.run(shop.clerk, [])

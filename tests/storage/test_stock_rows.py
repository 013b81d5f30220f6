"""Stock is never promised twice, however many promise at once, and the same fact never counts twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, func, select

from desktop_oms.domain.stock import Level, Move
from desktop_oms.storage import stock_rows
from desktop_oms.storage.engine import StockChanged, read, write
from desktop_oms.storage.tables.stock import stock_movements
from tests.storage.orders import NOW, SKUS, WAREHOUSES, new_id

HOUSE, OTHER = WAREHOUSES
TEE, CUP, _HAT = SKUS


def move(connection: Connection, *moves: Move) -> list[Move]:
    return stock_rows.move(connection, moves, at=NOW, user_id=5, new_id=new_id)


def level(engine: Engine, house: int = HOUSE, sku: int = TEE) -> tuple[int, int, int]:
    found = read(engine, lambda connection: stock_rows.levels(connection, [sku]))[(house, sku)]
    return found.on_hand, found.allocated, found.damaged


def test_goods_that_come_in_make_their_level(shop: Engine) -> None:
    write(shop, lambda connection: move(connection, Move(HOUSE, TEE, on_hand=5, reason="receive", ref="1")))
    assert read(shop, lambda connection: stock_rows.levels(connection, SKUS)) == {(HOUSE, TEE): Level(HOUSE, TEE, 5)}
    assert read(shop, stock_rows.all_levels) == [Level(HOUSE, TEE, 5)]


def test_the_same_fact_counts_once(shop: Engine) -> None:
    came = Move(HOUSE, TEE, on_hand=5, reason="receive", ref="1")
    assert write(shop, lambda connection: move(connection, came, came)) == [came]
    assert write(shop, lambda connection: move(connection, came)) == []
    assert level(shop) == (5, 0, 0)


def test_movements_of_one_command_on_one_level_are_judged_together(shop: Engine) -> None:
    write(shop, lambda connection: move(connection, Move(HOUSE, TEE, on_hand=3, allocated=3, reason="start", ref="1")))
    write(
        shop,
        lambda connection: move(
            connection,
            Move(HOUSE, TEE, allocated=-2, reason="release", ref="1"),
            Move(HOUSE, TEE, allocated=2, reason="allocate", ref="2"),
            Move(HOUSE, TEE, on_hand=-1, allocated=-1, reason="hand_over", ref="3"),
        ),
    )
    assert level(shop) == (2, 2, 0)


NOT_ENOUGH = (
    Move(HOUSE, TEE, allocated=4),
    Move(HOUSE, TEE, on_hand=-6),
    Move(HOUSE, TEE, allocated=-1),
    Move(HOUSE, TEE, damaged=-2),
    Move(OTHER, TEE, allocated=1),
)


def test_a_level_that_has_not_enough_changes_nothing(shop: Engine) -> None:
    def stock_up(connection: Connection) -> None:
        move(connection, Move(HOUSE, TEE, on_hand=5, damaged=1, reason="receive", ref="1"))
        stock_rows.put_level(connection, (HOUSE, TEE), buffer=1, bin="A-1")

    def wrong(connection: Connection, one: Move) -> None:
        move(connection, Move(HOUSE, CUP, on_hand=1, reason="receive", ref="2"), one)

    write(shop, stock_up)
    for one in NOT_ENOUGH:
        with pytest.raises(StockChanged), shop.begin() as connection:
            wrong(connection, one)
    assert level(shop) == (5, 0, 1)
    count = read(shop, lambda connection: connection.execute(select(func.count(stock_movements.c.id))).scalar())
    assert count == 1


def test_a_count_may_find_less_than_was_promised(shop: Engine) -> None:
    write(shop, lambda connection: move(connection, Move(HOUSE, TEE, on_hand=5, allocated=5, reason="start", ref="1")))
    write(shop, lambda connection: move(connection, Move(HOUSE, TEE, on_hand=-2, reason="count", ref="1")))
    assert level(shop) == (3, 5, 0)


def test_eight_stations_promise_a_hundred_units_a_hundred_times(shop: Engine) -> None:
    write(shop, lambda connection: move(connection, Move(HOUSE, TEE, on_hand=100, reason="receive", ref="1")))

    def promise(number: int) -> bool:
        def work(connection: Connection) -> bool:
            free = stock_rows.levels(connection, [TEE])[(HOUSE, TEE)].available
            if not free:
                return False
            return bool(move(connection, Move(HOUSE, TEE, allocated=1, reason="allocate", ref=str(number))))

        return write(shop, work, patience_ms=40_000)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(promise, range(130)))
    assert outcomes.count(True) == 100
    assert level(shop) == (100, 100, 0)


def test_buffer_bin_and_restock_date_are_set_without_touching_quantities(shop: Engine) -> None:
    def work(connection: Connection) -> Level:
        stock_rows.put_level(connection, (HOUSE, TEE))
        stock_rows.put_level(connection, (HOUSE, TEE), buffer=2, bin="A-1")
        stock_rows.put_level(connection, (HOUSE, TEE), restock_at=NOW)
        return stock_rows.levels(connection, [TEE])[(HOUSE, TEE)]

    assert write(shop, work) == Level(HOUSE, TEE, buffer=2, bin="A-1", restock_at=NOW)

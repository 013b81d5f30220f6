"""Stock levels and movements.  A level changes by a conditional UPDATE, never by reading it and writing it back.

Levels are locked in (warehouse, sku) order, so two commands never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields

from sqlalchemy import Connection, and_, bindparam, select

from desktop_oms.domain.stock import Level, Move
from desktop_oms.storage.statements import Chosen, Insert, Statement, run
from desktop_oms.storage.tables.stock import stock_levels, stock_movements
from desktop_oms.storage.trouble import StockChanged

Place = tuple[int, int]

_level = stock_levels.c
_NAMES = tuple(part.name for part in fields(Level))
_COLUMNS = [_level[name] for name in _NAMES]
_OF_SKUS = Chosen(_COLUMNS, _level.sku_id)
_NEW_LEVEL = Insert(stock_levels, _NAMES, once=True)
_NEW_MOVEMENT = Insert(
    stock_movements,
    ("id", "warehouse_id", "sku_id", "on_hand", "allocated", "damaged", "reason", "ref", "at", "user_id"),
    once=True,
)


def levels(connection: Connection, sku_ids: Iterable[int]) -> dict[Place, Level]:
    """The levels of these SKUs in every warehouse, by (warehouse, sku)."""
    return {(row[0], row[1]): Level(*row) for row in _OF_SKUS.find(connection, sku_ids)}


def all_levels(connection: Connection) -> list[Level]:
    """Every level, by warehouse and SKU."""
    asked = select(*_COLUMNS).order_by(_level.warehouse_id, _level.sku_id)
    return [Level(*row) for row in connection.execute(asked)]


def put_level(connection: Connection, place: Place, **facts: object) -> None:
    """Sets what is given of `buffer`, `bin` and `restock_at` of a SKU in a warehouse; quantities change by `move` only.

    What is not given stays as it is, whoever sets it meanwhile; a level that was not there is there then.
    """
    _make_level(connection, place)
    if facts:
        chosen = and_(_level.warehouse_id == place[0], _level.sku_id == place[1])
        connection.execute(stock_levels.update().where(chosen).values(facts))


WHATEVER = -2_000_000_000  # fewer free units than a level can lack
_MOVE = Statement(
    stock_levels.update()
    .values(
        on_hand=_level.on_hand + bindparam("more_on_hand"),
        allocated=_level.allocated + bindparam("more_allocated"),
        damaged=_level.damaged + bindparam("more_damaged"),
    )
    .where(
        _level.warehouse_id == bindparam("warehouse"),
        _level.sku_id == bindparam("sku"),
        _level.on_hand >= bindparam("least_on_hand"),
        _level.allocated >= bindparam("least_allocated"),
        _level.damaged >= bindparam("least_damaged"),
        _level.on_hand - _level.allocated - _level.damaged - _level.buffer >= bindparam("least_free"),
    ),
    (
        "more_on_hand",
        "more_allocated",
        "more_damaged",
        "warehouse",
        "sku",
        "least_on_hand",
        "least_allocated",
        "least_damaged",
        "least_free",
    ),
)


def move(
    connection: Connection, moves: Sequence[Move], *, at: int, user_id: int, new_id: Callable[[], int]
) -> list[Move]:
    """Carries out movements and records each; returns those that counted: a (reason, ref) seen before does nothing.

    Raises StockChanged when a level has not enough (any more): run the whole command again on fresh levels.
    """
    counted = [
        one
        for one in sorted(moves, key=lambda one: (one.warehouse_id, one.sku_id, one.reason, one.ref))
        if _record(connection, one, at, user_id, new_id())
    ]
    sums: dict[Place, list[int]] = {}
    for one in counted:
        total = sums.setdefault((one.warehouse_id, one.sku_id), [0, 0, 0])
        total[0] += one.on_hand
        total[1] += one.allocated
        total[2] += one.damaged
    for place, (on_hand, allocated, damaged) in sums.items():
        _change(connection, place, on_hand, allocated, damaged)
    return counted


def _change(connection: Connection, place: Place, on_hand: int, allocated: int, damaged: int) -> None:
    # Promising more needs free units; facts (counts, losses, goods that left) are recorded whatever is promised.
    free = allocated + damaged - on_hand if allocated > 0 else WHATEVER
    values = (on_hand, allocated, damaged, *place, -on_hand, -allocated, -damaged, free)
    if run(connection, _MOVE, values) == 1:
        return
    # The first goods of this SKU in this warehouse find no level yet.
    if on_hand > 0 and _make_level(connection, place) and run(connection, _MOVE, values) == 1:
        return
    raise StockChanged(place)


def _record(connection: Connection, one: Move, at: int, user_id: int, key: int) -> bool:
    return _NEW_MOVEMENT.put_one(connection, (key, *astuple(one), at, user_id))


def _make_level(connection: Connection, place: Place) -> bool:
    return _NEW_LEVEL.put_one(connection, astuple(Level(*place)))

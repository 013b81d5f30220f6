"""Stock as a list shows it: every product in every warehouse, those without stock too, and what stands behind a level.

The list is read by key, as other long lists are; marks (the key before every 200th row) give a true scroll bar.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, or_, select

from desktop_oms.domain.badges import Badge
from desktop_oms.storage.product_rows import named_like
from desktop_oms.storage.tables.catalogue import skus, warehouses
from desktop_oms.storage.tables.house import users
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.tables.sending import fulfilment_lines, fulfilments
from desktop_oms.storage.tables.stock import stock_levels, stock_movements

Key = tuple[str, int, int]
STEP = 200


class StockLine(NamedTuple):
    """A product in one warehouse, in units; no warehouse where it was never stocked. `waiting`: what orders lack."""

    sku_id: int
    code: str
    name: str
    spec: str
    picture: str
    warehouse_id: int
    warehouse: str
    on_hand: int
    allocated: int
    damaged: int
    buffer: int
    bin: str
    restock_at: int | None
    waiting: int


class Holder(NamedTuple):
    """Units of a product that an order has been promised and that are still in the house."""

    order_id: int
    number: str
    status: str
    warehouse: str
    units: int


class Movement(NamedTuple):
    """A change of a level, in units, with its reason, when (ms UTC) and who (a login, "" for the program)."""

    id: int
    at: int
    warehouse: str
    on_hand: int
    allocated: int
    damaged: int
    reason: str
    user: str


_level, _part, _row = stock_levels.c, fulfilments.c, fulfilment_lines.c
_house = func.coalesce(_level.warehouse_id, 0)
_KEY = (skus.c.code, skus.c.id, _house)


def _waiting() -> Any:
    """Units that orders in shortage lack, by product; found by the orders' badge, so that few rows are looked at."""
    badge: ColumnElement[bool] = literal_column(f"(orders.badges & {Badge.SHORTAGE.value}) <> 0")
    return (
        select(order_lines.c.sku_id.label("sku_id"), func.sum(_row.qty - _row.allocated).label("units"))
        .select_from(
            orders.join(fulfilments, _part.order_id == orders.c.id)
            .join(fulfilment_lines, _row.fulfilment_id == _part.id)
            .join(order_lines, order_lines.c.id == _row.line_id)
        )
        .where(badge, _part.state == "shortage", _row.qty > _row.allocated)
        .group_by(order_lines.c.sku_id)
        .subquery("lacking")
    )


def _listed(columns: list[Any], lacking: Any, text: str, warehouse_id: int | None, show: str) -> Select[Any]:
    here = _level.sku_id == skus.c.id
    if warehouse_id is not None:
        here = and_(here, _level.warehouse_id == warehouse_id)
    asked = (
        select(*columns)
        .select_from(
            skus.outerjoin(stock_levels, here)
            .outerjoin(warehouses, warehouses.c.id == _level.warehouse_id)
            .outerjoin(lacking, lacking.c.sku_id == skus.c.id)
        )
        .where(*named_like(text))
    )
    if show == "short":
        asked = asked.where(lacking.c.units > 0)
    elif show == "none":
        left = _level.on_hand - _level.allocated - _level.damaged - _level.buffer
        asked = asked.where(skus.c.active, func.coalesce(left, 0) <= 0)
    return asked


def page(
    connection: Connection,
    *,
    text: str = "",
    warehouse_id: int | None = None,
    show: str = "all",
    sku_id: int | None = None,
    after: Key | None = None,
    limit: int,
) -> list[StockLine]:
    """Levels by product code, after a key; `show` is all, short (orders wait for it) or none (nothing to promise)."""
    lacking = _waiting()
    zero = [func.coalesce(_level[name], 0) for name in ("on_hand", "allocated", "damaged", "buffer")]
    columns = [
        *(skus.c[name] for name in ("id", "code", "name", "spec", "picture")),
        *(_house, func.coalesce(warehouses.c.code, "")),
        *zero,
        *(func.coalesce(_level.bin, ""), _level.restock_at, func.coalesce(lacking.c.units, 0)),
    ]
    asked = _listed(columns, lacking, text, warehouse_id, show)
    if sku_id is not None:
        asked = asked.where(skus.c.id == sku_id)
    if after is not None:
        code, last, house = after
        within = and_(skus.c.code == code, or_(skus.c.id > last, and_(skus.c.id == last, _house > house)))
        asked = asked.where(skus.c.code >= code, or_(skus.c.code > code, within))
    found = connection.execute(asked.order_by(*_KEY).limit(limit))
    return [StockLine._make((*row[:13], int(row[13]))) for row in found]


def marks(
    connection: Connection, *, text: str = "", warehouse_id: int | None = None, show: str = "all"
) -> tuple[int, dict[int, Key]]:
    """How many rows the list has, and the key just before every 200th of them, by place."""
    place = func.row_number().over(order_by=_KEY).label("place")
    named = [skus.c.code.label("code"), skus.c.id.label("sku"), _house.label("house"), place]
    numbered = _listed(named, _waiting(), text, warehouse_id, show).subquery()
    total = connection.execute(select(func.count()).select_from(numbered)).scalar_one()
    here = numbered.c.place
    kept = (
        select(numbered.c.code, numbered.c.sku, numbered.c.house, here).where(here % STEP == 0)
        if total > STEP
        else None
    )
    found = connection.execute(kept).all() if kept is not None else []
    return total, {row[3]: (row[0], row[1], row[2]) for row in found}


def counts(connection: Connection, *, text: str = "", warehouse_id: int | None = None) -> dict[str, int]:
    """How many rows each way of showing the list has."""
    lacking = _waiting()
    left = _level.on_hand - _level.allocated - _level.damaged - _level.buffer
    short = func.sum(case((lacking.c.units > 0, 1), else_=0))
    none = func.sum(case((and_(skus.c.active, func.coalesce(left, 0) <= 0), 1), else_=0))
    row = connection.execute(_listed([func.count(), short, none], lacking, text, warehouse_id, "all")).one()
    return {"all": row[0], "short": int(row[1] or 0), "none": int(row[2] or 0)}


def holders(connection: Connection, sku_id: int, *, limit: int) -> list[Holder]:
    """Which orders have been promised the product, the oldest first."""
    asked = (
        select(orders.c.id, orders.c.number, orders.c.status, warehouses.c.code, _row.allocated)
        .select_from(
            fulfilment_lines.join(orders, orders.c.id == _row.order_id).join(
                warehouses, warehouses.c.id == _row.warehouse_id
            )
        )
        .where(_row.sku_id == sku_id, literal_column("fulfilment_lines.allocated > 0"))
        .order_by(orders.c.created_at, orders.c.id)
        .limit(limit)
    )
    return [Holder(*row) for row in connection.execute(asked)]


def movements(connection: Connection, sku_id: int, *, limit: int) -> list[Movement]:
    """What changed the product's levels, the newest first."""
    moved = stock_movements.c
    asked = (
        select(
            *(moved.id, moved.at, warehouses.c.code, moved.on_hand, moved.allocated, moved.damaged, moved.reason),
            func.coalesce(users.c.login, ""),
        )
        .select_from(
            stock_movements.join(warehouses, warehouses.c.id == moved.warehouse_id).outerjoin(
                users, users.c.id == moved.user_id
            )
        )
        .where(moved.sku_id == sku_id)
        .order_by(moved.at.desc(), moved.id.desc())
        .limit(limit)
    )
    return [Movement(*row) for row in connection.execute(asked)]

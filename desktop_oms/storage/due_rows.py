"""Orders whose clock has run out: unpaid ones, holds that end, after-sales to be answered, deliveries long past."""

from __future__ import annotations

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Select,
    bindparam,
    exists,
    literal_column,
    select,
    union_all,
)

from desktop_oms.storage.tables.aftercare import cases, holds
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.sending import parcels

CASE_STATES = ("requested", "approved", "awaiting_return", "received")
_now: BindParameter[int] = bindparam("now")
_before: BindParameter[int] = bindparam("before")
_limit: BindParameter[int] = bindparam("limit")


def due_orders(connection: Connection, *, now: int, completed_before: int, limit: int) -> list[int]:
    """Keys of orders for which something is due by `now`; delivered ones complete when all arrived before then."""
    asked = {"now": now, "before": completed_before, "limit": limit}
    found: list[int] = [row[0] for row in connection.execute(_BY_CLOCK, asked).all()]
    found += [row[0] for row in connection.execute(_DELIVERED, asked)]
    return list(dict.fromkeys(found))[:limit]


def _unpaid() -> Select[tuple[int]]:
    late = select(orders.c.id).where(literal_column("stage = 'awaiting_payment'"), orders.c.pay_due_at <= _now)
    return _some(late.order_by(orders.c.pay_due_at))


def _held() -> Select[tuple[int]]:
    over: ColumnElement[bool] = literal_column("holds.state = 'live' AND holds.until IS NOT NULL")
    return _some(select(holds.c.order_id).where(over, holds.c.until <= _now).order_by(holds.c.until))


def _cases() -> Select[tuple[int]]:
    due = select(cases.c.order_id).where(cases.c.state.in_(CASE_STATES), cases.c.due_at <= _now)
    return _some(due.order_by(cases.c.due_at))


def _delivered() -> Select[tuple[int]]:
    here = parcels.c.order_id == orders.c.id
    arrived = exists().where(here, parcels.c.delivered_at <= _before)
    still = exists().where(here, parcels.c.state.in_(("open", "packed", "labelled", "in_transit")))
    recent = exists().where(here, parcels.c.delivered_at > _before)
    asked = select(orders.c.id).where(orders.c.status == "shipped", orders.c.stage == "confirmed")
    return asked.where(arrived, ~still, ~recent).order_by(orders.c.created_at, orders.c.id).limit(_limit)


def _some(asked: Select[tuple[int]]) -> Select[tuple[int]]:
    few = asked.limit(_limit).subquery()
    return select(few.c[0])


# Asked at every turn of the house's clock, so put together once.
_BY_CLOCK: Executable = union_all(_unpaid(), _held(), _cases())
_DELIVERED: Executable = _delivered()

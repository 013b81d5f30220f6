"""Orders whose clock has run out: unpaid ones, holds that end, after-sales to be answered, deliveries long past."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, exists, literal_column, select, union_all

from desktop_oms.storage.tables import cases, holds, orders, parcels

CASE_STATES = ("requested", "approved", "awaiting_return", "received")


def due_orders(connection: Connection, *, now: int, completed_before: int, limit: int) -> list[int]:
    """Keys of orders for which something is due by `now`; delivered ones complete when all arrived before then."""
    by_clock = union_all(_unpaid(now, limit), _held(now, limit), _cases(now, limit)).subquery()
    found = [row[0] for row in connection.execute(select(by_clock.c[0]))]
    found += [row[0] for row in connection.execute(_delivered(completed_before, limit))]
    return list(dict.fromkeys(found))[:limit]


def _unpaid(now: int, limit: int) -> Select[tuple[int]]:
    late = select(orders.c.id).where(literal_column("stage = 'awaiting_payment'"), orders.c.pay_due_at <= now)
    return _some(late.order_by(orders.c.pay_due_at), limit)


def _held(now: int, limit: int) -> Select[tuple[int]]:
    over: ColumnElement[bool] = literal_column("holds.state = 'live' AND holds.until IS NOT NULL")
    return _some(select(holds.c.order_id).where(over, holds.c.until <= now).order_by(holds.c.until), limit)


def _cases(now: int, limit: int) -> Select[tuple[int]]:
    due = select(cases.c.order_id).where(cases.c.state.in_(CASE_STATES), cases.c.due_at <= now)
    return _some(due.order_by(cases.c.due_at), limit)


def _delivered(before: int, limit: int) -> Select[tuple[int]]:
    here = parcels.c.order_id == orders.c.id
    arrived = exists().where(here, parcels.c.delivered_at <= before)
    still = exists().where(here, parcels.c.state.in_(("open", "packed", "labelled", "in_transit")))
    recent = exists().where(here, parcels.c.delivered_at > before)
    asked = select(orders.c.id).where(orders.c.status == "shipped", orders.c.stage == "confirmed")
    return asked.where(arrived, ~still, ~recent).order_by(orders.c.created_at, orders.c.id).limit(limit)


def _some(asked: Select[tuple[int]], limit: int) -> Select[tuple[int]]:
    few = asked.limit(limit).subquery()
    return select(few.c[0])

"""The drafts of the order desk, read by the index of statuses, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from desktop_oms.storage.tables.order import order_lines, orders


class DraftRow(NamedTuple):
    """A draft as a list shows it; money in minor units, times in milliseconds UTC."""

    id: int
    number: str
    channel_id: int
    created_at: int
    buyer: str
    ship_name: str
    summary: str
    item_count: int
    currency: str
    total: int
    version: int


def drafts(conn: Connection, limit: int) -> list[DraftRow]:
    """The newest drafts."""
    asked = (
        select(*(orders.c[name] for name in DraftRow._fields))
        .where(orders.c.status == "draft")
        .order_by(orders.c.created_at.desc(), orders.c.id.desc())
        .limit(limit)
    )
    return [DraftRow._make(row) for row in conn.execute(asked)]


def last_price(conn: Connection, order_ids: Sequence[int], code: str, currency: str) -> int | None:
    """For how much one unit of the goods was sold in the newest of these orders that sold any, in minor units."""
    asked = (
        select(order_lines.c.unit_price)
        .join(orders, orders.c.id == order_lines.c.order_id)
        .where(order_lines.c.order_id.in_(order_ids), order_lines.c.sku_code == code, order_lines.c.kind == "sale")
        .where(order_lines.c.unit_price > 0, orders.c.currency == currency)
        .order_by(orders.c.id.desc(), order_lines.c.seq)
        .limit(1)
    )
    found: int | None = conn.execute(asked).scalar()
    return found

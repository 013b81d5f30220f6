"""The drafts of the order desk, read by the index of statuses, the newest first."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from desktop_oms.storage.tables.order import orders


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

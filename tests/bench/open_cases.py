"""Ten thousand open cases for a database that was filled with orders, each on an order of its own."""

from __future__ import annotations

from sqlalchemy import Connection, Table, Text, insert, select, text

from desktop_oms.storage.tables import cases, orders
from tests.bench.made_orders import NOW

OPEN = 10_000
STATES = ("requested", "awaiting_second", "awaiting_return", "received", "approved", "refunding", "replacing")
MINUTE = 60_000


def open_cases(conn: Connection) -> None:
    """So many open cases (fewer where there are fewer orders), with deadlines over a week."""
    found = conn.execute(select(orders.c.id, orders.c.merchant_id).order_by(orders.c.id).limit(OPEN)).all()
    empty = {column.name: _nothing(cases, column.name) for column in cases.c}
    rows = [
        {
            **empty,
            "id": n + 1,
            "order_id": order_id,
            "merchant_id": seller,
            "seq": 9,
            "kind": "refund_only",
            "state": STATES[n % len(STATES)],
            "requested_at": NOW - n * MINUTE,
            "due_at": NOW + (n * 7919 % OPEN) * MINUTE,
        }
        for n, (order_id, seller) in enumerate(found)
    ]
    conn.execute(insert(cases), rows)
    conn.execute(text("ANALYZE cases"))


def _nothing(table: Table, name: str) -> object:
    column = table.c[name]
    if column.nullable:
        return None
    return "" if isinstance(column.type, Text) or column.type.python_type is str else 0

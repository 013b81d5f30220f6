"""Ten thousand open cases for a database that was filled with orders, each on an order of its own."""

from __future__ import annotations

from sqlalchemy import Connection, Table, Text, insert, select, text

from desktop_oms.storage.tables.aftercare import cases, payments, refunds
from desktop_oms.storage.tables.order import orders
from tests.bench.made_orders import NOW

OPEN = 10_000
STATES = ("requested", "awaiting_second", "awaiting_return", "received", "approved", "refunding", "replacing")
MINUTE = 60_000
IN_DOUBT = 40


def open_cases(conn: Connection) -> None:
    """So many open cases (fewer where there are fewer orders), deadlines over a week, some refunds in doubt."""
    found = conn.execute(select(orders.c.id, orders.c.merchant_id).order_by(orders.c.id).limit(OPEN)).all()
    rows = [
        {
            **_empty(cases),
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
    refunding = select(cases.c.id, cases.c.order_id, cases.c.merchant_id, payments.c.id.label("payment_id"))
    refunding = refunding.join(payments, payments.c.order_id == cases.c.order_id).where(cases.c.state == "refunding")
    doubtful = [
        {
            **_empty(refunds),
            **row,
            "case_id": row["id"],
            "refund_no": f"R{row['id']}",
            "state": ("failed", "unknown")[n % 2],
        }
        for n, row in enumerate(conn.execute(refunding.limit(IN_DOUBT)).mappings())
    ]
    conn.execute(insert(refunds), doubtful)
    conn.execute(text("ANALYZE cases"))


def _empty(table: Table) -> dict[str, object]:
    return {column.name: _nothing(table, column.name) for column in table.c}


def _nothing(table: Table, name: str) -> object:
    column = table.c[name]
    if column.nullable:
        return None
    return "" if isinstance(column.type, Text) or column.type.python_type is str else 0

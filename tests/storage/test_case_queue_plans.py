"""Ten thousand open cases are read along the index of their group: no page of them is sorted."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Table, Text, insert, select, text

from desktop_oms.storage import case_rows
from desktop_oms.storage.case_rows import QUEUES
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.tables import cases, orders
from tests.bench.made_orders import NOW

OPEN = 10_000
STATES = ("requested", "awaiting_second", "awaiting_return", "received", "approved", "refunding", "replacing")
MINUTE = 60_000


def open_cases(conn: Connection) -> None:
    """So many open cases, each on an order of its own, with deadlines over a week."""
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


@pytest.mark.parametrize("started", [False, True])
def test_a_page_of_cases_is_read_along_its_index(filled: Connection, *, started: bool) -> None:
    open_cases(filled)
    for group, queue in QUEUES.items():
        rows = case_rows.page(filled, group, limit=200)
        after = case_rows.key_of(group, rows[99]) if started else None
        assert case_rows.page(filled, group, after=after, limit=100) == (rows[100:] if started else rows[:100])
        asked = case_rows.page_statement(group, is_sqlite(filled), after, 200)
        sql = str(asked.compile(filled.engine, compile_kwargs={"literal_binds": True}))
        plan = filled.exec_driver_sql(("EXPLAIN QUERY PLAN " if is_sqlite(filled) else "EXPLAIN ") + sql)
        said = "\n".join(str(row[-1]) for row in plan)
        assert queue.index in said
        assert "TEMP B-TREE" not in said
        assert "Sort" not in said

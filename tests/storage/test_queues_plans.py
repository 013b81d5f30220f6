"""The databases read the built-in queues along their indexes: they sort nothing and look at no order in vain."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import Connection, text

from desktop_oms.storage import queues
from desktop_oms.storage.engine import close_engine, is_sqlite, open_engine
from desktop_oms.storage.queues import LISTS, QUEUES
from desktop_oms.storage.statements import Statement, cursor
from tests.bench.made_orders import NOW

WAYS = list(itertools.product((False, True), (False, True)))


def plan(conn: Connection, statement: Statement, values: tuple[int, ...]) -> str:
    """How the database means to answer a query."""
    asked = "EXPLAIN QUERY PLAN " if is_sqlite(conn) else "EXPLAIN "
    at = cursor(conn)
    at.execute(asked + statement.text(conn), values)
    return "\n".join(str(row[-1]) for row in at.fetchall())


def middle(conn: Connection, queue: str) -> tuple[int, int]:
    """A key in the middle of a queue."""
    known = queues.anchors(conn, queue, now=NOW, step=1)
    return known.keys[known.total // 2]


def tidy(url: str) -> None:
    """Let PostgreSQL sweep the orders and learn how many there are of each kind."""
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE orders"))
    close_engine(engine)


@pytest.mark.parametrize(("started", "reverse"), WAYS)
@pytest.mark.parametrize("queue", LISTS)
def test_a_page_is_read_along_its_index(filled: Connection, queue: str, *, started: bool, reverse: bool) -> None:
    statement = queues.page_statement(queue, is_sqlite(filled), started=started, reverse=reverse)
    now = (NOW,) * queues.clocks(queue)
    start = middle(filled, queue) if started else ()
    said = plan(filled, statement, (*now, *start, 200, 0))
    assert LISTS[queue].index in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said
    assert "Seq Scan" not in said


def test_counting_goes_along_the_indexes(filled: Connection, filled_url: str) -> None:
    if not is_sqlite(filled):
        tidy(filled_url)  # what other tests took back still lies in the indexes and makes them look dear
    said = plan(filled, queues.counts_statement(is_sqlite(filled)), (NOW,) * sum(map(queues.clocks, QUEUES)))
    assert "TEMP B-TREE" not in said
    if is_sqlite(filled):
        assert said.count("INDEX ix_orders") == len(QUEUES)
    else:
        # Any thousand rows prove "999+" of all orders; every other queue is counted along its index.
        assert said.count("Seq Scan") <= 1
        assert said.count("using ix_orders") >= len(QUEUES) - 1


def test_a_query_planned_for_any_value_keeps_to_the_index(filled: Connection) -> None:
    """PostgreSQL plans a repeated statement once, for values it does not know."""
    if is_sqlite(filled):
        return
    filled.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
    for queue in LISTS:
        statement = queues.page_statement(queue, False, started=True, reverse=False).text(filled)
        names = [f"${at}" for at in range(1, 5 + queues.clocks(queue))]
        for name in names:
            statement = statement.replace("%s", name, 1)
        kinds = "bigint, " * (len(names) - 2) + "int, int"
        name = f"asked_{queue.replace('.', '_')}"
        filled.execute(text(f"PREPARE {name} ({kinds}) AS {statement}"))
        values = ", ".join(["1760000000000"] * (len(names) - 2) + ["200", "0"])
        said = "\n".join(filled.execute(text(f"EXPLAIN EXECUTE {name} ({values})")).scalars())
        filled.execute(text(f"DEALLOCATE {name}"))
        assert LISTS[queue].index in said, said
        assert "Sort" not in said

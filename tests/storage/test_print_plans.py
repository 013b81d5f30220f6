"""Years of prints lie in the database with their bytes; what is at work among them is found without a look at all."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from desktop_oms.domain.printing import DONE, WAITING
from desktop_oms.storage import print_rows
from desktop_oms.storage.engine import is_sqlite, read, write
from desktop_oms.storage.print_rows import FILTERS, Job
from tests.storage.orders import MERCHANT

MANY, QUEUED, DAY = 4000, 20, 300
ALL_PRINTS = re.compile(r"Seq Scan on print_jobs|SCAN (print_jobs|queued)(?! USING (COVERING )?INDEX)")


def fill(conn: Connection) -> None:
    for at in range(MANY):
        state = DONE if at < MANY - QUEUED else WAITING
        job = Job(at + 1, None, MERCHANT, "slip", f"A{at}", state, "pdf", "A4@203.2", 1, "", "bench 1", 1, at)
        print_rows.add(conn, job, bytes(100))


def plans(conn: Connection) -> list[str]:
    """How the database answers everything that is asked about prints again and again."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: object, _cursor: object, words: str, values: Any, *_more: object) -> None:
        asked.append((words, values))

    event.listen(conn, "before_cursor_execute", note)
    since = MANY - DAY
    assert print_rows.counts(conn, since) == {"open": QUEUED, "waiting": QUEUED, "stuck": 0, "today": DAY}
    found = {which: print_rows.listing(conn, which, since, MANY) for which in FILTERS}
    assert [len(found[which]) for which in FILTERS] == [QUEUED, QUEUED, 0, DAY]
    assert [one.job.id for one in found["today"]] == list(range(MANY, since, -1))
    assert len(print_rows.waiting(conn, MANY)) == QUEUED
    assert (print_rows.unsettled(conn), print_rows.unsettled_count(conn, ""), print_rows.stuck_count(conn)) == (
        [],
        0,
        0,
    )
    assert print_rows.of_wave(conn, "W000001", since) == []
    event.remove(conn, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if is_sqlite(conn) else "EXPLAIN "
    return ["\n".join(str(row[-1]) for row in conn.exec_driver_sql(explain + one, told)) for one, told in asked]


def test_what_is_asked_of_prints_reads_only_those_at_work(shop: Engine) -> None:
    write(shop, fill)
    if shop.dialect.name != "sqlite":
        write(shop, lambda conn: conn.execute(text("ANALYZE print_jobs")))
    for said in read(shop, plans):
        assert not ALL_PRINTS.search(said), said

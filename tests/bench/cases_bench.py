"""How fast the reviewer's list answers with ten thousand open cases, beside the same SQL on the bare driver."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from desktop_oms.storage import case_rows
from desktop_oms.storage.case_rows import QUEUES, CaseRow
from desktop_oms.storage.engine import close_engine, open_engine
from desktop_oms.storage.statements import cursor
from tests.bench.figures import Figure, alone, beside, medians
from tests.bench.open_cases import open_cases

PAGE, ROUNDS = 200, 60


def run(url: str) -> list[Figure]:
    """Every figure on a database that is filled with orders already; the cases are gone afterwards."""
    engine = open_engine(url)
    with engine.connect() as conn:
        made = conn.begin()
        open_cases(conn)
        found = [figure for group in QUEUES for figure in pages(conn, group)]
        (counted,) = medians(lambda: case_rows.counts(conn), rounds=ROUNDS)
        found.append(alone("counts of all groups of cases", counted, "<= 5 ms"))
        made.rollback()
    close_engine(engine)
    return found


def pages(conn: Connection, group: str) -> list[Figure]:
    """The first page of a group beside bare SQL, and the page after it beside the first."""
    asked = case_rows.page_statement(group, started=False).text(conn)
    after = case_rows.key_of(group, case_rows.page(conn, group, limit=PAGE)[-1])

    def first() -> list[CaseRow]:
        return case_rows.page(conn, group, limit=PAGE)

    def later() -> list[CaseRow]:
        return case_rows.page(conn, group, after=after, limit=PAGE)

    def bare() -> list[Any]:
        at = cursor(conn)
        at.execute(asked, (PAGE,))
        rows: list[Any] = at.fetchall()
        return rows

    ours, raw, next_one = medians(first, bare, later, rounds=ROUNDS)
    return [
        beside(f"first page of cases {group}, {PAGE} rows, beside bare SQL", ours, raw, "ratio <= 1.5"),
        beside(f"next page of cases {group}, beside the first", next_one, ours, "ratio <= 1.5"),
    ]

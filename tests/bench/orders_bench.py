"""How fast lists, counts, search and reconcile answer, each figure beside the same done plainly on the same database.

Both sides take turns and the middle of several rounds counts, so that a busy machine slows neither alone.  A list's
baseline is its bare SQL on the driver, and Qt's own table model; a search's is LIKE over the same texts.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from sqlalchemy import Connection, inspect, select, text

from desktop_oms.domain.search_text import needle, values
from desktop_oms.storage import queues, search
from desktop_oms.storage.engine import address_of, close_engine, is_sqlite, open_engine
from desktop_oms.storage.queues import LISTS, QUEUES
from desktop_oms.storage.reconcile import reconcile
from desktop_oms.storage.statements import cursor
from desktop_oms.storage.tables.search import order_search
from desktop_oms.storage.tables.sending import parcels
from tests.bench.figures import Deed, Figure, alone, beside, medians, timed
from tests.bench.fill import fill
from tests.bench.made_orders import NOW

ROUNDS = 7
EXAMPLES = 5
MODEL_QUEUE = "to_pick"
MANY = 1_000_000  # from so many orders on a search must be a hundred times as fast as a look at every text


def run(url: str, count: int) -> list[Figure]:
    """Every figure on one database; an empty one is filled with `count` orders first."""
    engine = open_engine(url)
    empty = not inspect(engine).has_table("orders")
    close_engine(engine)
    if empty:
        fill(url, count)
    engine = open_engine(url)
    with engine.connect() as conn:
        found = [
            *pages(conn),
            *deep_page(conn),
            counted(conn),
            *searches(conn, "ratio <= 0.01" if count >= MANY else "-"),
            same_hits(conn),
            reconciled(conn),
        ]
    close_engine(engine)
    return [{"database": _kind(url), "orders": count} | one for one in found]


def _kind(url: str) -> str:
    return "PostgreSQL" if url.startswith("postgres") else "SQLite"


def pages(conn: Connection) -> Iterator[Figure]:
    """The first page of every queue, in each of its sortings, beside bare SQL, and one beside Qt's own table model."""
    for key in LISTS:
        statement = queues.page_statement(key, is_sqlite(conn), started=False, reverse=False).text(conn)
        asked = (*(NOW,) * queues.clocks(key), 200, 0)

        def bare(statement: str = statement, asked: tuple[int, ...] = asked) -> list[Any]:
            at = cursor(conn)
            at.execute(statement, asked)
            rows: list[Any] = at.fetchall()
            return rows

        ours, raw = medians(lambda key=key: queues.page(conn, key, now=NOW), bare, rounds=5 * ROUNDS)
        yield beside(f"first page of {key}, 200 rows, beside bare SQL", ours, raw, "ratio <= 1.5")
    if is_sqlite(conn):
        ours, model = medians(lambda: queues.page(conn, MODEL_QUEUE, now=NOW), _table_model(conn), rounds=ROUNDS)
        yield beside(f"first page of {MODEL_QUEUE} beside QSqlTableModel", ours, model, "ratio <= 0.333")


def _table_model(conn: Connection) -> Deed:
    """Qt's own way to a list: a model on the table with a filter and a sort, read for 200 rows."""
    QCoreApplication.instance() or QCoreApplication([])
    database = QSqlDatabase.addDatabase("QSQLITE", "bench")
    database.setDatabaseName(str(address_of(conn.engine).path))
    assert database.open(), database.lastError().text()

    def show() -> None:
        model = QSqlTableModel(None, database)
        model.setTable("orders")
        model.setFilter(QUEUES[MODEL_QUEUE].condition)
        model.setSort(model.fieldIndex("created_at"), Qt.SortOrder.DescendingOrder)
        assert model.select()
        columns = [model.fieldIndex(name) for name in queues.OrderRow._fields]
        for row in range(min(200, model.rowCount())):
            for column in columns:
                model.data(model.index(row, column))

    return show


def deep_page(conn: Connection) -> Iterator[Figure]:
    """A page three quarters down all orders, through anchors, beside the first page; and what the anchors took."""
    known = queues.anchors(conn, "all", now=NOW)
    took = timed(lambda: queues.anchors(conn, "all", now=NOW))
    place = known.total * 3 // 4
    deep, first = medians(
        lambda: queues.page_at(conn, known, place, now=NOW),
        lambda: queues.page(conn, "all", now=NOW),
        rounds=5 * ROUNDS,
    )
    yield beside("page 75 % down all orders, beside the first page", deep, first, "ratio <= 1.5")
    offset = f"SELECT id FROM orders ORDER BY created_at DESC, id DESC LIMIT 200 OFFSET {place}"
    (skipped,) = medians(lambda: conn.execute(text(offset)).all(), rounds=3)
    yield beside("page 75 % down, beside OFFSET", deep, skipped, "-")
    yield alone("anchors of all orders (beside the screen)", took, "-")


def counted(conn: Connection) -> Figure:
    """The counts of all queues beside a GROUP BY of the work stages alone."""
    grouped = text("SELECT work_stage, count(*) FROM orders GROUP BY work_stage")
    (ours,) = medians(lambda: queues.counts(conn, now=NOW), rounds=5 * ROUNDS)
    (group,) = medians(lambda: conn.execute(grouped).all(), rounds=3)
    return beside("counts of all queues, beside GROUP BY", ours, group, "ours <= 5 ms")


def counted_beside(url: str, small: str, named: str) -> Figure:
    """The counts of all queues of one database beside those of a small one, in turns; each with what it counted."""
    here, there = open_engine(url), open_engine(small)
    with here.connect() as ours, there.connect() as theirs:
        counted = [sum(queues.counts(conn, now=NOW).values()) for conn in (ours, theirs)]
        mine, few = medians(
            lambda: queues.counts(ours, now=NOW), lambda: queues.counts(theirs, now=NOW), rounds=10 * ROUNDS
        )
    close_engine(here)
    close_engine(there)
    return beside(f"counts of all queues, beside {named}", mine, few, "ratio <= 2", counted=counted)


def searches(conn: Connection, bar: str) -> Iterator[Figure]:
    """Each kind of scrap beside LIKE over all texts (the likeliest hits are known only when all were seen)."""
    like = text("SELECT order_id FROM order_search WHERE text LIKE :like")
    for kind, typed in _scraps(conn).items():
        ours = [medians(lambda scrap=scrap: search.find_ids(conn, scrap), rounds=5 * ROUNDS)[0] for scrap in typed]
        plain = [
            medians(lambda scrap=scrap: conn.execute(like, {"like": f"%{scrap}%"}).all(), rounds=2)[0]
            for scrap in typed[:2]
        ]
        mine, theirs = sorted(ours)[len(ours) // 2], min(plain)
        yield beside(f"search by {kind}, beside LIKE", mine, theirs, bar, worst_ms=round(max(ours), 2))


def _scraps(conn: Connection) -> dict[str, list[str]]:
    """What people type, taken from orders that were sent to China."""
    sent = select(parcels.c.order_id).where(parcels.c.waybill.is_not(None)).order_by(parcels.c.id.desc()).limit(2000)
    texts = conn.execute(select(order_search.c.text).where(order_search.c.order_id.in_(sent))).scalars().all()
    chosen = random.Random(3).sample([found for found in texts if not values(found, "name")[0].isascii()], EXAMPLES)
    first = {
        field: [values(found, field)[0] for found in chosen]
        for field in ("number", "name", "address", "sku", "waybill")
    }
    return {
        "number": first["number"],
        "number prefix": [number[:5] for number in first["number"]],
        "phone tail": [values(found, "phone")[-1][-4:] for found in chosen],
        "two characters of a name": [name[:2] for name in first["name"]],
        "address fragment": [address[-18:-10] for address in first["address"]],
        "SKU": first["sku"],
        "waybill": first["waybill"],
        "nothing": ["龘龘", "qxzv"],
    }


def same_hits(conn: Connection, needles: int = 200) -> Figure:
    """As many scraps as given, searched and compared with a look at every text; `ours_ms` is for all of them."""
    chance = random.Random(11)
    newest = (
        conn.execute(select(order_search.c.text).order_by(order_search.c.order_id.desc()).limit(5000)).scalars().all()
    )
    typed = set()
    while len(typed) < needles:
        found = chance.choice(newest)
        length = chance.choice((2, 3, 4, 6, 9, 13))
        at = chance.randrange(len(found) - length)
        typed.add(needle(found[at : at + length]))
    typed -= {""}
    hits: dict[str, set[int]] = {scrap: set() for scrap in typed}
    for key, found in _every_text(conn):
        for scrap in typed:
            if scrap in found:
                hits[scrap].add(key)
    answers: dict[str, list[int]] = {}
    took = timed(lambda: answers.update({scrap: search.find_ids(conn, scrap, limit=500) for scrap in typed}))
    wrong = [
        scrap
        for scrap, answer in answers.items()
        if not set(answer) <= hits[scrap] or len(set(answer)) != min(500, len(hits[scrap]))
    ]
    name = f"{len(typed)} scraps: how many a full scan finds otherwise"
    return {"name": name, "ours_ms": round(took, 1), "wrong": wrong, "ratio": len(wrong), "bar": "<= 0"}


def _every_text(conn: Connection) -> Iterator[tuple[int, str]]:
    """All texts in portions; a server ends a transaction that waits while its rows are looked at."""
    last = 0
    read = select(order_search.c.order_id, order_search.c.text).order_by(order_search.c.order_id).limit(20_000)
    while portion := conn.execute(read.where(order_search.c.order_id > last)).all():
        conn.rollback()
        yield from portion
        last = portion[-1][0]


def reconciled(conn: Connection) -> Figure:
    """I1 to I11 over all orders in set SQL, with stock and the search index."""
    found: list[object] = []
    took = timed(lambda: found.extend(reconcile(conn, sample=0)))
    return alone("reconcile I1-I11", took, "<= 60 s", findings=len(found))


def main() -> None:
    """`python -m tests.bench.orders_bench URL COUNT`: one line of JSON per figure."""
    for result in run(sys.argv[1], int(sys.argv[2])):
        print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""How fast lists, counts, search and reconcile answer, each figure beside the same done plainly on the same database.

Both sides take turns and the best of several rounds counts, so that a busy machine slows neither alone.  A list's
baseline is its bare SQL on the driver, and Qt's own table model; a search's is LIKE over the same texts.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from sqlalchemy import Connection, inspect, select, text

from desktop_oms.domain.search_text import needle, values
from desktop_oms.storage import queues, search
from desktop_oms.storage.engine import address_of, close_engine, is_sqlite, open_engine
from desktop_oms.storage.queues import QUEUES
from desktop_oms.storage.reconcile import reconcile
from desktop_oms.storage.statements import cursor
from desktop_oms.storage.tables import order_search, parcels
from tests.bench.fill import fill
from tests.bench.made_orders import NOW

ROUNDS = 7
EXAMPLES = 5
MODEL_QUEUE = "to_pick"

Result = dict[str, object]
Deed = Callable[[], Any]


def run(url: str, count: int) -> list[Result]:
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
            *searches(conn),
            same_hits(conn),
            reconciled(conn),
        ]
    close_engine(engine)
    return [{"name": name, "database": _kind(url), "orders": count} | figures for name, figures in found]


Named = tuple[str, Result]


def _kind(url: str) -> str:
    return "PostgreSQL" if url.startswith("postgres") else "SQLite"


def _best(*deeds: Deed, rounds: int = ROUNDS) -> list[float]:
    """The best time of each in milliseconds, taking turns."""
    times: list[list[float]] = [[] for _ in deeds]
    for _ in range(rounds):
        for deed, spent in zip(deeds, times, strict=True):
            start = time.perf_counter()
            deed()
            spent.append((time.perf_counter() - start) * 1000)
    return [min(spent) for spent in times]


def _beside(ours: float, baseline: float, bar: str) -> Result:
    return {
        "ours_ms": round(ours, 3),
        "baseline_ms": round(baseline, 3),
        "ratio": round(ours / baseline, 3),
        "bar": bar,
    }


def pages(conn: Connection) -> Iterator[Named]:
    """The first page of every queue beside its bare SQL, and one beside Qt's own table model."""
    for key in QUEUES:
        statement = queues.page_statement(key, is_sqlite(conn), started=False, reverse=False).text(conn)
        asked = (NOW, 200, 0) if key == "late" else (200, 0)

        def bare(statement: str = statement, asked: tuple[int, ...] = asked) -> list[Any]:
            at = cursor(conn)
            at.execute(statement, asked)
            rows: list[Any] = at.fetchall()
            return rows

        ours, raw = _best(lambda key=key: queues.page(conn, key, now=NOW), bare, rounds=5 * ROUNDS)
        yield f"first page of {key}, 200 rows, beside bare SQL", _beside(ours, raw, "ratio <= 1.5")
    if is_sqlite(conn):
        ours, model = _best(lambda: queues.page(conn, MODEL_QUEUE, now=NOW), _table_model(conn))
        yield f"first page of {MODEL_QUEUE} beside QSqlTableModel", _beside(ours, model, "ratio <= 0.333")


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


def deep_page(conn: Connection) -> Iterator[Named]:
    """A page three quarters down all orders, through anchors, beside the first page; and what the anchors took."""
    start = time.perf_counter()
    known = queues.anchors(conn, "all", now=NOW)
    took = (time.perf_counter() - start) * 1000
    place = known.total * 3 // 4
    deep, first = _best(
        lambda: queues.page_at(conn, known, place, now=NOW),
        lambda: queues.page(conn, "all", now=NOW),
        rounds=5 * ROUNDS,
    )
    yield "page 75 % down all orders, beside the first page", _beside(deep, first, "ratio <= 1.5")
    offset = f"SELECT id FROM orders ORDER BY created_at DESC, id DESC LIMIT 200 OFFSET {place}"
    (skipped,) = _best(lambda: conn.execute(text(offset)).all(), rounds=3)
    yield "page 75 % down, beside OFFSET", _beside(deep, skipped, "-")
    yield "anchors of all orders (beside the screen)", {"ours_ms": round(took, 1), "bar": "-"}


def counted(conn: Connection) -> Named:
    """The counts of all queues beside a GROUP BY of the work stages alone."""
    grouped = text("SELECT work_stage, count(*) FROM orders GROUP BY work_stage")
    (ours,) = _best(lambda: queues.counts(conn, now=NOW), rounds=3 * ROUNDS)
    (group,) = _best(lambda: conn.execute(grouped).all(), rounds=3)
    return "counts of all queues, beside GROUP BY", _beside(ours, group, "ours <= 5 ms and <= 2x at 10k")


def searches(conn: Connection) -> Iterator[Named]:
    """Each kind of scrap beside LIKE over all texts (the likeliest hits are known only when all were seen)."""
    like = text("SELECT order_id FROM order_search WHERE text LIKE :like")
    for kind, typed in _scraps(conn).items():
        ours = [_best(lambda scrap=scrap: search.find_ids(conn, scrap), rounds=5 * ROUNDS)[0] for scrap in typed]
        plain = [
            _best(lambda scrap=scrap: conn.execute(like, {"like": f"%{scrap}%"}).all(), rounds=2)[0]
            for scrap in typed[:2]
        ]
        mine, theirs = sorted(ours)[len(ours) // 2], min(plain)
        yield (
            f"search by {kind}, beside LIKE",
            _beside(mine, theirs, "ratio <= 0.01") | {"worst_ms": round(max(ours), 2)},
        )


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


def same_hits(conn: Connection, needles: int = 200) -> Named:
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
    start = time.perf_counter()
    answers = {scrap: search.find_ids(conn, scrap, limit=500) for scrap in typed}
    took = (time.perf_counter() - start) * 1000
    wrong = [
        scrap
        for scrap, answer in answers.items()
        if not set(answer) <= hits[scrap] or len(set(answer)) != min(500, len(hits[scrap]))
    ]
    return f"{len(typed)} scraps found as by a full scan", {
        "ours_ms": round(took, 1),
        "wrong": wrong,
        "bar": "wrong = []",
    }


def _every_text(conn: Connection) -> Iterator[tuple[int, str]]:
    """All texts in portions; a server ends a transaction that waits while its rows are looked at."""
    last = 0
    read = select(order_search.c.order_id, order_search.c.text).order_by(order_search.c.order_id).limit(20_000)
    while portion := conn.execute(read.where(order_search.c.order_id > last)).all():
        conn.rollback()
        yield from portion
        last = portion[-1][0]


def reconciled(conn: Connection) -> Named:
    """I1 to I11 over all orders in set SQL, with stock and the search index."""
    start = time.perf_counter()
    found = reconcile(conn, sample=0)
    took = (time.perf_counter() - start) * 1000
    return "reconcile I1-I11", {"ours_ms": round(took), "findings": len(found), "bar": "<= 60 s at 1,000,000"}


def main() -> None:
    """`python -m tests.bench.orders_bench URL COUNT`: one line of JSON per figure."""
    for result in run(sys.argv[1], int(sys.argv[2])):
        print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Bringing orders in, beside the bare insertion of every row that it leaves.

The baseline takes the rows of our own import out of the database and puts them into a fresh one of the same kind, table
by table, 500 orders a transaction: `executemany` on SQLite, COPY on PostgreSQL.  Reading the file (with the sum of each
order's content) and making the search index (bigrams) are timed apart and stand in neither figure.  Both sides take
turns, a file of 5,000 orders each; the ratio is that of the middle file.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import Connection, Table, select

from desktop_oms.app import App, build
from desktop_oms.domain.catalogue import Sku
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, ParsedFile, ShopState
from desktop_oms.services.importing import sums_of
from desktop_oms.services.setup import SetupForm
from desktop_oms.storage import catalogue_rows, search_index
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.tables import catalogue
from desktop_oms.storage.tables.aftercare import payments, tasks
from desktop_oms.storage.tables.log import commands, order_events
from desktop_oms.storage.tables.order import order_lines, orders
from tests.bench.figures import Figure, beside, both_times
from tests.bench.names import CITIES, GIVEN, GOODS, NOTES, ROADS, SURNAMES

PLACED = 1_795_233_600_000
SKUS = 2000
BATCH = 500
FILE = 5000
ORDER_TABLES = (orders, order_lines, payments, tasks, order_events)
FORM = SetupForm("山野小铺", "A", "深圳仓", "taobao", "淘宝", "Asia/Shanghai", "CNY", "陈店长", "boss")


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of one file: ours on the clock and on the processor, the same bare, looking through, the index."""

    ours: float
    ours_computed: float
    bare: float
    bare_computed: float
    plan: float
    index: float


def run(count: int = 100_000, url: str = "", fresh_url: str = "") -> list[Figure]:
    """Import `count` paid orders of 2.5 lines and insert the same rows bare; two empty databases, SQLite by default."""
    with tempfile.TemporaryDirectory() as folder:
        ours = build(url or f"sqlite:///{Path(folder) / 'ours.sqlite'}")
        fresh = build(fresh_url or f"sqlite:///{Path(folder) / 'bare.sqlite'}")
        found = list(in_turns(ours, fresh, invented(count)))
        ours.close()
        fresh.close()
    bar = "<= 3.5x" if url.startswith("postgresql") else "<= 2.5x"
    return [
        told(f"import {count} orders", found, "ours", "bare", bar),
        told("  of it processor time of the program", found, "ours_computed", "bare_computed", "-"),
        told("  of it looked through (preview without reading)", found, "plan", "bare", "-"),
        told("  apart: bigrams of the search index", found, "index", "bare", "-"),
    ]


def told(name: str, found: Sequence[Spent], ours: str, baseline: str, bar: str) -> Figure:
    """One line of the table: all files added up, and the ratio of the middle one."""
    sides = [(getattr(one, ours), getattr(one, baseline)) for one in found]
    ratio = median(mine / theirs for mine, theirs in sides)
    return beside(name, sum(one[0] for one in sides), sum(one[1] for one in sides), bar, ratio=ratio)


def in_turns(ours: App, fresh: App, coming: Iterator[IncomingOrder]) -> Iterator[Spent]:
    """File by file: our import, then the bare insertion of the rows that it left."""
    shop(ours)
    house = ours.database.read(house_rows)
    fresh.database.write(lambda conn: [put(conn, table, rows) for table, rows in house])
    last = 0
    while orders_told := list(islice(coming, FILE)):
        ours_ms, plan, index = import_ours(ours, tuple(orders_told))
        bare, computed = 0.0, 0.0
        while (found := ours.database.read(lambda conn, last=last: batch_after(conn, last)))[0]:  # type: ignore[misc]
            parts, last = found
            turn = both_times(lambda parts=parts: insert_bare(fresh, parts))  # type: ignore[misc]
            bare, computed = bare + turn[0], computed + turn[1]
        yield Spent(*ours_ms, bare, computed, plan, index)


def import_ours(app: App, told_orders: tuple[IncomingOrder, ...]) -> tuple[tuple[float, float], float, float]:
    """Of one file: plan and run together (clock, processor) without the index; the plan alone; the index alone."""
    parsed = ParsedFile("generic", "utf-8", 1, (), told_orders, ())
    contents = sums_of(parsed)
    actor, channel = app.people.actor("boss"), app.setup.state().channel()
    done: list[Any] = []
    with timed_index() as index:
        planned = both_times(lambda: done.append(app.importing.plan(parsed, channel, contents)))
        ran = both_times(lambda: done.append(app.importing.run(done[0], actor)))
    assert done[1].counts["new"] == len(told_orders), done[1].counts
    spent = (planned[0] + ran[0] - index[0], planned[1] + ran[1] - index[1])
    return spent, planned[0], index[0]


@contextmanager
def timed_index() -> Iterator[list[float]]:
    """Adds up the time that the search index takes meanwhile: clock, processor."""
    spent = [0.0, 0.0]
    real: Callable[..., None] = search_index.add

    def add(*arguments: Any) -> None:
        for at, more in enumerate(both_times(lambda: real(*arguments))):
            spent[at] += more

    search_index.add = add
    try:
        yield spent
    finally:
        search_index.add = real


def shop(app: App) -> None:
    """A shop with 2,000 products."""
    state = app.setup.create(FORM)
    seller = state.seller().id
    skus = [Sku(app.database.new_id(), seller, code(place), GOODS[place % len(GOODS)][1]) for place in range(SKUS)]
    app.database.write(lambda conn: catalogue_rows.insert(conn, skus))


def code(place: int) -> str:
    """The code of the `place`-th product."""
    return f"{GOODS[place % len(GOODS)][0]}-{place:04d}"


def invented(count: int, seed: int = 5) -> Iterator[IncomingOrder]:
    """Paid orders with believable texts, 2.5 lines each."""
    rng = Random(seed)
    for place in range(count):
        lines = []
        for _ in range((2, 3)[place % 2]):
            sku, qty = rng.randrange(SKUS), rng.choice((1, 1, 2))
            price = 990 + sku * 7
            lines.append(IncomingLine(code(sku), GOODS[sku % len(GOODS)][1], "藏青 / XL", qty, price, price * qty))
        goods = sum(line.amount or 0 for line in lines)
        province, city, districts = rng.choice(CITIES)
        street = f"{rng.choice(ROADS)}{rng.randrange(1, 999)}号"
        phone = f"139{rng.randrange(10**8):08d}"
        yield IncomingOrder(
            f"39065712{place:011d}",
            "CNY",
            ShopState.PAID,
            tuple(lines),
            Address(rng.choice(SURNAMES) + rng.choice(GIVEN), phone, "CN", province, city, districts[0], street),
            placed_at=PLACED + place * 1000,
            paid_at=PLACED + place * 1000 + 60_000,
            goods=goods,
            shipping=600,
            total=goods + 600,
            paid=goods + 600,
            buyer=f"tb{place}",
            buyer_note=rng.choice(NOTES),
            rows=(place + 2,),
        )


def insert_bare(fresh: App, parts: Sequence[tuple[Table, list[tuple[Any, ...]]]]) -> None:
    """One transaction of the driver with the same rows."""
    fresh.database.write(lambda conn: [put(conn, *part) for part in parts])


def house_rows(conn: Connection) -> list[tuple[Table, list[tuple[Any, ...]]]]:
    """What orders point at."""
    tables = [catalogue.merchants, catalogue.channels, catalogue.skus]
    return [(table, all_rows(conn, table)) for table in tables]


def all_rows(conn: Connection, table: Table, *conditions: Any) -> list[tuple[Any, ...]]:
    """Rows as the driver takes them."""
    found = conn.execute(select(table).where(*conditions))
    return [tuple(json.dumps(value) if isinstance(value, dict) else value for value in row) for row in found]


def batch_after(conn: Connection, last: int) -> tuple[list[tuple[Table, list[tuple[Any, ...]]]], int]:
    """All rows of the next 500 orders, as our import wrote them in one transaction."""
    keys = list(
        conn.execute(select(orders.c.id).where(orders.c.id > last).order_by(orders.c.id).limit(BATCH)).scalars()
    )
    if not keys:
        return [], last
    parts = [(orders, all_rows(conn, orders, orders.c.id.in_(keys)))]
    parts += [(table, all_rows(conn, table, table.c.order_id.in_(keys))) for table in ORDER_TABLES[1:]]
    named = {row[order_events.c.keys().index("command_id")] for row in parts[-1][1]}
    parts.append((commands, all_rows(conn, commands, commands.c.id.in_(named))))
    return [part for part in parts if part[1]], keys[-1]


def put(conn: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """The bare insertion."""
    names = table.c.keys()
    cursor: Any = conn.connection.cursor()
    if is_sqlite(conn):
        places = ", ".join("?" * len(names))
        cursor.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})", rows)
        return
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for one in rows:
            copy.write_row(one)


if __name__ == "__main__":
    for line in run(*(int(word) if word.isdigit() else word for word in sys.argv[1:])):  # type: ignore[arg-type]
        print(json.dumps(line))

"""Every figure of the product beside its baseline: `rows(...)` yields one line per figure, each measurement's at once.

Without an address everything happens in files that are thrown away afterwards; `postgresql` starts a server of the
bench's own, which waits for its disk as a real one does.  Each measurement runs in a process of its own, so that none
warms another up.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import commands_bench, import_bench, orders_bench, paper_bench, window_bench
from tests.bench.fill import fill
from tests.bench.storage_bench import DURABLE
from tests.postgres import PostgresServer

ORDERS = 100_000
FEW = 10_000
MOST_IMPORTED = 100_000

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of databases: one with all orders, one with few, two that are empty; and how many orders all are."""

    orders: int
    full: str
    few: str
    empty: str
    bare: str


def lists(places: Places) -> list[Row]:
    """Pages, counts, search, reconcile."""
    found = orders_bench.run(places.full, places.orders)
    if places.orders > FEW:
        ours = _counts(found)
        few = _counts(orders_bench.run(places.few, FEW))
        found.append(
            {
                "name": f"counts of all queues, beside {FEW:,} orders",
                "orders": places.orders,
                "ours_ms": ours,
                "baseline_ms": few,
                "ratio": round(ours / few, 2),
                "bar": "<= 2x",
            }
        )
    return found


def _counts(found: Sequence[Row]) -> float:
    return next(float(one["ours_ms"]) for one in found if one["name"].startswith("counts of all queues"))


def commands(places: Places) -> list[Row]:
    """One transition, and a bulk confirm."""
    return commands_bench.run(places.full)


def imports(places: Places) -> list[Row]:
    """Bringing orders in from files."""
    count = min(places.orders, MOST_IMPORTED)
    found = import_bench.run(count, places.empty, places.bare)
    return [one | {"bar": f"<= {one['bar']}x" if one["bar"] else "-"} for one in found]


def paper(_places: Places) -> list[Row]:
    """Labels and slips."""
    return paper_bench.run()


def window(places: Places) -> list[Row]:
    """Cold start and scrolling."""
    return window_bench.run(places.full)


PARTS: dict[str, Callable[[Places], list[Row]]] = {
    "orders": lists,
    "commands": commands,
    "import": imports,
    "paper": paper,
    "window": window,
}
FILLED = frozenset({"orders", "commands", "window"})


def rows(orders: int = ORDERS, database: str = "", names: Sequence[str] = ()) -> Iterator[Row]:
    """Every figure of the named measurements (all without names), one after the other.

    `database`: "" for files of SQLite, "postgresql" for a server of our own, or the address of a SQLite database that
    `tests.bench.fill` filled with so many orders.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = list(names or PARTS)
    with places(orders, database) as found:
        if FILLED & set(chosen) and found.full != database:
            fill(found.full, orders)
        if "orders" in chosen and orders > FEW:
            fill(found.few, FEW)
        for name in chosen:
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
                measured = alone.submit(PARTS[name], found).result()
            kind = "PostgreSQL" if found.full.startswith("postgres") else "SQLite"
            yield from ({"measurement": name, "database": kind, **one} for one in measured)


@contextmanager
def places(orders: int, database: str) -> Iterator[Places]:
    """The databases of one run; all but a given one are thrown away at the end."""
    names = ("full", "few", "empty", "bare")
    with tempfile.TemporaryDirectory(prefix="desktop-oms-bench-") as folder:
        if database != "postgresql":
            full, *others = (f"sqlite:///{Path(folder) / name}.sqlite" for name in names)
            yield Places(orders, database or full, *others)
            return
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "postgres")
        server.folder.mkdir()
        server.start(DURABLE)
        try:
            yield Places(orders, *(server.create_database(name) for name in names))
        finally:
            server.stop()

"""Every figure of the product beside its baseline: `rows(...)` yields one line per figure, each measurement's at once.

Everything happens in files, or on a PostgreSQL server of the bench's own which waits for its disk as a real one does,
and all of it is thrown away afterwards, except databases that were given.  On PostgreSQL an ordinary login works, not
the owner of the server.  Each measurement runs in a process of its own, so that none warms another up.
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

import psycopg

from tests.bench import (
    cases_bench,
    commands_bench,
    export_bench,
    import_bench,
    orders_bench,
    packing_bench,
    paper_bench,
    window_bench,
)
from tests.bench.figures import Figure
from tests.bench.fill import fill
from tests.postgres import DURABLE, PostgresServer

ORDERS = 100_000
FEW = 10_000
MOST_IMPORTED = 100_000
SQLITE, POSTGRESQL = "sqlite", "postgresql"
SHOWN = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of databases: one with all orders, one with few, three that are empty; and how many orders all are."""

    orders: int
    full: str
    few: str
    empty: str
    bare: str
    shop: str


def lists(places: Places) -> list[Figure]:
    """Pages, counts, search, reconcile."""
    found = orders_bench.run(places.full, places.orders)
    if places.orders > FEW:
        found.append(orders_bench.counted_beside(places.full, places.few, f"{FEW:,} orders all at work"))
    return found


def cases(places: Places) -> list[Figure]:
    """The reviewer's list with ten thousand open cases."""
    return cases_bench.run(places.full)


def commands(places: Places) -> list[Figure]:
    """One transition, and a bulk confirm."""
    return commands_bench.run(places.full)


def imports(places: Places) -> list[Figure]:
    """Bringing orders in from files."""
    count = min(places.orders, MOST_IMPORTED)
    return import_bench.run(count, places.empty, places.bare)


def exports(places: Places) -> list[Figure]:
    """Orders written to tables."""
    return export_bench.run(places.full, places.orders)


def paper(_places: Places) -> list[Figure]:
    """Labels and slips."""
    return paper_bench.run()


def window(places: Places) -> list[Figure]:
    """Cold start and scrolling."""
    return window_bench.run(places.full)


def packing(places: Places) -> list[Figure]:
    """Orders packed at the bench, over a shop of their own."""
    return packing_bench.packing(places.shop)


PARTS: dict[str, Callable[[Places], list[Figure]]] = {
    "orders": lists,
    "cases": cases,
    "commands": commands,
    "import": imports,
    "export": exports,
    "paper": paper,
    "window": window,
    "packing": packing,
}
FILLED = frozenset({"orders", "cases", "commands", "export", "window"})


def rows(orders: int = ORDERS, kind: str = SQLITE, names: Sequence[str] = (), given: str = "") -> Iterator[Figure]:
    """Every figure of the named measurements (all without names) on one kind of database, one after the other.

    `given` is the address of a database of that kind, the owner's, which `tests.bench.fill` filled with so many orders;
    a measurement of commands leaves some hundred orders more in it.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = list(names or PARTS)
    with places(orders, kind, given) as found:
        if FILLED & set(chosen) and not given:
            fill(found.full, orders)
        if "orders" in chosen and orders > FEW:
            fill(found.few, FEW, busy=1.0)  # as much to count as so few orders can give; see decision 0031
        met = for_clerks(found) if kind == POSTGRESQL else found
        for name in chosen:
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
                measured = alone.submit(PARTS[name], met).result()
            yield from ({"measurement": name, "database": SHOWN[kind], "orders": orders, **one} for one in measured)


@contextmanager
def places(orders: int, kind: str, given: str) -> Iterator[Places]:
    """The databases of one run; all but a given one are thrown away at the end."""
    names = ("full", "few", "empty", "bare", "shop")
    with tempfile.TemporaryDirectory(prefix="desktop-oms-bench-") as folder:
        if kind == SQLITE:
            full, *others = (f"sqlite:///{Path(folder) / name}.sqlite" for name in names)
            yield Places(orders, given or full, *others)
            return
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "postgres")
        server.folder.mkdir()
        server.start(DURABLE)
        try:
            full, *others = (server.create_database(name) for name in names)
            yield Places(orders, given or full, *others)
        finally:
            server.stop()


def for_clerks(found: Places) -> Places:
    """The same databases under an ordinary login, which may work in them and make its own tables."""
    return Places(found.orders, *map(_for_clerk, (found.full, found.few, found.empty, found.bare, found.shop)))


def _for_clerk(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = 'clerk'").fetchone():
            owner.execute("CREATE ROLE clerk LOGIN")
        owner.execute("GRANT CREATE ON SCHEMA public TO clerk")
        owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk")
        owner.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO clerk")
        return url.replace(f"//{owner.info.user}@", "//clerk@", 1)

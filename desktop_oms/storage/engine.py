"""Opening a database, and running a piece of work on it in one transaction.

`write` and `read` take a function of the connection.  What may pass by itself (a lock, a lost connection, a promoted
standby) makes the whole function run again; so it must bear being run twice, which commands do by their command id:
when the connection broke during the commit, the second run finds the first one's result.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from sqlalchemy import Connection, Engine

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import address as addresses
from desktop_oms.storage.address import Address
from desktop_oms.storage.server import open_server
from desktop_oms.storage.sqlite_file import close_file, open_file
from desktop_oms.storage.trouble import (
    StaleOrder,
    StockChanged,
    TryAgain,
    as_sentence,
    is_lost,
    is_passing,
    troubles,
)
from desktop_oms.storage.turns import Turns

__all__ = [
    "Connection",
    "Engine",
    "StaleOrder",
    "StockChanged",
    "TryAgain",
    "address_of",
    "close_engine",
    "in_words",
    "is_sqlite",
    "open_engine",
    "read",
    "run_work",
    "write",
]

R = TypeVar("R")
Work = Callable[[Connection], R]

PATIENCE_MS = 10_000
FIRST_PAUSE_MS = 4
LONGEST_PAUSE_MS = 400
LOST_PATIENCE_MS = 1_000  # while the server is known to be out of reach: a queue of work would add up to minutes
FRESH_READS = 30  # so often a command is run again because somebody else was faster


_out_of_reach: WeakSet[Engine] = WeakSet()  # engines whose last work ended without its server


def open_engine(place: str | Path, *, create: bool = True) -> Engine:
    """Opens a path, `sqlite:///path` or `postgresql://...`; a SQLite file is made unless `create` is False.

    Nothing is read yet; `desktop_oms.storage.current` brings the tables up.  Every trouble is an OmsError
    "database_..." that shows no password.
    """
    address = addresses.parse(place)
    with in_words(address):
        return open_file(address, create=create) if address.is_file else open_server(address)


def close_engine(engine: Engine) -> None:
    """Closes every connection; other programs may have the file."""
    close_file(engine)


def address_of(engine: Engine) -> Address:
    """Where the engine's database is."""
    found: Address = engine.get_execution_options()["address"]
    return found


def is_sqlite(connection: Connection) -> bool:
    """True on SQLite, false on PostgreSQL."""
    return connection.dialect.name == "sqlite"


@contextmanager
def in_words(address: Address) -> Iterator[None]:
    """Turns the database's own errors into sentences; bugs and broken rules pass through as they are."""
    try:
        yield
    except troubles() as trouble:
        sentence = as_sentence(trouble, address)
        if sentence is None:
            raise
        # The driver's words may hold names and rows of people; they stay out of logs.
        raise sentence from None


def write(engine: Engine, work: Work[R], *, patience_ms: int = PATIENCE_MS, alone: bool = False) -> R:
    """Runs `work` in one transaction that changes things, again from its start when the trouble may pass.

    In a file one writes at a time, in the order in which they ask.  On a server rows are locked as they are changed;
    what looks at rows and then writes others by them asks to be `alone`: then it runs again when somebody else of
    those who ask so wrote what it has read.  Raises OmsError "database_busy" or "database_unreachable" after
    `patience_ms`.
    """
    opening = _writing_alone if alone else _writing
    turns: Turns | None = engine.get_execution_options().get("turns")
    if turns is None:
        return run_work(engine, work, patience_ms, opening)
    with turns.mine(patience_ms / 1000) as free:
        if not free:
            raise OmsError("database_busy", database=address_of(engine).shown)
        return run_work(engine, work, patience_ms, opening)


def read(engine: Engine, work: Work[R], *, patience_ms: int = PATIENCE_MS) -> R:
    """Runs `work` on one unchanging moment of the database; it must not change anything."""
    return run_work(engine, work, patience_ms, _reading)


def _writing(engine: Engine) -> Connection:
    return engine.connect()


def _writing_alone(engine: Engine) -> Connection:
    connection = engine.connect()
    return connection if is_sqlite(connection) else connection.execution_options(isolation_level="SERIALIZABLE")


def _reading(engine: Engine) -> Connection:
    connection = engine.connect()
    if is_sqlite(connection):
        return connection.execution_options(reading=True)
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def run_work(engine: Engine, work: Work[R], patience_ms: int, opening: Callable[[Engine], Connection]) -> R:
    """Runs `work` in one transaction on a connection that `opening` makes; `read` and `write` are its usual forms."""
    patience = min(patience_ms, LOST_PATIENCE_MS) if engine in _out_of_reach else patience_ms
    last_chance = time.monotonic() + patience / 1000
    attempt = 0
    with in_words(address_of(engine)):
        while True:
            try:
                with opening(engine) as connection, connection.begin():
                    _out_of_reach.discard(engine)
                    return work(connection)
            except troubles() as trouble:
                attempt += 1
                pause, lost = _pause(attempt, trouble), is_lost(trouble)
                if not is_passing(trouble) or pause is None or time.monotonic() + pause > last_chance:
                    if lost:
                        _out_of_reach.add(engine)
                    raise
                if lost:
                    engine.dispose()
            time.sleep(pause)


def _pause(attempt: int, trouble: BaseException) -> float | None:
    """Seconds until the next try, longer each time and never the same for two programs; None: enough of it."""
    if isinstance(trouble, TryAgain) and attempt >= FRESH_READS:
        return None
    longest = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(attempt, 10))
    return random.uniform(longest / 4, longest) / 1000

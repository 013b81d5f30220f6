"""The database as services use it: one transaction per call, fresh keys, and a clock that is passed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import current, stations
from desktop_oms.storage import engine as engines
from desktop_oms.storage.engine import Connection, Engine

R = TypeVar("R")
Clock = Callable[[], int]
BLOCK = 1024


def clock() -> int:
    """Now, milliseconds UTC."""
    return time.time_ns() // 1_000_000


class BorrowedKeys:
    """Makes keys with a number borrowed from the database, and keeps the loan while the program runs."""

    def __init__(self, engine: Engine, now: Clock) -> None:
        self._engine = engine
        self._now = now
        self._turn = Lock()
        self._claim = stations.claim(engine, now)
        self._renew_at = now() + stations.RENEW_MS

    def __call__(self) -> int:
        """The next key."""
        return self._claim.keys()

    def many(self) -> Iterator[int]:
        """Keys without end, drawn in blocks; for a piece of work that needs thousands."""
        while True:
            yield from self._claim.keys.block(BLOCK)

    def keep(self) -> None:
        """Renew the loan when it is time, never inside a transaction; one that ran out (a laptop slept) is new."""
        if self._now() < self._renew_at:
            return
        with self._turn:
            if self._now() >= self._renew_at:
                if not stations.renew(self._engine, self._claim, self._now):
                    self._claim = stations.claim(self._engine, self._now)
                self._renew_at = self._now() + stations.RENEW_MS

    def give_back(self) -> None:
        """End the loan; with a database that is gone it ends by itself within a day."""
        try:
            stations.release(self._engine, self._claim)
        except OmsError:
            return


def nothing_to_keep() -> None:
    """What a database with ready-made keys does before it writes."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with the program's key maker and clock; tests pass their own."""

    engine: Engine
    new_id: Callable[[], int]
    now: Clock = clock
    keep: Callable[[], None] = nothing_to_keep

    def write(self, work: Callable[[Connection], R]) -> R:
        """Run `work` in one transaction that may write; run whole again when the database asks for it."""
        self.keep()
        return engines.write(self.engine, work)

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run `work` on one unchanging view of the database."""
        return engines.read(self.engine, work)

    def many_ids(self) -> Callable[[], int]:
        """A maker of keys for a piece of work that needs thousands."""
        return self.new_id.many().__next__ if isinstance(self.new_id, BorrowedKeys) else self.new_id

    @property
    def shown(self) -> str:
        """Where the database is, as a person may read it: no password."""
        return engines.address_of(self.engine).shown

    @property
    def name(self) -> str:
        """What people call the database: its file's name, or its name and the server it lies on."""
        return engines.address_of(self.engine).name

    @property
    def path(self) -> Path | None:
        """The database's file, if it is one."""
        return engines.address_of(self.engine).path

    def close(self) -> None:
        """Give the keys' number back and close every connection."""
        if isinstance(self.new_id, BorrowedKeys):
            self.new_id.give_back()
        engines.close_engine(self.engine)


def open_database(place: str | Path, *, now: Clock = clock, create: bool = True) -> Database:
    """Open a file or a `postgresql://` address, bring its tables up and borrow a number for keys.

    Every trouble is an OmsError `database_*`; then nothing stays open.
    """
    engine = engines.open_engine(place, create=create)
    try:
        current.migrate(engine)
        keys = BorrowedKeys(engine, now)
    except BaseException:
        engines.close_engine(engine)
        raise
    return Database(engine, keys, now, keys.keep)

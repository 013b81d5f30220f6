"""The database as services use it: one transaction per call, fresh keys, and a clock that is passed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import current, stations
from desktop_oms.storage import engine as engines
from desktop_oms.storage.engine import Connection, Engine

R = TypeVar("R")
T = TypeVar("T")
Clock = Callable[[], int]
BLOCK = 1024
GIVEN_WAY = 0.03  # seconds
PORTION = 100  # rows of a file that one transaction takes


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

    @property
    def alone(self) -> bool:
        """True while no other program has borrowed a number."""
        return stations.alone(self._engine, self._claim, self._now())

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

    def settle(self, work: Callable[[Connection], R]) -> R:
        """Run `work` on what the house has settled (people, printers, limits, views): nobody is overwritten unseen.

        Two who change it in the same moment come one after the other, and the second sees what the first did.
        """
        self.keep()
        return engines.write(self.engine, work, alone=True)

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run `work` on one unchanging view of the database."""
        return engines.read(self.engine, work)

    def in_portions(self, rows: Sequence[T], work: Callable[[Connection, Sequence[T], int], list[R]]) -> list[R]:
        """Run `work` on a hundred rows at a time, each portion in a transaction: nobody waits for a long file.

        It is told which row the portion begins with; of no rows there is one empty portion.
        """
        found: list[R] = []
        for start in range(0, max(1, len(rows)), PORTION):
            part = rows[start : start + PORTION]
            if start:
                self.give_way()
            found += self.write(lambda conn, part=part, start=start: work(conn, part, start))  # type: ignore[misc]
        return found

    def give_way(self) -> None:
        """Between two transactions of long work: other programs that wait for a file look just now and then."""
        if self.path is not None and isinstance(self.new_id, BorrowedKeys) and not self.new_id.alone:
            time.sleep(GIVEN_WAY)

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

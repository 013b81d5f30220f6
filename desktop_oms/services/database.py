"""The database as services use it: one transaction per call, fresh keys, and a clock that is passed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine

from desktop_oms.storage import engine as engines

R = TypeVar("R")


def clock() -> int:
    """Now, milliseconds UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with the program's key maker and clock; tests pass their own."""

    engine: Engine
    new_id: Callable[[], int]
    now: Callable[[], int] = clock

    def write(self, work: Callable[[Connection], R]) -> R:
        """Run `work` in one transaction that may write; run whole again when the database asks for it."""
        return engines.write(self.engine, work)

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run `work` on one unchanging view of the database."""
        return engines.read(self.engine, work)

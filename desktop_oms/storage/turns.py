"""Turns at writing: within a program whoever asked first writes first.

SQLite lets one connection write at a time, and the others look every tenth of a second whether it is free.  A long
import begins its next transaction within a thousandth after the last, so a bench that looks so seldom never got in: its
scan waited for the whole import.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Turns:
    """A queue of those who want to write; the first in it has its turn."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asking: deque[Event] = deque()

    @property
    def length(self) -> int:
        """How many are in the queue, the one that writes among them."""
        return len(self._asking)

    @contextmanager
    def mine(self, patience_s: float) -> Iterator[bool]:
        """Wait for a turn and keep it; False when it did not come in time."""
        turn = Event()
        with self._lock:
            self._asking.append(turn)
            self._asking[0].set()
        try:
            yield turn.wait(patience_s)
        finally:
            with self._lock:
                self._asking.remove(turn)
                if self._asking:
                    self._asking[0].set()

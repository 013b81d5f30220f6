"""Keys of rows: 64-bit integers that grow with time and never repeat, made by the program and not by the database.

A key is 41 bits of milliseconds since 2024 (until 2093), 10 bits of the number that the running program borrowed, and
12 bits of counter: 4,096 keys a millisecond.  In JSON they are texts, being beyond what JavaScript counts exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

EPOCH_MS = 1_704_067_200_000  # 2024-01-01T00:00:00Z
NUMBER_BITS = 10
COUNTER_BITS = 12
NUMBERS = 1 << NUMBER_BITS
_LAST_COUNTER = (1 << COUNTER_BITS) - 1
_TIME_SHIFT = NUMBER_BITS + COUNTER_BITS


class KeyMaker:
    """Makes keys for one running program; several threads may ask at once.

    `number` is the program's own (0 to 1023), `now` tells milliseconds UTC, `last_ms` is the last millisecond in which
    keys with this number were made before.  When the clock goes backwards, or more than 4,096 keys are asked for within
    a millisecond, keys go on from the latest millisecond: they may run ahead of the clock but never repeat or fall.
    """

    def __init__(self, number: int, now: Callable[[], int], last_ms: int = 0) -> None:
        if not 0 <= number < NUMBERS:
            raise ValueError(f"a program's number has {NUMBER_BITS} bits, not {number}")
        self.number = number
        self._now = now
        self._ms = max(last_ms, EPOCH_MS)
        self._counter = _LAST_COUNTER  # the millisecond before us is used up
        self._turn = Lock()

    def __call__(self) -> int:
        """The next key."""
        with self._turn:
            now = self._now()
            if now > self._ms:
                self._ms, self._counter = now, 0
            elif self._counter < _LAST_COUNTER:
                self._counter += 1
            else:
                self._ms, self._counter = self._ms + 1, 0
            return (self._ms - EPOCH_MS) << _TIME_SHIFT | self.number << COUNTER_BITS | self._counter

    def block(self, count: int) -> range:
        """`count` neighbouring keys (at most 4,096) in one go: an import needs a dozen for each order."""
        with self._turn:
            now = self._now()
            if now > self._ms:
                self._ms, self._counter = now, -1
            if self._counter + count > _LAST_COUNTER:
                self._ms, self._counter = self._ms + 1, -1
            first = (self._ms - EPOCH_MS) << _TIME_SHIFT | self.number << COUNTER_BITS | self._counter + 1
            self._counter += count
            return range(first, first + count)

    @property
    def last_ms(self) -> int:
        """The millisecond of the latest key: whoever borrows the number next starts after it."""
        return self._ms


def made_at(key: int) -> int:
    """When a key was made, in milliseconds UTC."""
    return (key >> _TIME_SHIFT) + EPOCH_MS

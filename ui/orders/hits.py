"""How many orders the open search finds: to 999 as soon as that is known, and exactly a little later.

Where the exact number would take too long, at least so many are told, and that they were not counted to the end.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.found import Counted, Found
from desktop_oms.services.order_lists import COUNTED_TO
from ui.shared.counts import full_count
from ui.shared.jobs import Lane
from ui.shared.page import Desk

COUNTING_SECONDS = 10  # how long hits are counted at most


class Hits(QObject):
    """`told` with words for what is shown of how many; `measured` when `number` is known exactly."""

    told = Signal(str)
    measured = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._typed = ""
        self.number: int | None = None

    def begin(self, typed: str) -> None:
        """Another search, or none: nothing is known of it, and nobody waits for the last one."""
        self._typed, self.number = typed, None

    def note(self, found: Found, *, again: bool = False) -> None:
        """These were found; when there may be more, they are counted, but not `again` while they are looked at."""
        if not found.more and not found.looked:
            self.number = len(found.rows)
        elif not again:
            (self._ask_how_many if found.more else self._ask_all)(found)

    def _ask_how_many(self, found: Found) -> None:
        app, typed, most = self._desk.app, self._typed, COUNTED_TO

        def told(number: int | None) -> None:
            if typed != self._typed:
                return
            if number is not None:
                self._tell(found, "found_of", f"{full_count(most - 1)}+" if number >= most else full_count(number))
            if number is None or number >= most:
                self._ask_all(found)
            else:
                self._take(number)

        self._desk.jobs.ask(self._page, lambda: app.orders.count(typed), told, lambda _error: None, lane=Lane.LONG)

    def _ask_all(self, found: Found) -> None:
        """Count all of them beside the screen, as long as they are looked at and nothing else has to be done there."""
        app, jobs, typed = self._desk.app, self._desk.jobs, self._typed
        ends = time.monotonic() + COUNTING_SECONDS

        def goes_on() -> bool:
            return typed == self._typed and not jobs.waits(Lane.LONG) and time.monotonic() < ends

        def told(counted: Counted) -> None:
            if typed != self._typed:
                return
            if counted.whole or counted.number > len(found.rows):
                self._tell(found, kind_of(found, counted), full_count(counted.number))
            if counted.whole:
                self._take(counted.number)

        jobs.ask(self._page, lambda: app.orders.count_all(typed, goes_on), told, lambda _error: None, lane=Lane.LONG)

    def _tell(self, found: Found, kind: str, whole: str) -> None:
        facts = {"n": len(found.rows), "count": full_count(len(found.rows)), "looked": full_count(found.looked)}
        self.told.emit(self._desk.words(f"orders.{kind}", whole=whole, **facts))

    def _take(self, number: int) -> None:
        self.number = number
        self.measured.emit()


def kind_of(found: Found, counted: Counted) -> str:
    """Which words tell what is shown of how many."""
    if not found.looked:
        return "found_of" if counted.whole else "found_at_least"
    if counted.whole and counted.number == len(found.rows):
        return "found" if counted.number else "found_nowhere"
    return "found_among" if counted.whole else "found_among_at_least"

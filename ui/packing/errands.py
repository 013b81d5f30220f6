"""What the bench asks of the shop, on the scan lane and in the order it was asked.

A *message* is stored behind the clerk's back; an *errand* is something the next scan has to wait for.  Answers for a
box that left the bench meanwhile are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any

from desktop_oms.domain.errors import OmsError
from ui.shared.jobs import Jobs, Lane
from ui.shared.page import Page


class Errand(StrEnum):
    """What the bench waits for; scans made meanwhile are kept and looked at afterwards."""

    OPENING = "opening"
    CLOSING = "closing"
    CONFIRMING = "confirming"
    CHECKING = "checking"
    CUTTING = "cutting"
    LEAVE = "leave"
    WEIGHING = "weighing"


Done = Callable[[Any], None]
Failed = Callable[[OmsError], None]


class Errands:
    """The errand under way, if any; `then` is called after every answer that still mattered."""

    def __init__(self, jobs: Jobs, page: Page, then: Callable[[], None]) -> None:
        self.current: Errand | None = None
        self._jobs, self._page, self._then = jobs, page, then
        self._turn = 0

    def start(self, errand: Errand, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Let the shop do something that the next scan has to wait for; a scale is asked beside the scans."""
        self.current = errand
        lane = Lane.INTERACTIVE if errand == Errand.WEIGHING else Lane.SCAN
        self._send(work, done, failed, ends=True, lane=lane)

    def send(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Let the shop store something while the clerk goes on."""
        self._send(work, done, failed, ends=False)

    def look(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Read something as it stands after all that was stored before."""
        self._look(work, done, failed, Lane.SCAN)

    def look_beside(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Read something that no scan has to wait for, as soon as what is there by now is painted."""
        turn = self._turn

        def begin() -> None:
            if turn == self._turn:
                self._look(work, done, failed, Lane.INTERACTIVE)

        self._jobs.soon(self._page, begin)

    def drop(self) -> None:
        """The bench was cleared: what is still on its way concerns nobody."""
        self.current = None
        self._turn += 1

    def _look(self, work: Callable[[], Any], done: Done, failed: Failed, lane: Lane) -> None:
        back = partial(self._back, self._turn, False)
        self._jobs.ask(self._page, work, partial(back, done), partial(back, failed), lane=lane)

    def _send(self, work: Callable[[], Any], done: Done, failed: Failed, *, ends: bool, lane: Lane = Lane.SCAN) -> None:
        back = partial(self._back, self._turn, ends)
        self._jobs.change(self._page, work, partial(back, done), partial(back, failed), lane=lane)

    def _back(self, turn: int, ends: bool, deed: Done, answer: Any) -> None:
        if turn != self._turn:
            return
        if ends:
            self.current = None
        deed(answer)
        self._then()

"""Slow work off the window's thread, in two verbs: `ask` reads, `change` writes and announces `changed`.

Four lanes run side by side, each with one thread of its own (and so with a database connection of its own): *scan* for
accepted scans, *interactive* for what a person waits for, *long* for imports, exports and bulk work, *printers* for
asking what became of prints, however long something else takes.  Answers arrive on
the window's thread; an answer to a page that is closed by then is dropped.  An `OmsError` goes to the asker's `failed`,
or else to a calm strip (`refused`); any other exception is a bug: logged with its traceback, told once (`broken`), and
the asker's `failed` gets the error "unexpected" so that no page waits for ever.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

PAINTED_MS = 30  # Qt paints within two frames
SOON = "jobs.soon"


class Lane(Enum):
    """Which thread does the work."""

    SCAN = "scan"
    INTERACTIVE = "interactive"
    LONG = "long"
    PRINTERS = "printers"


@dataclass(slots=True, eq=False)
class _Ticket:
    """One piece of work on its way.

    Whatever may hold a widget is taken out of it on the window's thread: were a lane the last to let a page go, Qt
    would destroy it there.
    """

    page: QWidget | None
    work: Callable[[], Any] | None
    done: Callable[[Any], None] | None
    failed: Callable[[OmsError], None] | None
    writes: bool
    answer: Any = None
    error: BaseException | None = None

    def emptied(self) -> _Ticket:
        """The same ticket in new hands; this one holds nothing any more."""
        full = _Ticket(self.page, self.work, self.done, self.failed, self.writes, self.answer, self.error)
        self.page = self.work = self.done = self.failed = self.answer = self.error = None
        return full


class Progress(QObject):
    """How far a long piece of work is, told from its thread; the work looks at `cancelled` between two steps."""

    told = Signal(int, int)  # done, of all

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cancelled = False

    def tell(self, done: int, of: int) -> None:
        """Say how far the work is; `of` is 0 while nobody knows how much there is."""
        self.told.emit(done, of)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.cancelled = True


class Jobs(QObject):
    """The lanes of one application; pages get it by constructor."""

    changed = Signal()
    refused = Signal(object, object)  # page, OmsError
    broken = Signal(str)  # the kind of the unexpected error
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[Lane, SimpleQueue[_Ticket | None]] = {lane: SimpleQueue() for lane in Lane}
        self._threads: dict[Lane, threading.Thread] = {}
        self._forgotten: set[int] = set()
        self._open: set[_Ticket] = set()
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        page: QWidget | None,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[OmsError], None] | None = None,
        *,
        lane: Lane = Lane.INTERACTIVE,
    ) -> None:
        """Read off the window's thread; `done` gets the answer."""
        self._start(_Ticket(page, work, done, failed, writes=False), lane)

    def change(
        self,
        page: QWidget | None,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[OmsError], None] | None = None,
        *,
        lane: Lane = Lane.INTERACTIVE,
    ) -> None:
        """Write off the window's thread; `done` gets the answer, then `changed` is announced to all pages."""
        self._start(_Ticket(page, work, done, failed, writes=True), lane)

    def waits(self, lane: Lane) -> bool:
        """Whether further work waits on a lane: whoever works there and can stop lets it go first."""
        return not self._queues[lane].empty()

    def soon(self, owner: QObject, begin: Callable[[], object], after_ms: int = PAINTED_MS) -> None:
        """Begin something when what has just come is painted: a lane at work would keep the screen waiting."""
        timer = QTimer(owner)
        timer.setObjectName(SOON)
        timer.setSingleShot(True)
        timer.timeout.connect(begin)
        timer.timeout.connect(timer.deleteLater)
        timer.start(after_ms)

    def forget(self, page: QWidget) -> None:
        """The page is about to go: drop what is still on its way to it."""
        self._forgotten.add(id(page))
        number = id(page)
        page.destroyed.connect(lambda: self._forgotten.discard(number))

    def close(self, wait_seconds: float = 5.0) -> None:
        """End the lanes after the work they hold; answers no longer arrive."""
        self._closed = True
        for lane in self._threads:
            self._queues[lane].put(None)
        for thread in self._threads.values():
            thread.join(wait_seconds)
        self._threads.clear()
        for ticket in self._open:
            ticket.emptied()
        self._open.clear()

    def _start(self, ticket: _Ticket, lane: Lane) -> None:
        if self._closed:
            return
        if lane not in self._threads:
            thread = threading.Thread(
                target=self._run, args=(self._queues[lane],), name=f"lane-{lane.value}", daemon=True
            )
            self._threads[lane] = thread
            thread.start()
        self._open.add(ticket)
        self._queues[lane].put(ticket)

    def _run(self, queue: SimpleQueue[_Ticket | None]) -> None:
        while (ticket := queue.get()) is not None:
            _work_off(ticket)
            if not self._closed:
                self._finished.emit(ticket)

    def _deliver(self, carried: _Ticket) -> None:
        if self._closed:
            return
        self._open.discard(carried)
        ticket = carried.emptied()
        try:
            if not self._is_gone(ticket.page):
                self._hand_out(ticket)
        finally:
            if ticket.writes and ticket.error is None:
                self.changed.emit()

    def _is_gone(self, page: QWidget | None) -> bool:
        return page is not None and (not isValid(page) or id(page) in self._forgotten)

    def _hand_out(self, ticket: _Ticket) -> None:
        error = ticket.error
        if error is None:
            if ticket.done is not None:
                ticket.done(ticket.answer)
            return
        if not isinstance(error, OmsError):
            self.broken.emit(type(error).__name__)
            if ticket.failed is not None:
                ticket.failed(OmsError("unexpected"))
        elif ticket.failed is not None:
            ticket.failed(error)
        else:
            self.refused.emit(ticket.page, error)


def _work_off(ticket: _Ticket) -> None:
    """Do the work and note its answer or its error; a bug is logged here, where its traceback is."""
    try:
        ticket.answer = ticket.work() if ticket.work is not None else None
    except OmsError as error:
        ticket.error = error
    except Exception as error:  # the worker's border: the window goes on
        log.exception("a job failed unexpectedly")
        ticket.error = error


class InstantJobs(Jobs):
    """Jobs without threads: the answer is there when the call returns.  For tests."""

    def soon(self, owner: QObject, begin: Callable[[], object], after_ms: int = PAINTED_MS) -> None:
        """Begin at once."""
        begin()

    def _start(self, ticket: _Ticket, lane: Lane) -> None:
        if not self._closed:
            _work_off(ticket)
            self._deliver(ticket)

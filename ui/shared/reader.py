"""Reads what is looked at in a list: only the last one asked for is shown, however fast somebody walks it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from ui.shared.page import Desk

REST_MS = 80  # a key that is held down repeats faster
NOBODY = Actor(0, "", frozenset())


class Reader(QObject):
    """`look(key)` and `read(key)`; then `arrived` with what `reading` found, or `missed` with the reason."""

    arrived = Signal(object)
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget, reading: Callable[[int], object]) -> None:
        """`reading` runs off the window's thread."""
        super().__init__(page)
        self._desk, self._page, self._reading = desk, page, reading
        self._wanted: int | None = None
        self._read: int | None = None
        self._asked = self._again = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look_where_it_rests)

    def look(self, key: int) -> None:
        """Somebody walks a list: the first one is read at once, of those that follow fast only where they rest.

        The first one of a list that has just come waits until its rows are painted.
        """
        if self._rest.isActive():
            self._wanted = key
        elif self._read is None:
            self._wanted = key
            self._desk.jobs.soon(self._page, self._look_where_it_rests)
        else:
            self.read(key)
        self._rest.start()

    def _look_where_it_rests(self) -> None:
        if self._wanted != self._read:
            self.read(self._wanted)

    @property
    def wanted(self) -> int | None:
        """The one that is looked at."""
        return self._wanted

    def read(self, key: int | None) -> None:
        """Look at one (None: at none), or read the same one again."""
        self._wanted = self._read = key
        if key is None:
            self._rest.stop()
            return
        if self._asked:
            self._again = True
            return
        self._asked, self._again = True, False
        self._desk.jobs.ask(self._page, partial(self._reading, key), partial(self._take, key), partial(self._miss, key))

    def _take(self, key: int, seen: object) -> None:
        self._asked = False
        if key == self._wanted:
            self.arrived.emit(seen)
        self._read_again(key)

    def _miss(self, key: int, error: OmsError) -> None:
        self._asked = False
        if key == self._wanted:
            self.missed.emit(error)
        self._read_again(key)

    def _read_again(self, key: int) -> None:
        if self._again or self._wanted not in (key, None):
            self.read(self._wanted)


def reading_actor(desk: Desk) -> tuple[Actor, OmsError | None]:
    """Who works here, else nobody and why: everybody may read; only who is known may do something."""
    try:
        return desk.actor(), None
    except OmsError as error:
        return NOBODY, error

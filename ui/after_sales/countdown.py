"""The seconds in which an approval can be taken back, counted on the case that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.after_sales.case_reader import CaseSeen, at_time
from ui.shared.page import Desk

SECOND_MS = 1_000


class Countdown(QObject):
    """`passed` brings the case as it is a second later; when the time is over, what is due is done without delay."""

    passed = Signal(object)  # CaseSeen

    def __init__(self, desk: Desk, parent: QObject, shown: Callable[[], CaseSeen | None]) -> None:
        super().__init__(parent)
        self._desk, self._shown = desk, shown
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._count)

    def begin(self) -> None:
        """A case was shown: count, if it is one that can be taken back."""
        seen = self._shown()
        if seen is not None and seen.undo_left and not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        seen = self._shown()
        if seen is None or not seen.undo_left:
            self._timer.stop()
            return
        seen = at_time(seen, self._desk.app.database.now())
        self.passed.emit(seen)
        if not seen.undo_left:
            self._timer.stop()
            self._desk.shell.do_due()

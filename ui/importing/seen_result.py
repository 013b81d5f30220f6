"""A result that was seen and left is over; whoever looks at an order of it comes back to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class SeenResult(QObject):
    """Watches a page come and go; `over` when it is opened again after its result was left for good.

    A result that came while another page was open has not been seen and stays.
    """

    over = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.shown = False  # the page shows a result
        self._looked_up = False  # an order of the result was opened
        self._left = False
        page.installEventFilter(self)

    def look_up(self, number: str) -> None:
        """An order of the result is opened next, or (with "") the list of all orders."""
        self._looked_up = bool(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's own hiding, when it is made small, is no leaving."""
        if not event.spontaneous():
            if event.type() == QEvent.Type.Hide:
                self._left, self._looked_up = self.shown and not self._looked_up, False
            elif event.type() == QEvent.Type.Show and self._left:
                self._left = False
                self.over.emit()
        return super().eventFilter(watched, event)

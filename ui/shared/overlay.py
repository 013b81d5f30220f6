"""A panel over the whole window, the rest of it in the shade; whoever had the keyboard gets it back when it goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from ui.shared import theme
from ui.shared.naming import named
from ui.shared.painting import box, smooth
from ui.shared.tokens import RADIUS_CARD


class Overlay(QWidget):
    """Fill `panel`, then `come`; say in `place` where the panel lies."""

    def __init__(self, window: QWidget, name: str, title: str, width: int) -> None:
        super().__init__(window)
        self._window = window
        named(self, name, title)
        self._before = window.focusWidget()
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.panel = QFrame(self)
        self.panel.setFixedWidth(width)

    def come(self) -> None:
        """Lie over the window."""
        self.raise_()
        self.show()
        self._place()

    def place(self, room: QRect) -> QRect:
        """Where the panel lies in this room."""
        height = min(room.height(), self.panel.sizeHint().height())
        left = room.x() + (room.width() - self.panel.width()) // 2
        return QRect(left, room.y() + (room.height() - height) // 2, self.panel.width(), height)

    def put_away(self) -> None:
        """Close, and give the focus back."""
        self.hide()
        if self._before is not None and isValid(self._before):  # what had it may have gone meanwhile
            self._before.setFocus()
        self.deleteLater()

    def _place(self) -> None:
        self.panel.setGeometry(self.place(self.rect().adjusted(0, 24, 0, -24)))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        shade = QColor(0, 0, 0)
        shade.setAlphaF(0.45)
        painter.fillRect(self.rect(), shade)
        box(painter, QRectF(self.panel.geometry()), RADIUS_CARD, theme.color("raised"), theme.color("border"))

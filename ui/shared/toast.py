"""The toast: says that something worked, and offers to undo it.  Never for errors: they stay until they are read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.fonts import advance
from ui.shared.naming import named
from ui.shared.painting import box, focus_ring, smooth, text
from ui.shared.tokens import BODY

ABOVE = 100  # px from the window's lower edge: action bars and a bench's foot stay free, a scanner reads their codes
HIGH = 40
SHOWN_MS = 8000
DRAIN_MS = 200  # between two looks of a bar that runs empty
UNDO_KEY = "Ctrl+Z"


class _UndoButton(Button):
    """The undo of a toast, in the toast's own colours."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        text(painter, 8, self.height() / 2, self.words(), BODY, bold=True, colour=theme.color("toast_link"))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))

    def words(self) -> str:
        """The word and its key."""
        return f"{self._word}  {UNDO_KEY}"


class Toast(QWidget):
    """Stands at the lower middle of the window for eight seconds, longer under the mouse.

    What can be taken back for a certain time only stands exactly that long, over a bar that runs empty.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        named(self, "toast", "")
        self._words = ""
        self._undo: Callable[[], None] | None = None
        self.button = _UndoButton("toast.undo", "", "ghost", parent=self)
        self.button.clicked.connect(self._undo_it)
        self._key = QShortcut(QKeySequence(UNDO_KEY), self)
        self._key.activated.connect(self._undo_it)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(SHOWN_MS)
        self._time.timeout.connect(self.hide)
        self._lasting: int | None = None
        self._drain = QTimer(self)
        self._drain.setInterval(DRAIN_MS)
        self._drain.timeout.connect(self.update)
        window.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, undo_word: str = "", undo: Callable[[], None] | None = None, lasting: int | None = None
    ) -> None:
        """Show what was done; with `undo`, also the way back, open for `lasting` ms (None: while it is seen)."""
        self._words, self._undo, self._lasting = words, undo, lasting
        self.setAccessibleName(words)
        self.button.set_word(undo_word)
        self.button.setVisible(undo is not None)
        self._key.setEnabled(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._time.start(SHOWN_MS if lasting is None else lasting)
        if lasting is not None:
            self._drain.start()
        self.update()

    def _undo_it(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        button = round(advance(self.button.words(), BODY, True)) + 16 if self._undo else 0
        room = self._window.width() - 64
        width = min(room, round(advance(self._words, BODY, True)) + 58 + button + (24 if button else 12))
        self.setGeometry((self._window.width() - width) // 2, self._window.height() - ABOVE - HIGH, width, HIGH)
        self.button.setGeometry(width - button - 8, 4, button, 32)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        if self._lasting is None:
            self._time.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._lasting is None:
            self._time.start(SHOWN_MS)
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._drain.stop()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        box(painter, QRectF(self.rect()), 8, theme.color("toast"))
        icons.draw(painter, "check", 14, 11, 18, theme.color("on_toast"), 2.2)
        room = self.width() - 54 - (self.button.width() + 8 if self._undo else 0)
        text(painter, 42, 20, self._words, BODY, bold=True, colour=theme.color("on_toast"), width=room)
        if self._lasting:
            share = max(0.0, self._time.remainingTime() / self._lasting)
            box(painter, QRectF(12, HIGH - 5, (self.width() - 24) * share, 2), 1, theme.color("toast_link"))

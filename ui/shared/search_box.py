"""The search box: one line for any scrap of an order, with its key cap; "/" puts the cursor there, Esc clears it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.naming import named
from ui.shared.painting import key_cap, smooth

PAUSE_MS = 250  # after the last key, before the search starts by itself


class SearchBox(QLineEdit):
    """Says `searched(text)` on Enter, and by itself a quarter of a second after the last key."""

    searched = Signal(str)
    recent_asked = Signal()  # the Down key: what was looked for last
    entered = Signal()  # Enter: the person is done typing, the keyboard may go to what was found

    def __init__(
        self, object_name: str, prompt: str, *, key: str = "/", width: int = 360, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, object_name, prompt)
        self.setPlaceholderText(prompt)
        self.setMinimumWidth(min(width, 220))
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(22, 0, 26, 0)
        self.key = key
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textEdited.connect(lambda _text: self._pause.start())
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.take_focus)

    def take_focus(self) -> None:
        """Put the cursor here with the old text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def search_for(self, text: str) -> None:
        """Look for this, as if it had been typed and Enter pressed."""
        self.setText(text)
        self._say_now()
        self.entered.emit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.maximumWidth())
        return hint

    def _say(self) -> None:
        if self.text().strip() != self._said:
            self._say_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say_now()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.recent_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._say_now()
            else:
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _say_now(self) -> None:
        self._pause.stop()
        self._said = self.text().strip()
        self.searched.emit(self._said)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        smooth(painter)
        icons.draw(painter, "search", 10, self.height() / 2 - 8, 16, theme.color("muted"))
        if not self.hasFocus() and not self.text():
            middle = self.height() / 2
            key_cap(painter, self.width() - 8, middle, self.key, theme.color("muted"), theme.color("border"), "right")

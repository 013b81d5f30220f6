"""Inputs of a form: a label above, the error in words below, and the field itself marked.

The mouse wheel does not change a choice or a number that has not the focus: scrolling past a setting must not alter it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.shared import icons, theme
from ui.shared.cards import label
from ui.shared.naming import named
from ui.shared.painting import smooth


class TextField(QLineEdit):
    """One line of text."""

    def __init__(
        self, object_name: str, spoken: str, value: str = "", *, prompt: str = "", secret: bool = False
    ) -> None:
        super().__init__(value)
        named(self, object_name, spoken)
        self.setPlaceholderText(prompt)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)


class Choice(QComboBox):
    """One of several; each choice has a key and a word, and `chosen()` gives the key."""

    def __init__(
        self, object_name: str, spoken: str, choices: Sequence[tuple[str, str]] = (), chosen: str = ""
    ) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self.setView(QListView(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offer(choices, chosen)

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer other choices, (key, word) each; the chosen one stays when it is still there.  Says nothing changed."""
        wanted = chosen or self.chosen()
        blocked = self.blockSignals(True)
        self.clear()
        for key, word in choices:
            self.addItem(word, key)
        self.choose(wanted)
        self.blockSignals(blocked)

    def chosen(self) -> str:
        """The key of the choice, "" when there is none."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key; an unknown key leaves the choice as it is."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        smooth(painter)
        colour = theme.color("muted" if self.isEnabled() else "off")
        icons.draw(painter, "down", self.width() - 24, self.height() / 2 - 7, 14, colour, 2)


class NumberField(QSpinBox):
    """A whole number, typed or moved with the arrow keys."""

    def __init__(
        self, object_name: str, spoken: str, value: int = 0, *, lowest: int = 0, highest: int = 999_999
    ) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self.setRange(lowest, highest)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(8, 0, 8, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._seat_text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._seat_text()

    def _seat_text(self) -> None:
        """Under a style sheet Qt lays the text over the border: lay it inside."""
        self.lineEdit().setGeometry(self.rect().adjusted(2, 2, -2, -3))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _ErrorSign(QWidget):
    """The small sign before an error's words."""

    def sizeHint(self) -> QSize:
        return QSize(16, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, "alert", 0, self.height() / 2 - 7, 14, theme.color("trouble"), 2)


class FormRow(QWidget):
    """A field under its label; `show_error` marks it and says what is wrong, a hint says what is expected."""

    def __init__(self, word: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        self.caption = label(word, style="secondary", tone="muted")
        self.caption.setBuddy(field)
        self.message = label(hint, style="secondary", tone="muted", wrap=True)
        self._sign = _ErrorSign()
        self._sign.setFixedWidth(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(field)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._sign)
        below.addWidget(self.message, 1)
        column.addLayout(below)
        column.addStretch(1)
        self.show_error("")
        for edited in ("textEdited", "activated"):
            if hasattr(field, edited):
                getattr(field, edited).connect(self._forget_error)

    def _forget_error(self) -> None:
        """What was wrong is being put right: it is judged again when the form is given."""
        if self.error():
            self.show_error("")

    def show_error(self, words: str) -> None:
        """Mark the field as wrong and say why; "" clears it."""
        wrong = bool(words)
        self.field.setProperty("wrong", wrong)
        self.field.setAccessibleDescription(words or self._hint)
        self.message.setText(words or self._hint)
        self.message.setProperty("tone", "trouble" if wrong else "muted")
        self._sign.setVisible(wrong)
        self.message.setVisible(bool(words or self._hint))
        for widget in (self.field, self.message):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def show_hint(self, words: str) -> None:
        """Change what is expected; an error stays until it is cleared."""
        self._hint = words
        if not self.error():
            self.show_error("")

    def error(self) -> str:
        """What is wrong with the field, in words; "" when nothing is."""
        return self.message.text() if self.field.property("wrong") else ""

"""Tabs above a table: one word and its count each, the open one underlined; arrow keys walk through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.shared import theme
from ui.shared.fonts import advance
from ui.shared.naming import named, plain
from ui.shared.painting import focus_ring, smooth, text
from ui.shared.tokens import BODY, PAGE_EDGE, SECONDARY, TOOLBAR

PADDING = 12  # at either side of a word


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, word and count."""

    key: str
    word: str
    count: int | None = None


class _TabButton(QAbstractButton):
    """One tab, underlined while it is open."""

    def __init__(self, tab: Tab, owner: str) -> None:
        super().__init__()
        self.tab = tab
        self._words = tab.word if tab.count is None else f"{tab.word} {tab.count:,}"
        named(self, f"{owner}.{tab.key}", self._words)
        self.setText(plain(self._words))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self._words, BODY, True)) + 2 * PADDING, TOOLBAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        on = self.isChecked()
        colour = theme.color("text" if on or self.underMouse() else "muted")
        taken = text(painter, PADDING, self.height() / 2, self._words, BODY, bold=on, colour=colour)
        if on:
            painter.fillRect(QRectF(PADDING, self.height() - 2, taken, 2), theme.color("accent"))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(0, 4, 0, -4))


class Tabs(QWidget):
    """Says which tab was chosen."""

    chosen = Signal(str)

    def __init__(self, object_name: str, label: str, note: str = "", *, edge: int = PAGE_EDGE) -> None:
        """`note` stands at the right end, muted; `edge` is where the first word begins."""
        super().__init__()
        named(self, object_name, label)
        self._note = note
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(edge - PADDING, 0, 16, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setFixedHeight(TOOLBAR)
        self._group.buttonToggled.connect(self._say_chosen)

    def show_tabs(self, tabs: Sequence[Tab], open_key: str) -> None:
        """Show these tabs with one of them open; the keyboard stays on a tab that stays."""
        focused = next((button.tab.key for button in self._tab_buttons() if button.hasFocus()), "")
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for place, tab in enumerate(tabs):
            button = _TabButton(tab, self.objectName())
            button.setChecked(tab.key == open_key)
            self._group.addButton(button)
            self._row.insertWidget(place, button)
            if tab.key == focused:
                button.show()
                button.setFocus()

    def _tab_buttons(self) -> list[_TabButton]:
        return [button for button in self._group.buttons() if isinstance(button, _TabButton)]

    def open_key(self) -> str:
        """The key of the open tab."""
        button = self._group.checkedButton()
        return button.tab.key if isinstance(button, _TabButton) else ""

    def words(self) -> list[str]:
        """What stands on the tabs."""
        return [button.accessibleName() for button in self._group.buttons()]

    def _say_chosen(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _TabButton):
            self.chosen.emit(button.tab.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        muted = theme.color("muted")
        text(painter, self.width() - 16, self.height() / 2, self._note, SECONDARY, colour=muted, side="right")

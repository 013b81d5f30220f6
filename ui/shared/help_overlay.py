"""F1: what the open page is for and which keys work there, over the page; Esc or F1 puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.overlay import Overlay
from ui.shared.painting import key_cap, key_cap_width, smooth

_WIDTH = 560


class KeyCap(QWidget):
    """The drawing of a key, as a widget."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setFixedSize(key_cap_width(key), 20)
        self.setAccessibleName(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        key_cap(painter, 0, self.height() / 2, self.key, theme.color("muted"), theme.color("border"))


class HelpOverlay(Overlay):
    """Lies over the whole window, gives the focus back when it goes."""

    def __init__(self, window: QWidget, title: str, words: str, keys: Sequence[tuple[str, str]], close: str) -> None:
        """`keys` are (key, what it does); `words` is plain text, blank lines part paragraphs."""
        super().__init__(window, "help", title, _WIDTH)
        self.close_button = Button("help.close", close, "plain", key="Esc")
        self.close_button.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(label(title, style="title"))
        head.addStretch(1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(24, 18, 12, 18)
        column.addLayout(head)
        column.addWidget(self._scrolled(words, keys))
        self.come()
        self.close_button.setFocus()

    @staticmethod
    def _scrolled(words: str, keys: Sequence[tuple[str, str]]) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        inner.setProperty("ground", "none")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 6, 12, 0)
        column.setSpacing(10)
        for part in words.split("\n\n"):
            paragraph = label(part, wrap=True)
            paragraph.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(paragraph)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        for line, (key, deed) in enumerate(keys):
            grid.addWidget(KeyCap(key), line, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(deed, tone="muted"), line, 1)
        column.addLayout(grid)
        column.addStretch(1)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        return area

    def place(self, room: QRect) -> QRect:
        """In the middle, high enough for a few keys at least."""
        height = min(room.height(), max(320, self.panel.sizeHint().height() + 40))
        return QRect((self.width() - _WIDTH) // 2, room.y() + (room.height() - height) // 2, _WIDTH, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.put_away()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """The focus stays inside while the help lies over the page."""
        self.close_button.setFocus()
        return True

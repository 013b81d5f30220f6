"""The head of a page: its title, what is shown, and the page's main controls at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shared import theme
from ui.shared.fonts import advance
from ui.shared.painting import across, smooth, text
from ui.shared.tokens import HEADER, SECONDARY, TITLE


class _Titles(QWidget):
    """Title and, on the same baseline, what is shown; the latter gives way when there is no room."""

    def __init__(self, title: str, sub: str) -> None:
        super().__init__()
        self.title, self.sub = title, sub
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        sub = 14 + advance(self.sub, SECONDARY) if self.sub else 0
        return QSize(round(advance(self.title, TITLE, True) + sub) + 2, HEADER)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(advance(self.title, TITLE, True)) + 2, HEADER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        middle = HEADER / 2
        taken = text(painter, 0, middle, self.title, TITLE, bold=True)
        room = self.width() - taken - 14
        if room >= min(2 * TITLE, advance(self.sub, SECONDARY)):
            muted = theme.color("muted")
            text(painter, taken + 14, middle + 1, self.sub, SECONDARY, colour=muted, width=room)


class PageHeader(QWidget):
    """56 px of head and a line below; widgets given are laid out at the right, in reading and tab order."""

    def __init__(self, title: str, sub: str = "", *right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_header")
        self.setFixedHeight(HEADER + 1)
        self._titles = _Titles(title, sub)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 16, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self._titles)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        self.set_titles(title, sub)

    def set_titles(self, title: str, sub: str = "") -> None:
        """Change the title and what is shown."""
        self._titles.title, self._titles.sub = title, sub
        self._titles.updateGeometry()
        self._titles.update()
        self.setAccessibleName(f"{title} {sub}".strip())

    def add(self, *widgets: QWidget) -> None:
        """Put more widgets at the right."""
        for widget in widgets:
            self._row.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, self.height() - 1, self.width())

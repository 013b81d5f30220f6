"""The counters above an import's rows: how many, of what, and what that means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.painting import box, smooth, text
from ui.shared.tokens import BODY, COUNTER, FIGURE, RADIUS_CARD, SECONDARY


@dataclass(frozen=True, slots=True)
class Count:
    """One counter: its figure, the word behind it, a line below, and its colour family with an icon."""

    figure: int
    word: str
    sub: str
    family: str
    icon: str


class Counter(QWidget):
    """One counter as a card."""

    def __init__(self, count: Count) -> None:
        super().__init__()
        self.count = count
        self.setFixedHeight(COUNTER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{count.figure:,} {count.word} · {count.sub}")

    def sizeHint(self) -> QSize:
        return QSize(240, COUNTER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        told = self.count
        box(painter, QRectF(self.rect()), RADIUS_CARD, theme.color("surface"), theme.color("hairline"))
        foreground, ground = theme.family(told.family if told.figure else "neutral")
        box(painter, QRectF(16, 22, 32, 32), 8, ground)
        icons.draw(painter, told.icon, 23, 29, 18, foreground, 2.2)
        room = self.width() - 64 - 12
        taken = text(painter, 64, 28, f"{told.figure:,}", FIGURE, bold=True)
        text(painter, 64 + taken + 8, 32, told.word, BODY, bold=True, width=room - taken - 8)
        text(painter, 64, 58, told.sub, SECONDARY, colour=theme.color("muted"), width=room)


class Counters(QWidget):
    """The counters side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show these counters instead of the last ones."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for count in counts:
            self._row.addWidget(Counter(count))

    def spoken(self) -> list[str]:
        """What the counters say."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget.accessibleName() for widget in found if widget is not None]

"""Cards of a detail pane, and the card of a key figure with its small curve."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.shared import icons, theme
from ui.shared.painting import across, box, disc, smooth, text
from ui.shared.tokens import BODY, FIGURE, RADIUS_CARD, SECONDARY


def label(words: str = "", *, style: str = "", tone: str = "", bold: bool = False, wrap: bool = False) -> QLabel:
    """A text of a page: always plain text, selectable by mouse; `style` secondary | section | title | figure."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWordWrap(wrap)
    for name, value in (("type", style), ("tone", tone), ("weight", "bold" if bold else "")):
        if value:
            made.setProperty(name, value)
    return made


def centred(words: QLabel, widest: int = 520) -> QHBoxLayout:
    """A text that may wrap in the middle of its area, never wider than can be read with ease.

    An alignment would do for the width only: Qt then keeps the height of the text as wide as the whole area.
    """
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setMaximumWidth(widest)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(words, 1000)
    row.addStretch(1)
    return row


class Card(QFrame):
    """A titled area with a fine edge; its content goes into `content`, notes at the right of the title into `note`."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title, self.note = label(title, bold=True), label(note, style="secondary", tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 12)
        column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.note)
        if title or note:
            column.addLayout(self.head)
        self.content = QVBoxLayout()
        self.content.setSpacing(2)
        column.addLayout(self.content)

    def beside_title(self, widget: QWidget) -> None:
        """Put a widget (a chip) right after the title."""
        self.head.insertWidget(1, widget)

    def clear(self) -> None:
        """Take all content out."""
        clear_layout(self.content)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


class Rule(QFrame):
    """A fine line between rows of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        across(QPainter(self), 0, 4, self.width())


def pair(left: QWidget, right: QWidget | None = None) -> QHBoxLayout:
    """A word at the left and its value at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left)
    row.addStretch(1)
    if right is not None:
        row.addWidget(right)
    return row


class KeyFigure(QWidget):
    """One figure with its unit, how it moved, and a curve of the last days.

    `better` says whether the move is good (True), bad (False) or neither (None): colour follows meaning, not the sign.
    """

    def __init__(
        self,
        word: str,
        figure: str,
        unit: str = "",
        *,
        delta: str = "",
        rising: bool = True,
        better: bool | None = None,
        against: str = "",
        curve: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.word, self.figure, self.unit = word, figure, unit
        self.delta, self.rising, self.better, self.against = delta, rising, better, against
        self.curve = tuple(curve)
        self.setFixedHeight(104)
        self.setMinimumWidth(180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(part for part in (word, figure, unit, delta, against) if part))

    def sizeHint(self) -> QSize:
        return QSize(240, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        whole = QRectF(self.rect())
        box(painter, whole, RADIUS_CARD, theme.color("surface"), theme.color("hairline"))
        muted = theme.color("muted")
        text(painter, 16, 24, self.word, BODY, colour=muted, width=self.width() - 32)
        taken = text(painter, 16, 55, self.figure, FIGURE, bold=True)
        text(painter, 16 + taken + 6, 60, self.unit, SECONDARY, colour=muted)
        tone = "muted" if self.better is None else ("done" if self.better else "trouble")
        x = 16.0
        if self.delta:
            icons.draw(painter, "send", x, 79, 12, theme.color(tone), 2.2) if self.rising else self._falling(
                painter, x, tone
            )
            x += 16 + text(painter, x + 16, 86, self.delta, SECONDARY, bold=True, colour=theme.color(tone)) + 8
        text(painter, x, 86, self.against, SECONDARY, colour=muted, width=self.width() - x - 12)
        if len(self.curve) > 1:
            self._paint_curve(
                painter, QRectF(self.width() - 96, 34, 76, 34), "trouble" if self.better is False else "accent"
            )

    @staticmethod
    def _falling(painter: QPainter, x: float, tone: str) -> None:
        painter.save()
        painter.translate(x + 6, 85)
        painter.rotate(180)
        icons.draw(painter, "send", -6, -6, 12, theme.color(tone), 2.2)
        painter.restore()

    def _paint_curve(self, painter: QPainter, area: QRectF, tone: str) -> None:
        low, high = min(self.curve), max(self.curve)
        step, scale = area.width() / (len(self.curve) - 1), area.height() / ((high - low) or 1)
        points = [QPointF(area.x() + n * step, area.bottom() - (v - low) * scale) for n, v in enumerate(self.curve)]
        colour, ground = theme.color(tone), QColor(theme.color(tone))
        ground.setAlpha(28)
        below = QPainterPath(points[0])
        for point in points[1:]:
            below.lineTo(point)
        below.lineTo(area.right(), area.bottom() + 4)
        below.lineTo(area.left(), area.bottom() + 4)
        painter.fillPath(below, ground)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        disc(painter, points[-1].x(), points[-1].y(), 2.5, colour)

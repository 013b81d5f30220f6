"""The card of an order's lines: picture, goods, how many, money, and what became of each unit."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_oms.formats import money
from desktop_oms.services.order_view import LineView, OrderView
from ui.shared import icons, theme
from ui.shared.cards import Card
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.naming import as_tooltip
from ui.shared.painting import across, box, disc, smooth, text
from ui.shared.tokens import BODY, RADIUS, ROW_TWO_LINES, SECONDARY

PICTURE = 36
LEFT = PICTURE + 14
MANY = 1  # from more than one state on, each says its number
TONES = {
    "to_ship": "attention",
    "blocked": "trouble",
    "delivered": "done",
    "in_transit": "moving",
    "lost": "trouble",
    "boxed": "active",
    "picked": "active",
    "claimed": "reverse",
    "returned": "reverse",
    "refunded": "reverse",
    "exchanged": "reverse",
    "cancelled": "ended",
}


class LineRow(QWidget):
    """One line of goods in two lines of text; a third one when its units are in many states."""

    def __init__(self, words: Words, view: OrderView, line: LineView, *, last: bool) -> None:
        super().__init__()
        self._line, self._last = line, last
        self.goods, self.spec = line.name or line.sku, line.spec
        place = words("orders.bin", bin=line.bin) if line.bin else ""
        unknown = "" if line.known else words("orders.sku_unknown")
        self.under = " · ".join(part for part in (line.sku, place, unknown) if part)
        self.count = words("orders.times", n=line.qty)
        self.amount = money(line.payable or line.amount, view.currency, words.language)
        self.units = unit_words(words, line)
        self.setFixedHeight(ROW_TWO_LINES)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = [self.goods, self.spec, self.count, self.amount, self.under, *(word for word, _ in self.units)]
        self.setAccessibleName(" · ".join(part for part in told if part))
        self.setToolTip(as_tooltip(self.accessibleName()))

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: object) -> None:
        """Units in many states take a line of their own."""
        self.setFixedHeight(ROW_TWO_LINES + (18 if self._crowded() else 0))

    def _crowded(self) -> bool:
        return self._units_width() + advance(self.under, SECONDARY) + 16 > self.width() - LEFT

    def _units_width(self) -> float:
        return sum(advance(word, SECONDARY, True) + 14 for word, _ in self.units)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        self._paint_picture(painter)
        right = self.width()
        text(painter, right, 14, self.amount, BODY, side="right")
        taken = max(84.0, advance(self.amount, BODY) + 14)
        text(painter, right - taken, 14, self.count, BODY, side="right")
        room = right - taken - LEFT - advance(self.count, BODY) - 10
        spec = min(advance(self.spec, BODY, True), room * 0.6) if self.spec else 0
        x = text(painter, LEFT, 14, self.goods, BODY, width=room - spec - 8 if spec else room) + LEFT + 8
        text(painter, x, 14, self.spec, BODY, bold=True, width=LEFT + room - x)
        muted = theme.color("muted" if self._line.known else "trouble")
        below = right - LEFT if self._crowded() else right - LEFT - self._units_width() - 8
        text(painter, LEFT, 33, self.under, SECONDARY, colour=muted, width=below)
        self._paint_units(painter, right, 33 + (18 if self._crowded() else 0))
        if not self._last:
            across(painter, LEFT, self.height() - 1, right - LEFT)

    def _paint_units(self, painter: QPainter, right: float, cy: float) -> None:
        x = right
        for place, (word, tone) in enumerate(reversed(self.units)):
            if place:
                disc(painter, x - 7, cy + 0.5, 1.5, theme.color("off"))
                x -= 14
            x -= text(painter, x, cy, word, SECONDARY, bold=True, colour=theme.color(tone), side="right")

    def _paint_picture(self, painter: QPainter) -> None:
        square = QRectF(0, 5, PICTURE, PICTURE)
        box(painter, square, RADIUS, theme.color("mat"))
        picture = _picture(self._line.picture) if self._line.picture else QPixmap()
        if picture.isNull():
            shade = theme.family("neutral")[0] if theme.name() == "light" else theme.color("hairline")
            icons.draw(painter, "tag", 9, 14, 18, shade)
        else:
            painter.drawPixmap(square.adjusted(3, 3, -3, -3).toRect(), picture)


@lru_cache(maxsize=64)
def _picture(place: str) -> QPixmap:
    """A product's picture, scaled once."""
    found = QPixmap(place)
    keep, fine = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return found if found.isNull() else found.scaled(2 * PICTURE, 2 * PICTURE, keep, fine)


def unit_words(words: Words, line: LineView) -> list[tuple[str, str]]:
    """What became of a line's units, each state with its colour; its number only where the line is in several."""
    counted = [(name, count) for name, count in line.units if name in TONES]
    if len(counted) > MANY:
        counted = [(name, count) for name, count in counted if name != "picked"] or counted
    alone = len(counted) == 1 and counted[0][1] == line.qty
    return [
        (
            words(f"orders.units.{name}")
            if alone
            else words("orders.counted", n=n, what=words(f"orders.units.{name}")),
            TONES[name],
        )
        for name, n in counted
    ]


def lines_card(words: Words, view: OrderView) -> Card:
    """All lines, and how many pieces are packed or gone."""
    pieces = sum(line.qty for line in view.lines if line.kind != "replacement")
    packed = sum(
        n for line in view.lines for name, n in line.units if name in ("boxed", "in_transit", "delivered", "lost")
    )
    note = words("orders.packed_of", done=packed, n=pieces) if packed else words("orders.pieces", n=pieces)
    card = Card(words("orders.card.lines"), note)
    card.content.setSpacing(0)
    for place, line in enumerate(view.lines):
        card.content.addWidget(LineRow(words, view, line, last=place == len(view.lines) - 1))
    return card

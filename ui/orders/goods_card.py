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
from ui.shared.painting import across, box, broken, disc, smooth, text
from ui.shared.tokens import BODY, RADIUS, ROW_TWO_LINES, SECONDARY

PICTURE = 36
LINE = 18  # of text
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


def _two(words: str, room: float, *, bold: bool) -> list[tuple[str, bool]]:
    """Two lines at most; the rest of a longer text stands in the second, which ends in an ellipsis when painted."""
    lines = broken(words, room, bold=bold) if words else []
    rest = words[len(lines[0]) :].strip() if len(lines) > 1 else ""
    return [(line, bold) for line in (*lines[:1], rest) if line]


class LineRow(QWidget):
    """One line of goods in two lines of text; long names and many states of its units take further ones."""

    def __init__(self, words: Words, view: OrderView, line: LineView, *, last: bool) -> None:
        super().__init__()
        self._line, self._last = line, last
        self.goods, self.spec = line.name or line.sku, line.spec
        place = words("orders.bin", bin=line.bin) if line.bin else ""
        unknown = "" if line.known else words("orders.sku_unknown")
        self.under = " · ".join(part for part in (line.sku, place, unknown) if part)
        self.count = words("orders.times", n=line.qty)
        paid = money(line.payable or line.amount, view.currency, words.language)
        self.amount = words("orders.gift") if line.kind == "gift" else paid
        self.units = unit_words(words, line)
        self.named: list[tuple[str, bool]] = [(self.goods, False)]
        self.setFixedHeight(ROW_TWO_LINES)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = [self.goods, self.spec, self.count, self.amount, self.under, *(word for word, _ in self.units)]
        self.setAccessibleName(" · ".join(part for part in told if part))
        self.setToolTip(as_tooltip(self.accessibleName()))

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def resizeEvent(self, event: object) -> None:
        """What has no room in its line takes one of its own."""
        self.named = self._lines_of_name()
        self.setFixedHeight(ROW_TWO_LINES + LINE * (len(self.named) - 1 + self._crowded()))

    def _room(self) -> float:
        """How wide the name may be before the number of units and the amount."""
        return self.width() - LEFT - self._amount_room() - advance(self.count, BODY) - 10

    def _amount_room(self) -> float:
        return max(84.0, advance(self.amount, BODY) + 14)

    def _lines_of_name(self) -> list[tuple[str, bool]]:
        """Name and variant (in bold): side by side where both fit, else below each other in two lines at most each.

        Only the first line leaves room for the number of units and the amount.
        """
        room = self._room()
        if advance(self.goods, BODY) + 8 + advance(self.spec, BODY, True) <= room:
            return [(self.goods, False)]
        return [*_two(self.goods, room, bold=False), *_two(self.spec, self.width() - LEFT, bold=True)]

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
        text(painter, right - self._amount_room(), 14, self.count, BODY, side="right")
        room, under = self._room(), 33 + LINE * (len(self.named) - 1)
        for number, (words, bold) in enumerate(self.named):
            wide = right - LEFT if number else room
            taken = text(painter, LEFT, 14 + LINE * number, words, BODY, bold=bold, width=wide)
        if len(self.named) == 1:
            text(painter, LEFT + taken + 8, 14, self.spec, BODY, bold=True)
        muted = theme.color("muted" if self._line.known else "trouble")
        below = right - LEFT if self._crowded() else right - LEFT - self._units_width() - 8
        text(painter, LEFT, under, self.under, SECONDARY, colour=muted, width=below)
        self._paint_units(painter, right, under + LINE * self._crowded())
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
    pieces = sum(line.qty - line.taken_out for line in view.lines if line.kind != "replacement")
    packed = sum(
        n for line in view.lines for name, n in line.units if name in ("boxed", "in_transit", "delivered", "lost")
    )
    note = words("orders.packed_of", done=packed, n=pieces) if packed else words("orders.pieces", n=pieces)
    card = Card(words("orders.card.lines"), note)
    card.content.setSpacing(0)
    for place, line in enumerate(view.lines):
        card.content.addWidget(LineRow(words, view, line, last=place == len(view.lines) - 1))
    return card

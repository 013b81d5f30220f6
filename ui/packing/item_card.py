"""The piece to take now: one picture, one variant, one bin, and its pieces as boxes one can count."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_oms.domain.packing import PackLine
from ui.shared import icons, theme
from ui.shared.goods import Goods, goods_of, has_picture, paint_picture
from ui.shared.lettering import fitted_lines, fitted_size, flowing, line_height, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import across, box, smooth, text
from ui.shared.tokens import RADIUS_CARD

LOW = 480  # a card below this height takes the smaller steps
NOTHING = Goods("", (), "")


class ItemCard(QWidget):
    """Shows one line of the box, large."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "packing.item", words("packing.item_now"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._words = words
        self._goods, self._scanned, self._qty = NOTHING, 0, 0

    def show_line(self, line: PackLine | None) -> None:
        """Show the line to take next; None leaves the card empty."""
        goods, scanned, qty = (goods_of(line), line.scanned, line.qty) if line else (NOTHING, 0, 0)
        if (goods, scanned, qty) == (self._goods, self._scanned, self._qty):
            return
        self._goods, self._scanned, self._qty = goods, scanned, qty
        self.setAccessibleName(f"{self._goods.spoken()} {self._piece()}" if line else "")
        self.update()

    def _piece(self) -> str:
        return self._words("packing.piece_of", n=self._scanned + 1, m=self._qty)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        box(painter, QRectF(self.rect()), RADIUS_CARD, theme.color("surface"), theme.color("hairline"))
        if not self._qty:
            return
        low = self.height() < LOW
        pad, foot = (20, 148) if low else (32, 208)
        upper = self.height() - foot
        left = self._paint_goods(painter, pad, upper, low)
        across(painter, pad, upper, self.width() - 2 * pad, "border")
        self._paint_place(painter, pad, left, upper, low)

    def _paint_goods(self, painter: QPainter, pad: int, upper: int, low: bool) -> float:
        """Picture, name, variant and code; gives where the text begins."""
        goods, x, pictured = self._goods, float(pad), has_picture(self._goods.picture)
        if pictured:
            side = min(300, upper - 2 * pad)
            paint_picture(painter, x, pad, side, goods.picture)
            x += side + 32
        name, code = (26, 16) if low else ((32, 20) if pictured else (40, 26))
        room, y = self.width() - x - pad, float(pad)
        muted = theme.color("muted")
        if goods.name:
            sizes = tuple(s for s in (40, 32, 26, 20, 16) if s <= name)
            px, lines = fitted_lines(goods.name, int(room), round(name * 1.7), sizes)
            first = name * 0.86 if len(lines) == 1 else line_height(px) / 2
            end = lines_of_text(painter, x, y + first, lines, px, colour=muted)
            y = max(y + name * 1.5, end - line_height(px) / 2 + 4)
        bottom = upper - pad - code * 1.6
        sizes = (64, 56, 40, 32, 26, 20) if pictured or low else (72, 64, 56, 40, 32, 26, 20)
        px, lines = flowing([part.words for part in goods.parts], int(room), int(bottom - y), sizes)
        end = lines_of_text(painter, x, y + px * 0.68, lines, px, bold=True)
        text(painter, x, end - px * 0.68 + code * 0.9, goods.code, code, colour=muted, width=room)
        return x if pictured else max(x, self.width() * 0.46)

    def _paint_place(self, painter: QPainter, pad: int, left: float, upper: int, low: bool) -> None:
        caption, muted = (20, theme.color("muted")) if low else (26, theme.color("muted"))
        first, second = upper + (30 if low else 62), upper + (94 if low else 136)
        room = left - pad - 24
        text(painter, pad, first, self._words("packing.bin"), caption, colour=muted)
        place = self._goods.bin or self._words("packing.no_bin")
        px = fitted_size(place, room, (56, 40, 32, 26) if low else (72, 56, 40, 32, 26), True)
        colour = theme.color("text" if self._goods.bin else "muted")
        text(painter, pad, second, place, px, bold=bool(self._goods.bin), colour=colour, width=room)
        text(painter, left, first, self._piece(), caption, colour=muted, width=self.width() - left - pad)
        self._paint_pieces(painter, left, second, pad, low)

    def _paint_pieces(self, painter: QPainter, x: float, cy: float, pad: int, low: bool) -> None:
        side = 56 if low else 72
        step, px = side + 16, 26 if low else 32
        if x + self._qty * step - 16 > self.width() - pad:
            text(painter, x, cy, f"{self._scanned} / {self._qty}", 56 if low else 72, bold=True)
            return
        for piece in range(self._qty):
            square = QRectF(x + piece * step, cy - side / 2, side, side)
            if piece < self._scanned:
                box(painter, square, RADIUS_CARD, theme.color("accent"))
                mark = round(side * 0.55)
                corner = square.center()
                icons.draw(
                    painter, "check", corner.x() - mark / 2, corner.y() - mark / 2, mark, theme.color("on_accent"), 3
                )
                continue
            now = piece == self._scanned
            tone = "accent" if now else "border"
            box(painter, square, RADIUS_CARD, theme.color("surface"), theme.color(tone), 4 if now else 2)
            colour = theme.color("accent" if now else "muted")
            text(painter, square.center().x(), cy, str(piece + 1), px, bold=True, colour=colour, side="centre")

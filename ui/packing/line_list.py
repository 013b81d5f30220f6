"""What belongs in the box, open lines first; the one to take now is framed, full ones fade."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop_oms.domain.packing import PackLine
from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.goods import has_picture, paint_picture
from ui.shared.lettering import fitted_lines, fitted_size, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import box, smooth, text
from ui.shared.tokens import LOW_WINDOW, RADIUS_CARD

GAP = 12
CAPTION = 34  # the line over the goods of each order, where several are in the box
NARROWEST_BIN, WIDEST_BIN = 76, 148


class _Rows(QWidget):
    """The rows themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.lines: Sequence[PackLine] = ()
        self.current: PackLine | None = None
        self.captions: dict[str, str] = {}

    def set_captions(self, captions: dict[str, str]) -> None:
        """The words over each order's goods, by its number; none where the box is one order's alone."""
        self.captions = captions

    def height_wanted(self) -> int:
        """The height of all rows."""
        return len(self.lines) * (self.row_height() + GAP) + len(self.captions) * CAPTION

    def row_height(self) -> int:
        return 68 if self.window().height() < LOW_WINDOW else 92

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        high, wide = self.row_height(), self._bin_width()
        top, of = 0, ""
        for line in self.lines:
            if line.order_no != of and self.captions:
                of = line.order_no
                text(painter, 4, top + CAPTION / 2 - 4, self.captions[of], 16, bold=True, colour=theme.color("muted"))
                top += CAPTION
            row = QRectF(0, top, self.width(), high)
            if row.intersects(QRectF(event.rect())):
                self._paint_row(painter, row, line, wide)
            top += high + GAP

    def _bin_width(self) -> float:
        return max([NARROWEST_BIN, *(advance(line.bin, 20, True) + 16 for line in self.lines)])

    def _paint_row(self, painter: QPainter, row: QRectF, line: PackLine, bin_wide: float) -> None:
        done, current = line.left <= 0, line is self.current
        ground = None if done else theme.color("surface")
        edge = theme.color("accent" if current else "hairline")
        box(painter, row, RADIUS_CARD, ground, edge, 3 if current else 1)
        colour, cy = theme.color("muted" if done else "text"), row.center().y()
        bin_wide = min(bin_wide, WIDEST_BIN)
        high = 56 if row.height() > 80 else 44
        box(painter, QRectF(row.x() + 16, cy - high / 2, bin_wide, high), 8, theme.color("sunken"))
        px = fitted_size(line.bin, bin_wide - 8, (32, 26, 20, 16), True)
        middle = row.x() + 16 + bin_wide / 2
        text(painter, middle, cy, line.bin, px, bold=True, colour=colour, side="centre", width=bin_wide - 4)
        x = row.x() + 32 + bin_wide
        if has_picture(line.picture):
            side = 60 if row.height() > 80 else 48
            painter.setOpacity(0.55 if done else 1.0)
            paint_picture(painter, x, cy - side / 2, side, line.picture, 6)
            painter.setOpacity(1.0)
            x += side + 16
        right = self._paint_count(painter, row, line)
        self._paint_words(painter, x, row, right - x - 16, line)

    def _paint_count(self, painter: QPainter, row: QRectF, line: PackLine) -> float:
        """How many pieces are in; gives where the count begins."""
        words, cy = f"{line.scanned}/{line.qty}", row.center().y()
        if line.left > 0:
            px = 40 if row.height() > 80 else 32
            return row.right() - 24 - text(painter, row.right() - 24, cy, words, px, bold=True, side="right")
        icons.draw(painter, "check", row.right() - 52, cy - 18, 36, theme.color("accent"), 3)
        muted, right = theme.color("muted"), row.right() - 64
        return right - text(painter, right, cy, words, 26, colour=muted, side="right")

    @staticmethod
    def _paint_words(painter: QPainter, x: float, row: QRectF, room: float, line: PackLine) -> None:
        cy, high = row.center().y(), row.height() > 80
        colour = theme.color("muted" if line.left <= 0 else "text")
        main, under = (line.spec, line.name or line.sku) if line.spec else (line.name or line.sku, line.sku)
        px, lines = fitted_lines(main, int(room), 40, (26, 20, 16), True)
        rise = (19 if high else 12) if len(lines) == 1 else (26 if high else 22)
        end = lines_of_text(painter, x, cy - rise, lines, px, bold=True, colour=colour)
        below = cy + (19 if high else 17) if len(lines) == 1 else end + 2
        text(painter, x, below, under, 16, colour=theme.color("muted"), width=room)


class LineList(QScrollArea):
    """The rows, which scroll when they are many; the line to take now stays in sight."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._spoken = words, words("packing.lines")
        named(self, "packing.lines", self._spoken)
        self._rows = _Rows()
        self.setWidget(self._rows)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lines(self, lines: Sequence[PackLine], current: PackLine | None) -> None:
        """Show the lines of the box, open ones first, each group in its order; those of one order stay together."""
        orders = list(dict.fromkeys(line.order_no for line in lines))
        done = {of: all(line.left <= 0 for line in lines if line.order_no == of) for of in orders}
        now = current.order_no if current is not None else ""

        def place(line: PackLine) -> tuple[bool, bool, int, bool, bool]:
            of = line.order_no
            return of != now, done[of], orders.index(of), line is not current, line.left <= 0

        ordered = sorted(lines, key=place)
        several = orders if len(orders) > 1 else []
        spoken = f"{self._spoken}: " + "; ".join(self._told(line, several) for line in ordered)
        if (ordered, current, spoken) == (self._rows.lines, self._rows.current, self.accessibleName()):
            return
        self._rows.lines, self._rows.current = ordered, current
        self._rows.set_captions({of: self._words("packing.order_in_box", number=of) for of in several})
        self.setAccessibleName(spoken)
        self.fit_window()
        self.verticalScrollBar().setValue(0)
        self._rows.update()

    @staticmethod
    def _told(line: PackLine, several: Sequence[str]) -> str:
        of = f"{line.order_no} " if several else ""
        return f"{of}{line.bin} {line.name or line.sku} {line.spec} {line.scanned}/{line.qty}"

    def fit_window(self) -> None:
        """Take as much height as the rows want and the window leaves."""
        wanted = max(self._rows.row_height() + GAP, self._rows.height_wanted())
        self._rows.setMinimumHeight(wanted)
        self.setMaximumHeight(wanted)

    def scroll_page(self, steps: int) -> None:
        """Look further down (or up) by so many pages."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + steps * max(1, self.viewport().height() - self._rows.row_height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._rows.row_height())

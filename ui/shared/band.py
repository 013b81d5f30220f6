"""The coloured band that says from two metres away what to do now: symbol, word, counter, clock.

Grey asks, blue means accepted, red stops, amber wants care; symbol and word say the same, so nobody needs the colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.lettering import fitted_lines, fitted_size, lines_of_text
from ui.shared.naming import named
from ui.shared.painting import across, box, smooth, text
from ui.shared.tokens import LOW_WINDOW

EDGE = 32


@dataclass(frozen=True, slots=True)
class Call:
    """What the band says: its colour (idle, go, stop, care), icon, word, a line below, and at the right a counter.

    `caption` stands small before the counter.
    """

    kind: str
    icon: str
    word: str
    sub: str = ""
    counter: str = ""
    caption: str = ""

    def spoken(self) -> str:
        """All words of the band in one line."""
        return " · ".join(part for part in (self.word, self.sub, f"{self.caption} {self.counter}".strip()) if part)


QUIET = Call("idle", "scan", "")


def call_height(low: bool, has_sub: bool) -> int:
    """How high a band is, in a low window and with a line below its word."""
    if low:
        return 120 if has_sub else 104
    return 168 if has_sub else 136


class Band(QWidget):
    """A band over the whole width; lower in a low window."""

    def __init__(self, object_name: str, *, edge: int = EDGE) -> None:
        """`edge` is where its symbol begins."""
        super().__init__()
        named(self, object_name, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.call = QUIET
        self.clock = ""
        self._edge = edge

    def say(self, call: Call) -> None:
        """Call for something else."""
        if call != self.call:
            self.call = call
            self.setAccessibleName(call.spoken())
            self.fit_window()
            self.update()

    def show_clock(self, clock: str) -> None:
        """Show how long the work takes so far, "03:12"; "" for none."""
        if clock != self.clock:
            self.clock = clock
            self.update()

    def fit_window(self) -> None:
        """Take the height that the window leaves it."""
        self.setFixedHeight(call_height(self._is_low(), bool(self.call.sub)))

    def _is_low(self) -> bool:
        return self.window().height() < LOW_WINDOW

    def sizeHint(self) -> QSize:
        return QSize(640, call_height(self._is_low(), bool(self.call.sub)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family(self.call.kind)
        painter.fillRect(self.rect(), ground)
        if self.call.kind == "idle":
            across(painter, 0, self.height() - 1, self.width(), "border")
        room = (self.width(), self.height())
        paint_call(painter, self.call, *room, ink, low=self._is_low(), clock=self.clock, edge=self._edge)


def paint_call(
    painter: QPainter,
    call: Call,
    width: float,
    height: float,
    ink: QColor,
    *,
    low: bool,
    clock: str = "",
    edge: int = EDGE,
) -> None:
    """Symbol, word, line below, counter and clock, from the top of an area of that size."""
    radius, big, small = (28, 40, 20) if low else (36, 56, 26)
    sub_at, indent = round(big * 1.04), 2 * radius + 28
    cy = height / 2 - (sub_at / 2 - 4 if call.sub else 0)
    box(painter, QRectF(edge, cy - radius, 2 * radius, 2 * radius), radius, None, ink, 4)
    side = round(radius * 1.22)
    icons.draw(painter, call.icon, edge + radius - side / 2, cy - side / 2, side, ink, 2.4)
    right = _paint_right(painter, call, width - edge, height / 2, ink, low, clock)
    x = edge + indent
    px = fitted_size(call.word, right - x - 24, (big, 40, 32, 26, 20), True)
    text(painter, x, cy, call.word, px, bold=True, colour=ink, width=right - x - 8)
    if call.sub:
        wide, room = int(right - x - 24), int(height - cy - big / 2 - 2)
        sizes = tuple(px for px in (26, 20, 16) if px <= small)
        px = fitted_size(call.sub, wide, sizes)
        lines: tuple[str, ...] = (call.sub,)
        if px < 20 or advance(call.sub, px) > wide:
            px, lines = fitted_lines(call.sub, wide, room, sizes)
        shift = (len(lines) - 1) * px * 0.3
        lines_of_text(painter, x, cy + sub_at - shift, lines, px, colour=ink)


def _paint_right(painter: QPainter, call: Call, right: float, cy: float, ink: QColor, low: bool, clock: str) -> float:
    """Clock, counter and caption from the right edge inwards; gives where they begin."""
    for words, px in ((clock, 26 if low else 32), (call.counter, 40 if low else 56), (call.caption, 20 if low else 26)):
        if words:
            right -= text(painter, right, cy, words, px, colour=ink, side="right") + 32
    return right

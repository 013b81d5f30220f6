"""Commands of the bench as cards: a code to scan, its word, and its key; a click does the same.

The keys are function keys: a slow scanner types letters and digits, and none of them may set off a command.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from desktop_oms.documents.barcode import QUIET_MODULES, encode
from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.fonts import advance
from ui.shared.painting import box, focus_ring, key_cap, key_cap_width, smooth, text
from ui.shared.tokens import RADIUS_CARD


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the moment: name, word key, key, the code that does the same, and an icon where there is none."""

    name: str
    word: str
    key: str
    code: str = ""
    icon: str = ""


class CommandCard(Button):
    """One command; without a code it is for the hands only and bears an icon instead."""

    def __init__(
        self,
        object_name: str,
        word: str,
        key: str,
        *,
        code: str = "",
        icon: str = "",
        large: bool = False,
    ) -> None:
        self._large = large
        size = 26 if large else 16
        super().__init__(object_name, word, icon=icon or None, key=key, height=120 if large else 64, size=size)
        self.code = code
        bars = encode(code).modules + 2 * QUIET_MODULES + 16 if code else 0
        self.setFixedWidth(max(152, bars, round(advance(word, size, True) + key_cap_width(key) + 40)))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family("paper") if self.code else (theme.color("text"), theme.color("surface"))
        if self.underMouse() and not self.code:
            ground = theme.color("hover")
        whole = QRectF(self.rect())
        box(painter, whole, RADIUS_CARD, ground, theme.color("border"))
        foot = 44 if self._large else 28
        if self.code:
            paint_bars(painter, whole.adjusted(8, 8, -8, -foot), self.code)
            cy = self.height() - foot / 2 - (2 if self._large else 1)
        else:
            icons.draw(painter, self.icon_name or "right", self.width() / 2 - 10, 9, 20, ink)
            cy = self.height() - 18
        wide = advance(self._word, self._size, True) + 8 + key_cap_width(self.key or "")
        x = (self.width() - wide) / 2
        x += text(painter, x, cy, self._word, self._size, bold=True, colour=ink) + 8
        key_cap(painter, x, cy, self.key or "", ink, ink)
        if self.hasFocus():
            focus_ring(painter, whole, RADIUS_CARD)


def paint_bars(painter: QPainter, area: QRectF, code: str) -> None:
    """A Code 128 in whole dots of the screen, with its quiet zones, as wide as the area allows."""
    bars, ratio = encode(code), painter.device().devicePixelRatioF()
    ink, _ground = theme.family("paper")
    module = max(1, math.floor(area.width() * ratio / (bars.modules + 2 * QUIET_MODULES))) / ratio
    x = area.x() + round((area.width() - bars.modules * module) / 2 * ratio) / ratio
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for place, width in enumerate(bars.widths):
        if place % 2 == 0:
            painter.fillRect(QRectF(x, area.y(), width * module, area.height()), ink)
        x += width * module
    painter.restore()

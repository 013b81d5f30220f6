"""The four steps of an import, and what was understood of the file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.painting import across, box, smooth, text
from ui.shared.tokens import BODY, SECONDARY, STEP_BAR

_LINK = 40


class StepBar(QWidget):
    """Steps done are filled, the one now on is ringed, the others wait."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._now = 0
        self._over = False
        self._fact = ""
        self.setObjectName("step_bar")
        self.setFixedHeight(STEP_BAR)

    def show_step(self, now: int, fact: str = "", *, over: bool = False) -> None:
        """Show the step now on (counted from 0; `over` when it is done too) and what was understood of the file."""
        self._now, self._fact, self._over = now, fact, over
        self.setAccessibleName(f"{now + 1}/{len(self._steps)} {self._steps[now]} {fact}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, self.height() - 1, self.width(), "border")
        x, cy = 20.0, self.height() / 2
        for place, word in enumerate(self._steps):
            done = place < self._now or (place == self._now and self._over)
            self._paint_dot(painter, x, cy, place, done)
            now = place == self._now
            colour = theme.color("text" if done or now else "muted")
            x += 28 + text(painter, x + 28, cy, word, BODY, bold=now, colour=colour) + 12
            if place < len(self._steps) - 1:
                line = theme.color("accent" if place < self._now else "border")
                painter.fillRect(QRectF(x, cy - 0.75, _LINK, 1.5), line)
                x += _LINK + 12
        if self._fact:
            self._paint_fact(painter, x + 20, cy)

    def _paint_dot(self, painter: QPainter, x: float, cy: float, place: int, done: bool) -> None:
        dot = QRectF(x, cy - 10, 20, 20)
        if done:
            box(painter, dot, 10, theme.color("accent"))
            icons.draw(painter, "check", x + 3.5, cy - 6.5, 13, theme.color("on_accent"), 3)
        elif place == self._now:
            box(painter, dot, 10, None, theme.color("accent"), 2)
            text(painter, x + 10, cy, str(place + 1), SECONDARY, bold=True, colour=theme.color("accent"), side="centre")
        else:
            box(painter, dot, 10, None, theme.color("control"), 1.5)
            text(painter, x + 10, cy, str(place + 1), SECONDARY, colour=theme.color("muted"), side="centre")

    def _paint_fact(self, painter: QPainter, left: float, cy: float) -> None:
        room = self.width() - 16 - left - 22
        taken = min(advance(self._fact, SECONDARY), room)
        muted = theme.color("muted")
        icons.draw(painter, "file", self.width() - 16 - taken - 22, cy - 8, 16, muted)
        text(painter, self.width() - 16 - taken, cy, self._fact, SECONDARY, colour=muted, width=room)

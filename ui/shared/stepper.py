"""The stepper: the seven forward statuses on one line, and below it only the branches that may still be taken.

Done stops are filled, the current one is ringed, those to come are hollow.  Which branches there are is told by the
transition table, through the page; the stepper only draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.painting import disc, smooth, text
from ui.shared.tokens import AXIS, SECONDARY

State = Literal["done", "current", "to_come"]
_LINE, _NAME, _TIME, _BRANCH = 20, 42, 58, 80  # heights of the line, the names, the times and the branches
_AWAY = 69  # height at which branches that lack room go in, between times and branches


@dataclass(frozen=True, slots=True)
class Step:
    """One stop: the word of its status, the time it was reached (or ""), and its state."""

    word: str
    time: str = ""
    state: State = "to_come"


@dataclass(frozen=True, slots=True)
class Branch:
    """A way off the line: leaves at the stop with number `at` and runs through its own stops, nearest first."""

    at: int
    steps: tuple[Step, ...]


class Stepper(QWidget):
    """The line of an order's life."""

    def __init__(
        self, steps: Sequence[Step] = (), branches: Sequence[Branch] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("stepper")
        self.setFixedHeight(92)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps, branches)

    def show_steps(self, steps: Sequence[Step], branches: Sequence[Branch] = ()) -> None:
        """Show another order's line and the branches it may still take (at most two are drawn from one stop)."""
        self.steps, self.branches = tuple(steps), tuple(branches)
        told = [f"{step.word} {step.time}".strip() for step in self.steps if step.state != "to_come"]
        told += [step.word for branch in self.branches for step in branch.steps if step.state == "current"]
        self.setAccessibleName(", ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(392, 92)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.steps:
            return
        painter = QPainter(self)
        smooth(painter)
        places = self.places()
        pitch = places[1] - places[0] if len(places) > 1 else self.width()
        for number, left in enumerate(places[:-1]):
            reached = self.steps[number].state == "done" and self.steps[number + 1].state != "to_come"
            painter.setPen(QPen(theme.color("accent" if reached else "border"), 2, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(left + 9, _LINE), QPointF(left + pitch - 9, _LINE))
        for x, step in zip(places, self.steps, strict=True):
            self._paint_step(painter, x, pitch, step)
        for at in sorted({branch.at for branch in self.branches}):
            self._paint_branches(painter, places[at], [b.steps for b in self.branches if b.at == at])

    def places(self) -> list[float]:
        """Where the stops stand: the first and the last name end at the edges, so that all names have most room."""
        first, last = (_half(self.steps[number].word) for number in (0, -1))
        pitch = (self.width() - first - last) / max(1, len(self.steps) - 1)
        return [first + number * pitch for number in range(len(self.steps))]

    def _paint_step(self, painter: QPainter, x: float, pitch: float, step: Step) -> None:
        accent = theme.color("accent")
        if step.state == "done":
            disc(painter, x, _LINE, 8, accent)
            icons.draw(painter, "check", x - 5.5, _LINE - 5.5, 11, theme.color("on_accent"), 3.2)
        elif step.state == "current":
            disc(painter, x, _LINE, 9, theme.color("surface"), accent, 2)
            disc(painter, x, _LINE, 4, accent)
        else:
            disc(painter, x, _LINE, 7, theme.color("surface"), theme.color("control"), 1.5)
        self._paint_name(painter, x, pitch, step)

    @staticmethod
    def _paint_name(painter: QPainter, x: float, pitch: float, step: Step) -> None:
        bold, colour = step.state == "current", theme.color("muted" if step.state == "to_come" else "text")
        px = _size(step.word)
        if " " in step.word and advance(step.word, px, bold) > pitch - 2:
            first, second = step.word.split(" ", 1)
            text(painter, x, _NAME, first, px, bold=bold, colour=colour, side="centre")
            text(painter, x, _NAME + 14, second, px, bold=bold, colour=colour, side="centre")
            return  # the time gives way to the second line of the name
        text(painter, x, _NAME, step.word, px, bold=bold, colour=colour, side="centre")
        text(painter, x, _TIME, step.time, AXIS, colour=theme.color("muted"), side="centre")

    def _paint_branches(self, painter: QPainter, x: float, chains: Sequence[Sequence[Step]]) -> None:
        """The longest chain goes to the side with room for it, a second one to the other side.

        Where that side has no room for it, both leave the line a little further in.
        """
        chains = sorted(chains, key=_chain_width, reverse=True)[:2]
        right = x + _chain_width(chains[0]) < self.width() - 4
        sides = [(1 if right == (number == 0) else -1, chain) for number, chain in enumerate(chains)]
        turn = x
        for side, chain in sides:
            room = _chain_width(chain) + 4
            turn = min(turn, self.width() - room) if side > 0 else max(turn, room)
        painter.setPen(_dashes())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        way = ((x, _TIME + 8), (x, _AWAY), (turn, _AWAY), (turn, _BRANCH - 6))
        painter.drawPolyline([QPointF(*point) for point in way])
        for side, chain in sides:
            _paint_chain(painter, turn, chain, side)


def _size(word: str) -> int:
    return AXIS if word.isascii() else SECONDARY


def _half(word: str) -> float:
    """Half the width of a name, as it is when its stop is the current one."""
    return max(advance(part, _size(word), bold=True) for part in word.split(" ")) / 2 + 1


def _dashes() -> QPen:
    return QPen(theme.color("control"), 1.25, Qt.PenStyle.DashLine)


def _chain_width(chain: Sequence[Step]) -> float:
    return sum(29 + advance(step.word, AXIS, step.state == "current") for step in chain) - 7


def _paint_chain(painter: QPainter, x: float, chain: Sequence[Step], side: int) -> None:
    """One branch, outward from the line: `side` is 1 to the right, -1 to the left."""
    turn = QPainterPath(QPointF(x, _BRANCH - 6))
    turn.quadTo(x, _BRANCH, x + 6 * side, _BRANCH)
    turn.lineTo(x + 9 * side, _BRANCH)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_dashes())
    painter.drawPath(turn)
    x += 14 * side
    for number, step in enumerate(chain):
        if number:
            painter.setPen(_dashes())
            painter.drawLine(QPointF(x, _BRANCH), QPointF(x + 11 * side, _BRANCH))
            x += 16 * side
        current, done = step.state == "current", step.state == "done"
        edge = theme.color("accent" if current or done else "control")
        disc(painter, x, _BRANCH, 4.5, edge if done else theme.color("surface"), edge, 2 if current else 1.25)
        x += 8 * side
        colour = theme.color("text" if current else "muted")
        taken = text(
            painter, x, _BRANCH, step.word, AXIS, bold=current, colour=colour, side="left" if side > 0 else "right"
        )
        x += (taken + 5) * side

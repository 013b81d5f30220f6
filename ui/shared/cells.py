"""What a table shows, as data:

columns and cells.  A page fills cells; the table paints them, so all tables look alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ui.shared import theme
from ui.shared.fonts import advance
from ui.shared.painting import box, check_box, chip, disc, text
from ui.shared.tokens import AXIS, BODY, SECONDARY

Kind = Literal["text", "number", "check"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, heading, width (0 takes the rest), kind, and whether the list can be sorted by it."""

    key: str
    heading: str
    width: int = 0
    kind: Kind = "text"
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to paint: text, muted text under it, and what gives it meaning.

    `tone` and `under_tone` are colour tokens or families; `status` is a word key whose chip carries `text`; `family`
    with `icon` makes a chip of any other word; `marked` puts a fault's ground behind the text; `badge` follows the
    under text in its family's colour; `tile` is the short word of a sales channel and `channel` its colour.
    """

    text: str = ""
    under: str = ""
    bold: bool = False
    tone: str = "text"
    under_tone: str = "muted"
    status: str = ""
    family: str = ""
    icon: str = ""
    marked: str = ""
    badge: str = ""
    badge_family: str = "neutral"
    tile: str = ""
    channel: str = "other"

    def spoken(self) -> str:
        """All words of the cell in one line, for people who listen and for tests."""
        return " · ".join(part for part in (self.tile, self.text, self.under, self.badge) if part)


BLANK = Cell()


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, column: Column, *, selected: bool) -> None:
    """Paint one cell in its rectangle; two lines when the row has room for them and the cell has both."""
    two = rect.height() >= 44 and bool(cell.under or cell.badge)
    first = rect.y() + 16 if two else rect.center().y()
    if column.kind == "number":
        _paint_number(painter, rect, cell, first, rect.y() + 34 if two else None)
        return
    x, room = rect.x() + 8, rect.width() - 16
    if cell.tile:
        _paint_tile(painter, x, first, cell)
        x, room = x + 24, room - 24
    chip_like = bool(cell.status or cell.family)
    taken = _paint_main(painter, x, first - (1 if two and chip_like else 0), room, cell, selected)
    if two:
        _paint_under(painter, x, rect.y() + (35 if chip_like else 34), room, cell)
    elif (cell.under or cell.badge) and room - taken - 10 >= _behind(cell):
        _paint_under(painter, x + taken + 10, first, room - taken - 10, cell)


def _behind(cell: Cell) -> float:
    """How much room the second line needs behind the first, in a row that has only one."""
    return advance(cell.badge, SECONDARY, True) if cell.badge else advance(cell.under, SECONDARY)


def _paint_main(painter: QPainter, x: float, cy: float, room: float, cell: Cell, selected: bool) -> float:
    """The first line; gives the width it took."""
    if cell.status or cell.family:
        family, icon = theme.look(cell.status) if cell.status else (cell.family, cell.icon or None)
        return chip(painter, x, cy, cell.text, family, icon, height=20, on_selection=selected, width=room + 8)
    if cell.marked:
        foreground, ground = theme.family(cell.marked)
        wide = min(advance(cell.text, BODY, True), room)
        box(painter, QRectF(x - 6, cy - 12, wide + 12, 24), 5, ground)
        return text(painter, x, cy, cell.text, BODY, bold=True, colour=foreground, width=room)
    return text(painter, x, cy, cell.text, BODY, bold=cell.bold, colour=theme.color(cell.tone), width=room)


def _paint_under(painter: QPainter, x: float, cy: float, room: float, cell: Cell) -> None:
    """The muted words, then the badge; where both have no room it is the badge that is read whole."""
    emphasised = cell.under_tone not in ("muted", "off")
    both = advance(cell.under, SECONDARY, emphasised) + 14 + advance(cell.badge, SECONDARY, True) <= room
    taken = -14.0
    if cell.under and (both or not cell.badge):
        colour = theme.color(cell.under_tone)
        taken = text(painter, x, cy, cell.under, SECONDARY, bold=emphasised, colour=colour, width=room)
    if cell.badge:
        if taken > 0:
            disc(painter, x + taken + 7, cy + 0.5, 1.5, theme.color("off"))
        colour = theme.color(cell.badge_family)
        text(painter, x + taken + 14, cy, cell.badge, SECONDARY, bold=True, colour=colour, width=room - taken - 14)


def number_size(words: str, room: float, *, bold: bool) -> int:
    """The size in which a number is read whole, if any is: an amount without its last digits would be another one."""
    sizes = (size for size in (BODY, SECONDARY, AXIS) if advance(words, size, bold) <= room + (size < BODY) * 6)
    return next(sizes, AXIS)


def _paint_number(painter: QPainter, rect: QRectF, cell: Cell, first: float, second: float | None) -> None:
    right, room = rect.right() - 12, rect.width() - 20
    colour, bold = theme.color(cell.tone), cell.bold
    if cell.marked:
        (colour, ground), bold = theme.family(cell.marked), True
        wide = min(advance(cell.text, BODY, True), room)
        box(painter, QRectF(right - wide - 6, first - 12, wide + 12, 24), 5, ground)
    size = number_size(cell.text, room, bold=bold)
    room += 0 if size == BODY else 6
    text(painter, right, first, cell.text, size, bold=bold, colour=colour, side="right", width=room)
    if second is not None:
        emphasised = cell.under_tone not in ("muted", "off")
        colour = theme.color(cell.under_tone)
        text(painter, right, second, cell.under, SECONDARY, bold=emphasised, colour=colour, side="right", width=room)


def _paint_tile(painter: QPainter, x: float, cy: float, cell: Cell) -> None:
    foreground, ground = theme.tile(cell.channel)
    box(painter, QRectF(x, cy - 9, 18, 18), 4, ground)
    size = AXIS if len(cell.tile) == 1 else 9
    text(painter, x + 9, cy, cell.tile, size, bold=True, colour=foreground, side="centre")


def paint_check(painter: QPainter, rect: QRectF, state: Qt.CheckState) -> None:
    """The check box of a row or of the heading."""
    check_box(painter, rect.x() + 14, rect.center().y(), state)

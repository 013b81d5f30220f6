"""Large lettering for people who stand: as large as fits, in the steps of the packing scale; never cut in a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtGui import QColor, QPainter

from ui.shared.fonts import advance
from ui.shared.painting import Side, broken, text

LEADING = 1.28  # height of a line in letter sizes
BETWEEN = "\u00a0/ "  # between the parts of a variant: a line may end with it and never begins with it


def line_height(px: int) -> int:
    """How much height one line of that letter size takes."""
    return round(px * LEADING)


@lru_cache(maxsize=1024)
def fitted_lines(
    words: str, width: int, height: int, sizes: Sequence[int], bold: bool = False
) -> tuple[int, tuple[str, ...]]:
    """The largest of the sizes (largest first, a tuple) at which the words fit into the area, and their lines.

    Where even the smallest does not fit, its lines that do, the last one with an ellipsis.
    """
    for px in sizes:
        if any(part.isascii() and advance(part, px, bold) > width for part in words.split()):
            continue
        lines = broken(words, width, px, bold=bold)
        if len(lines) * line_height(px) <= height:
            return px, tuple(lines)
    px = sizes[-1]
    lines, room = broken(words, width, px, bold=bold), max(1, height // line_height(px))
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1][:-1] + "…"]
    return px, tuple(lines)


def flowing(parts: Sequence[str], width: int, height: int, sizes: Sequence[int]) -> tuple[int, tuple[str, ...]]:
    """The parts of a variant in bold, one below the other; one after the other where that lets them be larger."""
    stacked = fitted_lines("\n".join(parts), width, height, sizes, True)
    running = fitted_lines(BETWEEN.join(parts), width, height, sizes, True)
    return running if running[0] > stacked[0] else stacked


def fitted_size(words: str, width: float, sizes: Sequence[int], bold: bool = False) -> int:
    """The largest of the sizes (largest first) at which one line fits the width, else the smallest."""
    return next((px for px in sizes if advance(words, px, bold) <= width), sizes[-1])


def lines_of_text(
    painter: QPainter,
    x: float,
    cy: float,
    lines: Sequence[str],
    px: int,
    *,
    bold: bool = False,
    colour: QColor | None = None,
    side: Side = "left",
) -> float:
    """Lines one below the other, the first centred on `cy`; gives the middle of the line that would follow."""
    for line in lines:
        text(painter, x, cy, line, px, bold=bold, colour=colour, side=side)
        cy += line_height(px)
    return cy

"""Painting that every component shares: text centred by its ink, rounded boxes, chips, key caps, check boxes.

Noto Sans SC sits low in its line box, so text is not centred by its box: the baseline stands 0.37 of the letter size
below the middle.  All measures are logical pixels; `cy` is the middle of the line.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextOption

from ui.shared import icons, theme
from ui.shared.fonts import advance, fitted, font, laid_out, metrics
from ui.shared.tokens import AXIS, BODY, RADIUS, SECONDARY

Side = Literal["left", "right", "centre"]
INK = 0.37  # baseline below the middle, in letter sizes


def smooth(painter: QPainter) -> None:
    """Switch on smooth edges and letters."""
    hints = QPainter.RenderHint
    painter.setRenderHints(hints.Antialiasing | hints.TextAntialiasing | hints.SmoothPixmapTransform)


def text(
    painter: QPainter,
    x: float,
    cy: float,
    line: str,
    px: int = BODY,
    *,
    bold: bool = False,
    colour: QColor | None = None,
    side: Side = "left",
    width: float | None = None,
) -> float:
    """One line whose ink is centred on `cy`, cut with an ellipsis at `width`; gives the width it took."""
    taken = advance(line, px, bold)
    if width is not None and taken > width:
        line = fitted(line, px, bold, max(0, int(width)))
        taken = advance(line, px, bold)
    if side == "right":
        x -= taken
    elif side == "centre":
        x -= taken / 2
    painter.setFont(font(px, bold))
    painter.setPen(colour if colour is not None else theme.color("text"))
    top = round(cy + INK * px) - metrics(px, bold).ascent()
    painter.drawStaticText(QPointF(round(x), top), laid_out(line, px, bold))
    return taken


def broken(words: str, width: float, px: int = BODY, *, bold: bool = False) -> list[str]:
    """The text broken into lines no wider than `width`, at blanks where it can be, between characters where it must."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for part in words.split("\n"):
        layout = QTextLayout(part, font(px, bold))
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            lines.append(_piece(part, line.textStart(), line.textLength()))
        layout.endLayout()
        if not part:
            lines.append("")
    return lines


def _piece(words: str, start: int, length: int) -> str:
    """Qt counts in UTF-16: cut there, so that a rare character outside the basic plane is not split."""
    units = words.encode("utf-16-le")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace").rstrip()


def paragraph(
    painter: QPainter,
    x: float,
    y: float,
    width: float,
    words: str,
    px: int = BODY,
    *,
    bold: bool = False,
    colour: QColor | None = None,
    line_height: int = 20,
) -> float:
    """Wrapped text from `y` down; gives the y below it."""
    for line in broken(words, width, px, bold=bold):
        text(painter, x, y + line_height / 2, line, px, bold=bold, colour=colour)
        y += line_height
    return y


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float = RADIUS,
    fill: QColor | None = None,
    line: QColor | None = None,
    thickness: float = 1,
) -> None:
    """A rounded rectangle; its line lies wholly inside `rect`, so neighbours stay sharp."""
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    half = thickness / 2
    painter.setPen(QPen(line, thickness))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(0.0, radius - half), max(0.0, radius - half))


def disc(
    painter: QPainter, x: float, y: float, radius: float, fill: QColor, line: QColor | None = None, w: float = 1
) -> None:
    """A circle around x, y."""
    box(painter, QRectF(x - radius, y - radius, 2 * radius, 2 * radius), radius, fill, line, w)


def across(painter: QPainter, x: float, y: float, width: float, token: str = "hairline") -> None:
    """A horizontal line one pixel high."""
    painter.fillRect(QRectF(x, y, width, 1), theme.color(token))


def down(painter: QPainter, x: float, y: float, height: float, token: str = "hairline") -> None:
    """A vertical line one pixel wide."""
    painter.fillRect(QRectF(x, y, 1, height), theme.color(token))


def chip_width(word: str, *, icon: bool = True, px: int = SECONDARY) -> int:
    """How wide a chip with this word is."""
    return round(16 + (18 if icon else 0) + advance(word, px, True))


def chip(
    painter: QPainter,
    x: float,
    cy: float,
    word: str,
    family: str,
    icon: str | None = None,
    *,
    height: int = 22,
    on_selection: bool = False,
    width: float | None = None,
) -> int:
    """A status chip, icon and word on the family's ground;

    on a selected row its ground is the surface.  Gives its width.
    """
    foreground, ground = theme.family(family)
    wide = chip_width(word, icon=icon is not None)
    if width is not None:
        wide = min(wide, int(width))
    box(painter, QRectF(x, cy - height / 2, wide, height), RADIUS, theme.color("surface") if on_selection else ground)
    inner = x + 8
    if icon is not None:
        icons.draw(painter, icon, x + 6, cy - 7, 14, foreground, 2)
        inner += 16
    text(painter, inner, cy, word, SECONDARY, bold=True, colour=foreground, width=x + wide - 8 - inner + 1)
    return wide


def key_cap_width(key: str) -> int:
    """How wide the drawing of a key is."""
    return max(18, round(advance(key, AXIS) + 10))


def key_cap(painter: QPainter, x: float, cy: float, key: str, colour: QColor, line: QColor, side: Side = "left") -> int:
    """The drawing of a key of the keyboard, 18 px high; gives its width."""
    wide = key_cap_width(key)
    if side == "right":
        x -= wide
    box(painter, QRectF(x, cy - 9, wide, 18), 4, None, line)
    text(painter, x + wide / 2, cy, key, AXIS, colour=colour, side="centre")
    return wide


def check_box(painter: QPainter, x: float, cy: float, state: Qt.CheckState, *, off: bool = False) -> None:
    """A check box of 16 px: empty, with a check, or with a bar when only some are chosen."""
    square = QRectF(x, cy - 8, 16, 16)
    if state == Qt.CheckState.Unchecked:
        box(
            painter,
            square,
            4,
            theme.color("off_ground" if off else "surface"),
            theme.color("off" if off else "control"),
            1.25,
        )
        return
    box(painter, square, 4, theme.color("off" if off else "accent"))
    if state == Qt.CheckState.Checked:
        icons.draw(painter, "check", x + 2, cy - 6, 12, theme.color("on_accent"), 3)
    else:
        painter.fillRect(QRectF(x + 4, cy - 1, 8, 2), theme.color("on_accent"))


def focus_ring(painter: QPainter, rect: QRectF, radius: float = RADIUS, *, on_accent: bool = False) -> None:
    """The two-pixel ring of the keyboard focus, inside the edge;

    on an accent ground a light ring with an accent rim.
    """
    if on_accent:
        box(painter, rect.adjusted(1, 1, -1, -1), max(0.0, radius - 1), None, theme.color("surface"), 2)
        box(painter, rect, radius, None, theme.color("accent"), 1)
    else:
        box(painter, rect, radius, None, theme.color("accent"), 2)


def skeleton_bar(painter: QPainter, x: float, cy: float, width: float) -> None:
    """The grey bar that stands for a text still on its way."""
    box(painter, QRectF(x, cy - 4, width, 8), 4, theme.color("hairline"))

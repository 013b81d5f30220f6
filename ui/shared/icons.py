"""The product's own outline icons: SVG files on a 24 grid, drawn in any colour and sharp at any screen ratio.

Files stand in `resources/icons`; their stroke is `currentColor` and 1.75 wide.  Small icons (below 16 px) want 2 to
2.4.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.shared import theme

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
STROKE = 1.75


@lru_cache(maxsize=128)
def _drawing(icon: str) -> str:
    return (ICONS / f"{icon}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _rendered(icon: str, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
    drawing = _drawing(icon).replace("currentColor", colour)
    drawing = drawing.replace('stroke-width="1.75"', f'stroke-width="{stroke}"')
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(icon: str, colour: QColor, size: int = 20, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen of `ratio`; the same request is drawn once only."""
    return _rendered(icon, colour.name(), size, ratio, stroke)


def draw(painter: QPainter, icon: str, x: float, y: float, size: int, colour: QColor, stroke: float = STROKE) -> None:
    """Paint the icon with its top left corner at x, y."""
    painter.drawPixmap(QPointF(x, y), pixmap(icon, colour, size, painter.device().devicePixelRatioF(), stroke))


def icon(name: str, token: str = "text") -> QIcon:
    """The icon for menus and other native parts, in a token's colour; it is made anew when the theme changes."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, theme.color(token), 18, ratio))
    return made


def names() -> tuple[str, ...]:
    """All icons there are."""
    return tuple(sorted(file.stem for file in ICONS.glob("*.svg")))

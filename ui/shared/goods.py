"""Goods as bench and cart show them: the parts of a variant, what tells two of them apart, and a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop_oms.domain.packing import Article, PackLine
from desktop_oms.domain.waves import Goods as ShelfGoods
from ui.shared import theme
from ui.shared.painting import box

Known = PackLine | Article | ShelfGoods
_BETWEEN = re.compile(r"\s+/\s+|(?<!\d)/|/(?!\d)|\s*[;；，、]\s*|,\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a variant's words; `marked` when it is what is wrong or right about it."""

    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods to be told apart at a glance: name above, the parts of the variant large, its code below."""

    name: str
    parts: tuple[Part, ...]
    code: str
    bin: str = ""
    picture: str = ""

    def spoken(self) -> str:
        """All words in one line."""
        return " · ".join(filter(None, (self.name, *(part.words for part in self.parts), self.code, self.bin)))


def parts_of(spec: str) -> list[str]:
    """A variant's words one below the other: "NAVY / XL" and "颜色:海军蓝;尺码:XL" have two parts."""
    return [part.strip() for part in _BETWEEN.split(spec) if part.strip()]


def goods_of(one: Known, other: Known | None = None) -> Goods:
    """Goods as a card shows them, with what differs from the `other` marked: the variant, else the name."""
    parts = [Part(words) for words in parts_of(one.spec)]
    if other is not None and one.name == other.name:
        theirs = parts_of(other.spec)
        parts = [Part(part.words, _differs(place, part.words, theirs, len(parts))) for place, part in enumerate(parts)]
        return Goods(one.name, tuple(parts), one.sku, one.bin, one.picture)
    name = one.name or one.sku
    if other is not None or not parts:
        return Goods("", (Part(name, marked=other is not None), *parts), one.sku, one.bin, one.picture)
    return Goods(one.name, tuple(parts), one.sku, one.bin, one.picture)


def _differs(place: int, words: str, theirs: list[str], count: int) -> bool:
    return words != theirs[place] if count == len(theirs) else words not in theirs


def short_name(goods: Goods) -> str:
    """What a clerk calls the goods: what is marked about them, else their name."""
    marked = [part.words for part in goods.parts if part.marked]
    return " ".join(marked) or goods.name or goods.parts[0].words


def full_name(one: Known) -> str:
    """Name and variant in one line."""
    return f"{one.name or one.sku} {one.spec}".strip()


@lru_cache(maxsize=64)
def _loaded(file: str) -> QPixmap:
    return QPixmap(file) if Path(file).is_file() else QPixmap()


@lru_cache(maxsize=256)
def _scaled(file: str, pixels: int) -> QPixmap:
    kept, smoothly = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return _loaded(file).scaled(pixels, pixels, kept, smoothly)


def has_picture(file: str) -> bool:
    """Whether there is a picture of the goods on this computer."""
    return bool(file) and not _loaded(file).isNull()


def paint_picture(painter: QPainter, x: float, y: float, side: float, file: str, radius: float = 10) -> None:
    """The goods on their light mat."""
    box(painter, QRectF(x, y, side, side), radius, theme.color("mat"))
    ratio, inner = painter.device().devicePixelRatioF(), side * 0.88
    picture = _scaled(file, round(inner * ratio))
    wide, high = picture.width() / ratio, picture.height() / ratio
    corner = QPointF(x + (side - wide) / 2, y + (side - high) / 2)
    painter.drawPixmap(QRectF(corner.x(), corner.y(), wide, high), picture, QRectF(picture.rect()))

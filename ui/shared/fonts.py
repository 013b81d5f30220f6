"""The letters of the window: Noto Sans SC in two weights, with a fallback for rare Han characters.

Two weights are shipped, 400 and 700; a heading or an emphasised word takes the bold one.  Digits are tabular by
default.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QStaticText

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FAMILY = "Noto Sans SC"


class MissingFonts(RuntimeError):
    """The font files are not where the clone keeps them."""


@lru_cache(maxsize=1)
def register() -> tuple[str, ...]:
    """Load every font file of `resources/fonts` once;

    gives the families in the order they are tried for a character.
    """
    families = [FAMILY]
    for file in sorted(FONTS.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    if not QFontDatabase.hasFamily(FAMILY):
        raise MissingFonts(str(FONTS))
    return tuple(families)


@lru_cache(maxsize=64)
def font(px: int = 13, bold: bool = False) -> QFont:
    """The product's font at `px` logical pixels, regular or bold."""
    made = QFont()
    made.setFamilies(list(register()))
    made.setPixelSize(px)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=64)
def metrics(px: int = 13, bold: bool = False) -> QFontMetricsF:
    """The measures of `font(px, bold)`."""
    return QFontMetricsF(font(px, bold))


@lru_cache(maxsize=8192)
def advance(text: str, px: int = 13, bold: bool = False) -> float:
    """How wide one line of text is, in logical pixels."""
    return metrics(px, bold).horizontalAdvance(text)


@lru_cache(maxsize=8192)
def fitted(text: str, px: int, bold: bool, width: int) -> str:
    """The text, or its beginning with an ellipsis when it is wider than `width`."""
    if advance(text, px, bold) <= width + 0.5:
        return text
    return metrics(px, bold).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=8192)
def laid_out(text: str, px: int, bold: bool) -> QStaticText:
    """One line of text with its glyphs already chosen: painting it again costs a third of drawing the string."""
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)  # text from outside is data, never markup
    line.prepare(font=font(px, bold))
    return line

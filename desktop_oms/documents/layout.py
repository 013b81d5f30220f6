"""One layout for every printer: a page is a list of texts, lines, boxes and codes in millimetres from its top left.

Every document fills a `Sheet`, which measures, fits and places; the finished `Page` is painted as PDF or as ZPL.  Both
say the same because neither decides anything.  Codes are placed in printer dots, so that every bar begins on a dot.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_oms.documents.barcode import (
    GS1_DOTS,
    ORDINARY_DOTS,
    QR_QUIET_MODULES,
    QUIET_MODULES,
    encode,
    module_dots,
    qr_dots,
    qr_modules,
)
from desktop_oms.documents.content import Logo
from desktop_oms.documents.sizes import MM_PER_INCH, POINTS_PER_MM
from desktop_oms.documents.text import ASCENT, LEADING, MIDDLE, SMALLEST, Fitted, fit, fit_line, width
from desktop_oms.words import say

THIN, RULE, BOLD_RULE = 0.15, 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in one line: left end and baseline in mm, type size in points, black or white."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, its width in mm."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = RULE


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, drawn with a line of that width in mm or filled black."""

    x: float
    y: float
    width: float
    height: float
    line: float = RULE
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Code128:
    """A Code 128, its first bar `left` dots from the left; `widths` of bars and spaces in modules of `dots` dots."""

    left: int
    y: float
    height: float
    dots: int
    widths: tuple[int, ...]
    values: tuple[int, ...]
    data: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with its first module at a dot from the left and from the top; rows of 0 (black) and 255 (white)."""

    left: int
    top: int
    dots: int
    rows: tuple[bytes, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (the bytes of a PNG file) in a rectangle whose sides have the picture's own proportion."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Item = Text | Line | Box | Code128 | QrCode | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its size in mm, the resolution its codes are made for, and what stands on it."""

    width: float
    height: float
    dpi: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a print that was made all the same."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The notice as a sentence."""
        return say(f"document.notice.{self.code}", language, **self.facts)


class Sheet:
    """A page being filled. Positions are mm from the top left, type sizes points, none below `smallest`."""

    def __init__(self, width: float, height: float, dpi: float, language: str, smallest: float = SMALLEST) -> None:
        self.width, self.height, self.dpi, self.language = width, height, dpi, language
        self.smallest = smallest
        self.items: list[Item] = []
        self.notices: list[Notice] = []

    def say(self, key: str, **facts: object) -> str:
        """A fixed word of the document in its language."""
        return say(f"document.{key}", self.language, **facts)

    def box_name(self, box: str) -> str:
        """The name of a box of the page, for an error."""
        return self.say(f"box.{box}")

    def line(self, x1: float, x2: float, y: float, width: float = RULE) -> None:
        """A rule across."""
        self.items.append(Line(x1, y, x2, y, width))

    def box(self, x: float, y: float, width: float, height: float, line: float = RULE, *, filled: bool = False) -> None:
        """A rectangle, outlined or filled black."""
        self.items.append(Box(x, y, width, height, line, filled))

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False, white: bool = False) -> None:
        """Text with its baseline at y, beginning at x."""
        if text:
            self.items.append(Text(x, y, text, size, bold, white))

    def fit(self, text: str, box: str, room: tuple[float, float], size: float, *, bold: bool = False) -> Fitted:
        """The text broken and shrunk into `room` (width, height), or an error naming the box."""
        return fit(text, self.box_name(box), room, size, bold, self.smallest)

    def fit_line(self, text: str, box: str, room: float, size: float, *, bold: bool = False) -> Fitted:
        """The text shrunk into one line of `room` mm, or an error naming the box."""
        return fit_line(text, self.box_name(box), room, size, bold, self.smallest)

    def place(
        self, fitted: Fitted, x: float, y: float, *, bold: bool = False, room: float = 0.0, align: float = 0.0
    ) -> float:
        """Fitted lines from the top y downwards, left at x or aligned within `room` mm; returns where they end."""
        step = fitted.size / POINTS_PER_MM
        for number, line in enumerate(fitted.lines):
            left = x + (room - width(line, fitted.size, bold)) * align if align else x
            self.text(left, y + (ASCENT + number * LEADING) * step, line, fitted.size, bold=bold)
        return y + fitted.height

    def cell(
        self,
        text: str,
        box: str,
        area: tuple[float, float, float, float],
        size: float,
        *,
        bold: bool = False,
        align: float = 0.0,
        white: bool = False,
    ) -> float:
        """One line in the middle of an area (x, y, width, height); `align` is 0 left, 0.5 centre, 1 right.

        Returns the type size that fitted.
        """
        x, y, room, height = area
        fitted = self.fit_line(text, box, room, min(size, height * POINTS_PER_MM), bold=bold)
        for line in fitted.lines:
            left = x + (room - width(line, fitted.size, bold)) * align if align else x
            baseline = y + height / 2 + MIDDLE * fitted.size / POINTS_PER_MM
            self.text(left, baseline, line, fitted.size, bold=bold, white=white)
        return fitted.size

    def to_dots(self, mm: float) -> int:
        """A length in whole printer dots, never more than it is."""
        return int(mm * self.dpi / MM_PER_INCH + 0.001)

    def to_mm(self, dots: float) -> float:
        """A number of printer dots in mm."""
        return dots * MM_PER_INCH / self.dpi

    def code128(
        self, data: str, area: tuple[float, float, float, float], align: float = 0.5, *, gs1: bool = False
    ) -> None:
        """A Code 128 (or GS1-128) of the area's (x, y, width, height) full height, quiet zones inside the area."""
        x, y, room_mm, height = area
        bars = encode(data, gs1=gs1)
        room = self.to_dots(room_mm)
        dots, wide = module_dots(bars, room, self.dpi, GS1_DOTS if gs1 else ORDINARY_DOTS)
        if not wide:
            self.notices.append(Notice("narrow_bars", {"data": data, "dots": dots}))
        spare = room - (bars.modules + 2 * QUIET_MODULES) * dots
        left = round(x * self.dpi / MM_PER_INCH) + QUIET_MODULES * dots + round(spare * align)
        self.items.append(Code128(left, y, height, dots, bars.widths, bars.values, data))

    def qr(self, data: str, x: float, y: float, side: float) -> float:
        """A QR code as large as whole dots allow in a square of `side` mm, at its top right, quiet zone inside.

        Returns the side it took in mm.
        """
        rows = qr_modules(data)
        room = self.to_dots(side)
        dots = qr_dots(rows, room, self.dpi)
        quiet = QR_QUIET_MODULES * dots
        left = round((x + side) * self.dpi / MM_PER_INCH) - quiet - len(rows) * dots
        top = round(y * self.dpi / MM_PER_INCH) + quiet
        self.items.append(QrCode(left, top, dots, rows, data))
        return self.to_mm((len(rows) + 2 * QR_QUIET_MODULES) * dots)

    def picture(self, picture: Logo | None, area: tuple[float, float, float, float]) -> float:
        """A picture as large as the area (x, y, width, height) allows, at its top left; returns its width in mm."""
        if picture is None:
            return 0.0
        x, y, room, height = area
        scale = min(room / picture.width, height / picture.height)
        wide, tall = picture.width * scale, picture.height * scale
        self.items.append(Picture(x, y + (height - tall) / 2, wide, tall, picture.data))
        return wide

    def page(self) -> Page:
        """The finished page."""
        return Page(self.width, self.height, self.dpi, tuple(self.items))

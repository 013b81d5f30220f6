"""Pages painted as PDF: reportlab keeps the file, the page's drawing commands are written here.

Commands of ISO 32000-1: `Tj` draws a text of two-byte glyph codes, `re f` fills rectangles.  Bars are drawn 0.2 dot
narrower at each side, so that a printer which blackens every dot a bar touches does not widen them.  Without a clock
or a random number: the same pages give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop_oms.documents.embedding import EmbeddedFonts
from desktop_oms.documents.layout import Box, Code128, Item, Line, Page, Picture, QrCode, Text
from desktop_oms.documents.sizes import POINTS_PER_MM

# Binary streams: the detour over ASCII makes files a quarter larger and serves no printer of today.
rl_config.useA85 = 0

NARROWED = 0.2


def page_points(mm: float) -> float:
    """A page's side in points, a hair less than it is: a hair more would make a viewer add a row of dots."""
    return math.floor(mm * POINTS_PER_MM * 1000 - 0.01) / 1000


def paint(pages: Sequence[Page], title: str) -> bytes:
    """The pages as one PDF file; `title` is the document's name in a viewer's window."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1)
    canvas.setTitle(title)
    canvas.setCreator("Desktop OMS")
    canvas.setViewerPreference("PrintScaling", "None")
    fonts = EmbeddedFonts(canvas)
    for page in pages:
        canvas.setPageSize((page_points(page.width), page_points(page.height)))
        pictures = [item for item in page.items if isinstance(item, Picture)]
        for picture in pictures:
            _show(canvas, page, picture)
        canvas.addLiteral("\n".join(_Painter(page, fonts).commands()))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _show(canvas: Canvas, page: Page, picture: Picture) -> None:
    """A picture; reportlab knows it by its content and embeds it once."""
    scale = POINTS_PER_MM
    low = page_points(page.height) - (picture.y + picture.height) * scale
    image = ImageReader(io.BytesIO(picture.data))
    canvas.drawImage(image, picture.x * scale, low, picture.width * scale, picture.height * scale)


class _Painter:
    """Drawing commands for one page; y grows upwards in PDF, in points."""

    def __init__(self, page: Page, fonts: EmbeddedFonts) -> None:
        self.page, self.fonts = page, fonts
        self.top = page_points(page.height)
        self.dot = 72 / page.dpi

    def commands(self) -> Iterator[str]:
        """The page's commands in the order of its items; texts come last, in one text object."""
        texts: list[Text] = []
        for item in self.page.items:
            if isinstance(item, Text):
                texts.append(item)
            elif not isinstance(item, Picture):
                yield self._shape(item)
        if texts:
            yield from self._texts(texts)

    def _shape(self, item: Item) -> str:
        if isinstance(item, Line):
            return self._line(item)
        if isinstance(item, Box):
            return self._box(item)
        if isinstance(item, Code128):
            return self._bars(item)
        assert isinstance(item, QrCode)
        return self._qr(item)

    def _texts(self, texts: list[Text]) -> Iterator[str]:
        yield "BT"
        white = False
        scale, top = POINTS_PER_MM, self.top
        for text in texts:
            if text.white != white:
                white = text.white
                yield f"{int(white)} g"
            yield f"1 0 0 1 {text.x * scale:.3f} {top - text.y * scale:.3f} Tm"
            yield self.fonts.show(text.text, text.size, text.bold)
        yield "ET 0 g" if white else "ET"

    def _line(self, line: Line) -> str:
        scale, top = POINTS_PER_MM, self.top
        ends = (line.x1 * scale, top - line.y1 * scale, line.x2 * scale, top - line.y2 * scale)
        return "{:.3f} w {:.3f} {:.3f} m {:.3f} {:.3f} l S".format(line.width * scale, *ends)

    def _box(self, box: Box) -> str:
        scale = POINTS_PER_MM
        corner = f"{box.x * scale:.3f} {self.top - (box.y + box.height) * scale:.3f}"
        area = f"{corner} {box.width * scale:.3f} {box.height * scale:.3f} re"
        return f"{area} f" if box.filled else f"{box.line * scale:.3f} w {area} S"

    def _bars(self, code: Code128) -> str:
        dot, x = self.dot, float(code.left)
        low = f"{self.top - (code.y + code.height) * POINTS_PER_MM:.3f}"
        high = f"{code.height * POINTS_PER_MM:.3f} re"
        parts = []
        for place, modules in enumerate(code.widths):
            wide = modules * code.dots
            if place % 2 == 0:
                parts.append(f"{(x + NARROWED) * dot:.4f} {low} {(wide - 2 * NARROWED) * dot:.4f} {high}")
            x += wide
        return "\n".join((*parts, "f"))

    def _qr(self, code: QrCode) -> str:
        side = code.dots * self.dot
        left, top = code.left * self.dot, self.top - code.top * self.dot
        inset = NARROWED * self.dot
        parts = []
        for number, row in enumerate(code.rows):
            low = f"{top - (number + 1) * side:.4f}"
            for start, stop in _dark_runs(row):
                wide = (stop - start) * side - 2 * inset
                parts.append(f"{left + start * side + inset:.4f} {low} {wide:.4f} {side:.4f} re")
        return "\n".join((*parts, "f"))


def _dark_runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Where black begins and ends in a row of a QR code."""
    start = row.find(0)
    while start >= 0:
        stop = row.find(255, start)
        stop = len(row) if stop < 0 else stop
        yield start, stop
        start = row.find(0, stop)

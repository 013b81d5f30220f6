"""The yardstick for paper: the same pages drawn by a plain reportlab script, with nothing measured or laid out.

It is handed the finished positions, so it does less than ours: it only encodes the codes and draws.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import zxingcpp
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_oms.documents.layout import Box, Code128, Item, Line, Page, QrCode, Text
from desktop_oms.resources import resource

MM = 72 / 25.4


def register() -> None:
    """The fonts opened in reportlab's own way."""
    for style in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Raw{style}", str(resource("fonts", f"NotoSansSC-{style}.ttf"))))


def draw(pages: Sequence[Page]) -> bytes:
    """The pages with drawString, line, rect and one path for each code."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    for page in pages:
        canvas.setPageSize((page.width * MM, page.height * MM))
        for item in page.items:
            _draw(canvas, page, item)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, page: Page, item: Item) -> None:
    top = page.height * MM
    if isinstance(item, Text):
        canvas.setFont("RawBold" if item.bold else "RawRegular", item.size)
        canvas.setFillGray(1 if item.white else 0)
        canvas.drawString(item.x * MM, top - item.y * MM, item.text)
    elif isinstance(item, Line):
        canvas.setLineWidth(item.width * MM)
        canvas.line(item.x1 * MM, top - item.y1 * MM, item.x2 * MM, top - item.y2 * MM)
    elif isinstance(item, Box):
        canvas.setFillGray(0)
        low = top - (item.y + item.height) * MM
        canvas.rect(item.x * MM, low, item.width * MM, item.height * MM, stroke=not item.filled, fill=item.filled)
    elif isinstance(item, Code128):
        _matrix(canvas, zxingcpp.BarcodeFormat.Code128, item.data, page, item.left, item.y * MM, item.dots, item.height)
    elif isinstance(item, QrCode):
        dot = 72 / page.dpi
        _matrix(canvas, zxingcpp.BarcodeFormat.QRCode, item.data, page, item.left, item.top * dot, item.dots, 0)


def _matrix(
    canvas: Canvas,
    kind: zxingcpp.BarcodeFormat,
    data: str,
    page: Page,
    left: int,
    top: float,
    dots: int,
    bar_height: float,
) -> None:
    """A code as rectangles in one path; `bar_height` in mm for bars, 0 for square modules."""
    picture = Image.fromarray(zxingcpp.create_barcode(data, kind).to_image(scale=1, add_quiet_zones=False))
    dot = 72 / page.dpi
    side = dots * dot
    tall = bar_height * MM or side
    path = canvas.beginPath()
    for number in range(1 if bar_height else picture.height):
        row = picture.crop((0, number, picture.width, number + 1)).tobytes()
        start = row.find(0)
        while start >= 0:
            stop = row.find(255, start)
            stop = len(row) if stop < 0 else stop
            low = page.height * MM - top - number * side - tall
            path.rect(left * dot + start * side, low, (stop - start) * side, tall)
            start = row.find(0, stop)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)

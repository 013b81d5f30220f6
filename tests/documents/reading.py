"""Reading paper back: codes with zxing-cpp, text with pdfium, graphic fields of ZPL by an own decoder."""

from __future__ import annotations

import itertools
import re
import zlib

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from desktop_oms.documents.content import Content
from desktop_oms.documents.imposing import imposed
from desktop_oms.documents.layout import Code128, Page, QrCode, Text
from desktop_oms.documents.printing import lay_out, printable
from desktop_oms.documents.raster import pictures
from desktop_oms.documents.sizes import SIZES
from desktop_oms.documents.text import ASCENT, width

MM = 25.4


def pages_of(content: Content, size: str, dpi: float = 203.2) -> list[Page]:
    """The finished pages of a content, before they are painted."""
    paper = SIZES[size]
    return imposed([sheet.page() for sheet in lay_out(printable(content)[0], paper.cell, dpi)], paper)


def texts_of(pages: list[Page]) -> list[str]:
    """All texts of the pages."""
    return [item.text for page in pages for item in page.items if isinstance(item, Text)]


def codes_of(pages: list[Page]) -> list[tuple[str, str]]:
    """The codes of the pages as (kind, data)."""
    kinds = {Code128: "Code 128", QrCode: "QR Code"}
    return [
        (kinds[type(item)], item.data) for page in pages for item in page.items if isinstance(item, Code128 | QrCode)
    ]


def decoded(picture: Image.Image, blur: float = 0.0) -> list[tuple[str, str]]:
    """The codes that zxing-cpp reads in a picture as (kind, data), after a blur of so many dots."""
    seen = picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture
    found = zxingcpp.read_barcodes(seen, text_mode=zxingcpp.TextMode.Plain)
    return [(str(code.format), code.text) for code in found]


def printed_pages(pdf: bytes, dpi: float) -> list[Image.Image]:
    """The pages of a PDF as a printer of that resolution sees them."""
    return list(pictures(pdf, dpi))


def read_text(pdf: bytes) -> str:
    """The text that a reader finds in the PDF, without line breaks and spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        # pdfium tells a hyphen at the end of a line so
        return text.replace("\ufffe", "-")
    finally:
        document.close()


def drawing_commands(pdf: bytes) -> str:
    """The drawing commands of all pages."""
    found = []
    for stream in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf):
        plain = zlib.decompress(pdf[stream.end() : stream.end() + int(stream[1])])
        if plain.startswith(b"1 0 0 1"):
            found.append(plain.decode("ascii"))
    return "\n".join(found)


def ink(page: Page, text: Text) -> tuple[float, float, float, float]:
    """The area a text takes in mm: left, top, right, bottom."""
    step = text.size * MM / 72
    return (text.x, text.y - ASCENT * step, text.x + width(text.text, text.size, text.bold), text.y + 0.12 * step)


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of texts whose ink lies over each other."""
    areas = [(item.text, ink(page, item)) for item in page.items if isinstance(item, Text)]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(areas, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.2 and min(a[3], b[3]) - max(a[1], b[1]) > 0.2
    ]


# --- ZPL ----------------------------------------------------------------------------------------------------------


def graphic(zpl: str) -> Image.Image:
    """The page that the graphic fields of one ZPL format draw: white paper, black dots."""
    size = re.search(r"\^PW(\d+)\^LL(\d+)", zpl)
    assert size
    paper = Image.new("L", (int(size[1]), int(size[2])), 255)
    for left, top, total, across, data in re.findall(r"\^FO(\d+),(\d+)\^GFA,\d+,(\d+),(\d+),([^^]*)\^FS", zpl):
        rows = expanded(data, int(across))
        assert len(rows) * int(across) == int(total)
        dots = Image.frombytes("1", (int(across) * 8, len(rows)), b"".join(rows))
        paper.paste(0, (int(left), int(top)), dots)
    return paper


def expanded(data: str, across: int) -> list[bytes]:
    """The rows of a graphic field in Zebra's alphabetic compression."""
    rows: list[bytes] = []
    digits, count = "", 0
    for sign in data:
        if sign == ":":
            rows.append(rows[-1])
        elif sign == ",":
            digits = digits.ljust(across * 2, "0")
        elif "G" <= sign <= "Y":
            count += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            count += (ord(sign) - ord("f")) * 20
        else:
            digits += sign * (count or 1)
            count = 0
        if len(digits) == across * 2:
            rows.append(bytes.fromhex(digits))
            digits = ""
    assert not digits
    return rows

"""Pages as ZPL, the language of label printers: the codes by the printer itself, everything else as dots.

Texts, lines and QR codes are the PDF's own picture at the printer's resolution (`^GFA`, in Zebra's alphabetic
compression); Code 128 is the printer's `^BC` with the same symbol values as the PDF's bars.  Text of customers never
reaches the printer as characters, so `^XZ` in a name is a pattern of dots and no command.  Format: Zebra's ZPL II
Programming Guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from desktop_oms.documents.barcode import FNC1, START, SWITCH
from desktop_oms.documents.layout import Code128, Item, Page, QrCode
from desktop_oms.documents.pdf import paint as paint_pdf
from desktop_oms.documents.raster import pictures
from desktop_oms.documents.sizes import MM_PER_INCH

# Shades darker than this become a dot.
DARK = 150
INK = [255 if shade < DARK else 0 for shade in range(256)]
# What ZPL takes for a command or an escape.
RESERVED = frozenset("^~>_")
# How `^BC` is told start and switch of a set, and the three values of set B that have no character of their own in ZPL.
INVOKED = {START["B"]: ">:", START["C"]: ">;", SWITCH["B"]: ">6", SWITCH["C"]: ">5", FNC1: ">8"}
ESCAPED = {30: ">0", 62: "><", 94: ">="}


def paint(pages: Sequence[Page]) -> bytes:
    """The pages as one ZPL file, a format (`^XA` to `^XZ`) for each."""
    bare = [_without_codes(page) for page in pages]
    drawn = pictures(paint_pdf(bare, ""), pages[0].dpi) if pages else iter(())
    return "".join(_format(page, picture) for page, picture in zip(pages, drawn, strict=True)).encode("ascii")


def paint_dots(pages: Sequence[Page]) -> bytes:
    """The pages as one ZPL file in which the codes are dots too, for printers whose own codes cannot be trusted."""
    whole = [_on_whole_dots(page, page.items) for page in pages]
    drawn = pictures(paint_pdf(whole, ""), pages[0].dpi) if pages else iter(())
    made = (
        f"{_beginning(page)}{_graphic(picture.point(INK, '1'))}^XZ\n"
        for page, picture in zip(pages, drawn, strict=True)
    )
    return "".join(made).encode("ascii")


def _dots(page: Page) -> tuple[int, int]:
    """The page's width and height in whole dots."""
    return round(page.width * page.dpi / MM_PER_INCH), round(page.height * page.dpi / MM_PER_INCH)


def _without_codes(page: Page) -> Page:
    """What is drawn as dots."""
    return _on_whole_dots(page, tuple(item for item in page.items if not isinstance(item, Code128 | QrCode)))


def _on_whole_dots(page: Page, items: tuple[Item, ...]) -> Page:
    """These items on a page of whole dots, so that nothing is stretched."""
    width, height = _dots(page)
    side = MM_PER_INCH / page.dpi
    return replace(page, width=width * side, height=height * side, items=items)


def _beginning(page: Page) -> str:
    """A format's beginning: width and length in dots."""
    width, height = _dots(page)
    return f"^XA^PW{width}^LL{height}^LH0,0^LS0\n"


def _format(page: Page, picture: Image.Image) -> str:
    """One page: width and length in dots, the picture, the codes."""
    dots = page.dpi / MM_PER_INCH
    dark = picture.point(INK, "1")
    for item in page.items:
        if isinstance(item, QrCode):
            _stamp(dark, item)
    codes = "".join(_code128(item, dots) for item in page.items if isinstance(item, Code128))
    return f"{_beginning(page)}{_graphic(dark)}{codes}^XZ\n"


def _stamp(picture: Image.Image, code: QrCode) -> None:
    """A QR code onto the picture, module by module on the dots."""
    pen = ImageDraw.Draw(picture)
    for number, row in enumerate(code.rows):
        top = code.top + number * code.dots
        for place, shade in enumerate(row):
            if shade == 0:
                left = code.left + place * code.dots
                pen.rectangle((left, top, left + code.dots - 1, top + code.dots - 1), fill=255)


def _code128(code: Code128, dots: float) -> str:
    """The printer's own Code 128 without text below; start, check and stop are its business.

    Ordinary data goes in automatic mode, which packs from four digits on and so is as short as ours.  Data with signs
    that ZPL reserves, and a GS1-128, go symbol by symbol.
    """
    top, height = round(code.y * dots), round(code.height * dots)
    plain = RESERVED.isdisjoint(code.data) and FNC1 not in code.values
    field, mode = (code.data, "A") if plain else (_symbols(code.values), "N")
    return f"^FO{code.left},{top}^BY{code.dots}^BCN,{height},N,N,N,{mode}^FD{field}^FS\n"


def _symbols(values: tuple[int, ...]) -> str:
    """The symbols set by set as encoded, in the invocation codes of `^BC`."""
    field, in_pairs = "", False
    for value in values:
        if value in INVOKED and (not in_pairs or value >= SWITCH["B"]):
            field += INVOKED[value]
            in_pairs = in_pairs if value == FNC1 else value in (START["C"], SWITCH["C"])
        elif in_pairs:
            field += f"{value:02}"
        else:
            field += ESCAPED.get(value) or chr(value + 32)
    return field


def _graphic(picture: Image.Image) -> str:
    """The inked part of a black picture as a graphic field, its left edge on a whole byte; nothing if it is blank."""
    ink = picture.getbbox()
    if ink is None:
        return ""
    left, top = ink[0] // 8 * 8, ink[1]
    part = picture.crop((left, top, left + -(-(ink[2] - left) // 8) * 8, ink[3]))
    across = part.width // 8
    data = part.tobytes()
    rows = (data[start : start + across] for start in range(0, len(data), across))
    total = len(data)
    return f"^FO{left},{top}^GFA,{total},{total},{across},{_compressed(rows)}^FS\n"


# Long runs are white or black; a run of two or of another digit gains nothing.
_RUN = re.compile("0{3,}|F{3,}")


def _compressed(rows: Iterator[bytes]) -> str:
    """Rows in hexadecimal with letters as counts (G = 1 ... Y = 19, g = 20 ... z = 400); ":" repeats the row above.

    A row's white end is a single ",".
    """
    lines: list[str] = []
    above = None
    for row in rows:
        digits = row.hex()
        kept = digits.rstrip("0")
        line = f"{kept}," if len(digits) - len(kept) > 1 else digits
        lines.append(":" if row == above else line)
        above = row
    return _RUN.sub(lambda run: _COUNTED[run[0]], "\n".join(lines).upper()).replace("\n", "")


class _Counted(dict[str, str]):
    """Runs of equal digits as count letters and one digit: a label has thousands of runs, of a few hundred lengths."""

    def __missing__(self, run: str) -> str:
        self[run] = _count(len(run)) + run[0]
        return self[run]


_COUNTED = _Counted()


def _count(number: int) -> str:
    """A number in count letters, the large ones first."""
    letters = ""
    while number >= 20:
        step = min(number // 20, 20)
        letters += chr(ord("f") + step)
        number -= step * 20
    return letters + (chr(ord("F") + number) if number else "")

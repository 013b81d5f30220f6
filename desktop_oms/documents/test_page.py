"""The test page and the calibration page of a printer: is it the right one, sharp, and where does it begin to print?

The test page bears the printer's facts, a Code 128, and fields of bars 1 to 4 dots wide: they must be even.  The
calibration page has rulers in millimetres along its edges and a square of known size: what a ruler shows is how far
the print is aside, or stretched.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.documents.layout import RULE, THIN, Sheet
from desktop_oms.documents.printing import painted
from desktop_oms.documents.sizes import SIZES, Size

ROLL_HEIGHT = 120.0  # mm of a page on a roll
EDGE = 2.0  # mm from the paper's edge to the frame
SQUARE = 50.0  # mm
BARS = (1, 2, 3, 4)  # dots
KINDS = ("test", "calibration")


def page_of(kind: str, size: str, fmt: str, dpi: float, language: str, facts: Sequence[str], code: str) -> bytes:
    """The page of a printer as the bytes it is sent; `facts` are lines to read, `code` what its barcode says."""
    paper = SIZES[size]
    sheet = Sheet(paper.width, paper.height or ROLL_HEIGHT, dpi, language)
    (_fill_test if kind == "test" else _fill_calibration)(sheet, paper, facts, code)
    return painted([sheet.page()], fmt, code)


def _fill_test(sheet: Sheet, paper: Size, facts: Sequence[str], code: str) -> None:
    inner = sheet.width - 2 * paper.margin - 2
    left = paper.margin + 1
    _frame(sheet)
    y = paper.margin + 2
    sheet.cell(sheet.say("test_page"), "heading", (left, y, inner, 9), 18, bold=True)
    y += 11
    for fact in facts:
        sheet.cell(fact, "text", (left, y, inner, 5.5), 10)
        y += 5.5
    y += 2
    sheet.code128(code, (left, y, inner, 16))
    sheet.cell(code, "text", (left, y + 16.5, inner, 5), 9, align=0.5)
    y += 25
    _bars(sheet, left, y, inner)


def _bars(sheet: Sheet, left: float, y: float, inner: float) -> None:
    """Four fields of upright and level bars, each as wide in dots as the number under it."""
    side = min(16.0, (inner - 12) / 4)
    for place, dots in enumerate(BARS):
        x = sheet.to_mm(round((left + place * (side + 4)) * sheet.dpi / 25.4))
        step = sheet.to_mm(dots)
        for number in range(int(side / 2 / step / 2)):
            sheet.box(x + 2 * number * step, y, step, side, 0, filled=True)
        top = sheet.to_mm(round(y * sheet.dpi / 25.4))
        for number in range(int(side / step / 2)):
            sheet.box(x + side / 2, top + 2 * number * step, side / 2, step, 0, filled=True)
        sheet.cell(sheet.say("test_dots", n=dots), "text", (x, y + side + 0.5, side, 4.5), 9, align=0.5)


def _fill_calibration(sheet: Sheet, paper: Size, facts: Sequence[str], _code: str) -> None:
    _frame(sheet)
    _rulers(sheet)
    side = min(SQUARE, sheet.width - 30, sheet.height - 50)
    x, y = (sheet.width - side) / 2, 24.0
    sheet.box(x, y, side, side, RULE)
    sheet.cell(sheet.say("test_square", mm=f"{side:g}"), "text", (x + 2, y + side / 2 - 3, side - 4, 6), 10, align=0.5)
    y += side + 4
    for fact in (sheet.say("calibration_page"), *facts):
        if y + 5.5 > sheet.height - 6:
            break
        sheet.cell(fact, "text", (14, y, sheet.width - 22, 5.5), 9)
        y += 5.5


def _frame(sheet: Sheet) -> None:
    sheet.box(EDGE, EDGE, sheet.width - 2 * EDGE, sheet.height - 2 * EDGE, RULE)


def _rulers(sheet: Sheet) -> None:
    """Ticks from the paper's edge, one a millimetre, longer at 5 and 10, numbered at 10."""
    for mm in range(1, int(sheet.width)):
        sheet.box(mm - THIN / 2, 0, THIN, _tick(mm), 0, filled=True)
        if mm % 10 == 0 and mm < sheet.width - 4:
            sheet.cell(str(mm), "text", (mm - 4, 8.2, 8, 4), 8, align=0.5)
    for mm in range(1, int(sheet.height)):
        sheet.box(0, mm - THIN / 2, _tick(mm), THIN, 0, filled=True)
        if mm % 10 == 0 and mm < sheet.height - 4 and mm > 12:
            sheet.cell(str(mm), "text", (7.6, mm - 2, 6, 4), 8)


def _tick(mm: int) -> float:
    return 7.0 if mm % 10 == 0 else 5.0 if mm % 5 == 0 else 3.5

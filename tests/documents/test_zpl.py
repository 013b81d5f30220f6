"""ZPL says what the PDF says: the same codes at the same places, the same dots for everything else."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageChops

from desktop_oms.documents import render, sizes_of
from desktop_oms.documents.content import Content
from desktop_oms.documents.layout import Code128
from tests.documents.reading import decoded, expanded, graphic, pages_of, printed_pages
from tests.documents.samples import code_sheet, label, logistic, manifest, pick_list, return_slip, slip

CONTENTS = (
    label(),
    label("en"),
    slip(),
    pick_list(),
    logistic(),
    logistic("en"),
    return_slip(),
    manifest(),
    code_sheet(),
)
PAPERS = [(content, size) for content in CONTENTS for size in sizes_of(content)]
LABELS = [(content, size) for content, size in PAPERS if not size.startswith(("A4", "A5"))]


def formats(content: Content, size: str, dpi: float = 203.2) -> list[str]:
    """The pages of a print as ZPL formats."""
    zpl = render(content, size, "zpl", dpi).data.decode("ascii")
    return re.findall(r"\^XA.*?\^XZ", zpl, re.DOTALL)


def without_bars(page: Image.Image, content: Content, size: str, dpi: float, number: int) -> Image.Image:
    """The PDF's page without its Code 128, which ZPL leaves to the printer."""
    dots = dpi / 25.4
    for item in pages_of(content, size, dpi)[number].items:
        if isinstance(item, Code128):
            right = item.left + sum(item.widths) * item.dots
            page.paste(
                255, (item.left - 2, round(item.y * dots) - 2, right + 2, round((item.y + item.height) * dots) + 2)
            )
    return page


@pytest.mark.parametrize("dpi", [203.2, 300])
@pytest.mark.parametrize(("content", "size"), LABELS)
def test_the_dots_of_zpl_are_the_dots_of_the_pdf(content: Content, size: str, dpi: float) -> None:
    printed = printed_pages(render(content, size, dpi=dpi).data, dpi)
    drawn = formats(content, size, dpi)
    assert len(drawn) == len(printed)
    for number, (page, zpl) in enumerate(zip(printed, drawn, strict=True)):
        expected = without_bars(page, content, size, dpi, number)
        found = graphic(zpl)
        # where the paper is no whole number of dots the PDF's picture is a dot larger: no stroke is a dot aside
        difference = ImageChops.difference(*(shade.resize((400, 600)) for shade in (found, expected)))
        strong = difference.point(lambda shade: 255 if shade > 128 else 0).histogram()[255]
        assert strong < 400 * 600 * 0.001


@pytest.mark.parametrize(("content", "size"), PAPERS)
def test_the_printer_is_told_the_same_bars_at_the_same_dots(content: Content, size: str) -> None:
    pages = pages_of(content, size)
    for page, zpl in zip(pages, formats(content, size), strict=True):
        told = re.findall(r"\^FO(\d+),(\d+)\^BY(\d+)\^BCN,(\d+),N,N,N,[AN]\^FD(?:>;>8)?([^^]+)\^FS", zpl)
        assert told == [
            (str(item.left), str(round(item.y * 8)), str(item.dots), str(round(item.height * 8)), item.data)
            for item in page.items
            if isinstance(item, Code128)
        ]


@pytest.mark.parametrize("size", sizes_of(label()))
def test_the_qr_code_of_zpl_decodes(size: str) -> None:
    [zpl] = formats(label(), size)
    assert decoded(graphic(zpl)) == [("QR Code", "SF1420778803016")]


def test_the_paper_is_told_in_dots_of_the_printer() -> None:
    for dpi, size in ((203.2, "^PW800^LL1200"), (300, "^PW1181^LL1772"), (600, "^PW2362^LL3543")):
        assert size in formats(label(), "100x150", dpi)[0]


def test_signs_that_zpl_reserves_go_symbol_by_symbol() -> None:
    [zpl] = formats(label(waybill="A^B~C>12345678"), "100x150")
    assert "^BCN,180,N,N,N,N^FD>:A><B>=C>0>512345678^FS" in zpl
    [zpl] = formats(label(waybill="12345699>A"), "100x150")
    assert "^FD>;12345699>6>0A^FS" in zpl


def test_pages_of_a_batch_are_formats_in_order() -> None:
    assert len(formats(slip(lines=12), "100x150")) == render(slip(lines=12), "100x150").pages


def test_the_decoder_of_these_tests_knows_the_guide_s_examples() -> None:
    assert expanded("M0,:K1K2", 5) == [bytes(5), bytes(5), bytes.fromhex("1111122222")]

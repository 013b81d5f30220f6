"""ZPL as a renderer of others reads it: the same codes and the same ink as the PDF, at every resolution."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops
from zplkit import Options
from zplkit import render as draw
from zplkit.rendering import Limits

from desktop_oms.documents import render, sizes_of, zpl_picture
from tests.documents.reading import decoded, printed_pages
from tests.documents.samples import label, slip

SIZES = [size for size in sizes_of(label()) if not size.startswith("A4")]
LIMITS = Limits(graphic_bytes=20_000_000, pixels=100_000_000, input_bytes=20_000_000, number_abs=1e9)
SCALED = (400, 600)


def rendered(zpl: bytes, dpi: float) -> list[Image.Image]:
    """The pages of a ZPL file as zplkit draws them; it must have nothing to warn of."""
    document = draw(zpl, Options(profile="specification", dpi=round(dpi)), limits=LIMITS)
    assert list(document.warnings) == []
    rasters = [scene.rasterize() for scene in document.labels]
    return [Image.frombytes("L", (raster.width, raster.height), raster.pixels) for raster in rasters]


def different(one: Image.Image, other: Image.Image) -> float:
    """The share of the page on which two pictures differ strongly."""
    pair = [picture.convert("L").resize(SCALED) for picture in (one, other)]
    strong = ImageChops.difference(*pair).point(lambda shade: 255 if shade > 128 else 0).histogram()[255]
    return float(strong) / (SCALED[0] * SCALED[1])


@pytest.mark.parametrize("dpi", [203.2, 300, 600])
@pytest.mark.parametrize("fmt", ["zpl", "raster"])
@pytest.mark.parametrize("size", SIZES)
def test_a_printer_reads_the_codes_of_the_pdf(size: str, fmt: str, dpi: float) -> None:
    [paper] = printed_pages(render(label(), size, dpi=dpi).data, dpi)
    zpl = render(label(), size, fmt, dpi).data
    [seen] = rendered(zpl, dpi)
    assert sorted(decoded(seen)) == sorted(decoded(paper))
    if fmt == "raster":  # the printer's own Code 128 may be another mix of sets
        assert different(seen, paper) < 0.004


@pytest.mark.parametrize("waybill", ["A^B~C>12345678", "12345699>A", "SF1420778803016", "1234"])
def test_signs_that_zpl_reserves_come_back_whole(waybill: str) -> None:
    [seen] = rendered(render(label(waybill=waybill), "100x150", "zpl").data, 203.2)
    assert ("Code 128", waybill) in decoded(seen)


@pytest.mark.parametrize("fmt", ["zpl", "raster"])
def test_our_preview_shows_what_the_printer_draws(fmt: str) -> None:
    zpl = render(slip(lines=12), "100x150", fmt).data
    ours, theirs = list(zpl_picture.pages(zpl)), rendered(zpl, 203.2)
    assert len(ours) == len(theirs) > 1
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.size == other.size
        assert decoded(mine) == decoded(other)

"""Bars and QR codes of every document on every paper: they decode, and they lie on the printer's dots."""

from __future__ import annotations

import random
import re
import string

import pytest
import zxingcpp
from PIL import Image

from desktop_oms.documents import LogisticContent, render, sizes_of
from desktop_oms.documents.barcode import GS1_DOTS, QUIET_MODULES, encode, module_dots
from desktop_oms.documents.content import Content
from desktop_oms.documents.layout import Code128, QrCode
from desktop_oms.domain.errors import OmsError
from tests.documents.reading import codes_of, decoded, drawing_commands, pages_of, printed_pages
from tests.documents.samples import code_sheet, label, logistic, manifest, pick_list, return_slip, slip

CONTENTS = (label(), slip(), pick_list(), logistic(), return_slip(), return_slip(bench=True), manifest(), code_sheet())
PAPERS = [(content, size) for content in CONTENTS for size in sizes_of(content)]
NAMES = [f"{type(content).__name__}-{size}" for content, size in PAPERS]
DIGITS, SIGNS = string.digits, "".join(map(chr, range(32, 127)))


def picture_of(data: str, dots: int = 2) -> Image.Image:
    quiet = [255] * QUIET_MODULES * dots
    bars = [255 * (place % 2) for place, width in enumerate(encode(data).widths) for _ in range(width * dots)]
    row = bytes([*quiet, *bars, *quiet])
    return Image.frombytes("L", (len(row), 40), row * 40)


@pytest.mark.parametrize("dpi", [203.2, 300])
@pytest.mark.parametrize(("content", "size"), PAPERS, ids=NAMES)
def test_every_code_decodes_though_slightly_blurred(content: Content, size: str, dpi: float) -> None:
    printed = render(content, size, dpi=dpi)
    found = [code for page in printed_pages(printed.data, dpi) for code in decoded(page, blur=0.8)]
    assert sorted(found) == sorted(codes_of(pages_of(content, size, dpi)))
    assert printed.notices == ()


@pytest.mark.parametrize("dpi", [203.2, 300, 600])
@pytest.mark.parametrize(("content", "size"), PAPERS, ids=NAMES)
def test_every_bar_begins_and_ends_on_a_whole_dot(content: Content, size: str, dpi: float) -> None:
    pages = pages_of(content, size, dpi)
    codes = [item for page in pages for item in page.items if isinstance(item, Code128)]
    module = 4 if isinstance(content, LogisticContent) else 3
    assert all(code.dots == round(module * dpi / 203.2) for code in codes)
    assert all(code.left >= QUIET_MODULES * code.dots for code in codes)
    dot = 72 / dpi
    tall = {f"{code.height * 72 / 25.4:.3f}" for code in codes}
    drawn = re.findall(
        r"^([\d.]+) [\d.]+ ([\d.]+) ([\d.]+) re$", drawing_commands(render(content, size, dpi=dpi).data), re.M
    )
    bars = [(float(x) / dot, float(width) / dot) for x, width, height in drawn if height in tall]
    assert len(bars) == sum(len(code.widths) // 2 + 1 for code in codes)
    for left, width in bars:
        assert abs(left - 0.2 - round(left - 0.2)) < 0.01
        assert abs(width + 0.4 - round(width + 0.4)) < 0.01


def test_bars_on_a_printer_of_eight_dots_a_millimetre_are_exactly_as_wide_as_encoded() -> None:
    [page] = printed_pages(render(label()).data, 203.2)
    code = next(item for item in pages_of(label(), "100x150")[0].items if isinstance(item, Code128))
    row = page.crop((0, 400, page.width, 401)).tobytes()
    runs = [len(run[0]) for run in re.finditer(rb"[\x00-\x7f]+|[\x80-\xff]+", row)]
    assert runs[0] == code.left
    assert runs[1:-1] == [width * code.dots for width in code.widths]


def test_any_mix_of_letters_digits_and_signs_decodes() -> None:
    chance = random.Random(7)
    for _ in range(200):
        mix = [chance.choice(DIGITS if chance.random() < 0.6 else SIGNS) for _ in range(chance.randint(1, 30))]
        data = "".join(mix)
        assert decoded(picture_of(data)) == [("Code 128", data)]


def test_a_code_is_never_longer_than_the_one_zxing_makes() -> None:
    chance = random.Random(8)
    for _ in range(200):
        mix = [chance.choice(DIGITS if chance.random() < 0.7 else string.ascii_uppercase) for _ in range(14)]
        data = "".join(mix)
        theirs = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.Code128).to_image(scale=1, add_quiet_zones=False)
        assert encode(data).modules <= Image.fromarray(theirs).width


def test_digits_are_packed_in_pairs() -> None:
    assert encode("42077880").values == (105, 42, 7, 78, 80)
    assert encode("A102484").values == (104, 33, 99, 10, 24, 84)


@pytest.mark.parametrize("data", ["", "订单1", "A\x00B", "A\nB", "é", "٣٤٥٦", "9" * 81])
def test_what_code_128_cannot_hold_is_refused(data: str) -> None:
    with pytest.raises(OmsError) as refused:
        encode(data)
    assert refused.value.code == "barcode_characters"


def test_a_long_code_gets_narrower_bars_and_says_so() -> None:
    printed = render(label(waybill="AMZN-113-ABCDEF-7Q"), "76x130")
    assert [notice.code for notice in printed.notices] == ["narrow_bars"]
    assert printed.notices[0].said("zh_CN").startswith("条码 AMZN-113-ABCDEF-7Q")
    [page] = printed_pages(printed.data, 203.2)
    assert ("Code 128", "AMZN-113-ABCDEF-7Q") in decoded(page)


def test_a_code_too_long_for_the_paper_is_refused_and_never_shrunk() -> None:
    with pytest.raises(OmsError) as refused:
        render(label(waybill="ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG"), "76x130")
    assert refused.value.code == "barcode_does_not_fit"
    assert refused.value.facts["needed"] > refused.value.facts["room"]


def test_the_floor_is_two_dots_of_a_203_dpi_printer() -> None:
    bars = encode("A102484")
    needed = bars.modules + 2 * QUIET_MODULES
    assert module_dots(bars, needed * 3, 203.2) == (3, True)
    assert module_dots(bars, needed * 3 - 1, 203.2) == (2, False)
    assert module_dots(bars, needed * 9, 600) == (9, True)
    with pytest.raises(OmsError):
        module_dots(bars, needed * 2 - 1, 203.2)


def test_the_sscc_is_a_gs1_128_and_never_narrower_than_four_dots() -> None:
    [page] = printed_pages(render(logistic()).data, 203.2)
    [code] = zxingcpp.read_barcodes(page)
    assert (code.symbology_identifier, code.content_type) == ("]C1", zxingcpp.ContentType.GS1)
    assert code.text == "(00)069123451000000175"
    bars = encode("00069123451000000175", gs1=True)
    assert bars.values[:3] == (105, 102, 0)
    needed = (bars.modules + 2 * QUIET_MODULES) * 4
    assert module_dots(bars, needed, 203.2, GS1_DOTS) == (4, True)
    with pytest.raises(OmsError) as refused:
        module_dots(bars, needed - 1, 203.2, GS1_DOTS)
    assert refused.value.code == "barcode_does_not_fit"


def test_qr_content_too_long_for_the_label_is_refused() -> None:
    for length in (300, 5000):
        with pytest.raises(OmsError) as refused:
            render(label(qr="x" * length))
        assert refused.value.code == "qr_does_not_fit"


def test_the_qr_code_can_hold_another_text_than_the_waybill() -> None:
    data = "订单 A102484"
    [page] = printed_pages(render(label(qr=data)).data, 203.2)
    assert ("QR Code", data) in decoded(page)
    [code] = [item for item in pages_of(label(qr=data), "100x150")[0].items if isinstance(item, QrCode)]
    assert code.dots >= 3

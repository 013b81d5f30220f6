"""Logistic labels, return slips, manifests, sheets of codes, labels on sheets and logos: what each must bear."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from desktop_oms.documents import Logo, render, render_many, sizes_of
from desktop_oms.documents.content import Content
from desktop_oms.documents.layout import Box, Code128, Picture, Text
from desktop_oms.domain.errors import OmsError
from tests.documents.reading import decoded, ink, pages_of, printed_pages, read_text, texts_of
from tests.documents.samples import (
    LONG_EN,
    LONG_SENDER,
    LONG_ZH,
    code_sheet,
    label,
    logistic,
    manifest,
    return_slip,
    slip,
)

LANGUAGES = ("zh_CN", "en")


@pytest.mark.parametrize("size", sizes_of(logistic()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_logistic_label_bears_what_it_must_in_letters_of_three_millimetres(language: str, size: str) -> None:
    content = logistic(language, parcel_no=2, parcel_count=3)
    text = read_text(render(content, size).data)
    for party in (content.receiver, content.sender):
        for fact in (party.name, party.phone, party.address):
            assert "".join(fact.split()) in text
    assert "SSCC(00)069123451000000175" in text
    assert "2/3" in text
    [page] = pages_of(content, size)
    capital = 0.733 * 25.4 / 72
    assert min(item.size for item in page.items if isinstance(item, Text)) * capital >= 3
    [code] = [item for item in page.items if isinstance(item, Code128)]
    assert (code.height, code.dots) == (32, 4)
    unweighed = read_text(render(logistic("en", weight=""), size).data)
    assert "Qty24pcs" in unweighed
    assert "Weight" not in unweighed


@pytest.mark.parametrize("size", sizes_of(logistic()))
def test_the_longest_real_parties_fit_the_logistic_label_or_are_refused_by_name(size: str) -> None:
    for party in (LONG_SENDER, LONG_EN, LONG_ZH):
        text = read_text(render(logistic(receiver=party), size).data)
        assert "".join(party.address.split()) in text
    with pytest.raises(OmsError) as refused:
        render(logistic(receiver=LONG_ZH, sender=LONG_ZH), size)
    assert refused.value.facts["box"] == "收件地址"


@pytest.mark.parametrize("size", sizes_of(return_slip()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_return_slip_bears_what_it_must(language: str, size: str) -> None:
    content = return_slip(language)
    text = read_text(render(content, size).data)
    to = content.return_to
    goods = tuple(part for line in content.lines for part in (line.name, line.spec, line.sku, line.reason))
    for fact in (content.case_no, content.order_no, to.name, to.phone, to.address, content.deadline, *goods):
        assert "".join(fact.split()) in text
    words = ("完好", "破损", "不符", "缺少") if language == "zh_CN" else ("Good", "Damaged", "Wrong", "Missing")
    for word in words:
        assert text.count(word) >= 2
    assert ("[表情]" if language == "zh_CN" else "[emoji]") in text


@pytest.mark.parametrize("size", sizes_of(return_slip()))
def test_the_inspection_sheet_has_larger_boxes_and_a_place_for_the_clerk_instead_of_the_address(size: str) -> None:
    bench = return_slip(bench=True)
    text = read_text(render(bench, size).data)
    assert "验货单" in text
    assert "验货人" in text
    assert "退回地址" not in text
    assert "请在" not in text

    def tallest(content: Content) -> float:
        boxes = [item for page in pages_of(content, size) for item in page.items if isinstance(item, Box)]
        return max(box.height for box in boxes if 4 < box.width < 25)

    assert tallest(bench) > tallest(return_slip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_lists_every_parcel_and_each_page_tells_its_sum(language: str) -> None:
    content = manifest(language, rows=70)
    pages = pages_of(content, "A4")
    found = [text for text in texts_of(pages) if text.startswith("SF1420")]
    assert found == [row.waybill for row in content.rows]
    assert len(pages) == 3
    so_far = 0
    for page in pages:
        here = sum(text.startswith("SF1420") for text in texts_of([page]))
        so_far += here
        told = (f"本页 {here} 件", f"累计 {so_far} / 70 件")
        if language == "en":
            told = (f"{here} parcels on this page", f"So far {so_far} of 70")
        assert set(told) <= set(texts_of([page]))
    assert ("签字" if language == "zh_CN" else "Signature") in texts_of(pages[-1:])
    assert ("未关闭" if language == "zh_CN" else "Still open") not in texts_of(pages)
    still = texts_of(pages_of(manifest(language, closed_at=""), "A4"))
    assert ("未关闭" if language == "zh_CN" else "Still open") in still


def test_a_town_with_a_long_name_is_broken_into_lines_and_never_keeps_a_manifest_from_being_printed() -> None:
    content = manifest(rows=3)
    town = "伊犁哈萨克自治州 察布查尔锡伯自治县"
    rows = (replace(content.rows[0], destination=town), *content.rows[1:])
    [page] = pages_of(replace(content, rows=rows), "A4")
    texts = [item for item in page.items if isinstance(item, Text)]
    parts = [item for item in texts if item.text in town]
    assert [item.text for item in parts] == town.split()
    assert {item.size for item in parts} == {9}
    weights = [item.y for item in texts if item.text == rows[0].weight]
    assert weights[1] - weights[0] > weights[2] - weights[1]
    assert len(rows) == len(weights)


def test_a_long_name_of_goods_stands_on_their_card_in_several_lines() -> None:
    sheet = code_sheet()
    name = "山野手作陶瓷马克杯 大容量办公室咖啡杯 Handmade ceramic mug 送礼盒装 第1款 湖蓝 Lake blue / 350 ml / 礼盒装"
    section = replace(sheet.sections[0], cards=(replace(sheet.sections[0].cards[0], hint=name),), height=42.0)
    [page] = pages_of(replace(sheet, sections=(section,)), "A4")
    parts = [item for item in page.items if isinstance(item, Text) and item.text in name]
    assert "".join("".join(item.text for item in parts).split()) == "".join(name.split())
    assert len(parts) > 1
    [bars] = [item for item in page.items if isinstance(item, Code128)]
    assert parts[-1].y < bars.y


def test_the_words_of_an_inspection_are_of_one_size() -> None:
    [page] = pages_of(return_slip("en", bench=True), "A5")
    words = ("Good", "Damaged", "Wrong", "Missing")
    assert len({item.size for item in page.items if isinstance(item, Text) and item.text in words}) == 1


def test_a_sheet_of_codes_has_each_word_larger_than_its_code() -> None:
    [page] = pages_of(code_sheet(), "A4")
    sizes = {item.text: item.size for item in page.items if isinstance(item, Text)}
    assert sizes["确认"] > 18
    assert sizes["×12"] > 18
    assert sizes["王敏"] > 30
    assert sizes["CMD:OK"] == 8


@pytest.mark.parametrize(("size", "places"), [("A4-2up", 2), ("A4-4up", 4)])
def test_labels_fill_sheets_from_the_place_where_the_sheet_is_still_whole(size: str, places: int) -> None:
    contents = [label(waybill=f"SF14207788030{number:02}") for number in range(places)]
    printed = render_many(contents, size, start=2)
    assert printed.pages == 2
    first, second = printed_pages(printed.data, 203.2)
    assert {text for _, text in decoded(first)} == {f"SF14207788030{number:02}" for number in range(places - 1)}
    assert {text for _, text in decoded(second)} == {f"SF14207788030{places - 1:02}"}
    half = first.crop((0, 0, first.width // 2, first.height // (places // 2)))
    assert half.getextrema() == (255, 255)
    for start in (0, places + 1):
        with pytest.raises(OmsError) as refused:
            render_many(contents, size, start=start)
        assert refused.value.code == "start_place_unknown"


def test_a_logo_stands_beside_the_title_in_its_own_proportion() -> None:
    buffer = io.BytesIO()
    Image.new("L", (300, 150), 40).save(buffer, "PNG")
    logo = Logo(buffer.getvalue(), 300, 150)
    for content in (slip(logo=logo), return_slip(logo=logo)):
        for size in sizes_of(content):
            page = pages_of(content, size)[0]
            [picture] = [item for item in page.items if isinstance(item, Picture)]
            assert picture.width == pytest.approx(2 * picture.height)
            printed = printed_pages(render(content, size).data, 203.2)[0]
            middle = (picture.x + picture.width / 2, picture.y + picture.height / 2)
            assert printed.getpixel((round(middle[0] * 8), round(middle[1] * 8))) == 40
            texts = [ink(page, item) for item in page.items if isinstance(item, Text)]
            right, bottom = picture.x + picture.width, picture.y + picture.height
            for a in texts:
                assert min(a[2], right) <= max(a[0], picture.x) or min(a[3], bottom) <= max(a[1], picture.y)

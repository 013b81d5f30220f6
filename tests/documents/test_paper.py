"""Every document on every paper in both languages: all it must bear stands on it, inside the paper and side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.documents import Party, PickLine, SlipContent, SlipLine, preview, render, render_many, sizes_of
from desktop_oms.documents.content import Content
from desktop_oms.documents.layout import Code128, Page, QrCode, Text
from desktop_oms.domain.errors import OmsError
from tests.documents.reading import ink, overlaps, pages_of, printed_pages, read_text, texts_of
from tests.documents.samples import (
    LONG_EN,
    LONG_SENDER,
    LONG_ZH,
    RARE_NAME,
    code_sheet,
    label,
    logistic,
    manifest,
    pick_list,
    return_slip,
    slip,
)

LANGUAGES = ("zh_CN", "en")
PAPERS = [
    (content, size)
    for language in LANGUAGES
    for content in (
        label(language),
        label(language, collect="¥128.00", sort_code=""),
        slip(language),
        slip(language, lines=30, prices=True),
        pick_list(language),
        pick_list(language, lines=40),
        logistic(language),
        return_slip(language),
        return_slip(language, lines=9, bench=True, waybill="SF1420778803016"),
        manifest(language),
        manifest(language, rows=90, closed_at=""),
        code_sheet(language),
    )
    for size in sizes_of(content)
]


def codes_with_quiet_zone(page: Page) -> list[tuple[float, float, float, float]]:
    """The areas of the page's codes with the blank they need beside them, in mm."""
    dot = 25.4 / page.dpi
    areas = []
    for item in page.items:
        if isinstance(item, Code128):
            quiet, wide = 10 * item.dots, sum(item.widths) * item.dots
            areas.append(((item.left - quiet) * dot, item.y, (item.left + wide + quiet) * dot, item.y + item.height))
        elif isinstance(item, QrCode):
            quiet, side = 4 * item.dots, len(item.rows) * item.dots
            left, top = item.left - quiet, item.top - quiet
            areas.append((left * dot, top * dot, (item.left + side + quiet) * dot, (item.top + side + quiet) * dot))
    return areas


@pytest.mark.parametrize(("content", "size"), PAPERS)
def test_everything_stands_inside_the_paper_and_nothing_over_another(content: Content, size: str) -> None:
    for page in pages_of(content, size):
        assert overlaps(page) == []
        texts = [ink(page, item) for item in page.items if isinstance(item, Text)]
        for left, top, right, bottom in texts:
            assert left >= 2
            assert top >= 1
            assert right <= page.width - 2
            assert bottom <= page.height - 1
        for left, top, right, bottom in codes_with_quiet_zone(page):
            assert left >= 0
            assert top >= 0
            assert right <= page.width
            assert bottom <= page.height
            for a in texts:
                assert min(a[2], right) - max(a[0], left) <= 0.2 or min(a[3], bottom) - max(a[1], top) <= 0.2


@pytest.mark.parametrize(("content", "size"), PAPERS)
def test_no_type_is_smaller_than_eight_points(content: Content, size: str) -> None:
    sizes = {item.size for page in pages_of(content, size) for item in page.items if isinstance(item, Text)}
    assert min(sizes) >= 8


@pytest.mark.parametrize("size", sizes_of(label()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_bears_what_it_must(language: str, size: str) -> None:
    content = label(language, parcel_no=2, parcel_count=3, print_no=2, collect="¥128.00")
    text = read_text(render(content, size).data)
    facts = (content.carrier, content.service, content.sort_code, content.waybill, "2/3", content.order_no)
    people = (content.receiver, content.sender)
    facts += tuple(part for party in people for part in (party.name, party.phone, party.address))
    for fact in (*facts, "¥128.00", content.weight, content.printed_at):
        assert "".join(fact.split()) in text
    assert ("第2次打印" if language == "zh_CN" else "Print2") in text


@pytest.mark.parametrize("size", sizes_of(label()))
def test_the_sort_code_is_the_largest_text_of_the_label(size: str) -> None:
    [page] = pages_of(label(), size)
    texts = sorted((item for item in page.items if isinstance(item, Text)), key=lambda text: text.size)
    assert texts[-1].text == "025B-KD-17"
    assert texts[-1].size > 1.5 * texts[-2].size


@pytest.mark.parametrize("size", sizes_of(slip()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_bears_what_it_must_and_no_prices(language: str, size: str) -> None:
    content = slip(language, parcel_no=1, parcel_count=2)
    text = read_text(render(content, size).data)
    lines = tuple(part for line in content.lines for part in (line.name, line.sku, line.spec))
    for fact in (content.order_no, content.store, content.receiver.name, content.receiver.address, *lines):
        assert "".join(fact.split()) in text
    assert ("第1件，共2件" if language == "zh_CN" else "1of2") in text
    assert ("本箱共8件" if language == "zh_CN" else "8piecesinthisparcel") in text
    assert content.gift_message.replace(" ", "") in text
    assert content.return_policy.replace(" ", "") in text
    assert ("谢谢[表情]" if language == "zh_CN" else "thankyou[emoji]") in text
    assert "¥" not in text


@pytest.mark.parametrize("size", sizes_of(slip()))
def test_prices_stand_on_the_slip_where_they_are_switched_on(size: str) -> None:
    besides = {"shipping": "¥12.00", "discount": "-¥5.00"}
    text = read_text(render(slip(prices=True, **besides), size).data)
    assert "运费¥12.00" in text
    assert "优惠-¥5.00" in text
    assert "税费" not in text
    assert "运费" not in read_text(render(slip(**besides), size).data)
    assert text.count("¥68.00") == 4
    assert "合计¥544.00" in text


def test_every_note_of_orders_that_travel_together_is_printed() -> None:
    text = read_text(render(slip(buyer_notes=("第一单留言", "第二单留言"))).data)
    assert "第一单留言" in text
    assert "第二单留言" in text


def test_a_long_slip_goes_on_over_pages_that_say_so() -> None:
    printed = render(slip(lines=60), "A5")
    pages = pages_of(slip(lines=60), "A5")
    assert printed.pages == len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页，共 {len(pages)} 页" in texts_of([page])
    assert "订购" in texts_of(pages[1:2])
    assert sum(text == "MUG-350-BLU" for text in texts_of(pages)) == 15


@pytest.mark.parametrize("size", sizes_of(pick_list()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pick_list_bears_what_it_must(language: str, size: str) -> None:
    content = pick_list(language)
    text = read_text(render(content, size).data)
    lines = tuple(part for line in content.lines for part in (line.bin, line.name, line.spec, line.sku, line.order_no))
    for fact in (content.wave, content.picker, *lines):
        assert "".join(fact.split()) in text
    assert ("缺货" if language == "zh_CN" else "Short") in text
    further = read_text(render(replace(content, print_no=2), size).data)
    assert ("第2次打印" if language == "zh_CN" else "Print2") in further


@pytest.mark.parametrize("size", sizes_of(pick_list()))
def test_the_pick_list_says_of_goods_without_a_bin_that_they_have_none(size: str) -> None:
    lines = (PickLine("", "Tee", "TEE-1", 2), PickLine("A-1", "Cup", "CUP-1", 1))
    texts = texts_of(pages_of(replace(pick_list(), lines=lines), size))
    assert texts.count("未设库位") == 1


@pytest.mark.parametrize("size", sizes_of(pick_list()))
def test_the_pick_list_goes_by_bin_as_people_count_and_shows_it_large(size: str) -> None:
    lines = tuple(PickLine(place, "茶", "TEA", 1) for place in ("B-1", "A-10", "", "A-9", "A-2-2", "A-2-1"))
    pages = pages_of(replace(pick_list(), lines=lines), size)
    texts = [item for page in pages for item in page.items if isinstance(item, Text)]
    bins = [item for item in texts if item.text in {line.bin for line in lines if line.bin}]
    assert [item.text for item in bins] == ["A-2-1", "A-2-2", "A-9", "A-10", "B-1"]
    assert min(item.size for item in bins) >= 16


def test_a_roll_is_as_long_as_its_list() -> None:
    [short], [long] = pages_of(pick_list(lines=2), "80mm"), pages_of(pick_list(lines=40), "80mm")
    assert short.width == long.width == 80
    assert 80 < short.height < 150
    assert long.height > 800


@pytest.mark.parametrize("size", sizes_of(label()))
@pytest.mark.parametrize("party", [LONG_ZH, LONG_EN])
def test_the_longest_real_receivers_fit_every_label(party: Party, size: str) -> None:
    content = label(receiver=party, sender=LONG_SENDER)
    [page] = pages_of(content, size)
    assert overlaps(page) == []
    text = read_text(render(content, size).data)
    assert "".join(party.address.split()) in text
    assert "".join(party.name.split()) in text


@pytest.mark.parametrize("size", sizes_of(slip()))
def test_the_longest_real_goods_and_notes_fit_every_slip(size: str) -> None:
    name = "【限时特惠】" + "北欧风加厚防滑吸水速干珊瑚绒地垫卧室床边毯可机洗" * 5
    spec = "颜色分类：雾霾蓝；尺寸：50×80 cm；" * 4
    line = SlipLine(name, "SKU-" * 15, 12345, 12345, 99999, spec, "¥123,456.00", "¥999,999.00")
    long_note = "请送到门卫，不要放快递柜。" * 40
    content = replace(slip(prices=True, buyer_notes=(long_note,), receiver=LONG_ZH), lines=(line,) * 3)
    for page in pages_of(content, size):
        assert overlaps(page) == []
    assert name in read_text(render(content, size).data)


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (label(receiver=Party("许念", "139", "路" * 600)), "收件地址"),
        (label(receiver=Party("念" * 900)), "收件人"),
        (label(sort_code="A" * 60), "分拣码"),
        (label(carrier="递" * 60), "快递栏"),
        (slip(buyer_notes=("好" * 9000,)), "备注"),
        (slip(store="店" * 200), "标题栏"),
        (pick_list(wave="W1", picker="王" * 90), "单据信息"),
        (logistic(receiver=Party("许念", "139", "路" * 300)), "收件地址"),
        (return_slip(return_to=Party("仓" * 300)), "退回地址"),
        (manifest(carrier="递" * 90), "标题栏"),
        (code_sheet(title="码" * 90), "标题栏"),
    ],
)
def test_what_is_too_long_is_refused_by_document_and_box(content: Content, box: str) -> None:
    with pytest.raises(OmsError) as refused:
        render(content)
    assert refused.value.code == "text_does_not_fit"
    assert refused.value.facts["box"] == box
    assert refused.value.facts["number"] == content.number


def test_a_batch_comes_out_in_the_order_given() -> None:
    printed = render_many([label(order_no=f"A{number}") for number in (3, 1, 2)])
    assert printed.pages == 3
    text = read_text(printed.data)
    assert text.index("A3") < text.index("A1") < text.index("A2")


def test_one_document_that_does_not_fit_stops_the_batch_and_is_named() -> None:
    with pytest.raises(OmsError) as refused:
        render_many([label(), label(order_no="B2", receiver=Party("许念", "139", "路" * 600))])
    assert refused.value.facts["number"] == "B2"


def test_the_same_content_gives_the_same_bytes() -> None:
    for fmt in ("pdf", "zpl"):
        assert render(label(), fmt=fmt).data == render(label(), fmt=fmt).data


def test_a_character_no_font_has_is_marked_on_paper_and_told() -> None:
    printed = render(label(receiver=Party("김철수 许念", "139", "南京")))
    assert "〓〓〓许念" in read_text(printed.data)
    [notice] = printed.notices
    assert notice.code == "missing_characters"
    assert notice.said("en") == 'A102484: no font has the characters "김철수"; they print as 〓. Write them in by hand.'


def test_the_preview_is_a_picture_of_the_page() -> None:
    picture = preview(render(label()).data, 96)
    assert picture.startswith(b"\x89PNG")
    [page] = printed_pages(render(label()).data, 203.2)
    assert page.size == (800, 1200)
    assert RARE_NAME.split()[0] in read_text(render(label()).data)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: render(label(), "A4"), "paper_size_unknown"),
        (lambda: render(logistic(), "100x150"), "paper_size_unknown"),
        (lambda: render(manifest(), "A5"), "paper_size_unknown"),
        (lambda: render(label(), start=2), "start_place_unknown"),
        (lambda: render(slip(), "76x130"), "paper_size_unknown"),
        (lambda: render(label(), fmt="png"), "paper_format_unknown"),
        (lambda: render(label(), dpi=72), "printer_dpi_unknown"),
        (lambda: render_many([]), "nothing_to_print"),
    ],
)
def test_what_is_not_offered_is_refused(call: object, code: str) -> None:
    assert callable(call)
    with pytest.raises(OmsError) as refused:
        call()
    assert refused.value.code == code


def test_size_names_are_read_in_any_case_and_203_means_203_point_2() -> None:
    assert render(label(), "4X6IN", dpi=203).data == render(label(), "4x6in", dpi=203.2).data
    assert render(slip(), "a5").data == render(slip()).data


@pytest.mark.parametrize(("language", "word"), [("zh_CN", "赠品"), ("en", "Gift")])
def test_a_slip_says_what_is_a_gift(language: str, word: str) -> None:
    lines = (SlipLine("Cup", "CUP", 1, 1, spec="500 ml"), SlipLine("Card", "CARD", 1, 1, gift=True))
    text = texts_of(pages_of(SlipContent(language, "Shop", "A100001", Party("Lin"), lines), "A5"))
    assert text.count(word) == 1


@pytest.mark.parametrize("size", ["A5", "A4", "100x150"])
@pytest.mark.parametrize("count", [3, 20])
def test_a_slip_of_several_orders_tells_whose_goods_follow(size: str, count: int) -> None:
    numbers = [f"A1000{n:02}" for n in range(1, count + 1)]
    lines = tuple(SlipLine("Cup", f"CUP-{n}", 1, 1, of=number) for n, number in enumerate(numbers))
    content = SlipContent("en", "Shop", numbers[0], Party("Lin"), lines, mates=tuple(numbers[1:]))
    said = " ".join(texts_of(pages_of(content, size)))
    assert all(f"Order {number}" in said for number in numbers)
    assert (f"{numbers[0]} +19" in said) == (count == 20)

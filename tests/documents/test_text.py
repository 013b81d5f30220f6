"""Text on paper: cleaned, measured, broken into lines, and made to fit or refused."""

from __future__ import annotations

import pytest

from desktop_oms.documents import missing_characters
from desktop_oms.documents.font import BOLD, RARE, REGULAR, font
from desktop_oms.documents.layout import Page, Text
from desktop_oms.documents.pdf import paint
from desktop_oms.documents.text import SMALLEST, clean, fit, fit_line, runs, width, wrap
from desktop_oms.domain.errors import OmsError
from tests.documents.reading import printed_pages, read_text
from tests.documents.samples import RARE_NAME


def drawn(char: str, bold: bool = False) -> bytes:
    """The dots of one character alone on a small paper."""
    pdf = paint([Page(12, 12, 203.2, (Text(2, 9, char, 20, bold),))], "")
    return printed_pages(pdf, 203.2)[0].tobytes()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("char", list("𠮷㐂䶮𬭼囧喆Łő€é★☎"))
def test_rare_characters_print_as_themselves_and_not_as_the_missing_box(char: str, bold: bool) -> None:
    box = drawn("\U0010fffd", bold)
    assert drawn(char, bold) != box
    assert min(drawn(char, bold)) < 80


def test_two_rare_characters_look_different() -> None:
    assert len({drawn(char) for char in "𠮷㐂䶮𬭼"}) == 4


def test_rare_characters_can_be_found_and_copied_in_the_pdf() -> None:
    assert read_text(paint([Page(60, 12, 203.2, (Text(2, 9, RARE_NAME, 10),))], "")) == RARE_NAME.replace(" ", "")


def test_the_fonts_hold_all_of_gbk_but_one_sign() -> None:
    gbk = set()
    for code in range(0x80, 0x10000):
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        gbk.add(chr(code))
    for name in (REGULAR, BOLD):
        assert {char for char in gbk if not font(name).glyph(ord(char))} == {"≒"}


def test_a_string_is_cut_into_runs_by_font() -> None:
    assert runs("吉𠮷A", bold=True) == [(BOLD, "吉"), (RARE, "𠮷"), (BOLD, "A")]


def test_characters_no_font_has_are_told() -> None:
    assert missing_characters("김a한김") == "김한"
    assert missing_characters("许念 😊\n") == ""


@pytest.mark.parametrize(
    ("text", "on_slip", "on_label"),
    [
        ("谢谢😊😊！", "谢谢[表情]！", "谢谢！"),
        ("👨‍👩‍👧‍👦一家", "[表情]一家", "一家"),
        ("👍🏽ok", "[表情]ok", "ok"),
        ("中国🇨🇳", "中国[表情]", "中国"),
        ("1️⃣号", "1号", "1号"),
        ("☎️139", "☎139", "☎139"),
        ("a\x00b\x07c", "abc", "abc"),
        ("\u202e反\u202c正\u2066x\u2069", "反正x", "反正x"),
        ("e\u0301", "é", "é"),
        ("a\u200bb\ufeffc\u00add", "abcd", "abcd"),
        ("a\tb\u3000c\u00a0d", "a b c d", "a b c d"),
        ("x\r\ny\u2028z\x0bw", "x\ny\nz\nw", "x\ny\nz\nw"),
        ("\ud800", "\ufffd", "\ufffd"),
    ],
)
def test_only_what_belongs_on_paper_is_left(text: str, on_slip: str, on_label: str) -> None:
    assert clean(text, "[表情]") == on_slip
    assert clean(text) == on_label


def test_phone_numbers_and_words_stay_whole() -> None:
    lines = wrap("送货前请打电话 +86 139 1234 2815 联系wonderful顾客", 30, 10)
    assert any("+86 139 1234 2815" in line for line in lines)
    assert any("wonderful" in line for line in lines)


def test_chinese_breaks_anywhere_but_not_before_a_comma() -> None:
    lines = wrap("江苏省南京市，鼓楼区，中山北路，二十六号，三幢，二单元", 22, 10)
    assert all(not line.startswith("，") for line in lines)
    assert "".join(lines) == "江苏省南京市，鼓楼区，中山北路，二十六号，三幢，二单元"


def test_every_line_is_as_wide_as_its_room_at_most() -> None:
    for text in ("中文ABC " * 20, "a" * 200, "CLOTH-140-200-XL/BLUE_" * 9, "！" * 50, "12 34 " * 30):
        for room in (8.0, 20.0, 50.0):
            lines = wrap(text, room, 9)
            assert all(width(line, 9) <= room + 0.01 for line in lines)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_too_long_is_cut_after_a_hyphen() -> None:
    assert wrap("CLOTH-140-200", 20, 9)[0] == "CLOTH-140-"


def test_text_shrinks_to_eight_points_and_then_is_refused() -> None:
    room = (40.0, 12.0)
    assert fit("短", "box", room, 14).size == 14
    assert SMALLEST <= fit("中" * 40, "box", room, 14).size < 14
    with pytest.raises(OmsError) as refused:
        fit("中" * 80, "收件地址", room, 14)
    assert refused.value.code == "text_does_not_fit"
    assert refused.value.facts["box"] == "收件地址"
    assert len(str(refused.value.facts["text"])) <= 41


def test_a_line_shrinks_to_eight_points_and_then_is_refused() -> None:
    assert fit_line("A102484", "box", 40, 14).size == 14
    assert fit_line("A" * 22, "box", 40, 14).size < 14
    with pytest.raises(OmsError):
        fit_line("A" * 60, "box", 40, 14)


def test_a_text_of_ten_megabytes_is_refused_before_it_is_measured() -> None:
    for text in ("中" * 3_500_000, "a\x00" * 5_000_000):
        with pytest.raises(OmsError) as refused:
            clean(text)
        assert refused.value.code == "text_does_not_fit"


def test_no_text_takes_no_room() -> None:
    assert fit("  ", "box", (10, 10), 9).lines == ()
    assert fit_line("", "box", 10, 9).lines == ()

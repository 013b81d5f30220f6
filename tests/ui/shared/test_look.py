"""The look: enough contrast, ink in the middle, rare characters drawn, icons sharp, and words that fit."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop_oms.words import LANGUAGES, say, table
from ui.shared import fonts, icons, painting, theme, tokens
from ui.shared.cells import number_size
from ui.shared.queues import word_room
from ui.shared.rail import RailButton
from ui.shared.tokens import Theme


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours after WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", tokens.THEMES)
def test_every_text_can_be_read_on_every_ground_it_stands_on(name: Theme) -> None:
    colours = tokens.COLOURS[name]
    grounds = ("window", "surface", "sunken", "selection", "hover", "raised")
    pairs = [(colours[text], colours[ground]) for text in ("text", "muted", "accent") for ground in grounds]
    pairs += [(colours["on_accent"], colours["accent"]), (colours["on_accent"], colours["accent_hi"])]
    pairs += [(colours["on_toast"], colours["toast"]), (colours["toast_link"], colours["toast"])]
    pairs += list(tokens.FAMILIES[name].values())
    pairs += [(word, colours[ground]) for word, _ in tokens.FAMILIES[name].values() for ground in grounds[:4]]
    too_faint = [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5]
    assert too_faint == []


@pytest.mark.parametrize("band", tokens.BANDS)
def test_the_bands_of_the_packing_bench_can_be_read(band: str) -> None:
    assert contrast(*tokens.BANDS[band]) >= 4.5


@pytest.mark.parametrize("name", tokens.THEMES)
def test_hollow_controls_and_refused_actions_can_be_seen(name: Theme) -> None:
    colours = tokens.COLOURS[name]
    assert all(contrast(colours["control"], colours[ground]) >= 3 for ground in ("surface", "window", "selection"))
    assert contrast(colours["off"], colours["surface"]) >= 3.4


def test_every_status_and_badge_has_its_look_and_its_icon() -> None:
    keys = [key for key in table() if re.fullmatch(r"(status|badge)\.\w+", key)]
    assert [key for key in keys if key not in tokens.LOOKS] == []
    assert {look.icon for look in tokens.LOOKS.values()} <= set(icons.names())
    assert {look.family for look in tokens.LOOKS.values()} <= set(tokens.FAMILIES["light"])


@pytest.mark.parametrize("px", [11, 12, 13, 15, 20, 28, 56])
@pytest.mark.parametrize("words", ["订单确认", "HOX"])
def test_the_ink_of_a_line_stands_in_its_middle(px: int, words: str) -> None:
    side = px * 8
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painting.text(painter, 4, side / 2, words, px, colour=QColor("black"))
    painter.end()
    inked = [y for y in range(side) if any(image.pixelColor(x, y).value() < 128 for x in range(side))]
    assert inked
    assert abs((inked[0] + inked[-1] + 1) / 2 - side / 2) <= max(1.0, px * 0.05)


@pytest.mark.parametrize("sign", "𠮷㐂䶮𬭼林A9")
@pytest.mark.parametrize("bold", [False, True])
def test_even_rare_characters_are_drawn_and_not_boxed(sign: str, bold: bool) -> None:
    def drawn(text: str) -> QImage:
        image = QImage(48, 48, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painting.text(painter, 4, 24, text, 32, bold=bold, colour=QColor("black"))
        painter.end()
        return image

    missing = drawn("\U000e0fff")
    assert drawn(sign) != missing
    assert drawn(sign) != drawn(" ")


def test_the_product_speaks_its_own_font(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == fonts.FAMILY
    assert QFontInfo(fonts.font(13, True)).bold()


def test_lines_break_at_blanks_and_keep_rare_characters_whole() -> None:
    words = "𠮷𠮷𠮷𠮷 Tower B, 478 Wensan Road 浙江省杭州市西湖区"
    lines = painting.broken(words, 100)
    assert len(lines) > 2
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(fonts.advance(line) <= 101 for line in lines)


def test_a_text_that_fits_to_a_fraction_of_a_pixel_is_not_cut(qapp: QApplication) -> None:
    image = QImage(200, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    for word in ("Cancel", "Save draft", "Other file", "取消", "1–10 of 240"):
        room = fonts.advance(word)
        assert painting.text(painter, 0, 20, word, width=room) == room
    painter.end()


def test_markup_is_painted_as_text() -> None:
    assert fonts.laid_out("<b>x</b>", 13, False).textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_drawn_for_the_screens_own_pixels(ratio: float) -> None:
    for name in icons.names():
        picture = icons.pixmap(name, theme.color("text"), 20, ratio)
        assert picture.width() == round(20 * ratio)
        image = picture.toImage()
        inked = sum(image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height()))
        assert inked > 4 * ratio


def test_there_is_one_way_to_draw_an_icon() -> None:
    for name in icons.names():
        drawing = (icons.ICONS / f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in drawing
        assert 'stroke="currentColor"' in drawing
        assert "#" not in drawing


def test_colours_and_sizes_stand_in_the_tokens_only() -> None:
    shared = [file for file in fonts.FONTS.parents[1].glob("ui/**/*.py") if file.name != "tokens.py"]
    found = [file.name for file in shared if re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8"))]
    assert shared
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_rail_fit_their_80_pixels(language: str) -> None:
    words = [say(key, language) for key in table() if key.startswith("page.") and key != "page.first_run"]
    assert [word for word in words if fonts.advance(word, tokens.AXIS, True) > tokens.RAIL - 16] == []
    assert RailButton.__name__ == "RailButton"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_queues_fit_beside_counts_of_two_digits(language: str) -> None:
    words = [say(key, language) for key in table() if key.startswith(("task_short.", "orders.queue."))]
    assert len(words) > 30
    assert [word for word in words if fonts.advance(word) > word_room("88")] == []


@pytest.mark.parametrize("amount", ["¥5,280,000.00", "¥12,345,678.00", "US$119,990.00"])
def test_large_amounts_are_read_whole_in_a_smaller_size(amount: str) -> None:
    room = 80  # of a column of 100 pixels
    size = number_size(amount, room, bold=True)
    assert number_size("¥35.00", room, bold=True) == tokens.BODY > size
    assert fonts.advance(amount, size, bold=True) <= room + 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_fits_its_chip_in_the_table(language: str) -> None:
    words = [say(key, language) for key in table() if key.startswith("status.")]
    assert max(painting.chip_width(word) for word in words) <= (158 if language == "en" else 130)


def test_switching_the_theme_changes_what_is_painted(qapp: QApplication) -> None:
    def ground() -> QColor:
        image = QImage(4, 4, QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        painting.box(painter, QRectF(0, 0, 4, 4), 0, theme.color("surface"))
        painter.end()
        return image.pixelColor(2, 2)

    light = ground()
    theme.apply(qapp, "dark")
    dark = ground()
    theme.apply(qapp, "light")
    assert (light.name().upper(), dark.name().upper()) == ("#FFFFFF", "#1A2029")

"""What the parts of the bench show: nothing cut in the smallest window, a true label, variants told apart."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.domain.packing import Article, PackLine
from tests.services.shop_orders import CUP_CODE
from tests.ui.packing.conftest import OpenBench
from ui.packing.item_card import ItemCard
from ui.packing.packing_page import REASONS, REPRINT, RETRY, UNDO
from ui.shared import painting
from ui.shared.command_card import CommandCard
from ui.shared.goods import goods_of, parts_of, short_name
from ui.shared.lettering import fitted_lines, fitted_size
from ui.shared.messages import Words
from ui.shared.theme import apply
from ui.shared.tokens import THEMES, WINDOW_MINIMUM

XL = "TEE-XL"
SCENES = {
    "idle": (),
    "no order": ("NOBODY",),
    "open": ("S-1", CUP_CODE),
    "wrong": ("S-1", "TEE-M"),
    "wrong again": ("S-1", "TEE-M", XL),
    "over": ("S-1", CUP_CODE, CUP_CODE),
    "unknown": ("S-1", "6901234567809"),
    "all in": ("S-1", XL, XL, CUP_CODE),
    "reprint": ("S-1", XL, XL, CUP_CODE, "CMD:REPRINT"),
    "wrong label": ("S-1", XL, XL, CUP_CODE, "F10000009"),
    "packed": ("S-1", XL, XL, CUP_CODE, "F10000001"),
}


def picture_of(widget: QWidget) -> Image.Image:
    """A widget as it stands on the screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_cut_in_the_smallest_window(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, scene: str, language: str
) -> None:
    bench = open_bench(language)
    bench.window.resize(*WINDOW_MINIMUM)
    bench.shop.order("S-1")
    cut: list[str] = []
    whole = painting.fitted

    def watch(line: str, px: int, bold: bool, width: int) -> str:
        fitted = whole(line, px, bold, width)
        if fitted != line and str(bench.folder) not in line:
            cut.append(f"{line} at {px} px in {width}")
        return fitted

    monkeypatch.setattr(painting, "fitted", watch)
    for code in SCENES[scene]:
        bench.packing().scan(code)
    bench.window.grab()
    assert bench.window.size().toTuple() == WINDOW_MINIMUM
    assert cut == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_label_on_the_screen_is_the_label_of_the_file(open_bench: OpenBench, qapp: object, theme: str) -> None:
    apply(qapp, theme)  # type: ignore[arg-type]
    bench = open_bench()
    bench.packing().scan(bench.shop.order())
    for code in (XL, XL, CUP_CODE):
        bench.packing().scan(code)
    found = zxingcpp.read_barcodes(picture_of(bench.packing().label.picture))
    assert "F10000001" in {code.text for code in found}


@pytest.mark.parametrize("command", [UNDO, RETRY, REPRINT, *REASONS])
def test_the_codes_of_the_foot_can_be_scanned_off_the_screen(qtbot: QtBot, command: object) -> None:
    card = CommandCard("card", "Word", command.key, code=command.code)  # type: ignore[attr-defined]
    qtbot.addWidget(card)
    picture = picture_of(card)
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))
    assert found.text == command.code  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("NAVY / XL", ["NAVY", "XL"]),
        ("海军蓝/XL", ["海军蓝", "XL"]),
        ("颜色分类:海军蓝;尺码:XL", ["颜色分类:海军蓝", "尺码:XL"]),
        ("1/2 inch", ["1/2 inch"]),
        ("500 ml", ["500 ml"]),
        ("Red, 1,000 ml", ["Red", "1,000 ml"]),
        ("", []),
    ],
)
def test_a_variant_is_read_part_by_part(spec: str, parts: list[str]) -> None:
    assert parts_of(spec) == parts


def test_only_what_differs_is_marked() -> None:
    wanted = PackLine(1, "TEE-XL", "Tee", "NAVY / XL", 1)
    scanned = goods_of(Article("TEE-M", "Tee", "NAVY / M"), wanted)
    assert [(part.words, part.marked) for part in scanned.parts] == [("NAVY", False), ("M", True)]
    assert short_name(scanned) == "M"
    other = goods_of(Article("CUP", "Cup", "500 ml"), wanted)
    assert [(part.words, part.marked) for part in other.parts] == [("Cup", True), ("500 ml", False)]
    assert short_name(other) == "Cup"


def test_goods_without_name_or_variant_are_called_by_their_code() -> None:
    assert goods_of(PackLine(1, "X-1", "", "", 1)).spoken() == "X-1 · X-1"


def test_a_picture_of_the_goods_is_shown_where_there_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    drawn, file, card = QPixmap(400, 300), str(tmp_path / "tee.png"), ItemCard(Words("en"))
    drawn.fill("#ff00ff")
    drawn.save(file)
    qtbot.addWidget(card)
    card.resize(708, 572)
    line = PackLine(1, "TEE", "Tee", "NAVY / XL", 3, scanned=1, bin="B1", picture=file)
    card.show_line(line)
    assert picture_of(card).convert("RGB").getpixel((180, 180)) == (255, 0, 255)
    line.picture = "https://shop.example/tee.png"
    card.show_line(line)
    assert picture_of(card).convert("RGB").getpixel((600, 180)) == (255, 255, 255)


def test_lettering_is_as_large_as_it_fits_and_never_breaks_a_word(qtbot: QtBot) -> None:
    assert fitted_size("NAVY", 400, (64, 40), True) == 64
    assert fitted_size("NAVY", 100, (64, 40, 20), True) == 20
    px, lines = fitted_lines("MIDNIGHTBLUE / XL", 300, 200, (64, 40, 26), True)
    assert px < 64
    assert "MIDNIGHTBLUE" in "".join(lines)
    assert any("MIDNIGHTBLUE" in line for line in lines)


def test_a_note_too_long_for_its_place_ends_with_an_ellipsis(qtbot: QtBot) -> None:
    px, lines = fitted_lines("请放门口。" * 200, 300, 100, (26, 16))
    assert (px, len(lines)) == (16, 5)
    assert lines[-1].endswith("…")

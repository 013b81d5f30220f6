"""Large lettering: the parts of a variant stand one below the other, or run where that lets them be larger."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.shared.fonts import advance
from ui.shared.lettering import BETWEEN, flowing, line_height

SIZES = (72, 64, 56, 40, 32, 26, 20)


def test_few_short_parts_stand_one_below_the_other(qapp: QApplication) -> None:
    assert flowing(("NAVY", "XL"), 640, 220, SIZES) == (72, ("NAVY", "XL"))


def test_many_parts_run_on_and_are_larger_for_it(qapp: QApplication) -> None:
    parts = ("湖蓝色 Lake blue", "350 ml", "礼盒装", "500ml", "墨绿")
    px, lines = flowing(parts, 640, 180, SIZES)
    assert px >= 40
    assert len(lines) * line_height(px) <= 180
    assert all(advance(line, px, True) <= 641 for line in lines)
    assert not any(line.lstrip().startswith("/") for line in lines)
    assert "".join("".join(lines).split()) == "".join(BETWEEN.join(parts).split())

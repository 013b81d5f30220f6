"""The pictures of the documentation: every page is among them, and the same program draws the same picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_oms.app import App
from ui.pages import PAGES
from ui.pictures import PICTURES, Painter, main
from ui.shared import theme


@pytest.fixture
def painter(tmp_path: Path) -> Painter:
    folder = tmp_path / "shops"
    folder.mkdir()
    return Painter(folder, orders=12)


def test_every_page_has_its_picture() -> None:
    assert {picture.page for picture in PICTURES} == {spec.name for spec in PAGES}
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)


def test_the_same_shop_gives_the_same_picture(qapp: QApplication, painter: Painter, tmp_path: Path) -> None:
    orders = PICTURES[0]
    first = QImage(str(painter.draw(orders, "zh_CN", "light", tmp_path)))
    again = QImage(str(painter.draw(orders, "zh_CN", "light", tmp_path)))
    dark = QImage(str(painter.draw(orders, "en", "dark", tmp_path)))
    theme.apply(qapp, "light")
    assert (first.width(), first.height()) == orders.size
    assert first == again
    assert first != dark
    assert len({first.pixel(x, 400) for x in range(0, 1440, 3)}) > 20


def test_a_page_that_breaks_is_no_picture(qapp: QApplication, painter: Painter, tmp_path: Path) -> None:
    def break_it(page: Any, _app: App) -> None:
        page.desk.jobs.ask(page, lambda: 1 // 0, lambda _answer: None)

    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        painter.draw(replace(PICTURES[0], prepare=break_it), "en", "light", tmp_path)
    assert [widget for widget in qapp.topLevelWidgets() if widget.isVisible()] == []


def test_without_a_folder_nothing_is_drawn() -> None:
    assert main([]) == 2

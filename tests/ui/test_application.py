"""The start on a real database: from an empty file to the first page."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.settings import Preferences
from ui.application import Frame, fills, opener, paint_skeleton
from ui.main_window import MainWindow
from ui.shared import tokens
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page, PageSpec


class FirstPage(Page):
    """Shows the name of the database."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "first_run", "First")
        self.body.addWidget(QLabel(desk.app.database.shown))


@pytest.fixture
def make_frame(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Frame]]:
    """The product's own frame over one page of the test."""
    before = sys.excepthook, threading.excepthook
    monkeypatch.setattr("ui.main_window.PAGES", (PageSpec("first_run", "settings", "page.first_run", FirstPage),))
    made: list[Frame] = []

    def make(database: Path) -> Frame:
        preferences = Preferences(tmp_path / "settings.json")
        preferences.change(language="en")
        frame = Frame(preferences, opener(str(database), preferences))
        made.append(frame)
        qtbot.addWidget(frame)
        frame.show()
        return frame

    yield make
    for frame in made:
        frame.close()
        if frame.content is not None:
            qapp.removeEventFilter(frame.content.scanner)
    sys.excepthook, threading.excepthook = before


def content_of(qtbot: QtBot, frame: Frame) -> MainWindow:
    """What the frame takes in once its skeleton is painted."""
    qtbot.waitUntil(lambda: frame.content is not None)
    assert frame.content is not None
    return frame.content


def test_the_skeleton_stands_where_the_page_will() -> None:
    image = QImage(1440, 900, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_skeleton(painter, 1440, 900, "light")
    painter.end()
    grounds = [image.pixelColor(*place).name().upper() for place in ((40, 300), (700, 20), (40, 30))]
    assert grounds == [tokens.COLOURS["light"][name] for name in ("window", "surface", "accent")]


def test_an_empty_database_opens_at_the_first_set_up(
    qtbot: QtBot, make_frame: Callable[[Path], Frame], tmp_path: Path
) -> None:
    file = tmp_path / "shop.sqlite"
    window = content_of(qtbot, make_frame(file))
    qtbot.waitUntil(lambda: isinstance(window.page(), FirstPage))
    assert "shop.sqlite" in window.foot.database.words
    assert file.exists()


def test_a_file_that_is_no_database_is_a_sentence_and_no_traceback(
    qtbot: QtBot, make_frame: Callable[[Path], Frame], tmp_path: Path
) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG" * 500)
    window = content_of(qtbot, make_frame(file))
    qtbot.waitUntil(lambda: window.pages.findChild(Strip) is not None)
    strip = window.pages.findChild(Strip)
    assert strip.accessibleName().startswith("The database could not be opened")
    assert not [dialog for dialog in window.findChildren(QWidget, "notice") if dialog.isVisible()]


@pytest.mark.parametrize(
    ("screen", "whole"), [((1920, 1040), False), ((1440, 900), True), ((1280, 680), True), ((800, 800), False)]
)
def test_a_window_that_would_reach_beyond_the_screen_fills_it(screen: tuple[int, int], whole: bool) -> None:
    assert fills(QSize(*screen)) is whole


def test_closing_remembers_where_the_window_stood(
    qtbot: QtBot, make_frame: Callable[[Path], Frame], tmp_path: Path
) -> None:
    frame = make_frame(tmp_path / "shop.sqlite")
    content_of(qtbot, frame)
    frame.resize(1280, 701)
    frame.close()
    assert make_frame(tmp_path / "shop.sqlite").height() == 701

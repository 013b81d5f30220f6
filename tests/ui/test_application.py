"""The start on a real database: from an empty file to the first page."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.settings import Preferences
from ui.application import make_window, opener
from ui.main_window import MainWindow
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page, PageSpec


class FirstPage(Page):
    """Shows the name of the database."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "first_run", "First")
        self.body.addWidget(QLabel(desk.app.database.shown))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The product's own window over one page of the test."""
    before = sys.excepthook, threading.excepthook
    monkeypatch.setattr("ui.application.PAGES", (PageSpec("first_run", "settings", "page.first_run", FirstPage),))
    preferences = Preferences(tmp_path / "settings.json")
    preferences.change(language="en")
    made = make_window(qapp, preferences)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    qapp.removeEventFilter(made.scanner)
    sys.excepthook, threading.excepthook = before


def test_an_empty_database_opens_at_the_first_set_up(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite"
    with qtbot.waitSignal(window.ready, timeout=20_000):
        window.start(opener(str(file), window.preferences))
    page = window.page()
    assert isinstance(page, FirstPage)
    assert "shop.sqlite" in page.findChild(QLabel).text() or any(
        "shop.sqlite" in label.text() for label in page.findChildren(QLabel)
    )
    assert "shop.sqlite" in window.foot.database.words
    assert file.exists()


def test_a_database_that_is_none_is_a_sentence_and_no_traceback(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG" * 500)
    window.start(opener(str(file), window.preferences))
    qtbot.waitUntil(lambda: window.pages.findChild(Strip) is not None, timeout=20_000)
    strip = window.pages.findChild(Strip)
    assert strip.accessibleName().startswith("The database could not be opened")
    assert not [dialog for dialog in window.findChildren(QWidget, "notice") if dialog.isVisible()]

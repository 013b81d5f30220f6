"""Paper on the screen: the page asked for, as sharp and as large as it should be, turned by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_oms.documents import preview, render
from tests.documents.samples import slip
from ui.shared.jobs import InstantJobs
from ui.shared.messages import Words
from ui.shared.paper_view import FIRST_DPI, PaperView

PRINTED = render(slip(lines=30), "A5")


@pytest.fixture
def asked() -> list[tuple[int, float]]:
    return []


@pytest.fixture
def view(qtbot: QtBot, asked: list[tuple[int, float]]) -> PaperView:
    def draw(page: int, dpi: float) -> bytes:
        asked.append((page, dpi))
        return preview(PRINTED.data, dpi, page)

    made = PaperView("paper", InstantJobs(), Words("en"))
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    made.show_paper(PRINTED.pages, draw)
    return made


def test_a_page_is_drawn_as_sharp_as_it_is_shown_and_fits_the_room(
    view: PaperView, asked: list[tuple[int, float]]
) -> None:
    assert asked[0] == (0, FIRST_DPI)
    page = view.page_size()
    assert page.width() < 420
    assert page.height() < 600
    assert page.width() / page.height() == pytest.approx(148 / 210, rel=0.01)
    assert asked[-1][1] * 148 / 25.4 == pytest.approx(page.width() * view.devicePixelRatioF(), rel=0.02)


def test_keys_turn_the_pages_and_stop_at_the_ends(view: PaperView, asked: list[tuple[int, float]]) -> None:
    last = PRINTED.pages - 1
    assert last >= 2
    walked = []
    keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    for key in (*keys, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
        walked.append((view.page, asked[-1][0]))
    assert walked == [(0, 0), (1, 1), (last, last), (last, last), (last - 1, last - 1), (0, 0)]
    assert view.accessibleDescription() == f"Page 1 of {PRINTED.pages}"


def test_true_size_is_the_screen_s_own(view: PaperView) -> None:
    QTest.keyClick(view, Qt.Key.Key_0)
    screen = view.screen()
    inch = screen.physicalDotsPerInch() / screen.devicePixelRatio()
    assert view.page_size().width() == pytest.approx(148 / 25.4 * inch, abs=2)
    small = view.page_size().height() + 40 <= view.viewport().height()
    assert small or view.verticalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.verticalScrollBar().maximum() == 0


def test_what_is_shown_is_the_page(view: PaperView) -> None:
    picture = view.viewport().grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2 + 200)
    assert middle.lightness() > 200


def test_trouble_takes_the_old_paper_away(view: PaperView) -> None:
    view.show_trouble("It does not fit.")
    assert (view.pages, view.accessibleDescription()) == (0, "It does not fit.")
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 0


def test_a_shorter_document_opens_at_its_last_page(view: PaperView) -> None:
    QTest.keyClick(view, Qt.Key.Key_End)
    view.show_paper(1, lambda page, dpi: preview(PRINTED.data, dpi, page))
    assert view.page == 0

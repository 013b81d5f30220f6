"""Who types on, or leaves, while what was typed before is being kept: nothing is lost, and what failed is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.real_shop import Stage, press
from tests.ui.settings.hands import dialog, line, opened, typed
from tests.ui.shop_window import SlowJobs
from ui.deeds.deed_dialog import DeedDialog
from ui.shared.jobs import Lane


def kept(stage: Stage) -> tuple[str, int]:
    """The seller's thanks, and the time to pay in minutes."""
    return stage.app.paper_settings.style().thanks, stage.app.limits.values()["pay_window"] // 60_000


@pytest.mark.parametrize(
    ("section", "name", "first", "more", "then", "last"),
    [
        ("papers", "thanks", "thank you", " dearly", ("thank you", 1440), ("thank you dearly", 1440)),
        ("limits", "pay_window", "30", "0", ("", 30), ("", 300)),
    ],
)
def test_what_is_typed_on_after_enter_stays(
    stage: Stage, section: str, name: str, first: str, more: str, then: tuple[str, int], last: tuple[str, int]
) -> None:
    jobs = stage.jobs = SlowJobs(Lane.INTERACTIVE)
    field: QLineEdit = line(opened(stage, section), f"settings.{name}")
    jobs.slow = True
    typed(field, first)
    QTest.keyClicks(field, more)
    jobs.slow = False
    jobs.let_go()
    assert (kept(stage), field.text()) == (then, first + more)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept(stage) == last


@pytest.mark.parametrize(
    ("section", "name", "first", "more", "last"),
    [
        ("papers", "thanks", "thank you", " dearly", ("thank you dearly", 1440)),
        ("limits", "pay_window", "30", "0", ("", 300)),
    ],
)
def test_what_is_kept_twice_before_the_first_answer_is_nobody_elses_change(
    stage: Stage, section: str, name: str, first: str, more: str, last: tuple[str, int]
) -> None:
    jobs = stage.jobs = SlowJobs(Lane.INTERACTIVE)
    field: QLineEdit = line(opened(stage, section), f"settings.{name}")
    jobs.slow = True
    typed(field, first)
    QTest.keyClicks(field, more)
    QTest.keyClick(field, Qt.Key.Key_Return)
    jobs.slow = False
    jobs.let_go()
    assert (kept(stage), field.text()) == (last, first + more)
    assert not field.isModified()


def gone(window: QWidget) -> None:
    """Left by Esc, and taken away by Qt."""
    window.reject()  # type: ignore[attr-defined]
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_dialog_left_before_its_answer_came_is_answered_by_the_page(stage: Stage, qtbot: QtBot) -> None:
    """A server that is slow to answer is what people press Esc for."""
    jobs = stage.jobs = SlowJobs(Lane.INTERACTIVE)
    page = opened(stage, "database")
    press(qtbot, page, "settings.open_server")
    jobs.slow = True
    typed(line(dialog(page).form, "settings.field.address"), "postgresql://li@127.0.0.1:1/shop")
    gone(dialog(page))
    jobs.slow = False
    jobs.let_go()
    assert "cannot be reached" in page.news()["error"]


def test_a_deed_left_before_its_answer_came_is_let_go(stage: Stage) -> None:
    page = opened(stage, "database")
    asked = DeedDialog(page, page.words, "Hold", "Hold", [])
    gone(asked)
    asked.show_refusal("on hold already")
    asked.accept()

"""Who types on while what was typed before is being kept loses nothing of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.real_shop import Stage
from tests.ui.settings.hands import line, opened, typed
from tests.ui.shop_window import SlowJobs
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

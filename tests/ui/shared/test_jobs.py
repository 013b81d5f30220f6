"""Slow work: the window never waits, answers find their page, errors find their words."""

from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import QEvent, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from ui.shared.jobs import InstantJobs, Jobs, Lane, Progress


def _later_deleted() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_work_runs_off_the_windows_thread_and_the_answer_arrives_on_it(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, QThread]] = []
    jobs.ask(None, threading.get_ident, lambda ident: seen.append((ident, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    ident, thread = seen[0]
    assert ident != threading.get_ident()
    assert thread is QApplication.instance().thread()


def test_a_long_job_does_not_hold_up_a_scan(qtbot: QtBot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), list[str]()
    jobs.ask(None, lambda: gate.wait(10), lambda _: seen.append("long"), lane=Lane.LONG)
    jobs.ask(None, lambda: None, lambda _: seen.append("asked"))
    jobs.change(None, lambda: None, lambda _: seen.append("scanned"), lane=Lane.SCAN)
    qtbot.waitUntil(lambda: len(seen) == 2)
    gate.set()
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen[-1] == "long"


def test_the_work_of_one_lane_keeps_its_order(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    for number in range(50):
        jobs.ask(None, lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_a_change_is_announced_after_its_answer_and_a_question_is_not(instant: InstantJobs) -> None:
    seen: list[str] = []
    instant.changed.connect(lambda: seen.append("changed"))
    instant.ask(None, lambda: 1, lambda _: seen.append("asked"))
    instant.change(None, lambda: 1, lambda _: seen.append("written"))
    assert seen == ["asked", "written", "changed"]


def test_a_refused_change_is_not_announced(instant: InstantJobs) -> None:
    seen: list[str] = []
    instant.changed.connect(lambda: seen.append("changed"))
    instant.change(None, _refuse, None, lambda error: seen.append(error.code))
    assert seen == ["unexpected"]


def test_an_answer_to_a_deleted_page_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    gate, seen, page = threading.Event(), list[str](), QWidget()
    jobs.ask(page, lambda: gate.wait(10), lambda _: seen.append("dead"))
    page.deleteLater()
    _later_deleted()
    gate.set()
    jobs.ask(None, lambda: None, lambda _: seen.append("alive"))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["alive"]


def test_an_answer_to_a_forgotten_page_is_dropped_and_its_change_still_announced(instant: InstantJobs) -> None:
    seen: list[str] = []
    page = QWidget()
    instant.changed.connect(lambda: seen.append("changed"))
    instant.forget(page)
    instant.change(page, lambda: 1, lambda _: seen.append("answer"))
    assert seen == ["changed"]


def test_a_refusal_nobody_listens_for_is_told_with_its_page(instant: InstantJobs) -> None:
    seen: list[tuple[object, str]] = []
    page = QWidget()
    instant.refused.connect(lambda page, error: seen.append((page, error.code)))
    instant.ask(page, _refuse, lambda _: None)
    assert seen == [(page, "unexpected")]


def test_a_bug_is_logged_told_and_does_not_leave_the_page_waiting(
    instant: InstantJobs, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    instant.broken.connect(told.append)
    with caplog.at_level(logging.ERROR):
        instant.ask(None, lambda: 1 // 0, lambda _: None, lambda error: told.append(error.code))
    assert told == ["ZeroDivisionError", "unexpected"]
    assert "ZeroDivisionError" in caplog.text


def test_after_closing_no_answer_arrives(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), list[int]()
    jobs.ask(None, lambda: 1, seen.append)
    jobs.close()
    jobs.ask(None, lambda: 2, seen.append)
    qtbot.wait(20)
    assert 2 not in seen


def test_a_long_work_tells_its_progress_and_stops_when_it_is_asked_to(qtbot: QtBot, jobs: Jobs) -> None:
    progress, told, done = Progress(), list[tuple[int, int]](), list[int]()
    progress.told.connect(lambda n, of: told.append((n, of)))
    progress.told.connect(progress.cancel)

    def work() -> int:
        for number in range(10_000):
            progress.tell(number, 10_000)
            if progress.cancelled:
                return number
            threading.Event().wait(0.001)
        return 10_000

    jobs.ask(None, work, done.append, lane=Lane.LONG)
    qtbot.waitUntil(lambda: bool(done))
    assert told[0] == (0, 10_000)
    assert done[0] < 10_000


def _refuse() -> None:
    raise OmsError("unexpected")

"""Many orders while they are worked on: stopped and gone on with, pressed twice, and a bar in which all fits."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_oms.services.commands import BulkResult
from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage, settled, shop_of, table_of
from tests.ui.orders.test_many import check, open_bulk
from tests.ui.real_shop import leave, press, rows
from tests.ui.shop_window import SlowJobs
from ui.deeds.bulk_dialog import BulkDialog, Task, Tell
from ui.shared.buttons import Button
from ui.shared.jobs import Jobs, Lane

NUMBERS = {1: "A1", 2: "A2", 3: "A3"}
SELECT_ALL = (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_escape_stops_the_work_and_leaves_the_results(desk: DeskStage) -> None:
    desk.stage.jobs = Jobs()
    qtbot, page = desk.stage.qtbot, desk.show()
    begun, go = threading.Event(), threading.Event()

    def work(tell: Tell) -> list[BulkResult]:
        begun.set()
        go.wait(20)
        return [BulkResult(1, None, None)] if not tell(1) else []

    dialog = BulkDialog(page, page.words, desk.stage.jobs, Task("three", NUMBERS, work, "confirm"))
    again: list[list[int]] = []
    dialog.again.connect(again.append)
    dialog.start()
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.reject()  # as by the cross of the window
    assert dialog.isVisible()
    assert dialog.summary.text() == page.words("orders.bulk.stopping")
    go.set()
    qtbot.waitUntil(lambda: bool(dialog.results), timeout=20_000)
    assert dialog.summary.text() == "1 order done; 2 not begun"
    qtbot.waitUntil(lambda: dialog.model.row_at(0) is not None, timeout=20_000)
    assert [row[:2] for row in rows(dialog.table)] == [["A1", "done"], ["A2", "not begun"], ["A3", "not begun"]]
    press(qtbot, dialog, "bulk.go_on")
    assert again == [[2, 3]]
    assert not dialog.isVisible()


def test_all_rows_are_checked_and_unchecked_by_one_key(desk: DeskStage) -> None:
    page = desk.show()
    table_of(page).setFocus()
    desk.stage.qtbot.keyClick(table_of(page), *SELECT_ALL)
    assert len(page.browser.checked()) == 6
    desk.stage.qtbot.keyClick(table_of(page), *SELECT_ALL)
    assert page.browser.checked() == []


def test_rows_that_were_never_in_sight_are_checked_with_those_around_them(crowd: DeskStage) -> None:
    page = crowd.show()
    table, qtbot = table_of(page), crowd.stage.qtbot
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    table.rows._pages._kept.pop(1, None)  # as in a long list: its middle was let go
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.browser.checked()) == table.rows.rowCount() == 450


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1280, 680), (1440, 900)])
def test_no_word_above_the_list_is_cut_while_rows_are_checked(
    desk: DeskStage, language: str, size: tuple[int, int]
) -> None:
    page = desk.show(language, size)
    bar = page.browser.toolbar
    bar.show_checked(1000)
    settled(page)
    buttons = [one for one in bar.findChildren(Button) if one.isVisible()]
    assert len(buttons) >= 7
    assert [one.text() for one in buttons if one.width() < one.sizeHint().width()] == []
    assert bar.bulk.count.width() >= bar.bulk.count.sizeHint().width()
    bar.show_checked(0)
    assert bar.age.isVisible()


def test_what_was_refused_is_over_with_the_next_list(desk: DeskStage) -> None:
    page = desk.show()
    check(desk, page, 1, 2)
    settled(page).browser.toolbar.bulk.acted.emit("together")
    assert "error" in page.news()
    page.show_subject(TO_PICK)
    assert "error" not in page.news()


def test_slips_are_refused_row_by_row(desk: DeskStage) -> None:
    page = desk.show()
    desk.app.bulk.run(shop_of(desk).boss, "cancel", [desk.app.orders.find(TO_AUDIT)], {"reason": "left"})
    desk.app.worker.turn()
    check(desk, page, 4, 5)
    press(desk.stage.qtbot, settled(page), "bulk.slips")
    dialog = open_bulk(page)
    shown = {row[0]: row[1:] for row in rows(dialog.table)}
    assert shown == {
        TO_AUDIT: ["refused", f"Nothing of order {TO_AUDIT} goes out: there is no packing slip."],
        TO_PICK: ["done", ""],
    }
    saving = page.findChild(QFileDialog)
    assert saving is not None
    assert saving.selectedFiles()[0].endswith(f"slip-{TO_PICK}.pdf")
    leave(saving, dialog)


def test_what_is_pressed_twice_is_printed_once(desk: DeskStage) -> None:
    jobs = desk.stage.jobs = SlowJobs(Lane.LONG)
    page = desk.show()
    check(desk, page, 4)
    jobs.slow = True
    for name in ("bulk.slips", "bulk.pick_list"):
        waiting = len(jobs.held)
        press(desk.stage.qtbot, settled(page), name)
        press(desk.stage.qtbot, page, name)
        assert len(jobs.held) == waiting + 1
    jobs.slow = False
    jobs.let_go()
    saving = page.findChildren(QFileDialog)
    assert len(saving) == 2
    leave(*saving)

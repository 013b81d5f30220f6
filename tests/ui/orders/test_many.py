"""Many orders at once, paper as files, the state without a database, and that every deed has its words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_oms.domain.arguments import ARGUMENTS
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.machines import MACHINES, TABLE, states_of
from desktop_oms.domain.world import World
from desktop_oms.services.order_view import UNIT_COUNTERS
from desktop_oms.services.orders import FORWARD
from desktop_oms.words import table
from tests.ui.orders.conftest import (
    SHORT,
    TO_AUDIT,
    TO_HAND_OVER,
    TO_PICK,
    DeskStage,
    bar_of,
    settled,
    table_of,
)
from tests.ui.real_shop import leave, press, rows, texts
from ui.deeds.bulk_dialog import BulkDialog
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.deeds import DEEDS, NEXT, PLACES
from ui.deeds.questions import COUNTS, HOLD_ENDS, MONEY, TICKS
from ui.orders.orders_page import OrdersPage
from ui.shared.jobs import Jobs

NO_EVENT = {"end", "counts", "remember"}  # questions that answer an argument of another name


def open_bulk(page: OrdersPage) -> BulkDialog:
    """The dialog with the results."""
    found = [dialog for dialog in page.findChildren(BulkDialog) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def check(desk: DeskStage, page: OrdersPage, *places: int) -> None:
    """Check rows by keyboard."""
    table = table_of(page)
    table.setFocus()
    for place in places:
        table.choose(place)
        desk.key(page, Qt.Key.Key_Space)


def test_checked_orders_are_confirmed_each_with_its_result(desk: DeskStage) -> None:
    page = desk.show()
    check(desk, page, 3, 4, 5)
    assert "3 checked" in texts(settled(page))
    press(desk.stage.qtbot, page, "bulk.confirm")
    dialog = open_bulk(page)
    assert dialog.summary.text() == "1 order done; 2 refused, for the reason shown"
    shown = rows(dialog.table)
    assert [row[0] for row in shown] == [SHORT, TO_PICK, TO_AUDIT]
    assert [row[1] for row in shown] == ["refused", "refused", "done"]
    assert "CUP" in shown[0][2]
    dialog.close_button.click()
    assert desk.status(TO_AUDIT) == "confirmed"


def test_checked_orders_are_held_with_one_reason(desk: DeskStage) -> None:
    page = desk.show("zh_CN")
    check(desk, page, 4, 5)
    press(desk.stage.qtbot, settled(page), "bulk.hold")
    question = page.findChild(DeedDialog)
    assert question is not None
    question.question("reason").field.setText("等通知")  # type: ignore[attr-defined]
    question.deed.click()
    dialog = open_bulk(page)
    assert dialog.summary.text() == "2 单已完成"
    held = [desk.app.orders.load(desk.app.orders.find(number)).held for number in (TO_PICK, TO_AUDIT, SHORT)]
    assert held == [True, True, False]
    leave(dialog)


def test_bulk_work_stops_between_two_orders(desk: DeskStage, qtbot: QtBot) -> None:
    page = desk.show()
    dialog = BulkDialog(page, page.words, desk.stage.jobs, page.bulk.task("confirm", {1: "A1", 2: "A2", 3: "A3"}))
    dialog.progress.cancel()
    dialog.start()
    assert dialog.summary.text() == "0 orders done; 1 refused, for the reason shown; 2 not begun"
    leave(dialog)


def test_real_lanes_tell_progress_and_the_window_stays_free(desk: DeskStage, qtbot: QtBot) -> None:
    desk.stage.jobs = Jobs()
    page = desk.show()
    qtbot.waitUntil(lambda: page.pane.seen is not None)
    page.bulk.take("confirm", {desk.app.orders.find(number): number for number in (TO_AUDIT, TO_PICK)})
    dialog = open_bulk(page)
    qtbot.waitUntil(lambda: bool(dialog.results))
    assert dialog.meter.value() == 2
    assert threading.current_thread() is threading.main_thread()
    assert desk.status(TO_AUDIT) == "confirmed"
    leave(dialog)


def save_into(page: OrdersPage, folder: Path) -> None:
    """Answer the save dialog with a folder, the suggested name kept."""
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    name = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(folder / name))
    dialog.close()


def test_a_slip_is_saved_where_the_person_says_and_the_folder_is_remembered(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.open(TO_PICK)
    offered = next(one for one in page.pane.offers() if one.deed.name == "slip")
    page.pane.asked.emit(offered)
    save_into(page, tmp_path)
    kept = tmp_path / f"slip-{TO_PICK}.pdf"
    assert kept.read_bytes().startswith(b"%PDF")
    assert desk.stage.room.toasts[-1] == f"Saved as {kept}"
    assert desk.stage.preferences.settings.print_folder == str(tmp_path)
    page.pane.asked.emit(offered)
    save_into(settled(page), tmp_path)
    assert (tmp_path / f"slip-{TO_PICK}-2.pdf").exists()


def test_a_label_is_saved_from_its_parcel(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.open(TO_HAND_OVER)
    offered = next(one for one in page.pane.offers() if one.deed.name == "label")
    page.pane.asked.emit(offered)
    save_into(page, tmp_path)
    assert [file.suffix for file in tmp_path.glob("label-*")] == [".pdf"]


def test_the_pick_list_of_an_order_starts_its_picking(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.open(TO_PICK)
    bar_of(page).acted.emit("pick_list")
    save_into(page, tmp_path)
    assert [file.suffix for file in tmp_path.glob("picklist-*")] == [".pdf"]
    assert "picking" in [part.state for part in desk.app.orders.load(desk.app.orders.find(TO_PICK)).fulfilments]


def test_who_leaves_the_question_for_the_pick_lists_file_has_begun_no_picking(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    bar_of(page).acted.emit("pick_list")
    question = settled(page).findChild(QFileDialog)
    assert question is not None
    question.reject()
    assert {part.state for part in desk.app.orders.load(desk.app.orders.find(TO_PICK)).fulfilments} == {"allocated"}
    assert not [one for one in desk.app.print_queue.listing("today") if one.job.document == "picklist"]


def test_a_pick_list_names_the_orders_it_could_not_take(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.show()
    check(desk, page, 4, 5)
    press(desk.stage.qtbot, settled(page), "bulk.pick_list")
    save_into(settled(page), tmp_path)
    dialog = open_bulk(page)
    refused = [row for row in rows(dialog.table) if row[1] == "refused"]
    assert [row[0] for row in refused] == [TO_AUDIT]
    assert refused[0][2]
    leave(dialog)


@pytest.mark.parametrize(
    ("language", "age", "why"),
    [
        ("zh_CN", "12:00 的数据", "连不上数据库，现在不能改订单"),
        ("en", "Data of 12:00", "The database is out of reach"),
    ],
)
def test_without_the_database_the_page_shows_old_data_and_says_so(
    desk: DeskStage, language: str, age: str, why: str
) -> None:
    page = desk.show(language)
    page.browser.missed.emit(OmsError("database_unreachable", database="shop"))
    assert page.browser.toolbar.age.text() == age
    assert bar_of(page).reason().startswith(why)
    assert all(button.refusal for button in bar_of(page)._buttons.values())
    assert len(rows(table_of(page))) == 6
    page.reload()
    assert page.browser.toolbar.age.text() != age
    assert not any(button.refusal.startswith(why) for button in bar_of(page)._buttons.values() if button.refusal)


def test_a_page_opened_for_an_order_before_it_stands_shows_that_order(desk: DeskStage, qtbot: QtBot) -> None:
    desk.stage.jobs = Jobs()
    page = desk.show()
    page.show_subject(TO_PICK)
    qtbot.waitUntil(lambda: page.pane.seen is not None and page.pane.seen.view.number == TO_PICK)


def test_walking_fast_through_the_list_shows_the_last_order(desk: DeskStage, qtbot: QtBot) -> None:
    desk.stage.jobs = Jobs()
    page = desk.show()
    qtbot.waitUntil(lambda: page.pane.seen is not None)
    for place in (1, 2, 3, 4, 5):
        table_of(page).choose(place)
    qtbot.waitUntil(lambda: page.pane.seen is not None and page.pane.seen.view.number == TO_AUDIT)


def test_every_deed_and_its_questions_have_words_and_events() -> None:
    words = table()
    for deed in DEEDS:
        assert f"orders.do.{deed.name}" in words
        assert not deed.event or deed.event in TABLE
        known = {one.name for one in ARGUMENTS.get(deed.event, ())}
        for name in deed.asks:
            assert f"orders.argument.{name}" in words
            assert not deed.event or name in known | NO_EVENT
        assert set(deed.told) <= known
    keys = [deed.key for deed in DEEDS if deed.key]
    assert not set(keys) & {"/", "I"}


def test_every_name_the_page_speaks_of_has_words() -> None:
    words = table()
    groups: dict[str, Callable[[], list[str]]] = {
        "orders.units": lambda: ["to_ship", "blocked", *UNIT_COUNTERS],
        "orders.hold_end": lambda: list(HOLD_ENDS),
        "orders.count": lambda: [name for names in COUNTS.values() for name in names],
        "orders.argument": lambda: [*TICKS, *MONEY],
        "badge": lambda: [str(badge.name).lower() for badge in Badge],
        "status": lambda: list(FORWARD),
        "orders.provider": lambda: sorted(World.__dataclass_fields__["manual_providers"].default),
    }
    for group, names in groups.items():
        for name in names():
            assert f"{group}.{name}" in words, f"{group}.{name}"
    for machine in MACHINES:
        for state in states_of(machine):
            assert f"state.{machine}.{state}" in words or machine in ("order", "hold", "task"), f"{machine}.{state}"


def test_every_step_the_bar_puts_first_is_a_deed() -> None:
    names = {deed.name for deed in DEEDS}
    assert {name for steps in NEXT.values() for name in steps} <= names
    assert set(PLACES) <= names

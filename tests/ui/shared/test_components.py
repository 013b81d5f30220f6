"""The components: what they show, say and do by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from tests.ui.sample_shop import queues
from ui.deeds.deed_dialog import DeedDialog
from ui.shared.action_bar import Action, ActionBar
from ui.shared.buttons import Button, CheckBox
from ui.shared.dialogs import ConfirmDialog
from ui.shared.fonts import advance
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, FormRow, NumberField, TextField
from ui.shared.messages import Words
from ui.shared.notices import EmptyState, Strip
from ui.shared.overlay import Overlay
from ui.shared.queues import Queue, QueueList
from ui.shared.rail import NavigationRail, RailItem
from ui.shared.search_box import SearchBox
from ui.shared.toast import Toast
from ui.shared.tokens import BODY

ITEMS = (RailItem("orders", "orders", "Orders"), RailItem("packing", "packing", "Packing"))


def seen(qtbot: QtBot, widget: QWidget) -> QWidget:
    """The widget, shown in the active window."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def test_a_button_acts_by_mouse_by_its_key_and_by_space(qtbot: QtBot) -> None:
    button, acted = Button("confirm", "Confirm", "primary", key="C"), list[bool]()
    button.clicked.connect(lambda: acted.append(True))
    seen(qtbot, button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button, "c")
    qtbot.waitUntil(lambda: len(acted) == 3)


@pytest.mark.parametrize("way", ["mouse", "space", "key", "program"])
def test_a_refused_button_says_why_and_does_nothing(qtbot: QtBot, way: str) -> None:
    button, acted, told = Button("cancel", "Cancel", key="X"), list[bool](), list[str]()
    button.clicked.connect(lambda: acted.append(True))
    button.refused.connect(told.append)
    button.refuse("Parcel 1 is on its way.")
    seen(qtbot, button)
    button.setFocus()
    if way == "mouse":
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    elif way == "space":
        qtbot.keyClick(button, Qt.Key.Key_Space)
    elif way == "key":
        qtbot.keyClick(button, "x")
    else:
        button.click()
    assert told == ["Parcel 1 is on its way."]
    assert acted == []
    assert button.accessibleDescription() == "Parcel 1 is on its way."
    button.refuse(None)
    button.click()
    assert acted == [True]


def test_an_ampersand_in_a_buyers_data_is_shown_and_makes_no_shortcut(qtbot: QtBot) -> None:
    button = Button("buyer", "Tom & Jerry")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Tom & Jerry"


@pytest.mark.parametrize("word", ["Import", "Confirm", "Pick list", "Submit order", "确认"])
def test_a_word_that_fits_its_button_is_painted_whole(qtbot: QtBot, word: str) -> None:
    button = Button("whole", word)
    seen(qtbot, button)
    image = button.grab(QRect(4, 6, button.width() - 8, button.height() - 12)).toImage()
    ground = image.pixelColor(0, 0)
    ink = [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in range(image.height()))]
    assert abs(ink[-1] + 1 - ink[0] - advance(word, BODY)) <= 4


def test_a_check_box_can_be_hit_on_its_word(qtbot: QtBot) -> None:
    box = CheckBox("labels", "Print labels by itself")
    seen(qtbot, box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, box.height() // 2))
    assert box.isChecked()


def test_the_action_bar_offers_actions_and_says_why_one_is_refused(qtbot: QtBot) -> None:
    bar, acted = ActionBar("Actions", "More"), list[str]()
    bar.acted.connect(acted.append)
    bar.resize(424, 82)
    seen(qtbot, bar)
    bar.show_actions(
        [
            Action("confirm", "Confirm", "C", kind="primary"),
            Action("hold", "Hold", "H"),
            Action("cancel", "Cancel order", refusal="Parcel 1 is on its way.", more=True),
        ]
    )
    qtbot.mouseClick(bar.button("hold"), Qt.MouseButton.LeftButton)
    assert acted == ["hold"]
    assert bar.reason() == ""
    more = bar.findChild(Button, "action.more")
    assert [entry.text() for entry in more.menu().actions()] == ["Cancel order"]
    more.menu().actions()[0].trigger()
    assert acted == ["hold"]
    assert bar.reason() == "Parcel 1 is on its way."


def test_the_keyboard_stays_in_the_action_bar_when_other_actions_are_offered(qtbot: QtBot) -> None:
    stage = QWidget()
    column = QVBoxLayout(stage)
    stage.resize(600, 120)
    bar, elsewhere = ActionBar("Actions", "More"), QLineEdit()
    for part in (elsewhere, bar):
        column.addWidget(part)
    confirm, hold = Action("confirm", "Confirm", "C", kind="primary"), Action("hold", "Hold", "H")
    bar.show_actions([confirm, hold])
    seen(qtbot, stage)
    bar.button("hold").setFocus()
    bar.show_actions([Action("release", "Release", "U"), hold])
    assert stage.focusWidget() is bar.button("hold")
    bar.show_actions([confirm])
    assert stage.focusWidget() is bar.button("confirm")
    elsewhere.setFocus()
    bar.show_actions([confirm, hold])
    assert stage.focusWidget() is elsewhere


def test_the_rail_says_which_page_is_wanted_and_counts_work(qtbot: QtBot) -> None:
    rail, wanted = NavigationRail(ITEMS, "Pages"), list[str]()
    rail.chosen.connect(wanted.append)
    seen(qtbot, rail)
    rail.choose("orders")
    assert wanted == []
    buttons = {button.objectName(): button for button in rail.findChildren(QWidget) if button.objectName()}
    buttons["rail.orders"].setFocus()
    qtbot.keyClick(buttons["rail.orders"], Qt.Key.Key_Down)
    assert wanted == ["packing"]
    rail.show_count("packing", 1200, "trouble")
    assert buttons["rail.packing"].accessibleDescription() == "999+"


def test_queues_are_walked_by_keys_and_headings_are_stepped_over(qtbot: QtBot) -> None:
    queue_list, chosen = QueueList("Queues"), list[str]()
    queue_list.chosen.connect(chosen.append)
    queue_list.show_queues(queues("en"), "all")
    seen(qtbot, queue_list)
    queue_list.setFocus()
    qtbot.keyClick(queue_list, Qt.Key.Key_Down)
    qtbot.keyClick(queue_list, Qt.Key.Key_Down)
    assert chosen == ["to_audit", "to_pay"]
    assert queue_list.open_key() == "to_pay"


def test_new_counts_keep_the_open_queue_and_ask_for_nothing(qtbot: QtBot) -> None:
    queue_list, chosen = QueueList("Queues"), list[str]()
    qtbot.addWidget(queue_list)
    queue_list.show_queues(queues("en"), "to_pay")
    queue_list.chosen.connect(chosen.append)
    queue_list.show_queues([Queue("all", "All orders", 5), Queue("to_pay", "Unpaid", 13, "trouble")])
    assert queue_list.open_key() == "to_pay"
    assert queue_list.fold_button.accessibleName() == "Unpaid 13"
    assert chosen == []


@pytest.mark.parametrize(
    ("queue", "shown"),
    [
        (Queue("a", "A", None), ""),
        (Queue("a", "A", 0), ""),
        (Queue("a", "A", 999), "999"),
        (Queue("a", "A", 1000), "999+"),
        (Queue("a", "A", 48210, exact=True), "48,210"),
    ],
)
def test_counts_are_exact_to_999(queue: Queue, shown: str) -> None:
    assert queue.shown_count() == shown


def test_a_narrow_page_folds_the_queues_into_a_button_with_a_menu(qtbot: QtBot) -> None:
    page, queue_list, chosen = QWidget(), QueueList("Queues"), list[str]()
    queue_list.show_queues(queues("en"), "all")
    queue_list.chosen.connect(chosen.append)
    row = QHBoxLayout(page)
    row.addWidget(queue_list.fold_button)
    row.addWidget(queue_list)
    queue_list.fold_with(page)
    page.resize(1360, 600)
    seen(qtbot, page)
    assert queue_list.isVisible()
    assert not queue_list.fold_button.isVisible()
    page.resize(1200, 600)
    qtbot.waitUntil(lambda: queue_list.fold_button.isVisible() and not queue_list.isVisible())
    entry = next(action for action in queue_list.fold_button.menu().actions() if "Shortage" in action.text())
    entry.trigger()
    assert chosen == ["shortage"]
    assert queue_list.fold_button.accessibleName() == "Shortage 4"


def test_the_search_starts_on_enter_or_after_a_pause_and_esc_clears_it(qtbot: QtBot) -> None:
    page, searched = QWidget(), list[str]()
    box = SearchBox("search", "Number, phone, name")
    box.searched.connect(searched.append)
    QHBoxLayout(page).addWidget(box)
    seen(qtbot, page)
    page.setFocus()
    qtbot.keyClick(page, "/")
    assert box.hasFocus()
    qtbot.keyClicks(box, " 6207 ")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert searched == ["6207"]
    qtbot.keyClicks(box, "9")
    qtbot.waitUntil(lambda: len(searched) == 2)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert searched == ["6207", "6207 9", ""]


def test_a_strip_wraps_rather_than_cuts(qtbot: QtBot) -> None:
    strip = Strip("attention", "offline", "Out of reach", "word " * 60, "Try again")
    qtbot.addWidget(strip)
    assert strip.heightForWidth(2400) == 40
    assert strip.heightForWidth(700) > 80


def test_what_lay_under_an_overlay_may_have_gone_meanwhile(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = TextField("field", "Field")
    field.setParent(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    field.setFocus()
    overlay = Overlay(window, "over", "Over", 200)
    field.deleteLater()
    QCoreApplication.sendPostedEvents(field, QEvent.Type.DeferredDelete)
    overlay.put_away()
    assert not overlay.isVisible()


def test_a_toast_stands_as_long_as_it_can_be_taken_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    toast = Toast(window)
    toast.say("Approved", "Undo", lambda: None, 60_000)
    assert 50_000 < toast._time.remainingTime() <= 63_000  # Qt may round a long time by a twentieth
    QCoreApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._time.remainingTime() > 50_000
    toast.say("Approved", "Undo", lambda: None, 1)
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=20_000)


def test_the_toast_takes_back_once(qtbot: QtBot) -> None:
    window, undone = QWidget(), list[bool]()
    window.resize(800, 400)
    toast = Toast(window)
    seen(qtbot, window)
    toast.say("12 orders on hold", "Undo", lambda: undone.append(True))
    assert toast.isVisible()
    assert toast.accessibleName() == "12 orders on hold"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert not toast.isVisible()


@pytest.mark.parametrize(("key", "outcome"), [(Qt.Key.Key_Return, 0), (Qt.Key.Key_Escape, 0)])
def test_the_default_of_a_dialog_is_the_safe_way_back(qtbot: QtBot, key: Qt.Key, outcome: int) -> None:
    dialog = ConfirmDialog(None, "Void 3 labels?", "The postage of ¥36.00 is lost.", "Void 3 labels", "Keep them")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    qtbot.keyClick(dialog.focusWidget(), key)
    assert not dialog.isVisible()
    assert dialog.result() == outcome


def test_the_deed_needs_to_be_pressed_itself(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "Void 3 labels?", "The postage of ¥36.00 is lost.", "Void 3 labels", "Keep them")
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_form_row_says_what_is_wrong_and_forgets_it_again(qtbot: QtBot) -> None:
    row = FormRow("Amount", TextField("amount", "Amount", "2l8.00"), "in yuan")
    seen(qtbot, row)
    row.show_error("not an amount")
    assert row.error() == "not an amount"
    assert row.field.accessibleDescription() == "not an amount"
    row.show_error("")
    assert row.error() == ""
    assert row.message.text() == "in yuan"


def test_scrolling_past_a_choice_or_a_number_does_not_change_it(qtbot: QtBot) -> None:
    choice = Choice("zone", "Zone", [("a", "Asia"), ("e", "Europe")], "a")
    number = NumberField("days", "Days", 14)
    for field in (choice, number):
        seen(qtbot, field)
        field.clearFocus()
        QApplication.sendEvent(field, _wheel(field))
    assert choice.chosen() == "a"
    assert number.value() == 14


def test_a_choice_is_known_by_its_key_and_survives_a_new_offer(qtbot: QtBot) -> None:
    choice = Choice("zone", "Zone", [("a", "Asia"), ("e", "Europe")], "e")
    qtbot.addWidget(choice)
    choice.offer([("e", "Europa"), ("x", "X")])
    assert choice.chosen() == "e"
    assert choice.currentText() == "Europa"


def test_a_deed_under_way_is_not_done_twice(qtbot: QtBot) -> None:
    words, form, under = Words("en"), Form(Words("en")), QWidget()
    qtbot.addWidget(under)
    form.add("name", TextField("name", "Name"))
    asked = FormDialog(under, words, "dialog", "A form", "Keep", form)
    deed = DeedDialog(under, words, "A deed", "Do it", [])
    error = OmsError("package_unknown", package="M", known="")
    for dialog, refuse in ((asked, lambda: asked.show_error(error)), (deed, lambda: deed.show_refusal("Not now"))):
        decided = QSignalSpy(dialog.decided)
        for presses in (1, 2):
            for _ in range(2):
                dialog.deed.click()
            assert decided.count() == presses
            refuse()


def test_the_empty_state_offers_one_action_and_a_quiet_second(qtbot: QtBot) -> None:
    empty, acted = EmptyState("No orders yet", action="Import", key="I", second="Try the demo"), list[str]()
    empty.acted.connect(lambda: acted.append("import"))
    empty.second_acted.connect(lambda: acted.append("demo"))
    seen(qtbot, empty)
    qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(empty.second, Qt.MouseButton.LeftButton)
    assert acted == ["import", "demo"]


def _wheel(widget: QWidget) -> QWheelEvent:
    middle = widget.rect().center().toPointF()
    return QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

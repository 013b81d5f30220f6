"""The order at the right: what it shows, in both languages, and what can be done with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_oms.storage import log_rows
from tests.ui.orders.conftest import (
    NO_ADDRESS,
    NO_PRODUCT,
    SHORT,
    TO_AUDIT,
    TO_HAND_OVER,
    TO_PICK,
    DeskStage,
    bar_of,
    said,
    settled,
    shop_of,
    table_of,
)
from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import leave, press, texts
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import TextQuestion, TickQuestion, UnitsQuestion
from ui.deeds.goods_question import AddQuestion
from ui.orders.orders_page import OrdersPage


def dialog_of(page: OrdersPage) -> DeedDialog:
    """The dialog that is open."""
    found = [dialog for dialog in page.findChildren(DeedDialog) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def write(dialog: DeedDialog, name: str, words: str) -> None:
    """Answer a question with a line of text."""
    question = dialog.question(name)
    assert isinstance(question, TextQuestion)
    question.field.setText(words)


def tick(dialog: DeedDialog, name: str) -> None:
    """Answer a question with yes."""
    question = dialog.question(name)
    assert isinstance(question, TickQuestion)
    question.field.setChecked(True)


def act(page: OrdersPage, name: str) -> None:
    """Choose a deed of the bar or of its menu by its name."""
    found = next(one for one in page.pane.offers() if one.name.partition(".")[0] == name)
    bar_of(page).acted.emit(found.name)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh_CN",
            (
                "已确认",
                "明细",
                "陶瓷杯 · 500 ml · ×1",
                "待发",
                "应付",
                "¥35.00",
                "线下收款 · 12:00",
                "谁来发货",
                "审核确认",
            ),
        ),
        (
            "en",
            (
                "Confirmed",
                "Lines",
                "陶瓷杯 · 500 ml · ×1",
                "to send",
                "Total",
                "¥35.00",
                "By hand · 12:00",
                "Who sends what",
            ),
        ),
    ],
)
def test_an_order_shows_its_goods_money_sender_and_history(
    desk: DeskStage, language: str, words: tuple[str, ...]
) -> None:
    shown = said(desk.open(TO_PICK, language))
    for word in words:
        assert word in shown


def test_the_stepper_tells_how_far_it_is_and_what_may_still_happen(desk: DeskStage) -> None:
    stepper = desk.open(TO_PICK).pane._head.stepper
    assert [(step.word, step.state) for step in stepper.steps][3:6] == [
        ("Paid", "done"),
        ("Confirmed", "current"),
        ("Shipped", "to_come"),
    ]
    assert {tuple(step.word for step in branch.steps) for branch in stepper.branches} >= {("Refunding", "Refunded")}


def test_a_parcel_shows_its_four_facts(desk: DeskStage) -> None:
    shown = said(desk.open(TO_HAND_OVER))
    assert "Parcel 1 of 1" in shown
    assert "Number 12:00" in shown
    assert "Handed over, Delivered" in shown


def test_the_receiver_is_masked_until_somebody_says_why(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    assert "13912345678" not in said(page)
    press(desk.stage.qtbot, page, "receiver.reveal")
    dialog = dialog_of(page)
    dialog.deed.click()
    assert "Please say why" in dialog.refusal.text()
    write(dialog, "reason", "the buyer calls")
    dialog.deed.click()
    assert "13912345678" in said(page)
    kept = desk.app.database.read(lambda conn: shop_of(desk).deeds(conn, "order.reveal"))
    assert [(who, what["reason"]) for who, _, what in kept] == [("boss", "the buyer calls")]
    table_of(page).setFocus()
    page.show_subject(TO_AUDIT)
    page.show_subject(TO_PICK)
    assert "13912345678" not in said(page)


def test_the_key_of_the_next_step_does_it_and_one_key_takes_it_back(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    table_of(page).setFocus()
    assert bar_of(page).button("confirm").key == "C"
    desk.key(page, "c")
    assert desk.status(TO_AUDIT) == "confirmed"
    assert desk.stage.room.toasts == [f"{TO_AUDIT}: Confirm, done"]
    assert "Confirmed" in texts(page.pane) or page.pane.seen.view.status == "confirmed"  # type: ignore[union-attr]
    assert desk.stage.room.undo is not None
    desk.stage.room.undo()
    assert desk.status(TO_AUDIT) == "paid"


@pytest.mark.parametrize(("language", "why"), [("zh_CN", "不能确认："), ("en", "Confirm, not now: ")])
def test_a_refused_step_says_why_above_the_bar_and_does_nothing(desk: DeskStage, language: str, why: str) -> None:
    page = desk.open(SHORT, language)
    button, way_on = bar_of(page).button("confirm"), bar_of(page).button("confirm_partly")
    assert way_on.isVisible()
    assert bar_of(page).reason().startswith(why)
    assert "CUP" in bar_of(page).reason()
    button.click()
    assert desk.status(SHORT) == "paid"


def test_an_order_that_changed_meanwhile_is_not_touched(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    shop_of(desk).do(shop_of(desk).desk, TO_AUDIT, "hold.place", reason="wait")
    bar_of(page).acted.emit("confirm")
    assert desk.status(TO_AUDIT) == "paid"
    assert bar_of(page).reason()
    assert "A100001" in bar_of(page).reason()


def test_goods_that_are_short_are_confirmed_when_the_buyer_waits(desk: DeskStage) -> None:
    page = desk.open(SHORT)
    act(page, "confirm_partly")
    dialog = dialog_of(page)
    dialog.deed.click()
    assert dialog.isVisible()
    assert "CUP" in dialog.refusal.text()
    tick(dialog, "backorder")
    dialog.deed.click()
    assert not dialog.isVisible()
    assert desk.status(SHORT) == "confirmed"


def test_a_hold_asks_why_and_until_when_and_shows_both(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    table_of(page).setFocus()
    desk.key(page, "h")
    dialog = dialog_of(page)
    desk.key(page, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.question("end").field, "the reasons stand above the words, so before them"  # type: ignore[attr-defined]
    write(dialog, "reason", "<b>gift</b> & more")
    dialog.question("end").field.choose("2")  # type: ignore[attr-defined]
    dialog.deed.click()
    shown = said(page)
    assert "<b>gift</b> & more" in shown
    assert "until Today 14:00" in shown
    press(desk.stage.qtbot, page, next(name for name in names(page) if name.startswith("card.release")))
    assert "until Today 14:00" not in said(page)


def names(page: OrdersPage) -> list[str]:
    """Object names of everything visible in the pane."""
    return [part.objectName() for part in settled(page).pane.findChildren(QWidget) if part.isVisible()]


def test_a_missing_address_is_completed_from_its_task(desk: DeskStage) -> None:
    page = desk.open(NO_ADDRESS, "zh_CN")
    assert "缺：电话、街道门牌" in said(page)
    press(desk.stage.qtbot, page, "card.address")
    dialog = dialog_of(page)
    question = dialog.question("address")
    question.fields["phone"].setText("13800138000")  # type: ignore[attr-defined]
    question.fields["street"].setText("科技园南路18号A座")  # type: ignore[attr-defined]
    dialog.deed.click()
    assert "缺：" not in said(page)
    assert page.pane.seen is not None
    assert page.pane.seen.view.work_stage == "to_audit"


def test_an_unknown_product_is_chosen_from_its_task(desk: DeskStage) -> None:
    page = desk.open(NO_PRODUCT)
    assert "unknown product" in said(page)
    task = next(name for name in names(page) if name.startswith("card.link_sku"))
    press(desk.stage.qtbot, page, task)
    dialog = dialog_of(page)
    question = dialog.question("sku_id")
    field = question.field  # type: ignore[attr-defined]
    desk.stage.qtbot.keyClicks(field, "TEE-M")
    desk.stage.qtbot.waitUntil(lambda: question.goods.count() == 1)  # type: ignore[attr-defined]
    desk.stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert "unknown product" not in said(page)
    assert "TEE-M" in said(page)


def test_a_paid_order_is_cancelled_with_its_units_and_a_reason(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    act(page, "cancel_paid")
    dialog = dialog_of(page)
    question = dialog.question("lines")
    assert isinstance(question, UnitsQuestion)
    assert [field.value() for field in question.fields.values()] == [1, 2]
    write(dialog, "reason", "not wanted")
    dialog.deed.click()
    assert desk.status(TO_AUDIT) in ("refunding", "refunded")
    assert "Case 1 · Refund before shipping" in said(page)


def test_a_sent_parcel_is_marked_delivered_and_the_order_completes(desk: DeskStage) -> None:
    shop, page = shop_of(desk), desk.open(TO_HAND_OVER)
    parcel = shop.read(TO_HAND_OVER).parcels[0]
    shop.do(shop.clerk, TO_HAND_OVER, "parcel.hand_over", parcel)
    page.reload()
    for deed, key in (("deliver", "d"), ("complete", "f")):
        table_of(settled(page)).setFocus()
        desk.key(page, key)
        dialog = dialog_of(page)
        write(dialog, "reason", "the carrier's page says so")
        dialog.deed.click()
        assert not dialog.isVisible(), deed
    assert desk.status(TO_HAND_OVER) == "completed"
    assert "Delivered" in said(page)


def test_packing_and_hand_over_open_their_pages_at_the_order(desk: DeskStage) -> None:
    page = desk.open(TO_HAND_OVER)
    table_of(page).setFocus()
    desk.key(page, "g")
    assert desk.stage.room.opened == [("hand_over", TO_HAND_OVER)]


def test_what_cannot_be_read_is_said_at_its_question(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    act(page, "allowance")
    dialog = dialog_of(page)
    write(dialog, "shipping", "1o.00")
    dialog.deed.click()
    assert '"1o.00" is no amount in CNY' in "\n".join(texts(dialog))
    assert dialog.isVisible()
    leave(dialog)


def test_esc_leaves_a_dialog_and_nothing_happened(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    act(page, "hold")
    dialog = dialog_of(page)
    desk.stage.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert desk.status(TO_AUDIT) == "paid"


def test_a_refresh_without_news_moves_nothing(desk: DeskStage) -> None:
    page = desk.open(TO_HAND_OVER)
    page.resize(page.width(), 620)
    bar = page.pane.area.verticalScrollBar()
    desk.stage.qtbot.waitUntil(lambda: bar.maximum() > 40)
    bar.setValue(40)
    before = page.pane.receiver
    page.reload()
    assert page.pane.receiver is before
    shop_of(desk).do(shop_of(desk).desk, TO_HAND_OVER, "order.amend", seller_note="call first")
    page.reload()
    assert page.pane.receiver is not before
    assert bar.value() == 40
    assert "call first" in said(page)


def test_enter_leads_from_the_list_to_the_actions(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    table_of(page).setFocus()
    desk.key(page, Qt.Key.Key_Return)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.objectName() == "action.pick_list"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_can_be_reached_by_name_and_by_keyboard(desk: DeskStage, language: str) -> None:
    page = desk.open(NO_ADDRESS, language)
    assert unreachable(page) == []
    order = tab_order(page)
    assert order.index("orders.search") < order.index("orders.table") < order.index("action.address")


def test_the_history_unfolds_and_stays_so(desk: DeskStage) -> None:
    page = desk.open(TO_HAND_OVER)
    entries = len(page.pane.seen.view.entries)  # type: ignore[union-attr]
    press(desk.stage.qtbot, page, "history.more")
    clerk = next(user.name for user in desk.app.setup.state().users if user.login == "clerk")
    assert said(page).split("\n").count(clerk) > 3
    shop_of(desk).do(shop_of(desk).desk, TO_HAND_OVER, "order.amend", seller_note="x")
    page.reload()
    assert "history.more" not in names(page)
    assert len(page.pane.seen.view.entries) == entries + 1  # type: ignore[union-attr]
    assert desk.app.database.read(lambda conn: len(log_rows.history(conn, page.pane.seen.view.id))) == entries + 1  # type: ignore[union-attr]


def test_as_long_as_nobody_said_who_works_here_orders_are_for_reading_only(desk: DeskStage) -> None:
    desk.stage.preferences.change(user="")
    page = desk.open(TO_AUDIT)
    assert page.news()["nobody"].startswith("Say who does this.")
    assert bar_of(page).reason().startswith("Say who does this.")
    bar_of(page).button("confirm").click()
    assert desk.status(TO_AUDIT) == "paid"
    desk.stage.preferences.change(user="desk")
    page.reload()
    assert "nobody" not in page.news()
    assert not bar_of(page).reason()


def test_goods_are_added_when_what_they_cost_was_seen(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    act(page, "add_goods")
    dialog = dialog_of(page)
    question = dialog.question("add")
    assert isinstance(question, AddQuestion)
    question.goods.setCurrentRow(0)
    dialog.deed.click()
    assert question.price_row is not None
    assert question.price_row.error() == page.words("error.price_missing", sku="CUP")
    assert dialog.focusWidget() is question.price
    question.price.setText("7.50")
    dialog.deed.click()
    assert "¥7.50 more to pay" in dialog.consequence.text()
    key = desk.app.orders.find(TO_PICK)
    assert len(desk.app.orders.load(key).lines) == 2
    dialog.deed.click()
    assert [line.payable for line in desk.app.orders.load(key).lines][2:] == [750]


def test_notes_are_taken_back_by_the_toast(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    backs: list[object] = []
    page.deeds.finished.connect(lambda _words, way_back: backs.append(way_back))
    act(page, "amend_notes")
    dialog = dialog_of(page)
    write(dialog, "packing_note", "wrap twice")
    write(dialog, "delivery", "express")
    dialog.deed.click()
    key = desk.app.orders.find(TO_PICK)
    assert desk.app.orders.load(key).delivery == "express"
    assert callable(backs[0])
    backs[0]()
    order = desk.app.orders.load(key)
    assert (order.packing_note, order.delivery) == ("", "")


def test_notes_and_dates_are_changed_from_how_they_stand(desk: DeskStage) -> None:
    key = desk.app.orders.find(TO_PICK)
    now = {"packing_note": "wrap twice", "delivery": "express", "urgent": True}
    desk.app.commands.do(desk.app.people.actor("desk"), key, "order.amend", args=now)
    due = desk.app.orders.load(key).ship_by
    page = desk.open(TO_PICK)
    act(page, "amend_notes")
    dialog = dialog_of(page)
    fields = [dialog.question(name).field.text() for name in ("packing_note", "delivery", "ship_by")]  # type: ignore[attr-defined]
    assert fields == ["wrap twice", "express", "2026-11-23 12:00"]
    dialog.deed.click()
    assert page.words("error.nothing_changed") in texts(dialog)
    write(dialog, "packing_note", "")
    dialog.question("urgent").field.setChecked(False)  # type: ignore[attr-defined]
    dialog.deed.click()
    order = desk.app.orders.load(key)
    assert (order.packing_note, order.delivery, order.urgent, order.ship_by) == ("", "express", False, due)

"""The entry page with real services: typed, pasted and scanned, saved in two windows, submitted with its money."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_oms.words import LANGUAGES, say
from tests.ui.reachable import unreachable
from tests.ui.real_shop import Stage, empty_stage, ready_folder, rows, stage, texts
from ui.entry.entry_page import EntryPage
from ui.shared.notices import Strip

__all__ = ["empty_stage", "ready_folder", "stage"]

PASTED = "林晓雯 13800138000 广东深圳南山区科苑路15号"


def shown(stage: Stage, language: str = "en", size: tuple[int, int] = (1440, 900)) -> EntryPage:
    return cast(EntryPage, stage.show(EntryPage, language, size))


def type_in(stage: Stage, page: EntryPage, text: str, then: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Type where the cursor is."""
    stage.qtbot.waitUntil(page.isActiveWindow)
    target = cast(QWidget, page.focusWidget())
    stage.qtbot.keyClicks(target, text)
    if then is not None:
        stage.qtbot.keyClick(target, then)


def paste(stage: Stage, page: EntryPage, text: str) -> None:
    """Paste a receiver as a person does: from the clipboard, then Enter."""
    QGuiApplication.clipboard().setText(text)
    page.form.receiver.paste.setFocus()
    stage.qtbot.keyClick(page.form.receiver.paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.keyClick(page.form.receiver.paste, Qt.Key.Key_Return)


def fill(stage: Stage, page: EntryPage) -> None:
    """A receiver and two products, by keyboard alone."""
    paste(stage, page, PASTED)
    type_in(stage, page, "CUP-500")
    type_in(stage, page, "129")
    type_in(stage, page, "NB-A5")
    type_in(stage, page, "18.50")
    page.judge()


def ask(stage: Stage, page: EntryPage, key: Qt.Key) -> None:
    stage.qtbot.keyClick(cast(QWidget, page.focusWidget() or page), key, Qt.KeyboardModifier.ControlModifier)


def order_of(stage: Stage) -> object:
    """The newest order."""
    row = stage.app.orders.page("all", limit=1)[0]
    return stage.app.orders.load(row.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_is_entered_by_keyboard_and_its_total_shown(stage: Stage, language: str) -> None:
    page = shown(stage, language)
    assert page.drafts.none.isVisible()
    assert not page.drafts.table.isVisible()
    assert page.money.lacks == [
        say("error.order_empty", language),
        *(
            say("error.address_part_missing", language, part=say(f"address_part.{part}", language))
            for part in ("name", "phone", "city", "street")
        ),
    ]
    fill(stage, page)
    assert page.form.receiver.fields["district"].text() == "南山区"
    assert page.money.total.text() == "¥147.50"
    assert page.money.lacks == []
    page.money.shipping.setFocus()
    type_in(stage, page, "6", None)
    page.judge()
    assert page.money.total.text() == "¥153.50"
    ask(stage, page, Qt.Key.Key_Return)
    assert say("entry.sent", language, status=say("status.awaiting_payment", language), total="¥153.50") in " ".join(
        page.news().values()
    )
    order = order_of(stage)
    assert (order.status, order.total, order.ship_name) == ("awaiting_payment", 15350, "林晓雯")  # type: ignore[attr-defined]
    assert page.form.goods.lines == []


def test_what_is_unsure_is_marked_and_the_cursor_goes_there(stage: Stage) -> None:
    page = shown(stage)
    paste(stage, page, "广东省深圳市南山区科苑路15号林晓雯 13800138000")
    assert page.focusWidget() is page.form.receiver.fields["name"]
    assert page.form.receiver.rows["name"].error() == "Please check"
    type_in(stage, page, "x", None)
    assert page.form.receiver.rows["name"].error() == ""
    paste(stage, page, "林晓雯 科苑路15号")
    assert page.focusWidget() is page.form.receiver.fields["phone"]
    assert page.form.receiver.rows["city"].error() == "missing"


def test_who_types_a_receiver_with_pauses_loses_nothing_and_is_judged_at_enter(stage: Stage) -> None:
    page = shown(stage)
    form, qtbot = page.form.receiver, stage.qtbot
    form.paste.setFocus()
    for typed in ("138001", "38000 Room 5"):
        qtbot.keyClicks(form.paste, typed)
        form.read(look=False)  # as after a pause
    assert form.paste.toPlainText() == "13800138000 Room 5"
    assert form.fields["phone"].text() == "13800138000"
    assert form.fields["country"].text() == "CN"
    assert not any(row.error() for row in form.rows.values())
    qtbot.keyClick(form.paste, Qt.Key.Key_Return)
    assert form.rows["name"].error()


def test_a_scan_puts_a_product_on_the_order_and_again_one_more(stage: Stage) -> None:
    page = shown(stage)
    code = stage.app.catalogue.page("CUP-500", limit=1)[0].barcodes[0]
    assert page.scan(code)
    assert page.scan(code)
    assert [(line.code, line.qty.value()) for line in page.form.goods.lines] == [("CUP-500", 2)]
    page.judge()
    assert any("CUP-500" in sentence for sentence in page.money.lacks)
    page.scan("no such code")
    assert "No such product" in texts(page)


def test_a_draft_is_saved_listed_reopened_and_submitted(stage: Stage) -> None:
    page = shown(stage, "zh_CN")
    fill(stage, page)
    page.form.goods.lines[1].gift.setChecked(True)
    ask(stage, page, Qt.Key.Key_S)
    assert page.seen is not None
    number = page.seen.number
    assert stage.room.toasts[-1] == f"草稿 {number} 已保存"
    assert [row[0].split()[:2] for row in rows(page.drafts.table)] == [[number, "林晓雯"]]
    assert page.drafts.table.isVisible()
    ask(stage, page, Qt.Key.Key_N)
    assert page.seen is None
    row = page.drafts.table.visualRect(page.drafts.model.index(0, 0)).center()
    stage.qtbot.mouseClick(page.drafts.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert page.seen is not None
    assert [line.gift.isChecked() for line in page.form.goods.lines] == [False, True]
    assert page.money.total.text() == "¥129.00"
    page.money.copy.click()
    assert QGuiApplication.clipboard().text() == f"订单 {number}，应付 ¥129.00。转账时请备注订单号 {number}，谢谢！"
    page.money.way.choose("cash")
    ask(stage, page, Qt.Key.Key_Return)
    assert order_of(stage).status == "paid"  # type: ignore[attr-defined]
    assert rows(page.drafts.table) == []


def test_two_windows_never_overwrite_each_other(stage: Stage) -> None:
    here = shown(stage)
    fill(stage, here)
    ask(stage, here, Qt.Key.Key_S)
    assert here.seen is not None
    there = shown(stage)
    there.show_subject(here.seen.number)
    there.form.buyer.setText("the other window")
    there.save.click()
    here.activateWindow()
    here.form.buyer.setText("this window")
    here.save.click()
    assert "Not saved." in here.news()["changed"]
    assert order_of(stage).buyer == "the other window"  # type: ignore[attr-defined]
    strip = next(strip for strip in here.findChildren(Strip) if strip.headline == "Not saved.")
    strip.action.click()
    assert here.form.buyer.text() == "the other window"


def test_nothing_typed_is_lost_by_a_key(stage: Stage) -> None:
    page = shown(stage)
    fill(stage, page)
    ask(stage, page, Qt.Key.Key_N)
    assert "There are unsaved changes." in page.news()["unsaved"]
    assert len(page.form.goods.lines) == 2
    next(strip for strip in page.findChildren(Strip) if strip.headline.startswith("There are")).action.click()
    assert page.form.goods.lines == []


def test_who_may_not_take_money_is_told_and_nothing_is_submitted(stage: Stage) -> None:
    stage.preferences.change(user="desk")
    page = shown(stage)
    fill(stage, page)
    page.money.way.choose("transfer")
    page.judge()
    assert page.money.lacks == ["Give the number of the transfer."]
    page.money.txn.setText("T-1")
    page.judge()
    ask(stage, page, Qt.Key.Key_Return)
    assert "is for:" in page.news()["error"]
    assert stage.app.orders.counts()["all"] == 0
    assert len(page.form.goods.lines) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_product_nobody_knows_is_written_down_without_leaving_the_order(stage: Stage, language: str) -> None:
    page = shown(stage, language)
    fill(stage, page)
    type_in(stage, page, "HAT-1")
    assert say("orders.goods_none", language) in texts(page)
    ask(stage, page, Qt.Key.Key_G)
    dialog = page.products.dialog
    assert dialog is not None
    assert dialog.form.texts()["code"] == "HAT-1"
    assert dialog.focusWidget() is dialog.form.field("name")
    stage.qtbot.keyClicks(dialog.form.field("name"), "Sun hat")
    stage.qtbot.keyClick(dialog.form.field("name"), Qt.Key.Key_Return)
    assert stage.room.toasts[-1] == say("product.saved", language, sku="HAT-1")
    assert [line.code for line in page.form.goods.lines] == ["CUP-500", "NB-A5", "HAT-1"]
    assert page.focusWidget() is page.form.goods.lines[-1].price
    assert page.form.receiver.fields["district"].text() == "南山区"
    type_in(stage, page, "20")
    page.judge()
    assert page.money.total.text() == "¥167.50"
    ask(stage, page, Qt.Key.Key_Return)
    assert [line.name for line in order_of(stage).lines][-1] == "Sun hat"  # type: ignore[attr-defined]


def test_a_barcode_nobody_knows_is_scanned_and_given_up_and_goods_in_the_list_are_no_obstacle(stage: Stage) -> None:
    page = shown(stage)
    page.scan("6901234500998")
    page.form.goods.new.click()
    dialog = page.products.dialog
    assert dialog is not None
    told = dialog.form.texts()
    assert (told["code"], told["barcode"]) == ("", "6901234500998")
    dialog.reject()
    assert page.focusWidget() is page.form.goods.search
    assert page.form.goods.search.text() == "6901234500998"
    page.form.goods.search.setText("CUP")
    page.form.goods.ask()
    assert page.form.goods.found.count()
    assert page.form.goods.new.isVisible()
    page.form.goods.search.setText("CUP-500")
    page.form.goods.ask()
    assert not page.form.goods.new.isVisible()


def test_who_may_not_write_products_down_is_told_before_typing_one(stage: Stage) -> None:
    stage.preferences.change(user="clerk")
    page = shown(stage)
    page.form.goods.search.setText("HAT-1")
    page.form.goods.ask()
    page.form.goods.new.click()
    assert page.products.dialog is None
    assert "is for:" in page.news()["error"]
    assert page.form.goods.search.text() == "HAT-1"


def test_everything_has_a_name_and_a_place(stage: Stage) -> None:
    page = shown(stage, size=(1280, 680))
    fill(stage, page)
    assert unreachable(page) == []


def test_goods_that_were_sold_before_bring_their_price_to_be_typed_over(stage: Stage) -> None:
    page = shown(stage)
    fill(stage, page)
    ask(stage, page, Qt.Key.Key_Return)
    assert page.form.goods.lines == []
    page.form.goods.search.setFocus()
    type_in(stage, page, "CUP-500")
    (line,) = page.form.goods.lines
    page.judge()
    assert (line.price.text(), page.money.total.text()) == ("129.00", "¥129.00")
    type_in(stage, page, "135")
    page.judge()
    assert (line.price.text(), page.money.total.text()) == ("135", "¥135.00")
    assert page.form.goods.search.hasFocus()
    assert stage.app.entry.last_price("CUP-500", "USD") is None

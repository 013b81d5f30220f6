"""Deciding by keys, on real services: a simple case in at most three presses, and the next one comes by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from desktop_oms.domain.order import Order
from tests.ui.after_sales.conftest import BACK, SWAP, TORN, WORN, CaseStage, choose, said, settled, shown
from ui.after_sales.part_fields import Part
from ui.deeds.deed_dialog import DeedDialog

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def order_of(cases: CaseStage, number: str) -> Order:
    """The order of a case, as it is stored."""
    return cases.app.orders.load(cases.app.orders.find(number.partition("-")[0]))


@pytest.mark.parametrize(
    ("language", "toast"),
    [("zh_CN", f"{WORN}：同意 ¥10.00，15 秒内可撤销"), ("en", f"{WORN}: Approve ¥10.00, can be undone for 15 s")],
)
def test_one_key_approves_and_leads_on(cases: CaseStage, language: str, toast: str) -> None:
    page = cases.show(language)
    cases.key(page, "a")
    assert cases.state(WORN) == "approved"
    assert cases.stage.room.toasts[-1] == toast
    cases.stage.qtbot.waitUntil(lambda: shown(page) == TORN)
    cases.key(page, "a")
    assert cases.state(TORN) == "approved"


def test_two_keys_reject_with_the_proposed_words(cases: CaseStage) -> None:
    page = cases.show()
    cases.key(page, "r", ENTER)
    case = cases.app.after_sales.detail(cases.app.after_sales.find(WORN), cases.app.people.actor("reviewer"))
    assert case.row.state == "rejected"
    assert case.note == page.words("reject.other_goods_inside")
    cases.stage.qtbot.waitUntil(lambda: shown(page) == TORN)


def test_less_money_is_typed_and_the_letters_work_again(cases: CaseStage) -> None:
    page = cases.show()
    part = page.money.part
    assert not part.why.isVisible()
    part.now.setFocus()
    part.now.selectAll()
    cases.key(page, "12")
    assert "10.00" in part.wrong.text()
    cases.key(page, ENTER, "a")
    assert cases.state(WORN) == "requested"
    assert "10.00" in page.money.refusal.text()
    part.now.setFocus()
    part.now.selectAll()
    cases.key(page, "7.50")
    assert (part.kept.text(), part.wrong.text()) == ("2.50", "")
    assert "Approve ¥7.50" in said(page)
    part.why.setFocus()
    cases.key(page, "worn once", ENTER, "a")
    cases.undo_over()
    assert [refund.amount for refund in order_of(cases, WORN).refunds] == [750]
    (case,) = order_of(cases, WORN).cases
    assert (case.ceiling, case.deduction, case.deduction_reason) == (750, 0, "worn once")


@pytest.mark.parametrize(("language", "agreed"), [("zh_CN", "约定金额\n6.00"), ("en", "Agreed amount\n6.00")])
def test_an_agreed_amount_stands_in_the_sum_and_is_no_more_than_the_units_are_worth(
    cases: CaseStage, language: str, agreed: str
) -> None:
    number = cases.ask_for_two()
    page = cases.show(language)
    choose(cases, page, number)
    part = page.money.part
    part.now.setFocus()
    part.now.selectAll()
    cases.key(page, "6")
    assert agreed in said(page)
    assert part.kept.text() == "14.00"
    (units,) = part.units.values()
    units.setValue(1)
    assert (part.kept.text(), part.now.text(), part.wrong.text()) == ("4.00", "6", "")
    part.now.setFocus()
    part.now.selectAll()
    cases.key(page, "12")
    assert "10.00" in part.wrong.text()
    part.now.selectAll()
    cases.key(page, "6", ENTER, "a", "so it was said", ENTER)
    cases.undo_over()
    order = order_of(cases, number)
    assert ([refund.amount for refund in order.refunds], order.cases[-1].ceiling) == ([600], 600)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_kept_back_shows_in_the_sum_before_anything_is_decided(cases: CaseStage, language: str) -> None:
    page = cases.show(language)
    cases.key(page, "h", "3")
    words = said(page)
    assert ("Kept back\n-3.00" if language == "en" else "扣除\n-3.00") in words
    assert page.words("cases.agreed_sum") in words
    assert page.money.part.now.text() == "7.00"
    assert cases.state(WORN) == "requested"
    cases.key(page, ENTER, "a", "scratched", ENTER)
    cases.undo_over()
    assert [refund.amount for refund in order_of(cases, WORN).refunds] == [700]
    assert order_of(cases, WORN).lines[0].withheld == 300


def test_fewer_units_are_agreed_to_by_keys(cases: CaseStage) -> None:
    number = cases.ask_for_two()
    page = cases.show()
    choose(cases, page, number)
    (units,) = page.money.part.units.values()
    assert "Approve ¥20.00" in said(page)
    cases.key(page, "h", Qt.Key.Key_Down)
    assert units.value() == 1
    assert "Approve ¥10.00" in said(page)
    page.reload()
    assert units.value() == 1
    cases.key(page, ENTER, "a", "one is fine", ENTER)
    cases.undo_over()
    order = order_of(cases, number)
    assert [refund.amount for refund in order.refunds] == [1000]
    assert order.cases[-1].lines[0].declined == 1


def test_an_allowance_in_place_of_the_goods(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, TORN)
    cases.key(page, "z", "12", ENTER)
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    assert "10.00" in dialog.refusal.text()
    field = dialog.question("amount").field  # type: ignore[attr-defined]
    field.selectAll()
    cases.key(page, "4", ENTER)
    row = cases.app.after_sales.row(cases.app.after_sales.find(TORN))
    assert (row.kind, row.state) == ("allowance", "approved")
    cases.undo_over()
    assert [refund.amount for refund in order_of(cases, TORN).refunds] == [400]


def test_above_the_limit_a_second_person_signs(cases: CaseStage) -> None:
    cases.limit(500)
    page = cases.show()
    words = said(page)
    assert "Over ¥5.00: a second person" in words
    assert "Reviewer2" in words
    assert "Approve ¥10.00, then a second" in words
    cases.key(page, "a")
    assert cases.state(WORN) == "awaiting_second"
    choose(cases, page, WORN)
    button = page.money.buttons[next(name for name in page.money.buttons if name.startswith("case_second_approve"))]
    assert button.refusal
    cases.key(page, "s")
    assert page.money.refusal.text() == button.refusal
    cases.stage.preferences.change(user="reviewer2")
    page.reload()
    cases.key(page, "s")
    assert cases.state(WORN) == "approved"


def test_what_waits_for_a_second_person_is_taken_back_by_the_toast_and_by_u(cases: CaseStage) -> None:
    cases.limit(500)
    page = cases.show()
    cases.key(page, "a")
    assert cases.stage.room.undo is not None
    cases.stage.room.undo()
    assert cases.state(WORN) == "requested"
    choose(cases, page, WORN)
    cases.key(page, "a")
    choose(cases, page, WORN)
    cases.key(page, "u")
    assert cases.state(WORN) == "requested"


def test_the_goods_are_asked_for_or_an_exchange_is_offered(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, TORN)
    cases.key(page, "g")
    row = cases.app.after_sales.row(cases.app.after_sales.find(TORN))
    assert (row.kind, row.state) == ("return_refund", "awaiting_return")


def test_an_exchange_for_other_goods_is_offered(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, TORN)
    cases.key(page, "x")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    question = dialog.question("sku_id")
    cases.stage.qtbot.waitUntil(lambda: question.goods.count() > 0)  # type: ignore[attr-defined]
    dialog.deed.click()
    row = cases.app.after_sales.row(cases.app.after_sales.find(TORN))
    assert (row.kind, row.state) == ("exchange", "awaiting_return")
    order = cases.app.orders.load(row.order_id)
    assert order.cases[0].replacement_sku is not None


def test_an_exchange_is_for_other_goods_where_the_buyer_wants_them(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, SWAP)
    assert page.money.buttons["offer_exchange"].text() == page.words("cases.do.exchange_goods")
    cases.key(page, "x")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    question = dialog.question("sku_id")
    cases.stage.qtbot.waitUntil(lambda: question.goods.count() > 0, timeout=20_000)  # type: ignore[attr-defined]
    dialog.deed.click()
    row = cases.app.after_sales.row(cases.app.after_sales.find(SWAP))
    assert (row.kind, row.state) == ("exchange", "awaiting_return")
    assert order_of(cases, SWAP).cases[0].replacement_sku is not None


@pytest.mark.parametrize(
    ("key", "kind", "state"), [("z", "allowance", "approved"), ("x", "exchange", "awaiting_return")]
)
def test_a_person_alone_says_why_another_kind_is_agreed_to(cases: CaseStage, key: str, kind: str, state: str) -> None:
    """One's own request: the money or goods are asked first, then the reason, and both kinds are one command."""
    cases.app.limits.set(cases.app.people.actor("boss"), "single_operator", 1)
    number = cases.ask_for_two(cases.app.people.actor("reviewer"))
    page = cases.show()
    choose(cases, page, number)
    cases.key(page, key)
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    if key == "x":
        goods = dialog.question("sku_id").goods  # type: ignore[attr-defined]
        cases.stage.qtbot.waitUntil(lambda: goods.count() > 0, timeout=20_000)
        dialog.deed.click()
    else:
        cases.key(page, "4", ENTER)
    settled(page)
    assert cases.state(number) == "requested"
    cases.key(page, ESC)  # whoever goes back finds what was chosen
    assert dialog.isVisible()
    cases.key(page, ENTER, "alone here", ENTER)
    row = cases.app.after_sales.row(cases.app.after_sales.find(number))
    assert (row.kind, row.state) == (kind, state)
    entries = cases.app.orders.view(row.order_id, cases.app.people.actor("boss")).entries
    assert any(entry.event == "approve" and entry.facts.get("own_request") for entry in entries)


def test_a_person_alone_says_why_the_goods_are_asked_for(cases: CaseStage) -> None:
    """Key G on one's own request: nothing but the reason is asked, and Esc there leaves the case as it was."""
    cases.app.limits.set(cases.app.people.actor("boss"), "single_operator", 1)
    number = cases.ask_for_two(cases.app.people.actor("reviewer"))
    page = cases.show()
    choose(cases, page, number)
    cases.key(page, "g", ESC)
    row = cases.app.after_sales.row(cases.app.after_sales.find(number))
    assert (row.kind, row.state) == ("refund_only", "requested")
    cases.key(page, "g", "alone here", ENTER)
    row = cases.app.after_sales.row(row.id)
    assert (row.kind, row.state) == ("return_refund", "awaiting_return")
    entries = cases.app.orders.view(row.order_id, cases.app.people.actor("boss")).entries
    assert [entry.event for entry in entries if entry.facts.get("own_request")] == ["approve"]


def test_a_sum_that_comes_late_is_not_that_of_what_is_written_by_now(cases: CaseStage) -> None:
    page = cases.show()
    assert page.money.seen is not None
    case_id = page.money.seen.detail.row.id
    late = cases.app.after_sales.calculation(case_id, None, 100)
    cases.key(page, "h", "3")
    assert "Approve ¥7.00" in said(page)
    page.money.show_part(case_id, Part(None, 100), late)
    assert "Approve ¥7.00" in said(page)
    page.money.part.kept.selectAll()
    cases.key(page, "0")
    assert page.words("cases.maximum") in said(page)
    assert page.words("cases.agreed_sum") not in said(page)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_case_that_somebody_else_decides_is_refused_with_the_name(cases: CaseStage, language: str) -> None:
    cases.app.after_sales.claim(cases.app.people.actor("reviewer2"), cases.app.after_sales.find(WORN))
    page = cases.show(language)
    assert ("Claimed by Reviewer2" if language == "en" else "Reviewer2 正在处理") in said(page)
    cases.key(page, "a")
    assert cases.state(WORN) == "requested"
    assert "Reviewer2" in page.money.refusal.text()


def test_a_case_is_claimed_and_given_back(cases: CaseStage) -> None:
    page = cases.show()
    cases.key(page, "c")
    assert "Claimed by you" in said(page)
    cases.key(page, "c")
    assert "Claimed by you" not in said(page)


def test_a_decision_gives_the_case_back_to_who_signs_second(cases: CaseStage) -> None:
    cases.limit(500)
    page = cases.show()
    cases.key(page, "c", "a")
    assert cases.state(WORN) == "awaiting_second"
    assert cases.app.after_sales.row(cases.app.after_sales.find(WORN)).claimed_name is None
    cases.stage.preferences.change(user="reviewer2")
    page.reload()
    choose(cases, page, WORN)
    cases.key(page, "s")
    assert cases.state(WORN) == "approved"


def test_nobody_known_may_read_only(cases: CaseStage) -> None:
    cases.stage.preferences.change(user="")
    page = cases.show()
    assert shown(page) == WORN
    cases.key(page, "a")
    assert cases.state(WORN) == "requested"
    assert page.money.refusal.text().startswith("Say who does this.")


def test_a_message_is_drafted_from_a_template(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, BACK)
    cases.key(page, "m", ENTER)
    text = QGuiApplication.clipboard().text()
    assert BACK in text
    assert text in said(page)
    (note,) = cases.app.case_notes.of(cases.app.after_sales.find(BACK))
    assert (note.kind, note.template, note.text) == ("message", "agreed_return", text)
    assert cases.stage.room.toasts[-1] == "The message was copied"


def test_a_picture_on_the_clipboard_becomes_evidence(cases: CaseStage) -> None:
    page = cases.show()
    QGuiApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    assert page.pane.reason is not None
    page.pane.reason.controls[-1].click()  # type: ignore[attr-defined]
    (kept,) = cases.app.after_sales.detail(cases.app.after_sales.find(WORN), cases.app.people.actor("boss")).evidence
    assert not QImage.fromData(cases.app.after_sales.file(kept.id)).isNull()


def test_the_order_is_opened_by_a_key(cases: CaseStage) -> None:
    page = cases.show()
    choose(cases, page, SWAP)
    cases.key(page, "o")
    assert cases.stage.room.opened == [("orders", SWAP.partition("-")[0])]


def test_checked_cases_are_approved_together_each_with_its_result(cases: CaseStage) -> None:
    """What is above the reviewer's limit is refused in the list, and waits for a person who looks at it."""
    page = cases.show()
    cases.key(page, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.many.button.text() == "Approve 2 checked"
    cases.app.after_sales.claim(cases.app.people.actor("reviewer2"), cases.app.after_sales.find(TORN))
    page.many.button.click()
    assert page.many.dialog is not None
    assert [result.trouble.code if result.trouble else "" for result in page.many.dialog.results] == [
        "",
        "case_claimed",
    ]
    assert (cases.state(WORN), cases.state(TORN)) == ("approved", "requested")
    page.many.dialog.accept()
    assert not page.many.button.isVisible()

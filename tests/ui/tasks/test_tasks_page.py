"""The page of tasks as it is shown: what needs a person, and solved entirely by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.holds import STILL
from desktop_oms.formats import money
from desktop_oms.services.tasks import TaskDesk
from desktop_oms.words import table
from desktop_oms.words import tasks as task_words
from tests.services.orders import ADDRESS, an_order, bring_in
from tests.ui.orders.conftest import NO_ADDRESS, NO_PRODUCT, SHORT, TO_AUDIT, TO_PICK
from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import Stage, press, rows
from tests.ui.tasks.conftest import TaskStage, said, settled
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.deeds import BY_NAME
from ui.deeds.solving import SOLVES, deeds_for, solves_itself
from ui.shared.form_dialog import FormDialog
from ui.shared.tokens import ORDER_PANE
from ui.tasks.kinds import GROUPS
from ui.tasks.task_actions import solutions
from ui.tasks.task_pane import order_card
from ui.tasks.tasks_page import TasksPage

KINDS = [key.removeprefix("task.") for key in task_words.WORDS if key.startswith("task.")]
BY_HAND = [kind for kind in KINDS if kind not in STILL and kind != "changed_in_shop"]
ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab


def numbers(page: TasksPage) -> list[str]:
    return [row[1].split(" · ")[0] for row in rows(page.list.table)]


def choose(page: TasksPage, number: str) -> None:
    page.list.table.choose(numbers(page).index(number))
    settled(page)


def test_tasks_are_listed_newest_first_with_kind_age_and_owner(desk: TaskStage) -> None:
    desk.app.tasks.take(desk.app.people.actor("desk"), desk.app.tasks.page(["sku_unknown"])[0].id)
    desk.clock.pass_hours(25)
    page = desk.show("zh_CN")
    assert numbers(page) == [NO_ADDRESS, NO_PRODUCT]
    address, product = rows(page.list.table)
    assert address[0] == "收件地址不完整 · 不解决不能发货"
    assert (address[2], address[3], address[4]) == ("缺：电话、详细地址", "25 小时 · 昨天", "—")
    assert (product[2], product[4]) == ("TEE-NV-XL 纯棉短袖T恤", "desk")
    assert [queue.key for queue in page.kinds.model().queues if queue.key] == [  # type: ignore[attr-defined]
        "all",
        "mine",
        "sku_unknown",
        "address_incomplete",
    ]


def test_long_names_never_make_the_cards_wider_than_the_pane(desk: TaskStage) -> None:
    page = desk.show()
    assert page.pane.seen is not None
    view = page.pane.seen.view
    long = replace(view, channel="山野户外装备官方旗舰店" * 4, external_no="3906571258506611974")
    card = order_card(page.words, long)
    assert card.minimumSizeHint().width() <= ORDER_PANE - 64


def test_goods_that_nobody_knows_are_written_down_by_keys_and_the_order_is_ready(desk: TaskStage) -> None:
    page = desk.show()
    page.kinds.choose("sku_unknown")
    settled(page)
    task = desk.app.tasks.page(["sku_unknown"])[0]
    page.list.table.setFocus()
    desk.key(page, "n")
    dialog = page.products.dialog
    assert dialog is not None
    told = dialog.form.texts()
    assert f"{told['code']} {told['name']}" == task.goods
    desk.key(page, Qt.Key.Key_Return)
    assert desk.app.tasks.page(["sku_unknown"]) == []
    assert desk.order(task.number).lines[0].sku_id == desk.app.catalogue.find(told["code"]).id


def test_an_unknown_product_is_linked_by_keys_and_the_order_is_ready(desk: TaskStage) -> None:
    page = desk.show()
    page.take_focus()
    desk.key(page, DOWN)
    assert "link" in said(page).lower()
    desk.key(page, "L")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    question = dialog.question("sku_id")
    desk.key(page, "TEE-XL")
    desk.stage.qtbot.waitUntil(lambda: question.goods.count() == 1)  # type: ignore[attr-defined]
    remember = dialog.question("remember").field  # type: ignore[attr-defined]
    desk.key(page, TAB, TAB, Qt.Key.Key_Space)
    assert remember.isChecked()
    desk.key(page, ENTER)
    assert desk.order(NO_PRODUCT).work_stage == "to_audit"
    assert numbers(page) == [NO_ADDRESS]
    assert desk.app.catalogue.find("TEE-NV-XL").code == "TEE-XL"


def test_a_wrong_address_is_put_right_by_keys_and_the_order_is_ready(desk: TaskStage) -> None:
    page = desk.show("zh_CN")
    page.take_focus()
    desk.key(page, "e")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    fields = dialog.question("address").fields  # type: ignore[attr-defined]
    desk.key(page, TAB)  # over the place of a pasted text
    assert fields["name"].hasFocus()
    desk.key(page, TAB, "13800138000", TAB, TAB, TAB, TAB, TAB)
    assert fields["street"].hasFocus()
    desk.key(page, "Keji Road 18", ENTER)
    assert desk.order(NO_ADDRESS).work_stage == "to_audit"
    assert numbers(page) == [NO_PRODUCT]
    assert page.pane.told is not None
    assert page.pane.told.number == NO_PRODUCT


def test_a_task_whose_cause_stands_cannot_be_closed_and_says_why(desk: TaskStage) -> None:
    page = desk.show()
    (closing,) = [one for one in page.pane.offers() if one.deed.name == "resolve"]
    page.deeds.take(closing, page.pane.seen)  # type: ignore[arg-type]
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    dialog.question("reason").field.setText("it is fine")  # type: ignore[attr-defined]
    dialog.deed.click()
    assert "still so" in dialog.refusal.text()
    dialog.reject()
    (entry,) = [one for one in page.pane.bar.actions() if one.objectName() == f"action.{closing.name}"]
    entry.trigger()
    assert "still so" in page.pane.bar.reason()
    assert numbers(page) == [NO_ADDRESS, NO_PRODUCT]


@pytest.mark.parametrize("kind", BY_HAND)
def test_any_other_task_is_closed_with_what_was_done(desk: TaskStage, kind: str) -> None:
    desk.open_task(TO_PICK, kind)
    page = desk.show()
    choose(page, TO_PICK)
    desk.key(page, "t", "looked up in the shop", ENTER)
    assert TO_PICK not in numbers(page)
    (task,) = [one for one in desk.order(TO_PICK).tasks if one.kind == kind]
    assert (task.state, task.solved_by, task.detail) == ("done", "boss", "looked up in the shop")


@pytest.mark.parametrize(("language", "sums"), [("zh_CN", "商品 ¥"), ("en", "Goods ¥")])
def test_sums_that_do_not_add_up_are_seen_on_their_task(desk: TaskStage, language: str, sums: str) -> None:
    desk.open_task(TO_PICK, "amounts_differ")
    page = desk.show(language)
    choose(page, TO_PICK)
    told, total = said(page), money(desk.order(TO_PICK).total, "CNY", language)
    assert sums in told
    assert f"{page.words('orders.money.total')} {total}" in told


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_the_shop_gave_back_is_told_from_its_task(desk: TaskStage, language: str) -> None:
    desk.open_task(TO_PICK, "refund_amount_unknown")
    page = desk.show(language)
    choose(page, TO_PICK)
    (first,) = [one for one in page.pane.offers() if one.deed.name == "refund_report"]
    assert page.words("orders.do.refund_report") in said(page)
    page.deeds.take(first, page.pane.seen)  # type: ignore[arg-type]
    dialog = page.deeds.dialog
    assert dialog is not None
    dialog.question("amount").field.setText("2.50")  # type: ignore[attr-defined]
    dialog.deed.click()
    assert dialog.refusal.text() == page.words("error.proof_missing")
    dialog.question("proof").field.setText("WX-7781")  # type: ignore[attr-defined]
    dialog.deed.click()
    order = desk.order(TO_PICK)
    assert [(refund.amount, refund.state, refund.proof) for refund in order.refunds] == [(250, "succeeded", "WX-7781")]
    assert [task.kind for task in order.open_tasks()] == ["refund_without_units"]


def test_every_kind_has_a_place_words_and_a_solution() -> None:
    assert sorted(SOLVES) == sorted(KINDS)
    assert sorted(kind for _, kinds in GROUPS for kind in kinds) == sorted(KINDS)
    for kind in KINDS:
        assert f"task_short.{kind}" in table()
        deeds = deeds_for(kind)
        assert set(deeds) <= set(BY_NAME), kind
        assert deeds or not solves_itself(kind), f"{kind} could only be ignored"


def test_what_the_shop_changed_stands_side_by_side(desk: TaskStage) -> None:
    order = an_order("T-9", ship_to=ADDRESS)
    bring_in(desk.app, order)
    moved = replace(order, ship_to=replace(ADDRESS, phone="13900139000"), total=order.total, seller_note="gift")
    bring_in(desk.app, moved)
    page = desk.show()
    page.kinds.choose("changed_in_shop")
    shown = said(page)
    for words in ("138******00", "139******00", "Seller's note", "gift", "The shop"):
        assert words in shown
    assert "13900139000" not in shown
    assert page.pane.told is not None
    task = next(one for one in page.pane.seen.view.tasks if one.id == page.pane.told.id)  # type: ignore[union-attr]
    ways = [one.deed.name for one in solutions(task, page.pane.told, page.pane.offers())]
    assert ways == ["resolve", "address", "amend_notes"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_both_sides_in_full_are_shown_for_a_reason_that_is_kept(desk: TaskStage, language: str) -> None:
    order = an_order("T-9", ship_to=ADDRESS)
    bring_in(desk.app, order)
    bring_in(desk.app, replace(order, ship_to=replace(ADDRESS, phone="13900139000")))
    page = desk.show(language)
    page.kinds.choose("changed_in_shop")
    card = page.pane.differences
    assert card is not None
    press(desk.stage.qtbot, card, "tasks.reveal")
    dialog = page.deeds.dialog
    assert dialog is not None
    dialog.deed.click()
    assert dialog.refusal.text() == page.words("error.reason_missing")
    desk.key(page, "the buyer calls", Qt.Key.Key_Return)
    shown = said(page)
    assert "13900139000" in shown
    assert "13800138000" in shown
    page.reload()
    assert "13900139000" in said(page)
    trail = desk.app.trails.read(page.desk.actor(), page.pane.seen.view.id, "en")  # type: ignore[union-attr]
    assert "the buyer calls" in trail[0].what
    page.kinds.choose("all")
    page.kinds.choose("changed_in_shop")
    assert "13900139000" not in said(page)


def test_a_shortage_offers_what_the_order_offers(desk: TaskStage) -> None:
    order_id = desk.app.orders.find(SHORT)
    desk.app.commands.do(desk.app.people.actor("desk"), order_id, "order.confirm", args={"backorder": True})
    page = desk.show()
    page.kinds.choose("shortage")
    assert numbers(page) == [SHORT]
    assert page.pane.told is not None
    task = next(one for one in page.pane.seen.view.tasks if one.id == page.pane.told.id)  # type: ignore[union-attr]
    ways = solutions(task, page.pane.told, page.pane.offers())
    assert [(one.deed.name, bool(one.refusal)) for one in ways] == [
        ("substitute", False),
        ("give_up", False),
        ("allocate", True),
        ("resolve", True),
    ]
    assert "Send other goods" in said(page)


def test_a_task_is_taken_given_and_left_by_keys(desk: TaskStage) -> None:
    page = desk.show()
    page.take_focus()
    desk.key(page, "w")
    assert desk.app.tasks.page(["address_incomplete"])[0].owner == "boss"
    assert desk.stage.room.toasts[-1] == f"boss takes care of the task of {NO_ADDRESS}"
    assert rows(page.list.table)[0][4] == "boss"
    page.kinds.choose("mine")
    assert numbers(page) == [NO_ADDRESS]
    desk.key(page, "g")
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    dialog.form.fill({"owner": "clerk"})
    dialog.deed.click()
    settled(page)
    assert desk.app.tasks.page(["address_incomplete"])[0].owner == "clerk"
    assert page.list.currentWidget().accessibleName() == "You have taken no task"
    assert desk.stage.room.undo is not None
    desk.stage.room.undo()
    assert desk.app.tasks.page(["address_incomplete"])[0].owner == "boss"


def test_enter_opens_the_order_and_an_order_opens_its_tasks(desk: TaskStage) -> None:
    page = desk.show()
    page.take_focus()
    desk.key(page, ENTER)
    assert desk.stage.room.opened == [("orders", NO_ADDRESS)]
    page.show_subject(NO_PRODUCT)
    assert numbers(page) == [NO_PRODUCT]
    assert page.header.accessibleName() == f"Tasks Tasks of order {NO_PRODUCT} · 1"
    page.show_subject(TO_AUDIT)
    assert page.list.currentWidget().accessibleName() == f"No open task of this kind: Tasks of order {TO_AUDIT}"


@pytest.mark.parametrize(("language", "sentence"), [("zh_CN", "没有待处理的异常"), ("en", "Nothing needs attention")])
def test_without_tasks_the_page_says_so(stage: Stage, language: str, sentence: str) -> None:
    page = stage.show(TasksPage, language)
    assert isinstance(page, TasksPage)
    assert page.list.currentWidget().accessibleName() == sentence
    assert not page.pane.bar.isVisible()


def test_a_database_out_of_reach_is_told_and_older_rows_stay(desk: TaskStage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.show()

    def gone(*_: object, **__: object) -> None:
        raise OmsError("database_unreachable", database="shop")

    monkeypatch.setattr(TaskDesk, "counts", gone)
    page.reload()
    assert page.words("error.database_unreachable", database="shop") in page.news()["error"]
    assert numbers(page) == [NO_ADDRESS, NO_PRODUCT]
    monkeypatch.undo()
    page.reload()
    assert "error" not in page.news()


def test_nobody_known_may_read_only(desk: TaskStage) -> None:
    desk.stage.preferences.change(user="")
    page = desk.show()
    assert numbers(page) == [NO_ADDRESS, NO_PRODUCT]
    assert page.pane.bar.reason().startswith("Say who does this.")


def test_a_refresh_keeps_the_chosen_task(desk: TaskStage) -> None:
    page = desk.show()
    choose(page, NO_PRODUCT)
    desk.open_task(TO_PICK, "pieces_differ")
    page.reload()
    assert numbers(page)[0] == TO_PICK
    chosen = page.list.table.chosen()
    assert chosen is not None
    assert page.pane.told is not None
    assert chosen.id == page.pane.told.id
    assert page.pane.told.number == NO_PRODUCT


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_names_and_a_place_in_the_tab_order(desk: TaskStage, language: str) -> None:
    page = desk.show(language)
    assert unreachable(page) == []
    order = tab_order(page)
    assert order.index("queues") < order.index("tasks.table") < order.index("action.address")
    tester = QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.open_task(TO_PICK, "pieces_differ")
    page.reload()
    assert tester.model() is page.list.model

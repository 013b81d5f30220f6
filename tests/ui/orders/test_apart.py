"""Ship apart in the window: the parts are shown before they are made, and go back into one."""

from __future__ import annotations

import pytest

from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage, said
from tests.ui.orders.test_order import act
from tests.ui.real_shop import leave, press, texts
from ui.deeds.apart_dialog import ApartDialog
from ui.orders.orders_page import OrdersPage


def dialog_of(page: OrdersPage) -> ApartDialog:
    """The dialog that is open."""
    dialog = page.deeds.apart.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def parts(desk: DeskStage) -> list[tuple[str, int]]:
    order = desk.app.orders.load(desk.app.orders.find(TO_PICK))
    return [(part.state, part.units) for part in order.open_fulfilments()]


@pytest.mark.parametrize(
    ("language", "after", "new"), [("zh_CN", "拆单之后", "拆出"), ("en", "Afterwards", "goes apart")]
)
def test_the_parts_are_shown_then_made_and_taken_back(desk: DeskStage, language: str, after: str, new: str) -> None:
    page = desk.open(TO_PICK, language)
    act(page, "apart")
    dialog = dialog_of(page)
    dialog.deed.click()
    assert parts(desk) == [("allocated", 3)]
    dialog.fields[1][1].setValue(1)
    dialog._look()
    shown = " ".join(texts(dialog))
    assert after in shown
    assert f"· {new}" in shown
    assert dialog.deed.refusal is None
    press(desk.stage.qtbot, dialog, "apart.do")
    assert parts(desk) == [("allocated", 2), ("allocated", 1)]
    act(page, "apart_undo")
    assert parts(desk) == [("allocated", 3)]


def test_a_press_before_the_parts_are_shown_shows_them_and_a_second_one_while_they_are_made_is_not_taken(
    desk: DeskStage,
) -> None:
    page = desk.open(TO_PICK)
    act(page, "apart")
    dialog, decided = dialog_of(page), list[object]()
    dialog.decided.connect(lambda wish: (decided.append(wish), dialog.deed.click()))
    dialog.fields[1][1].setValue(1)
    dialog.deed.refuse(None)
    dialog.deed.click()
    assert decided == []
    assert dialog.refusal.text() == page.words("apart.look_first")
    dialog.deed.click()
    assert len(decided) == 1
    assert parts(desk) == [("allocated", 2), ("allocated", 1)]


def test_a_look_that_arrives_while_the_parts_are_made_lets_no_second_press_through(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    act(page, "apart")
    dialog, decided = dialog_of(page), list[object]()
    dialog.decided.disconnect()
    dialog.decided.connect(decided.append)
    dialog.fields[1][1].setValue(1)
    dialog._look()
    dialog.deed.click()
    dialog._look()
    dialog.deed.click()
    assert len(decided) == 1
    dialog.show_refusal("no")
    dialog.deed.click()
    assert len(decided) == 2
    leave(dialog)


def test_somebody_who_was_faster_is_not_overwritten(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    act(page, "apart")
    dialog = dialog_of(page)
    dialog.fields[1][1].setValue(1)
    dialog._look()
    boss = desk.app.people.actor("boss")
    desk.app.commands.do(boss, desk.app.orders.find(TO_PICK), "hold.place", args={"reason": "the buyer calls"})
    press(desk.stage.qtbot, dialog, "apart.do")
    assert dialog.isVisible()
    assert "was just changed by" in dialog.refusal.text()
    assert parts(desk) == [("allocated", 3)]
    leave(dialog)


def test_only_what_is_planned_can_go_apart(desk: DeskStage) -> None:
    assert "apart" not in [one.name for one in desk.open(TO_AUDIT).pane.offers()]
    assert "A100001" in said(desk.open(TO_AUDIT))


def test_orders_that_could_ship_together_are_told_and_shown(desk: DeskStage) -> None:
    page = desk.show()
    button = page.mates.button
    assert button.isVisible()
    found = [mates for mates in desk.app.together.hints() if not mates.group_id]
    assert str(sum(len(mates.numbers) for mates in found)) in button.accessibleName()
    button.click()
    assert page.browser.sought == " ".join(number for mates in found for number in mates.numbers)
    assert page.browser.list.rows.rowCount() == len(found[0].numbers)

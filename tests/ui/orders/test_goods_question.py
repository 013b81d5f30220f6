"""Goods chosen by a few letters: never the ones that stood first for other letters."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.orders.conftest import TO_PICK, DeskStage
from tests.ui.orders.test_order import act, dialog_of
from tests.ui.real_shop import leave
from ui.deeds.goods_question import AddQuestion


def test_enter_before_the_list_follows_chooses_nothing(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    act(page, "add_goods")
    dialog, qtbot = dialog_of(page), desk.stage.qtbot
    question = dialog.question("add")
    assert isinstance(question, AddQuestion)
    question.gift.setChecked(True)
    first = question.goods.currentItem().text()
    qtbot.keyClicks(question.field, "TEE-M")
    qtbot.keyClick(question.field, Qt.Key.Key_Return)
    assert question.row.error() == page.words("error.goods_not_chosen")
    assert not dialog.consequence.text()
    qtbot.waitUntil(lambda: question.goods.count() == 1, timeout=20_000)
    assert question.goods.currentItem().text() != first
    qtbot.keyClick(question.field, Qt.Key.Key_Return)
    assert dialog.consequence.text()
    leave(dialog)

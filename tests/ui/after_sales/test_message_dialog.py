"""A message is kept once, however often its button is pressed while the first press is under way."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.after_sales.messages_dialog import MessageDialog
from ui.shared.messages import Words


def test_a_second_press_is_not_taken_until_the_first_is_answered(qtbot: QtBot, words: Words) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog, decided = MessageDialog(parent, words, "A1-C1", "approved", {"agreed_refund": "We agree."}), list[object]()
    dialog.decided.connect(lambda *told: decided.append(told))
    dialog.open()
    dialog.deed.click()
    dialog.deed.click()
    assert len(decided) == 1
    dialog.show_refusal("Not now.")
    dialog.deed.click()
    assert len(decided) == 2
    dialog.reject()

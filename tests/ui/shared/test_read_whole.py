"""Sentences and questions are read whole: what holds them is as high as they are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import TextQuestion
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.long_work import LongWork
from ui.shared.messages import Words
from ui.shared.notices import EmptyState


@pytest.mark.parametrize("kind", ["empty", "work"])
def test_a_long_sentence_in_the_middle_of_a_page_is_read_whole(qtbot: QtBot, kind: str) -> None:
    words = "每 500 单写入一次。停止时，写好的都算数，其余不动；再导入同一文件会接着来。" * 2
    page = EmptyState("Nothing", words) if kind == "empty" else LongWork("work", "Working", words, "Stop")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    sentence = next(part for part in page.findChildren(QLabel) if part.text() == words)
    assert sentence.width() <= 520
    assert sentence.height() >= sentence.heightForWidth(sentence.width()) > 30


def test_the_dialog_of_a_deed_is_as_high_as_what_it_asks(qtbot: QtBot) -> None:
    words = Words("en")
    under = QWidget()
    qtbot.addWidget(under)
    reason = TextQuestion("reason", "Reason")
    dialog = DeedDialog(under, words, "A deed", "Do it", [reason])
    dialog.show()

    def gap() -> int:
        ends = [part.mapTo(dialog, part.rect().bottomRight()) for part in (reason, dialog.way_back)]
        assert ends[0].x() == ends[1].x()
        return ends[1].y() - dialog.way_back.height() - ends[0].y()

    asked = gap()
    assert 12 <= asked <= 24
    reason.show_error("Say why, in a sentence that is longer than one line of this dialog is wide: it is kept.")
    dialog.show_refusal("Not now")
    assert asked < gap() < 80


def test_the_words_of_a_button_too_narrow_for_them_stay_inside(qtbot: QtBot) -> None:
    button = Button("b", "Approve ¥2,580,000.00, then a second person", "primary", icon="check", key="A")
    qtbot.addWidget(button)
    button.setMinimumWidth(0)
    button.resize(200, 40)
    edge, ground = button.grab().toImage(), theme.color("accent").rgb()
    column = [edge.pixel(x, y) for x in (2, 197) for y in range(8, 24)]
    assert set(column) == {ground}

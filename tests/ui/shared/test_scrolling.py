"""What scrolls is as wide as what does not: the bar takes its room out of the margin."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.scrolling import bar_in_margin


def test_a_card_is_as_wide_with_a_scroll_bar_as_without(qtbot: QtBot) -> None:
    area, inner, card = QScrollArea(), QWidget(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(inner)
    column.setContentsMargins(16, 0, 16, 0)
    column.addWidget(card)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    bar_in_margin(area, column)
    area.resize(400, 200)
    area.show()
    wide = card.width()
    card.setMinimumHeight(600)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: card.width() == wide)
    card.setMinimumHeight(0)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert column.contentsMargins().right() == 16

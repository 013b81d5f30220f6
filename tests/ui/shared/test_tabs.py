"""Tabs: the keyboard stays where it is while counts change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.shared.tabs import Tab, Tabs


def test_new_counts_leave_the_keyboard_on_its_tab(qtbot: QtBot) -> None:
    tabs = Tabs("tabs", "Lists")
    qtbot.addWidget(tabs)
    tabs.show_tabs((Tab("all", "All", 3), Tab("short", "Short", 1)), "short")
    tabs.show()
    tabs.activateWindow()
    qtbot.waitUntil(tabs.isActiveWindow)
    tabs.findChild(QAbstractButton, "tabs.short").setFocus()
    tabs.show_tabs((Tab("all", "All", 4), Tab("short", "Short", 2)), "short")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert tabs.focusWidget() is tabs.findChild(QAbstractButton, "tabs.short")
    assert tabs.focusWidget().accessibleName() == "Short 2"

"""Qt's own words follow the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.shared.messages import Words
from ui.shared.qt_words import QtWords


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_the_buttons_of_qts_dialogs_follow_the_language(qtbot: QtBot) -> None:
    words = Words("zh_CN")
    kept = QtWords(words)
    assert kept.parent() is words
    assert cancel() == "取消"
    words.set_language("en")
    assert cancel() == "Cancel"
    words.set_language("zh_CN")
    assert cancel() == "取消"
    words.set_language("en")

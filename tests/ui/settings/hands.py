"""Hands for the settings: they open a section, find its lines and dialogs, and type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.real_shop import Stage
from ui.settings.settings_page import SettingsPage
from ui.shared.form_dialog import FormDialog


def opened(stage: Stage, name: str, language: str = "en") -> SettingsPage:
    """The page with one of its sections open."""
    page = stage.show(SettingsPage, language)
    assert isinstance(page, SettingsPage)
    page.show_subject(name)
    return page


def line(root: QWidget, name: str) -> QLineEdit:
    """A line of a form."""
    found = root.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def dialog(page: QWidget) -> FormDialog:
    """The dialog that stands open."""
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def typed(field: QLineEdit, text: str) -> None:
    """Type over what stands in a field, and leave it by Enter."""
    begun(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def begun(field: QLineEdit, text: str) -> None:
    """Type over what stands in a field, and stay in it."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)

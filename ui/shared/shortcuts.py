"""Shortcuts found by key: for keys that the scanner held back and now gives to whom they were meant for.

Qt looks shortcuts up before a key reaches a window and offers no way to repeat that look-up, so it is done here, over
the same buttons, actions and shortcuts of the active window.
"""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def enter_presses(owner: QWidget, button: QAbstractButton) -> None:
    """Enter, on either key of the keyboard, presses the button wherever the focus stands while `owner` is in sight."""
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QShortcut(QKeySequence(key), owner).activated.connect(button.click)


def _sequences(key: int, modifiers: Qt.KeyboardModifier) -> set[str]:
    """The key as shortcuts may name it: with its modifiers, and without Shift ("?" is typed with it).

    None for a key that has no name, as of a text that a system types whole (an emoji board, a scanner that sends
    Chinese): "" is also what whatever has no shortcut answers.
    """
    named = modifiers & ~Qt.KeyboardModifier.KeypadModifier
    ways = (named, named & ~Qt.KeyboardModifier.ShiftModifier)
    return {QKeySequence(QKeyCombination(way, Qt.Key(key))).toString() for way in ways} - {""}


def _serves(shortcut: QShortcut) -> bool:
    owner, focus = shortcut.parent(), QApplication.focusWidget()
    if not shortcut.isEnabled() or not isinstance(owner, QWidget) or not (owner.isVisible() and owner.isEnabled()):
        return False
    if shortcut.context() == Qt.ShortcutContext.WidgetShortcut:
        return owner is focus
    if shortcut.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return focus is not None and (owner is focus or owner.isAncestorOf(focus))
    return True


def _offered(action: QAction) -> bool:
    return action.isEnabled() and any(
        isinstance(owner, QWidget) and owner.isVisible() for owner in action.associatedObjects()
    )


def fire_shortcut(key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Set off the shortcut of the active window that this key stands for; says whether there was one."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    if window is None or QApplication.activePopupWidget() is not None:
        return False
    wanted = _sequences(key, modifiers)
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key().toString() in wanted and _serves(shortcut):
            shortcut.activated.emit()
            return True
    for button in window.findChildren(QAbstractButton):
        if button.shortcut().toString() in wanted and button.isVisible() and button.isEnabled():
            button.click()
            return True
    for action in window.findChildren(QAction):
        if wanted & {sequence.toString() for sequence in action.shortcuts()} and _offered(action):
            action.trigger()
            return True
    return False

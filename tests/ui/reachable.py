"""Whether all that can be worked with has a name for tests, one for listeners, and a place in the tab order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QScrollBar, QWidget


def unreachable(root: QWidget) -> list[str]:
    """What is wrong with the interactive widgets under `root`, one line each; nothing is the good answer."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not _is_worked_with(widget):
            continue
        what = f"{type(widget).__name__} {widget.objectName()!r}"
        if not widget.objectName() or widget.objectName().startswith("qt_"):
            found.append(f"{what} has no object name")
        if not widget.accessibleName():
            found.append(f"{what} has no accessible name")
    return found


def _is_worked_with(widget: QWidget) -> bool:
    """Focus can come to it by the Tab key; parts inside a combo or spin box answer for their owner."""
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QScrollBar | QScrollArea):
        return False
    inside = isinstance(widget, QLineEdit) and widget.objectName() == "qt_spinbox_lineedit"
    return not inside and widget.isVisible()


def tab_order(root: QWidget) -> list[str]:
    """The object names that the Tab key walks through under `root`, in its order."""
    names, widget = [], root.nextInFocusChain()
    while widget is not root:
        if root.isAncestorOf(widget) and _is_worked_with(widget):
            names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return names

"""What every interactive widget bears: a name for tests and a name for people who listen to the screen."""

from __future__ import annotations

from html import escape
from typing import TypeVar

from PySide6.QtWidgets import QWidget

Part = TypeVar("Part", bound=QWidget)


def named(widget: Part, object_name: str, accessible_name: str) -> Part:
    """Give the widget both names; gives the widget back, so that it can stand inside a layout call."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    return widget


def plain(words: str) -> str:
    """Words for a button or a menu: an ampersand in a buyer's data must not become a shortcut."""
    return words.replace("&", "&&")


def as_tooltip(words: str) -> str:
    """Words for a tooltip: Qt would read angle brackets in a buyer's data as markup."""
    return f"<p style='white-space:pre-wrap'>{escape(words)}</p>"

"""The help on F1: every page has its words, and the keys it names are keys of that page."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_oms.words import table
from desktop_oms.words.help import PAGE_KEYS
from tests.ui.real_shop import Stage, empty_stage, ready_folder, stage
from ui.main_window import page_keys
from ui.pages import PAGES
from ui.shared.messages import Words

__all__ = ["empty_stage", "ready_folder", "stage"]

# Keys of buttons that stand on the page as soon as it is built; the others appear with a box or a manifest.
AT_ONCE = [("orders", "F5"), ("first_run", "Ctrl+Enter"), ("first_run", "Ctrl+D")]


def keys_of(page: QWidget) -> set[str]:
    """The keys of all buttons and shortcuts of a page."""
    keys = {button.shortcut().toString() for button in page.findChildren(QAbstractButton)}
    return keys | {shortcut.key().toString() for shortcut in page.findChildren(QShortcut)}


def test_every_page_has_help_in_both_languages() -> None:
    words = table()
    for spec in PAGES:
        chinese, english = words[f"help.{spec.name}"]
        assert len(chinese) > 30, spec.name
        assert len(english) > 80, spec.name
        assert chinese.count("\n\n") == english.count("\n\n"), spec.name


def test_every_key_has_its_words_and_every_word_its_key(words: Words) -> None:
    named = {f"help.{page}.key.{name}" for page, keys in PAGE_KEYS.items() for _, name in keys}
    assert named == {key for key in table() if key.startswith("help.") and ".key." in key}
    for page, keys in PAGE_KEYS.items():
        assert [key for key, _ in page_keys(words, page)] == [key for key, _ in keys]
        assert all(deed for _, deed in page_keys(words, page))


@pytest.mark.parametrize(("name", "key"), AT_ONCE)
def test_a_named_key_is_a_key_of_its_page(stage: Stage, name: str, key: str) -> None:
    page = stage.show(next(spec.factory for spec in PAGES if spec.name == name))  # type: ignore[arg-type]
    known = keys_of(page)
    assert {QKeySequence(key).toString(), QKeySequence(key.replace("Enter", "Return")).toString()} & known

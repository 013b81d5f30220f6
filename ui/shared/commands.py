"""What can be done on a page right now, as data: every action, button, menu entry and queue in sight, with its key.

Nothing is listed twice over: a command presses the very button a person would, so it is allowed, refused and carried
out exactly as that button is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_oms.words import twins
from ui.shared.action_bar import ActionBar
from ui.shared.buttons import Button
from ui.shared.messages import Words
from ui.shared.queues import VIEW, QueueList
from ui.shared.search_box import SearchBox

ICONS = {"queue": "inbox", "view": "pin", "setting": "settings"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command: a name of its own, what kind it is (`palette.group.<group>`), its word, key, icon and deed.

    `also` are its other names, such as the word of the other language; `refusal` says why it cannot be done now.
    """

    name: str
    group: str
    word: str
    do: Callable[[], object]
    key: str = ""
    icon: str = ""
    refusal: str = ""
    also: tuple[str, ...] = ()

    def names(self, words: Words) -> tuple[str, ...]:
        """All it may be called."""
        return (self.word, *self.also, *twins(words.language).get(self.word, ()))


def commands_of(page: QWidget, words: Words, group: str = "queue") -> list[Command]:
    """What can be done on a page: first with what is chosen, then with the page, then the list at its left.

    `group` is what the rows of that list are.
    """
    return [*_actions(page, words), *_buttons(page, words), *_searches(page, words), *_queues(page, group)]


def _actions(page: QWidget, words: Words) -> Iterator[Command]:
    for bar in page.findChildren(ActionBar):
        if not bar.isVisible():
            continue
        for action in sorted(bar.offered, key=lambda one: bool(one.refusal)):
            do = partial(bar.acted.emit, action.name)
            yield Command(
                f"action.{action.name}",
                "deed",
                action.word,
                do,
                action.key,
                action.icon or action.sign,
                action.refusal,
                _halves(action.word, words),
            )


def _twins(word: str, words: Words) -> tuple[str, ...]:
    """How the other language says a word."""
    return (word, *twins(words.language).get(word, ()))


def _halves(word: str, words: Words) -> tuple[str, ...]:
    """A word with a number behind it is known by its parts in the other language."""
    known = twins(words.language)
    parts = [part.strip() for sign in (":", "\uff1a", ",", "\uff0c") for part in word.split(sign)]
    return tuple(twin for part in parts for twin in known.get(part, ()))


def _buttons(page: QWidget, words: Words) -> Iterator[Command]:
    for button in page.findChildren(Button):
        if not button.isVisible() or _inside(button, ActionBar) or not button.accessibleName():
            continue
        menu = cast(QMenu | None, button.menu())
        if menu is not None:
            if not button.objectName().startswith("queues."):
                yield from _entries(button, menu.actions(), words)
            continue
        key = _key(button.shortcut())
        word = button.accessibleName().removesuffix(key).strip() or button.accessibleName()
        refusal = button.refusal or ("" if button.isEnabled() else words("palette.not_now"))
        also = tuple(twins(words.language).get(button.accessibleName(), ()))
        yield Command(button.objectName(), "deed", word, button.click, key, button.icon_name or "", refusal, also)


def _entries(button: Button, actions: list[QAction], words: Words) -> Iterator[Command]:
    menu = button.accessibleName()
    for action in actions:
        word = action.text().partition("\t")[0].replace("&&", "&")
        if action.isSeparator() or not word:
            continue
        name = f"{button.objectName()}.{action.objectName() or word}"
        refusal = "" if action.isEnabled() else words("palette.not_now")
        shown = words("palette.of", menu=menu, command=word)
        yield Command(name, "deed", shown, action.trigger, _key(action.shortcut()), "", refusal, _twins(word, words))


def _searches(page: QWidget, words: Words) -> Iterator[Command]:
    for box in page.findChildren(SearchBox):
        if box.isVisible():
            yield Command(box.objectName(), "deed", words("shell.key_search"), box.take_focus, box.key, "search")


def _queues(page: QWidget, group: str) -> Iterator[Command]:
    for queues in page.findChildren(QueueList):
        if queues.isVisible() or queues.folded:
            for queue in queues.queues():
                kind = "view" if queue.key.startswith(VIEW) else group
                do = partial(queues.choose, queue.key)
                yield Command(f"{kind}.{queue.key}", kind, queue.word, do, icon=ICONS.get(kind, ""))


def _inside(widget: QWidget, kind: type[QWidget]) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, kind):
        above = above.parentWidget()
    return above is not None


def _key(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)

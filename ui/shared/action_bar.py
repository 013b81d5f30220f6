"""The action bar at the foot of a detail: at most one primary action, the rest quiet, and the reason of a refused one.

The reason is a readable sentence above the bar, not a tooltip on a grey button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.shared import icons, theme
from ui.shared.buttons import Button, Kind
from ui.shared.cards import clear_layout
from ui.shared.naming import named, plain
from ui.shared.painting import across, broken, smooth, text
from ui.shared.tokens import PANE_EDGE, SECONDARY


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done: name, word, key, kind, and why it is refused now.

    `more` puts it into the menu, `apart` leaves it out of the bar: only who asks for it by name learns why not.
    `sign` is its icon where it has none in the bar.
    """

    name: str
    word: str
    key: str = ""
    icon: str = ""
    kind: Kind = "plain"
    refusal: str = ""
    more: bool = False
    apart: bool = False
    sign: str = ""


class _Reason(QWidget):
    """The sentence above the bar."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setFixedHeight(30)
        self.setAccessibleName("")

    def say(self, words: str) -> None:
        self.words = words
        self.setAccessibleName(words)
        self._settle()
        self.update()

    def _settle(self) -> None:
        lines = broken(self.words, max(120.0, self.width() - 2 * PANE_EDGE - 20), SECONDARY) if self.words else [""]
        self.setFixedHeight(12 + 18 * len(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        across(painter, 0, 0, self.width(), "border")
        if not self.words:
            return
        muted = theme.color("muted")
        icons.draw(painter, "lock", PANE_EDGE, 10, 14, muted, 2)
        for number, line in enumerate(broken(self.words, max(120.0, self.width() - 2 * PANE_EDGE - 20), SECONDARY)):
            text(painter, PANE_EDGE + 20, 17 + 18 * number, line, SECONDARY, colour=muted)


class ActionBar(QWidget):
    """Shows the actions of the chosen order; `acted(name)` when one is taken."""

    acted = Signal(str)

    def __init__(self, label: str, more_word: str) -> None:
        super().__init__()
        named(self, "actions", label)
        self._more_word = more_word
        self._reason = _Reason()
        self._buttons: dict[str, Button] = {}
        self.offered: Sequence[Action] = ()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(PANE_EDGE, 0, PANE_EDGE, 12)
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._reason)
        column.addLayout(self._row)

    def show_actions(self, actions: Sequence[Action], *, reason: str | None = None) -> None:
        """Show these actions; `reason` replaces the first refusal's sentence above the bar."""
        self.offered = tuple(actions)
        actions = [action for action in actions if not action.apart]
        held = self._held()
        clear_layout(self._row)
        for entry in self.actions():
            self.removeAction(entry)
        self._buttons.clear()
        for action in actions:
            if not action.more:
                self._buttons[action.name] = self._button(action)
        crowded = self._move_into_menu(any(action.more for action in actions))
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addStretch(1)
        hidden = [action for action in actions if action.more or action.name in crowded]
        if hidden:
            self._row.addWidget(self._more(hidden))
        refusals = [action.refusal for action in actions if action.refusal and not action.more]
        self._reason.say(reason if reason is not None else next(iter(refusals), ""))
        if held:
            self._give_keyboard(held)

    def _held(self) -> str:
        """Which button of the bar has the keyboard of its window, also behind a dialog; "" when none has."""
        focus = self.window().focusWidget()
        return focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""

    def _give_keyboard(self, held: str) -> None:
        """A deed that changes what is offered takes nobody's keyboard away: the same button keeps it, or the first."""
        there = [button for button in self.findChildren(Button) if self._row.indexOf(button) >= 0]
        wanted = next((button for button in there if button.objectName() == held), next(iter(there), None))
        if wanted is not None:
            wanted.show()  # the layout would do so a moment later: nothing hidden takes the keyboard
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_into_menu(self, has_menu: bool) -> set[str]:
        """The names of the last quiet actions for which the bar is too narrow: nothing is cut, they go to the menu."""
        moved: set[str] = set()
        while len(self._buttons) > 1 and self._needed(has_menu or bool(moved)) > self.width():
            name = list(self._buttons)[-1]
            self._buttons.pop(name).deleteLater()
            moved.add(name)
        return moved

    def _needed(self, has_menu: bool) -> int:
        wide = sum(button.sizeHint().width() + self._row.spacing() for button in self._buttons.values())
        margins = self._row.contentsMargins()
        more = Button("action.more", self._more_word, menu=True).sizeHint().width() if has_menu else 0
        return margins.left() + margins.right() + wide + more

    def reason(self) -> str:
        """The sentence shown above the bar."""
        return self._reason.words

    def say(self, reason: str) -> None:
        """Show another sentence above the bar."""
        self._reason.say(reason)

    def button(self, name: str) -> Button:
        """The button of an action."""
        return self._buttons[name]

    def _button(self, action: Action) -> Button:
        button = Button(
            f"action.{action.name}", action.word, action.kind, icon=action.icon or None, key=action.key or None
        )
        button.refuse(action.refusal or None)
        button.clicked.connect(lambda _on=False, name=action.name: self.acted.emit(name))
        button.refused.connect(self._reason.say)
        return button

    def _more(self, actions: Sequence[Action]) -> Button:
        button = Button("action.more", self._more_word, menu=True)
        menu = QMenu(button)
        for action in actions:
            entry = menu.addAction(plain(action.word))
            entry.setObjectName(f"action.{action.name}")
            if action.key:  # the key works while the menu is closed, too
                entry.setShortcut(QKeySequence(action.key))
                self.addAction(entry)
            if action.refusal:
                entry.triggered.connect(lambda _on=False, words=action.refusal: self._reason.say(words))
            else:
                entry.triggered.connect(lambda _on=False, name=action.name: self.acted.emit(name))
        button.setMenu(menu)
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))

"""What a page is, and what it is handed:

its services, the jobs, the words, and the few things the window does for it.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.settings import Preferences
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import Strip
from ui.shared.page_header import PageHeader

log = logging.getLogger(__name__)


class Shell(Protocol):
    """What the window does for a page."""

    def toast(self, words: str, undo: Callable[[], None] | None = None, lasting: int | None = None) -> None:
        """Say that something worked, with a way back, which is open for `lasting` ms (None: while it is seen)."""

    def do_due(self) -> None:
        """Something on the screen became due this moment: do what is due now, not at the clock's next turn."""

    def open_page(self, name: str, subject: object = None) -> None:
        """Open another page, perhaps at a subject (an order number)."""

    def fill_window(self, on: bool) -> None:
        """Hide the rail and the status bar: the packing bench shows nothing else."""

    def set_theme(self, name: str) -> None:
        """Switch between light and dark."""

    def reopen(self, database: str | None, between: Callable[[str], str] | None = None) -> None:
        """Let the shop go and open one again: that of another database, or (None) of this one.

        `between` works on the database, whose place it is told, while nobody holds it; it gives words to say when all
        stands again.  An OmsError of it is shown, and the shop is opened all the same.
        """


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page gets by constructor."""

    app: Any  # the application's services; each page names the ones it uses
    jobs: Jobs
    words: Words
    shell: Shell
    preferences: Preferences

    def actor(self) -> Actor:
        """Who works here, with roles and station.  Ask off the window's thread.

        Raises `user_needed` when several people work here and nobody said who sits at this screen.
        """
        chosen, people = self.preferences.settings, self.app.people
        found = people.actor(chosen.user, chosen.station) if chosen.user else people.only_actor(chosen.station)
        return cast(Actor, found)

    def remember(self, **values: str) -> None:
        """Keep preferences of this screen, such as who works here."""
        remember(self.preferences, **values)


class Page(QWidget):
    """A screen: head, strips of news, body.

    Build the body into `self.body`; override `reload`, `scan`, `show_subject`.
    """

    grown = Signal()  # a further part of the page was made: what shall come last in the tab order has to be put there

    def __init__(self, desk: Desk, name: str, title: str, sub: str = "", *, headed: bool = True) -> None:
        super().__init__()
        self.desk, self.words = desk, desk.words
        named(self, f"page.{name}", title)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.first: QWidget | None = None
        self._news: dict[str, Strip] = {}
        self.header = PageHeader(title, sub)
        self._strips = QVBoxLayout()
        self._strips.setSpacing(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._strips)
        column.addLayout(self.body, 1)
        self.header.setVisible(headed)

    def reload(self) -> None:
        """Something was changed somewhere: fetch again what is shown."""

    def take_focus(self) -> None:
        """The page was opened: the keyboard belongs to its list, or to whatever it names `first`."""
        first = self.first or self.findChild(QTableView)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def scan(self, code: str) -> bool:
        """A code was scanned while this page is open; True when the page made use of it."""
        return False

    def show_subject(self, subject: object) -> None:
        """The page was opened for a subject, such as an order number."""

    def tell(self, about: str, strip: Strip) -> None:
        """Show news under the head; news about the same thing takes the older one's place."""
        self.untell(about)
        self._news[about] = strip
        self._strips.addWidget(strip)
        strip.show()

    def untell(self, about: str) -> None:
        """The news is over."""
        strip = self._news.pop(about, None)
        if strip is not None:
            strip.hide()
            strip.deleteLater()

    def news(self) -> dict[str, str]:
        """What the strips say, by what they are about."""
        return {about: strip.accessibleName() for about, strip in self._news.items() if not strip.isHidden()}

    def tell_error(self, error: OmsError) -> None:
        """Show an error or a refusal as a calm strip that can be closed."""
        self.tell("error", Strip("trouble", "alert", "", self.words.error(error), closes=self.words("shell.close")))


def remember(preferences: Preferences, **values: str) -> None:
    """Keep preferences; a disk that refuses is no reason to disturb."""
    try:
        preferences.change(**values)
    except OmsError as error:
        log.warning("a preference was not kept: %s", error.code)


Factory = Callable[[Desk], QWidget]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a page that can be opened from anywhere, such as a queue: what the page calls it, and its word key."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page as the window knows it before it exists: name, icon, word key, and how to make it when first shown.

    `places` are the parts of it that can be opened from anywhere, `group` what they are called.
    """

    name: str
    icon: str
    word: str
    factory: Factory
    family: str = "active"  # of its count in the rail
    at_foot: bool = False
    in_rail: bool = True  # the first set-up is a page too, but nobody walks there
    places: tuple[Place, ...] = ()
    group: str = "queue"


def later(module: str, name: str) -> Factory:
    """A factory that imports its page only when it is first shown:

    the window must stand before heavy parts are read.
    """

    def make(desk: Desk) -> QWidget:
        return cast(QWidget, getattr(importlib.import_module(module), name)(desk))

    return make

"""The line from the window to the shop: opens it, asks for what the window shows, notices when it is out of reach."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_oms.domain.errors import OmsError
from ui.shared.jobs import Jobs, Lane

log = logging.getLogger(__name__)

FACTS_EVERY_MS = 15_000
WATCH_EVERY_MS = 3_000
SOON_MS = 500  # facts after a change: a clerk's scans follow each other faster than anybody reads the rail
COUNT_AFTER_MS = 600  # counting needs services that the first rows do without
COPY_EVERY_MS = 3_600_000  # a window that stays open for days keeps a copy each day, too
COPY_AFTER_MS = 5_000  # the copy of the day reads the whole database: the first rows come first


class ShopFacts(Protocol):
    """What the window shows of the shop all the time."""

    @property
    def database(self) -> str:
        """The name of the database, as a person knows it."""

    @property
    def where(self) -> str:
        """Where it is, in full; no password."""

    @property
    def stuck(self) -> int:
        """How many prints did not come out and wait for a person."""

    @property
    def station(self) -> str:
        """The name of this work place."""

    @property
    def user(self) -> str:
        """Who works here."""

    @property
    def outbox(self) -> int | None:
        """How many messages to the outside still wait; None while nobody counted them."""

    @property
    def waiting(self) -> Mapping[str, int]:
        """How much work waits, by page name."""

    @property
    def opens(self) -> str:
        """The page to begin with: "orders", or "first_run" while the shop is not set up."""


class OpenShop(Protocol):
    """What the window itself needs of an opened shop."""

    @property
    def services(self) -> Any:
        """The application with its services, as the pages use them."""

    def facts(self, *, counted: bool = True) -> ShopFacts:
        """The facts of the status bar and the rail, what waits only when it is to be `counted`.

        Raises OmsError when the database is out of reach.
        """

    def close(self) -> None:
        """Let the database go."""

    def daily(self) -> None:
        """What is done once a day beside the work: a copy is kept.  Raises OmsError when there was none to be had."""

    def turn(self) -> bool:
        """What is due by now beside the work: clocks, refunds on their way; true when something was done."""

    def watch(self) -> bool:
        """Ask the printers what became of what they were given; true when anything did."""

    @property
    def place(self) -> str:
        """What opens this database again; it may hold a password and is never shown."""

    def elsewhere(self, database: str) -> Opener:
        """How the shop in another database would be opened."""


Opener = Callable[[], "OpenShop"]


class ShopLine(QObject):
    """Knows the opened shop; asks for its facts every quarter of a minute and whenever it is told to.

    As often it lets the shop do what is due: without that no clock would run out while only the window is open.  Prints
    are watched more often, for a jam must be known on every page.
    """

    opened = Signal(object)  # the first facts: now pages can be built
    told = Signal(object)  # ShopFacts
    not_opened = Signal(object)  # OmsError
    lost = Signal(object)  # OmsError
    left = Signal()  # the shop was let go, to be opened again
    done_between = Signal(str)  # what was done while the shop was closed, in words
    not_done = Signal(object)  # OmsError: why it was not
    copied = Signal()  # today's copy is kept
    not_copied = Signal(object)  # OmsError: why it is not

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop: OpenShop | None = None
        self._jobs = jobs
        self._opener: Opener | None = None
        self.elsewhere: Callable[[str], Opener] | None = None  # how another database is opened while no shop is
        self._owed: str | OmsError | None = None  # what was done between two openings, not yet told
        self._turning = False  # a turn of the work beside the work is on its way
        self._again = QTimer(self)
        self._again.setInterval(FACTS_EVERY_MS)
        self._again.timeout.connect(self.ask)
        self._again.timeout.connect(self.turn)
        self._soon = QTimer(self)
        self._soon.setInterval(SOON_MS)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ask)
        self._copies = QTimer(self)
        self._copies.setInterval(COPY_EVERY_MS)
        self._copies.timeout.connect(self._keep_copy)
        self._asking = False  # the printers are being asked
        self._prints = QTimer(self)
        self._prints.setInterval(WATCH_EVERY_MS)
        self._prints.timeout.connect(self.watch)

    def open(self, opener: Opener | None = None) -> None:
        """Open the shop off the window's thread; without an opener, try the last one again."""
        self._opener = opener or self._opener
        if self._opener is not None:
            self._jobs.ask(None, self._opener, self._take, self.not_opened.emit)

    def _take(self, shop: OpenShop) -> None:
        self.shop = shop
        self._again.start()
        self._prints.start()
        self._copies.start()
        self._jobs.ask(None, partial(shop.facts, counted=False), self._begin, self._miss_first)

    def _begin(self, facts: ShopFacts) -> None:
        self.opened.emit(facts)
        owed, self._owed = self._owed, None
        if isinstance(owed, OmsError):
            self.not_done.emit(owed)
        elif owed:
            self.done_between.emit(owed)
        self._jobs.soon(self, self.ask, COUNT_AFTER_MS)
        QTimer.singleShot(COPY_AFTER_MS, self, self._keep_copy)

    def _keep_copy(self) -> None:
        if self.shop is not None:
            self._jobs.ask(None, self.shop.daily, lambda _none: self.copied.emit(), self._miss_copy, lane=Lane.LONG)

    def _miss_copy(self, error: OmsError) -> None:
        log.warning("no copy of the database was kept today: %s", error.code)
        self.not_copied.emit(error)

    def _miss_first(self, error: OmsError) -> None:
        self.hang_up()
        self.not_opened.emit(error)

    def reopen(self, database: str | None, between: Callable[[str], str] | None = None) -> None:
        """Let the shop go, work on its database while nobody holds it, then open another one or (None) the same."""
        if self.shop is None:
            return
        place = self.shop.place if database is None else database
        opener = self.shop.elsewhere(place)
        self.hang_up()
        self.left.emit()

        def open_again(owed: str | OmsError) -> None:
            self._owed = owed
            self.open(opener)

        self._jobs.ask(None, lambda: between(place) if between is not None else "", open_again, open_again)

    def ask(self) -> None:
        """Ask for the facts now."""
        if self.shop is not None:
            self._jobs.ask(None, self.shop.facts, self.told.emit, self.lost.emit)

    def ask_soon(self) -> None:
        """Something changed: ask for the facts once for all that changes within half a second."""
        if not self._soon.isActive():
            self._soon.start()

    def turn(self) -> None:
        """Do what is due behind whatever long work is under way; never two turns at once, and never in the way."""
        shop = self.shop
        if shop is None or self._turning:
            return
        self._turning = True
        self._jobs.ask(None, shop.turn, self._turned, self._not_turned, lane=Lane.LONG)

    def _turned(self, moved: bool) -> None:
        self._turning = False
        if moved:
            self._jobs.changed.emit()

    def _not_turned(self, error: OmsError) -> None:
        self._turning = False
        log.warning("what is due was not done, and is tried again: %s", error.code)

    def watch(self) -> None:
        """Ask what became of prints, whatever page is open; never twice at once, and beside any long work."""
        if self.shop is not None and not self._asking:
            self._asking = True
            self._jobs.ask(None, self.shop.watch, self._watched, self._not_watched, lane=Lane.PRINTERS)

    def _watched(self, moved: bool) -> None:
        self._asking = False
        if moved:
            self._jobs.changed.emit()

    def _not_watched(self, error: OmsError) -> None:
        self._asking = False
        log.warning("the printers were not asked, and are asked again: %s", error.code)

    def hang_up(self) -> None:
        """Let the shop go."""
        self._again.stop()
        self._soon.stop()
        self._prints.stop()
        self._copies.stop()
        shop, self.shop = self.shop, None
        if shop is not None:
            shop.close()

"""A window over a real shop on SQLite, with the pages of the bench and the hand-over: scans are typed as keys."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.app import App, build
from desktop_oms.settings import Preferences
from tests.services.conftest import StandingClock, make_shelved
from tests.services.shop_orders import Shop, open_shop
from ui.application import Shop as OpenShop
from ui.hand_over.hand_over_page import HandOverPage
from ui.main_window import MainWindow
from ui.packing.bench import Clock
from ui.packing.packing_page import PackingPage
from ui.shared.jobs import InstantJobs, Jobs, Lane
from ui.shared.messages import Words
from ui.shared.page import Desk, Page, PageSpec
from ui.shared.tokens import WINDOW_FIRST

ENTER = Qt.Key.Key_Return


@dataclass
class Ticks:
    """Seconds that pass as a test says."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


class OrdersStandIn(Page):
    """Stands where the orders page would; remembers what it was opened for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "orders", desk.words("page.orders"))
        self.subjects: list[object] = []

    def show_subject(self, subject: object) -> None:
        self.subjects.append(subject)


class SlowJobs(InstantJobs):
    """Jobs of which one lane stands still until it is let go: one piece of work, or all of them."""

    def __init__(self, lane: Lane = Lane.SCAN) -> None:
        super().__init__()
        self.lane = lane
        self.held: list[object] = []
        self.slow = False

    def _start(self, ticket: object, lane: Lane) -> None:
        if self.slow and lane == self.lane:
            self.held.append(ticket)
        else:
            super()._start(ticket, lane)  # type: ignore[arg-type]

    def let_go(self, count: int = 1000) -> None:
        """Do so many pieces of the work that waits."""
        while self.held and count:
            count -= 1
            super()._start(self.held.pop(0), self.lane)  # type: ignore[arg-type]


@dataclass
class ShopWindow:
    """A window, the shop behind it, and hands that scan, type and press keys."""

    shop: Shop
    window: MainWindow
    clock: StandingClock
    ticks: Ticks
    folder: Path

    @property
    def words(self) -> Words:
        return self.window.words

    def page(self) -> QWidget:
        """The page now open."""
        page = self.window.page()
        assert page is not None
        return page

    def packing(self) -> PackingPage:
        """The packing page, which must be open."""
        page = self.page()
        assert isinstance(page, PackingPage)
        return page

    def hand_over(self) -> HandOverPage:
        """The hand-over page, which must be open."""
        page = self.page()
        assert isinstance(page, HandOverPage)
        return page

    def scan(self, *codes: str) -> None:
        """Type each code as a scanner does, ended by Enter."""
        for code in codes:
            self.type(code)
            self.key(ENTER)

    def type(self, code: str) -> None:
        """Type a text, key by key, without a pause."""
        for sign in code:
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self._target(), sign, shift)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self._target(), key, modifiers)
        QApplication.processEvents()

    def settle(self) -> None:
        """Wait until all that was asked for is shown; here it is there at once."""
        QApplication.processEvents()

    def _target(self) -> QWindow:
        """What has the keyboard: the window, or a dialog over it."""
        front = QApplication.activeModalWidget() or self.window
        if not front.isActiveWindow():  # the screen of tests does not give the keyboard back when a dialog goes
            front.activateWindow()
            QApplication.processEvents()
        target = front.windowHandle()
        assert target is not None
        return target

    def shown(self, name: str) -> str:
        """What a part of the page says, by its object name; nothing while it is hidden."""
        parts = [part for part in self.page().findChildren(QWidget, name) if part.isVisible()]
        return parts[0].accessibleName() if parts else ""

    def close(self, app: QApplication) -> None:
        """End the window and let the shop go."""
        app.removeEventFilter(self.window.scanner)
        self.window.close()
        self.shop.app.close()

    def says(self, key: str, **facts: object) -> str:
        """A word of the tables in the window's language."""
        return self.words(key, **facts)


@cache
def _ready_shop() -> bytes:
    """A shop with goods, made once: each window gets a copy."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "shop.sqlite"
        make_shelved(str(place))
        return place.read_bytes()


def shop_window(folder: Path, language: str, jobs: Jobs | None = None, extra: tuple[PageSpec, ...] = ()) -> ShopWindow:
    """A window on a shop with goods, with further pages if need be, not shown yet."""
    place, clock, ticks = folder / "shop.sqlite", StandingClock(), Ticks()
    place.write_bytes(_ready_shop())
    app = build(place, now=clock)
    shop = open_shop(app)
    window = window_over(app, folder, language, jobs, ticks, extra)
    return ShopWindow(shop, window, clock, ticks, folder)


def window_over(
    app: App,
    folder: Path,
    language: str,
    jobs: Jobs | None = None,
    ticks: Clock = time.monotonic,
    extra: tuple[PageSpec, ...] = (),
) -> MainWindow:
    """A window of the first bench over an open shop, not shown yet."""
    preferences = Preferences(folder / "settings.json")
    preferences.change(user="clerk", station="bench 1", print_folder=str(folder / "labels"))
    words = Words(language)
    specs = (
        PageSpec("orders", "orders", "page.orders", OrdersStandIn),
        PageSpec("packing", "packing", "page.packing", lambda desk: PackingPage(desk, ticks)),
        PageSpec("hand_over", "hand_over", "page.hand_over", HandOverPage),
        *extra,
    )
    window = MainWindow(specs, words, jobs or InstantJobs(), preferences)
    words.setParent(window)
    window.jobs.setParent(window)
    window.resize(*WINDOW_FIRST)
    window.start(lambda: OpenShop(app, preferences))
    return window


def shown(made: ShopWindow, page: str, qtbot: QtBot, app: QApplication) -> None:
    """Show the window with that page open, and its scanner at work."""
    window = made.window
    qtbot.addWidget(window)
    window.scanner.hold_ms = 400  # a busy machine may need long between two keys of a test
    app.installEventFilter(window.scanner)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.pages.open_name() == "orders")
    window.open_page(page)

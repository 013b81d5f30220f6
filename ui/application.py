"""The start of the window.

The order is for the eye: a frame with a skeleton of the page is painted and takes keys first, at the cost of an empty
window; only then are the components, the services, the database and the first page imported.  So this file imports as
little as it can: not even Qt's own namespace `Qt`, which takes longer to load than all of our components.
"""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop_oms.domain.errors import OmsError
from desktop_oms.settings import PROGRAM, Preferences
from ui.shared import tokens
from ui.shared.skeleton import bars

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def run(database: str | None) -> int:
    """Show the window on a database until it is closed.

    The database is a file or a postgresql:// address; None takes that of the preferences.
    """
    app = cast(QApplication | None, QApplication.instance()) or QApplication([PROGRAM])
    app.setApplicationName(PROGRAM)
    preferences = Preferences()
    frame = Frame(preferences, opener(database or preferences.settings.database, preferences))
    frame.show()
    return app.exec()


class Frame(QMainWindow):
    """The window of the screen: paints a skeleton at once, then takes its content in and opens the shop."""

    def __init__(self, preferences: Preferences, open_shop: Callable[[], Shop]) -> None:
        super().__init__()
        gc.disable()  # the content takes over looking for garbage, when it is there
        self.content: MainWindow | None = None
        self._preferences, self._open_shop = preferences, open_shop
        self._begun = False
        self.setMinimumSize(*tokens.WINDOW_MINIMUM)
        self.resize(*tokens.WINDOW_FIRST)
        if fills(self.screen().availableGeometry().size()):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if preferences.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(preferences.settings.geometry.encode()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.content is None:
            painter = QPainter(self)
            paint_skeleton(painter, self.width(), self.height(), self._preferences.settings.theme)
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self._take_content)

    def _take_content(self) -> None:
        """The skeleton is on the screen: now the components may be imported."""
        app = cast(QApplication, QApplication.instance())
        self.content = cast("MainWindow", importlib.import_module("ui.main_window").furnish(app, self._preferences))
        self.setWindowTitle(self.content.windowTitle())
        self.setCentralWidget(self.content)
        self.content.line.elsewhere = partial(opener, preferences=self._preferences)
        self.content.start(self._open_shop)

    def closeEvent(self, event: QCloseEvent) -> None:
        place = bytes(self.saveGeometry().toBase64().data()).decode()
        try:
            self._preferences.change(geometry=place)
        except OmsError:
            event.accept()  # a disk that refuses is no reason to stay open
        if self.content is not None:
            self.content.close()
        super().closeEvent(event)


def fills(screen: QSize) -> bool:
    """Whether the window takes the whole of what a screen has free: its usual size would reach beyond the edge.

    A screen on which not even the least size fits is none that a window could fill (a test's, a server's).
    """
    (width, height), (sides, title) = tokens.WINDOW_FIRST, tokens.WINDOW_DRESS
    large = screen.width() >= width + sides and screen.height() >= height + title
    least = screen.width() >= tokens.WINDOW_MINIMUM[0] and screen.height() >= tokens.WINDOW_MINIMUM[1]
    return least and not large


def paint_skeleton(painter: QPainter, width: int, height: int, theme: str) -> None:
    """Rail, head and rows of grey bars, where the page will show them."""
    colours = {name: QColor(value) for name, value in tokens.COLOURS["dark" if theme == "dark" else "light"].items()}
    left, top, row = tokens.RAIL, tokens.HEADER + 1, tokens.ROW_TWO_LINES
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, width, height), colours["window"])
    painter.fillRect(QRectF(left, 0, width - left, height), colours["surface"])
    for line in (QRectF(left - 1, 0, 1, height), QRectF(left, top - 1, width - left, 1)):
        painter.fillRect(line, colours["hairline"])
    for bottom in range(top + row - 1, height, row):
        painter.fillRect(QRectF(left, bottom, width - left, 1), colours["hairline"])
    painter.setPen(colours["hairline"])
    painter.setBrush(colours["hairline"])
    for x, middle, wide in bars(width - left, height - top, row):
        painter.drawRoundedRect(QRectF(left + x, top + middle - 4, wide, 8), 4, 4)
    painter.setPen(colours["accent"])
    painter.setBrush(colours["accent"])
    painter.drawRoundedRect(QRectF(24.5, 14.5, 31, 31), 9, 9)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the window shows of the shop all the time."""

    database: str
    station: str
    user: str
    opens: str
    outbox: int | None = None
    stuck: int = 0
    where: str = ""
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shop:
    """An opened shop as the window knows it: the services for the pages, the facts for the foot and the rail."""

    services: Any
    preferences: Preferences
    place: str = ""
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    _watching: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    _left: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)

    def elsewhere(self, database: str) -> Callable[[], Shop]:
        """How the shop in another database would be opened."""
        return opener(database, self.preferences)

    def daily(self) -> None:
        """Keep today's copy of the database, unless it is there or somebody else's to keep."""
        self.services.upkeep.daily_for(self.preferences.settings.user)

    def turn(self) -> bool:
        """What is due by now: clocks that ran out, refunds on their way; true when anything was done.

        A shop that was let go does nothing any more.
        """
        with self._turn:
            return not (self._left.is_set() or self.services.worker.turn().idle)

    def watch(self) -> bool:
        """Ask the printers what became of what they were given; true when anything did."""
        with self._watching:
            if self._left.is_set() or not self.services.upkeep.unsettled_prints():
                return False
            station = self.preferences.settings.station
            place = self.services.people.station(station).name if station else ""
            return bool(self.services.print_queue.watch(at=place))

    def facts(self, *, counted: bool = True) -> Facts:
        """The facts, what waits only when it is to be `counted`; raises OmsError when the database is out of reach."""
        if counted:
            self.services.upkeep.demand_known()
        state, settings = self.services.state(), self.preferences.settings
        users = {user.login: user.name for user in state.users}
        alone = next(iter(users.values()), "") if len(users) == 1 else ""
        bare = Facts(
            database=self.services.database.name,
            where=self.services.database.shown,
            station=settings.station,
            user=users.get(settings.user, alone),
            opens="orders" if state.ready else "first_run",
        )
        if not counted:
            return bare
        return replace(
            bare,
            outbox=self.services.upkeep.outbox(),
            stuck=self.services.upkeep.stuck_prints(),
            waiting={
                "tasks": self.services.orders.open_tasks(),
                "printing": self.services.upkeep.unsettled_prints(),
                "after_sales": self.services.after_sales.counts()["to_decide"],
            },
        )

    def close(self) -> None:
        """Let the database go, once a turn or a look at the printers that has begun is over: nobody may write while
        another one is put there.
        """
        self._left.set()
        with self._turn, self._watching:
            self.services.close()


def opener(database: str, preferences: Preferences) -> Callable[[], Shop]:
    """How the shop behind the window is opened; imports the services when called, off the window's thread."""

    def open_shop() -> Shop:
        return Shop(importlib.import_module("desktop_oms.app").build(database or None), preferences, database)

    return open_shop

"""The start of the window: Qt, fonts, theme, words, and the net under everything unexpected.

The order is for the eye: the window with its skeleton is painted and takes keys first; only then are the services, the
database and the first page imported.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, cast

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from desktop_oms.settings import PROGRAM, Preferences
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.shared import theme
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.shop_line import Opener

log = logging.getLogger(__name__)


def run(database: str | None) -> int:
    """Show the window on a database until it is closed.

    The database is a file or a postgresql:// address; None takes that of the preferences.
    """
    app = make_application(sys.argv[:1])
    preferences = Preferences()
    window = make_window(app, preferences)
    window.show()
    QTimer.singleShot(0, lambda: window.start(opener(database or preferences.settings.database, preferences)))
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application, or the one that there is."""
    app = cast(QApplication | None, QApplication.instance()) or QApplication(arguments)
    app.setApplicationName(PROGRAM)
    return app


def make_window(app: QApplication, preferences: Preferences) -> MainWindow:
    """The window in the language and theme of the preferences, with scanner and safety net, not yet shown."""
    theme.apply(app, theme.known(preferences.settings.theme))
    own = "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"
    window = MainWindow(PAGES, Words(preferences.settings.language or own), Jobs(), preferences)
    app.installEventFilter(window.scanner)
    catch_unexpected(window.tell_unexpected)
    return window


@dataclass(frozen=True, slots=True)
class Facts:
    """What the window shows of the shop all the time."""

    database: str
    station: str
    user: str
    opens: str
    outbox: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shop:
    """An opened shop as the window knows it: the services for the pages, the facts for the foot and the rail."""

    services: Any
    preferences: Preferences

    def facts(self) -> Facts:
        """The facts; raises OmsError when the database is out of reach."""
        state, settings = self.services.setup.state(), self.preferences.settings
        users = {user.login: user.name for user in state.users}
        alone = next(iter(users.values()), "") if len(users) == 1 else ""
        return Facts(
            database=self.services.database.shown,
            station=settings.station,
            user=users.get(settings.user, alone),
            opens="orders" if state.ready else "first_run",
        )

    def close(self) -> None:
        """Let the database go."""
        self.services.close()


def opener(database: str, preferences: Preferences) -> Opener:
    """How the shop behind the window is opened; imports the services when called, off the window's thread."""

    def open_shop() -> Shop:
        return Shop(importlib.import_module("desktop_oms.app").build(database or None), preferences)

    return open_shop


def catch_unexpected(tell: Callable[[str], None]) -> None:
    """Whatever nobody caught is logged with its traceback and told once, calmly; the program goes on."""

    def in_window(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected error", exc_info=(kind, error, trace))
        tell(kind.__name__)

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            log.error("unexpected error", exc_info=(failure.exc_type, failure.exc_value, failure.exc_traceback))

    sys.excepthook = in_window
    threading.excepthook = in_thread

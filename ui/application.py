"""The start of the window: Qt, fonts, theme, words, and the net under everything unexpected.

The order is for the eye: the window with its skeleton is painted and takes keys first; only then are the services, the
database and the first page imported.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.shared import theme
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.page import ShellApp
from ui.shared.preferences import Preferences

log = logging.getLogger(__name__)


def run(database: str | None) -> int:
    """Show the window on a database (a file or a postgresql:// URL;

    None takes that of the settings) until it is closed.
    """
    app = make_application(sys.argv[:1])
    window = make_window(app, Preferences(preferences_file()))
    window.show()
    QTimer.singleShot(0, lambda: window.start(opener(database)))
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application, named, so that the system keeps our files in a place of our own."""
    app = cast(QApplication | None, QApplication.instance()) or QApplication(arguments)
    app.setApplicationName("desktop-oms")
    app.setOrganizationName("desktop-oms")
    return app


def make_window(app: QApplication, preferences: Preferences) -> MainWindow:
    """The window in the language and theme of the preferences, with the scanner and the net under it, not yet shown."""
    theme.apply(app, preferences.theme)
    window = MainWindow(PAGES, Words(preferences.language), Jobs(), preferences)
    app.installEventFilter(window.scanner)
    catch_unexpected(window.tell_unexpected)
    return window


def preferences_file() -> Path:
    """Where this person's preferences are kept on this machine."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "window.ini"


def opener(database: str | None) -> Callable[[], ShellApp]:
    """How the application behind the window is opened; imports it when called, off the window's thread."""

    def open_app() -> ShellApp:
        return cast(ShellApp, importlib.import_module("desktop_oms.app").open_for_window(database))

    return open_app


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

"""The shift in a window of a real screen, with a picture of each state.

`python -m tests.stories.shift_pictures FOLDER LANGUAGE [THEME]` wants a display, such as Xvfb's: scans are typed at its
keyboard, and the pictures are what it shows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.stories.screen_keys import ScreenKeys
from tests.stories.shift_floor import Floor, walk
from tests.ui.shop_window import ShopWindow, shop_window
from ui.shared import theme
from ui.shared.jobs import SOON, Jobs
from ui.shared.page import PageSpec
from ui.waves.waves_page import WavesPage

WAIT_MS = 20_000  # until the screen has shown the window, or passed a key on
LOOK_MS = 2
HOLD_MS = 20_000  # a busy screen may need long between two keys; Enter ends a scan at once


class Album:
    """Takes a picture of the screen at each state, numbered in the order of the shift."""

    def __init__(self, at: ShopWindow, folder: Path, ending: str) -> None:
        self.at, self.folder, self.ending = at, folder, ending
        self.files: list[Path] = []

    def take(self, state: str) -> None:
        """The window and the dialogs over it, as they stand on the screen."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for _ in range(3):
            QCoreApplication.processEvents()
        window = self.at.window
        screen = window.screen()
        picture = screen.grabWindow(0, window.x(), window.y(), window.width(), window.height())
        file = self.folder / f"{len(self.files) + 1:02}_{state}_{self.ending}.png"
        if not picture.save(str(file)):
            raise OSError(f"{file} was not written")
        self.files.append(file)


class Heard(QObject):
    """Counts the keys that the window system delivered to windows: each is offered as a shortcut first."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, QWindow):
            self.keys += cast(QKeyEvent, event).key() != Qt.Key.Key_Shift
        return False


@dataclass
class ScreenWindow(ShopWindow):
    """The window with hands at the keyboard of its screen; every key is waited for until it has arrived."""

    keys: ScreenKeys
    heard: Heard = field(default_factory=Heard)

    def type(self, code: str) -> None:
        self._send(*code)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        assert modifiers == Qt.KeyboardModifier.NoModifier
        self._send(key)
        self.settle()

    def settle(self) -> None:
        """Wait until no work is on its way and what came of it is shown."""
        jobs, soon = self.window.jobs, partial(self.window.findChildren, QTimer, SOON)
        wait(lambda: not jobs._open and not any(one.isActive() for one in soon()), "the work does not end")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def _send(self, *keys: str | Qt.Key) -> None:
        front = QApplication.activeModalWidget() or self.window
        self.keys.focus(int(front.winId()))
        wait(front.isActiveWindow, "the window has not got the keyboard")
        wanted = self.heard.keys + len(keys)
        for key in keys:
            self.keys.press(key)
        wait(lambda: self.heard.keys >= wanted, f"{wanted - self.heard.keys} keys of {keys} have not arrived")


def wait(holds: Callable[[], bool], trouble: str) -> None:
    """Let the window work until something is so."""
    until = QDeadlineTimer(WAIT_MS)
    while not holds():
        if until.hasExpired():
            raise TimeoutError(trouble)
        QTest.qWait(LOOK_MS)


def draw(folder: Path, language: str, look: str) -> list[Path]:
    """The shift in one language and theme; gives the pictures."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.known(look))
    with TemporaryDirectory() as place:
        extra = (PageSpec("waves", "picking", "page.waves", WavesPage),)
        made = shop_window(Path(place), language, Jobs(), extra)
        keys = ScreenKeys(os.environ["DISPLAY"])
        at = ScreenWindow(made.shop, made.window, made.clock, made.ticks, made.folder, keys)
        at.window.move(0, 0)
        for one in (at.window.scanner, at.heard):
            application.installEventFilter(one)
        at.window.show()
        at.window.activateWindow()
        wait(at.window.isActiveWindow, "the screen does not show the window")
        at.settle()
        at.window.open_page("waves")
        at.settle()
        at.window.scanner.hold_ms = HOLD_MS
        album = Album(at, folder, f"{language}_{look}")
        walk(Floor(at, album.take))
        application.removeEventFilter(at.heard)
        at.close(application)
        keys.close()
    return album.files


def main(arguments: list[str]) -> int:
    """Walk the shift once; exit code 2 without a folder and a language."""
    if len(arguments) not in (2, 3):
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    draw(folder, arguments[1], arguments[2] if arguments[2:] else "light")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The shift in a window of a real screen, with a picture of each state.

`python -m tests.stories.shift_pictures FOLDER LANGUAGE [THEME]` wants a display, such as Xvfb's; the pictures are what
that screen shows.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.stories.shift_floor import Floor, walk
from tests.ui.shop_window import ShopWindow, shop_window
from ui.shared import theme
from ui.shared.page import PageSpec
from ui.waves.waves_page import WavesPage

WAIT_MS = 20_000  # until the screen has shown the window


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


def draw(folder: Path, language: str, look: str) -> list[Path]:
    """The shift in one language and theme; gives the pictures."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.known(look))
    with TemporaryDirectory() as place:
        extra = (PageSpec("waves", "picking", "page.waves", WavesPage),)
        at = shop_window(Path(place), language, extra=extra)
        at.window.move(0, 0)
        application.installEventFilter(at.window.scanner)
        at.window.scanner.hold_ms = 400
        at.window.show()
        at.window.activateWindow()
        if not QTest.qWaitForWindowActive(at.window, WAIT_MS):
            raise TimeoutError("the screen does not show the window")
        at.window.open_page("waves")
        album = Album(at, folder, f"{language}_{look}")
        walk(Floor(at, album.take))
        at.close(application)
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

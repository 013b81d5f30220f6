"""The program's own window over an empty database, with real lanes, and hands that type and scan, eyes that read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.app import App, build
from desktop_oms.settings import Preferences
from ui.application import Shop
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.shared.jobs import SOON, Jobs
from ui.shared.messages import Words
from ui.shared.page import Page
from ui.shared.tokens import WINDOW_FIRST

SCAN_MS = 400  # how long a busy machine may need between two keys of a scan
TYPING_MS = 1


@dataclass
class Clock:
    """A working day: each look at the clock is a second later."""

    ms: int = 1_795_309_200_000

    def __call__(self) -> int:
        self.ms += 1000
        return self.ms


class Watch(QObject):
    """Sees windows of the screen come up that are neither the window itself nor a dialog, a menu or a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowFlags() & Qt.WindowType.WindowType_Mask
            if kind == Qt.WindowType.Window and not isinstance(watched, MainWindow):
                self.strays.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@dataclass
class StoryWindow:
    """The window, the services behind it, and a person's hands and eyes."""

    qtbot: QtBot
    window: MainWindow
    app: App
    folder: Path
    watch: Watch = field(default_factory=Watch)

    # hands

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key in the window that has the keyboard, as a person does: nothing follows it at once."""
        QTest.keyClick(self._target(), key, modifiers)
        self.until(lambda: not self.window.scanner._held)

    def write(self, text: str) -> None:
        """Type a text, each key by itself, as a person does."""
        for sign in text:
            if sign.isascii():
                self.key(sign, _shift(sign))
            else:
                none = Qt.KeyboardModifier.NoModifier
                QTest.sendKeyEvent(QTest.KeyAction.Click, self._target(), Qt.Key.Key_unknown, sign, none)
                self.until(lambda: not self.window.scanner._held)

    def press(self, letter: str) -> None:
        """Press the letter of a button."""
        self.write(letter)
        self.settle()

    def scan(self, *codes: str) -> None:
        """Type each code as a scanner does: without a pause, ended by Enter; the answer is waited for."""
        self.window.scanner.hold_ms = SCAN_MS
        for code in codes:
            for sign in code:
                QTest.keyClick(self._target(), sign, _shift(sign))
            self.key(Qt.Key.Key_Return)
        self.window.scanner.hold_ms = TYPING_MS

    def _target(self) -> QWindow:
        """The window of the screen that has the keyboard: the window's own, or that of a dialog over it."""
        front = QApplication.activeModalWidget() or self.window
        if not front.isActiveWindow():  # the screen of tests does not give the keyboard back when a dialog goes
            front.activateWindow()
            self.until(front.isActiveWindow)
        target = front.windowHandle()
        assert target is not None
        return target

    def go_to(self, name: str) -> None:
        """Walk by the Tab key until the keyboard is there."""
        walked: list[str] = []
        while self.focus() != name:
            walked.append(self.focus())
            assert len(walked) < 80, f"Tab leads to {walked}, not to {name}"
            self.key(Qt.Key.Key_Tab)

    # eyes

    def focus(self) -> str:
        """The object name of what has the keyboard, "" for nothing."""
        self._target()
        found = QApplication.focusWidget()
        return found.objectName() if found is not None else ""

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(holds()))

    def _soon(self) -> bool:
        """Whether something begins when what has just come is painted."""
        return any(timer.isActive() for timer in self.window.findChildren(QTimer, SOON))

    def settle(self) -> None:
        """Wait until no work is on its way and all that came of it is shown."""
        self.until(lambda: not self._soon() and not self.window.jobs._open)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def words(self, key: str, **facts: object) -> str:
        """A sentence of the tables in the window's language."""
        return self.window.words(key, **facts)

    def open(self, number: int, name: str) -> Page:
        """Open the page of Ctrl and a digit."""
        self.key(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        return self.page(name)

    def page(self, name: str) -> Page:
        """The page now open, once it is the one wanted."""
        self.until(lambda: self.window.pages.open_name() == name)
        self.settle()
        page = self.window.page()
        assert isinstance(page, Page)
        return page

    def dialog(self) -> QDialog:
        """The dialog that stands over the window."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        self.settle()
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    def shown(self, part: QWidget | None = None) -> str:
        """All visible words of a part (or of the page), painted ones too, in one text."""
        self.settle()
        whole = part or self.window.page()
        assert whole is not None
        parts = [one for one in whole.findChildren(QWidget) if one.isVisible()]
        return "\n".join(one.text() if isinstance(one, QLabel) else one.accessibleName() for one in parts)

    def close(self) -> None:
        """End the window; the shop goes with it."""
        for one in (self.window.scanner, self.watch):
            QApplication.instance().removeEventFilter(one)  # type: ignore[union-attr]
        self.window.close()


def story_window(database_url: str, language: str, folder: Path, qtbot: QtBot) -> StoryWindow:
    """The window as `main.py` opens it, on a database in which there is nothing."""
    app = build(database_url, now=Clock())
    preferences = Preferences(folder / "settings.json")
    preferences.change(print_folder=str(folder / "paper"), station="bench 1")
    words = Words(language)
    window = MainWindow(PAGES, words, Jobs(), preferences)
    words.setParent(window)
    window.jobs.setParent(window)
    made = StoryWindow(qtbot, window, app, folder)
    qtbot.addWidget(window)
    window.scanner.hold_ms = TYPING_MS
    for one in (window.scanner, made.watch):
        QApplication.instance().installEventFilter(one)  # type: ignore[union-attr]
    window.resize(*WINDOW_FIRST)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.start(lambda: Shop(app, preferences))
    return made


def rows(model_of: QWidget) -> list[list[str]]:
    """What a table shows, cell by cell, as it is spoken."""
    model = model_of.model()  # type: ignore[attr-defined]
    role, none = Qt.ItemDataRole.AccessibleTextRole, QModelIndex()
    return [
        [str(model.index(row, column).data(role) or "") for column in range(model.columnCount(none))]
        for row in range(model.rowCount(none))
    ]


def _shift(sign: str) -> Qt.KeyboardModifier:
    shifted = sign.isascii() and (sign.isupper() or sign in '!@#$%^&*()_+{}|:"<>?~')
    return Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier

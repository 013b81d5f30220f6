"""Real services on a fresh SQLite file for the tests of pages, and the desk that hands them to a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.app import App, build
from desktop_oms.settings import Preferences
from tests.services.conftest import StandingClock, make_empty, make_stocked
from ui.shared.jobs import InstantJobs, Jobs
from ui.shared.messages import Words
from ui.shared.page import Desk, Page
from ui.shared.row_table import RowTable
from ui.shared.tokens import WINDOW_FIRST

Factory = Callable[[Desk], Page]
AnyPage = TypeVar("AnyPage", bound=QWidget)


class Room:
    """The window as a page sees it; remembers what it was asked to do."""

    def __init__(self) -> None:
        self.place = ""
        self.let_go: Callable[[], None] = lambda: None
        self.toasts: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.lasting: int | None = None
        self.due = 0  # how often a page saw something become due
        self.opened: list[tuple[str, object]] = []
        self.filled = False
        self.reopened: list[str | None] = []
        self.between = ""  # what was said to have been done between two openings
        self.theme = ""

    def toast(self, words: str, undo: Callable[[], None] | None = None, lasting: int | None = None) -> None:
        self.toasts.append(words)
        self.undo, self.lasting = undo, lasting

    def do_due(self) -> None:
        self.due += 1

    def open_page(self, name: str, subject: object = None) -> None:
        self.opened.append((name, subject))

    def fill_window(self, on: bool) -> None:
        self.filled = on

    def set_theme(self, name: str) -> None:
        self.theme = name

    def reopen(self, database: str | None, between: Callable[[str], str] | None = None) -> None:
        self.reopened.append(database)
        self.let_go()
        if between is not None:
            self.between = between(self.place)


class Stage:
    """Makes pages over one real shop and shows them; `room` is the window they see."""

    def __init__(self, app: App, folder: Path, qtbot: QtBot) -> None:
        self.app, self.folder, self.qtbot = app, folder, qtbot
        self.room = Room()
        self.room.place, self.room.let_go = str(folder / "shop.sqlite"), app.close
        self.jobs: Jobs = InstantJobs()
        self.preferences = Preferences(folder / "settings.json")
        self.preferences.change(user="boss", station="Bench 1")

    def desk(self, language: str) -> Desk:
        return Desk(self.app, self.jobs, Words(language), self.room, self.preferences)

    def show(self, factory: Factory, language: str = "en", size: tuple[int, int] = WINDOW_FIRST) -> Page:
        """A page as it stands in the window, with the keyboard."""
        page = factory(self.desk(language))
        self.jobs.changed.connect(page.reload)
        self.qtbot.addWidget(page)
        page.resize(size[0] - 80, size[1] - 28)
        with self.qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.take_focus()
        return page


@dataclass
class PageStage:
    """One page over a real shop, and what its tests look at."""

    stage: Stage

    @property
    def app(self) -> App:
        """The services."""
        return self.stage.app

    @property
    def clock(self) -> StandingClock:
        """The clock of the house."""
        return cast(StandingClock, self.app.database.now)

    def key(self, page: QWidget, *keys: Qt.Key | str) -> None:
        """Type keys where the focus is, in the dialog when one is open."""
        for key in keys:
            dialogs = [one for one in page.findChildren(QWidget) if one.isWindow() and one.isVisible()]
            window = dialogs[-1] if dialogs else page
            window.activateWindow()
            self.stage.qtbot.waitUntil(window.isActiveWindow)
            target = window.focusWidget() or window
            if isinstance(key, str):
                self.stage.qtbot.keyClicks(target, key)
            else:
                self.stage.qtbot.keyClick(target, key)
            settled(page)


def settled(page: AnyPage) -> AnyPage:
    """The page after the window's loop has had its turn: what went is gone, what came is shown."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    return page


def said_by(*sides: QWidget) -> str:
    """All visible words of these parts of a page, painted ones too, in one text."""
    parts = [part for side in sides for part in side.findChildren(QWidget) if part.isVisible()]
    return "\n".join(part.text() if isinstance(part, QLabel) else part.accessibleName() for part in parts)


def stage_of(make: Callable[[str], None], folder: Path, ready: Path, qtbot: QtBot) -> Iterator[Stage]:
    """A stage over a copy of a database that `make` made once for the session."""
    if not ready.exists():
        make(str(ready))
    shutil.copyfile(ready, folder / "shop.sqlite")
    app = build(folder / "shop.sqlite", now=StandingClock())
    stage = Stage(app, folder, qtbot)
    yield stage
    stage.jobs.close()
    app.close()


@pytest.fixture(scope="session")
def ready_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ready_shops")


@pytest.fixture
def empty_stage(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[Stage]:
    """A database with its tables and nothing in it; nobody chosen to work at this screen."""
    for stage in stage_of(make_empty, tmp_path, ready_folder / "empty.sqlite", qtbot):
        stage.preferences.change(user="", station="")
        yield stage


@pytest.fixture
def stage(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[Stage]:
    """A shop that is set up and stocked: one seller, a warehouse, two channels, people of each role, ten products."""
    yield from stage_of(make_stocked, tmp_path, ready_folder / "stocked.sqlite", qtbot)


def texts(widget: QWidget) -> list[str]:
    """All words of visible labels."""
    return [found.text() for found in widget.findChildren(QLabel) if found.isVisible() and found.text()]


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    """Press a visible button by its object name."""
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rows(table: RowTable) -> list[list[str]]:
    """The texts of a table's rows, as they are spoken, in the columns that are shown."""
    model, header = table.model(), table.horizontalHeader()
    order = [header.logicalIndex(place) for place in range(model.columnCount())]
    shown = [column for column in order if not header.isSectionHidden(column)]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [[str(model.index(row, column).data(role) or "") for column in shown] for row in range(model.rowCount())]


def leave(*dialogs: QDialog) -> None:
    """Leave dialogs as the Esc key does; each of them goes."""
    for dialog in dialogs:
        dialog.reject()
        assert not dialog.isVisible()

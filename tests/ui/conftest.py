"""What all window tests share: the product's look, words in both languages, jobs whose answer is there at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_window import SampleShop, sample_window
from ui.main_window import MainWindow
from ui.shared import theme
from ui.shared.jobs import InstantJobs, Jobs
from ui.shared.messages import Words

MakeWindow = Callable[..., tuple[MainWindow, SampleShop]]


@pytest.fixture(autouse=True, scope="session")
def garbage_on_the_windows_thread() -> Iterator[None]:
    """As in the product: no lane may be the one to find a dead widget."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def clean_around(qapp: QApplication) -> Iterator[None]:
    """What the last test left goes first, on the window's thread; it may leave no dialog open, for that would keep the
    next one's keys.

    What outlives that (modules, statements, pictures) is not looked through again with every test.
    """
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.freeze()
    yield
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.hide()
    assert not left, f"left open: {[widget.objectName() or type(widget).__name__ for widget in left]}"


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Every test starts in the light theme."""
    if theme.name() != "light" or not qapp.styleSheet():
        theme.apply(qapp, "light")


@pytest.fixture(params=["zh_CN", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    """The words, once in each language."""
    return Words(request.param)


@pytest.fixture
def instant() -> InstantJobs:
    """Jobs without threads."""
    return InstantJobs()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Real jobs on their lanes, ended with the test."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[MakeWindow]:
    """A shown window over the sample application; `started=False` leaves it at its skeleton."""
    scanners = []

    def make(language: str = "en", *, jobs: Jobs | None = None, started: bool = True) -> tuple[MainWindow, SampleShop]:
        window, shop = sample_window(tmp_path, language, jobs)
        qtbot.addWidget(window)
        window.scanner.hold_ms = 400  # a busy machine may need long between two keys of a test
        qapp.installEventFilter(window.scanner)
        scanners.append(window.scanner)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        if started:
            window.start(lambda: shop)
        return window, shop

    yield make
    for scanner in scanners:
        qapp.removeEventFilter(scanner)

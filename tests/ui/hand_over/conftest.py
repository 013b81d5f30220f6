"""The hand-over in a real window, over a real shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.shop_window import ShopWindow, shop_window, shown
from ui.shared.jobs import Jobs

OpenDesk = Callable[..., ShopWindow]


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[OpenDesk]:
    """A window on the hand-over page, in a language; jobs answer at once unless others are given."""
    opened: list[ShopWindow] = []

    def make(language: str = "en", jobs: Jobs | None = None) -> ShopWindow:
        made = shop_window(tmp_path, language, jobs)
        opened.append(made)
        shown(made, "hand_over", qtbot, qapp)
        return made

    yield make
    for one in opened:
        one.close(qapp)


@pytest.fixture(params=["zh_CN", "en"])
def desk(request: pytest.FixtureRequest, open_desk: OpenDesk) -> ShopWindow:
    """The hand-over page, once in each language."""
    return open_desk(request.param)

"""The packing bench in a real window, over a real shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.shop_window import ShopWindow, shop_window, shown
from ui.shared.jobs import Jobs

OpenBench = Callable[..., ShopWindow]


@pytest.fixture
def open_bench(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[OpenBench]:
    """A window on the packing page, in a language, with jobs whose answer is there at once unless others are given."""
    opened: list[ShopWindow] = []

    def make(language: str = "en", jobs: Jobs | None = None) -> ShopWindow:
        made = shop_window(tmp_path, language, jobs)
        opened.append(made)
        shown(made, "packing", qtbot, qapp)
        return made

    yield make
    for one in opened:
        one.close(qapp)


@pytest.fixture(params=["zh_CN", "en"])
def bench(request: pytest.FixtureRequest, open_bench: OpenBench) -> ShopWindow:
    """The packing page, once in each language."""
    return open_bench(request.param)

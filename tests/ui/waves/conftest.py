"""The picking page in a real window, over a real shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.shop_window import ShopWindow, shop_window, shown
from ui.shared.page import PageSpec
from ui.waves.waves_page import WavesPage


@pytest.fixture(params=["zh_CN", "en"])
def floor(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[ShopWindow]:
    """The picking page, once in each language; three orders wait to be picked."""
    made = shop_window(tmp_path, request.param, extra=(PageSpec("waves", "picking", "page.waves", WavesPage),))
    made.shop.order(CUP=1)
    made.shop.order(CUP=2)
    made.shop.order()
    shown(made, "waves", qtbot, qapp)
    yield made
    made.close(qapp)

"""A shift at one screen: picked, packed, printed and handed over by scans typed as keys, read in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_oms.gateways.printers.practice import PracticePrinter
from tests.stories.shift_floor import Floor, walk
from tests.ui.shop_window import ShopWindow, shop_window, shown
from ui.shared.page import PageSpec
from ui.waves.waves_page import WavesPage


@pytest.fixture(params=["zh_CN", "en"])
def at(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[ShopWindow]:
    """The window on the picking page."""
    made = shop_window(tmp_path, request.param, extra=(PageSpec("waves", "picking", "page.waves", WavesPage),))
    shown(made, "waves", qtbot, qapp)
    yield made
    made.close(qapp)


def test_a_shift_by_scans_alone(at: ShopWindow) -> None:
    states: list[str] = []
    walk(Floor(at, states.append))
    assert len(set(states)) > 20
    app = at.shop.app
    (printer,) = app.printers.all()
    way = app.printers.way(printer)
    assert isinstance(way, PracticePrinter)
    assert len(way.printed) == len(set(way.printed)) == 6
    found = app.upkeep.reconcile(full=True)
    # The orders of this shop were made without the first step of their history.
    assert [one for one in found if one.code != "history_jumps" or one.facts["seq"] != 1] == []

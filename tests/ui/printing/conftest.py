"""The printing page over a real shop with a practice printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_oms.app import App
from tests.services.conftest import make_shelved
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.ui.real_shop import Stage, ready_folder, stage_of
from ui.printing.printing_page import PrintingPage

__all__ = ["ready_folder"]

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@dataclass
class PrintStage:
    """A shop, its page, and hands that print."""

    stage: Stage
    shop: Shop

    @property
    def app(self) -> App:
        return self.shop.app

    def printer(self, script: str) -> None:
        """A practice printer for the labels of every station."""
        made = self.app.printers.add(self.shop.boss, "Practice", "practice", script)
        self.app.printers.assign(self.shop.boss, "label", 0, made.id)

    def label(self) -> int:
        """Pack an order and print its label; gives the print's key."""
        number = self.shop.order()
        self.app.packing.pack_by_scans(self.shop.clerk, number, ALL)
        return self.app.print_desk.print_label(self.shop.clerk, self.shop.read(number).parcels[0].id).job.id

    def page(self, language: str) -> PrintingPage:
        """The page as it stands in the window."""
        page = self.stage.show(PrintingPage, language)
        assert isinstance(page, PrintingPage)
        return page


@pytest.fixture
def print_stage(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[PrintStage]:
    for stage in stage_of(make_shelved, tmp_path, ready_folder / "shelved.sqlite", qtbot):
        yield PrintStage(stage, open_shop(stage.app))


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each test runs once in each language."""
    return str(request.param)

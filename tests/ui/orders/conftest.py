"""A desk with orders on it: made once by the services, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop_oms.app import build
from desktop_oms.domain.catalogue import User
from desktop_oms.domain.incoming import Address
from desktop_oms.storage import catalogue_rows
from tests.bench.fill import fill
from tests.bench.made_orders import NOW
from tests.services.conftest import StandingClock, make_shop
from tests.services.orders import TEE, an_order, bring_in
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.ui.real_shop import PageStage, empty_stage, ready_folder, said_by, settled, stage, stage_of
from ui.orders.orders_page import OrdersPage
from ui.shared.action_bar import ActionBar
from ui.shared.row_table import RowTable

__all__ = ["empty_stage", "ready_folder", "settled", "stage"]

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]
# The orders of the desk, oldest first, by what they wait for.
TO_AUDIT, TO_PICK, SHORT, TO_HAND_OVER, NO_PRODUCT, NO_ADDRESS = (f"A{100000 + n}" for n in range(1, 7))


def make_desk(place: str) -> None:
    """Six orders, each waiting for something else."""
    make_shop(place)
    app = build(place, now=StandingClock())
    shop = open_shop(app)
    shop.order("S-1", confirm=False)
    shop.order("S-2")
    shop.order("S-3", confirm=False, CUP=200)
    packed = shop.order("S-4")
    app.packing.pack_by_scans(shop.clerk, packed, ALL)
    bring_in(app, an_order("T-5", lines=(TEE,), goods=11980, total=12980, paid=12980))
    cup = an_order().lines[1]
    known = cup.__class__("CUP", cup.name, cup.spec, 1, 12900, external_id="1")
    nowhere = Address("林晓雯", "", "CN", "广东省", "深圳市", "南山区", "")
    bring_in(app, an_order("T-6", lines=(known,), goods=12900, total=13900, paid=13900, ship_to=nowhere))
    app.close()


def make_crowd(place: str) -> None:
    """Four hundred and fifty orders of a year, one person."""
    fill(f"sqlite:///{place}", 450)
    app = build(place, now=lambda: NOW)
    boss = User(app.database.new_id(), "boss", "Chen Jie", "SKRM$A")
    app.database.write(lambda conn: catalogue_rows.put(conn, boss))
    app.close()


class DeskStage(PageStage):
    """The orders page over a real shop."""

    def show(self, language: str = "en", size: tuple[int, int] = (1440, 900)) -> OrdersPage:
        """The page, shown."""
        return cast(OrdersPage, self.stage.show(OrdersPage, language, size))

    def open(self, number: str, language: str = "en") -> OrdersPage:
        """The page with an order open."""
        page = self.show(language)
        page.show_subject(number)
        assert page.pane.seen is not None
        assert page.pane.seen.view.number == number
        return settled(page)

    def wait_for(self, page: OrdersPage, number: str) -> None:
        """Until the order is open: a list walked fast is read where the person rests."""
        self.stage.qtbot.waitUntil(lambda: page.pane.seen is not None and page.pane.seen.view.number == number)

    def status(self, number: str) -> str:
        """How the order stands in the database."""
        return self.app.orders.load(self.app.orders.find(number)).status


@pytest.fixture
def desk(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[DeskStage]:
    """The desk with its six orders."""
    for made in stage_of(make_desk, tmp_path, ready_folder / "desk.sqlite", qtbot):
        yield DeskStage(made)


@pytest.fixture
def crowd(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[DeskStage]:
    """The desk with 450 orders."""
    for made in stage_of(make_crowd, tmp_path, ready_folder / "crowd.sqlite", qtbot):
        made.preferences.change(station="")
        yield DeskStage(made)


def shop_of(desk: DeskStage) -> Shop:
    """The people of the shop, without goods being put out again."""
    people = desk.app.people
    return Shop(
        desk.app,
        people.actor("boss"),
        people.actor("desk"),
        people.actor("clerk", "bench 1"),
        people.actor("clerk2", "bench 2"),
        people.actor("cashier"),
    )


def said(page: OrdersPage) -> str:
    """All visible words of the order at the right."""
    return said_by(settled(page).pane)


def table_of(page: OrdersPage) -> RowTable:
    """The list."""
    return page.browser.list.table


def bar_of(page: OrdersPage) -> ActionBar:
    """What can be done."""
    return page.pane.bar

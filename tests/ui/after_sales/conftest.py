"""The page of after-sales over a shop whose buyers ask for money, send back and exchange; how its tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop_oms.app import App, build
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.demo_pictures import picture
from tests.services.conftest import StandingClock, make_shop
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.ui.real_shop import PageStage, empty_stage, ready_folder, said_by, settled, stage, stage_of
from ui.after_sales.after_sales_page import AfterSalesPage
from ui.after_sales.case_rows import Told

__all__ = ["empty_stage", "ready_folder", "settled", "stage"]

BUYER = Actor(0, "buyer", frozenset({Role.CUSTOMER}))
ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]
# The cases of the shop, by what they wait for; each is the first case of an order of its own.
WORN, TORN, BACK, SWAP = (f"A{100000 + n}-C1" for n in range(1, 5))


def make_cases(place: str) -> None:
    """Four orders and a case on each: money for a worn one, for a torn one, a return on its way, an exchange."""
    make_shop(place)
    clock = StandingClock()
    app = build(place, now=clock)
    shop = open_shop(app)
    for number in ("S-1", "S-2", "S-3", "S-4"):
        delivered(app, shop, number)
    ask(app, 1, "refund_only", "damaged")
    clock.pass_hours(1)
    torn = ask(app, 2, "refund_only", "quality", note="The seam is open.")
    app.after_sales.attach(shop.desk, torn, "seam.png", picture("seam", Random(1)), "Cuff, close")
    back = ask(app, 3, "return_refund", "not_wanted")
    app.after_sales.decide(app.people.actor("reviewer"), back, "case.approve")
    ask(app, 4, "exchange", "wrong_size")
    app.close()


def delivered(app: App, shop: Shop, external_no: str) -> str:
    """An order that was packed, handed over and signed for."""
    number = shop.order(external_no)
    app.packing.pack_by_scans(shop.clerk, number, ALL)
    order_id = app.orders.find(number)
    (parcel,) = app.orders.load(order_id).parcels
    app.hand_over.scan(shop.clerk, str(parcel.waybill))
    app.commands.do(Actor(0, "system", frozenset({Role.SYSTEM})), order_id, "parcel.deliver", parcel.id)
    return number


def ask(app: App, n: int, kind: str, reason: str, note: str = "") -> int:
    """The buyer of the n-th order asks for something about its first line; the key of the case."""
    order_id = app.orders.find(f"A{100000 + n}")
    line = app.orders.load(order_id).lines[0]
    args = {"kind": kind, "lines": {line.id: 1}, "reason": reason, "note": note}
    return app.commands.do(BUYER, order_id, "case.request", args=args).subject_id


class CaseStage(PageStage):
    """The page over the shop with four cases; the reviewer sits at the screen."""

    def show(self, language: str = "en", size: tuple[int, int] = (1440, 900)) -> AfterSalesPage:
        return settled(cast(AfterSalesPage, self.stage.show(AfterSalesPage, language, size)))

    def state(self, number: str) -> str:
        """How the case stands in the database."""
        return self.app.after_sales.row(self.app.after_sales.find(number)).state

    def ask_for_two(self, actor: Actor = BUYER) -> str:
        """The last buyer wants the money for both tees too; the number of the case."""
        order_id = self.app.orders.find(SWAP.partition("-")[0])
        line = self.app.orders.load(order_id).lines[1]
        args = {"kind": "refund_only", "lines": {line.id: 2}, "reason": "quality"}
        self.app.commands.do(actor, order_id, "case.request", args=args)
        return SWAP.replace("C1", "C2")

    def undo_over(self) -> None:
        """The time in which an approval can be taken back ends, and the house's clock does what follows."""
        self.clock.ms += self.app.setup.policy().undo_delay
        self.app.worker.turn()

    def limit(self, amount: int) -> None:
        """A reviewer may let so much go alone (minor units)."""
        self.app.limits.set(self.app.people.actor("boss"), "refund_limit_reviewer", amount)


@pytest.fixture
def cases(tmp_path: Path, ready_folder: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    """The shop with its four cases."""
    for made in stage_of(make_cases, tmp_path, ready_folder / "cases.sqlite", qtbot):
        made.preferences.change(user="reviewer", station="")
        yield CaseStage(made)


def choose(cases: CaseStage, page: AfterSalesPage, number: str) -> None:
    """Choose a case in the queue, and wait until it is shown."""
    rows = page.queue.model
    found = [rows.row_at(place) for place in range(rows.rowCount())]
    places = [n for n, row in enumerate(found) if row and isinstance(row.facts, Told) and row.facts.number == number]
    page.queue.table.choose(places[0])
    cases.stage.qtbot.waitUntil(lambda: page.money.seen is not None and page.money.seen.detail.number == number)
    settled(page)


def shown(page: AfterSalesPage) -> str:
    """The number of the case that is shown."""
    return page.money.seen.detail.number if page.money.seen else ""


def said(page: AfterSalesPage) -> str:
    """All visible words of the case and its money."""
    settled(page)
    return said_by(page.pane, page.money)

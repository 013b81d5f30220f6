"""The long forms of the money's tests: a thousand random orders, and a gateway that loses a thousand answers.

A fault planted in the arithmetic is found by the same walk.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain import settlement
from desktop_oms.gateways.payments.practice import PROVIDER
from desktop_oms.services.entry import DraftForm, DraftLine
from tests.postgres import PostgresServer
from tests.services.conftest import StandingClock, make_shop
from tests.services.orders import ADDRESS, assert_sound, load, stocked
from tests.services.refunding import gateway_of
from tests.walks.money import MoneyWalk

ORDERS = 500  # on each kind of database
DROPPED, UNITS = 1000, 10


def walk_once(place: str, seed: int, orders: int) -> tuple[int, int]:
    """One database: how many races, and how many refusals."""
    make_shop(place)
    clock = StandingClock()
    with closing(build(place, now=clock)) as app, closing(build(place, now=clock)) as other:
        walk = MoneyWalk((stocked(app), other), clock, seed)
        walk.run(orders)
        assert_sound(app)
        return walk.races, walk.refusals


@pytest.mark.timeout(1800)
def test_a_thousand_orders_lose_no_cent(tmp_path: Path, postgres: PostgresServer) -> None:
    places = [str(tmp_path / "money.sqlite"), postgres.create_database("money")]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(walk_once, places, (21, 22), (ORDERS, ORDERS)))
    assert all(races >= ORDERS / 3 and refusals > ORDERS for races, refusals in found)


def order_of_ten(app: App) -> int:
    """Ten pieces for 33.31, paid through the gateway to practise on."""
    desk = app.people.actor("desk")
    line = DraftLine("PEN-BK", UNITS, 333)
    form = DraftForm(app.setup.state().channel("taobao").id, ADDRESS, (line,), "lin", 1, 0)
    order_id = app.entry.draft(desk, form).order_id
    app.commands.do(desk, order_id, "order.submit")
    app.commands.do(desk, order_id, "order.request_payment")
    args = {"amount": 3331, "provider": PROVIDER, "txn": f"T{order_id}"}
    payment = app.commands.do(desk, order_id, "payment.start", args=args).subject_id
    app.commands.do(app.people.actor("cashier"), order_id, "payment.capture", payment)
    return order_id


@pytest.mark.timeout(1200)
def test_a_thousand_lost_answers_are_a_thousand_refunds(tmp_path: Path) -> None:
    place, clock = str(tmp_path / "dropped.sqlite"), StandingClock()
    make_shop(place)
    with closing(build(place, now=clock)) as app:
        gateway, desk = gateway_of(stocked(app)), app.people.actor("desk")
        for _ in range(DROPPED // UNITS):
            order_id = order_of_ten(app)
            line = load(app, order_id).lines[0]
            args = {"kind": "refund_unshipped", "lines": {line.id: 1}, "reason": "not_wanted"}
            for _ in range(UNITS):
                gateway.misbehave("drop")
                app.commands.do(desk, order_id, "case.request", args=args)
            while not app.worker.turn().idle or app.upkeep.outbox():
                clock.pass_hours(0.25)
            after = load(app, order_id)
            assert (after.status, after.refunded, len(after.refunds)) == ("refunded", 3331, UNITS)
        assert (gateway.books.count, len(gateway.books.refunds)) == (DROPPED, DROPPED)
        assert gateway.books.faults == []
        assert_sound(app)


@pytest.mark.timeout(120)
def test_a_rounded_price_of_a_piece_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settlement, "value_of_units", lambda value, left, units: round(value / left) * units)
    with pytest.raises((AssertionError, RuntimeError)):
        walk_once(str(tmp_path / "rounded.sqlite"), 5, 60)

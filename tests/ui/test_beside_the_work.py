"""The window's shop at what is due: money that waits goes out, clocks run out, and the foot tells what is not sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.services.refund_sending import TOPIC
from desktop_oms.services.upkeep import DELIVERED
from desktop_oms.settings import Preferences
from tests.services.conftest import StandingClock, make_shop
from tests.services.orders import load, stocked
from tests.services.refunding import ask, gateway_of, paid_order
from ui.application import Shop


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    place = str(tmp_path / "shop.sqlite")
    make_shop(place)
    made = build(place, now=StandingClock())
    yield stocked(made)
    made.close()


def test_a_refund_that_waits_is_counted_at_the_foot_and_sent_by_the_window(app: App, tmp_path: Path) -> None:
    gateway, order = gateway_of(app), paid_order(app)
    shop = Shop(app, Preferences(tmp_path / "settings.json"))
    assert shop.facts().outbox == 0
    ask(app, order)
    assert shop.facts().outbox == 1
    assert shop.turn()
    assert (load(app, order.id).refunds[0].state, gateway.books.count) == ("succeeded", 1)
    assert shop.facts().outbox == 0
    assert not shop.turn()


def test_a_jam_is_noticed_whatever_page_is_open(app: App, tmp_path: Path) -> None:
    shop, boss = Shop(app, Preferences(tmp_path / "settings.json")), app.people.actor("boss")
    assert not shop.watch()  # nothing is on its way
    printer = app.printers.add(boss, "Practice", "practice", "jam")
    app.print_desk.test(boss, printer.id)
    assert shop.facts().stuck == 0
    assert shop.watch()
    assert (shop.facts().stuck, shop.facts().waiting["printing"]) == (1, 1)
    assert not shop.watch()
    assert (shop.facts().database, shop.facts().where) == ("shop.sqlite", str(tmp_path / "shop.sqlite"))
    shop.close()
    assert not shop.watch()


def test_a_shop_that_was_let_go_does_nothing_any_more(app: App, tmp_path: Path) -> None:
    gateway, order = gateway_of(app), paid_order(app)
    ask(app, order)
    shop = Shop(app, Preferences(tmp_path / "settings.json"))
    shop.close()
    assert not shop.turn()
    assert gateway.books.count == 0


def test_the_foot_counts_what_the_program_delivers() -> None:
    assert TOPIC in DELIVERED

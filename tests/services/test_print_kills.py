"""A program that is killed between any two transactions of a print: one label at most, and the print is shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from desktop_oms.app import App, build
from desktop_oms.services import database
from desktop_oms.storage.engine import Connection
from tests.services.conftest import StandingClock
from tests.services.print_shop import PrintShop, print_shop

MINUTE = 60_000


class Killed(BaseException):
    """Nothing after this runs, as after a kill."""


def dying_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends right before its (writes + 1)th transaction."""
    left = itertools.count(writes, -1)
    write = database.Database.write

    def or_die(self: database.Database, work: Callable[[Connection], Any]) -> Any:
        if next(left) <= 0:
            raise Killed
        return write(self, work)

    monkeypatch.setattr(database.Database, "write", or_die)


@pytest.mark.parametrize("writes", range(7))
def test_a_kill_between_two_steps_loses_no_print_and_prints_none_twice(
    app: App, shop_url: str, standing_clock: StandingClock, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    desk = print_shop(app)
    parcel_id, paper = desk.box(), desk.paper
    with monkeypatch.context() as dying:
        dying_after(writes, dying)
        try:
            desk.label(parcel_id, request="click")
            finished = True
        except Killed:
            finished = False
    standing_clock.ms += 2 * MINUTE
    again = build(shop_url, now=standing_clock)
    after = PrintShop(desk.shop, desk.printer)
    after.shop.app = again
    again.printers._ways = app.printers._ways  # the printer itself did not die
    again.print_queue.watch(desk.shop.clerk)
    shown = [one for one in again.print_queue.listing("today") if one.state != "void"]
    assert shown, "the label packing asked for is always there"
    if not finished:
        after.label(parcel_id, request="click")
        again.print_queue.watch(desk.shop.clerk)
    assert len(paper.printed) <= 1
    (one,) = [one for one in again.print_queue.listing("today") if one.sending is not None]
    assert (one.state, len(paper.printed)) in (("done", 1), ("stuck", 1), ("stuck", 0))
    again.close()

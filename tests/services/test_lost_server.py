"""The server goes while work is under way, and comes back: nothing is lost or done twice, work goes on."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.services import database, importing
from desktop_oms.storage import engine as engines
from desktop_oms.storage.engine import Connection
from tests.postgres import PostgresServer
from tests.services.orders import STOCKED, an_order, plan_of, stocked, the_order
from tests.services.print_shop import print_shop

READY = STOCKED


@pytest.fixture
def kind() -> str:
    """A file has no server to lose."""
    return "postgresql"


class Cable:
    """The way to one database, pulled and put back."""

    def __init__(self, postgres: PostgresServer, url: str) -> None:
        self._server, self._name = postgres, url.rpartition("/")[2]

    def pull(self) -> None:
        self._server.cut_off(self._name)

    def put_back(self) -> None:
        self._server.let_in(self._name)


@pytest.fixture
def cable(postgres: PostgresServer, shop_url: str, monkeypatch: pytest.MonkeyPatch) -> Cable:
    monkeypatch.setitem(engines.run_work.__globals__, "LOST_PATIENCE_MS", 20)
    impatient(monkeypatch)
    return Cable(postgres, shop_url)


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds in a test."""
    monkeypatch.setitem(engines.write.__kwdefaults__, "patience_ms", 200)
    monkeypatch.setitem(engines.read.__kwdefaults__, "patience_ms", 200)


def confirmations(app: App) -> int:
    """How often an order was confirmed."""

    def count(conn: Connection) -> int:
        asked = "SELECT count(*) FROM order_events WHERE machine = 'order' AND event = 'confirm'"
        return int(conn.exec_driver_sql(asked).scalar_one())

    return app.database.read(count)


def test_bulk_work_ends_where_the_server_was_lost_and_goes_on_there(app: App, cable: Cable) -> None:
    stocked(app)
    orders, boss, key = (
        [the_order(app, an_order(str(n))).id for n in range(5)],
        app.people.actor("boss"),
        uuid.uuid4().hex,
    )

    def progress(count: int) -> bool:
        if count == 2:
            cable.pull()
        return True

    first = app.bulk.run(boss, "confirm", orders, command_id=key, progress=progress)
    assert [one.trouble and one.trouble.code for one in first] == [None, None, "database_unreachable"]
    cable.put_back()
    again = app.bulk.run(boss, "confirm", orders, command_id=key)
    assert [one.trouble for one in again] == [None] * 5
    assert confirmations(app) == 5
    assert app.upkeep.reconcile(full=True) == []


def test_a_commit_whose_answer_got_lost_is_found_by_its_command(
    app: App, cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: the server has stored it, and nobody hears of it."""
    stocked(app)
    order, boss, key = the_order(app, an_order()).id, app.people.actor("boss"), uuid.uuid4().hex
    write = database.Database.write

    def lost_answer(self: database.Database, work: Callable[[Connection], Any]) -> Any:
        write(self, work)
        cable.pull()
        return write(self, work)

    with monkeypatch.context() as losing:
        losing.setattr(database.Database, "write", lost_answer)
        with pytest.raises(OmsError, match="database_unreachable"):
            app.commands.do(boss, order, "order.confirm", command_id=key)
    cable.put_back()
    assert app.commands.do(boss, order, "order.confirm", command_id=key).status == "confirmed"
    assert confirmations(app) == 1
    assert app.upkeep.reconcile(full=True) == []


def test_an_import_that_loses_the_server_goes_on_with_what_is_missing(
    app: App, cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    stocked(app)
    desk, plan = app.people.actor("desk"), plan_of(app, *(an_order(str(n)) for n in range(6)))

    def progress(count: int) -> bool:
        if count == 4:
            cable.pull()
        return True

    with pytest.raises(OmsError, match="database_unreachable"):
        app.importing.run(plan, desk, progress)
    cable.put_back()
    assert len(app.orders.page("all")) == 4
    assert len(app.importing.run(plan, desk).orders) == 6
    assert len(app.orders.page("all")) == 6
    assert app.upkeep.reconcile(full=True) == []


@contextmanager
def losing_at(step: int, cable: Cable, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cable is pulled right before the `step`-th transaction that writes."""
    left, write = [step], database.Database.write

    def or_lose(self: database.Database, work: Callable[[Connection], Any]) -> Any:
        left[0] -= 1
        if left[0] == 0:
            cable.pull()
        return write(self, work)

    with monkeypatch.context() as losing:
        losing.setattr(database.Database, "write", or_lose)
        yield


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_label_on_its_way_is_printed_once_whenever_the_server_goes(
    app: App, cable: Cable, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    desk = print_shop(app)
    parcel_id, paper = desk.box(), desk.paper
    with losing_at(step, cable, monkeypatch), pytest.raises(OmsError, match="database_unreachable"):
        desk.label(parcel_id, request="click")
    cable.put_back()
    desk.label(parcel_id, request="click")
    app.print_queue.watch(desk.shop.clerk)
    shown = [one for one in app.print_queue.listing("today") if one.state != "void"]
    assert len(shown) == 1
    assert len(paper.printed) <= 1
    # The shop of these tests puts orders there without their history.
    assert [one for one in app.upkeep.reconcile() if one.code != "history_jumps"] == []

"""A shop for the tests of services: real databases of both kinds, a clock that stands still, people of every role."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.services.setup import SetupForm
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.tables.every import metadata
from tests.postgres import PostgresServer
from tests.services.orders import STOCKED, stocked
from tests.services.shop_orders import SHELVED, open_shop

NOON = 1_795_233_600_000  # 2026-11-21 04:00 UTC, noon in Shanghai


@dataclass
class StandingClock:
    """Tells the same time until a test moves it; milliseconds UTC."""

    ms: int = NOON

    def __call__(self) -> int:
        return self.ms

    def pass_hours(self, hours: float) -> None:
        self.ms += int(hours * 3_600_000)


FORM = SetupForm(
    seller_name="山野小铺",
    prefix="A",
    warehouse_name="深圳仓",
    channel_kind="shopify",
    channel_name="Shopify",
    time_zone="Asia/Shanghai",
    currency="CNY",
    user_name="陈店长",
    user_login="boss",
    warehouse_code="SZ",
)
PEOPLE = (("desk", "S"), ("clerk", "K"), ("clerk2", "K"), ("reviewer", "R"), ("reviewer2", "R"), ("cashier", "$"))


@pytest.fixture
def standing_clock() -> StandingClock:
    return StandingClock()


class Ready:
    """Databases made once and copied for each test: an empty one with its tables, a shop that is set up, and more."""

    def __init__(self, folder: Path, postgres: Callable[[], PostgresServer]) -> None:
        self.folder = folder
        self.postgres = postgres
        self._numbers = itertools.count(1)
        self._own = f"{os.getpid()}_{folder.name}"  # stories have a ready shop of their own on the same server

    def copy(self, kind: str, name: str, target: Path) -> str:
        """A copy of the ready database `name`, as an address."""
        make = {"empty": make_empty, "shop": make_shop, SHELVED: make_shelved, STOCKED: make_stocked}[name]
        if kind == "sqlite":
            ready = self.folder / f"{name}.sqlite"
            if not ready.exists():
                make(str(ready))
            shutil.copyfile(ready, target / "shop.sqlite")
            return f"sqlite:///{target / 'shop.sqlite'}"
        server = self.postgres()
        template = f"ready_{self._own}_{name}"
        if not (self.folder / template).exists():
            make(server.create_database(template))
            (self.folder / template).touch()
        return server.create_database(f"copy_{self._own}_{next(self._numbers)}", template=template)

    def forget(self, address: str) -> None:
        """Take a copy away that lies on the server."""
        if address.startswith("postgresql"):
            self.postgres().drop_database(address.rsplit("/", 1)[1])


def make_empty(place: str) -> None:
    build(place, now=StandingClock()).close()


def make_shelved(place: str) -> None:
    """The shop of `open_shop`: goods in their bins."""
    make_shop(place)
    app = build(place, now=StandingClock())
    open_shop(app)
    app.close()


def make_stocked(place: str) -> None:
    """The shop with the sample products and their stock."""
    make_shop(place)
    app = build(place, now=StandingClock())
    stocked(app)
    app.close()


def make_shop(place: str) -> None:
    app = build(place, now=StandingClock())
    app.setup.create(FORM)
    boss = app.people.actor("boss")
    app.setup.add_channel(boss, "A", "taobao", "淘宝", "Asia/Shanghai", "CNY")
    for login, roles in PEOPLE:
        app.setup.add_user(boss, login, login.title(), roles)
    app.close()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Ready:
    return Ready(tmp_path_factory.mktemp("ready"), lambda: request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each test runs once on each kind of database."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, ready: Ready, tmp_path: Path) -> Iterator[str]:
    address = ready.copy(kind, "empty", tmp_path)
    yield address
    ready.forget(address)


@pytest.fixture
def shop_url(request: pytest.FixtureRequest, kind: str, ready: Ready, tmp_path: Path) -> Iterator[str]:
    """A module whose tests all begin with goods names the ready shop that has them: `READY = STOCKED`."""
    address = ready.copy(kind, getattr(request.module, "READY", "shop"), tmp_path)
    yield address
    ready.forget(address)


@pytest.fixture
def bare_app(empty_url: str, standing_clock: StandingClock) -> Iterator[App]:
    """The services over an empty database, once of each kind."""
    app = build(empty_url, now=standing_clock)
    yield app
    app.close()


@pytest.fixture
def app(shop_url: str, standing_clock: StandingClock) -> Iterator[App]:
    """A shop that is set up: a seller, a warehouse, two channels, a person for each role, and what `READY` says."""
    app = build(shop_url, now=standing_clock)
    yield app
    app.close()


def everything(app: App) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to see that nothing was written."""

    def work(conn: Connection) -> dict[str, list[tuple[object, ...]]]:
        found = {}
        for table in metadata.sorted_tables:
            if table.name != "key_numbers":
                found[table.name] = sorted(map(tuple, conn.execute(table.select())), key=repr)
        return found

    return app.database.read(work)


@pytest.fixture
def started_again(shop: object, shop_url: str, standing_clock: StandingClock) -> Iterator[App]:
    """The program started once more on the database of a test's shop; the first one never said goodbye."""
    app = build(shop_url, now=standing_clock)
    yield app
    app.close()

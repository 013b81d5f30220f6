"""A database with tables, a seller, a warehouse and goods, for the tests of storage."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from desktop_oms.domain.catalogue import Channel, Merchant, Sku, Warehouse
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import close_engine, is_sqlite, open_engine, write
from tests.bench.fill import fill
from tests.conftest import SESSION_FOLDER
from tests.postgres import PostgresServer
from tests.storage.orders import CHANNEL, MERCHANT, SKUS, WAREHOUSES

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, for copying."""
    path = tmp_path_factory.mktemp("template") / "tables.sqlite"
    _migrated(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a PostgreSQL database with all tables and no rows, for copying."""
    name = f"tables_{os.getpid()}"
    _migrated(postgres.create_database(name))
    return name


def _migrated(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        if is_sqlite(connection):
            connection.connection.cursor().execute("PRAGMA journal_mode=DELETE")
    close_engine(engine)


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all tables and no rows, once of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "shop.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"ready_{os.getpid()}_{next(_numbers)}"
    yield server.create_database(name, request.getfixturevalue("postgres_template"))
    server.drop_database(name)


@pytest.fixture
def engine(ready_url: str) -> Iterator[Engine]:
    """An open database with all tables and no rows."""
    opened = open_engine(ready_url)
    yield opened
    close_engine(opened)


@pytest.fixture
def shop(engine: Engine) -> Engine:
    """A database with one seller, one channel, two warehouses and three SKUs."""

    def fill(connection: Connection) -> None:
        rows = [
            [Merchant(MERCHANT, "acme", "ACME", "A")],
            [Channel(CHANNEL, MERCHANT, "web", "Web", "shopify", "UTC", "CNY")],
            [Warehouse(key, f"W{key}", f"House {key}") for key in WAREHOUSES],
            [Sku(key, MERCHANT, f"TEE-{key}", "Tee", category="tees", product_code="TEE") for key in SKUS],
        ]
        for kind in rows:
            catalogue_rows.insert(connection, kind)

    write(engine, fill)
    return engine


def _copy_of(name: str, make: Callable[[str], object], request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A worker's own copy of a large database, which the first worker of the session that asks for it has made."""
    session = Path(os.environ[SESSION_FOLDER])
    on_file, ready = request.param == "sqlite", session / f"{name}-{request.param}"
    server: PostgresServer | None = None if on_file else request.getfixturevalue("postgres")
    with (session / f"{ready.name}.turn").open("w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not ready.exists():
            make(server.create_database(ready.name) if server else f"sqlite:///{ready}.new")
            Path(f"{ready}.new").rename(ready) if on_file else ready.touch()
    if server is None:
        shutil.copyfile(ready, folder / "shop.sqlite")
        yield f"sqlite:///{folder / 'shop.sqlite'}"
        return
    own = f"{name}_{os.getpid()}"
    yield server.create_database(own, ready.name)
    server.drop_database(own)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def filled_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with 20,000 invented orders in every status and work stage, once of each kind."""
    folder = tmp_path_factory.mktemp("filled")
    yield from _copy_of("filled", lambda url: fill(url, 20_000, block=1_000), request, folder)


@pytest.fixture
def filled(filled_url: str) -> Iterator[Connection]:
    """A connection to the filled database; what a test changes is taken back."""
    yield from _taken_back(filled_url)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def small_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with 1,000 invented orders, half of them being worked on, once of each kind."""
    folder = tmp_path_factory.mktemp("small")
    yield from _copy_of("small", lambda url: fill(url, 1_000, busy=0.5), request, folder)


@pytest.fixture
def small(small_url: str) -> Iterator[Connection]:
    """A connection to the small shop; what a test changes is taken back."""
    yield from _taken_back(small_url)


def _taken_back(url: str) -> Iterator[Connection]:
    opened = open_engine(url)
    with opened.connect() as connection:
        yield connection
        connection.rollback()
    close_engine(opened)

"""A whole shop moves from a file onto a server, and back: every row arrives, and what is there stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import Printer
from desktop_oms.storage import order_rows, printer_rows, search
from desktop_oms.storage.engine import close_engine, open_engine, read, write
from desktop_oms.storage.moving import move
from desktop_oms.storage.stations import claim
from desktop_oms.storage.tables.every import metadata
from tests.postgres import PostgresServer
from tests.storage.orders import NOW, full_order, plain_order


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""

    def look(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        tables = metadata.sorted_tables
        return {table.name: sorted(map(tuple, connection.execute(table.select())), key=repr) for table in tables}

    return read(engine, look)


@pytest.fixture
def other(shop: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the other kind."""
    if shop.dialect.name == "sqlite":
        opened = open_engine(request.getfixturevalue("postgres_url"))
    else:
        opened = open_engine(tmp_path / "other.sqlite")
    yield opened
    close_engine(opened)


@pytest.fixture
def filled_shop(shop: Engine) -> Engine:
    """Orders of every kind, and a printer that stands in for a later one."""
    made = [full_order(), *(plain_order() for _ in range(3))]
    printers = [Printer(9, "Late", "file", "a"), Printer(8, "Early", "file", "b")]

    def fill(connection: Connection) -> None:
        for order in made:
            order_rows.insert(connection, order)
        for printer in printers:
            printer_rows.put(connection, printer)
        printer_rows.put(connection, replace(printers[1], fallback_id=9))

    write(shop, fill)
    claim(shop, lambda: NOW)
    return shop


def test_every_row_arrives_and_is_found_again(filled_shop: Engine, other: Engine) -> None:
    before = everything(filled_shop)
    heard: list[tuple[int, int]] = []
    assert move(filled_shop, other, lambda done, of: heard.append((done, of))) == 4
    assert everything(other) == before == everything(filled_shop)
    assert heard[-1] == (sum(map(len, before.values())),) * 2
    found = read(other, lambda connection: search.find_ids(connection, "A100"))
    assert set(found) == {row[0] for row in before["orders"]}


def test_a_place_that_holds_anything_is_left_alone(filled_shop: Engine, other: Engine) -> None:
    for target in (filled_shop, other):
        if target is other:
            move(filled_shop, other, lambda *_: None)
        before = everything(target)
        with pytest.raises(OmsError, match="move_not_empty"):
            move(filled_shop, target, lambda *_: None)
        assert everything(target) == before


def test_a_move_that_breaks_off_leaves_nothing_and_can_be_tried_again(filled_shop: Engine, other: Engine) -> None:
    def pull_the_plug(done: int, _of: int) -> None:
        if done > 20:
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        move(filled_shop, other, pull_the_plug)
    assert move(filled_shop, other, lambda *_: None) == 4


def test_a_shop_at_work_on_a_server_is_not_moved_away(
    postgres: PostgresServer, shop: Engine, ready_url: str, tmp_path: Path
) -> None:
    if shop.dialect.name == "sqlite":
        return  # a file has a lock of its own
    mine = open_engine(ready_url)
    with pytest.raises(OmsError, match="database_at_work"):
        move(mine, open_engine(tmp_path / "other.sqlite"), lambda *_: None)
    close_engine(mine)

"""A program or a server that dies at any moment loses nothing that was acknowledged; two programs share one file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import DURABLE, PostgresServer
from tests.walks.ground import make_ground
from tests.walks.kills import Killer, work_together

KILLS = 10  # tests/proof kills two hundred


@pytest.mark.timeout(600)
def test_a_killed_program_loses_no_acknowledged_command(sqlite_url: str) -> None:
    make_ground(sqlite_url)
    killer = Killer(sqlite_url, 3)
    for number in range(1, KILLS + 1):
        killer.kill_program()
        killer.look(full=number == KILLS)
    assert len(killer.acknowledged) > 3 * KILLS


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a server may look into, which does not run as root."""
    with tempfile.TemporaryDirectory(prefix="desktop-oms-kills-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.timeout(600)
def test_a_killed_server_loses_no_acknowledged_command(open_folder: Path) -> None:
    server = PostgresServer(open_folder / "postgres")
    server.folder.mkdir()
    server.start(DURABLE)
    try:
        place = server.create_database("shop")
        make_ground(place)
        killer = Killer(place, 4)
        killer.kill_server(server)
        killer.place = server.url("shop")
        killer.look(full=True)
        assert killer.acknowledged
    finally:
        server.stop()


@pytest.mark.timeout(600)
def test_two_programs_on_one_file_never_hear_that_it_is_locked(sqlite_url: str) -> None:
    make_ground(sqlite_url)
    codes = work_together(sqlite_url, 5)
    assert not [code for code in codes if code.startswith("database_")]
    Killer(sqlite_url, 5).look(full=True)

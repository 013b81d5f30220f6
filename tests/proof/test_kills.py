"""Two hundred programs are killed at random moments, and a server five times: nothing acknowledged is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.postgres import DURABLE, PostgresServer
from tests.walks.ground import make_ground
from tests.walks.kills import Killer

KILLS, SERVER_KILLS, LOOK_EVERY = 200, 5, 20


@pytest.mark.timeout(1800)
def test_two_hundred_killed_programs_lose_nothing(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    make_ground(sqlite_url)
    killer = Killer(sqlite_url, 8)
    for number in range(1, KILLS + 1):
        killer.kill_program()
        if number % LOOK_EVERY == 0:
            killer.look(full=number == KILLS)
    with capsys.disabled():
        print(f"\n{KILLS} kills, {len(killer.acknowledged)} acknowledged commands, all there")
    assert len(killer.acknowledged) > 3 * KILLS


@pytest.mark.timeout(1200)
def test_a_server_killed_again_and_again_loses_nothing() -> None:
    with tempfile.TemporaryDirectory(prefix="desktop-oms-kills-") as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "postgres")
        server.folder.mkdir()
        server.start(DURABLE)
        try:
            killer = Killer(server.create_database("shop"), 9)
            make_ground(killer.place)
            for number in range(1, SERVER_KILLS + 1):
                killer.kill_server(server)
                killer.place = server.url("shop")
                killer.look(full=number == SERVER_KILLS)
            assert len(killer.acknowledged) > 2 * SERVER_KILLS
        finally:
            server.stop()

"""The tests' own PostgreSQL: real, empty for each test, and gone with its session."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresServer

CLONE = Path(__file__).parents[2]


def test_each_test_gets_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert tables == (0,)
        connection.execute("CREATE TABLE orders (id bigint)")


def test_the_next_test_sees_nothing_of_it(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT to_regclass('orders')").fetchone() == (None,)


def test_the_server_knows_chinese_and_utc(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT length('𠮷野家'), current_setting('TimeZone')").fetchone() == (3, "UTC")


def test_a_database_can_be_copied_from_another(postgres: PostgresServer, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE orders (id bigint)")
    name = postgres_url.rsplit("/", 1)[1]
    copied = f"{name}_copy"
    with psycopg.connect(postgres.create_database(copied, template=name)) as connection:
        assert connection.execute("SELECT count(*) FROM orders").fetchone() == (0,)
    postgres.drop_database(copied)


@pytest.mark.parametrize("ending", ["in order", "killed"])
def test_a_session_leaves_no_server_behind(tmp_path: Path, ending: str) -> None:
    server, folder = _session_with_a_server(tmp_path, ending)
    deadline = time.monotonic() + 120
    while _lives(server) and time.monotonic() < deadline:
        os.sched_yield()
    assert not _lives(server)
    shutil.rmtree(folder, ignore_errors=True)


def _session_with_a_server(tmp_path: Path, ending: str) -> tuple[int, Path]:
    """Runs a pytest session of its own that starts a server; returns that server and the folder of the session."""
    note = tmp_path / "server"
    script = tmp_path / "test_session.py"
    script.write_text(
        "import os, pathlib, signal\n"
        "def test_it(postgres):\n"
        f"    pathlib.Path({str(note)!r}).write_text(f'{{postgres.process_id}} {{postgres.folder.parent}}')\n"
        + ("    os.kill(os.getpid(), signal.SIGKILL)\n" if ending == "killed" else "")
    )
    settings = ["-q", "-p", "tests.conftest", "-c", str(CLONE / "pyproject.toml")]
    command = [sys.executable, "-m", "pytest", *settings, str(script)]
    done = subprocess.run(command, cwd=CLONE, timeout=120, capture_output=True, text=True, check=False)
    assert done.returncode == (-signal.SIGKILL if ending == "killed" else 0), done.stdout
    process_id, folder = note.read_text().split()
    return int(process_id), Path(folder)


def _lives(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"

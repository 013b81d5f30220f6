"""What all tests share: real databases of both kinds, Qt without a screen, and the rule that no test is skipped.

The PostgreSQL server is started by the first test that asks for one and serves every worker of the session; the session
stops it at its end, and a guard stops it should the session be killed.

All that a session writes lies in one folder, in memory where the machine offers enough of it: nothing here has to
outlive the machine, and hundreds of databases are made and thrown away.
"""

from __future__ import annotations

import fcntl
import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from tests import compiled
from tests.postgres import PostgresServer
from tests.spooler import INSTALLED as CUPS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The same inputs in every run, and no deadline: a busy machine is no fault of the product.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")
compiled.share()

SESSION_FOLDER = "DESKTOP_OMS_TEST_SESSION"
MEMORY = Path("/dev/shm")
ENOUGH = 3 << 30  # bytes
PATIENCE_MS = 120_000  # within a test's own time limit: how long a busy machine may need for what a window waits for
NOT_RUN = ("skipped", "xfailed", "xpassed")
_numbers = itertools.count(1)
# CUPS comes with the system, not with the lock file; where it may not be installed, the run says what did not run.
NEEDS_CUPS = "services/test_print_cups.py"
collect_ignore = [] if CUPS else [NEEDS_CUPS]
_alive = pytest.StashKey[IO[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """The main process of a session opens its folder; workers find it by the environment."""
    if not hasattr(config, "workerinput"):
        place = _place()
        _clear_after_killed(place)
        folder = Path(tempfile.mkdtemp(prefix="desktop-oms-tests-", dir=place))
        folder.chmod(0o755)
        os.environ[SESSION_FOLDER] = str(folder)
        config.stash[_alive] = (folder / "coming").open("w", encoding="utf-8")
        fcntl.flock(config.stash[_alive], fcntl.LOCK_EX)
        (folder / "coming").rename(folder / "alive")
        if config.option.basetemp is None:
            config.option.basetemp = str(folder / "of_tests")


def pytest_collection_finish() -> None:
    """What was imported stays: no look for garbage need go through it again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The main process stops the server, if one was started, and clears the folder away."""
    if _alive in config.stash:
        folder = Path(os.environ.pop(SESSION_FOLDER))
        PostgresServer(folder / "postgres").stop()
        shutil.rmtree(folder)
        config.stash[_alive].close()


def _place() -> Path:
    """Where sessions keep their folders: in memory, if there is room and programs may be started there."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize >= ENOUGH and not found.f_flag & os.ST_NOEXEC:
            return MEMORY
    return Path(tempfile.gettempdir())


def _clear_after_killed(place: Path) -> None:
    """Take away what sessions left that were killed: nobody holds their lock."""
    for lock in place.glob("desktop-oms-tests-*/alive"):
        with lock.open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(lock.parent, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run in which a test was skipped or expected to fail is a failed run: nothing is left out silently."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and any(reporter.stats.get(outcome) for outcome in NOT_RUN):
        reporter.write_line("")
        reporter.write_line(
            "Some tests were skipped or expected to fail (named below): the run counts as failed.", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What could not run on this machine is said in one line at the end."""
    if not CUPS:
        terminalreporter.write_line(f"NOT RUN: tests/{NEEDS_CUPS} (no cupsd here: install cups)", yellow=True)


@pytest.fixture(scope="session")
def postgres() -> PostgresServer:
    """The session's PostgreSQL server, running."""
    folder = Path(os.environ[SESSION_FOLDER])
    server = PostgresServer(folder / "postgres")
    with (folder / "turn").open("w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not server.running:
            server.folder.mkdir()
            server.start()
            server.stop_when_unlocked(folder / "alive")
    return server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A new, empty PostgreSQL database: `postgresql://...`."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database in a file that does not exist yet: `sqlite:////...`."""
    return f"sqlite:///{tmp_path / 'shop.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


class PatientBot(QtBot):
    """Waits as long as a busy machine may need, wherever a test does not say how long."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Hands at the window that are in no hurry."""
    return PatientBot(request)

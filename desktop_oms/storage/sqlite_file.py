"""A database in one file: which SQLite serves it, how it keeps its journal, and when it must not be opened.

`pysqlite3` brings a recent SQLite where a wheel exists; elsewhere Python's own serves, if it can search texts (FTS5).
A write-ahead log (WAL) is used only on SQLite 3.51.3 or newer: older ones may corrupt the file when two connections
reset the log at once (https://sqlite.org/wal.html#walresetbug).  They keep a rollback journal instead, and then one
program at a time works on the file.  Commits always wait for the disk.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.address import Address
from desktop_oms.storage.turns import Turns

# What only one system needs is not loaded on the others: it stands on the way to the first rows.
if sys.platform == "win32":
    import ctypes
if sys.platform == "darwin":
    import subprocess

OLDEST = (3, 38, 0)
SAFE_WAL = (3, 51, 3)
APPLICATION_ID = 0x4F4D5331  # "OMS1" in the file's header tells it from any other SQLite file
HEADER_BYTES = 100  # https://sqlite.org/fileformat.html: the application id stands at 68
BUSY_SECONDS = 5.0
NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs"})
_WINDOWS_REMOTE_DRIVE = 4


def _driver() -> Any:
    """The SQLite module; one per process, as two libraries on one file would drop each other's locks."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


driver: Any = _driver()


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal a SQLite of that version may be trusted with."""
    return "WAL" if version >= SAFE_WAL else "TRUNCATE"


def open_file(address: Address, *, create: bool = True) -> Engine:
    """An engine on the file; nothing is read yet.

    Raises `database_folder_missing`, `database_missing` (unless it may be created), `database_network_share`,
    `database_in_use` and `database_sqlite_unfit`.
    """
    path = address.path
    assert path is not None
    _check_place(path, create=create)
    _check_library()
    mode = journal_mode(driver.sqlite_version_info)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=driver,
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_SECONDS,
            "cached_statements": 512,
            "check_same_thread": False,
        },
        pool_size=8,
        max_overflow=24,
        execution_options={"address": address, "claim": _claim(path, alone=mode != "WAL"), "turns": Turns()},
    )
    event.listen(engine, "connect", _prepare(mode))
    event.listen(engine, "begin", _begin)
    return engine


def close_file(engine: Engine) -> None:
    """Closes every connection and gives the file free for other programs."""
    engine.dispose()
    claim = engine.get_execution_options().get("claim")
    if claim is not None:
        claim.close()


def _check_place(path: Path, *, create: bool) -> None:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:  # a name too long for the disk, a folder that nobody may look into
        raise OmsError("database_unreachable", database=str(path)) from None
    if not path.parent.is_dir():
        raise OmsError("database_folder_missing", folder=str(path.parent))
    if not create and not path.exists():
        raise OmsError("database_missing", database=str(path))
    if path.is_dir() or _is_foreign(path):
        raise OmsError("database_foreign", database=str(path))
    if on_network(path.parent):
        raise OmsError("database_network_share", folder=str(path.parent))


def _is_foreign(path: Path) -> bool:
    """True for another program's SQLite file, seen before a connection of ours changes as much as its journal."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
    except OSError:
        return False  # not there yet, or not to be read: opening it says so
    if not head.startswith(b"SQLite format 3\0") or head[68:72] == APPLICATION_ID.to_bytes(4):
        return False
    looking = driver.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    try:
        tables: int = looking.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except driver.DatabaseError:
        return False  # damaged, or locked away: opening it says so
    finally:
        looking.close()
    return tables > 0


def _check_library() -> None:
    probe = driver.connect(":memory:")
    try:
        probe.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(words)")
        fit = driver.sqlite_version_info >= OLDEST
    except driver.OperationalError:
        fit = False
    finally:
        probe.close()
    if not fit:
        raise OmsError("database_sqlite_unfit", version=driver.sqlite_version)


def _claim(path: Path, *, alone: bool) -> Any:
    """A lock beside the file while a program works on it alone; the system drops it when the program dies.

    The lock is SQLite's own, on an empty database of that name, so it holds on every system alike.
    """
    beside = path.with_name(path.name + "-in-use")
    if not alone and not beside.exists():
        return None
    claim = driver.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        claim.execute("BEGIN EXCLUSIVE")
    except driver.OperationalError as trouble:
        claim.close()
        raise OmsError("database_in_use", database=str(path)) from trouble
    if alone:
        return claim
    claim.close()
    return None


def _prepare(mode: str) -> Any:
    def prepare(connection: Any, _record: object) -> None:
        """What each connection needs; reading the journal mode is the first look at the file."""
        for name, value in (
            ("journal_mode", mode),
            ("synchronous", "FULL"),
            ("fullfsync", "ON"),  # macOS answers an ordinary fsync before the disk has it
            ("checkpoint_fullfsync", "ON"),
            ("foreign_keys", "ON"),
            ("recursive_triggers", "ON"),  # else INSERT OR REPLACE would get past the guard of the history
            ("temp_store", "MEMORY"),
            ("cache_size", "-8000"),  # kB for each thread; four times as much took 51 MB, imports were no faster
            ("journal_size_limit", "67108864"),
        ):
            connection.execute(f"PRAGMA {name}={value}")

    return prepare


def _begin(connection: Any) -> None:
    """Writers queue before they read, so that no transaction fails half-way because another one was faster."""
    reading = connection.get_execution_options().get("reading", False)
    connection.connection.cursor().execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def on_network(folder: Path) -> bool:
    """True when the folder lies on a share: file locks cannot be trusted there."""
    if sys.platform == "win32":
        anchor = folder.resolve().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _WINDOWS_REMOTE_DRIVE
    return file_system(folder.resolve(), _mounts()) in NETWORK_FILE_SYSTEMS


def _mounts() -> list[tuple[str, str]]:
    """Where each file system is mounted, and its kind."""
    if sys.platform == "darwin":
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        found = [re.match(r".* on (.*) \((\w+)", line) for line in said.splitlines()]
        return [(row[1], row[2]) for row in found if row]
    table = Path("/proc/mounts")
    rows = [line.split(" ") for line in table.read_text(encoding="utf-8").splitlines()] if table.exists() else []
    return [(row[1].replace("\\040", " "), row[2]) for row in rows]


def file_system(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """The kind of file system that holds `folder`: the innermost mount, the latest where two share a place."""
    holding = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    longest = max((length for length, _kind in holding), default=0)
    return next((kind for length, kind in reversed(holding) if length == longest), "")

"""Copies of the whole database: made while people work, checked before they count, and put back with a safety copy.

SQLite is copied by its own online backup; PostgreSQL by its own programs (`server_tools`).
"""

from __future__ import annotations

import re
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import schema, server_tools
from desktop_oms.storage.address import Address
from desktop_oms.storage.alone import demand_alone
from desktop_oms.storage.engine import address_of, close_engine, in_words, open_engine, read
from desktop_oms.storage.sqlite_file import APPLICATION_ID, BUSY_SECONDS, driver

DAYS_KEPT = 7
_UNKNOWN_ROLE = re.compile('role ".*" does not exist')
SUFFIX = {True: ".sqlite", False: ".dump"}  # by whether the database is a file


def backup(engine: Engine, target: Path) -> Path:
    """Copies the database into the new file `target`; the file appears only when it is whole and checked.

    Raises `backup_exists`, `backup_folder_missing`, `backup_broken`, and what `server_tools.run` raises.
    """
    if target.exists():
        raise OmsError("backup_exists", file=str(target))
    if not target.parent.is_dir():
        raise OmsError("backup_folder_missing", folder=str(target.parent))
    address = address_of(engine)
    half = target.with_name(target.name + ".part")
    try:
        if address.path is not None:
            _copy_file(address.path, half)
        else:
            words = ["--format=custom", "--no-owner", f"--file={half}"]
            server_tools.run("pg_dump", words, address, read(engine, server_tools.server_version))
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return target


def restore(source: Path, place: str | Path) -> Path | None:
    """Puts a backup in the database's place; returns the safety copy of what was there (None: there was nothing).

    Nothing changes unless all of it works.  Raises `backup_missing`, `backup_foreign`, `backup_broken`,
    `database_newer`, `database_at_work` while others work on a server's database, and what opening it raises.
    """
    if not source.is_file():
        raise OmsError("backup_missing", file=str(source))
    engine = open_engine(place)
    try:
        address = address_of(engine)
        if address.path is not None:
            return _restore_file(engine, source, address.path)
        return _restore_server(engine, source, address)
    finally:
        close_engine(engine)


def orders_in(source: Path) -> int | None:
    """How many orders a copy holds, the copy checked as `restore` does; None for PostgreSQL's, which cannot be asked.

    Raises `backup_missing`, `backup_foreign`, `backup_broken`, `database_newer`.
    """
    if not source.is_file():
        raise OmsError("backup_missing", file=str(source))
    if source.suffix == SUFFIX[False]:
        return None
    _check_file(source)
    place = f"{source.absolute().as_uri()}?mode=ro"
    with in_words(Address(path=source)), closing(driver.connect(place, uri=True, isolation_level=None)) as here:
        return int(here.execute("SELECT count(*) FROM orders").fetchone()[0])


def daily(engine: Engine, folder: Path, now_ms: int) -> Path | None:
    """Makes today's copy (UTC) unless it is there, and keeps the newest seven; returns the copy if it made one."""
    stem, suffix = _daily_name(address_of(engine))
    target = folder / f"{stem}-{time.strftime('%Y-%m-%d', time.gmtime(now_ms / 1000))}{suffix}"
    if target.exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    backup(engine, target)
    named = re.compile(rf"{re.escape(stem)}-\d{{4}}-\d\d-\d\d{re.escape(suffix)}")
    copies = sorted(path for path in folder.iterdir() if named.fullmatch(path.name))
    for old in copies[:-DAYS_KEPT]:
        old.unlink()
    return target


def _daily_name(address: Address) -> tuple[str, str]:
    """How a database's copies are called: by itself, for one folder may hold the copies of several."""
    if address.path is not None:
        return address.path.stem, SUFFIX[True]
    name = "-".join(filter(None, (address.server.get("dbname", ""), address.server.get("host", "").split(",")[0])))
    return re.sub(r"[^\w.-]+", "_", name).strip("._-") or "orders", SUFFIX[False]


def copy_aside(path: Path, why: str) -> Path:
    """Copies a SQLite file into `backups` beside it, named by reason and time; it may be in use, even by ourselves."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    target = _new_name(folder, f"{path.stem}-{why}", SUFFIX[True])
    half = target.with_name(target.name + ".part")
    _copy_file(path, half)
    half.replace(target)
    return target


def _new_name(folder: Path, name: str, suffix: str) -> Path:
    """A file of that name and this second that is not there yet."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    target, number = folder / f"{name}-{stamp}{suffix}", 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{stamp}-{number}{suffix}"
    return target


def _connect(path: Path) -> Any:
    return driver.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _copy_file(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with in_words(Address(path=source)), closing(_connect(source)) as here, closing(_connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")  # all in one file
        if there.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise OmsError("backup_broken", file=str(source))


def _restore_file(engine: Engine, source: Path, path: Path) -> Path | None:
    _check_file(source)
    safety = _put_aside(engine, path)
    with in_words(Address(path=path)), closing(_connect(source)) as here, closing(_connect(path)) as there:
        here.backup(there)  # one transaction: killed half-way, the database is what it was
    return safety


def _put_aside(engine: Engine, path: Path) -> Path | None:
    """Keeps what is there: a sound database is copied, a damaged one is moved away as it is."""
    try:
        was = read(engine, lambda connection: schema.version(connection, str(path)))
        return copy_aside(path, "before-restore") if was else None
    except OmsError as trouble:
        if trouble.code not in ("database_corrupt", "backup_broken"):
            raise
    engine.dispose()
    moved = path.with_name(f"{path.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}{path.suffix}")
    for ending in ("", "-wal", "-shm", "-journal"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(moved.with_name(moved.name + ending))
    return moved


def _check_file(source: Path) -> None:
    """A whole database of ours, no newer than this program; looked at without changing it."""
    if source.stat().st_size == 0:
        raise OmsError("backup_foreign", file=str(source))
    place = f"{source.absolute().as_uri()}?mode=ro"
    with in_words(Address(path=source)), closing(driver.connect(place, uri=True, isolation_level=None)) as here:
        marked = here.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        found = here.execute("SELECT version_num FROM schema_version").fetchone() if marked else None
        schema.judge(found and found[0], str(source))
        if here.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise OmsError("backup_broken", file=str(source))


def _restore_server(engine: Engine, source: Path, address: Address) -> Path | None:
    version = read(engine, server_tools.server_version)
    listed = server_tools.contents(source, version)
    if schema.VERSION_TABLE not in listed or "order_events" not in listed:
        raise OmsError("backup_foreign", file=str(source))
    demand_alone(engine)
    was = read(engine, lambda connection: schema.version(connection, address.shown))
    safety = backup(engine, _new_name(source.parent, "before-restore", SUFFIX[False])) if was else None
    engine.dispose()
    try:
        _put_back(source, address, version)
    except OmsError:
        if safety is not None:
            safety.unlink()  # nothing has changed, so it keeps nothing
        raise
    return safety


def _put_back(source: Path, address: Address, version: int) -> None:
    words = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(source)]
    try:
        server_tools.run("pg_restore", words, address, version)
    except OmsError as trouble:
        if not _UNKNOWN_ROLE.search(str(trouble.facts.get("said", ""))):
            raise
        # The copy gives rights to logins that this server does not have; its rows come all the same.
        server_tools.run("pg_restore", ["--no-acl", *words], address, version)

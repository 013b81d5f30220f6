"""Brings a database up to this program's tables, and loses nothing on the way.

One transaction does it all: the database's own lock keeps other programs out, a SQLite file is copied first, rows are
counted before and after in every table, and foreign keys are checked at the end.  A migration that fails any of this
leaves the database as it was.  SQLite's foreign keys are off meanwhile (they must be before BEGIN): rebuilding a table
with them on deletes all rows that point at it.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, func, inspect, select, table, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.backup import copy_aside
from desktop_oms.storage.engine import address_of, is_sqlite, run_work
from desktop_oms.storage.schema import HEAD, VERSION_TABLE, Migrated, version
from desktop_oms.storage.tables.every import metadata

SCRIPTS = Path(__file__).parent / "migrations"
PATIENCE_MS = 10 * 60_000  # another program may be migrating a large database
ADVISORY_LOCK = 0x4F4D53


def bring_up(engine: Engine, *, scripts: Path = SCRIPTS, head: str = HEAD) -> Migrated:
    """Runs the migrations in `scripts` that the database lacks, up to `head`.

    Raises `database_migration_lost_rows`, `database_migration_broke_links`, or `database_upgrade_not_allowed` for a
    login that may not make tables, and changes nothing then.
    """
    try:
        return run_work(engine, lambda connection: _bring_up(engine, connection, scripts, head), PATIENCE_MS, _open)
    except OmsError as trouble:
        if trouble.code != "database_not_allowed":
            raise
        raise OmsError("database_upgrade_not_allowed", database=address_of(engine).shown) from None


def _open(engine: Engine) -> Connection:
    connection = engine.connect()
    if is_sqlite(connection):
        connection.detach()  # it will be closed afterwards, so no later work runs without foreign keys
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    return connection


def _bring_up(engine: Engine, connection: Connection, scripts: Path, head: str) -> Migrated:
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
    before = version(connection, address_of(engine).shown, head)
    if before == head:
        return Migrated(before, before)
    path = address_of(engine).path
    copy = copy_aside(path, f"before-{head}") if before and path is not None else None
    rows, indexes = _count_rows(connection), _index_names(connection)
    _upgrade(connection, scripts, head)
    _put_lost_indexes(connection, indexes)
    _check_rows(rows, _count_rows(connection))
    _check_links(connection)
    return Migrated(before, head, copy)


def _upgrade(connection: Connection, scripts: Path, head: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    with warnings.catch_warnings():
        # SQLAlchemy cannot read such an index where SQLite rebuilds a table: `_put_lost_indexes` makes it again.
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        command.upgrade(config, head)


def _index_names(connection: Connection) -> set[str]:
    """The indexes of a SQLite file; a server never rebuilds a table, so it loses none."""
    if not is_sqlite(connection):
        return set()
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars())


def _put_lost_indexes(connection: Connection, before: set[str]) -> None:
    """Make indexes again that were there before, that the tables still have, and that a rebuilt table came without."""
    lost = before - _index_names(connection)
    for index in (index for known in metadata.sorted_tables for index in known.indexes if index.name in lost):
        index.create(connection)


def _count_rows(connection: Connection) -> dict[str, int]:
    names = _table_names(connection) - {VERSION_TABLE}
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def _table_names(connection: Connection) -> set[str]:
    """The tables that hold rows of their own; a search index on SQLite is a virtual table, and can be filled again."""
    if is_sqlite(connection):
        kinds = (
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return set(connection.exec_driver_sql(kinds).scalars())
    return set(inspect(connection).get_table_names())


def _check_rows(before: dict[str, int], after: dict[str, int]) -> None:
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            raise OmsError("database_migration_lost_rows", table=name, before=before[name], after=after[name])


def _check_links(connection: Connection) -> None:
    if is_sqlite(connection):
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise OmsError("database_migration_broke_links", table=broken[0], other=broken[2])

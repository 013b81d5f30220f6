"""How far a database has come: empty, ours and current, ours and old, newer than this program, or somebody else's."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.sqlite_file import APPLICATION_ID

HEAD = "0008"  # the newest migration in `migrations/versions`
VERSION_TABLE = "schema_version"


@dataclass(frozen=True, slots=True)
class Migrated:
    """What bringing a database up did: `before` is "" for an empty one; `backup` is the copy made first."""

    before: str
    after: str
    backup: Path | None = None


def version(connection: Connection, shown: str, head: str = HEAD) -> str:
    """The database's own migration number, "" when it is empty.

    Raises `database_foreign` for tables that are not ours, `database_newer` for a schema this program does not know.
    """
    names = _table_names(connection)
    if VERSION_TABLE not in names:
        if names if is_sqlite(connection) else names & _our_names():
            raise OmsError("database_foreign", database=shown)
        return ""
    found = connection.execute(text("SELECT version_num FROM schema_version")).scalar()
    return judge(found if _is_marked(connection) else None, shown, head)


def demand_known(connection: Connection, shown: str) -> None:
    """Raises `database_newer` when another program has brought the tables up beyond this one since it opened them."""
    judge(connection.execute(text("SELECT version_num FROM schema_version")).scalar(), shown)


def judge(found: str | None, shown: str, head: str = HEAD) -> str:
    """The version a database names, if this program can work with it.

    Raises `database_foreign` when it is no number of ours, `database_newer` when it is beyond `head`.
    """
    if found is None or len(found) != len(head) or not found.isdecimal():
        raise OmsError("database_foreign", database=shown)
    if found > head:
        raise OmsError("database_newer", database=shown, version=found, known=head)
    return found


def _table_names(connection: Connection) -> set[str]:
    if is_sqlite(connection):
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    else:
        asked = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    return set(connection.execute(text(asked)).scalars())


def _our_names() -> set[str]:
    # A start with a database of ours does not need to know every table, so it does not wait for them.
    metadata = importlib.import_module("desktop_oms.storage.tables.every").metadata
    return {table.name for table in metadata.sorted_tables}


def _is_marked(connection: Connection) -> bool:
    return not is_sqlite(connection) or connection.execute(text("PRAGMA application_id")).scalar() == APPLICATION_ID

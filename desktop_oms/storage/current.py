"""A database is made current whenever it is opened.

The look costs two short statements, so every start takes it; only an old or empty database loads the migrations.
"""

from __future__ import annotations

import importlib

from sqlalchemy import Engine

from desktop_oms.storage import schema
from desktop_oms.storage.engine import address_of, read

FIRST_CONTACT_MS = 1_000  # a mistyped address is said at once


def migrate(engine: Engine) -> schema.Migrated:
    """Makes the tables of an empty database, brings an old one up (SQLite: after a backup), leaves a current one alone.

    Raises `database_newer`, `database_foreign`, and whatever keeps the database from being read.
    """
    shown = address_of(engine).shown
    found = read(engine, lambda connection: schema.version(connection, shown), patience_ms=FIRST_CONTACT_MS)
    if found == schema.HEAD:
        return schema.Migrated(found, found)
    # Alembic takes 0.2 s to import, and a start with a current database does not need it.
    migrating = importlib.import_module("desktop_oms.storage.migrating")
    result: schema.Migrated = migrating.bring_up(engine)
    return result

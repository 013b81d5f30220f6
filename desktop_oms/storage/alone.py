"""Whether others are at work on a server's database: what puts another shop in its place has to be alone."""

from __future__ import annotations

import time

from sqlalchemy import Connection, Engine, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.engine import address_of, read
from desktop_oms.storage.server import APPLICATION_NAME

LEAVING_SECONDS = 3


def demand_alone(engine: Engine) -> None:
    """Raises `database_at_work` while others work there: they would go on with keys and rows of before.

    Of a file nothing is said here: it has a lock for that.
    """
    if address_of(engine).is_file:
        return
    last_chance = time.monotonic() + LEAVING_SECONDS
    while others := read(engine, _others_at_work):
        if time.monotonic() > last_chance:
            raise OmsError("database_at_work", database=address_of(engine).shown, n=others)
        time.sleep(0.1)  # the server notices a little later that a window was closed


def _others_at_work(connection: Connection) -> int:
    """How many sessions of this program others have open on the database."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND application_name = :name"
    )
    return int(connection.execute(text(asked), {"name": APPLICATION_NAME}).scalar_one())

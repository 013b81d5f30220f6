"""A database on a PostgreSQL server (16 or newer), through psycopg.

READ COMMITTED with row locks and unique keys carries every write; a read sees one moment (REPEATABLE READ, read only).
Time-outs are short, so that a dead server is noticed and its successor, named in the same address, takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine

from desktop_oms.storage import server_driver
from desktop_oms.storage.address import Address

if TYPE_CHECKING:
    from psycopg import Connection

CONNECT_SECONDS = 3
SILENT_MS = 5_000
LOCK_MS = 3_000
IDLE_MS = 60_000
APPLICATION_NAME = "desktop-oms"  # how the server names our sessions

# The address may say otherwise, each word by itself.
HABITS = {
    "connect_timeout": str(CONNECT_SECONDS),
    "target_session_attrs": "read-write",
    "tcp_user_timeout": str(SILENT_MS),
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "3",
    "application_name": APPLICATION_NAME,
    "client_encoding": "utf8",
    "options": f"-c lock_timeout={LOCK_MS} -c idle_in_transaction_session_timeout={IDLE_MS} -c timezone=UTC -c jit=off",
}


def open_server(address: Address) -> Engine:
    """An engine on the server; nobody has called it yet."""
    words = {**HABITS, **address.server}

    def connect() -> Connection[tuple[object, ...]]:
        """A new connection in libpq's own words: several hosts, certificates and all."""
        made: Connection[tuple[object, ...]] = server_driver.driver().connect(**words)
        return made

    return create_engine(
        URL.create("postgresql+psycopg", host=address.server.get("host"), database=address.server.get("dbname")),
        creator=connect,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=24,
        pool_recycle=1800,
        execution_options={"address": address},
    )

"""The search index's own tables.  They differ by database and stand outside `metadata`, but are made together with it.

What they hold is said in `storage/search_index.py`; nothing is lost when they are dropped and filled again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, column, event, table, text

from desktop_oms.storage.tables.columns import metadata

SEARCH_TABLES = ("order_search", "order_grams")

SQLITE_SEARCH = (
    (
        "CREATE TABLE order_search (doc INTEGER NOT NULL PRIMARY KEY, order_id INTEGER NOT NULL, "
        "merchant_id INTEGER NOT NULL, text TEXT NOT NULL)"
    ),
    "CREATE UNIQUE INDEX uq_order_search_order ON order_search (order_id)",
    "CREATE VIRTUAL TABLE order_grams USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')",
)
POSTGRES_SEARCH = (
    (
        "CREATE TABLE order_search (order_id bigint PRIMARY KEY, merchant_id bigint NOT NULL, text text NOT NULL,"
        " grams integer[] NOT NULL)"
    ),
    # New rows wait unsorted in the index; only few (256 kB) may, since every search reads them all.
    "CREATE INDEX ix_order_search_grams ON order_search USING gin (grams) WITH (gin_pending_list_limit = 256)",
)

order_search = table(
    "order_search", column("doc"), column("order_id"), column("merchant_id"), column("text"), column("grams")
)


def create_search(conn: Connection) -> None:
    """Make the empty search index."""
    for statement in SQLITE_SEARCH if conn.dialect.name == "sqlite" else POSTGRES_SEARCH:
        conn.execute(text(statement))


def drop_search(conn: Connection) -> None:
    """Take the search index away, with what it holds."""
    for name in SEARCH_TABLES:
        conn.execute(text(f"DROP TABLE IF EXISTS {name}"))


def _create_with_the_orders(_target: MetaData, conn: Connection, *, tables: Sequence[Any] = (), **_: object) -> None:
    if any(made.name == "orders" for made in tables or ()):
        create_search(conn)


event.listen(metadata, "after_create", _create_with_the_orders)

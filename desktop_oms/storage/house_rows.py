"""What the settings ask of the database beside single rows: whether a seller has orders, how much there is of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, text

from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.tables import catalogue, every, house, order

# Before the goods are on the bench an order may still go elsewhere.
STILL_TO_PICK = ("to_allocate", "to_pick", "to_solve")


def has_orders(connection: Connection, merchant_id: int) -> bool:
    """True when the seller has an order, and so its numbers begin with its prefix."""
    table = order.orders
    asked = select(table.c.id).where(table.c.merchant_id == merchant_id).limit(1)
    return connection.execute(asked).first() is not None


def categories(connection: Connection) -> Sequence[str]:
    """The categories that goods have, each once."""
    column = catalogue.skus.c.category
    return connection.execute(select(column).distinct().where(column != "")).scalars().all()


def still_to_pick(connection: Connection) -> Sequence[int]:
    """Keys of the orders whose goods are not on the bench yet, oldest first."""
    table = order.orders
    asked = select(table.c.id).where(table.c.work_stage.in_(STILL_TO_PICK))
    return sorted(connection.execute(asked).scalars())


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, by name."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in every.metadata.sorted_tables
    }


def remove_rule(connection: Connection, rule_id: int) -> bool:
    """Takes a routing rule out; False when there was none."""
    table = catalogue.routing_rules
    return bool(connection.execute(table.delete().where(table.c.id == rule_id)).rowcount)


def remove_import_profile(connection: Connection, name: str) -> bool:
    """Takes a saved mapping out; False when there was none."""
    table = house.import_profiles
    return bool(connection.execute(table.delete().where(table.c.name == name)).rowcount)


def size(connection: Connection) -> int:
    """Bytes that the database takes, as it says itself."""
    if is_sqlite(connection):
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        return int(pages * connection.execute(text("PRAGMA page_size")).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def orders(connection: Connection) -> int:
    """How many orders there are."""
    return connection.execute(select(func.count()).select_from(order.orders)).scalar_one()

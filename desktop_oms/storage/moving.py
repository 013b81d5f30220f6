"""A whole shop brought into an empty database elsewhere: from a file onto a server as it grows, or back into a file.

Rows go as they are, table by table, in one transaction of the new place; the search index is made again there.  While
that lasts nobody writes in the old place, and nothing is changed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Engine, Table, select, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import house_rows, schema, search_index
from desktop_oms.storage.alone import demand_alone
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import address_of, read, write
from desktop_oms.storage.tables.every import metadata
from desktop_oms.storage.tables.house import key_numbers
from desktop_oms.storage.tables.order import orders

BATCH = 1_000
Rows = list[dict[str, Any]]
Told = Callable[[int, int], None]  # rows brought over, of all


def move(source: Engine, target: Engine, told: Told) -> int:
    """Bring every row over; returns how many orders there are.  Both databases have this program's newest tables after.

    Raises `move_not_empty`, `database_at_work` where a server's database is at work, `move_lost_rows`, `database_*`.
    """
    if address_of(source) == address_of(target):
        raise OmsError("move_not_empty", database=address_of(target).shown)
    demand_empty(target)
    demand_alone(source)
    demand_alone(target)
    migrate(source)
    migrate(target)
    return write(source, lambda here: write(target, lambda there: _bring(here, there, told)))


def demand_empty(target: Engine) -> None:
    """Nothing of a shop may stand in the new place; raises `move_not_empty`."""

    def look(connection: Connection) -> bool:
        if not schema.version(connection, address_of(target).shown):
            return True
        counted = house_rows.counts(connection)
        return not any(rows for name, rows in counted.items() if name != key_numbers.name)

    if not read(target, look):
        raise OmsError("move_not_empty", database=address_of(target).shown)


def _bring(here: Connection, there: Connection, told: Told) -> int:
    counted = house_rows.counts(here)
    done, of = 0, sum(counted.values())
    there.execute(key_numbers.delete())
    for table in metadata.sorted_tables:
        with closing(_batches(here, table)) as batches:
            for batch in batches:
                there.execute(table.insert(), batch)
                done += len(batch)
                told(done, of)
    search_index.rebuild(there)
    arrived = house_rows.counts(there)
    for name, rows in counted.items():
        if arrived[name] != rows:
            raise OmsError("move_lost_rows", table=name, before=rows, after=arrived[name])
    there.execute(text("ANALYZE"))
    return counted[orders.name]


def _batches(here: Connection, table: Table) -> Generator[Rows]:
    """The rows of a table in an order in which each may come: one that points at another of them comes after it."""
    own = next((link.parent for link in table.foreign_keys if link.column.table is table), None)
    asked = select(table) if own is None else select(table).where(own.is_(None))
    with here.execute(asked, execution_options={"yield_per": BATCH}) as found:
        for batch in found.mappings().partitions():
            yield list(map(dict, batch))
    if own is not None:
        tied = select(table).where(own.is_not(None))
        yield from _after_those_they_name(list(map(dict, here.execute(tied).mappings())), own.name)


def _after_those_they_name(rows: Rows, link: str) -> Iterator[Rows]:
    """Rows that point at others of their table, in rounds: a round names nothing that has still to come."""
    while rows:
        still = {row["id"] for row in rows}
        later = [row for row in rows if row[link] in still]
        if len(later) == len(rows):
            raise ValueError(f"rows of one table name each other in a circle: {link}")
        yield [row for row in rows if row[link] not in still]
        rows = later

"""What changed in an order, field by field: kept beside its history, as old and new values may be personal.

The history itself holds no personal data and only grows; these rows may one day be emptied without a gap in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, select

from desktop_oms.domain.changes import AUDITED, Change
from desktop_oms.domain.order import Order
from desktop_oms.storage import order_rows
from desktop_oms.storage.compact_json import encode
from desktop_oms.storage.statements import Insert
from desktop_oms.storage.tables.log import order_changes

_NEW = Insert(order_changes, ("id", "order_id", "merchant_id", "command_id", "at", "fields"))


def changed(before: order_rows.Snapshot, order: Order) -> list[Change]:
    """The audited fields that differ now; of a row that is new only what it begins with and is not empty."""
    found = []
    for machine, key, old, new in order_rows.differences(before, order):
        for name in AUDITED.get(machine, ()):
            was, now = old.get(name), new.get(name)
            if was != now and (old or now):
                found.append(Change(machine, key, name, was, now))
    return found


def keep(
    connection: Connection,
    order: Order,
    command_id: str,
    changes: Iterable[Change],
    *,
    at: int,
    new_id: Callable[[], int],
) -> None:
    """Keeps what a command changed; a command that changed nothing leaves no row."""
    told = [(one.machine, str(one.key), one.field, one.old, one.new) for one in changes]
    if told:
        _NEW.put_one(connection, (new_id(), order.id, order.merchant_id, command_id, at, encode(told)))


def of_order(connection: Connection, order_id: int) -> dict[str, list[Change]]:
    """What each command changed in an order, by the command's id."""
    asked = select(order_changes.c.command_id, order_changes.c.fields).where(order_changes.c.order_id == order_id)
    found: dict[str, list[Change]] = {}
    for command_id, fields in connection.execute(asked.order_by(order_changes.c.id)):
        found.setdefault(command_id, []).extend(Change(row[0], int(row[1]), *row[2:]) for row in fields)
    return found

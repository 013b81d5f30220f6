"""Orders out of the tables and back: loaded whole, changed in memory, and only what differs is written.

The order's row is locked first and written in every save, its version with it, so two sessions can never both save what
they made of the same order.  Rows are never deleted, except a parcel's or a fulfilment's share of a line that is gone,
and lines of a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, literal_column, select

from desktop_oms.domain.entities import (
    Case,
    CaseLine,
    Fulfilment,
    FulfilmentLine,
    Hold,
    OrderLine,
    Parcel,
    ParcelLine,
    Payment,
    Refund,
    Task,
)
from desktop_oms.domain.order import Order
from desktop_oms.storage.statements import Chosen, Insert, Row, Statement, all_rows, run, run_many
from desktop_oms.storage.tables import aftercare, sending
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.trouble import StaleOrder

BATCH = 500  # orders that one transaction of an import writes


class _Rows:
    """How the objects of one class lie in one table: the same names on both sides."""

    def __init__(self, table: Table, kind: type[Any], *, child: bool = True) -> None:
        self.table = table
        self.kind = kind
        own = [part for part in fields(kind) if not str(part.type).startswith("list")]
        self.names = tuple(part.name for part in own)
        self.flags = tuple(at for at, part in enumerate(own) if part.type in ("bool", bool))
        self.values: Callable[[Any], Row] = attrgetter(*self.names)
        keys = ("id", "order_id", "merchant_id") if child else ("id",)
        self.insert = Insert(table, (*keys, *self.names[1:]))
        self.columns = [table.c[name] for name in self.names]
        self._updates: dict[tuple[int, ...], Statement] = {}
        self.delete = Statement(table.delete().where(table.c.id == bindparam("id")), ("id",))

    def select(self) -> Statement:
        """All rows of one order, in the order in which they came about."""
        by = [self.table.c.seq, self.table.c.id] if "seq" in self.names else [self.table.c.id]
        found = select(*self.columns).where(self.table.c.order_id == bindparam("order_id")).order_by(*by)
        return Statement(found, ("order_id",))

    def update(self, changed: tuple[int, ...]) -> Statement:
        """Changes the columns at those places of one row."""
        found = self._updates.get(changed)
        if found is None:
            names = [self.names[at] for at in changed]
            clause = self.table.update().where(self.table.c.id == bindparam("key"))
            clause = clause.values({name: bindparam(f"new_{name}") for name in names})
            found = self._updates[changed] = Statement(clause, (*(f"new_{name}" for name in names), "key"))
        return found

    def make(self, row: Row) -> Any:
        """The object that a row tells of."""
        if self.flags:
            values = list(row)
            for at in self.flags:
                values[at] = bool(values[at])
            return self.kind(*values)
        return self.kind(*row)


_ORDER = _Rows(orders, Order, child=False)
_LINES = _Rows(order_lines, OrderLine)
_FULFILMENTS = _Rows(sending.fulfilments, Fulfilment)
_FULFILMENT_LINES = _Rows(sending.fulfilment_lines, FulfilmentLine)
_PARCELS = _Rows(sending.parcels, Parcel)
_PARCEL_LINES = _Rows(sending.parcel_lines, ParcelLine)
_PAYMENTS = _Rows(aftercare.payments, Payment)
_CASES = _Rows(aftercare.cases, Case)
_CASE_LINES = _Rows(aftercare.case_lines, CaseLine)
_REFUNDS = _Rows(aftercare.refunds, Refund)
_HOLDS = _Rows(aftercare.holds, Hold)
_TASKS = _Rows(aftercare.tasks, Task)

# In the order in which rows may be inserted: what is pointed at comes first.
_CHILDREN = (
    _LINES,
    _FULFILMENTS,
    _FULFILMENT_LINES,
    _PARCELS,
    _PARCEL_LINES,
    _PAYMENTS,
    _CASES,
    _CASE_LINES,
    _REFUNDS,
    _HOLDS,
    _TASKS,
)
_MAY_VANISH = (_FULFILMENT_LINES, _PARCEL_LINES)

_BY_ID = select(*_ORDER.columns).where(orders.c.id == bindparam("order_id"))
_READ = (Statement(_BY_ID, ("order_id",)), *(child.select() for child in _CHILDREN))
_LOCK = (Statement(_BY_ID.with_for_update(), ("order_id",)), *_READ[1:])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An order's rows as they were: what `save` compares with."""

    order: Row
    children: tuple[dict[int, Row], ...]

    def value(self, name: str) -> Any:
        """A field of the order's own row as it was."""
        return self.order[_ORDER.names.index(name)]


@dataclass(frozen=True, slots=True)
class Known:
    """An order of a channel that is ours already."""

    id: int
    number: str
    content_hash: str


def load(connection: Connection, order_id: int, *, lock: bool = True) -> Order:
    """The order with all its rows; with `lock` nobody else can change it until the transaction ends.

    Raises KeyError when there is no such order: orders are never deleted.
    """
    answers = all_rows(connection, _LOCK if lock else _READ, (order_id,))
    if not answers[0]:
        raise KeyError(order_id)
    order: Order = _ORDER.make(answers[0][0])
    found = [[child.make(row) for row in answer] for child, answer in zip(_CHILDREN, answers[1:], strict=True)]
    (
        order.lines,
        order.fulfilments,
        fulfilment_lines,
        order.parcels,
        parcel_lines,
        order.payments,
        order.cases,
        case_lines,
        order.refunds,
        order.holds,
        order.tasks,
    ) = found
    _share_out(order.fulfilments, fulfilment_lines, "fulfilment_id")
    _share_out(order.parcels, parcel_lines, "parcel_id")
    _share_out(order.cases, case_lines, "case_id")
    return order


def _share_out(owners: Sequence[Any], lines: Iterable[Any], name: str) -> None:
    by_key = {owner.id: owner for owner in owners}
    for line in lines:
        by_key[getattr(line, name)].lines.append(line)


def _children(order: Order) -> tuple[list[Any], ...]:
    """The order's rows, table by table, as `_CHILDREN` lists them."""
    return (
        order.lines,
        order.fulfilments,
        [line for part in order.fulfilments for line in part.lines],
        order.parcels,
        [line for parcel in order.parcels for line in parcel.lines],
        order.payments,
        order.cases,
        [line for case in order.cases for line in case.lines],
        order.refunds,
        order.holds,
        order.tasks,
    )


def snapshot(order: Order) -> Snapshot:
    """Remembers the order's rows as they are now, before a command changes them."""
    return Snapshot(
        _ORDER.values(order),
        tuple(
            {row.id: child.values(row) for row in found}
            for child, found in zip(_CHILDREN, _children(order), strict=True)
        ),
    )


_TOLD = ((_LINES, "line"), (_CASES, "case"), (_HOLDS, "hold"), (_TASKS, "task"))
_TOLD_AT = tuple((_CHILDREN.index(child), child, name) for child, name in _TOLD)
Fields = Mapping[str, Any]


def differences(before: Snapshot, order: Order) -> Iterator[tuple[str, int, Fields, Fields]]:
    """Rows that people want to know the old and new fields of: (kind, key, before, now); a new line was empty."""
    yield "order", order.id, dict(zip(_ORDER.names, before.order, strict=True)), _fields(_ORDER, order)
    children = _children(order)
    for at, child, name in _TOLD_AT:
        old = before.children[at]
        for row in children[at]:
            was = old.get(row.id)
            if (was is None and child is _LINES) or (was is not None and was != child.values(row)):
                yield name, row.id, dict(zip(child.names, was or (), strict=was is not None)), _fields(child, row)


def _fields(kind: _Rows, row: Any) -> Fields:
    return dict(zip(kind.names, kind.values(row), strict=True))


def insert(connection: Connection, order: Order) -> None:
    """Writes a new order with all its rows."""
    insert_many(connection, [order])


def insert_many(connection: Connection, orders: Sequence[Order]) -> None:
    """Writes new orders, table by table; an import gives at most `BATCH` in one transaction."""
    parts = [(order.id, order.merchant_id, _children(order)) for order in orders]
    _ORDER.insert.put(connection, [_ORDER.values(order) for order in orders])
    for at, child in enumerate(_CHILDREN):
        child.insert.put(
            connection,
            [
                _child_row(child.values(row), order_id, merchant_id)
                for order_id, merchant_id, found in parts
                for row in found[at]
            ],
        )


def _child_row(values: Row, order_id: int, merchant_id: int) -> Row:
    return (values[0], order_id, merchant_id, *values[1:])


def save(connection: Connection, before: Snapshot, order: Order) -> None:
    """Writes what a command changed, and always the order's own row with the next version.

    Raises StaleOrder when the order was saved by somebody else since it was loaded; run the command again then.
    """
    _save_order(connection, before.order, order)
    found = _children(order)
    draft = before.value("stage") == "draft"  # nothing hangs on its lines yet
    for child, old, rows in zip(_CHILDREN, before.children, found, strict=True):
        _forget_vanished(connection, child, old, rows, may=child in _MAY_VANISH or (draft and child is _LINES))
    for child, old, rows in zip(_CHILDREN, before.children, found, strict=True):
        new = [_child_row(child.values(row), order.id, order.merchant_id) for row in rows if row.id not in old]
        child.insert.put(connection, new)
    for child, old, rows in zip(_CHILDREN, before.children, found, strict=True):
        _save_changed(connection, child, old, rows)


def _save_order(connection: Connection, old: Row, order: Order) -> None:
    version = old[_VERSION]
    order.version = version
    changed, values = _difference(old, _ORDER.values(order))
    if run(connection, _order_update(changed), (*values, order.id, version)) != 1:
        raise StaleOrder(order.number)
    order.version = version + 1


_VERSION = _ORDER.names.index("version")
_order_updates: dict[tuple[int, ...], Statement] = {}


def _order_update(changed: tuple[int, ...]) -> Statement:
    found = _order_updates.get(changed)
    if found is None:
        names = [_ORDER.names[at] for at in changed]
        clause = orders.update().where(orders.c.id == bindparam("key"), orders.c.version == bindparam("seen"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        values["version"] = literal_column("version + 1")
        found = Statement(clause.values(values), (*(f"new_{name}" for name in names), "key", "seen"))
        _order_updates[changed] = found
    return found


def _difference(old: Row, new: Row) -> tuple[tuple[int, ...], Row]:
    """The places that differ, and what stands there now."""
    changed = tuple(at for at, (was, now) in enumerate(zip(old, new, strict=True)) if was != now)
    return changed, tuple(new[at] for at in changed)


def _forget_vanished(
    connection: Connection, child: _Rows, old: dict[int, Row], rows: Sequence[Any], *, may: bool
) -> None:
    if len(rows) >= len(old) and all(row.id in old for row in rows[: len(old)]):
        return
    gone = old.keys() - {row.id for row in rows}
    if gone and not may:
        raise ValueError(f"rows of {child.table.name} are never deleted: {sorted(gone)}")
    run_many(connection, child.delete, [(key,) for key in sorted(gone)])


def _save_changed(connection: Connection, child: _Rows, old: dict[int, Row], rows: Sequence[Any]) -> None:
    updates: defaultdict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row in rows:
        was, now = old.get(row.id), child.values(row)
        if was is not None and was != now:
            changed, values = _difference(was, now)
            updates[changed].append((*values, row.id))
    for changed, batch in updates.items():
        run_many(connection, child.update(changed), batch)


_ID_OF_NUMBER = Statement(
    select(orders.c.id).where(orders.c.number == bindparam("number")),
    ("number",),
)
_IDS_OF_EXTERNAL = Statement(
    select(orders.c.id).where(orders.c.external_no == bindparam("number")),
    ("number",),
)


def find_id(connection: Connection, number: str) -> int | None:
    """The order with that number of ours or, where only one channel has it, of the shop; None when there is none."""
    ours, shops = all_rows(connection, (_ID_OF_NUMBER, _IDS_OF_EXTERNAL), (number,))
    found = ours or (shops if len(shops) == 1 else [])
    return found[0][0] if found else None


_KNOWN = Chosen(
    [orders.c[name] for name in ("external_no", "channel_id", "id", "number", "content_hash")],
    orders.c.external_no,
)


_SELLER_OF = Statement(select(orders.c.merchant_id).where(orders.c.id == bindparam("order_id")), ("order_id",))


def seller_of(connection: Connection, order_id: int) -> int | None:
    """The seller an order belongs to."""
    (found,) = all_rows(connection, (_SELLER_OF,), (order_id,))
    return found[0][0] if found else None


def find_known(connection: Connection, channel_id: int, external_numbers: Iterable[str]) -> dict[str, Known]:
    """Which of a channel's orders are ours already, by the shop's number."""
    found = _KNOWN.find(connection, external_numbers)
    return {number: Known(*rest) for number, channel, *rest in found if channel == channel_id}

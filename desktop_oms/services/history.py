"""The history of an order as people read it: who did what, when, at which station, and which fields changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain.changes import PERSONAL, Change, Value
from desktop_oms.domain.order import Order
from desktop_oms.formats import mask_address, mask_name, mask_phone
from desktop_oms.services.commands import rows_of
from desktop_oms.services.offers import name_of
from desktop_oms.services.order_view import Altered, Entry
from desktop_oms.storage import change_rows, log_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.log_rows import Beside, OrderEvent

MACHINES = ("fulfilment", "parcel", "case", "refund", "payment", "hold", "task")
BESIDE = ("order.reveal", "order.tag", "order.untag", "order.assign", "order.group", "order.ungroup", "paper.look")
MASKS = {"ship_name": mask_name, "ship_phone": mask_phone, "ship_street": mask_address}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database keeps of an order's past."""

    events: Sequence[OrderEvent]
    changes: Mapping[str, Sequence[Change]]
    beside: Sequence[Beside]


def kept(conn: Connection, order_id: int) -> Kept:
    """Everything that happened to an order and beside it."""
    return Kept(
        log_rows.history(conn, order_id),
        change_rows.of_order(conn, order_id),
        log_rows.beside(conn, order_id, BESIDE),
    )


def entries(order: Order, past: Kept, people: Mapping[str, str], *, unmasked: bool = False) -> tuple[Entry, ...]:
    """The order's past, oldest first, each entry with the number people call its row by.

    `people` names who stands behind a login; one of somebody who is no longer known stays as it is.  Old and new
    receivers are masked unless somebody said why.
    """
    names = {row.id: name_of(row) for machine in MACHINES for row in rows_of(order, machine)}
    codes = {line.id: line.sku_code or line.name for line in order.lines}
    bare = unmasked or order.ship_masked
    found = list(_events(past, names, codes, people, bare=bare))
    found += [_noted(one, people) for one in past.beside]
    return tuple(sorted(found, key=lambda one: (one.at, one.seq or len(past.events) + 1)))


def _events(
    past: Kept, names: Mapping[int, str], codes: Mapping[int, str], people: Mapping[str, str], *, bare: bool
) -> Iterator[Entry]:
    told: set[str] = set()
    for event in past.events:
        changes = past.changes.get(event.command_id, ()) if event.command_id not in told else ()
        told.add(event.command_id)
        yield Entry(
            event.seq,
            event.at,
            event.actor,
            event.station,
            event.machine,
            event.event,
            names.get(event.subject_id or 0, ""),
            event.from_state,
            event.to_state,
            event.status_before,
            event.status_after,
            event.facts,
            people.get(event.actor, event.actor),
            _goods(event.facts.get("lines"), codes),
            tuple(_altered(one, {**names, **codes}, bare=bare) for one in changes),
        )


def _goods(lines: object, codes: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    if not isinstance(lines, Mapping):
        return ()
    return tuple((codes.get(int(key), key), units) for key, units in lines.items())


def _altered(one: Change, names: Mapping[int, str], *, bare: bool) -> Altered:
    old, new = (value if bare else masked(one.field, value) for value in (one.old, one.new))
    return Altered(one.machine, names.get(one.key, ""), one.field, old, new)


def masked(field: str, value: Value) -> Value:
    """A value as it may be shown to who did not say why."""
    return MASKS.get(field, str)(str(value)) if field in PERSONAL and value else value


def _noted(one: Beside, people: Mapping[str, str]) -> Entry:
    machine, _, event = one.event.partition(".")
    who = people.get(one.actor, one.actor)
    return Entry(0, one.at, one.actor, one.station, machine, event, "", "", "", "", "", one.facts, who)

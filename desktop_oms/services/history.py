"""The history of an order as people read it: who did what, when, at which station."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_oms.domain.order import Order
from desktop_oms.services.commands import rows_of
from desktop_oms.services.offers import name_of
from desktop_oms.services.order_view import Entry
from desktop_oms.storage.log_rows import OrderEvent

MACHINES = ("fulfilment", "parcel", "case", "refund", "payment", "hold", "task")


def entries(order: Order, events: Iterable[OrderEvent], people: Mapping[str, str]) -> tuple[Entry, ...]:
    """The order's events, oldest first, each with the number people call its row by.

    `people` names who stands behind a login; one of somebody who is no longer known stays as it is.
    """
    names = {row.id: name_of(row) for machine in MACHINES for row in rows_of(order, machine)}
    return tuple(
        Entry(
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
        )
        for event in events
    )

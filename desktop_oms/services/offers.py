"""What a person could do with an order now, and why not what is not allowed: buttons and `order NUMBER` ask here."""

from __future__ import annotations

from typing import Any

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run, state_of
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.machines import TABLE, events_from
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.domain.world import World
from desktop_oms.services.commands import rows_of
from desktop_oms.services.order_view import Action

MACHINES = ("fulfilment", "parcel", "case", "refund", "payment", "hold", "task")
# What a dialog still asks for: a refusal over it does not forbid the action.
ASKED = {
    "reason_missing": ("reason",),
    "waybill_missing": ("waybill",),
    "proof_missing": ("proof",),
    "amount_not_positive": ("amount",),
    "case_kind_unknown": ("kind", "lines"),
    "case_without_units": ("lines",),
    "units_out_of_range": ("lines",),
    "nothing_to_pack": ("lines",),
    "buyer_not_asked": ("agreed",),
}


def actions(order: Order, actor: Actor, world: World) -> tuple[Action, ...]:
    """Every event the order's rows are in the right state for, with the refusal of its guard for this person."""
    run = lifecycle.begin(order, actor, world)
    subjects: list[tuple[str, Any]] = [("order", order)]
    subjects += [(machine, row) for machine in MACHINES for row in (*rows_of(order, machine), None)]
    return tuple(
        offer(run, event, subject)
        for machine, subject in subjects
        for event in events_from(machine, state_of(subject))
        if not all(row.internal or row.roles == SYSTEM.roles for row in TABLE[event])
    )


def offer(run: Run, event: str, subject: Any) -> Action:
    """One event on one row: what it still asks for, and why it may not be done."""
    found = run.check(event, subject, {}, run.actor)
    refusal = found if isinstance(found, Refusal) else None
    needs = ASKED.get(refusal.code, ()) if refusal else ()
    if refusal is None or needs:
        return Action(event, getattr(subject, "id", None), name_of(subject), needs, "", {})
    return Action(event, getattr(subject, "id", None), name_of(subject), (), refusal.code, refusal.facts)


def name_of(subject: Any) -> str:
    """The number by which people call a row of the order: parcel 1, case 2, a refund's own number."""
    if subject is None or isinstance(subject, Order):
        return ""
    return str(
        getattr(subject, "seq", "")
        or getattr(subject, "refund_no", "")
        or getattr(subject, "kind", "")
        or getattr(subject, "reason", "")
    )

"""What a person could do with an order now, and why not what is not allowed: buttons and `order NUMBER` ask here."""

from __future__ import annotations

from typing import Any

from desktop_oms.domain import lifecycle
from desktop_oms.domain.machines import TABLE
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.domain.world import World
from desktop_oms.services.order_view import Action


def actions(order: Order, actor: Actor, world: World) -> tuple[Action, ...]:
    """Every event the order's rows are in the right state for, with the refusal of its guard for this person.

    What only shops, carriers and clocks tell is no action of a person.
    """
    return tuple(
        action(offer)
        for offer in lifecycle.available(order, actor, world)
        if not all(row.roles == SYSTEM.roles for row in TABLE[offer.event])
    )


def action(offer: lifecycle.Offer) -> Action:
    """One offer as plain data: the row it is about, what it asks for, and why it may not be done."""
    key, name = getattr(offer.subject, "id", None), name_of(offer.subject)
    if offer.refusal is None:
        return Action(offer.event, key, name, offer.needs, "", {})
    return Action(offer.event, key, name, (), offer.refusal.code, offer.refusal.facts)


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

"""The one place where the visible status, the badges and the work stage of an order are worked out.

Nothing else assigns them.  The rules are the table in the product's domain model: the first match wins.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_oms.domain.badges import STAGES, Badge
from desktop_oms.domain.entities import Case
from desktop_oms.domain.order import Order

REFUNDING_KINDS = frozenset({"refund_unshipped", "refund_only", "return_refund", "refund_lost", "refused_parcel"})
QUIET_KINDS = frozenset({"shortage", "allowance"})
EXCHANGING_KINDS = frozenset({"exchange", "resend"})
BY_STAGE = {
    "draft": "draft",
    "cancelled": "cancelled",
    "closed": "refunded",
    "submitted": "submitted",
    "awaiting_payment": "awaiting_payment",
    "paid": "paid",
    "confirmed": "confirmed",
    "completed": "completed",
}


class Projection(NamedTuple):
    """What an order shows."""

    status: str
    badges: int
    work_stage: str


def project(order: Order) -> Projection:
    """The status, badges and work stage that the order's rows amount to."""
    return Projection(status(order), badges(order), work_stage(order))


def refresh(order: Order) -> None:
    """Store the projection on the order; called once at the end of every command."""
    order.status, order.badges, order.work_stage = project(order)


def is_refunding(case: Case) -> bool:
    """True for a live case that shows as 退款中: a shortage or an allowance only once money is on its way."""
    return case.kind in REFUNDING_KINDS or (case.kind in QUIET_KINDS and case.state == "refunding")


def status(order: Order) -> str:
    """One of the eleven visible statuses."""
    if order.stage in ("draft", "cancelled", "closed"):
        return BY_STAGE[order.stage]
    live = list(order.live_cases())
    if any(is_refunding(case) for case in live):
        return "refunding"
    if any(case.kind in EXCHANGING_KINDS for case in live):
        return "exchanging"
    if order.stage == "confirmed" and all_sent(order):
        return "shipped"
    return BY_STAGE[order.stage]


def all_sent(order: Order) -> bool:
    """True when nothing is left to box or hand over and something has been shipped."""
    lines = order.lines
    return (
        all(line.to_ship <= 0 for line in lines)
        and not any(line.boxed for line in lines)
        and any(line.shipped for line in lines)
    )


def badges(order: Order) -> int:
    """The order's badges as one integer of `Badge` flags."""
    lines = order.lines
    shipped = sum(line.shipped for line in lines)
    delivered = sum(line.delivered for line in lines)
    unsent = any(line.to_ship > 0 or line.boxed for line in lines)
    facts = (
        (Badge.PARTLY_SHIPPED, shipped > 0 and unsent and order.stage == "confirmed"),
        (Badge.PARTLY_DELIVERED, 0 < delivered < shipped),
        (Badge.PARTLY_REFUNDED, order.refunded > 0 and not order.ended),
        (Badge.REFUND_TROUBLE, any(refund.state in ("failed", "unknown") for refund in order.refunds)),
        (Badge.SHORTAGE, any(part.state == "shortage" for part in order.fulfilments)),
        (Badge.ON_HOLD, order.held),
        (Badge.URGENT, order.urgent),
        (Badge.CHANGED_IN_SHOP, order.changed_in_shop),
        (Badge.CASH_ON_DELIVERY, order.promised),
    )
    return sum(badge.value for badge, shown in facts if shown)


def work_stage(order: Order) -> str:
    """What the house has to do next; for a mixed order the first that applies, in the order of `STAGES`."""
    if order.stage in ("submitted", "awaiting_payment"):
        return "to_pay"
    if order.stage not in ("paid", "confirmed"):
        return "none"
    if any(task.blocking for task in order.open_tasks()):
        return "to_solve"
    if order.held:
        return "none"
    if order.stage == "paid":
        blocked = any(case.state != "replacing" for case in order.live_cases())
        return "none" if blocked else "to_audit"
    found = set(_part_stages(order)) | set(_parcel_stages(order))
    return next((stage for stage in STAGES if stage in found), "none")


PART_STAGE = {
    "shortage": "to_allocate",
    "offered": "to_offer",
    "accepted": "to_offer",
    "allocated": "to_pick",
    "picking": "to_pick",
}


def _part_stages(order: Order) -> list[str]:
    found = []
    boxed: dict[int, int] = {}
    for parcel in order.live_parcels():
        for row in parcel.lines:
            boxed[row.line_id] = boxed.get(row.line_id, 0) + row.qty
    wanted = {line.id: line.going_out for line in order.lines}
    for part in order.fulfilments:
        if not part.is_open or not any(row.qty and wanted[row.line_id] > 0 for row in part.lines):
            continue
        if part.state == "pending":
            found.append("to_offer" if part.supplier_id is not None else "to_allocate")
        elif part.state == "picked":
            if any(row.picked > boxed.get(row.line_id, 0) for row in part.lines if wanted[row.line_id] > 0):
                found.append("to_pack")
        else:
            found.append(PART_STAGE[part.state])
    return found


PARCEL_STAGE = {"open": "to_pack", "packed": "to_label", "labelled": "to_hand_over", "in_transit": "in_transit"}


def _parcel_stages(order: Order) -> list[str]:
    return [
        PARCEL_STAGE[parcel.state]
        for parcel in order.parcels
        if parcel.kind == "outbound" and parcel.state in PARCEL_STAGE
    ]

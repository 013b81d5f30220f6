"""Whether an order may be packed now, and which of its goods come next."""

from __future__ import annotations

from desktop_oms.domain import parcels
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order

PICKED_STATES = ("picked", "picking", "allocated")  # what lies on the bench already comes first
WAITING_STATES = frozenset({"pending", "shortage"})
ENDS = {"cancelled": "pack_cancelled", "closed": "pack_refunded", "completed": "pack_already_sent"}


def not_packable(order: Order) -> Refusal | None:
    """Why nothing of the order may be packed or leave now: ended, not confirmed, on hold, or a decision is open."""
    if order.stage in ENDS:
        return Refusal(ENDS[order.stage], {"number": order.number})
    if order.stage != "confirmed":
        return Refusal("order_not_confirmed")
    if order.held:
        return Refusal("on_hold")
    if any(task.kind == "changed_in_shop" for task in order.open_tasks()):
        return Refusal("pack_changed_in_shop", {"number": order.number})
    blocking = next((task for task in order.open_tasks() if task.blocking), None)
    return Refusal("task_blocks", {"kind": blocking.kind}) if blocking else None


def is_packable(order: Order, part: Fulfilment) -> bool:
    """True for own goods that have stock, still go out and are in no box; what is not picked yet is on its way here."""
    if part.supplier_id is not None or part.state not in PICKED_STATES:
        return False
    if part.state == "picked":
        return bool(parcels.packable(order, part))
    return any(row.allocated and order.line(row.line_id).to_ship > 0 for row in part.lines)


def next_part(order: Order, warehouse_id: int | None = None) -> Fulfilment | None:
    """What of the order is packed next (of one warehouse, if it is named); None when nothing can be."""
    ready = [part for part in order.fulfilments if is_packable(order, part)]
    here = [part for part in ready if warehouse_id in (None, part.warehouse_id)]
    return min(here, key=lambda part: (PICKED_STATES.index(part.state), part.seq), default=None)

"""One box 合箱 for several orders that ship together: its parcels, what stops all of them, what befalls all of them.

Each order keeps its own parcel, units and history.  The box is what they share: one waybill, one label, one row of the
manifest.  Whatever happens to it happens to all of them in one transaction, or to none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain import parcels
from desktop_oms.domain.command import Run, Shared
from desktop_oms.domain.entities import Fulfilment, Parcel
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import WAITING_STATES, next_part, not_packable
from desktop_oms.domain.search_text import normalise
from desktop_oms.storage import box_rows, order_rows, sending_rows
from desktop_oms.storage.engine import Connection

PART = "parcel.part"
PARTS = ("name", "phone", "province", "city", "district", "street")


@dataclass(frozen=True, slots=True)
class InBox:
    """One order's part of a box."""

    order: Order
    parcel: Parcel


def whole(conn: Connection, order: Order, parcel: Parcel) -> list[InBox]:
    """The box of a parcel, part by part, the leading one first; `order` and `parcel` themselves are not read again."""
    if parcel.box_id is None:
        return [InBox(order, parcel)]
    found = []
    for row in box_rows.in_box(conn, parcel.box_id):
        other = order if row.order_id == order.id else order_rows.load(conn, row.order_id, lock=False)
        found.append(InBox(other, next(one for one in other.parcels if one.id == row.parcel_id)))
    return sorted(found, key=lambda one: (not one.parcel.leads, one.parcel.id))


def mates(order: Order, box: Sequence[InBox]) -> list[InBox]:
    """The other orders' parts of a box."""
    return [one for one in box if one.order.id != order.id]


def stop_of(order: Order, one: InBox) -> Refusal | None:
    """Why an order's mate stops their box: the mate was stopped, or pieces of it no longer go out."""
    why = stops(order, one.order)
    if why is not None:
        return why
    for line_id, units in parcels.blocked(one.order, one.parcel).items():
        return Refusal("units_blocked", {"sku": one.order.line(line_id).sku_code, "n": units})
    return None


def mate_stopped(order: Order, why: Refusal) -> Refusal:
    """An order stops the box that it shares with others, `because` of what stops it."""
    return Refusal("mate_stopped", {**why.facts, "because": why.code, "number": order.number})


def goes_to(order: Order) -> tuple[object, ...]:
    """Seller, receiver and currency, as far as one box is concerned."""
    return order.merchant_id, order.currency, *(normalise(getattr(order, f"ship_{part}")) for part in PARTS)


def stops(order: Order, mate: Order) -> Refusal | None:
    """Why a mate may not travel in one box with an order now: it may not be packed, or goes elsewhere by now."""
    why = not_packable(mate)
    if why is None and goes_to(mate) != goes_to(order):
        why = Refusal("together_differs", {"number": mate.number, "other": order.number})
    return None if why is None else mate_stopped(mate, why)


@dataclass(slots=True)
class MatesSeen:
    """The mates of a box as they were when none of them stopped it; they are read again when one of them changed."""

    seen: tuple[object, ...] = ()

    def demand(self, conn: Connection, order: Order, parcel: Parcel) -> None:
        """Raise Refused when another order in the box may not go on: then the whole box stops."""
        if parcel.box_id is None:
            return
        versions = [row for row in box_rows.versions(conn, parcel.box_id) if row.order_id != order.id]
        now = parcel.box_id, order.id, goes_to(order), *versions
        if now == self.seen:
            return
        for one in mates(order, whole(conn, order, parcel)):
            why = stop_of(order, one)
            if why is not None:
                raise Refused.because(why)
        self.seen = now


def demand_packable_mates(order: Order, box: Sequence[InBox]) -> None:
    """Raise `mate_stopped` when an order in the box may not be packed now; pieces of it may have to leave the box."""
    for one in mates(order, box):
        why = stops(order, one.order)
        if why is not None:
            raise Refused.because(why)


def last_sign(conn: Connection, order: Order, parcel_id: int) -> int:
    """When a bench last did something with the box of a parcel (ms UTC), whichever order's goods it was about."""
    parcel = next(one for one in order.parcels if one.id == parcel_id)
    inside = box_rows.in_box(conn, parcel.box_id) if parcel.box_id is not None else []
    return max(sending_rows.last_sign(conn, key) for key in (parcel_id, *(row.parcel_id for row in inside)))


def packed_together(order: Order, others: Sequence[Order]) -> dict[int, int]:
    """Which fulfilment of each order goes into the next box, by order: of `order` and of those it ships with.

    All come from one warehouse.  Orders of which nothing is to go out there, and those that have an open box, are left
    out.  Raises `mate_stopped` for one that has to come along and may not be packed yet.
    """
    own = next_part(order)
    if own is None:
        return {}
    found = {order.id: own.id}
    for mate in others:
        part = _share(order, mate, own.warehouse_id) if mate.id != order.id else None
        if part is not None:
            found[mate.id] = part.id
    return found


def _share(order: Order, mate: Order, warehouse_id: int | None) -> Fulfilment | None:
    """What of a mate goes into the box; None for nothing."""
    here = [part for part in mate.open_fulfilments() if part.warehouse_id == warehouse_id and not part.supplier_id]
    unboxed = any(line.to_ship > 0 for line in mate.lines)
    if not unboxed or any(one.state != "labelled" for one in mate.live_parcels()):
        return None
    if not here and mate.stage == "confirmed":
        return None
    if mate.ended or mate.stage == "completed":
        return None
    part, why = next_part(mate, warehouse_id), stops(order, mate)
    if why is None and part is None and any(one.state in WAITING_STATES for one in here):
        why = mate_stopped(mate, Refusal("pack_awaits_stock", {"number": mate.number}))
    if why is not None:
        raise Refused.because(why)
    return part


def follow(run: Run, box_id: int, told: Sequence[Shared], source: Parcel | None, left: Sequence[int]) -> Parcel:
    """What befell a box befalls this order's parcel in it too; `left` are the parcels that are still in it.

    Where a parcel left, the others keep their box under the key of their first; a last one has its box alone.
    """
    parcel = next(one for one in run.order.parcels if one.box_id == box_id)
    for one in told:
        if one.event == PART:
            lead = box_id if box_id in left else min(left)
            if len(left) == 1:
                run.system(PART, parcel)
            elif lead != box_id:
                run.system("parcel.join", parcel, box_id=lead)
        elif one.event:
            run.fire(one.event, parcel, one.actor, **one.args)
    if source is not None:
        parcel.manifest_id, parcel.printed_at = source.manifest_id, source.printed_at
    return parcel

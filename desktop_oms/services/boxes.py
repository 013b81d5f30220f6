"""Rules of a bench over one order: which box a scan opens, why none may be packed now, and how a full box is closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain import lifecycle, weighing
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import WAITING_STATES, next_part, not_packable
from desktop_oms.domain.roles import Actor
from desktop_oms.services import carriers, paper
from desktop_oms.services import weighing as weights
from desktop_oms.services.bench_rules import bench_rules
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.commands import load
from desktop_oms.services.pack_job import Labelled
from desktop_oms.services.paper_wanted import AS_USUAL, Asked, paper_at
from desktop_oms.services.printing import Begun, Printing
from desktop_oms.services.shared_boxes import InBox, demand_packable_mates, packed_together, whole
from desktop_oms.storage import box_rows, sending_rows
from desktop_oms.storage.engine import Connection

NOBODY = Carrier("")


def refuse(why: Refusal | None) -> None:
    """Raise the refusal, if there is one."""
    if why is not None:
        raise Refused.because(why)


def box_of(order: Order, parcel_id: int) -> Parcel:
    """The order's parcel with that key; raises `parcel_missing`."""
    for parcel in order.parcels:
        if parcel.id == parcel_id:
            return parcel
    raise Refused("parcel_missing", parcel=str(parcel_id))


def is_mine(parcel: Parcel, actor: Actor) -> bool:
    """True for a box of the actor's bench; without a bench (station 0) for one the actor opened."""
    same_bench = parcel.station_id == actor.station_id
    return same_bench and (actor.station_id != 0 or parcel.claimed_by == actor.name)


def at_this_station(parcel: Parcel, actor: Actor) -> None:
    """Refuse a box that another bench has open."""
    if not is_mine(parcel, actor):
        raise Refused("box_elsewhere", parcel=parcel.seq, clerk=parcel.claimed_by)


def wanted_boxes(order: Order, parcel_id: int | None) -> list[Parcel]:
    """The order's boxes in the house, or the one that was scanned."""
    return [parcel for parcel in order.live_parcels() if parcel_id in (None, parcel.id)]


def open_box(run: Run, parcel_id: int | None, silent: Collection[int] = (), warehouse_id: int | None = None) -> Parcel:
    """The actor's box of the order: one begun at this station, else a new one of the next goods; raises Refused.

    A box in `silent`, whose bench has vanished, becomes this bench's.  With a `warehouse_id` the goods come from there.
    """
    order, actor = run.order, run.actor
    refuse(not_packable(order))
    for parcel in wanted_boxes(order, parcel_id):
        if is_mine(parcel, actor) and parcel.state != "labelled":
            return parcel
        if parcel.id in silent and parcel.state != "labelled":
            run.fire("parcel.claim", parcel, lapsed=True)
            lifecycle.finish(run)
            return parcel
    part = next_part(order, warehouse_id)
    if parcel_id is not None or part is None:
        raise Refused.because(why_no_box(order, parcel_id))
    if part.state == "allocated":
        run.fire("fulfilment.pick", part)
    if part.state == "picking":
        run.fire("fulfilment.picked", part)
    parcel = run.fire("parcel.open", None, fulfilment_id=part.id)
    lifecycle.finish(run)
    opened: Parcel = parcel
    return opened


def opening_together(conn: Connection, order_id: int, parcel_id: int | None) -> list[int]:
    """The orders that go into one new box with this one, itself among them; empty when it gets a box of its own.

    Raises `mate_stopped` when one of them has to come along and may not be packed yet.
    """
    mates = box_rows.mates_of(conn, order_id) if parcel_id is None else []
    if len(mates) < 2:
        return []
    order = load(conn, order_id, lock=False)
    if not_packable(order) or any(one.state != "labelled" for one in order.live_parcels()):
        return []
    found = packed_together(order, [load(conn, key, lock=False) for key in mates if key != order_id])
    return list(found) if len(found) > 1 else []


@dataclass(slots=True)
class OpeningTogether:
    """One box for several orders: the parts of the command that opens it."""

    order_id: int
    wanted: list[int]
    warehouse_id: int | None = None
    box_id: int = 0

    def ready(self, conn: Connection) -> None:
        """Look once more, now that nobody else can change the orders; raises `order_changed`, `mate_stopped`."""
        self.box_id = 0
        order = load(conn, self.order_id)
        if set(opening_together(conn, self.order_id, None)) != set(self.wanted):
            raise Refused("order_changed", number=order.number)
        part = next_part(order)
        self.warehouse_id = part.warehouse_id if part else None

    def deed(self, run: Run) -> Parcel:
        """This order's part of the box; the first gives the box its key."""
        parcel = open_box(run, None, (), self.warehouse_id)
        self.box_id = self.box_id or parcel.id
        run.fire("parcel.join", parcel, box_id=self.box_id)
        return parcel


def why_no_box(order: Order, parcel_id: int | None) -> Refusal:
    """Why there is nothing to pack for this scan."""
    boxes = wanted_boxes(order, parcel_id)
    for parcel in boxes:
        if parcel.state != "labelled":
            facts = {"parcel": parcel.seq, "clerk": parcel.claimed_by, "number": order.number}
            return Refusal("box_elsewhere", facts)
    if boxes:
        return Refusal("box_labelled", {"number": order.number, "waybill": boxes[0].waybill or ""})
    parts = list(order.open_fulfilments())
    if any(part.state in WAITING_STATES for part in parts):
        return Refusal("pack_awaits_stock", {"number": order.number})
    if parts:
        return Refusal("pack_by_supplier", {"number": order.number})
    return Refusal("pack_already_sent", {"number": order.number})


def waybill_is_free(conn: Connection, waybill: str, carrier: str, parcel_id: int) -> None:
    """Refuse a number that the carrier gave to another parcel of ours."""
    for place in sending_rows.of_waybill(conn, [waybill]):
        other = parcel_id not in (place.parcel_id, place.box_id)
        if place.carrier == carrier and other and not place.reported:
            raise Refused("waybill_taken", waybill=waybill, number=place.number)


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody's leave to send a box whose weight is off: the person's key, and why."""

    user_id: int = 0
    reason: str = ""

    @property
    def given(self) -> bool:
        """Whether somebody gave it."""
        return self.user_id != 0

    def facts(self) -> dict[str, Any]:
        """What the history keeps of it."""
        return {"leave_of": self.user_id, "reason": self.reason} if self.given else {}


NO_LEAVE = Leave()


@dataclass(slots=True)
class Closing:
    """A full box on its way to its label: the parts of one command, and what it chose."""

    printing: Printing
    actor: Actor
    parcel_id: int
    asked: Asked = AS_USUAL
    carrier_name: str = ""
    typed: str = ""
    weight_g: int | None = None
    leave: Leave = NO_LEAVE
    carrier: Carrier = NOBODY
    waybill: str = ""
    package: str = ""
    label: Begun | None = None
    box: Sequence[InBox] = ()

    def ready(self, conn: Connection, order: Order) -> None:
        """Choose the carrier and draw its number; a box that has its label keeps it."""
        self.box = ()
        parcel = box_of(order, self.parcel_id)
        if parcel.state == "labelled":
            self.carrier, self.waybill = Carrier(parcel.carrier), parcel.waybill or ""
            return
        self.box = whole(conn, order, parcel)
        demand_packable_mates(order, self.box)
        self.weigh(conn, parcel)
        self.carrier = carriers.choose(conn, self.carrier_name)
        self.waybill = self.typed.strip() or carriers.next_waybill(conn, self.carrier)
        waybill_is_free(conn, self.waybill, self.carrier.name, self.parcel_id)

    def deed(self, run: Run) -> Parcel:
        """Pack and label, if it is not done yet."""
        order = run.order
        parcel = box_of(order, self.parcel_id)
        if parcel.state == "labelled":
            return parcel
        at_this_station(parcel, self.actor)
        refuse(not_packable(order))
        if parcel.state == "open":
            run.fire("parcel.pack", parcel, weight_g=self.weight_g, **self.leave.facts())
        run.fire(
            "parcel.label",
            parcel,
            carrier=self.carrier.name,
            service=self.carrier.service,
            waybill=self.waybill,
            sort_code=paper.sort_code(order),
        )
        lifecycle.finish(run)
        return parcel

    def weigh(self, conn: Connection, parcel: Parcel) -> None:
        """Refuse a weight that is off (unless somebody who may accepts it), and none at all where boxes are weighed."""
        rules = bench_rules(conn)
        if self.weight_g is None:
            if rules.weigh and parcel.state == "open":
                raise OmsError("weight_missing")
            return
        self.package = weights.package_of(sending_rows.scans(conn, parcel.id))
        expected = weights.expected(conn, self.box, self.package, rules)
        within = rules.tolerance(expected or 0)
        if weighing.is_off(expected, self.weight_g, within) and not self.leave.given:
            raise Refused("weight_off", weight=self.weight_g, expected=expected, tolerance=within)

    def also(self, conn: Connection, run: Run, parcel: Parcel) -> None:
        """Write the label's job down beside the waybill, read what it says, and remember what such a box weighs."""
        if self.box and self.weight_g is not None and self.leave.reason != "scale":
            weights.remember(conn, self.box, self.package, self.weight_g)
        on = paper_at(conn, self.actor, "label", run.order.merchant_id, self.asked)
        self.label = self.printing.label_job(conn, self.actor, self.box or whole(conn, run.order, parcel), on)

    def labelled(self, parcel_id: int, version: int) -> Labelled:
        """The box, once it is closed, with its label drawn."""
        assert self.label is not None
        return Labelled(parcel_id, version, self.carrier.name, self.waybill, self.printing.drawn(self.label))

"""Rules of a bench over one order: which box a scan opens, why none may be packed now, and how a full box is closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain import lifecycle, parcels, weighing
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment, Parcel
from desktop_oms.domain.errors import OmsError, Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.services import carriers, paper
from desktop_oms.services import weighing as weights
from desktop_oms.services.bench_rules import bench_rules
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.printing import Paper, Printing
from desktop_oms.storage import sending_rows
from desktop_oms.storage.engine import Connection

PICKED_STATES = ("picked", "picking", "allocated")  # what lies on the bench already comes first
WAITING_STATES = frozenset({"pending", "shortage"})
NOBODY = Carrier("")
ENDS = {"cancelled": "pack_cancelled", "closed": "pack_refunded", "completed": "pack_already_sent"}


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


def wanted_boxes(order: Order, parcel_id: int | None) -> list[Parcel]:
    """The order's boxes in the house, or the one that was scanned."""
    return [parcel for parcel in order.live_parcels() if parcel_id in (None, parcel.id)]


def open_box(run: Run, parcel_id: int | None, silent: Collection[int] = ()) -> Parcel:
    """The actor's box of the order: one begun at this station, else a new one of the next goods; raises Refused.

    A box in `silent`, whose bench has vanished, becomes this bench's.
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
    ready = [part for part in order.fulfilments if is_packable(order, part)]
    part = min(ready, key=lambda part: (PICKED_STATES.index(part.state), part.seq), default=None)
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


def is_packable(order: Order, part: Fulfilment) -> bool:
    """True for own goods that have stock, still go out and are in no box; what is not picked yet is on its way here."""
    if part.supplier_id is not None or part.state not in PICKED_STATES:
        return False
    if part.state == "picked":
        return bool(parcels.packable(order, part))
    return any(row.allocated and order.line(row.line_id).to_ship > 0 for row in part.lines)


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
        if place.carrier == carrier and place.parcel_id != parcel_id and not place.reported:
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
    asked: Paper
    carrier_name: str
    typed: str
    weight_g: int | None
    leave: Leave = NO_LEAVE
    carrier: Carrier = NOBODY
    waybill: str = ""
    job_id: int = 0
    package: str = ""

    def ready(self, conn: Connection, order: Order) -> None:
        """Choose the carrier and draw its number; a box that has its label keeps it."""
        self.job_id = 0
        parcel = box_of(order, self.parcel_id)
        if parcel.state == "labelled":
            self.job_id = self.printing.label_job(conn, self.actor, order, parcel, self.asked).id
            return
        self.weigh(conn, order, parcel)
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

    def weigh(self, conn: Connection, order: Order, parcel: Parcel) -> None:
        """Refuse a weight that is off (unless somebody who may accepts it), and none at all where boxes are weighed."""
        rules = bench_rules(conn)
        if self.weight_g is None:
            if rules.weigh and parcel.state == "open":
                raise OmsError("weight_missing")
            return
        self.package = weights.package_of(sending_rows.scans(conn, parcel.id))
        expected = weights.expected(conn, order, parcel, self.package, rules)
        within = rules.tolerance(expected or 0)
        if weighing.is_off(expected, self.weight_g, within) and not self.leave.given:
            raise Refused("weight_off", weight=self.weight_g, expected=expected, tolerance=within)

    def also(self, conn: Connection, run: Run, parcel: Parcel) -> None:
        """Write the label's job down beside the waybill, and remember what such a box weighs."""
        if self.weight_g is not None and self.leave.reason != "scale":
            weights.remember(conn, run.order, parcel, self.package, self.weight_g)
        if not self.job_id:
            self.job_id = self.printing.label_job(conn, self.actor, run.order, parcel, self.asked).id

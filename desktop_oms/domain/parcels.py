"""Parcels in the house: open, scan, pack, label, hand over, void, and every check before goods leave."""

from __future__ import annotations

from desktop_oms.domain import completeness, fulfilments
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Fulfilment, Parcel, ParcelLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Role


def packable(order: Order, part: Fulfilment) -> dict[int, int]:
    """Units per line that lie picked on the bench, go out, and are in no box yet; no gift goes out alone."""
    found = {}
    goods = any(line.shipped or line.going_out > 0 for line in order.lines if line.kind != "gift")
    for row in part.lines:
        line = order.line(row.line_id)
        if line.kind == "gift" and not goods:
            continue
        units = min(row.picked - fulfilments.boxed_from(order, part, row.line_id), max(0, line.to_ship))
        if units > 0:
            found[row.line_id] = units
    return found


def fulfilment_of(facts: Facts) -> Fulfilment | None:
    """The fulfilment the command names, if any."""
    wanted = facts.args.get("fulfilment_id")
    return next((part for part in facts.order.fulfilments if part.id == wanted), None)


def to_pack(facts: Facts) -> Fulfilment | None:
    """The fulfilment to pack from: the one named, else the first that has units on the bench."""
    if facts.args.get("fulfilment_id") is not None:
        return fulfilment_of(facts)
    return next((part for part in facts.order.fulfilments if packable(facts.order, part)), None)


def may_open(facts: Facts) -> Refusal | None:
    """Order confirmed, not on hold, and the units picked, going out and in no other live box."""
    order = facts.order
    if order.stage != "confirmed":
        return Refusal("order_not_confirmed")
    if order.held:
        return Refusal("on_hold")
    part = to_pack(facts)
    if part is None:
        return Refusal("nothing_to_pack")
    ready = packable(order, part)
    wanted = facts.args.get("lines") or ready
    if not wanted or not any(wanted.values()):
        return Refusal("nothing_to_pack")
    for line_id, units in wanted.items():
        if not 0 < units <= ready.get(line_id, 0):
            return Refusal("units_out_of_range", {"n": units})
    return None


def open_parcel(run: Run, facts: Facts) -> Parcel:
    """A box at this station; its units count as boxed from now on."""
    order = run.order
    part = to_pack(facts)
    assert part is not None
    parcel = new_parcel(run, "open", part)
    parcel.station_id = facts.actor.station_id
    parcel.claimed_by = facts.actor.name
    parcel.opened_at = run.world.now
    for line_id, units in (facts.args.get("lines") or packable(order, part)).items():
        parcel.lines.append(ParcelLine(run.world.new_id(), parcel.id, line_id, units))
        order.line(line_id).boxed += units
    return parcel


def new_parcel(run: Run, state: str, part: Fulfilment | None = None) -> Parcel:
    """The order's next parcel, without lines."""
    parcel = Parcel(
        run.world.new_id(),
        1 + max((other.seq for other in run.order.parcels), default=0),
        state,
        fulfilment_id=part.id if part else None,
        warehouse_id=part.warehouse_id if part else None,
    )
    run.order.parcels.append(parcel)
    return parcel


def blocked(order: Order, parcel: Parcel) -> dict[int, int]:
    """Units in this box that may no longer go out (claimed, cancelled or shipped by others meanwhile)."""
    found = {}
    for row in parcel.lines:
        surplus = -order.line(row.line_id).to_ship
        if surplus > 0:
            found[row.line_id] = min(surplus, row.qty)
    return found


def not_blocked(facts: Facts) -> Refusal | None:
    """Stop while the box holds units that were refunded, exchanged or cancelled meanwhile."""
    for line_id, units in blocked(facts.order, facts.subject).items():
        return Refusal("units_blocked", {"sku": facts.order.line(line_id).sku_code, "n": units})
    return None


def may_scan(facts: Facts) -> Refusal | None:
    """A piece may be counted into an open box that is not blocked, up to what is planned; -1 takes one back."""
    if facts.order.held:
        return Refusal("on_hold")
    if facts.args.get("line_id") is None:
        return Refusal("line_missing")
    units = int(facts.args.get("units", 1))
    row = facts.subject.line_for(facts.args["line_id"])
    if row is None:
        return Refusal("not_in_parcel")
    if not 0 <= row.scanned + units <= row.qty:
        return Refusal("scan_over", {"n": row.qty})
    return not_blocked(facts) if units > 0 else None


def scan(run: Run, facts: Facts) -> None:
    """Count pieces into the box."""
    row = facts.subject.line_for(facts.args["line_id"])
    row.scanned += int(facts.args.get("units", 1))


def units_out(facts: Facts) -> dict[int, int]:
    """What the command takes out of the box: the line and units named, else everything that is blocked."""
    line_id = facts.args.get("line_id")
    found = blocked(facts.order, facts.subject)
    return found if line_id is None else {line_id: facts.args.get("units", found.get(line_id, 0))}


def may_take_out(facts: Facts) -> Refusal | None:
    """Only units that are blocked are taken out of a box."""
    found = blocked(facts.order, facts.subject)
    wanted = units_out(facts)
    for line_id, units in wanted.items():
        if not 0 < units <= found.get(line_id, 0):
            return Refusal("units_not_blocked", {"n": found.get(line_id, 0)})
    return None if wanted else Refusal("units_not_blocked", {"n": 0})


def empties(facts: Facts) -> Refusal | None:
    """No refusal only when taking these units out leaves the box empty."""
    left = sum(row.qty for row in facts.subject.lines) - sum(units_out(facts).values())
    return may_take_out(facts) or (Refusal("units_left", {"n": left}) if left else None)


def take_out(run: Run, facts: Facts) -> None:
    """The units leave the box; they go back to their shelf by themselves.  Mates in a closed box are open again too."""
    if facts.was == "packed":
        run.share(facts.subject, "parcel.unpack")
    for line_id, units in units_out(facts).items():
        remove(run.order, facts.subject, line_id, units)
    if not facts.subject.lines:
        part(run, facts.subject)


def leave_box(run: Run, parcel: Parcel) -> None:
    """An order's part of a shared box is no more; the box is open for the others."""
    if parcel.state == "labelled":
        run.system("parcel.unlabel", parcel)
    if parcel.state == "packed":
        run.system("parcel.unpack", parcel)
    part(run, parcel)
    run.system("parcel.void", parcel)


def part(run: Run, parcel: Parcel) -> None:
    """A parcel that shared its box leaves it; the box's label, if it has one, is void before.

    One that was just dissolved, having nothing in it any more, leaves without an event of its own.
    """
    if parcel.box_id is None:
        return
    if parcel.state == "void":
        run.share(parcel, "parcel.part")
        parcel.box_id = None
        return
    if parcel.state == "labelled":
        run.system("parcel.unlabel", parcel)
    run.system("parcel.part", parcel)


def join_box(run: Run, facts: Facts) -> None:
    """The parcel travels in one box with those of other orders."""
    facts.subject.box_id = int(facts.args["box_id"])


def part_box(run: Run, facts: Facts) -> None:
    """The parcel has a box of its own again."""
    facts.subject.box_id = None


def remove(order: Order, parcel: Parcel, line_id: int, units: int) -> None:
    """Take units of a line out of a box's plan and counts."""
    row = parcel.line_for(line_id)
    assert row is not None
    row.qty -= units
    row.scanned = min(row.scanned, row.qty)
    order.line(line_id).boxed -= units
    parcel.lines = [other for other in parcel.lines if other.qty]


def may_pack(facts: Facts) -> Refusal | None:
    """Every planned piece was scanned; a manager may override the count, with a reason, never a blocked unit."""
    if facts.order.held:
        return Refusal("on_hold")
    if refusal := not_blocked(facts):
        return refusal
    left = sum(row.qty - row.scanned for row in facts.subject.lines)
    if not left:
        return None
    if facts.args.get("override"):
        if Role.MANAGER not in facts.actor.roles:
            return Refusal("not_your_role", {"event": "parcel.pack", "roles": "M"})
        return has_reason(facts)
    return Refusal("pieces_missing", {"n": left})


def pack(run: Run, facts: Facts) -> None:
    """The box is full and closed."""
    facts.subject.packed_at = run.world.now
    if facts.args.get("weight_g"):
        facts.subject.weight_g = int(facts.args["weight_g"])


def may_label(facts: Facts) -> Refusal | None:
    """A waybill, an address, nothing blocked, no hold, and the money there or promised."""
    order = facts.order
    if order.held:
        return Refusal("on_hold")
    if order.collect and not order.promised:
        return Refusal("money_missing", {"amount": order.collect, "currency": order.currency})
    if problems := completeness.address_problems(order):
        return problems[0]
    if refusal := not_blocked(facts):
        return refusal
    return None if str(facts.args.get("waybill") or "").strip() else Refusal("waybill_missing")


def label(run: Run, facts: Facts) -> None:
    """The waybill is the parcel's from now on; its label is printed after the commit."""
    parcel: Parcel = facts.subject
    parcel.carrier = str(facts.args.get("carrier") or "")
    parcel.service = str(facts.args.get("service") or "")
    parcel.waybill = str(facts.args["waybill"]).strip()
    parcel.sort_code = str(facts.args.get("sort_code") or "")
    parcel.labelled_at = run.world.now


def may_hand_over(facts: Facts) -> Refusal | None:
    """The last check before goods leave: no hold, and no line sends more than was ordered and is still wanted."""
    order = facts.order
    if order.held:
        return Refusal("on_hold")
    for row in facts.subject.lines:
        line = order.line(row.line_id)
        surplus = line.cancelled + line.claimed + line.shipped + row.qty - line.qty
        if surplus > 0:
            return Refusal("units_blocked", {"sku": line.sku_code, "n": min(surplus, row.qty)})
    return None


def hand_over(run: Run, facts: Facts) -> None:
    """The carrier has it: boxed becomes shipped, the stock leaves the house, the channel hears of it."""
    parcel: Parcel = facts.subject
    order = run.order
    part = next(part for part in order.fulfilments if part.id == parcel.fulfilment_id)
    for row in parcel.lines:
        line = order.line(row.line_id)
        line.boxed -= row.qty
        line.shipped += row.qty
        line.in_transit += row.qty
        share = part.line_for(row.line_id)
        assert share is not None
        fulfilments.leave(run, share, row.qty, str(row.id))
    part.lines = [share for share in part.lines if share.qty]
    parcel.handed_at = run.world.now
    tell_shipped(run, parcel)


def shipped_key(parcel: Parcel) -> str:
    """The key under which the channel hears, once, that a parcel left."""
    return f"parcel.shipped:{parcel.id}"


def tell_shipped(run: Run, parcel: Parcel) -> None:
    """Tell the channel that a parcel left, with its waybill."""
    run.tell(
        "channel.shipped",
        shipped_key(parcel),
        order_id=run.order.id,
        parcel_id=parcel.id,
        waybill=parcel.waybill,
    )


def void(run: Run, facts: Facts) -> None:
    """Its goods lie on the bench again; a waybill already fetched is cancelled with the carrier."""
    parcel: Parcel = facts.subject
    for row in parcel.lines:
        run.order.line(row.line_id).boxed -= row.qty
    if parcel.waybill and parcel.leads:
        run.tell("carrier.void", f"parcel.void:{parcel.id}", parcel_id=parcel.id, waybill=parcel.waybill)


def unlabel(run: Run, facts: Facts) -> None:
    """The waybill is cancelled with the carrier; the box stays packed."""
    parcel: Parcel = facts.subject
    if parcel.leads:
        key = f"parcel.unlabel:{parcel.id}:{run.order.version}"
        run.tell("carrier.void", key, parcel_id=parcel.id, waybill=parcel.waybill)
    parcel.waybill = None
    parcel.labelled_at = None
    parcel.printed_at = None

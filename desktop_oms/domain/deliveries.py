"""Parcels on their way: what shop, supplier and carrier report as facts.

Facts are recorded always; what they contradict opens a task.
"""

from __future__ import annotations

from desktop_oms.domain import fulfilments, parcels, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import WITH_RETURN, Case, OrderLine, Parcel, ParcelLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import PAID, has_reason
from desktop_oms.domain.order import Order
from desktop_oms.domain.stock import Move


def may_report(facts: Facts) -> Refusal | None:
    """Units of this order, each line at most what was not shipped yet; a paid or confirmed order, or history."""
    order = facts.order
    if order.stage in ("draft", "submitted") and not order.history:
        return Refusal("not_in_state", {"event": "parcel.report", "machine": "order", "state": order.stage})
    lines = facts.args.get("lines") or {}
    if not lines:
        return Refusal("units_missing")
    for line_id, units in lines.items():
        line = next((line for line in order.lines if line.id == line_id), None)
        if line is None or not 0 < units <= line.qty - line.shipped:
            return Refusal("units_out_of_range", {"n": units})
    return None


def report(run: Run, facts: Facts) -> Parcel:
    """A parcel left that we did not hand over: its units come out of what was to ship, then of boxes and cases.

    Units sent although they were cancelled come out of those; own stock is not touched.
    """
    order = run.order
    part = parcels.fulfilment_of(facts)
    parcel = parcels.new_parcel(run, "in_transit", part)
    parcel.reported = True
    parcel.carrier = str(facts.args.get("carrier") or "")
    parcel.waybill = str(facts.args.get("waybill") or "") or None
    parcel.handed_at = int(facts.args.get("at") or run.world.now)
    for line_id, units in facts.args["lines"].items():
        line = order.line(line_id)
        parcel.lines.append(ParcelLine(run.world.new_id(), parcel.id, line_id, units, units))
        _make_room(run, line, units)
        line.shipped += units
        line.in_transit += units
        share = part.line_for(line_id) if part else None
        if part and share:
            fulfilments.drop(run, share, min(units, share.qty - fulfilments.boxed_from(order, part, line_id)))
    if order.stage == "awaiting_payment":
        run.open_task("shipped_unpaid")
    if facts.args.get("tell", True) and not order.history:
        parcels.tell_shipped(run, parcel)
    return parcel


def _make_room(run: Run, line: OrderLine, units: int) -> None:
    """Units the outside shipped come out of what was to ship, then boxes, then claims, then cancelled units."""
    order = run.order
    wanted = min(units, max(0, line.going_out))
    _out_of_boxes(run, line, wanted - max(0, line.to_ship))
    units -= wanted
    for case in order.live_cases():
        claim = case.line_for(line.id)
        taken = min(units, claim.unshipped) if claim else 0
        if claim and taken:
            claim.unshipped -= taken
            claim.shipped += taken
            line.claimed -= taken
            line.claimed_shipped += taken
            units -= taken
            run.open_task("shipped_though_claimed", line_id=line.id, subject_id=case.id)
    if units:
        # `taken_out` stays: nobody pays for the unit, and should it come back it is out of the order again.
        line.cancelled -= units
        run.open_task("shipped_though_cancelled", line_id=line.id)


def _out_of_boxes(run: Run, line: OrderLine, units: int) -> None:
    order = run.order
    for parcel in list(order.live_parcels()):
        row = parcel.line_for(line.id)
        if row is None or units <= 0:
            continue
        taken = min(units, row.qty)
        parcels.remove(order, parcel, line.id, taken)
        units -= taken
        run.open_task("shipped_elsewhere", line_id=line.id, subject_id=parcel.id)
        if not parcel.lines and parcel.box_id is not None:
            parcels.leave_box(run, parcel)
        elif not parcel.lines:
            run.system("parcel.void", parcel)
        elif parcel.state != "open":
            _reopen(run, parcel)


def _reopen(run: Run, parcel: Parcel) -> None:
    if parcel.state == "labelled":
        run.system("parcel.unlabel", parcel)
    run.system("parcel.unpack", parcel)


def known_by(facts: Facts) -> Refusal | None:
    """A carrier's or supplier's fact needs no reason; a person's word does."""
    return None if facts.actor.is_system else has_reason(facts)


def deliver(run: Run, facts: Facts) -> None:
    """Signed for: the units have arrived (those of a lost parcel that turns up as well)."""
    parcel: Parcel = facts.subject
    parcel.delivered_at = int(facts.args.get("at") or run.world.now)
    if parcel.kind != "outbound":
        return
    for row in parcel.lines:
        line = run.order.line(row.line_id)
        _leave(line, row.qty, facts.was)
        line.delivered += row.qty
    if not parcel.reported:
        run.tell("channel.delivered", f"parcel.delivered:{parcel.id}", order_id=run.order.id, parcel_id=parcel.id)


def _leave(line: OrderLine, units: int, was: str) -> None:
    if was == "lost":
        line.lost -= units
    else:
        line.in_transit -= units


def lose(run: Run, facts: Facts) -> None:
    """Lost on the way: a task asks for a refund or a re-send."""
    parcel: Parcel = facts.subject
    if parcel.kind != "outbound":
        return
    for row in parcel.lines:
        line = run.order.line(row.line_id)
        line.in_transit -= row.qty
        line.lost += row.qty
    if any(settlement.lost_units_free(run.order, run.order.line(row.line_id)) for row in parcel.lines):
        run.open_task("parcel_lost", subject_id=parcel.id)


def may_bounce(facts: Facts) -> Refusal | None:
    """Only goods that went to the buyer come back unopened."""
    if facts.subject.kind != "outbound":
        return Refusal("not_outbound")
    return known_by(facts)


def bounce(run: Run, facts: Facts) -> None:
    """Came back unopened: own goods are on the shelf again; only what nobody claimed or settled goes out anew.

    With `refused` the rest becomes a refused-parcel case instead of a second delivery.
    """
    parcel: Parcel = facts.subject
    order = run.order
    rest: dict[int, int] = {}
    for row in parcel.lines:
        line = order.line(row.line_id)
        _leave(line, row.qty, facts.was)
        rest[line.id] = _come_back(run, parcel, line, row.qty, facts.was)
        if not parcel.reported and parcel.warehouse_id is not None and line.sku_id is not None:
            run.world.stock.move(Move(parcel.warehouse_id, line.sku_id, row.qty, reason="bounce", ref=str(row.id)))
    rest = {line_id: units for line_id, units in rest.items() if units}
    if order.ended:
        for line_id, units in rest.items():
            order.line(line_id).take_out(units)
    elif facts.args.get("refused") and order.stage in PAID and (paid_for := _paid_for(order, rest)):
        run.system("case.request", None, kind="refused_parcel", lines=paid_for, reason="parcel_refused")


def _come_back(run: Run, parcel: Parcel, line: OrderLine, units: int, was: str) -> int:
    """Units of a line that bounced: to their cases, out of the order when settled; answers how many are to send."""
    line.shipped -= units
    units -= _unclaim(run.order, line, units)
    settled = min(units, _over(line))
    if was == "lost":
        settled = max(settled, _settled_as_lost(run.order, line, units))
    if settled:
        line.cancelled += settled
        run.open_task("restock", line_id=line.id, subject_id=parcel.id)
    return units - settled


def _paid_for(order: Order, units: dict[int, int]) -> dict[int, int]:
    """Gifts have no case of their own, and nothing is claimed of a replacement whose case is still at work."""
    lines = {line_id: order.line(line_id) for line_id in units}
    return {
        line_id: units[line_id] for line_id, line in lines.items() if line.kind != "gift" and not order.replaces(line)
    }


def _settled_as_lost(order: Order, line: OrderLine, units: int) -> int:
    """Units that a finished case settled because they were lost, and that now came back; the case remembers it."""
    found = 0
    for case in order.cases:
        claim = case.line_for(line.id) if case.state == "completed" and case.about_lost else None
        if claim is not None:
            taken = min(units - found, claim.shipped - claim.missing)
            claim.shipped -= taken
            claim.unshipped += taken
            found += taken
    return found


def _over(line: OrderLine) -> int:
    """Shipped units settled or claimed beyond those still shipped: so many of what came back must not go out again."""
    claimed = line.refunded + line.exchanged + line.taken_out + line.claimed_shipped
    return max(0, claimed - line.cancelled - line.shipped)


def _unclaim(order: Order, line: OrderLine, units: int) -> int:
    """Claimed shipped units turn into claimed unshipped ones: of cases without a return first, of others as needed."""
    moved = 0
    cases = sorted(order.live_cases(), key=lambda case: case.kind in WITH_RETURN)
    for case in cases:
        claim = case.line_for(line.id)
        if claim is None or moved == units:
            continue
        most = min(units - moved, claim.shipped - claim.received)
        taken = min(most, _over(line)) if case.kind in WITH_RETURN else most
        claim.shipped -= taken
        claim.unshipped += taken
        claim.missing = min(claim.missing, claim.shipped - claim.received)
        line.claimed_shipped -= taken
        line.claimed += taken
        moved += taken
    return moved


def returns_nothing(order: Order, case: Case) -> bool:
    """True when a case waits for goods of which none are out any more (they bounced)."""
    return (
        case.state == "awaiting_return"
        and not any(row.shipped - row.received > 0 for row in case.lines)
        and not any(row.received for row in case.lines)
    )

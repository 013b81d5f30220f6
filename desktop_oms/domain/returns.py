"""Goods that come back: receive by count, restock or scrap each unit once, send refused ones back."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_oms.domain import cases, parcels, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Case, CaseLine, OrderLine, ParcelLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.roles import Role
from desktop_oms.domain.stock import Move

VERDICTS = ("sellable", "damaged", "wrong")


def may_receive(facts: Facts) -> Refusal | None:
    """Per line the units by verdict (sellable, damaged, wrong); together at most what is announced and not here yet.

    A manager corrects a wrong count with negative units and a reason.
    """
    lines = facts.args.get("lines") or {}
    if not any(count for units in lines.values() for count in units.values()):
        return Refusal("units_missing")
    negative = any(count < 0 for units in lines.values() for count in units.values())
    if negative and Role.MANAGER not in facts.actor.roles:
        return Refusal("not_your_role", {"event": "case.receive", "roles": Role.MANAGER.value})
    for line_id, units in lines.items():
        if refusal := _count_problem(facts.subject.line_for(line_id), units):
            return refusal
    return has_reason(facts) if negative else None


def _count_problem(row: CaseLine | None, units: Mapping[str, int]) -> Refusal | None:
    if row is None or any(verdict not in VERDICTS for verdict in units):
        return Refusal("units_out_of_range", {"n": 0})
    if sum(units.values()) > row.shipped - row.received - row.missing:
        return Refusal("more_than_announced", {"n": row.shipped - row.received - row.missing})
    left = {verdict: getattr(row, verdict) + units.get(verdict, 0) for verdict in VERDICTS}
    if min(left.values()) < 0 or left["sellable"] < row.restocked or sum(left.values()) < decided(row):
        return Refusal("units_out_of_range", {"n": row.received})
    return None


def decided(row: CaseLine) -> int:
    """Received units that were restocked, scrapped or sent back."""
    return row.restocked + row.scrapped + row.sent_back


def receive(run: Run, facts: Facts) -> None:
    """Count what came: returned += units. A parcel the carrier still calls on its way has evidently arrived."""
    case: Case = facts.subject
    for line_id, units in facts.args["lines"].items():
        row, line = case.line_for(line_id), run.order.line(line_id)
        assert row is not None
        count = sum(units.values())
        _arrived(run, line, count)
        for verdict, n in units.items():
            setattr(row, verdict, getattr(row, verdict) + n)
        row.received += count
        line.returned += count


def _arrived(run: Run, line: OrderLine, units: int) -> None:
    for parcel in run.order.parcels:
        if line.delivered - line.returned >= units:
            return
        if parcel.state in ("in_transit", "lost") and parcel.kind == "outbound" and parcel.line_for(line.id):
            run.system("parcel.deliver", parcel)


def may_finish(facts: Facts) -> Refusal | None:
    """Receiving ends when all is here, or when a person says the rest is missing; something must have come."""
    case: Case = facts.subject
    if not any(row.received for row in case.lines):
        return Refusal("nothing_came")
    if any(row.received + row.missing < row.shipped for row in case.lines) and not facts.args.get("rest_missing"):
        past = case.return_due_at is not None and facts.now >= case.return_due_at
        if not (facts.actor.is_system and past):
            return Refusal("goods_missing", {"n": sum(row.shipped - row.received - row.missing for row in case.lines)})
    return None


def finish(run: Run, facts: Facts) -> None:
    """What did not come counts as missing."""
    for row in facts.subject.lines:
        row.missing = max(row.missing, row.shipped - row.received)


def may_restock(facts: Facts) -> Refusal | None:
    """Each received unit is restocked or scrapped once; only sellable ones go back on the shelf."""
    if goods_decided(facts.subject):
        return Refusal("goods_decided")
    lines = facts.args.get("lines") or {}
    for line_id, units in lines.items():
        row = facts.subject.line_for(line_id)
        if row is None or any(name not in ("restocked", "scrapped") or n < 0 for name, n in units.items()):
            return Refusal("units_out_of_range", {"n": 0})
        left = row.received - decided(row)
        if sum(units.values()) > left:
            return Refusal("units_out_of_range", {"n": left})
        if units.get("restocked", 0) > row.sellable - row.restocked:
            return Refusal("restock_not_sellable", {"n": row.sellable - row.restocked})
    return None if lines else Refusal("units_missing")


def restock(run: Run, facts: Facts) -> None:
    """Put sellable units back on the shelf of a warehouse, write the others off; one movement per decision."""
    house = facts.args.get("warehouse_id") or (run.world.houses[0].id if run.world.houses else None)
    for line_id, units in facts.args["lines"].items():
        row, line = facts.subject.line_for(line_id), run.order.line(line_id)
        ref = f"{row.id}:{row.restocked}:{row.scrapped}"
        row.restocked += units.get("restocked", 0)
        row.scrapped += units.get("scrapped", 0)
        if units.get("restocked") and house is not None and line.sku_id is not None:
            run.world.stock.move(Move(house, line.sku_id, units["restocked"], reason="restock", ref=ref))


def goods_decided(case: Case) -> bool:
    """True when every received unit was restocked, scrapped or sent back."""
    return all(row.received == decided(row) for row in case.lines)


def may_send_back(facts: Facts) -> Refusal | None:
    """Refused goods go back to the buyer with a reason, as long as none of them was restocked or scrapped."""
    if not any(row.received for row in facts.subject.lines):
        return Refusal("nothing_came")
    if any(row.restocked or row.scrapped for row in facts.subject.lines):
        return Refusal("goods_decided")
    if any(settlement.replaced(facts.order, row) for row in facts.subject.lines):
        return Refusal("replacement_packed")
    return has_reason(facts)


def send_back(run: Run, facts: Facts) -> None:
    """A parcel with the buyer's own goods; the case is rejected, its claims are free, the units the buyer's again."""
    case: Case = facts.subject
    parcel = parcels.new_parcel(run, "in_transit")
    parcel.kind = "send_back"
    parcel.carrier = str(facts.args.get("carrier") or "")
    parcel.waybill = str(facts.args.get("waybill") or "") or None
    parcel.handed_at = run.world.now
    for row in case.lines:
        if row.received:
            parcel.lines.append(ParcelLine(run.world.new_id(), parcel.id, row.line_id, row.received, row.received))
            run.order.line(row.line_id).returned -= row.received
            row.sent_back = row.received
    cases.release(run, facts)

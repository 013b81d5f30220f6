"""What may happen to an open box besides counting: another bench takes it over, pieces are left out or are not there.

Left out means that the pieces lie on the bench for a further parcel.  Not there means that they are missing: they leave
the count of the shelf until somebody counts again, and a shortage says so (wait for goods, send others, give up).
"""

from __future__ import annotations

from desktop_oms.domain import fulfilments, parcels, routing
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Fulfilment, FulfilmentLine, Parcel
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order


def unscanned(parcel: Parcel) -> dict[int, int]:
    """Units per line that are planned for a box and not in it yet."""
    return {row.line_id: row.qty - row.scanned for row in parcel.lines if row.qty > row.scanned}


def wanted(facts: Facts) -> dict[int, int]:
    """The units the command is about: those named, else all that were not scanned."""
    named = facts.args.get("lines")
    return dict(named) if named else unscanned(facts.subject)


def may_leave_out(facts: Facts) -> Refusal | None:
    """Pieces not yet scanned, and at least one piece stays in the box."""
    if facts.order.held:
        return Refusal("on_hold")
    return in_box(facts) or (Refusal("box_empty") if empties_box(facts) else None)


def in_box(facts: Facts) -> Refusal | None:
    """Only pieces that are planned for the box and were not scanned."""
    free, units = unscanned(facts.subject), wanted(facts)
    if not units:
        return Refusal("nothing_left_out")
    for line_id, count in units.items():
        if not 0 < count <= free.get(line_id, 0):
            return Refusal("units_out_of_range", {"n": count})
    return parcels.not_blocked(facts)


def empties_box(facts: Facts) -> bool:
    """True when nothing would be left of the box."""
    parcel: Parcel = facts.subject
    return sum(row.qty for row in parcel.lines) == sum(wanted(facts).values())


def leave_out(run: Run, facts: Facts) -> None:
    """The pieces stay on the bench, for a further parcel."""
    for line_id, units in wanted(facts).items():
        parcels.remove(run.order, facts.subject, line_id, units)


def may_miss(facts: Facts) -> Refusal | None:
    """Some pieces are not there, and others are: the box goes on without them."""
    return in_box(facts) or (Refusal("box_empty") if empties_box(facts) else None)


def may_miss_all(facts: Facts) -> Refusal | None:
    """Nothing of the box is there: it is dissolved."""
    return in_box(facts) or (None if empties_box(facts) else Refusal("units_left", {"n": 1}))


def miss(run: Run, facts: Facts) -> None:
    """The missing pieces leave the box and its fulfilment, and become a shortage of their own."""
    order, parcel = run.order, facts.subject
    units = wanted(facts)
    leave_out(run, facts)
    if not parcel.lines:
        parcels.part(run, parcel)
    part = next(part for part in order.fulfilments if part.id == parcel.fulfilment_id)
    lost = short_part(run, part)
    for line_id, count in units.items():
        row = part.line_for(line_id)
        assert row is not None
        lost.lines.append(fulfilments.new_line(run, lost, line_id, count))
        lose(run, order, row, count)
    part.lines = [row for row in part.lines if row.qty]
    run.system("fulfilment.short", lost)


def lose(run: Run, order: Order, row: FulfilmentLine, units: int) -> None:
    """Units that should have lain on the bench were not there: off the shelf's count, promised to nobody."""
    gone = min(units, row.allocated)
    fulfilments.move(run, row, -gone, -gone, "not_found")
    row.qty -= units
    row.allocated -= gone
    laid = min(units, row.picked)
    row.picked -= laid
    order.line(row.line_id).picked -= laid


def short_part(run: Run, part: Fulfilment) -> Fulfilment:
    """A further, still empty part of the same warehouse for what is missing."""
    planned = routing.Part(part.warehouse_id, part.supplier_id, True, {})
    made: Fulfilment = run.system("fulfilment.plan", None, part=planned)
    return made


def claim(run: Run, facts: Facts) -> None:
    """The box is this bench's from now on."""
    facts.subject.station_id = facts.actor.station_id
    facts.subject.claimed_by = facts.actor.name

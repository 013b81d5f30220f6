"""Fulfilments 履约单: who sends which units; planning, stock, picking, offers to suppliers.

`plan_missing` and `trim` keep the fulfilments in step with the units: what still has to go out is planned, what no
longer goes out gives its stock back and leaves the bench.  Both change nothing when nothing is to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_oms.domain import routing
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Fulfilment, FulfilmentLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order
from desktop_oms.domain.stock import Move
from desktop_oms.domain.world import World


def planned(order: Order) -> dict[int, int]:
    """Units per order line that stand in open fulfilments."""
    units: dict[int, int] = {}
    for part in order.fulfilments:
        if part.is_open:
            for row in part.lines:
                units[row.line_id] = units.get(row.line_id, 0) + row.qty
    return units


def missing(order: Order) -> list[routing.Need]:
    """Units that have to go out and stand in no open fulfilment yet."""
    needs = []
    stand = planned(order)
    for line in order.lines:
        units = line.going_out - stand.get(line.id, 0)
        if units > 0:
            needs.append(routing.Need(line, units))
    return needs


def plan_missing(run: Run) -> None:
    """Make fulfilments for the units that stand in none: own parts get stock or are short, others are offered."""
    order = run.order
    needs = missing(order)
    if not needs:
        return
    declined = [supplier_id for part in order.fulfilments for supplier_id in part.refused]
    for planned_part in routing.plan(order, needs, run.world, declined):
        part = run.system("fulfilment.plan", None, part=planned_part)
        if planned_part.supplier_id is not None:
            run.system("fulfilment.offer", part)
        elif planned_part.short:
            run.system("fulfilment.short", part)
        else:
            run.system("fulfilment.allocate", part)


def reserve(run: Run) -> None:
    """Keep stock for an unpaid order as far as there is any; nothing is offered to suppliers or called short yet."""
    for part in routing.plan(run.order, missing(run.order), run.world):
        if part.supplier_id is None and not part.short:
            run.system("fulfilment.allocate", run.system("fulfilment.plan", None, part=part))


def may_plan(facts: Facts) -> Refusal | None:
    """Units are planned for a confirmed order, or reserved for one that is not confirmed yet."""
    if facts.order.stage in ("awaiting_payment", "paid", "confirmed"):
        return None
    return Refusal("order_not_confirmed")


def create(run: Run, facts: Facts) -> Fulfilment:
    """A new fulfilment as routing planned it."""
    order = run.order
    planned_part: routing.Part = facts.args["part"]
    part = Fulfilment(
        run.world.new_id(),
        1 + max((other.seq for other in order.fulfilments), default=0),
        "pending",
        planned_part.warehouse_id,
        planned_part.supplier_id,
        created_at=run.world.now,
    )
    for line_id, units in planned_part.units.items():
        part.lines.append(new_line(run, part, line_id, units))
    order.fulfilments.append(part)
    return part


def new_line(run: Run, part: Fulfilment, line_id: int, units: int) -> FulfilmentLine:
    """A share of an order line for a fulfilment, holding no stock yet."""
    sku = run.order.line(line_id).sku_id
    return FulfilmentLine(run.world.new_id(), part.id, line_id, units, part.warehouse_id, sku)


def has_stock(facts: Facts) -> Refusal | None:
    """Every unit not yet allocated is available in the fulfilment's warehouse."""
    part: Fulfilment = facts.subject
    if part.supplier_id is not None or part.warehouse_id is None:
        return Refusal("not_own_goods")
    wanted: dict[int, int] = {}
    for row in part.lines:
        wanted[row.sku_id or 0] = wanted.get(row.sku_id or 0, 0) + row.qty - row.allocated
    return lacks(facts.world, part.warehouse_id, wanted)


def lacks(world: World, warehouse_id: int, wanted: Mapping[int, int]) -> Refusal | None:
    """The first goods (units by SKU) of which a warehouse has too few; None when it has all of them."""
    for sku_id, units in wanted.items():
        lacking = units - world.stock.available(warehouse_id, sku_id)
        if units > 0 and lacking > 0:
            code = world.goods[sku_id].code if sku_id in world.goods else str(sku_id)
            return Refusal("stock_short", {"sku": code, "missing": lacking, "n": lacking})
    return None


def allocate(run: Run, facts: Facts) -> None:
    """Promise the stock: allocated += units, by conditional update in the database."""
    promise(run, facts.subject)


def promise(run: Run, part: Fulfilment) -> None:
    """Allocate every unit of a fulfilment that holds no stock yet."""
    for row in part.lines:
        move(run, row, 0, row.qty - row.allocated, "allocate")
        row.allocated = row.qty


def move(run: Run, row: FulfilmentLine, on_hand: int, allocated: int, reason: str) -> None:
    """Move stock for a fulfilment line; the reference is new each time, as the same row moves more than once."""
    if row.warehouse_id is not None and row.sku_id is not None:
        ref = f"{row.id}:{run.order.version}:{len(run.world.stock.moves)}"
        run.world.stock.move(Move(row.warehouse_id, row.sku_id, on_hand, allocated, 0, reason, ref))


def may_be_short(facts: Facts) -> Refusal | None:
    """Own goods turn short when no stock is there, or when the picker reports what was not found, with a reason."""
    part: Fulfilment = facts.subject
    lines = facts.args.get("lines") or {}
    if any(parcel.fulfilment_id == part.id for parcel in facts.order.live_parcels()):
        return Refusal("parcel_open", {"parcel": part.seq})
    for line_id, units in lines.items():
        row = part.line_for(line_id)
        if part.state == "pending" or row is None or not 0 < units <= row.qty:
            return Refusal("units_out_of_range", {"n": units})
    return None if facts.actor.is_system else has_reason(facts)


def short(run: Run, facts: Facts) -> None:
    """The missing units (all, when no lines are named) wait for stock, and a task says so.

    What was found stays promised, in a fulfilment of its own.  What was not found is not on the shelf: it leaves the
    count until somebody counts again.
    """
    part: Fulfilment = facts.subject
    lines: dict[int, int] = facts.args.get("lines") or {row.line_id: row.qty for row in part.lines}
    found = {row.line_id: row.qty - lines.get(row.line_id, 0) for row in part.lines}
    if any(found.values()):
        split(run, part, found)
    for row in part.lines:
        move(run, row, -row.allocated, -row.allocated, "not_found")
        row.allocated = 0
    run.open_task("shortage", subject_id=part.id, line_id=part.lines[0].line_id if part.lines else None)


def split(run: Run, part: Fulfilment, units: dict[int, int]) -> Fulfilment:
    """Move units with the stock they hold into a further, allocated fulfilment of the same warehouse."""
    other: Fulfilment = run.system(
        "fulfilment.plan", None, part=routing.Part(part.warehouse_id, part.supplier_id, False, {})
    )
    for row in list(part.lines):
        moved = units.get(row.line_id, 0)
        if not moved:
            continue
        new = new_line(run, other, row.line_id, moved)
        new.allocated = min(row.allocated, moved)
        row.allocated -= new.allocated
        row.qty -= moved
        other.lines.append(new)
    part.lines = [row for row in part.lines if row.qty]
    run.system("fulfilment.allocate", other)
    return other


def give_back(run: Run, row: FulfilmentLine, units: int) -> None:
    """Release allocated stock of a fulfilment line."""
    units = min(units, row.allocated)
    move(run, row, 0, -units, "release")
    row.allocated -= units


def _put_back(run: Run, row: FulfilmentLine, units: int) -> None:
    units = min(units, row.picked)
    row.picked -= units
    run.order.line(row.line_id).picked -= units


def drop(run: Run, row: FulfilmentLine, units: int) -> None:
    """Take units out of a fulfilment line: they no longer go out from here, their stock and bench place are free."""
    row.qty -= units
    give_back(run, row, row.allocated - row.qty if row.allocated > row.qty else 0)
    _put_back(run, row, row.picked - row.qty if row.picked > row.qty else 0)


def trim(run: Run) -> None:
    """Release what no longer goes out (settled, reported, cancelled), unallocated units first, never boxed ones."""
    order = run.order
    stand = planned(order)
    if not stand:
        return
    for line in order.lines:
        surplus = stand.get(line.id, 0) - (line.qty - line.cancelled - line.shipped)
        if surplus <= 0:
            continue
        rows = [(part, row) for part in order.open_fulfilments() for row in part.lines if row.line_id == line.id]
        rows.sort(key=lambda pair: (pair[1].allocated > 0, pair[1].picked > 0, -pair[0].seq))
        for part, row in rows:
            units = min(surplus, row.qty - boxed_from(order, part, line.id))
            if units > 0:
                drop(run, row, units)
                surplus -= units
    if 0 in [row.qty for part in order.fulfilments for row in part.lines]:
        for part in order.fulfilments:
            part.lines = [row for row in part.lines if row.qty]


def boxed_from(order: Order, part: Fulfilment, line_id: int) -> int:
    """Units of a line that lie in live parcels of one fulfilment."""
    return sum(
        row.qty
        for parcel in order.live_parcels()
        if parcel.fulfilment_id == part.id
        for row in parcel.lines
        if row.line_id == line_id
    )


def leave(run: Run, row: FulfilmentLine, units: int, ref: str) -> None:
    """Units of a fulfilment line left the house: off the bench, off the shelf, no longer promised."""
    if row.warehouse_id is not None and row.sku_id is not None:
        run.world.stock.move(Move(row.warehouse_id, row.sku_id, -units, -units, 0, "hand_over", ref))
    row.qty -= units
    row.allocated -= units
    _put_back(run, row, units)


def may_pick(facts: Facts) -> Refusal | None:
    """Pick for a confirmed order that is not on hold and has units to send."""
    if facts.order.stage != "confirmed":
        return Refusal("order_not_confirmed")
    if facts.order.held:
        return Refusal("on_hold")
    if not any(facts.order.line(row.line_id).going_out > 0 for row in facts.subject.lines):
        return Refusal("nothing_to_ship")
    return None


def picked(run: Run, facts: Facts) -> None:
    """The goods lie on the bench: picked += what still goes out; claimed units stay on the shelf."""
    for row in facts.subject.lines:
        line = run.order.line(row.line_id)
        units = max(0, min(row.allocated - row.picked, line.going_out - line.picked))
        row.picked += units
        line.picked += units


def may_put_back(facts: Facts) -> Refusal | None:
    """Put picked goods back only while none of them is in a box."""
    part: Fulfilment = facts.subject
    if any(boxed_from(facts.order, part, row.line_id) for row in part.lines):
        return Refusal("parcel_open", {"parcel": part.seq})
    return None


def put_back(run: Run, facts: Facts) -> None:
    """The goods go back to their shelf; the stock stays promised."""
    for row in facts.subject.lines:
        _put_back(run, row, row.picked)


def is_third_party(facts: Facts) -> Refusal | None:
    """Only goods of a third party are offered to a supplier."""
    return None if facts.subject.supplier_id is not None else Refusal("not_supplier_goods")


def offer(run: Run, facts: Facts) -> None:
    """Ask the supplier to send these units."""
    part: Fulfilment = facts.subject
    run.tell(
        "supplier.offer", f"offer:{part.id}:{run.order.version}", fulfilment_id=part.id, supplier_id=part.supplier_id
    )


def decline(run: Run, facts: Facts) -> None:
    """The supplier refuses: route again without it; when nobody else can send the goods a task asks the order desk."""
    part: Fulfilment = facts.subject
    part.reason = str(facts.args.get("reason") or "")
    part.declined = ",".join(filter(None, [part.declined, str(part.supplier_id)]))
    run.open_task("supplier_declined", subject_id=part.id)


def may_cancel(facts: Facts) -> Refusal | None:
    """Not while a box with its goods is open, packed or labelled."""
    if any(parcel.fulfilment_id == facts.subject.id for parcel in facts.order.live_parcels()):
        return Refusal("parcel_open", {"parcel": facts.subject.seq})
    return None


def cancel(run: Run, facts: Facts) -> None:
    """Release its stock, put its goods back; units that still go out are planned anew."""
    part: Fulfilment = facts.subject
    for row in part.lines:
        give_back(run, row, row.allocated)
        _put_back(run, row, row.picked)
    if part.supplier_id is not None:
        run.tell("supplier.withdraw", f"withdraw:{part.id}", fulfilment_id=part.id, supplier_id=part.supplier_id)
    part.lines = []


def nothing_left(facts: Facts) -> Refusal | None:
    """Done means: no unit of it has to go out any more."""
    return Refusal("units_left", {"n": facts.subject.units}) if facts.subject.units else None

"""Ship apart 拆单: units of one order that nobody has picked yet go out in a further fulfilment; money stays as it is.

By line and quantity, from the same warehouse or another one; or by stock: what is there now does not wait for the rest.
A part that was split off remembers which one it came from and goes back into it until one of the two is picked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_oms.domain import fulfilments
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.routing import Part
from desktop_oms.domain.world import World

UNPICKED = frozenset({"pending", "shortage", "allocated"})
Units = Mapping[int, int]


def may_split(facts: Facts) -> Refusal | None:
    """Own goods, at least one unit that goes and one that stays, and stock for them where they shall come from."""
    part: Fulfilment = facts.subject
    if part.supplier_id is not None or part.warehouse_id is None:
        return Refusal("not_own_goods")
    if part.units < 2:
        return Refusal("split_leaves_nothing")
    lines: Units = facts.args.get("lines") or {}
    if not lines:
        return Refusal("units_missing")
    for line_id, units in lines.items():
        row = part.line_for(line_id)
        if row is None or not 0 < units <= row.qty:
            return Refusal("units_out_of_range", {"n": row.qty if row else 0})
    if sum(lines.values()) == part.units:
        return Refusal("split_leaves_nothing")
    house = facts.args.get("warehouse_id")
    return None if house in (None, part.warehouse_id) else _lacks(facts, house, _goods(facts.order, lines))


def _goods(order: Order, lines: Units) -> dict[int, int]:
    """Units by SKU: two lines may be about the same goods."""
    wanted: dict[int, int] = {}
    for line_id, units in lines.items():
        sku = order.line(line_id).sku_id or 0
        wanted[sku] = wanted.get(sku, 0) + units
    return wanted


def _lacks(facts: Facts, house: int, wanted: Units) -> Refusal | None:
    """Why these goods cannot come from that warehouse."""
    if all(one.id != house for one in facts.world.houses):
        return Refusal("split_from_nowhere")
    return fulfilments.lacks(facts.world, house, wanted)


def split(run: Run, facts: Facts) -> None:
    """The units stand in a further fulfilment; stock they hold goes with them, from another house it is new stock."""
    part: Fulfilment = facts.subject
    house = facts.args.get("warehouse_id") or part.warehouse_id
    stays = house == part.warehouse_id
    other: Fulfilment = run.system("fulfilment.plan", None, part=Part(house, None))
    other.split_from = part.id
    for row in list(part.lines):
        units = facts.args["lines"].get(row.line_id, 0)
        if not units:
            continue
        new = fulfilments.new_line(run, other, row.line_id, units)
        other.lines.append(new)
        held = min(units, row.allocated)
        if stays:
            new.allocated, row.allocated = held, row.allocated - held
        else:
            fulfilments.give_back(run, row, held)
        row.qty -= units
    part.lines = [row for row in part.lines if row.qty]
    if not run.attempt("fulfilment.allocate", other):
        run.system("fulfilment.short", other)


def home_of(order: Order, part: Fulfilment) -> Fulfilment | None:
    """The fulfilment that a part was split off from."""
    return next((other for other in order.fulfilments if other.id == part.split_from), None)


def may_join(facts: Facts) -> Refusal | None:
    """Only what was split off goes back, while neither part is picked; a part that holds stock needs stock for it."""
    part: Fulfilment = facts.subject
    home = home_of(facts.order, part)
    if home is None:
        return Refusal("apart_not")
    if home.state not in UNPICKED:
        return Refusal("apart_too_late")
    if home.state != "allocated" or home.warehouse_id is None:
        return None
    needed = _goods(facts.order, {row.line_id: row.qty for row in part.lines})
    if home.warehouse_id == part.warehouse_id:
        for row in part.lines:
            needed[row.sku_id or 0] -= row.allocated
    return _lacks(facts, home.warehouse_id, needed)


def join(run: Run, facts: Facts) -> None:
    """Its units stand in the fulfilment they came from; stock follows them, or is free again where that one waits."""
    part: Fulfilment = facts.subject
    home = home_of(run.order, part)
    assert home is not None
    keeps = home.state == "allocated" and home.warehouse_id == part.warehouse_id
    for row in part.lines:
        into = home.line_for(row.line_id)
        if into is None:
            into = fulfilments.new_line(run, home, row.line_id, 0)
            home.lines.append(into)
        if keeps:
            into.allocated += row.allocated
        else:
            fulfilments.give_back(run, row, row.allocated)
        into.qty += row.qty
    part.lines = []
    for other in run.order.fulfilments:
        if other.split_from == part.id:
            other.split_from = home.id
    if home.state == "allocated":
        fulfilments.promise(run, home)


# Several of these events as one deed


def by_stock(run: Run) -> None:
    """What is there now goes out: units that wait for stock and lie in a warehouse stand in parts of their own.

    Raises `apart_nothing_waits` when nothing is short, `apart_no_stock` when nothing of it has come.
    """
    waiting = [part for part in run.order.fulfilments if part.state == "shortage" and part.supplier_id is None]
    if not waiting:
        raise Refused("apart_nothing_waits")
    if not [part for part in waiting if _send_what_is_there(run, part)]:
        raise Refused("apart_no_stock")


def _send_what_is_there(run: Run, part: Fulfilment) -> bool:
    found = there(run.order, part, run.world)
    if not found:
        return False
    if sum(sum(units.values()) for units in found.values()) == part.units:
        # All of it is there: in its own house it only needs its stock, else it is planned anew by the rules.
        run.fire("fulfilment.allocate" if list(found) == [part.warehouse_id] else "fulfilment.cancel", part)
        return True
    for house, units in found.items():
        run.fire("fulfilment.split", part, lines=units, warehouse_id=house)
    return True


def there(order: Order, part: Fulfilment, world: World) -> dict[int, dict[int, int]]:
    """Which units of a part lie in which warehouse now: its own first, then the others as they are preferred."""
    left = {row.line_id: row.qty for row in part.lines}
    found: dict[int, dict[int, int]] = {}
    for house in sorted(world.houses, key=lambda one: (one.id != part.warehouse_id, one.priority, one.id)):
        taken: dict[int, int] = {}
        for line_id, units in left.items():
            sku = order.line(line_id).sku_id or 0
            share = min(units, world.stock.available(house.id, sku) - taken.get(sku, 0))
            if share > 0:
                found.setdefault(house.id, {})[line_id] = share
                taken[sku] = taken.get(sku, 0) + share
                left[line_id] = units - share
    return found


def by_units(run: Run, wanted: Mapping[int, Units], house: int | None) -> None:
    """The named units of each fulfilment (by its key) go apart, from `house` or from where they are."""
    if not any(wanted.values()):
        raise Refused("units_missing")
    parts = {part.id: part for part in run.order.fulfilments}
    told: dict[str, Any] = {} if house is None else {"warehouse_id": house}
    for key, lines in wanted.items():
        if key not in parts:
            raise Refused("apart_changed")
        if lines:
            run.fire("fulfilment.split", parts[key], lines=dict(lines), **told)


def undo(run: Run) -> None:
    """Every part that was split off and can go back does, the youngest first; raises why the last one cannot."""
    apart = [part for part in run.order.fulfilments if part.split_from is not None and part.is_open]
    if not apart:
        raise Refused("apart_not")
    joined, why = False, Refusal("apart_too_late")
    for part in reversed(apart):
        found = run.check("fulfilment.join", part, {}, run.actor)
        if isinstance(found, Refusal):
            why = Refusal("apart_too_late") if found.code == "not_in_state" else found
        else:
            run.fire("fulfilment.join", part)
            joined = True
    if not joined:
        raise Refused.because(why)


def spread(order: Order, lines: Units, part: Fulfilment | None = None) -> dict[int, dict[int, int]]:
    """Units by order line as units by fulfilment: from `part`, else from the parts not picked yet, oldest first.

    Raises `units_out_of_range` for more than lies there.
    """
    left = dict(lines)
    wanted: dict[int, dict[int, int]] = {}
    for one in [part] if part else order.fulfilments:
        for row in one.lines if one.state in UNPICKED and one.supplier_id is None else ():
            units = min(left.get(row.line_id, 0), row.qty)
            if units > 0:
                wanted.setdefault(one.id, {})[row.line_id] = units
                left[row.line_id] -= units
    for line_id, units in left.items():
        if units:
            raise Refused("units_out_of_range", n=lines[line_id] - units)
    return wanted

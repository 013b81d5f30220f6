"""Shortage 缺货: what can be offered instead, when goods come back, and the two ways out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_oms.domain import fulfilments
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.world import Goods, World


@dataclass(frozen=True, slots=True)
class Substitute:
    """Goods that could go out instead: another variant of the same product first, then the same category."""

    goods: Goods
    warehouse_id: int
    available: int
    same_product: bool


def substitutes(goods: Goods, catalogue: Iterable[Goods], world: World, units: int = 1) -> list[Substitute]:
    """Goods with at least `units` available: same product, other variant; then same category; most stock first."""
    found = []
    for other in catalogue:
        same = bool(goods.product_code) and other.product_code == goods.product_code
        if other.id == goods.id or not (same or (goods.category and other.category == goods.category)):
            continue
        for house in world.houses:
            available = world.stock.available(house.id, other.id)
            if available >= units:
                found.append(Substitute(other, house.id, available, same))
    return sorted(found, key=lambda sub: (not sub.same_product, -sub.available, sub.goods.code))


def restock_at(world: World, sku_id: int) -> int | None:
    """When the goods are expected back in any warehouse (ms UTC); None when nobody knows."""
    dates = [level.restock_at for (_, sku), level in world.stock.levels.items() if sku == sku_id and level.restock_at]
    return min(dates, default=None)


def buyer_agreed(facts: Facts) -> Refusal | None:
    """The units still go out, no case waits for them as its replacement, and the buyer agreed."""
    if facts.order.stage not in ("paid", "confirmed"):
        return Refusal("order_not_confirmed")
    lines = [facts.order.line(row.line_id) for row in facts.subject.lines]
    if not any(line.going_out > 0 for line in lines):
        return Refusal("nothing_to_ship")
    if any(facts.order.replaces(line) for line in lines):
        return Refusal("convert_first")
    return None if facts.args.get("agreed") else Refusal("buyer_not_asked")


def may_substitute(facts: Facts) -> Refusal | None:
    """Substitute goods must be known, own goods other than the missing ones, and in stock in one warehouse."""
    if not open_units(facts):
        return Refusal("gift_has_no_value")
    if refusal := buyer_agreed(facts):
        return refusal
    part: Fulfilment = facts.subject
    if facts.args.get("sku_id") is None:
        return Refusal("sku_missing")
    goods = facts.world.goods.get(facts.args["sku_id"])
    if goods is None or goods.supplier_id is not None:
        return Refusal("sku_unknown", {"sku": str(facts.args["sku_id"])})
    if goods.id in {row.sku_id for row in part.lines}:
        return Refusal("same_goods")
    if house_of(facts, goods) is None:
        units = sum(open_units(facts).values())
        lacking = units - max(
            (facts.world.stock.available(house.id, goods.id) for house in facts.world.houses), default=0
        )
        return Refusal("stock_short", {"sku": goods.code, "missing": lacking, "n": lacking})
    return None


def house_of(facts: Facts, goods: Goods) -> int | None:
    """The warehouse that sends the substitute: the fulfilment's own if it has enough, else the first that has."""
    units = sum(open_units(facts).values())
    own = facts.subject.warehouse_id
    houses = sorted(facts.world.houses, key=lambda house: (house.id != own, house.priority, house.id))
    return next((house.id for house in houses if facts.world.stock.available(house.id, goods.id) >= units), None)


def open_units(facts: Facts) -> dict[int, int]:
    """Units per order line of the fulfilment that still go out and are paid for (a gift is not replaced)."""
    lines = ((row, facts.order.line(row.line_id)) for row in facts.subject.lines)
    return {
        line.id: units
        for row, line in lines
        if line.kind != "gift" and (units := min(row.qty, max(0, line.going_out))) > 0
    }


def substitute(run: Run, facts: Facts) -> None:
    """Exchange the missing units before shipping: an exchange case whose replacement this fulfilment now sends."""
    part: Fulfilment = facts.subject
    sku_id = int(facts.args["sku_id"])
    units, house = open_units(facts), house_of(facts, facts.world.goods[sku_id])
    case = run.system(
        "case.request", None, kind="exchange", lines=units, unshipped=True, reason="shortage", sku_id=sku_id
    )
    run.system("case.approve", case)
    # The missing goods stand in no fulfilment from here on; what of them still goes out (gifts) is planned anew.
    part.lines = []
    part.warehouse_id, part.supplier_id = house, None
    run.system("case.start_replace", case, into=part)


def give_up(run: Run, facts: Facts) -> None:
    """The buyer gets the money for the missing units: a shortage case, paid by rule or reviewer. Gifts go without."""
    units = open_units(facts)
    for row in facts.subject.lines:
        line = run.order.line(row.line_id)
        if line.kind == "gift":
            line.take_out(min(row.qty, max(0, line.going_out)))
    fulfilments.cancel(run, facts)
    if units:
        run.system("case.request", None, kind="shortage", lines=units, reason="shortage")

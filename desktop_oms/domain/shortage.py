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


def buyer_agreed(facts: Facts) -> Refusal | None:
    """Both ways out of a shortage need the buyer's word; a replacement's shortage is solved in its own case."""
    if not facts.args.get("agreed"):
        return Refusal("buyer_not_asked")
    if any(facts.order.line(row.line_id).kind == "replacement" for row in facts.subject.lines):
        return Refusal("convert_first")
    return units_unclaimed(facts)


def units_unclaimed(facts: Facts) -> Refusal | None:
    """The units must still go out: nobody has claimed or cancelled them meanwhile."""
    part: Fulfilment = facts.subject
    if not any(facts.order.line(row.line_id).going_out > 0 for row in part.lines):
        return Refusal("nothing_to_ship")
    return None


def may_substitute(facts: Facts) -> Refusal | None:
    """Substitute goods must be known, other than the missing ones, and in stock in this warehouse."""
    if refusal := buyer_agreed(facts):
        return refusal
    part: Fulfilment = facts.subject
    goods = facts.world.goods.get(int(facts.args.get("sku_id") or 0))
    if goods is None:
        return Refusal("sku_unknown", {"sku": facts.args.get("sku_id")})
    if goods.id in {row.sku_id for row in part.lines}:
        return Refusal("same_goods")
    units = sum(open_units(facts, part).values())
    lacking = units - facts.world.stock.available(part.warehouse_id or 0, goods.id)
    return Refusal("stock_short", {"sku": goods.code, "missing": lacking, "n": lacking}) if lacking > 0 else None


def open_units(facts: Facts, part: Fulfilment) -> dict[int, int]:
    """Units per order line of a fulfilment that still go out."""
    return {
        row.line_id: units
        for row in part.lines
        if (units := min(row.qty, max(0, facts.order.line(row.line_id).going_out))) > 0
    }


def substitute(run: Run, facts: Facts) -> None:
    """Exchange the missing units before shipping: an exchange case whose replacement this fulfilment now sends."""
    part: Fulfilment = facts.subject
    units = open_units(facts, part)
    case = run.system(
        "case.request",
        None,
        kind="exchange",
        lines=units,
        unshipped=True,
        reason="shortage",
        sku_id=int(facts.args["sku_id"]),
    )
    run.system("case.approve", case)
    for row in list(part.lines):
        fulfilments.drop(run, row, row.qty)
    part.lines = []
    run.system("case.start_replace", case, into=part)
    fulfilments.allocate(run, facts)


def give_up(run: Run, facts: Facts) -> None:
    """The buyer gets the money for the missing units: a shortage case, paid by rule or by the reviewer."""
    part: Fulfilment = facts.subject
    units = open_units(facts, part)
    fulfilments.cancel(run, facts)
    run.system("case.request", None, kind="shortage", lines=units, reason="shortage")

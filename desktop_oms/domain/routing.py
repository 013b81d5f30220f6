"""Routing: which supplier or warehouse sends which units, by ordered rules that rank.

Third-party goods go to their supplier.  For own goods each rule in turn ranks the warehouses that are still tied and
keeps the best; stock then decides how much of a line the winner can send.  A plan changes nothing (dry run).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.order import Order
from desktop_oms.domain.world import House, RoutingRule, World

DEFAULT_RULES = (
    RoutingRule(1, 10, "has_all"),
    RoutingRule(2, 20, "has_most"),
    RoutingRule(3, 30, "priority"),
)


@dataclass(frozen=True, slots=True)
class Need:
    """Units of a line that somebody has to send."""

    line: OrderLine
    qty: int


@dataclass(slots=True)
class Part:
    """A planned fulfilment: who sends how many units of which lines; `short` parts wait for stock."""

    warehouse_id: int | None
    supplier_id: int | None
    short: bool = False
    units: dict[int, int] = field(default_factory=dict)


def plan(order: Order, needs: Sequence[Need], world: World, declined: Iterable[int] = ()) -> list[Part]:
    """The parts in which `needs` go out. Units without stock anywhere stand in a `short` part of the preferred warehouse."""
    refused = set(declined)
    parts: list[Part] = []
    own: list[Need] = []
    for need in needs:
        goods = world.goods.get(need.line.sku_id or 0)
        if goods and goods.supplier_id is not None and goods.supplier_id not in refused:
            _part(parts, None, goods.supplier_id).units[need.line.id] = need.qty
        else:
            own.append(need)
    if own:
        _plan_own(order, own, world, parts)
    return parts


def _plan_own(order: Order, needs: Sequence[Need], world: World, parts: list[Part]) -> None:
    left = {need.line.id: need.qty for need in needs}
    sku = {need.line.id: need.line.sku_id or 0 for need in needs}
    free = {key: level.available for key, level in world.stock.levels.items()}
    houses = list(world.houses)
    while houses and any(left.values()):
        house = choose(order, [n for n in needs if left[n.line.id]], houses, world)
        houses.remove(house)
        for line_id, qty in left.items():
            key = (house.id, sku[line_id])
            take = min(qty, free.get(key, 0))
            if take:
                _part(parts, house.id, None).units[line_id] = take
                left[line_id] -= take
                free[key] -= take
    if any(left.values()):
        first = choose(order, needs, list(world.houses), world).id if world.houses else None
        part = _part(parts, first, None, short=True)
        part.units.update({line_id: qty for line_id, qty in left.items() if qty})


def choose(order: Order, needs: Sequence[Need], houses: Sequence[House], world: World) -> House:
    """The warehouse that the rules rank first; ties fall to priority, then to the older warehouse."""
    tied = list(houses)
    for rule in sorted(world.rules or DEFAULT_RULES, key=lambda rule: rule.position):
        if len(tied) == 1 or not applies(rule, order):
            continue
        ranks = [rank(rule, order, needs, house, world) for house in tied]
        best = min(ranks)
        tied = [house for house, its_rank in zip(tied, ranks, strict=True) if its_rank == best]
    return min(tied, key=lambda house: (house.priority, house.id))


def applies(rule: RoutingRule, order: Order) -> bool:
    """True when the rule's condition (merchant, channel, delivery, province, currency) fits the order."""
    facts = {
        "merchant_id": order.merchant_id,
        "channel_id": order.channel_id,
        "delivery": order.delivery,
        "province": order.ship_province,
        "country": order.ship_country,
        "currency": order.currency,
    }
    return all(facts.get(name) == wanted for name, wanted in rule.condition.items() if name in facts)


def rank(rule: RoutingRule, order: Order, needs: Sequence[Need], house: House, world: World) -> int:
    """How good a warehouse is under one rule; smaller is better."""
    if rule.kind == "priority":
        return house.priority
    if rule.kind == "warehouse":
        return 0 if house.code == rule.condition.get("warehouse") else 1
    missing = sum(max(0, need.qty - world.stock.available(house.id, need.line.sku_id or 0)) for need in needs)
    if rule.kind == "has_all":
        return 1 if missing else 0
    if rule.kind == "has_most":
        return missing
    return 0


def shortages(order: Order, needs: Sequence[Need], world: World) -> list[tuple[OrderLine, int]]:
    """Own units that no warehouse has: (line, units), by a dry run of the plan."""
    lines = {need.line.id: need.line for need in needs}
    return [
        (lines[line_id], qty) for part in plan(order, needs, world) if part.short for line_id, qty in part.units.items()
    ]


def _part(parts: list[Part], warehouse_id: int | None, supplier_id: int | None, *, short: bool = False) -> Part:
    for part in parts:
        if (part.warehouse_id, part.supplier_id, part.short) == (warehouse_id, supplier_id, short):
            return part
    part = Part(warehouse_id, supplier_id, short)
    parts.append(part)
    return part

"""Routing: which supplier or warehouse sends which units, by ordered rules that rank.

Third-party goods go to their supplier.  For own goods each rule in turn ranks the warehouses that are still tied and
keeps the best; stock then decides how much of a line the winner can send.  A plan changes nothing (dry run).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.order import Order
from desktop_oms.domain.world import House, RoutingRule, World

KINDS = ("has_all", "has_most", "priority", "warehouse")  # what a rule may prefer
DEFAULT_RULES = (
    RoutingRule(1, 10, "has_all"),
    RoutingRule(2, 20, "has_most"),
    RoutingRule(3, 30, "priority"),
)


Place = tuple[int, int]  # warehouse and SKU


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
    """The parts in which `needs` go out; units without stock stand in a `short` part of the preferred warehouse."""
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
    free: dict[Place, int] = {}
    houses = list(world.houses)
    while houses and any(left.values()):
        house = choose(order, [need for need in needs if left[need.line.id]], houses, world)
        houses.remove(house)
        for line_id, qty in left.items():
            place = (house.id, sku[line_id])
            there = free[place] if place in free else world.stock.available(*place)
            take = min(qty, there)
            if take:
                _part(parts, house.id, None).units[line_id] = take
                left[line_id] -= take
                free[place] = there - take
    if any(left.values()):
        first = choose(order, needs, list(world.houses), world).id if world.houses else None
        part = _part(parts, first, None, short=True)
        part.units.update({line_id: qty for line_id, qty in left.items() if qty})


def choose(order: Order, needs: Sequence[Need], houses: Sequence[House], world: World) -> House:
    """The warehouse that the rules rank first; ties fall to priority, then to the older warehouse."""
    tied = list(houses)
    for rule in world.ordered_rules or DEFAULT_RULES:
        if len(tied) == 1:
            break
        if applies(rule, order, needs, world):
            ranks = [rank(rule, needs, house, world) for house in tied]
            best = min(ranks)
            tied = [house for house, its_rank in zip(tied, ranks, strict=True) if its_rank == best]
    return min(tied, key=lambda house: (house.priority, house.id))


# What a rule's condition may ask of the order; `category` asks it of the goods: all of them must be of it.
CONDITIONS: dict[str, Callable[[Order], object]] = {
    "merchant_id": lambda order: order.merchant_id,
    "channel_id": lambda order: order.channel_id,
    "delivery": lambda order: order.delivery,
    "province": lambda order: order.ship_province,
    "country": lambda order: order.ship_country,
    "currency": lambda order: order.currency,
}


def applies(rule: RoutingRule, order: Order, needs: Sequence[Need], world: World) -> bool:
    """True when the rule's condition (seller, channel, delivery, province, country, currency, category) fits."""
    for name, wanted in rule.condition.items():
        if name in CONDITIONS and CONDITIONS[name](order) != wanted:
            return False
        if name == "category" and any(_category(need, world) != wanted for need in needs):
            return False
    return True


def _category(need: Need, world: World) -> str:
    goods = world.goods.get(need.line.sku_id or 0)
    return goods.category if goods else ""


def rank(rule: RoutingRule, needs: Sequence[Need], house: House, world: World) -> int:
    """How good a warehouse is under one rule; smaller is better. A rule of an unknown kind ranks all alike."""
    if rule.kind == "priority":
        return house.priority
    if rule.kind == "warehouse":
        return 0 if house.code == rule.condition.get("warehouse") else 1
    if rule.kind not in ("has_all", "has_most"):
        return 0
    missing = 0
    for need in needs:
        lacking = need.qty - world.stock.available(house.id, need.line.sku_id or 0)
        if lacking > 0:
            missing += lacking
    return missing if rule.kind == "has_most" else min(missing, 1)


def shortages(needs: Sequence[Need], world: World) -> list[tuple[OrderLine, int]]:
    """Own units that all warehouses together do not have: (line, units)."""
    free: dict[int, int] = {}
    short = []
    for need in needs:
        sku = need.line.sku_id or 0
        goods = world.goods.get(sku)
        if goods and goods.supplier_id is not None:
            continue
        if sku not in free:
            free[sku] = sum([world.stock.available(house.id, sku) for house in world.houses])
        take = min(need.qty, free[sku])
        free[sku] -= take
        if take < need.qty:
            short.append((need.line, need.qty - take))
    return short


def _part(parts: list[Part], warehouse_id: int | None, supplier_id: int | None, *, short: bool = False) -> Part:
    for part in parts:
        if (part.warehouse_id, part.supplier_id, part.short) == (warehouse_id, supplier_id, short):
            return part
    part = Part(warehouse_id, supplier_id, short)
    parts.append(part)
    return part

"""Arguments for events that may succeed: for the walks at random, mostly sensible, sometimes not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from desktop_oms.domain import parcels, refunds
from desktop_oms.domain.arguments import names
from desktop_oms.domain.order import Order
from desktop_oms.domain.world import World

Args = dict[str, Any]
Maker = Callable[[Any, Order, World, random.Random], Args]
DAY = 86_400_000
MAKERS: dict[str, Maker] = {}


def arguments(event: str, subject: Any, order: Order, world: World, rng: random.Random) -> Args:
    """Arguments for one attempt at an event."""
    maker = MAKERS.get(event)
    args = maker(subject, order, world, rng) if maker else {}
    taken = names(event)
    if "reason" in taken and rng.random() < 0.9:
        args.setdefault("reason", "r")
    if "proof" in taken and rng.random() < 0.8:
        args.setdefault("proof", "p")
    return args


def made_for(event: str) -> Callable[[Maker], Maker]:
    """Marks the function that makes an event's arguments."""

    def keep(maker: Maker) -> Maker:
        MAKERS[event] = maker
        return maker

    return keep


def some_units(lines: list[Any], rng: random.Random, most: Callable[[Any], int]) -> dict[int, int]:
    """A few of the lines, each with some of its units, as a rule as many as there are."""
    useful = [line for line in lines if most(line) > 0]
    chosen = [line for line in useful if rng.random() < 0.7] or (useful or lines)[:1]
    units = {line.id: max(1, most(line)) for line in chosen}
    return {key: rng.randint(1, count) if rng.random() < 0.5 else count for key, count in units.items()}


@made_for("order.confirm")
def confirm(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {rng.choice(["ship_partial", "backorder"]): rng.random() < 0.7}


@made_for("order.complete")
def complete(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"shop_says": rng.random() < 0.2}


@made_for("order.amend")
def amend(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    unknown = [line.id for line in order.lines if line.sku_id is None]
    if unknown and rng.random() < 0.7:
        return {"sku": {unknown[0]: rng.randint(1, 5)}}
    if rng.random() < 0.3:
        return {"address": {"street": "北路 1", "name": "李四"}, "urgent": rng.random() < 0.5}
    if rng.random() < 0.5:
        gone = [line for line in order.lines if line.kind == "sale" or (line.kind == "gift" and rng.random() < 0.3)]
        return {"remove": some_units(gone, rng, lambda line: line.to_ship)}
    new = {"sku_id": rng.randint(1, 5), "qty": rng.randint(1, 2), "price": rng.randint(0, 300)}
    return {"add": [new | {"gift": int(rng.random() < 0.2)}]}


@made_for("order.rewrite")
def rewrite(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    prices = [(rng.randint(1, 5), rng.randint(1, 3), rng.randint(0, 900)) for _ in range(rng.randint(0, 4))]
    lines = [{"sku_id": sku, "qty": qty, "price": price, "gift": int(rng.random() < 0.1)} for sku, qty, price in prices]
    return {"add": lines, "shipping": rng.choice([0, 7]), "discount": rng.choice([0, 0, 5]), "buyer_note": "again"}


@made_for("fulfilment.short")
def short(part: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"lines": {row.line_id: rng.randint(1, row.qty) for row in part.lines if row.qty and rng.random() < 0.6}}


@made_for("fulfilment.split")
def split(part: Any, order: Order, world: World, rng: random.Random) -> Args:
    rows = {row.line_id: rng.randint(1, row.qty) for row in part.lines if rng.random() < 0.7}
    return {"lines": rows, **({"warehouse_id": rng.choice([1, 2])} if rng.random() < 0.4 else {})}


@made_for("fulfilment.substitute")
def substitute(part: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"agreed": True, "sku_id": rng.randint(1, 5)}


@made_for("fulfilment.give_up")
def give_up(part: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"agreed": True}


@made_for("parcel.open")
def open_parcel(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    ready = [(part, units) for part in order.fulfilments if (units := parcels.packable(order, part))]
    if not ready or rng.random() < 0.3:
        return {}
    part, units = rng.choice(ready)
    if rng.random() < 0.5:
        return {"fulfilment_id": part.id}
    line_id = rng.choice(list(units))
    return {"fulfilment_id": part.id, "lines": {line_id: rng.randint(1, units[line_id])}}


@made_for("parcel.scan")
def scan(parcel: Any, order: Order, world: World, rng: random.Random) -> Args:
    row = next((row for row in parcel.lines if row.scanned < row.qty), parcel.lines[0])
    return {"line_id": row.line_id, "units": row.qty - row.scanned if rng.random() < 0.9 else rng.choice([-1, 1])}


@made_for("parcel.take_out")
def take_out(parcel: Any, order: Order, world: World, rng: random.Random) -> Args:
    if rng.random() < 0.5:
        return {}
    row = rng.choice(parcel.lines)
    return {"line_id": row.line_id, "units": rng.randint(1, row.qty)}


@made_for("parcel.pack")
def pack(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"override": rng.random() < 0.1}


@made_for("parcel.label")
def label(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"waybill": f"W{world.new_id()}"}


@made_for("parcel.report")
def report_parcel(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    offered = [part for part in order.fulfilments if part.state == "accepted" and part.lines]
    if offered and rng.random() < 0.8:
        part = rng.choice(offered)
        return {"fulfilment_id": part.id, "lines": {row.line_id: rng.randint(1, row.qty) for row in part.lines}}
    return {"lines": some_units(order.lines, rng, lambda line: line.qty - line.shipped)}


@made_for("parcel.bounce")
def bounce(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"refused": rng.random() < 0.4}


KINDS = (
    "refund_unshipped refund_only return_refund return_refund exchange exchange resend refund_lost allowance shortage"
).split()


@made_for("case.request")
def request(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    kind = rng.choice(KINDS)
    if not order.lines:  # a draft nobody has put anything into yet
        return {"kind": kind}
    if kind == "allowance":
        line = rng.choice(order.lines)
        return {
            "kind": kind,
            "amounts": {line.id: rng.randint(1, max(1, line.payable // 3))} if rng.random() < 0.8 else {},
            "shipping": rng.choice([0, 0, 3]),
        }
    inside = kind in ("refund_unshipped", "shortage") or (kind == "exchange" and rng.random() < 0.3)
    lines = [line for line in order.lines if line.kind != "gift"]
    units = some_units(lines, rng, (lambda line: line.going_out) if inside else (lambda line: line.free_shipped))
    other = rng.choice([None, 1, 2, 3, 4, 5]) if kind == "exchange" else None
    reason = rng.choice(["missing", "quality", "r"])
    return {"kind": kind, "lines": units, "reason": reason, "sku_id": other, "unshipped": inside}


@made_for("case.change_kind")
def change_kind(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    kind = rng.choice(KINDS)
    return {"kind": kind, "amount": rng.randint(0, 200)} if kind == "allowance" else {"kind": kind}


@made_for("case.approve")
def approve(case: Any, order: Order, world: World, rng: random.Random) -> Args:
    if rng.random() < 0.6:
        return {}
    if rng.random() < 0.3:
        return {"lines": {row.line_id: rng.randint(0, row.qty) for row in case.lines}}
    return {"amount": rng.randint(0, 300)} if rng.random() < 0.5 else {"deduction": rng.randint(1, 50)}


@made_for("case.announce")
def announce(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"waybill": "RW1"} if rng.random() < 0.5 else {}


@made_for("case.receive")
def receive(case: Any, order: Order, world: World, rng: random.Random) -> Args:
    lines = {}
    for row in case.lines:
        left = row.shipped - row.received - row.missing
        if left > 0:
            lines[row.line_id] = {rng.choice(["sellable", "damaged", "wrong"]): rng.randint(1, left)}
        if row.sellable and rng.random() < 0.1:
            lines[row.line_id] = {"sellable": -1, "damaged": rng.choice([0, 1])}
    return {"lines": lines}


@made_for("case.received")
def received(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {"rest_missing": rng.random() < 0.5}


@made_for("case.restock")
def restock(case: Any, order: Order, world: World, rng: random.Random) -> Args:
    lines = {}
    for row in case.lines:
        good = row.sellable - row.restocked
        rest = row.received - row.restocked - row.scrapped - row.sent_back - good
        if good + rest > 0:
            lines[row.line_id] = {"restocked": good, "scrapped": rest} if rest >= 0 else {"scrapped": good + rest}
    return {"lines": lines, "warehouse_id": rng.choice([None, 1, 2])}


@made_for("payment.start")
def start(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    due = max(1, order.collect)
    return {
        "amount": due if rng.random() < 0.8 else rng.choice([due // 2 + 1, due + 5]),
        "provider": rng.choice(["stripe", "manual"]),
    }


@made_for("payment.collect")
def collect(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {} if rng.random() < 0.8 else {"amount": rng.choice([1, order.collect + 3])}


@made_for("refund.report")
def report_refund(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    held = refunds.held_money(order)
    args: Args = {"amount": rng.choice([1, 50, max(1, held), max(1, held), max(1, order.total // 2)])}
    if rng.random() < 0.3:
        args["lines"] = some_units(order.lines, rng, lambda line: line.qty)
    return args


@made_for("hold.place")
def place(_: Any, order: Order, world: World, rng: random.Random) -> Args:
    return {
        "until": rng.choice([None, world.now + 1, world.now + DAY]),
        "urgent_after": rng.random() < 0.3,
        "until_ship_by": rng.random() < 0.2,
    }

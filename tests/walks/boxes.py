"""Orders that ship together in the walks: groups made, undone and left amid everything else, boxes opened for all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import IncomingLine, IncomingOrder, ShopState
from desktop_oms.domain.roles import Actor
from tests.domain.walk import PEOPLE
from tests.walks.carrying import Screen
from tests.walks.ground import CURRENCIES, HOUSES, OWN, RECEIVER, Clock


class Walk(Protocol):
    """What a walk lends: its orders, programs and decisions, and its deeds at the bench and the door."""

    rng: random.Random
    apps: list[App]
    screens: dict[int, Screen]
    seed: int
    count: int
    clock: Clock

    def bring_in(self, app: App, told: IncomingOrder, channel_id: int) -> int | None: ...

    def took_in(self, order_id: int, app: App, key: str, said: str) -> None: ...

    def count_shelf(self, sku: int, house: str, units: int) -> None: ...

    def look_anew(self, order_id: int) -> None: ...

    def after(self, order_id: int, key: str, said: str) -> None: ...

    def pack(self, order_id: int) -> None: ...

    def hand_over(self, order_id: int) -> None: ...


def ship_together(walk: Walk) -> None:
    """Orders go into one box from now on, or no longer; often somebody packs and sends the box."""
    rng, app = walk.rng, walk.rng.choice(walk.apps)
    groups = list(dict.fromkeys(filter(None, map(app.together.group_of, walk.screens))))
    if not groups or rng.random() < 0.25:
        mates = some_mates(walk, app)
    else:
        mates = rng.choice(groups)
        part_ways(walk, app, mates)
    if rng.random() < 0.3:
        return
    walk.pack(mates[0])
    walk.look_anew(mates[0])
    if rng.random() < 0.3:
        walk.hand_over(mates[0])
    for order_id in mates:
        walk.look_anew(order_id)
        walk.after(order_id, "", "packed together")


def some_mates(walk: Walk, app: App) -> tuple[int, ...]:
    """Two or three paid orders of one buyer come in; the desk lets them go, in one box."""
    rng, found = walk.rng, []
    for sku in OWN:
        walk.count_shelf(sku, HOUSES[0].code, 20)
    for _ in range(rng.randint(2, 3)):
        walk.count += 1
        lines = tuple(
            IncomingLine(f"S{sku}", f"S{sku}", "", qty, 100, 100 * qty, external_id=str(sku))
            for sku, qty in zip(rng.sample(list(OWN), 2), (rng.randint(1, 3), rng.randint(1, 2)), strict=True)
        )
        total, now = sum(line.amount or 0 for line in lines), walk.clock()
        told = IncomingOrder(
            f"M{walk.seed}-{walk.count}", CURRENCIES[1], ShopState.PAID, lines, RECEIVER, placed_at=now, paid_at=now,
            goods=total, total=total, paid=total, buyer="buyer", rows=(2,),
        )  # fmt: skip
        order_id = walk.bring_in(app, told, 1)
        if order_id is not None:
            walk.took_in(order_id, app, "", "a mate comes in")
            found.append(order_id)
    said = ""
    try:
        app.together.make(PEOPLE[1], found)
    except OmsError as refusal:
        said = f", refused {refusal.code}"
    said += confirm(app, PEOPLE[1], found)
    for order_id in found:
        walk.look_anew(order_id)
        walk.after(order_id, "", f"mates {found}{said}")
    return tuple(found)


def part_ways(walk: Walk, app: App, mates: Sequence[int]) -> None:
    """Sometimes a group is undone, or one order leaves it; what the rules refuse is no trouble."""
    way, one = walk.rng.choices(["stay", "undo", "leave"], [5, 1, 1])[0], walk.rng.choice(list(mates))
    said = f"{way} {one}"
    try:
        if way == "undo":
            app.together.undo(PEOPLE[1], one)
        elif way == "leave":
            app.together.leave(PEOPLE[1], one)
    except OmsError as refusal:
        said += f", refused {refusal.code}"
    for order_id in mates:
        walk.look_anew(order_id)
        walk.after(order_id, "", f"together {said}")


def confirm(app: App, desk: Actor, order_ids: Sequence[int]) -> str:
    """The desk lets a group go as far as the rules allow."""
    refused = []
    for order_id in order_ids:
        try:
            app.commands.do(desk, order_id, "order.confirm")
        except OmsError as refusal:
            refused.append(refusal.code)
    return f", confirmed, refused {refused}"


def go_alone(app: App, desk: Actor, order_id: int) -> bool:
    """An order leaves its mates, so that it can be brought to its end by itself; False when it has none, or is out."""
    if not app.together.group_of(order_id) or app.together.company(desk, order_id).stays is not None:
        return False
    app.together.leave(desk, order_id)
    return True

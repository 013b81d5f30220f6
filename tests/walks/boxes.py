"""Orders that ship together in the walks: groups made, undone and left amid everything else, boxes opened for all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from tests.domain.walk import PEOPLE
from tests.walks.carrying import Screen


class Walk(Protocol):
    """What a walk lends: its orders, programs and decisions, and its deeds at the bench and the door."""

    rng: random.Random
    apps: list[App]
    screens: dict[int, Screen]

    def look_anew(self, order_id: int) -> None: ...

    def after(self, order_id: int, key: str, said: str) -> None: ...

    def pack(self, order_id: int) -> None: ...

    def hand_over(self, order_id: int) -> None: ...


def ship_together(walk: Walk) -> None:
    """Some of the orders go into one box from now on, or no longer; often somebody packs and sends the box."""
    rng, app = walk.rng, walk.rng.choice(walk.apps)
    said, mates = regroup(app, PEOPLE[1], list(walk.screens), rng)
    if mates and rng.random() < 0.8:
        said += confirm(app, PEOPLE[1], mates)
    for order_id in walk.screens:
        walk.look_anew(order_id)
        walk.after(order_id, "", said)
    if not mates or rng.random() < 0.3:
        return
    walk.pack(mates[0])
    walk.look_anew(mates[0])
    if rng.random() < 0.5:
        walk.hand_over(mates[0])
    for order_id in mates:
        walk.look_anew(order_id)
        walk.after(order_id, "", "packed together")


def regroup(app: App, desk: Actor, order_ids: Sequence[int], rng: random.Random) -> tuple[str, tuple[int, ...]]:
    """Some orders ship together from now on, or go their own ways again; what the rules refuse is no trouble.

    What was done comes back, and the orders of a group to go on with.
    """
    alike = [mates for mates in app.together.hints() if set(mates.order_ids) <= set(order_ids)]
    way = rng.choices(["make", "undo", "leave"], [6, 1, 1])[0]
    one = rng.choice(list(order_ids))
    if not alike:
        return "together: nobody", ()
    chosen = rng.choice(alike)
    some = rng.sample(chosen.order_ids, rng.randint(2, min(3, len(chosen.order_ids))))
    try:
        if way == "make" and not chosen.group_id:
            app.together.make(desk, some)
        elif way == "undo":
            app.together.undo(desk, one)
        elif way == "leave":
            app.together.leave(desk, one)
    except OmsError as refusal:
        return f"{way} {some} {one}, refused {refusal.code}", ()
    return f"{way} {some} {one}", app.together.group_of(some[0])


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
    """An order leaves its mates, so that it can be brought to its end by itself; False when it has none."""
    if not app.together.group_of(order_id):
        return False
    app.together.leave(desk, order_id)
    return True

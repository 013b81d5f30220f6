"""The desk's work on many orders in the walks: bulk runs, shipping together and apart, and taking amendments back."""

from __future__ import annotations

import random
from collections.abc import Sequence

from desktop_oms.app import App
from desktop_oms.domain.apart import UNPICKED
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.apart import Wish
from desktop_oms.services.bulk import NAMES, NOTED, REASONED
from desktop_oms.storage import change_rows
from tests.domain.walk import PEOPLE
from tests.walks.carrying import Carrying

WAYS = ("bulk", "bulk", "together", "undo_together", "apart", "undo_apart", "amend_back")


def work_on_several(walk: Carrying) -> None:
    """The desk works on some of the walk's orders; every order must be sound afterwards."""
    app, order_ids = walk.rng.choice(walk.apps), list(walk.screens)
    said = work_on_some(app, PEOPLE[1], order_ids, walk.rng, walk.next_key())
    for order_id in order_ids:
        walk.after(order_id, "", said)


def work_on_some(app: App, actor: Actor, order_ids: Sequence[int], rng: random.Random, key: str) -> str:
    """One thing that the desk does; what the rules refuse is no trouble. Says what it was."""
    way = rng.choice(WAYS)
    some = rng.sample(list(order_ids), rng.randint(1, len(order_ids)))
    try:
        if way == "bulk":
            way = bulk(app, actor, some, rng, key)
        elif way == "together":
            app.together.make(actor, some)
        elif way == "undo_together":
            app.together.undo(actor, some[0])
        elif way == "apart":
            app.apart.split(actor, some[0], a_wish(app, some[0], rng), command_id=key)
        elif way == "undo_apart":
            app.apart.undo(actor, some[0], command_id=key)
        else:
            amend_back(app, actor, some[0], rng, key)
    except OmsError as refusal:
        return f"{way} of {some}, refused {refusal.code}"
    return f"{way} of {some}"


def bulk(app: App, actor: Actor, some: Sequence[int], rng: random.Random, key: str) -> str:
    """The same for all of them; whoever is refused stops nobody."""
    name = rng.choice([one for one in NAMES if one != "cancel" or rng.random() < 0.2])
    args = {"reason": "walk"} if name in REASONED else {"to": "p2"} if name in NOTED else {}
    app.bulk.run(actor, name, some, args, command_id=key)
    return f"bulk {name}"


def a_wish(app: App, order_id: int, rng: random.Random) -> Wish:
    """Some units of one part, now and then from another warehouse; or what is there."""
    parts = [part for part in app.orders.load(order_id).fulfilments if part.state in UNPICKED and part.lines]
    if not parts or rng.random() < 0.3:
        return Wish(by_stock=True)
    part = rng.choice(parts)
    units = {row.line_id: rng.randint(1, row.qty) for row in part.lines if row.qty and rng.random() < 0.7}
    return Wish({part.id: units}, rng.choice([None, None, 1, 2]))


def amend_back(app: App, actor: Actor, order_id: int, rng: random.Random, key: str) -> None:
    """Something that was changed once is to stand as it was."""
    changed = list(app.database.read(lambda conn: change_rows.of_order(conn, order_id)))
    if changed:
        app.amends.back(actor, order_id, rng.choice(changed), command_id=key)

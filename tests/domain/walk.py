"""Random walks over the life of orders, in memory: every event of the table by every role, all invariants after each.

Two orders may share one stock.  A walk is its seed: `Walk(seed).run()` does the same every time.
"""

from __future__ import annotations

import itertools
import random
from copy import deepcopy
from functools import cache
from typing import Any

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import NOTHING, Run, state_of
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.machines import TABLE, events_from
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor, Policy, Role
from desktop_oms.domain.stock import Level, Stock
from desktop_oms.domain.world import Goods, House, World
from tests.domain import finisher
from tests.domain.beginnings import begin_order
from tests.domain.suitable import arguments

ROLES = (
    Role.CUSTOMER,
    Role.DESK,
    Role.CLERK,
    Role.REVIEWER,
    Role.REVIEWER,
    Role.CASHIER,
    Role.MANAGER,
    Role.SUPPLIER,
)
PEOPLE = [Actor(number, f"p{number}", frozenset({role})) for number, role in enumerate(ROLES, start=1)]
DAY = 86_400_000
SUPPLIER = 77
NEW = tuple(
    name
    for name, rows in TABLE.items()
    if NOTHING in rows[0].sources and name != "order.create" and not rows[0].internal
)

# How often an event is tried against the others; what ends or undoes things is tried rarely, or nothing ever gets far.
RARE = {
    "order.cancel": 0.05,
    "order.expire": 0.2,
    "order.unconfirm": 0.05,
    "order.rewrite": 0.3,
    "order.amend": 0.15,
    "fulfilment.cancel": 0.06,
    "fulfilment.short": 0.1,
    "fulfilment.put_back": 0.06,
    "fulfilment.split": 0.3,
    "fulfilment.join": 0.3,
    "fulfilment.decline": 0.4,
    "parcel.void": 0.06,
    "parcel.miss": 0.1,
    "parcel.leave_out": 0.2,
    "parcel.unpack": 0.06,
    "parcel.unlabel": 0.06,
    "parcel.lose": 0.25,
    "parcel.bounce": 0.25,
    "parcel.report": 0.06,
    "parcel.scan": 3.0,
    "case.request": 0.35,
    "case.withdraw": 0.12,
    "case.reject": 0.12,
    "case.unapprove": 0.15,
    "case.change_kind": 0.2,
    "case.lapse": 0.5,
    "case.waive_return": 0.12,
    "case.send_back": 0.2,
    "refund.report": 0.03,
    "refund.reverse": 0.06,
    "refund.cancel": 0.3,
    "payment.start": 0.25,
    "payment.fail": 0.2,
    "payment.expire": 0.15,
    "hold.place": 0.05,
}
MOODS: dict[str, dict[str, float]] = {
    "any": {},
    "ships": {"case.request": 0.3, "parcel.hand_over": 4.0, "parcel.deliver": 4.0, "order.complete": 3.0},
    "returns": {"parcel.deliver": 5.0, "case.request": 4.0, "case.receive": 4.0, "parcel.bounce": 0.3},
    "cash": {"payment.promise": 8.0, "payment.capture": 0.2, "payment.refuse": 2.0, "case.request": 2.0},
    "short": {"fulfilment.short": 8.0, "fulfilment.substitute": 3.0, "case.request": 2.0},
    "shop": {"parcel.report": 6.0, "refund.report": 8.0},
    "lost": {"parcel.lose": 6.0, "parcel.bounce": 4.0, "case.request": 3.0},
    "doubt": {"refund.reverse": 6.0, "refund.fail": 3.0, "refund.time_out": 3.0, "case.withdraw": 4.0},
}


@cache
def open_events(machine: str, state: str) -> tuple[str, ...]:
    """Events that may be asked for in a state of a machine."""
    return tuple(name for name in events_from(machine, state) if not TABLE[name][0].internal)


@cache
def able(event: str) -> tuple[Actor, ...]:
    """Who holds a role that some row of the event asks for."""
    return tuple(one for one in (*PEOPLE, SYSTEM) if any(one.may(row.roles) for row in TABLE[event]))


@cache
def machine_named(kind: type) -> str:
    return kind.__name__.lower()


def machine_of(subject: Any) -> str:
    return machine_named(type(subject))


def rows_of(order: Order) -> list[Any]:
    """Everything of an order that a machine moves, the order first."""
    return [
        order,
        *order.fulfilments,
        *order.parcels,
        *order.cases,
        *order.refunds,
        *order.payments,
        *order.holds,
        *order.tasks,
    ]


class Walk:
    """One or two orders, a world they share, and a seeded source of decisions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.ids = itertools.count(1)
        mood = MOODS[self.rng.choice(list(MOODS))]
        self.weights = {name: RARE.get(name, 1.0) * mood.get(name, 1.0) for name in TABLE}
        self.world = self.new_world()
        self.edges: set[tuple[str, str]] = set()
        self.events: set[str] = set()
        self.log: list[str] = []
        self.commands = 0
        self.states: dict[tuple[str, int], str] = {}
        self.orders = [self.new_order() for _ in range(self.rng.choice([1, 1, 2]))]

    def new_world(self) -> World:
        rng = self.rng
        goods = {
            n: Goods(n, f"S{n}", category="c", product_code=f"P{n // 2}", supplier_id=SUPPLIER if n == 5 else None)
            for n in range(1, 6)
        }
        levels = {(h, s): Level(h, s, rng.choice([0, 1, 3, 20, 20])) for h in (1, 2) for s in range(1, 5)}
        limits = {"R": rng.choice([100, 50_000]), "M": 500_000, "Y": rng.choice([0, 200, 20_000])}
        policy = Policy(
            refund_limits=limits,
            single_operator=rng.random() < 0.1,
            undo_delay=rng.choice([0, 0, 1000]),
            reserve_unpaid=rng.random() < 0.2,
        )
        houses = (House(1, "W1", priority=1), House(2, "W2", priority=2))
        return World(1_000_000, lambda: next(self.ids), goods, houses, (), policy, Stock(levels))

    def new_order(self) -> Order:
        """An order as it first appears: a draft, an import, or history."""
        order = Order(
            next(self.ids), 1, 1, f"A{self.seed}-{next(self.ids)}", self.rng.choice(["CNY", "JPY", "KWD"]), NOTHING
        )
        for line in self.new_lines():
            order.lines.append(line)
        begun = begin_order(order, self.rng, self.world)
        self.check(begun, "new", f"begin {order.currency} total {order.total}")
        return order

    def new_lines(self) -> list[OrderLine]:
        rng = self.rng
        most = 0 if rng.random() < 0.05 else rng.choice([3, 500, 9999])
        lines = []
        for seq in range(1, rng.randint(2, 4)):
            qty, price = rng.randint(1, 4), rng.randint(0, most)
            sku = None if rng.random() < 0.03 else rng.randint(1, 5)
            lines.append(
                OrderLine(next(self.ids), seq, "sale", qty, sku, f"S{sku}", unit_price=price, amount=qty * price)
            )
        if rng.random() < 0.2:
            lines.append(OrderLine(next(self.ids), 9, "gift", rng.randint(1, 2), rng.randint(1, 4), "G"))
        return lines

    def run(self, steps: int = 150) -> None:
        """Walk, and somewhere on the way and at the end let each order be finished."""
        midway = self.rng.randrange(steps)
        for step in range(steps):
            self.step()
            if step == midway:
                self.finish_all(deepcopy((self.orders, self.world)))
        self.finish_all((self.orders, self.world))

    def finish_all(self, stand: tuple[list[Order], World]) -> None:
        orders, world = stand
        for order in orders:
            trail = finisher.finish(order, world, self.rng.choice(["send", "give_back"]))
            if trail is not None:
                shown = "\n".join([*self.log[-25:], "--- finisher", *trail[-15:]])
                raise AssertionError(f"seed {self.seed}: stuck at {order.stage}/{order.status}\n{shown}")

    def step(self) -> bool:
        """One attempt: an order, an event that its rows' states allow, arguments, an actor; True when carried out."""
        rng, world = self.rng, self.world
        order = rng.choice(self.orders)
        world.now += rng.choice([1, 1000, DAY // 2, 3 * DAY]) if rng.random() < 0.25 else 1
        chance = rng.random()
        if chance < 0.02:
            return self.stock_arrives()
        if chance < 0.05:
            run, before = lifecycle.begin(order, SYSTEM, world), order.status
            lifecycle.finish(run)
            return self.check(run, before, "the clock")
        event, subject = self.choose(order)
        actor = rng.choice(able(event))
        args = arguments(event, subject, order, world, rng)
        run, before = lifecycle.begin(order, actor, world), order.status
        if lifecycle.refuse(run, event, subject, args) or isinstance(run.check(event, subject, args, actor), Refusal):
            return False
        about = f"{machine_of(subject)} {getattr(subject, 'seq', '')}" if subject is not None else "-"
        self.log.append(f"{event} {args} by {actor.name} {order.number} {about}")
        self.events.add(event)
        lifecycle.perform(run, event, subject, **args)
        return self.check(run, before, "")

    def choose(self, order: Order) -> tuple[str, Any]:
        """An event and what it is about, the useful ones more often."""
        found = [(name, None) for name in NEW]
        for subject in rows_of(order):
            found += [(name, subject) for name in open_events(machine_of(subject), state_of(subject))]
        return self.rng.choices(found, [self.weights[name] for name, _ in found])[0]

    def stock_arrives(self) -> bool:
        level = self.rng.choice(list(self.world.stock.levels.values()))
        level.on_hand += self.rng.randint(1, 5)
        return True

    def check(self, run: Run, before: str, said: str) -> bool:
        """Everything that must hold after a command; what it did is counted."""
        order = run.order
        if said:
            self.log.append(said)
        self.commands += 1
        order.version += 1
        self.events.update(f"{step.machine}.{step.event}" for step in run.steps)
        broken = [*violations(order), *self.wrong_history(run), *self.wrong_stock()]
        if broken:
            raise AssertionError(f"seed {self.seed}: {broken}\n" + "\n".join(self.log[-40:]))
        if before != order.status:
            self.edges.add((before, order.status))
        return True

    def wrong_history(self, run: Run) -> list[str]:
        """I12: each step starts where the one before it ended, and the last is where the row stands."""
        found = []
        for step in run.steps:
            key = (step.machine, step.subject_id)
            last = self.states.get(key, step.from_state)
            if last != step.from_state:
                found.append(f"I12 {step.machine}.{step.event} from {step.from_state}, was {last}")
            self.states[key] = step.to_state
        for row in rows_of(run.order):
            if self.states.get((machine_of(row), row.id), state_of(row)) != state_of(row):
                found.append(f"I12 {machine_of(row)} {row.id} stands at {state_of(row)} without a step")
        return found

    def wrong_stock(self) -> list[str]:
        """I8 over all orders: what is promised is what their fulfilments hold, and never more than there is."""
        held: dict[tuple[int | None, int | None], int] = {}
        for order in self.orders if hasattr(self, "orders") else ():
            for part in order.fulfilments:
                for row in part.lines:
                    key = (row.warehouse_id, row.sku_id)
                    held[key] = held.get(key, 0) + row.allocated
        if not held:
            return []
        return [
            f"I8 stock {key}: {level}, orders hold {held.get(key, 0)}"
            for key, level in self.world.stock.levels.items()
            if level.allocated != held.get(key, 0) or level.on_hand < level.allocated
        ]

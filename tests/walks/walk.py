"""Random walks over the life of orders through the services, in real transactions.

There are two programs, people who look at old screens, commands that are sent twice, and a clock that jumps.  After
each command everything that must hold is read back from the database; a refusal must have committed nothing.

A walk is its seed.  Orders live in groups that share the shelves; at its end every order of a group is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from desktop_oms.app import App
from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import state_of
from desktop_oms.domain.errors import OmsError, Refusal
from desktop_oms.domain.incoming import IncomingOrder, ParsedFile, ShopState
from desktop_oms.domain.machines import TABLE
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import EVERY_ROLE, SYSTEM, Actor, Role
from desktop_oms.domain.stock import Stock
from desktop_oms.domain.world import World
from desktop_oms.services.commands import Done
from desktop_oms.storage import catalogue_rows
from tests.domain.finisher import ENDS, PROPOSALS, Proposal, is_over
from tests.domain.suitable import arguments
from tests.domain.walk import MOODS, NEW, PEOPLE, RARE, able, machine_of, open_events, rows_of
from tests.walks import boxes, desk, waves
from tests.walks.carrying import Carrying, Screen
from tests.walks.ground import (
    DAY,
    GOODS,
    HOUR,
    HOUSES,
    OWN,
    a_draft,
    a_shop_order,
    further,
    new_policy,
)

GROUP, STEPS, TRIES = 6, 150, 400
BENCH = Actor(3, "p3", frozenset({Role.CLERK}), 11, "bench 11")
BOSS = Actor(9, "p9", EVERY_ROLE)
EVERYBODY = frozenset(Role) - {Role.SYSTEM}
FINISHERS = (*(Actor(6 + n, f"f{n}", EVERYBODY) for n in range(3)), SYSTEM)


def complete_draft(order: Order, aim: str) -> Iterator[Proposal]:
    """What the desk has not asked the buyer yet."""
    if order.stage == "draft" and not order.ship_street:
        yield "order.amend", order, {"address": {"street": "南路 18"}}


class ServiceWalk(Carrying):
    """Some orders, two programs on one database, and a seeded source of decisions."""

    def run(self, orders: int, steps: int = STEPS) -> None:
        """Walk with so many orders, group by group, and bring each to its end."""
        while self.orders < orders:
            self.begin_group()
            for _ in range(steps * len(self.screens)):
                self.step()
            for order_id in list(self.screens):
                self.finish(order_id)
        found = self.apps[0].upkeep.reconcile(full=True)
        self.demand(found == [], f"reconcile: {found}")

    def begin_group(self) -> None:
        """New orders under new rules, with new goods on the shelves; the old ones have ended."""
        rng, app = self.rng, self.apps[0]
        self.screens, self.told, self.last = {}, {}, None
        self.mood, self.policy = rng.choice(list(MOODS)), new_policy(rng)
        app.database.write(lambda conn: catalogue_rows.put_policy(conn, self.policy))
        for one in self.apps:
            one.worlds.forget()
        for sku in OWN:
            for house in HOUSES:
                self.count_shelf(sku, house.code, rng.choice([0, 1, 3, 20, 20]))
        while len(self.screens) < GROUP:
            self.new_order()

    # how orders and goods come in

    def new_order(self) -> None:
        """An order that the desk writes down, or that a shop tells us of."""
        rng, app = self.rng, self.rng.choice(self.apps)
        key = self.next_key()
        if rng.random() < 0.3:
            done = app.entry.draft(PEOPLE[1], a_draft(rng), key)
            self.took_in(done.order_id, app, key, "order.draft")
            return
        self.count += 1
        channel_id = rng.randint(1, 3)
        told = a_shop_order(f"{self.seed}-{self.count}", channel_id, rng, self.clock())
        order_id = self.bring_in(app, told, channel_id)
        if order_id is not None:
            self.told[order_id] = (told, channel_id)
            self.took_in(order_id, app, "", f"import {told.state} total {told.total}")

    def took_in(self, order_id: int, app: App, key: str, said: str) -> None:
        """An order that is ours from now on."""
        self.orders += 1
        self.screens[order_id] = Screen(app.orders.load(order_id), app)
        self.after(order_id, key, said)

    def bring_in(self, app: App, told: IncomingOrder, channel_id: int) -> int | None:
        """Import one order as from a file; None when it is refused."""
        channel = app.database.read(lambda conn: catalogue_rows.channel_by_id(conn, channel_id))
        assert channel is not None
        plan = app.importing.plan(ParsedFile("taobao", "utf-8", 1, (), (told,), ()), channel)
        (found,) = app.importing.run(plan, PEOPLE[1]).orders
        return found.order_id if found.outcome != "refused" else None

    def count_shelf(self, sku: int, house: str, units: int) -> None:
        """Somebody counts; what is promised is always still there."""
        try:
            self.apps[0].stock.set(BOSS, f"S{sku}", house, units, "counted")
        except OmsError as refusal:
            self.demand(refusal.code == "stock_promised", refusal.code)

    # one step

    def step(self) -> None:
        """One attempt of somebody at something."""
        rng = self.rng
        self.move_clock()
        order_id = rng.choice(list(self.screens))
        chance = rng.random()
        besides: list[tuple[float, Callable[[], None]]] = [
            (0.01, lambda: self.count_shelf(rng.choice(OWN), rng.choice(HOUSES).code, rng.randint(0, 20))),
            (0.03, lambda: self.tick(order_id)),
            (0.05, lambda: self.pack(order_id)),
            (0.06, lambda: self.hand_over(order_id)),
            (0.075, lambda: self.tell_again(order_id)),
            (0.09, self.repeat),
            (0.115, self.pick_together),
            (0.13, lambda: boxes.ship_together(self)),
            (0.155, lambda: desk.work_on_several(self)),
        ]
        deed = next((deed for most, deed in besides if chance < most), lambda: self.attempt(order_id))
        deed()

    def move_clock(self) -> None:
        """Time goes on, sometimes by days; rarely it is set back."""
        rng, chance = self.rng, self.rng.random()
        if chance < 0.005:
            self.clock.ms += rng.choice([-1, -5_000, -HOUR, 15 * DAY])
        elif chance < 0.03:
            self.clock.ms += rng.choice([DAY // 2, 3 * DAY])
        else:
            self.clock.ms += rng.choice([1, 1, 1, 1000, HOUR])

    def attempt(self, order_id: int) -> None:
        """An event of the table on what somebody sees, mostly one that looks possible."""
        rng, screen = self.rng, self.screens[order_id]
        order = screen.order
        event, subject = self.choose(order)
        actor = rng.choice(able(event) if rng.random() < 0.97 else PEOPLE)
        world = self.world()
        args = arguments(event, subject, order, world, rng)
        run = lifecycle.begin(order, actor, world)
        promising = lifecycle.refuse(run, event, subject, args) is None and not isinstance(
            run.check(event, subject, args, actor), Refusal
        )
        if not promising and rng.random() > 0.06:
            return
        subject_id = subject.id if subject is not None and subject is not order else None
        seen = order.version if rng.random() < 0.3 else None

        def do(key: str) -> Done:
            facts: dict[str, Any] = {"args": args, "command_id": key, "seen_version": seen}
            return screen.app.commands.do(actor, order_id, event, subject_id, **facts)

        self.carry_out(order_id, do, f"{event} {args} by {actor.name} on {getattr(subject, 'seq', '-')}")

    def choose(self, order: Order) -> tuple[str, Any]:
        """An event and what it is about, the useful ones more often."""
        found = [(name, None) for name in NEW if not TABLE[name][0].internal]
        for subject in rows_of(order):
            found += [(name, subject) for name in open_events(machine_of(subject), state_of(subject))]
        mood = MOODS[self.mood]
        weights = [RARE.get(name, 1.0) * mood.get(name, 1.0) for name, _ in found]
        return self.rng.choices(found, weights)[0]

    def world(self) -> World:
        """What a person may know when choosing; the command itself reads everything anew."""
        levels = {place: replace(level) for place, level in self.watch.levels.items()}
        return World(self.clock(), self.apps[0].database.new_id, GOODS, HOUSES, (), self.policy, Stock(levels))

    def tick(self, order_id: int) -> None:
        """The clock's own command: what is due by now happens."""
        app = self.screens[order_id].app
        self.carry_out(
            order_id, lambda key: app.commands.run(SYSTEM, order_id, "clock", lifecycle.finish, command_id=key), "clock"
        )

    def pack(self, order_id: int) -> None:
        """A box at the bench, by scans: the right pieces, sometimes a wrong one, sometimes left half full."""
        rng, screen = self.rng, self.screens[order_id]

        def work() -> None:
            job = screen.app.packing.open(BENCH, screen.order.number)
            codes = [min(line.codes) for line in job.lines for _ in range(line.qty - line.scanned)]
            if rng.random() < 0.2:
                codes.insert(rng.randint(0, len(codes)), rng.choice(["S1", "S2", "NOTHING", "CMD:UNDO"]))
            if rng.random() < 0.2:
                codes = codes[: rng.randint(0, len(codes))]
            screen.app.packing.pack_by_scans(BENCH, screen.order.number, codes)

        self.serve(order_id, work, "packing")

    def pick_together(self) -> None:
        """A wave of some of the orders, made or gone on with; every order must be sound afterwards."""
        app = self.rng.choice(self.apps)
        if self.rng.random() < 0.4:
            waves.make_wave(app, BENCH, list(self.screens), self.rng)
        else:
            waves.go_on(app, BENCH, self.rng)
        for order_id in self.screens:
            self.after(order_id, "", "waves")

    def hand_over(self, order_id: int) -> None:
        """Scans of the order's waybills at the door."""
        screen = self.screens[order_id]
        codes = [parcel.waybill for parcel in screen.order.parcels if parcel.waybill and parcel.is_live]

        def work() -> None:
            for code in codes:
                screen.app.hand_over.scan(BENCH, code)

        if codes:
            self.serve(order_id, work, f"hand-over {codes}")

    def tell_again(self, order_id: int) -> None:
        """A later file of the shop: the same again writes nothing, anything new is taken in."""
        if order_id not in self.told:
            return
        rng, app = self.rng, self.screens[order_id].app
        told, channel_id = self.told[order_id]
        if rng.random() < 0.4:
            self.still.note()
            self.demand(self.bring_in(app, told, channel_id) == order_id, "the same content is another order")
            self.demand(not self.alone or self.still.unbroken(), "the same content again wrote something")
            return
        new = further(told, rng.choice(list(ShopState)), rng, self.clock())
        if self.bring_in(app, new, channel_id) is not None:
            self.told[order_id] = (new, channel_id)
        self.after(order_id, "", f"told again: {new.state}")

    def repeat(self) -> None:
        """The last command once more under its id, by the other program: the first answer, and nothing written."""
        if self.last is None:
            return
        key, do, first = self.last
        self.still.note()
        self.demand(do(key) == first, f"command {key} answered otherwise")
        self.demand(not self.alone or self.still.unbroken(), f"command {key} wrote twice")
        self.repeats += 1

    # the end

    def finish(self, order_id: int) -> None:
        """Bring the order to its end by what people and facts may do; no goods come in meanwhile (I13)."""
        aim = self.rng.choice(["send", "give_back"])
        boxes.go_alone(self.apps[0], PEOPLE[1], order_id)
        self.after(order_id, "", "goes alone")
        for _ in range(TRIES):
            self.look_anew(order_id)
            order = self.screens[order_id].order
            if is_over(order):
                return
            self.clock.ms += 1
            if not self.finish_further(order_id, order, aim):
                break
        self.demand(False, f"stuck at {order.stage}/{order.status}, aim {aim}, ends are {ENDS}")

    def finish_further(self, order_id: int, order: Order, aim: str) -> bool:
        """The first thing that helps and is allowed."""
        world = self.world()
        for propose in (*PROPOSALS, complete_draft):
            for event, subject, args in propose(order, aim):
                for actor in FINISHERS:
                    run = lifecycle.begin(order, actor, world)
                    if isinstance(run.check(event, subject, args, actor), Refusal):
                        continue
                    if self.done_by(order_id, event, subject, args, actor):
                        return True
        return False

    def done_by(self, order_id: int, event: str, subject: Any, args: dict[str, Any], actor: Actor) -> bool:
        """One command of the finisher."""
        app, about = self.apps[0], None if isinstance(subject, Order) or subject is None else subject.id
        return self.carry_out(
            order_id,
            lambda key: app.commands.do(actor, order_id, event, about, args=args, command_id=key),
            f"finish: {event} {args} by {actor.name}",
        )

"""What every command of a walk goes through: it is carried out, and everything that must hold is read back.

A refusal must have committed nothing; whoever looked at the order goes on with what it is now, or with an old picture.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import IncomingOrder
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Policy
from desktop_oms.services.commands import Done
from tests.walks.ground import NOON, Clock, sessions
from tests.walks.watch import Stillness, Watch

LOG = 45


@dataclass
class Screen:
    """What somebody sees: an order as it was when it was read, and through which program."""

    order: Order
    app: App


def print_nothing(_key: str) -> None:
    """Nobody listens."""


class Broken(AssertionError):
    """Something that must hold does not; the text tells the seed and how it came to this."""


class Carrying:
    """Some orders, two programs on one database, a seeded source of decisions, and what is known of each command."""

    def __init__(
        self,
        place: str,
        seed: int,
        *,
        on_done: Callable[[str], None] = print_nothing,
        start: int = NOON,
        hasty: bool = True,
        alone: bool = True,
    ) -> None:
        """`on_done` hears the id of each command that was acknowledged; without `alone` others write meanwhile."""
        self.seed, self.rng, self.clock = seed, random.Random(seed), Clock(start)
        self.apps = sessions(place, self.clock, hasty=hasty)
        self.watch, self.still = Watch(self.apps[0]), Stillness(self.apps)
        self.policy, self.mood = Policy(), "any"
        self.screens: dict[int, Screen] = {}
        self.told: dict[int, tuple[IncomingOrder, int]] = {}
        self.log: list[str] = []
        self.last: tuple[str, Callable[[str], Done], Done] | None = None
        self.commands = self.refusals = self.repeats = self.count = self.orders = 0
        self.on_done, self.alone = on_done, alone
        self.codes: Counter[str] = Counter()

    def close(self) -> None:
        """Leave the database."""
        self.still.close()
        for app in self.apps:
            app.close()

    def next_key(self) -> str:
        """A new command id."""
        self.count += 1
        return f"{self.seed}:{self.count}"

    def carry_out(self, order_id: int, do: Callable[[str], Done], said: str) -> bool:
        """One command; true when it was done, and then everything holds; else nothing was committed."""
        key = self.next_key()
        self.still.note()
        try:
            done = do(key)
        except OmsError as refusal:
            self.log.append(f"  refused {refusal.code}: {said}")
            self.refusals += 1
            self.codes[refusal.code] += 1
            self.demand(
                not self.alone or self.still.unbroken(), f"refused {refusal.code} and yet something was written"
            )
            self.look_anew(order_id)
            return False
        self.last = (key, do, done)
        self.after(order_id, key, said)
        return True

    def serve(self, order_id: int, work: Callable[[], None], said: str) -> None:
        """Work of several commands at a bench; a refusal may come after some of them."""
        try:
            work()
        except OmsError as refusal:
            said = f"{said}, refused {refusal.code}"
            self.codes[refusal.code] += 1
        self.after(order_id, "", said)

    def after(self, order_id: int, key: str, said: str) -> None:
        """Everything must hold; whoever looks at the order sees it now, or goes on with an old picture."""
        self.log.append(f"{said} {key}")
        self.commands += 1
        fresh, wrong = self.watch.look(order_id)
        self.demand(not wrong, f"{wrong}")
        if key:
            self.on_done(key)
        if self.rng.random() < 0.93:
            self.screens[order_id] = Screen(fresh, self.rng.choice(self.apps))

    def look_anew(self, order_id: int) -> None:
        """After a refusal people look again."""
        self.screens[order_id] = Screen(self.apps[0].orders.load(order_id), self.rng.choice(self.apps))

    def demand(self, holds: bool, said: str) -> None:
        """Stop the walk with all that is needed to do it again."""
        if not holds:
            log = "\n".join(self.log[-LOG:])
            raise Broken(f"seed {self.seed}, mood {self.mood}: {said}\n{log}")

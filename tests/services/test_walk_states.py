"""Every state of every machine meets every event of it, asked through `do` by somebody with an old screen."""

from __future__ import annotations

from contextlib import closing

import pytest

from desktop_oms.domain.command import NOTHING, state_of
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.machines import TABLE
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import EVERY_ROLE, SYSTEM, Actor
from tests.domain.walk import machine_of, rows_of
from tests.walks.ground import make_ground
from tests.walks.walk import ServiceWalk

NOBODY = Actor(8, "p8", frozenset())
EVERYBODY = Actor(9, "p9", EVERY_ROLE | SYSTEM.roles)
MOST_ORDERS = 240


def all_states() -> set[tuple[str, str]]:
    """Every state of the table."""
    found = set()
    for rows in TABLE.values():
        for row in rows:
            found |= {(row.machine, state) for state in (*row.sources, row.target)}
    return {(machine, state) for machine, state in found if state not in (NOTHING, "=")}


class Probing(ServiceWalk):
    """A walk that asks each new state for everything that its machine knows."""

    probed: set[tuple[str, str]]
    pairs: set[tuple[str, str, str]]

    def after(self, order_id: int, key: str, said: str) -> None:
        super().after(order_id, key, said)
        order = self.apps[0].orders.load(order_id)
        for subject in rows_of(order):
            state = (machine_of(subject), state_of(subject))
            if state not in self.probed:
                self.probed.add(state)
                self.probe(order, subject, state)

    def probe(self, order: Order, subject: object, state: tuple[str, str]) -> None:
        for event, rows in TABLE.items():
            if rows[0].machine != state[0]:
                continue
            possible = any(state[1] in row.sources for row in rows)
            wanted = "event_internal" if rows[0].internal else "not_your_role" if possible else "not_in_state"
            self.pairs.add((*state, event))
            self.still.note()
            actor = NOBODY if possible else EVERYBODY
            key = None if subject is order else subject.id  # type: ignore[attr-defined]
            with pytest.raises(Refused) as refusal:
                self.apps[1].commands.do(actor, order.id, event, key)
            assert refusal.value.code == wanted, (event, state)
            assert self.still.unbroken(), (event, state)


@pytest.mark.timeout(900)
def test_every_state_answers_every_event_of_its_machine(sqlite_url: str) -> None:
    make_ground(sqlite_url)
    wanted = all_states()
    with closing(Probing(sqlite_url, 11)) as walk:
        walk.probed, walk.pairs = set(), set()
        while walk.probed != wanted and walk.orders < MOST_ORDERS:
            walk.run(walk.orders + 6, 50)
    assert walk.probed == wanted
    assert len(walk.pairs) == sum(len([row for row in TABLE.values() if row[0].machine == one]) for one, _ in wanted)

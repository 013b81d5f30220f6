"""Every state of every machine against every event, and the fast table against the library's machines."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from statemachine.exceptions import TransitionNotAllowed

from desktop_oms.domain.command import NOTHING, SAME, Run, free, nothing, state_of
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.machines import MACHINES, TABLE, events_from, rows_of, states_of
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.statecharts import build
from tests.domain.shop import Shop

EVERYBODY = Actor(1, "everybody", frozenset(Role))
# The same table without guards and effects: only states and roles decide.
BARE = {
    name: tuple(replace(row, guard=free, effect=nothing) for row in rows if row.sources != (NOTHING,))
    for name, rows in TABLE.items()
}
CELLS = [
    (machine, state, event)
    for machine in MACHINES
    for state in states_of(machine)
    for event in dict.fromkeys(row.name for row in rows_of(machine))
]


def subject_in(order: Order, machine: str, state: str) -> Any:
    """Something that a machine moves, standing in a state."""
    if machine == "order":
        order.stage = state
        return order
    return SimpleNamespace(box_id=None, id=99, seq=1, state=state)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_event_in_every_state_moves_as_the_table_says_or_is_refused(machine: str) -> None:
    for _, state, event in (cell for cell in CELLS if cell[0] == machine):
        shop = Shop()
        subject = subject_in(shop.order, machine, state)
        run = Run(shop.order, EVERYBODY, shop.world, BARE)
        fitting = [row for row in BARE[event] if state in row.sources]
        if not fitting:
            with pytest.raises(Refused) as refusal:
                run.fire(event, subject)
            assert refusal.value.code == ("not_in_state" if BARE[event] else "event_unknown"), (state, event)
            assert state_of(subject) == state
            continue
        run.fire(event, subject)
        target = fitting[0].target
        assert state_of(subject) == (state if target == SAME else target), (state, event)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_guarded_table_refuses_the_same_pairs_for_their_state(machine: str) -> None:
    shop = Shop().confirmed()
    for _, state, event in (cell for cell in CELLS if cell[0] == machine):
        fits = any(state in row.sources for row in TABLE[event])
        if not fits:
            subject = subject_in(shop.order, machine, state)
            found = Run(shop.order, EVERYBODY, shop.world, TABLE).check(event, subject, {}, EVERYBODY)
            assert isinstance(found, Refusal)
            assert found.code == "not_in_state", (state, event)


@pytest.mark.parametrize("event", TABLE)
def test_only_the_roles_of_the_table_may(event: str) -> None:
    shop = Shop()
    for row in (row for row in BARE[event] if row.sources != (NOTHING,)):
        for state in row.sources:
            subject = subject_in(shop.order, row.machine, state)
            allowed = {role for other in BARE[event] if state in other.sources for role in other.roles}
            for role in Role:
                actor = Actor(1, "one", frozenset({role}))
                found = Run(shop.order, actor, shop.world, BARE).check(event, subject, {}, actor)
                refused = isinstance(found, Refusal) and found.code == "not_your_role"
                assert refused == (role not in allowed), (event, state, role)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_fast_table_and_the_librarys_machine_move_alike(machine: str) -> None:
    """Both without guards: from each state, each event leads to the same state or is refused by both."""
    kind = build(machine)
    names = {row.event for row in rows_of(machine) if row.sources != (NOTHING,)}
    for state in states_of(machine):
        for event in names:
            rows = [row for row in BARE[f"{machine}.{event}"] if state in row.sources]
            ours = (state if rows[0].target == SAME else rows[0].target) if rows else None
            theirs = kind(start_value=state)
            try:
                theirs.send(event if event not in states_of(machine) else f"{event}_event")
            except TransitionNotAllowed:
                assert ours is None, (state, event)
            else:
                assert theirs.current_state_value == ours, (state, event)


def test_the_library_finds_every_machine_sound() -> None:
    """It refuses states nobody reaches, ends with an exit and dead ends; late facts leave some states that rest."""
    ends = {machine: {state.value for state in build(machine).final_states} for machine in MACHINES}
    assert ends == {
        "order": {"cancelled", "closed"},
        "fulfilment": {"cancelled", "done"},
        "parcel": {"void", "delivered", "returned"},
        "case": {"rejected", "withdrawn", "completed"},
        "refund": {"cancelled"},
        "payment": {"captured"},
        "hold": {"released"},
        "task": {"done"},
    }


@pytest.mark.parametrize("machine", MACHINES)
def test_every_state_that_is_no_end_has_an_event_somebody_may_ask_for(machine: str) -> None:
    ends = {state.value for state in build(machine).final_states}
    for state in states_of(machine):
        asked = [event for event in events_from(machine, state) if not TABLE[event][0].internal]
        assert asked or state in ends or (machine, state) == ("order", "completed"), state


def test_internal_events_cannot_be_asked_for() -> None:
    shop = Shop().confirmed()
    for event, rows in TABLE.items():
        if rows[0].internal:
            assert shop.refused("Y", event, None) == "event_internal"
    assert {name for name, rows in TABLE.items() if rows[0].internal} == {
        "order.reopen",
        "order.close",
        "fulfilment.plan",
        "fulfilment.done",
        "parcel.claim",
        "parcel.join",
        "parcel.part",
        "case.expect_return",
        "case.pay_reported",
        "case.take_back",
        "case.settled",
    }


def test_an_event_nobody_knows_is_refused() -> None:
    assert Shop().refused("S", "order.fly") == "event_unknown"

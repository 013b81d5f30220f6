"""State machines generated from the transition table with python-statemachine.

Building a machine checks the table: every state can be reached, no state that ends has an exit, none that does not end
lacks one.  Commands use the table that `machines.py` compiles, so a program that only works never loads the library.
"""

from __future__ import annotations

from statemachine import State, StateMachine

from desktop_oms.domain.command import NOTHING, SAME
from desktop_oms.domain.machines import rows_of, states_of
from desktop_oms.domain.transitions import INITIAL


def build(machine: str) -> type[StateMachine]:
    """The python-statemachine class of one machine; events that create a row start in its initial state."""
    rows = rows_of(machine)
    leaving = {source for row in rows for source in row.sources}
    states = {
        name: State(name.replace("_", " "), value=name, initial=name == INITIAL[machine], final=name not in leaving)
        for name in states_of(machine)
    }
    body: dict[str, object] = dict(states)
    for event in dict.fromkeys(row.event for row in rows):
        moves = None
        for row in (row for row in rows if row.event == event):
            for source in row.sources:
                if source == NOTHING:
                    continue
                target = states[source if row.target == SAME else row.target]
                move = states[source].to(target)
                moves = move if moves is None else moves | move
        if moves is not None:
            # A state and an event may share a name (fulfilment picked): the event is the verb.
            body[event if event not in states else f"{event}_event"] = moves
    return type(f"{machine.title()}Machine", (StateMachine,), body)

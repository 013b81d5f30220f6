"""One command at work on one order: transitions, guards, effects, and the record of what happened.

A *guard* is a plain function from facts to a refusal or None; buttons, bulk actions and the machines ask the same one.
An *effect* changes the order's rows; follow-up events run inside the same command by `Run.fire`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from desktop_oms.domain.entities import Task
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor, Role
from desktop_oms.domain.world import World

NOTHING = "-"
SAME = "="


class Facts(NamedTuple):
    """What a guard looks at: the order, the thing the event is about, the arguments, who asks, and the world.

    `was` is the state before the event; an effect finds the subject already in its new state.
    """

    order: Order
    subject: Any
    args: Mapping[str, Any]
    actor: Actor
    world: World
    was: str = NOTHING

    @property
    def now(self) -> int:
        """The command's time, milliseconds UTC."""
        return self.world.now


Guard = Callable[[Facts], Refusal | None]
Effect = Callable[["Run", Facts], Any]


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the transition table. Source `-` creates the subject, target `=` leaves its state as it is.

    `internal` events are fired by other events only; nobody can ask for them.
    """

    machine: str
    event: str
    sources: tuple[str, ...]
    target: str
    roles: frozenset[Role]
    guard: Guard
    effect: Effect
    undo: str = ""
    internal: bool = False

    @property
    def name(self) -> str:
        """The event's full name, as in `parcel.hand_over`."""
        return f"{self.machine}.{self.event}"


class Step(NamedTuple):
    """One event that happened, for the append-only history: keys and numbers, no personal data."""

    machine: str
    event: str
    subject_id: int
    from_state: str
    to_state: str
    actor: Actor
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Message:
    """Something the outside must be told after the commit; `key` makes it happen once."""

    topic: str
    key: str
    payload: dict[str, object]


class Shared(NamedTuple):
    """Something that befell a box with parcels of several orders: it befalls the others too, in the same transaction.

    Without an `event` the others only take over what the box has become (on which manifest, printed when).
    """

    box_id: int
    event: str
    args: Mapping[str, Any]
    actor: Actor


Table = Mapping[str, tuple[Transition, ...]]

CODES = frozenset({"kind", "reason", "carrier", "waybill", "state", "event", "owner"})
NO_ARGS: Mapping[str, Any] = {}
QUIET = frozenset({"parcel.scan"})
OF_THE_BOX = frozenset(
    {
        *("parcel.claim", "parcel.pack", "parcel.unpack", "parcel.label", "parcel.unlabel", "parcel.void"),
        *("parcel.hand_over", "parcel.deliver", "parcel.lose", "parcel.bounce", "parcel.part"),
    }
)


def machine_of(event: str) -> str:
    """The machine an event belongs to: the part before the dot."""
    return event.partition(".")[0]


def state_of(subject: Any) -> str:
    """The state of anything that has one; an order's is its stage, nothing's is `-`."""
    if subject is None:
        return NOTHING
    return subject.stage if isinstance(subject, Order) else subject.state


def set_state(subject: Any, state: str) -> None:
    """Move a machine. Only `Run.fire` and the effects that create a row may do this."""
    if isinstance(subject, Order):
        subject.stage = state
    else:
        subject.state = state


@dataclass(slots=True)
class Run:
    """A command being carried out on one order, in memory; the service writes the outcome in one transaction."""

    order: Order
    actor: Actor
    world: World
    table: Table
    steps: list[Step] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    marks: dict[str, object] = field(default_factory=dict)
    shared: list[Shared] = field(default_factory=list)

    def check(self, event: str, subject: Any, args: Mapping[str, Any], actor: Actor) -> Transition | Refusal:
        """The transition that `event` would take now, or why not: unknown, wrong state, wrong role, or a guard."""
        return self._look(event, Facts(self.order, subject, args, actor, self.world, state_of(subject)))

    def _look(self, event: str, facts: Facts) -> Transition | Refusal:
        rows = self.table.get(event)
        if not rows:
            return Refusal("event_unknown", {"event": event})
        state = facts.was
        refusal, wrong_role = None, None
        for row in rows:
            if state not in row.sources:
                continue
            if not facts.actor.may(row.roles):
                wrong_role = wrong_role or row
                continue
            why = row.guard(facts)
            if why is None:
                return row
            refusal = refusal or why
        if refusal is None and wrong_role is None:
            return Refusal("not_in_state", {"event": event, "machine": machine_of(event), "state": state})
        if refusal is None and wrong_role is not None:
            return Refusal("not_your_role", {"event": event, "roles": "".join(sorted(wrong_role.roles))})
        assert refusal is not None
        return refusal

    def fire(self, event: str, subject: Any = None, actor: Actor | None = None, **args: Any) -> Any:
        """Carry out one event; raises Refused with the guard's reason.

        Returns the subject, for `-` rows the one that was created.
        """
        who, before = actor or self.actor, state_of(subject)
        facts = Facts(self.order, subject, args, who, self.world, before)
        found = self._look(event, facts)
        if isinstance(found, Refusal):
            raise Refused.because(found)
        if event in OF_THE_BOX:
            self.share(subject, event, who, args)
        if subject is not None and found.target != SAME:
            set_state(subject, found.target)
        position, outer, self.marks = len(self.steps), self.marks, {}
        made = found.effect(self, facts)
        subject = made if subject is None else subject
        if event not in QUIET:
            key = subject.id if subject is not None else self.order.id
            target = before if found.target == SAME or subject is None else found.target
            told = plain(args)
            if self.marks:
                told |= self.marks
            self.steps.insert(position, Step(found.machine, found.event, key, before, target, who, told))
        self.marks = outer
        return subject

    def share(
        self, parcel: Any, event: str = "", actor: Actor | None = None, args: Mapping[str, Any] = NO_ARGS
    ) -> None:
        """Say that something befalls the whole box of a parcel; nothing to say when the box is its alone."""
        if parcel.box_id is not None:
            self.shared.append(Shared(parcel.box_id, event, args, actor or self.actor))

    def system(self, event: str, subject: Any = None, **args: Any) -> Any:
        """Carry out an automatic event, as the program itself."""
        return self.fire(event, subject, SYSTEM, **args)

    def attempt(self, event: str, subject: Any = None, **args: Any) -> bool:
        """Carry out an automatic event if its guard lets it; False when it is not time yet."""
        if isinstance(self.check(event, subject, args, SYSTEM), Refusal):
            return False
        self.system(event, subject, **args)
        return True

    def tell(self, topic: str, key: str, **payload: object) -> None:
        """Leave a message for the outside; it is sent after the commit, once per key."""
        self.messages.append(Message(topic, key, payload))

    def open_task(
        self,
        kind: str,
        *,
        blocking: bool = False,
        line_id: int | None = None,
        subject_id: int | None = None,
        detail: str = "",
    ) -> None:
        """Open an exception task unless the same one (kind, line, subject) is open already."""
        for task in self.order.open_tasks():
            if (task.kind, task.line_id, task.subject_id) == (kind, line_id, subject_id):
                task.detail = detail or task.detail
                return
        task = Task(self.world.new_id(), kind, "open", blocking, line_id, subject_id, detail, opened_at=self.world.now)
        self.order.tasks.append(task)
        self.steps.append(Step("task", "open", task.id, NOTHING, "open", SYSTEM, {"kind": kind}))


def plain(args: Mapping[str, Any]) -> dict[str, object]:
    """The arguments that may stand in the history: numbers, flags, units and codes; never free text or addresses."""
    kept: dict[str, object] = {}
    for name, value in args.items():
        if isinstance(value, bool | int) or (name in CODES and isinstance(value, str)):
            kept[name] = value
        elif name == "lines" and isinstance(value, Mapping):
            kept[name] = {str(key): units for key, units in value.items() if isinstance(units, int)}
    return kept


def free(_facts: Facts) -> Refusal | None:
    """The guard of an event that only asks for state and role."""
    return None


def nothing(_run: Run, _facts: Facts) -> None:
    """The effect of an event that only moves its machine."""

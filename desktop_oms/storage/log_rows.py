"""What happened and what has to be told: the history of orders, first results of commands, outbox and inbox.

The history only grows; the database itself refuses to change or delete it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, select

from desktop_oms.domain.command import Message, Step
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.storage.compact_json import encode
from desktop_oms.storage.statements import Insert, Row, Statement, rows
from desktop_oms.storage.tables.log import commands, inbox, order_events, outbox

CLAIM_MS = 60_000  # who claimed a message and was not heard of for so long has died


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One thing that happened to an order: keys, states and numbers, no personal data.  `seq` counts up per order."""

    id: int
    order_id: int
    merchant_id: int
    seq: int
    at: int
    user_id: int
    actor: str
    role: str
    station: str
    command_id: str
    machine: str
    event: str
    subject_id: int | None
    from_state: str
    to_state: str
    status_before: str
    status_after: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutMessage:
    """Something the outside must be told; `key` makes it happen once, `due_at` says not before when."""

    id: int
    key: str
    topic: str
    payload: Mapping[str, Any]
    created_at: int
    due_at: int
    order_id: int | None = None
    merchant_id: int | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class InMessage:
    """Something the outside told us; (source, message_id) makes it count once."""

    id: int
    source: str
    message_id: str
    kind: str
    payload: Mapping[str, Any]
    received_at: int
    order_id: int | None = None
    merchant_id: int | None = None


def _json(value: Mapping[str, object]) -> str:
    return encode(value) if value else "{}"


_EVENT_NAMES = tuple(part.name for part in fields(OrderEvent))
_NEW_EVENT = Insert(order_events, _EVENT_NAMES)
_NEW_COMMAND = Insert(commands, ("id", "order_id", "merchant_id", "event", "actor", "station", "at", "result"))
_FIRST_RESULT = Statement(select(commands.c.result).where(commands.c.id == bindparam("id")), ("id",))
_NEW_IN = Insert(inbox, tuple(column.name for column in inbox.c), once=True)
_NEW_OUT = Insert(outbox, tuple(column.name for column in outbox.c), once=True)


def append_events(
    connection: Connection,
    order: Order,
    steps: Sequence[Step],
    command_id: str,
    status_before: str,
    *,
    at: int,
    new_id: Callable[[], int],
) -> None:
    """Adds a command's steps to the order's history and counts them in `order.event_seq`; save the order afterwards.

    The status after the command stands with its last step; the ones before it show no change.  What follows by itself
    happens at the station of the person whose command it follows.
    """
    first, order.event_seq = order.event_seq + 1, order.event_seq + len(steps)
    _NEW_EVENT.put(connection, _event_rows(order, steps, first, command_id, status_before, at, new_id))


def append_first(
    connection: Connection,
    made: Iterable[tuple[Order, Sequence[Step]]],
    command_id: str,
    *,
    at: int,
    new_id: Callable[[], int],
) -> None:
    """Adds the first steps of new orders that were just inserted, their `event_seq` counted already."""
    rows_made = [_event_rows(order, steps, 1, command_id, "new", at, new_id) for order, steps in made]
    _NEW_EVENT.put(connection, list(chain.from_iterable(rows_made)))


def _event_rows(
    order: Order,
    steps: Sequence[Step],
    first: int,
    command_id: str,
    status_before: str,
    at: int,
    new_id: Callable[[], int],
) -> list[Row]:
    last = first + len(steps) - 1
    values: list[Row] = []
    station = next((step.actor.station for step in steps if step.actor.station), "")
    for seq, step in enumerate(steps, first):
        actor = step.actor
        values.append(
            (
                new_id(),
                order.id,
                order.merchant_id,
                seq,
                at,
                actor.user_id,
                actor.name,
                _letters(actor.roles),
                actor.station or station,
                command_id,
                step.machine,
                step.event,
                step.subject_id,
                step.from_state,
                step.to_state,
                status_before,
                order.status if seq == last else status_before,
                _json(step.facts),
            )
        )
    return values


@cache
def _letters(roles: frozenset[Role]) -> str:
    return "".join(sorted(roles))


def append(connection: Connection, events: Sequence[OrderEvent]) -> None:
    """Adds ready rows to the history, many orders' at once for an import; a `seq` twice breaks its unique key."""
    _NEW_EVENT.put(
        connection,
        [(*(getattr(event, name) for name in _EVENT_NAMES[:-1]), _json(event.facts)) for event in events],
    )


def history(connection: Connection, order_id: int) -> list[OrderEvent]:
    """Everything that happened to an order, in its sequence."""
    asked = select(*(order_events.c[name] for name in _EVENT_NAMES)).where(order_events.c.order_id == order_id)
    return [OrderEvent(*row) for row in connection.execute(asked.order_by(order_events.c.seq))]


def last_of_a_person(connection: Connection, order_id: int) -> OrderEvent | None:
    """The newest thing that a person did to an order, None when only rules and shops have."""
    event = order_events.c
    asked = select(*(event[name] for name in _EVENT_NAMES)).where(event.order_id == order_id, event.user_id != 0)
    found = connection.execute(asked.order_by(event.seq.desc()).limit(1)).first()
    return None if found is None else OrderEvent(*found)


@dataclass(frozen=True, slots=True)
class Beside:
    """Something done with an order that is no event of it, such as tagging it or looking at its receiver."""

    id: str
    event: str
    actor: str
    station: str
    at: int
    facts: Mapping[str, object] = field(default_factory=dict)


def beside(connection: Connection, order_id: int, events: Sequence[str]) -> list[Beside]:
    """What of these was done with an order, the oldest first."""
    columns = commands.c
    names = (columns.id, columns.event, columns.actor, columns.station, columns.at, columns.result)
    asked = select(*names).where(columns.order_id == order_id, columns.event.in_(list(events)))
    return [Beside(*row) for row in connection.execute(asked.order_by(columns.at, columns.id))]


def first_result(connection: Connection, command_id: str) -> dict[str, Any] | None:
    """What the command with that id led to when it first ran; None when it never did."""
    found = rows(connection, _FIRST_RESULT, (command_id,))
    if not found:
        return None
    kept = found[0][0]
    result: dict[str, Any] = json.loads(kept) if isinstance(kept, str) else kept
    return result


def keep_result(
    connection: Connection,
    command_id: str,
    order: Order | None,
    event: str,
    actor: Actor,
    result: Mapping[str, object],
    *,
    at: int,
) -> None:
    """Keeps what a command led to; the same id a second time breaks its unique key, and the transaction with it."""
    keys = (order.id, order.merchant_id) if order is not None else (None, None)
    _NEW_COMMAND.put(connection, [(command_id, *keys, event, actor.name, actor.station, at, _json(result))])


def put_messages(
    connection: Connection,
    order: Order | None,
    messages: Sequence[Message],
    *,
    at: int,
    new_id: Callable[[], int],
    due_at: int | None = None,
) -> None:
    """Leaves messages for the outside, not to be sent before `due_at`; a key seen before is not told again."""
    keys = (order.id, order.merchant_id) if order is not None else (None, None)
    due = at if due_at is None else due_at
    for one in messages:
        row = (new_id(), *keys, one.key, one.topic, _json(one.payload), "waiting", "", "", 0, at, due, None)
        _NEW_OUT.put_one(connection, row)


def claim_out(connection: Connection, owner: str, now: int, *, limit: int = 20, topic: str = "") -> list[OutMessage]:
    """Takes messages that are due for `owner` alone to deliver, the longest waiting first.

    A message whose claimer was not heard of for a minute is given out again.  Several may claim at once: each gets
    messages of their own (PostgreSQL skips rows that another is claiming; on SQLite writers queue).
    """
    columns = outbox.c
    due = select(columns.id).where(columns.state.in_(("waiting", "claimed")), columns.due_at <= now)
    if topic:
        due = due.where(columns.topic == topic)
    due = due.order_by(columns.due_at, columns.id).limit(limit).with_for_update(skip_locked=True)
    keys = list(connection.execute(due).scalars())
    if not keys:
        return []
    connection.execute(
        outbox.update()
        .where(columns.id.in_(keys))
        .values(state="claimed", owner=owner, attempts=columns.attempts + 1, due_at=now + CLAIM_MS)
    )
    names = [part.name for part in fields(OutMessage)]
    taken = select(*(columns[name] for name in names)).where(columns.id.in_(keys))
    return [OutMessage(*row) for row in connection.execute(taken.order_by(columns.created_at, columns.id))]


def finish_out(connection: Connection, owner: str, message_id: int, now: int) -> bool:
    """Says that a message was delivered; False when somebody else has claimed it since."""
    return _settle(connection, owner, message_id, {"state": "done", "done_at": now, "error": ""})


def retry_out(connection: Connection, owner: str, message_id: int, *, error: str, due_at: int) -> bool:
    """Says that delivery failed and when to try again; `error` is a code, without anyone's data."""
    return _settle(connection, owner, message_id, {"state": "waiting", "error": error, "due_at": due_at})


def give_up_out(connection: Connection, owner: str, message_id: int, *, error: str, now: int) -> bool:
    """Says that a message will never be delivered; a task should tell a person."""
    return _settle(connection, owner, message_id, {"state": "failed", "error": error, "done_at": now})


def _settle(connection: Connection, owner: str, message_id: int, values: dict[str, Any]) -> bool:
    mine = (outbox.c.id == message_id, outbox.c.state == "claimed", outbox.c.owner == owner)
    return connection.execute(outbox.update().where(*mine).values(owner="", **values)).rowcount == 1


def count_out(connection: Connection, topics: Sequence[str] = ()) -> int:
    """How many messages (of these topics, else of all) still wait to be told; 1000 for more."""
    waiting = select(outbox.c.id).where(outbox.c.state.in_(("waiting", "claimed")))
    if topics:
        waiting = waiting.where(outbox.c.topic.in_(topics))
    return len(connection.execute(waiting.limit(1000)).all())


def receive(connection: Connection, message: InMessage) -> bool:
    """Keeps a message from the outside; False when this one came before."""
    told = (message.source, message.message_id, message.kind, _json(message.payload))
    row = (message.id, message.order_id, message.merchant_id, *told, "waiting", None, message.received_at, None)
    return _NEW_IN.put_one(connection, row)


def finish_in(connection: Connection, source: str, message_id: str, now: int, *, error: str = "") -> None:
    """Says that a message from the outside was worked in, or with `error` (a code) that it cannot be."""
    done = {"state": "failed" if error else "done", "error": error or None, "done_at": now}
    same = (inbox.c.source == source, inbox.c.message_id == message_id)
    connection.execute(inbox.update().where(*same).values(done))

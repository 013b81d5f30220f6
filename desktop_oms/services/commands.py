"""One action of a person, one command, one short transaction: load the order, ask the rules, write what changed.

Every command has an id; the same id again answers with the first result and does nothing.  Nothing outside the database
happens here: messages for shops, carriers and printers are left in the outbox and sent after the commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.services import shared_boxes
from desktop_oms.services.database import Database
from desktop_oms.services.overtaken import naming_who_was_faster
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import box_rows, change_rows, log_rows, order_rows, print_rows, search_index, stock_rows
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: the order as it stands now, the row the event was about, and all events that ran."""

    order_id: int
    number: str
    version: int
    status: str
    work_stage: str
    subject_id: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """The outcome for one order of a bulk command: done, or refused with the reason."""

    order_id: int
    done: Done | None
    trouble: OmsError | None


Deed = Callable[[Run], Any]
Also = Callable[[Connection, Run, Any], None]
Ready = Callable[[Connection, Order], None]

# Only these change a text that people search for.
SEARCHED = frozenset(
    {
        *("order.amend", "order.rewrite", "parcel.label", "parcel.unlabel", "parcel.report"),
        *("case.announce", "case.start_replace", "case.send_back"),
    }
)


class Commands:
    """Carries commands out on orders, one transaction each."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def do(
        self,
        actor: Actor,
        order_id: int,
        event: str,
        subject_id: int | None = None,
        *,
        args: Mapping[str, Any] | None = None,
        command_id: str | None = None,
        seen_version: int | None = None,
        also: Also | None = None,
    ) -> Done:
        """Carry out one event of the table on an order (or on its parcel, case, ... `subject_id`).

        `seen_version` is the version the person looked at: when the order has changed since, the command is refused
        (order_changed).  Raises Refused with the reason of the guard; then nothing was written.
        """
        asked = [(event, dict(args or {}))]
        return self.do_in_turn(
            actor, order_id, asked, subject_id, command_id=command_id, seen_version=seen_version, also=also
        )

    def do_in_turn(
        self,
        actor: Actor,
        order_id: int,
        asked: Sequence[tuple[str, Mapping[str, Any]]],
        subject_id: int | None = None,
        *,
        command_id: str | None = None,
        seen_version: int | None = None,
        ready: Ready | None = None,
        also: Also | None = None,
    ) -> Done:
        """Carry out several events on the same row as one command: all of them happen, or none does.

        Each has its arguments; the command is kept under the last one's name.  Otherwise as `do`.
        """

        def deed(run: Run) -> Any:
            if seen_version is not None and run.order.version != seen_version:
                raise Refused("order_changed", number=run.order.number)
            steps = [(event, subject_of(run.order, event, subject_id), args) for event, args in asked]
            return lifecycle.perform_in_turn(run, steps)

        facts = {name: value for _, args in asked for name, value in args.items()}
        return self.run(actor, order_id, asked[-1][0], deed, args=facts, command_id=command_id, ready=ready, also=also)

    def run(
        self,
        actor: Actor,
        order_id: int,
        name: str,
        deed: Deed,
        *,
        args: Mapping[str, Any] | None = None,
        command_id: str | None = None,
        ready: Ready | None = None,
        also: Also | None = None,
    ) -> Done:
        """Carry out several events as one command: `deed` fires them on the run.

        `ready` looks up or writes what the deed needs (a number, a row to point at), `also` writes beside it; both run
        in the command's transaction, before and after.
        """
        key = command_id or uuid.uuid4().hex

        def work(conn: Connection) -> Done:
            first = log_rows.first_result(conn, key)
            if first is not None:
                return answered(from_json(first), order_id, key)
            order = load(conn, order_id)
            before = order_rows.snapshot(order)
            if ready is not None:
                ready(conn, order)
            run = lifecycle.begin(order, actor, self.worlds.for_order(conn, order, args or {}))
            with naming_who_was_faster(conn, order_id):
                made = deed(run)
            done = self.store(conn, run, before, name, key, made, also)
            self._befall(conn, run, name, key)
            return done

        return self.database.write(work)

    def preview(
        self,
        actor: Actor,
        order_id: int,
        event: str,
        subject_id: int | None = None,
        *,
        args: Mapping[str, Any] | None = None,
    ) -> Done:
        """What `do` would do, without doing it; refused as doing it would be."""

        def work(conn: Connection) -> Done:
            order = load(conn, order_id, lock=False)
            run = lifecycle.begin(order, actor, self.worlds.for_order(conn, order, args or {}))
            made = lifecycle.perform_in_turn(run, [(event, subject_of(order, event, subject_id), args or {})])
            return done_of(run, made)

        return self.database.read(work)

    def run_together(
        self,
        actor: Actor,
        order_ids: Sequence[int],
        name: str,
        deed: Deed,
        *,
        ready: Callable[[Connection], None] | None = None,
        also: Also | None = None,
    ) -> list[Done]:
        """The same deed on several orders in one transaction: it is done to all of them, or to none.

        They are locked in the order of their keys, and carried out in that order; `ready` runs before the first.
        """
        key, wanted = uuid.uuid4().hex, sorted(set(order_ids))

        def work(conn: Connection) -> list[Done]:
            first = [log_rows.first_result(conn, f"{key}:{order_id}") for order_id in wanted]
            if all(first):  # the answer to the commit was lost
                return [from_json(kept) for kept in first if kept is not None]
            box_rows.lock(conn, wanted)
            if ready is not None:
                ready(conn)
            found = []
            for order_id in wanted:
                order = load(conn, order_id)
                before = order_rows.snapshot(order)
                run = lifecycle.begin(order, actor, self.worlds.for_order(conn, order, {}))
                made = deed(run)
                found.append(self.store(conn, run, before, name, f"{key}:{order_id}", made, also))
                self._befall(conn, run, name, f"{key}:{order_id}")
            return found

        return self.database.write(work)

    def _befall(self, conn: Connection, run: Run, name: str, key: str) -> None:
        """What befell a box that parcels of other orders share befalls those too, or nothing does."""
        for box_id in dict.fromkeys(one.box_id for one in run.shared):
            told = [one for one in run.shared if one.box_id == box_id]
            source = next((one for one in run.order.parcels if one.box_id == box_id), None)
            inside = box_rows.in_box(conn, box_id)
            for row in inside:
                if row.order_id == run.order.id:
                    continue
                order = load(conn, row.order_id)
                before = order_rows.snapshot(order)
                other = lifecycle.begin(order, run.actor, self.worlds.for_order(conn, order, {}))
                left = [one.parcel_id for one in inside]
                made = shared_boxes.follow(other, box_id, told, source, left)
                lifecycle.finish(other)
                self.store(conn, other, before, name, f"{key}:{box_id}:{order.id}", made)

    def store(
        self,
        conn: Connection,
        run: Run,
        before: order_rows.Snapshot,
        name: str,
        key: str,
        made: Any,
        also: Also | None = None,
    ) -> Done:
        """Write a finished run: rows that differ, stock, history, outbox, and the result under the command's id."""
        order, world = run.order, run.world
        status_before = before.value("status")
        stock_rows.move(conn, world.stock.moves, at=world.now, user_id=run.actor.user_id, new_id=world.new_id)
        log_rows.append_events(conn, order, run.steps, key, status_before, at=world.now, new_id=world.new_id)
        changes = change_rows.changed(before, order)
        change_rows.keep(conn, order, key, changes, at=world.now, new_id=world.new_id)
        order_rows.save(conn, before, order)
        log_rows.put_messages(conn, order, run.messages, at=world.now, new_id=world.new_id)
        if any(f"{step.machine}.{step.event}" in SEARCHED for step in run.steps):
            search_index.put(conn, [order])
        for step in run.steps:
            if step.machine == "parcel" and (step.event == "unlabel" or step.to_state == "void"):
                print_rows.void_labels(conn, order.id, step.subject_id, world.now)
        if also is not None:
            also(conn, run, made)
        done = done_of(run, made)
        log_rows.keep_result(conn, key, order, name, run.actor, to_json(done), at=world.now)
        return done

    def many(
        self,
        actor: Actor,
        order_ids: Sequence[int],
        event: str,
        *,
        args: Mapping[str, Any] | None = None,
        command_id: str | None = None,
        progress: Callable[[int], bool] | None = None,
    ) -> list[BulkResult]:
        """The same event on many orders, one transaction each, in the list's order; a result per order.

        `progress` is told how many are finished and answers False to stop there; no order is ever left half done.
        """
        key = command_id or uuid.uuid4().hex
        results = []
        for count, order_id in enumerate(order_ids, start=1):
            results.append(self._one_of_many(actor, order_id, event, args, f"{key}:{order_id}"))
            if progress is not None and not progress(count):
                break
        return results

    def _one_of_many(
        self, actor: Actor, order_id: int, event: str, args: Mapping[str, Any] | None, key: str
    ) -> BulkResult:
        try:
            return BulkResult(order_id, self.do(actor, order_id, event, args=args, command_id=key), None)
        except OmsError as trouble:
            return BulkResult(order_id, None, trouble)


def done_of(run: Run, made: Any) -> Done:
    """What a finished run did; `made` is the row it was about."""
    order = run.order
    return Done(
        order.id,
        order.number,
        order.version,
        order.status,
        order.work_stage,
        getattr(made, "id", order.id),
        tuple(f"{step.machine}.{step.event}" for step in run.steps),
    )


def answered(first: Done, order_id: int, key: str) -> Done:
    """The first result of a command id; raises Refused `command_id_used` when it was another order's."""
    if first.order_id != order_id:
        raise Refused("command_id_used", id=key, number=first.number)
    return first


def load(conn: Connection, order_id: int, *, lock: bool = True) -> Order:
    """The order, locked for this transaction unless it is only read; a sentence when there is none."""
    try:
        return order_rows.load(conn, order_id, lock=lock)
    except KeyError:
        raise OmsError("order_missing", number=str(order_id)) from None


def subject_of(order: Order, event: str, subject_id: int | None) -> Any:
    """What an event is about: the order itself, one of its rows, or nothing yet when the event creates it."""
    machine = event.partition(".")[0]
    if machine == "order":
        return order
    if subject_id is None:
        return None
    for row in rows_of(order, machine):
        if row.id == subject_id:
            return row
    raise OmsError("subject_missing", machine=machine, key=str(subject_id), number=order.number)


def rows_of(order: Order, machine: str) -> Iterable[Any]:
    """The order's rows that a machine moves."""
    found: dict[str, Iterable[Any]] = {
        "fulfilment": order.fulfilments,
        "parcel": order.parcels,
        "case": order.cases,
        "refund": order.refunds,
        "payment": order.payments,
        "hold": order.holds,
        "task": order.tasks,
    }
    return found.get(machine, [])


def to_json(done: Done) -> dict[str, object]:
    """A result as it is kept: keys are texts, being beyond what JSON readers count exactly."""
    return {
        "order_id": str(done.order_id),
        "number": done.number,
        "version": done.version,
        "status": done.status,
        "work_stage": done.work_stage,
        "subject_id": str(done.subject_id),
        "events": list(done.events),
    }


def from_json(kept: Mapping[str, Any]) -> Done:
    """The first result of a command that came again."""
    return Done(
        int(kept["order_id"]),
        kept["number"],
        kept["version"],
        kept["status"],
        kept["work_stage"],
        int(kept["subject_id"]),
        tuple(kept["events"]),
    )

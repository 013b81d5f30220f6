"""Carry out a command on an order: the event, what follows from it by itself, and the projection.

After the event the automatic ones run until none fires: give back what no longer goes out, plan what still has to,
pay, refund, replace, settle, complete, close, solve tasks.  They only depend on the order's rows and the clock, so
running them again is harmless, and running them alone (`finish`) is what the clock does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain import clocks, deliveries, fulfilments, orders, refunds
from desktop_oms.domain.arguments import MISSING, names, overlong, problem
from desktop_oms.domain.command import Run, state_of
from desktop_oms.domain.completeness import address_problems
from desktop_oms.domain.entities import Case, Fulfilment
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.holds import PAID, is_too_much
from desktop_oms.domain.machines import TABLE, events_from
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import refresh
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.routing import Need, plan
from desktop_oms.domain.world import World

AUTO_APPROVED = frozenset({"refund_unshipped", "shortage", "refund_lost"})
ROUNDS = 50


def begin(order: Order, actor: Actor, world: World) -> Run:
    """A command on an order, nothing done yet."""
    return Run(order, actor, world, TABLE)


def perform(run: Run, event: str, subject: Any = None, **args: Any) -> Any:
    """Carry out one event and all that follows; raises Refused and then nothing may be written."""
    return perform_in_turn(run, [(event, subject, args)])


def perform_in_turn(run: Run, asked: Iterable[tuple[str, Any, Mapping[str, Any]]]) -> Any:
    """Carry out several events, each with its subject and arguments, and after the last of them all that follows.

    Answers what the last one made; raises Refused and then nothing may be written.
    """
    made = None
    for event, subject, args in asked:
        if refusal := refuse(run, event, subject, args):
            raise Refused.because(refusal)
        made = run.fire(event, subject, **args)
    finish(run)
    return made


def refuse(run: Run, event: str, subject: Any, args: Mapping[str, Any]) -> Refusal | None:
    """Why an event may not be asked for whatever the state: others fire it, or an argument is not what it should be."""
    rows = TABLE.get(event)
    if rows and rows[0].internal:
        return Refusal("event_internal", {"event": event})
    if found := problem(event, args):
        return found
    return None if run.actor.is_system else overlong(args)  # what a shop tells has been written already


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could be asked for now: the event, the row it is about (None: it would make one), why not.

    `needs` names the arguments the event takes, those it cannot do without first; missing ones are no refusal.
    """

    event: str
    subject: Any
    refusal: Refusal | None
    needs: tuple[str, ...]


def available(order: Order, actor: Actor, world: World) -> list[Offer]:
    """Every event that the order's rows are in the right state for, allowed or refused for this actor."""
    run = begin(order, actor, world)
    found = []
    for machine, rows in subjects(order):
        for subject in rows:
            for event in events_from(machine, state_of(subject)):
                if not TABLE[event][0].internal:
                    found.append(Offer(event, subject, _refusal(run, event, subject), names(event)))
    return found


def subjects(order: Order) -> list[tuple[str, list[Any]]]:
    """Everything of an order that a machine moves, by machine; None stands for a row yet to be made."""
    return [
        ("order", [order]),
        ("fulfilment", [*order.fulfilments]),
        ("parcel", [*order.parcels, None]),
        ("case", [*order.cases, None]),
        ("refund", [*order.refunds, None]),
        ("payment", [*order.payments, None]),
        ("hold", [*order.holds, None]),
        ("task", [*order.tasks]),
    ]


def _refusal(run: Run, event: str, subject: Any) -> Refusal | None:
    found = run.check(event, subject, {}, run.actor)
    return found if isinstance(found, Refusal) and found.code not in MISSING else None


def finish(run: Run) -> None:
    """Run the automatic events to their end and store the projection."""
    for _ in range(ROUNDS):
        before = len(run.steps)
        for follow in FOLLOW_UPS:
            follow(run)
        if len(run.steps) == before:
            break
    else:
        raise RuntimeError(f"automatic events do not end: {[step.event for step in run.steps[-12:]]}")
    clocks.keep(run.order, run.world.policy)
    refresh(run.order)


def _take_payment(run: Run) -> None:
    order = run.order
    if order.stage == "awaiting_payment" or (order.stage == "submitted" and order.total == 0):
        run.attempt("order.pay", order)
    if order.stage == "paid" and any(line.shipped for line in order.lines):
        run.attempt("order.confirm", order)
    if is_too_much(order):
        run.open_task("money_excess")
    if order.promised and not order.collect:
        for payment in order.payments:
            run.attempt("payment.refuse", payment)
    for hold in order.holds:
        if hold.state == "live":
            run.attempt("hold.release", hold)


def _name_gaps(run: Run) -> None:
    """What is still missing before the rest of the order can go out becomes a task that blocks."""
    order = run.order
    if order.stage not in ("submitted", "awaiting_payment", "paid", "confirmed"):
        return
    open_lines = [line for line in order.lines if line.going_out > 0]
    if open_lines and address_problems(order):
        run.open_task("address_incomplete", blocking=True)
    for line in open_lines:
        if line.sku_id is None:
            run.open_task("sku_unknown", blocking=True, line_id=line.id)


def _keep_goods_in_step(run: Run) -> None:
    order = run.order
    if order.stage not in PAID and not order.fulfilments:
        return
    _settle_gifts(order)
    fulfilments.trim(run)
    if order.stage == "confirmed":
        fulfilments.plan_missing(run)
    for part in list(order.fulfilments):
        if part.is_open:
            _advance(run, part)


def _settle_gifts(order: Order) -> None:
    """Gifts stay in the house when nothing they were given with goes out or went out, or all of it was settled."""
    gifts = [line for line in order.lines if line.kind == "gift"]
    if not gifts:
        return
    goods = [line for line in order.lines if line.kind != "gift"]
    if goods and (orders.everything_settled(order) or all(line.cancelled == line.qty for line in goods)):
        for line in gifts:
            line.take_out(max(0, line.going_out))


def _advance(run: Run, part: Fulfilment) -> None:
    order = run.order
    if not part.units:
        run.attempt("fulfilment.done", part)
    elif part.state == "pending" and part.supplier_id is not None and part.declined:
        _route_again(run, part)
    elif part.state == "picked":
        left = {}
        for row in part.lines:
            line = order.line(row.line_id)
            units = min(row.qty - row.picked, line.going_out - line.picked)
            if units > 0:
                left[row.line_id] = units
        if left:
            fulfilments.split(run, part, left)


def _route_again(run: Run, part: Fulfilment) -> None:
    """A declined part goes to an own warehouse only if one has all of it; else its task waits for the order desk."""
    needs = [Need(run.order.line(row.line_id), row.qty) for row in part.lines]
    if all(not planned.short for planned in plan(run.order, needs, run.world, part.refused)):
        run.attempt("fulfilment.cancel", part)


def _move_cases(run: Run) -> None:
    for case in run.order.cases:
        if case.is_live:
            _move_case(run, case)


def _move_case(run: Run, case: Case) -> None:
    if case.state == "requested" and case.kind in AUTO_APPROVED and _new(run, case):
        run.attempt("case.approve", case)
    clocks.run_out(run, case)
    if case.state in ("approved", "received"):
        run.attempt("case.expect_return", case)
    if case.state == "awaiting_return":
        if deliveries.returns_nothing(run.order, case):
            run.attempt("case.waive_return", case)
        elif any(row.received for row in case.lines):
            run.attempt("case.received", case)
    if case.state in ("approved", "received"):
        _ = run.attempt("case.start_refund", case) or run.attempt("case.start_replace", case)
    if case.state in ("refunding", "replacing"):
        run.attempt("case.settled", case)


def _new(run: Run, case: Case) -> bool:
    return any(step.machine == "case" and step.event == "request" and step.subject_id == case.id for step in run.steps)


def _send_refunds(run: Run) -> None:
    order = run.order
    for refund in order.refunds:
        if refund.state == "created" and refunds.payment_of(order, refund).provider not in run.world.manual_providers:
            run.attempt("refund.dispatch", refund)


def _end_order(run: Run) -> None:
    order = run.order
    if order.stage in PAID and orders.everything_settled(order):
        run.attempt("order.close", order)
    if order.stage == "confirmed" and any(line.delivered for line in order.lines):
        run.attempt("order.complete", order)


def _solve_tasks(run: Run) -> None:
    for task in run.order.tasks:
        if task.state == "open":
            run.attempt("task.resolve", task)


FOLLOW_UPS: tuple[Callable[[Run], None], ...] = (
    _take_payment,
    _name_gaps,
    _keep_goods_in_step,
    _move_cases,
    _send_refunds,
    _end_order,
    _solve_tasks,
)

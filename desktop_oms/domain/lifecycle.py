"""Carry out a command on an order: the event, what follows from it by itself, and the projection.

After the event the automatic ones run until none fires: give back what no longer goes out, plan what still has to,
pay, refund, replace, settle, close, solve tasks.  They only depend on the order's rows, so running them again is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_oms.domain import deliveries, fulfilments, refunds
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Case, Fulfilment
from desktop_oms.domain.machines import TABLE
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import refresh
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.world import World

AUTO_APPROVED = frozenset({"refund_unshipped", "shortage", "refund_lost"})
ROUNDS = 50


def begin(order: Order, actor: Actor, world: World) -> Run:
    """A command on an order, nothing done yet."""
    return Run(order, actor, world, TABLE)


def perform(run: Run, event: str, subject: Any = None, **args: Any) -> Any:
    """Carry out one event and all that follows; raises Refused and then nothing may be written."""
    made = run.fire(event, subject, **args)
    finish(run)
    return made


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
    refresh(run.order)


def _take_payment(run: Run) -> None:
    order = run.order
    if order.stage == "awaiting_payment" or (order.stage == "submitted" and order.total == 0):
        run.attempt("order.pay", order)
    if order.stage == "paid" and any(line.shipped for line in order.lines):
        run.attempt("order.confirm", order)
    for hold in order.holds:
        if hold.state == "live" and (
            hold.reason == "payment_due" or (hold.until or run.world.now + 1) <= run.world.now
        ):
            run.attempt("hold.release", hold)


def _keep_goods_in_step(run: Run) -> None:
    order = run.order
    _settle_gifts(order)
    fulfilments.trim(run)
    if order.stage == "confirmed":
        fulfilments.plan_missing(run)
    for part in list(order.fulfilments):
        _advance(run, part)


def _settle_gifts(order: Order) -> None:
    """Gifts stay in the house when nothing they were given with goes out or went out."""
    goods = [line for line in order.lines if line.kind != "gift"]
    if goods and all(line.cancelled == line.qty for line in goods):
        for line in order.lines:
            if line.kind == "gift" and line.going_out > 0:
                line.cancelled += line.going_out


def _advance(run: Run, part: Fulfilment) -> None:
    order = run.order
    if part.is_open and not part.units:
        run.attempt("fulfilment.done", part)
    elif part.state == "pending" and part.supplier_id is not None and part.declined:
        _route_again(run, part)
    elif part.state == "picked":
        left = {
            row.line_id: units
            for row in part.lines
            if (units := min(row.qty - row.picked, order.line(row.line_id).going_out - order.line(row.line_id).picked))
            > 0
        }
        if left:
            fulfilments.split(run, part, left, "allocated")


def _route_again(run: Run, part: Fulfilment) -> None:
    """A declined part goes to an own warehouse only if one has all of it; else its task waits for the order desk."""
    needs = [fulfilments.routing.Need(run.order.line(row.line_id), row.qty) for row in part.lines]
    declined = [int(key) for key in part.declined.split(",")]
    if all(not p.short for p in fulfilments.routing.plan(run.order, needs, run.world, declined)):
        run.attempt("fulfilment.cancel", part)


def _move_cases(run: Run) -> None:
    for case in list(run.order.live_cases()):
        _move_case(run, case)


def _move_case(run: Run, case: Case) -> None:
    if case.state == "requested" and case.kind in AUTO_APPROVED and _new(run, case):
        run.attempt("case.approve", case)
    if case.state == "approved":
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
    for refund in run.order.refunds:
        if (
            refund.state == "created"
            and refunds.payment_of(run.order, refund).provider not in run.world.manual_providers
        ):
            run.attempt("refund.dispatch", refund)


def _end_order(run: Run) -> None:
    if run.order.stage in ("paid", "confirmed", "completed"):
        run.attempt("order.close", run.order)


def _solve_tasks(run: Run) -> None:
    for task in run.order.tasks:
        if task.state == "open":
            run.attempt("task.resolve", task)


FOLLOW_UPS: tuple[Callable[[Run], None], ...] = (
    _take_payment,
    _keep_goods_in_step,
    _move_cases,
    _send_refunds,
    _end_order,
    _solve_tasks,
)

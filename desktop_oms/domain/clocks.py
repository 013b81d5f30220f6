"""The clocks of after-sales: until when somebody has to act on a case, and what follows by itself when nobody does."""

from __future__ import annotations

from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import REPLACE_KINDS, Case
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Policy
from desktop_oms.domain.settlement import booked, value

UNDECIDED = ("requested", "awaiting_second")
PAYING = ("refunding", "completed")
OUT = ("awaiting_return", "received")


def due_at(case: Case, policy: Policy) -> int | None:
    """When the case's present step is due (ms UTC): an answer, money that may go, goods that come; None: no clock."""
    if case.state in UNDECIDED:
        return case.requested_at + policy.answer_window
    if case.state == "approved":
        return None if case.paused else case.send_after
    return case.return_due_at if case.state in OUT else None


def length(case: Case, policy: Policy) -> int:
    """How long the present step's clock runs in all (ms)."""
    if case.state in UNDECIDED:
        return policy.answer_window
    if case.state == "approved":
        return policy.undo_delay
    return policy.receive_window if case.return_waybill else policy.send_back_window


def keep(order: Order, policy: Policy) -> None:
    """Store each case's clock and worth with it, so that a list of ten thousand cases costs one index."""
    for case in order.cases:
        case.due_at = due_at(case, policy)
        if case.state in (*UNDECIDED, *OUT, "approved"):
            case.worth = 0 if case.kind in REPLACE_KINDS else value(order, case)
        elif case.state in PAYING:
            case.worth = booked(case)


def run_out(run: Run, case: Case) -> None:
    """What happens when a clock runs out.

    A buyer's request that nobody answered counts as agreed where the house says so; above what the rule may agree to
    alone it becomes a task.  A return of which nothing is on its way lapses.
    """
    due = due_at(case, run.world.policy)
    if due is None or run.world.now < due:
        return
    if case.state in UNDECIDED:
        _agree(run, case)
    elif case.state == "awaiting_return":
        run.attempt("case.lapse", case)


def _agree(run: Run, case: Case) -> None:
    asked_by_the_buyer = case.requested_by == 0  # through the channel; what our own people ask for waits for us
    if not (run.world.policy.silence_agrees and asked_by_the_buyer):
        return
    if case.state != "requested" or not run.attempt("case.approve", case):
        run.open_task("case_overdue", subject_id=case.id)

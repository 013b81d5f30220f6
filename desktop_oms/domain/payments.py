"""Payment attempts: money that came, failed, or is promised on delivery. What was captured is a fact at any stage."""

from __future__ import annotations

from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Payment
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import PAID, excess, has_reason
from desktop_oms.domain.roles import Role

MONEY = frozenset({Role.CASHIER, Role.SYSTEM})


def may_start(facts: Facts) -> Refusal | None:
    """A positive amount for an order that was submitted; for one that has ended only money that came all the same."""
    if facts.order.stage == "draft":
        return Refusal("not_in_state", {"event": "payment.start", "machine": "order", "state": "draft"})
    if facts.order.ended and not facts.actor.may(MONEY):
        return Refusal("order_over")
    amount = facts.args.get("amount")
    if amount is None:
        return Refusal("amount_missing")
    return None if amount > 0 else Refusal("amount_not_positive")


def start(run: Run, facts: Facts) -> Payment:
    """A new attempt to pay; a retry is a new row."""
    payment = Payment(
        run.world.new_id(),
        1 + max((other.seq for other in run.order.payments), default=0),
        "new",
        str(facts.args.get("provider") or "manual"),
        int(facts.args["amount"]),
        str(facts.args["txn"]) if facts.args.get("txn") else None,
        due_at=run.order.pay_due_at,
        at=run.world.now,
    )
    run.order.payments.append(payment)
    return payment


def may_capture(facts: Facts) -> Refusal | None:
    """Money that came is a fact at any stage; when an amount is named it is positive."""
    amount = facts.args.get("amount")
    return None if amount is None or amount > 0 else Refusal("amount_not_positive")


def collect(run: Run, facts: Facts) -> None:
    """The carrier or the desk took the cash: what was still owed, unless another amount is named."""
    _book(run, facts, int(facts.args.get("amount") or run.order.collect))


def capture(run: Run, facts: Facts) -> None:
    """The money is here; too much of it, or for a cancelled order, opens a task that a refund solves."""
    _book(run, facts, int(facts.args.get("amount") or facts.subject.amount))


def _book(run: Run, facts: Facts, amount: int) -> None:
    payment: Payment = facts.subject
    order = run.order
    payment.captured = amount
    payment.txn = str(facts.args["txn"]) if facts.args.get("txn") else payment.txn
    payment.at = int(facts.args.get("at") or run.world.now)
    order.captured += payment.captured
    if excess(order) > 0:
        run.open_task("money_excess")


def may_promise(facts: Facts) -> Refusal | None:
    """One promise at a time, and only while something is due."""
    if facts.order.ended:
        return Refusal("order_over")
    if facts.order.promised:
        return Refusal("already_promised")
    return None if facts.order.collect else Refusal("already_paid")


def refuse(run: Run, facts: Facts) -> None:
    """The buyer did not pay at the door: the order desk decides what happens to the goods."""
    if run.order.collect and run.order.stage in PAID:
        run.open_task("cash_refused", blocking=run.order.stage != "completed", subject_id=facts.subject.id)


def may_refuse(facts: Facts) -> Refusal | None:
    """The system knows it from the carrier; a person says why."""
    return None if facts.actor.is_system else has_reason(facts)


def drop_promises(run: Run) -> None:
    """Attempts that can no longer be kept end with their order."""
    for payment in run.order.payments:
        if payment.state == "promised":
            run.system("payment.refuse", payment)
        elif payment.state == "new":
            run.system("payment.fail", payment)

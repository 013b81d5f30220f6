"""Refunds the shop made by itself: facts, booked against the cases that asked for them or against new ones.

Our own refunds that were not sent yet give way, so the money never goes twice; what exceeds all that is left on the
order is kept apart as `over_refunded`, with a task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop_oms.domain import outcomes, refunds, settlement
from desktop_oms.domain.cases import free_units
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import REPLACE_KINDS, Case, Refund
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import PAID, excess
from desktop_oms.domain.money import spread
from desktop_oms.domain.order import Order

UNPAID_CASE = ("requested", "awaiting_second", "approved", "awaiting_return", "received")


def may_report(facts: Facts) -> Refusal | None:
    """A positive amount that we have not booked yet; lines, when the shop names them, are those of the order."""
    amount = facts.args.get("amount")
    if facts.order.stage == "draft":
        return Refusal("not_in_state", {"event": "refund.report", "machine": "order", "state": "draft"})
    if amount is None:
        return Refusal("amount_missing")
    if amount <= 0:
        return Refusal("amount_not_positive")
    number = facts.args.get("refund_no")
    if number and any(refund.refund_no == number for refund in facts.order.refunds):
        return Refusal("refund_known", {"refund_no": number})
    known = {line.id: line.qty for line in facts.order.lines}
    for line_id, units in (facts.args.get("lines") or {}).items():
        if not 0 < units <= known.get(line_id, 0):
            return Refusal("units_out_of_range", {"n": units})
    return None if facts.actor.is_system else _persons_word_problem(facts, amount)


def _persons_word_problem(facts: Facts, amount: int) -> Refusal | None:
    """What a person looked up in the shop: with proof, and no more than is left of the buyer's money.

    A slip of the pen must not become money that was given away.
    """
    most = facts.order.captured - facts.order.refunded
    if amount > most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    return refunds.has_proof(facts)


def report(run: Run, facts: Facts) -> Refund | None:
    """Book the money; answers the first refund row, or None when nothing of it was left to book.

    First what was paid too much, then the cases that wait for it, then the units the shop names (all, when the amount
    is all we hold), then an allowance.  The task that asked a person for the amount is solved by the answer.
    """
    order = run.order
    lines: Mapping[int, int] = facts.args.get("lines") or {}
    for refund in order.refunds:
        if refund.state in ("created", "failed"):
            run.attempt("refund.cancel", refund)
    booked = _Booking(run, int(facts.args["amount"]))
    booked.without_case(excess(order))
    for case in list(order.live_cases()):
        if case.state in UNPAID_CASE and (not lines or any(row.line_id in lines for row in case.lines)):
            booked.pay(case)
    if order.stage in PAID:
        booked.claim(lines)
        booked.allowance()
    else:
        booked.without_case(booked.left)
    if booked.left > 0:
        order.over_refunded += booked.left
        run.open_task("over_refunded", detail=str(booked.left))
    if not facts.actor.is_system:
        _keep_proof(run, facts, booked.made)
    return booked.made[0] if booked.made else None


def _keep_proof(run: Run, facts: Facts, made: list[Refund]) -> None:
    proof = str(facts.args["proof"]).strip()
    for refund in made:
        refund.proof = proof
    for task in list(run.order.open_tasks()):
        if task.kind == "refund_amount_unknown":
            run.fire("task.resolve", task, facts.actor, reason=proof)


class _Booking:
    """The shop's money being booked: how much is `left`, and the refund rows `made` for it."""

    def __init__(self, run: Run, amount: int) -> None:
        self.run = run
        self.left = amount
        self.made: list[Refund] = []

    def _succeeded(self, made: list[Refund]) -> None:
        for refund in made:
            refund.state = "succeeded"
            refund.settled_at = self.run.world.now
            self.run.order.refunded += refund.amount
            self.left -= refund.amount
        self.made += made

    def without_case(self, most: int) -> None:
        """Money that no units stand for."""
        if min(self.left, most) > 0:
            self._succeeded(refunds.create(self.run, min(self.left, most), None, "reported"))

    def pay(self, case: Case) -> None:
        """The shop's word replaces any decision of ours; the case is settled with what was really paid."""
        order = self.run.order
        if self.left <= 0:
            return
        if case.kind in REPLACE_KINDS:
            outcomes.into_money(order, case)
        self.run.system("case.pay_reported", case)
        case.deduction = 0
        case.ceiling = min(self.left, settlement.worth(order, case).total)
        cash = settlement.book(order, case)
        self._succeeded(refunds.create_for_case(self.run, case, cash))
        self.run.attempt("case.settled", case)

    def claim(self, lines: Mapping[int, int]) -> None:
        """New cases for the units the shop names, or for all when it gave back all we hold."""
        order = self.run.order
        if not lines and self.left >= refunds.held_money(order):
            lines = {line.id: line.qty for line in order.lines}
        for kind, units in _claims(order, lines):
            if self.left > 0:
                self.pay(_request(self.run, kind, lines=units))

    def allowance(self) -> None:
        """Money for no units we know of: off the lines in turn, then off the shipping; a task asks a person to look."""
        order = self.run.order
        left = min(self.left, refunds.held_money(order))
        sale = [line for line in order.lines if line.kind == "sale"]
        parts = spread(left, [*(line.value_left for line in sale), order.shipping_left])
        amounts = {line.id: part for line, part in zip(sale, parts, strict=False) if part}
        if amounts or parts[-1]:
            case = _request(self.run, "allowance", amounts=amounts, shipping=parts[-1])
            self.run.open_task("refund_without_units", subject_id=case.id)
            self.pay(case)


def _request(run: Run, kind: str, **args: object) -> Case:
    case: Case = run.system("case.request", None, kind=kind, reason="refunded_in_shop", **args)
    return case


def _claims(order: Order, lines: Mapping[int, int]) -> Iterator[tuple[str, dict[int, int]]]:
    """Of the units the shop names those not claimed yet: unshipped ones first, then shipped ones."""
    left = dict(lines)
    for kind in ("refund_unshipped", "refund_only"):
        units = {}
        for line_id, wanted in left.items():
            line = order.line(line_id)
            if line.kind != "gift" and not order.replaces(line):
                units[line_id] = min(wanted, free_units(order, line, kind, kind == "refund_unshipped"))
                left[line_id] -= units[line_id]
        units = {line_id: count for line_id, count in units.items() if count}
        if units:
            yield kind, units

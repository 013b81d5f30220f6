"""Refunds: one per payment and decision, known to the gateway by `refund_no`; never sent twice, never above what was captured."""

from __future__ import annotations

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Case, Payment, Refund
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import excess, has_reason
from desktop_oms.domain.money import spread
from desktop_oms.domain.order import Order

PAYABLE_BY_SHOP = ("requested", "awaiting_second", "approved", "awaiting_return", "received")


def payment_of(order: Order, refund: Refund) -> Payment:
    """The payment a refund goes back through."""
    return next(payment for payment in order.payments if payment.id == refund.payment_id)


def create_for_case(run: Run, case: Case, cash: int) -> list[Refund]:
    """Refunds that pay `cash` back, spread over the captured payments, each capped by what it still holds."""
    return _create(run, cash, case.id, case.kind)


def _create(run: Run, cash: int, case_id: int | None, reason: str) -> list[Refund]:
    order = run.order
    caps = [payment.captured - payment.committed for payment in order.payments]
    made = []
    for payment, part in zip(order.payments, spread(cash, caps), strict=True):
        if part:
            refund = Refund(
                run.world.new_id(),
                f"{order.number}-R{len(order.refunds) + 1}",
                "created",
                payment.id,
                part,
                case_id,
                reason,
                created_by=run.actor.user_id,
                created_at=run.world.now,
            )
            payment.committed += part
            order.committed += part
            order.refunds.append(refund)
            made.append(refund)
    return made


def may_create_excess(facts: Facts) -> Refusal | None:
    """Only money beyond what is due, once."""
    return None if min(excess(facts.order), held_money(facts.order)) > 0 else Refusal("no_excess")


def create_excess(run: Run, facts: Facts) -> Refund:
    """Give back what was paid too much (for a cancelled order: everything)."""
    return _create(run, min(excess(run.order), held_money(run.order)), None, "excess")[0]


def held_money(order: Order) -> int:
    """Captured money that no refund takes yet."""
    return sum(payment.captured - payment.committed for payment in order.payments)


def may_dispatch(facts: Facts) -> Refusal | None:
    """Never more out than came in, per order and per payment; a case's money goes only while the case pays."""
    order, refund = facts.order, facts.subject
    payment = payment_of(order, refund)
    if order.committed > order.captured or payment.committed > payment.captured:
        return Refusal("over_captured")
    return None


def dispatch(run: Run, facts: Facts) -> None:
    """Hand it to the gateway; its refund_no makes a second request the same refund."""
    refund: Refund = facts.subject
    refund.attempts += 1
    run.tell(
        "gateway.refund",
        f"refund:{refund.refund_no}:{refund.attempts}",
        order_id=run.order.id,
        refund_no=refund.refund_no,
    )


def may_succeed(facts: Facts) -> Refusal | None:
    """The gateway's word; where there is no gateway (cash, transfer, refunded in the shop) a cashier's, with proof."""
    if facts.actor.is_system:
        return None
    if payment_of(facts.order, facts.subject).provider not in facts.world.manual_providers:
        return Refusal("gateway_decides")
    return None if str(facts.args.get("proof") or "").strip() else Refusal("proof_missing")


def succeed(run: Run, facts: Facts) -> None:
    """The buyer has the money."""
    refund: Refund = facts.subject
    run.order.refunded += refund.amount
    refund.settled_at = run.world.now
    refund.proof = str(facts.args.get("proof") or refund.proof)


def trouble(run: Run, facts: Facts) -> None:
    """Failed or unknown: a task; from unknown only query, never send again."""
    run.open_task("refund_trouble", subject_id=facts.subject.id)


def siblings(order: Order, refund: Refund) -> list[Refund]:
    """All refunds of the same case; a refund without a case stands alone."""
    if refund.case_id is None:
        return [refund]
    return [other for other in order.refunds if other.case_id == refund.case_id and other.state != "cancelled"]


def may_cancel(facts: Facts) -> Refusal | None:
    """Only while none of the case's money is on its way, unknown or gone, and never after a bank reversed it."""
    refund: Refund = facts.subject
    if refund.was_reversed:
        return Refusal("refund_reversed")
    if any(other is not refund and other.state not in ("created", "failed") for other in siblings(facts.order, refund)):
        return Refusal("money_on_its_way")
    return None


def cancel(run: Run, facts: Facts) -> None:
    """The whole decision is taken back: all of the case's refunds, its booked value, and the case waits for a person."""
    refund: Refund = facts.subject
    order = run.order
    group = [refund, *(other for other in siblings(order, refund) if other is not refund)]
    for other in group:
        _uncommit(order, other)
        other.state = "cancelled"
    case = next((case for case in order.cases if case.id == refund.case_id), None)
    if case is not None:
        settlement.unbook(order, case)
        case.paused = True
        run.system("case.take_back", case)


def _uncommit(order: Order, refund: Refund) -> None:
    payment_of(order, refund).committed -= refund.amount
    order.committed -= refund.amount


def may_settle_manually(facts: Facts) -> Refusal | None:
    """Proof of the transfer, and another person than the one who made the refund."""
    if not str(facts.args.get("proof") or "").strip():
        return Refusal("proof_missing")
    if facts.subject.created_by == facts.actor.user_id and not facts.world.policy.single_operator:
        return Refusal("second_person_needed")
    return None


def reverse(run: Run, facts: Facts) -> None:
    """The bank took it back: the money is owed again, the units and the case stay as they are."""
    refund: Refund = facts.subject
    run.order.refunded -= refund.amount
    refund.was_reversed = True
    run.open_task("refund_trouble", subject_id=refund.id)


def may_report(facts: Facts) -> Refusal | None:
    """A positive amount; what exceeds the money we hold is kept apart with a task."""
    amount = facts.args.get("amount")
    return None if isinstance(amount, int) and amount > 0 else Refusal("amount_not_positive")


def report(run: Run, facts: Facts) -> Refund | None:
    """The shop refunded by itself: book it against the case that asked for it, or as an allowance nobody had asked for.

    Our own refunds not yet sent give way, so the money never goes twice; what exceeds all we hold is `over_refunded`.
    """
    order = run.order
    amount = int(facts.args["amount"])
    for refund in [r for r in order.refunds if r.state in ("created", "failed") and not r.was_reversed]:
        if (
            refund.state in ("created", "failed")
            and may_cancel(Facts(order, refund, {}, facts.actor, facts.world)) is None
        ):
            run.system("refund.cancel", refund)
    case = _case_for(run, facts, amount)
    room = held_money(order)
    if case is not None:
        case.ceiling = min(amount, settlement.worth(order, case).total)
        room = min(room, settlement.book(order, case))
    made = _create(run, min(amount, room), case.id if case else None, "reported")
    for refund in made:
        refund.state = "succeeded"
        refund.settled_at = run.world.now
        order.refunded += refund.amount
    if amount > room:
        order.over_refunded += amount - room
        run.open_task("over_refunded", detail=str(amount - room))
    if case is not None:
        run.attempt("case.settled", case)
    return made[0] if made else None


def _case_for(run: Run, facts: Facts, amount: int) -> Case | None:
    order = run.order
    for case in order.live_cases():
        if case.state in PAYABLE_BY_SHOP and case.kind not in ("exchange", "resend"):
            return run.system("case.pay_reported", case)
    if order.stage not in ("paid", "confirmed", "completed"):
        return None
    units = {line.id: line.going_out for line in order.lines if line.kind == "sale" and line.going_out > 0}
    if units and amount >= order.captured - order.committed and not any(line.shipped for line in order.lines):
        case = run.system("case.request", None, kind="refund_unshipped", lines=units, reason="refunded_in_shop")
        return run.system("case.pay_reported", case)
    return _allowance(run, amount)


def _allowance(run: Run, amount: int) -> Case | None:
    """Money the shop gave without saying for which units: taken off the lines in turn, a task asks a person to look."""
    order = run.order
    amounts: dict[int, int] = {}
    left = amount
    for line in order.lines:
        part = min(left, line.value_left) if line.kind == "sale" else 0
        if part > 0:
            amounts[line.id] = part
            left -= part
    shipping = min(left, order.shipping_left)
    if not amounts and not shipping:
        return None
    case = run.system(
        "case.request", None, kind="allowance", amounts=amounts, shipping=shipping, reason="refunded_in_shop"
    )
    run.open_task("refund_without_units", subject_id=case.id)
    return run.system("case.pay_reported", case)


def reason_given(facts: Facts) -> Refusal | None:
    """A person says why; the system need not."""
    return None if facts.actor.is_system else has_reason(facts)

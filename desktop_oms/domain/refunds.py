"""Refunds: one per payment and decision, known to the gateway by `refund_no`.

Never sent twice, never above what was captured.  Refunds made in the shop are in `shop_refunds`.
"""

from __future__ import annotations

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run, Step
from desktop_oms.domain.entities import Case, Payment, Refund
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import excess, has_reason
from desktop_oms.domain.money import spread
from desktop_oms.domain.order import Order


def payment_of(order: Order, refund: Refund) -> Payment:
    """The payment a refund goes back through."""
    return next(payment for payment in order.payments if payment.id == refund.payment_id)


def create_for_case(run: Run, case: Case, cash: int) -> list[Refund]:
    """Refunds that pay `cash` back, spread over the captured payments, each capped by what it still holds."""
    return create(run, cash, case.id, case.kind)


def create(run: Run, cash: int, case_id: int | None, reason: str) -> list[Refund]:
    """Refund rows of together `cash`, or of all the money still held when that is less; nothing is sent yet."""
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
    return create(run, min(excess(run.order), held_money(run.order)), None, "excess")[0]


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
    return gateway_decides(facts) or (None if facts.actor.is_system else has_proof(facts))


def may_fail(facts: Facts) -> Refusal | None:
    """The gateway's word; where there is none a cashier's, with the reason."""
    return gateway_decides(facts) or reason_given(facts)


def gateway_decides(facts: Facts) -> Refusal | None:
    """Refuse a person's word about money that went through a gateway."""
    if facts.actor.is_system or payment_of(facts.order, facts.subject).provider in facts.world.manual_providers:
        return None
    return Refusal("gateway_decides")


def has_proof(facts: Facts) -> Refusal | None:
    """A transfer number or the like, so that the money can be found again."""
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
    for other in siblings(facts.order, refund):
        if other.was_reversed:
            return Refusal("refund_reversed")
        if other is not refund and other.state not in ("created", "failed"):
            return Refusal("money_on_its_way")
    return None


def cancel(run: Run, facts: Facts) -> None:
    """The whole decision is taken back: all of the case's refunds, its booked value; the case waits for a person."""
    refund: Refund = facts.subject
    order = run.order
    _uncommit(order, refund)
    for other in siblings(order, refund):
        if other is not refund:
            _uncommit(order, other)
            run.steps.append(Step("refund", "cancel", other.id, other.state, "cancelled", facts.actor, {}))
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
    if facts.subject.created_by == facts.actor.user_id and not facts.world.policy.single_operator:
        return Refusal("second_person_needed")
    return has_proof(facts)


def reverse(run: Run, facts: Facts) -> None:
    """The bank took it back: the money is owed again, the units and the case stay as they are."""
    refund: Refund = facts.subject
    run.order.refunded -= refund.amount
    refund.was_reversed = True
    run.open_task("refund_trouble", subject_id=refund.id)


def reason_given(facts: Facts) -> Refusal | None:
    """A person says why; the system need not."""
    return None if facts.actor.is_system else has_reason(facts)

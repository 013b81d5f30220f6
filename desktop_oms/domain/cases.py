"""After-sales cases 售后单: asking, deciding, withdrawing. What the goods and the money then do is in `returns` and `settlement`."""

from __future__ import annotations

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.deliveries import WITH_RETURN, returns_nothing
from desktop_oms.domain.entities import Case, CaseLine, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order

UNSHIPPED_KINDS = frozenset({"refund_unshipped", "shortage", "refused_parcel"})
SHIPPED_KINDS = frozenset({"refund_only", "return_refund", "exchange", "resend", "refund_lost"})
REPLACE_KINDS = frozenset({"exchange", "resend"})
LOST_KINDS = frozenset({"refund_lost", "resend"})
KINDS = UNSHIPPED_KINDS | SHIPPED_KINDS | {"allowance"}


def takes_unshipped(kind: str, args: object) -> bool:
    """True when the case is about units still in the house; an exchange may be, for a substitution."""
    return kind in UNSHIPPED_KINDS or (kind == "exchange" and bool(getattr(args, "get", dict().get)("unshipped")))


def may_request(facts: Facts) -> Refusal | None:
    """A paid, confirmed or completed order, a known kind, and units (or money) that are free for it."""
    order = facts.order
    if order.stage not in ("paid", "confirmed", "completed"):
        return Refusal("not_in_state", {"event": "case.request", "machine": "order", "state": order.stage})
    kind = str(facts.args.get("kind") or "")
    if kind not in KINDS:
        return Refusal("case_kind_unknown", {"kind": kind})
    if kind == "allowance":
        return settlement.allowance_problem(
            order, facts.args.get("amounts") or {}, int(facts.args.get("shipping") or 0)
        )
    lines = facts.args.get("lines") or {}
    if not lines:
        return Refusal("case_without_units")
    return units_problem(order, kind, lines, takes_unshipped(kind, facts.args), facts.args.get("reason"))


def units_problem(order: Order, kind: str, lines: dict[int, int], unshipped: bool, reason: object) -> Refusal | None:
    """The first line whose units are not free for a case of this kind."""
    for line_id, units in lines.items():
        line = next((line for line in order.lines if line.id == line_id), None)
        if line is None or not isinstance(units, int) or units <= 0:
            return Refusal("units_out_of_range", {"n": 0})
        if line.kind == "gift":
            return Refusal("gift_has_no_value")
        if _in_replacing(order, line):
            return Refusal("convert_first")
        free = free_units(order, line, kind, unshipped, reason)
        if units > free:
            return Refusal("units_not_free", {"sku": line.sku_code or line.name, "n": free})
    return None


def free_units(order: Order, line: OrderLine, kind: str, unshipped: bool, reason: object = "") -> int:
    """Units of a line that a case of this kind may claim."""
    if unshipped:
        return max(0, line.going_out)
    if kind in LOST_KINDS:
        lost = line.lost - _in_lost_cases(order, line)
        if kind == "resend" and reason == "missing":
            return line.free_shipped
        return max(0, min(lost, line.free_shipped))
    return line.free_shipped


def _in_lost_cases(order: Order, line: OrderLine) -> int:
    return sum(
        row.qty
        for case in order.cases
        if case.kind in LOST_KINDS and case.state not in ("rejected", "withdrawn")
        for row in case.lines
        if row.line_id == line.id
    )


def _in_replacing(order: Order, line: OrderLine) -> bool:
    return any(
        case.state == "replacing" and any(row.replacement_line == line.id for row in case.lines) for case in order.cases
    )


def request(run: Run, facts: Facts) -> Case:
    """Claim the units: unshipped ones stop being packed at once, shipped ones cannot be claimed twice."""
    order = run.order
    case = Case(
        run.world.new_id(),
        1 + max((other.seq for other in order.cases), default=0),
        str(facts.args["kind"]),
        "requested",
        str(facts.args.get("reason") or ""),
        str(facts.args.get("note") or ""),
        replacement_sku=facts.args.get("sku_id"),
        requested_by=facts.actor.user_id,
        requested_at=run.world.now,
    )
    if case.kind == "allowance":
        case.shipping_booked = 0
        case.ceiling = int(facts.args.get("shipping") or 0) + sum((facts.args.get("amounts") or {}).values())
        case.lines = [
            CaseLine(run.world.new_id(), case.id, line_id, amount=amount)
            for line_id, amount in (facts.args.get("amounts") or {}).items()
        ]
    unshipped = takes_unshipped(case.kind, facts.args)
    for line_id, units in (facts.args.get("lines") or {}).items() if case.kind != "allowance" else ():
        line = order.line(line_id)
        row = CaseLine(run.world.new_id(), case.id, line_id)
        if unshipped:
            row.unshipped = units
            line.claimed += units
        else:
            row.shipped = units
            line.claimed_shipped += units
        case.lines.append(row)
    order.cases.append(case)
    return case


def may_change_kind(facts: Facts) -> Refusal | None:
    """The new kind must fit the units already claimed."""
    case: Case = facts.subject
    kind = str(facts.args.get("kind") or "")
    if kind not in KINDS - {"allowance"} or case.kind == "allowance":
        return Refusal("case_kind_unknown", {"kind": kind})
    if any(row.unshipped for row in case.lines) and kind in SHIPPED_KINDS - {"exchange"}:
        return Refusal("case_kind_needs_shipped")
    if any(row.shipped for row in case.lines) and kind in UNSHIPPED_KINDS:
        return Refusal("case_kind_needs_unshipped")
    if kind in LOST_KINDS and case.kind not in LOST_KINDS:
        for row in case.lines:
            line = facts.order.line(row.line_id)
            if row.qty > line.lost - _in_lost_cases(facts.order, line):
                return Refusal("units_not_free", {"sku": line.sku_code, "n": 0})
    return None


def change_kind(run: Run, facts: Facts) -> None:
    """Back to the reviewer with the new kind; an earlier approval no longer counts."""
    case: Case = facts.subject
    case.kind = str(facts.args["kind"])
    forget_decision(case)


def forget_decision(case: Case) -> None:
    """Take back what a reviewer decided."""
    if case.kind != "allowance":
        case.ceiling = None
    case.deduction = 0
    case.deduction_reason = ""
    case.approved_by = case.second_by = None
    case.decided_at = case.send_after = None


def approval_problem(facts: Facts) -> Refusal | None:
    """Never one's own request, never more than the units are worth, deductions only with a reason."""
    case: Case = facts.subject
    person = not facts.actor.is_system
    if person and case.requested_by == facts.actor.user_id and not facts.world.policy.single_operator:
        return Refusal("own_request")
    most = settlement.value(facts.order, case)
    amount = facts.args.get("amount")
    if amount is not None and not 0 <= int(amount) <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    deduction = int(facts.args.get("deduction") or 0)
    if not 0 <= deduction <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    return has_reason(facts) if deduction else None


def limit_of(facts: Facts) -> int:
    """The largest amount (minor units) this actor may approve alone."""
    limits = facts.world.policy.refund_limits
    return max((limits.get(str(role), 0) for role in facts.actor.roles), default=0)


def amount_asked(facts: Facts) -> int:
    """The money an approval would let go."""
    case: Case = facts.subject
    if case.kind in REPLACE_KINDS:
        return 0
    asked = facts.args.get("amount")
    most = settlement.value(facts.order, case) - int(facts.args.get("deduction") or 0)
    return min(most, int(asked)) if asked is not None else most


def may_approve_alone(facts: Facts) -> Refusal | None:
    """Within the actor's own limit; agreed shortages and lapsed clocks count as the rule's own approval."""
    if refusal := approval_problem(facts):
        return refusal
    if amount_asked(facts) > limit_of(facts):
        return Refusal("over_limit", {"amount": limit_of(facts), "currency": facts.order.currency})
    return None


def may_ask_second(facts: Facts) -> Refusal | None:
    """Above the limit a person's approval waits for a second one; the rule itself never goes above its limit."""
    if facts.actor.is_system:
        return Refusal("over_limit", {"amount": limit_of(facts), "currency": facts.order.currency})
    return approval_problem(facts)


def approve(run: Run, facts: Facts) -> None:
    """Write down who agreed to how much; the money waits for the undo delay."""
    case: Case = facts.subject
    case.approved_by = facts.actor.user_id
    if facts.args.get("amount") is not None:
        case.ceiling = int(facts.args["amount"])
    if facts.args.get("deduction"):
        case.deduction = int(facts.args["deduction"])
        case.deduction_reason = str(facts.args["reason"])
    case.decided_at = run.world.now
    case.send_after = run.world.now + (0 if facts.actor.is_system else run.world.policy.undo_delay)


def may_second(facts: Facts) -> Refusal | None:
    """Another person than the requester and the first approver, within the own limit."""
    case: Case = facts.subject
    if facts.actor.user_id in (case.requested_by, case.approved_by) and not facts.world.policy.single_operator:
        return Refusal("second_person_needed")
    if settlement.value(facts.order, case) > limit_of(facts) and not facts.world.policy.single_operator:
        return Refusal("over_limit", {"amount": limit_of(facts), "currency": facts.order.currency})
    return None


def second(run: Run, facts: Facts) -> None:
    """The second signature."""
    facts.subject.second_by = facts.actor.user_id
    facts.subject.send_after = run.world.now + run.world.policy.undo_delay


def may_reject(facts: Facts) -> Refusal | None:
    """A reason is needed; a lost parcel cannot be argued away; goods already here are sent back instead."""
    if facts.subject.kind == "refund_lost":
        return Refusal("lost_not_rejectable")
    return may_withdraw(facts) or has_reason(facts)


def may_withdraw(facts: Facts) -> Refusal | None:
    """Only while nothing came back and no money was sent."""
    if any(row.received for row in facts.subject.lines):
        return Refusal("goods_received")
    return None


def release(run: Run, facts: Facts) -> None:
    """The case ends without effect: its claims are free again."""
    case: Case = facts.subject
    release_claims(run.order, case)
    case.ended_at = run.world.now
    if facts.args.get("reason"):
        case.note = str(facts.args["reason"])


def release_claims(order: Order, case: Case) -> None:
    """Give every unit of a case back to its line; the case keeps what had been asked."""
    for row in case.lines:
        line = order.line(row.line_id)
        line.claimed -= row.unshipped
        line.claimed_shipped -= row.shipped


def unapprove(run: Run, facts: Facts) -> None:
    """Take the decision back before money is sent."""
    forget_decision(facts.subject)


def wants_goods(facts: Facts) -> Refusal | None:
    """Only kinds that bring goods back wait for them, as long as any are still out."""
    return None if goods_outstanding(facts.subject) else Refusal("case_without_return")


def goods_outstanding(case: Case) -> bool:
    """True while a returning case waits for units that neither came nor were declared missing."""
    return case.kind in WITH_RETURN and any(row.shipped > row.received + row.missing for row in case.lines)


def expect_return(run: Run, facts: Facts) -> None:
    """The buyer is told where to send the goods, and by when."""
    case: Case = facts.subject
    case.return_due_at = run.world.now + run.world.policy.send_back_window
    run.tell("buyer.return_goods", f"case.return:{case.id}:{run.order.version}", order_id=run.order.id, case_id=case.id)


def may_lapse(facts: Facts) -> Refusal | None:
    """The deadline is past, nothing was received, and no return parcel is announced."""
    case: Case = facts.subject
    if case.return_due_at is None or facts.now < case.return_due_at:
        return Refusal("return_not_overdue")
    if case.return_waybill:
        return Refusal("return_on_its_way")
    return may_withdraw(facts)


def may_waive(facts: Facts) -> Refusal | None:
    """The goods will not come (the return parcel was lost, or they bounced before): the system only when none is out."""
    case: Case = facts.subject
    if facts.actor.is_system and not returns_nothing(facts.order, case):
        return Refusal("goods_still_out")
    return may_withdraw(facts)


def waive(run: Run, facts: Facts) -> None:
    """Go on without the goods: a refund or a re-send."""
    case: Case = facts.subject
    case.kind = "resend" if case.kind == "exchange" else "refund_only"
    case.return_due_at = None

"""After-sales cases 售后单: asking, deciding, withdrawing.

What the goods and the money then do is in `returns` and `settlement`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.deliveries import returns_nothing
from desktop_oms.domain.entities import LOST_KINDS, WITH_RETURN, Case, CaseLine, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Role
from desktop_oms.domain.settlement import lost_units_free

UNSHIPPED_KINDS = frozenset({"refund_unshipped", "shortage", "refused_parcel"})
SHIPPED_KINDS = frozenset({"refund_only", "return_refund", "exchange", "resend", "refund_lost"})
REPLACE_KINDS = frozenset({"exchange", "resend"})
KINDS = UNSHIPPED_KINDS | SHIPPED_KINDS | {"allowance"}
WINDOW_KINDS = frozenset({"refund_only", "return_refund", "exchange"})
QUALITY_REASONS = frozenset({"quality", "damaged", "wrong_goods", "missing"})


def takes_unshipped(kind: str, args: Mapping[str, Any]) -> bool:
    """True when the case is about units still in the house; an exchange may be, for a substitution."""
    return kind in UNSHIPPED_KINDS or (kind == "exchange" and bool(args.get("unshipped")))


def may_request(facts: Facts) -> Refusal | None:
    """A paid, confirmed or completed order, a known kind, units (or money) that are free for it, and in time."""
    order = facts.order
    if order.stage not in ("paid", "confirmed", "completed"):
        return Refusal("not_in_state", {"event": "case.request", "machine": "order", "state": order.stage})
    kind = str(facts.args.get("kind") or "")
    if kind not in KINDS:
        return kind_problem(kind)
    if kind == "allowance":
        return settlement.allowance_problem(
            order, facts.args.get("amounts") or {}, int(facts.args.get("shipping") or 0)
        )
    lines = facts.args.get("lines") or {}
    if not lines:
        return Refusal("units_missing")
    unshipped = takes_unshipped(kind, facts.args)
    if refusal := units_problem(order, kind, lines, unshipped, facts.args.get("reason")):
        return refusal
    if refusal := requests_problem(facts, lines):
        return refusal
    return window_problem(facts, lines) if kind in WINDOW_KINDS and not unshipped else None


def kind_problem(kind: str) -> Refusal:
    """No kind, or none of ours."""
    return Refusal("case_kind_unknown", {"kind": kind}) if kind else Refusal("kind_missing")


def window_problem(facts: Facts, lines: Mapping[int, int]) -> Refusal | None:
    """The buyer has so many days after the delivery, more for goods that are not as they should be.

    Later the order desk or a reviewer may still ask, with a reason.
    """
    policy = facts.world.policy
    arrived = [
        parcel.delivered_at
        for parcel in facts.order.parcels
        if parcel.delivered_at is not None and any(row.line_id in lines for row in parcel.lines)
    ]
    window = policy.quality_window if facts.args.get("reason") in QUALITY_REASONS else policy.return_window
    if not arrived or facts.now <= max(arrived) + window or facts.actor.is_system:
        return None
    if not facts.actor.may(frozenset({Role.DESK, Role.REVIEWER})):
        return Refusal("window_closed", {"days": window // 86_400_000})
    return has_reason(facts)


def requests_problem(facts: Facts, lines: Mapping[int, int]) -> Refusal | None:
    """The buyer may ask so many times for one line, withdrawn requests included; our own people again with a reason."""
    if facts.actor.is_system:
        return None  # what the shop tells has happened
    most = facts.world.policy.most_requests
    for line_id in lines:
        if sum(case.line_for(line_id) is not None for case in facts.order.cases) >= most:
            if facts.actor.may(frozenset({Role.DESK, Role.REVIEWER})):
                return has_reason(facts)
            line = facts.order.line(line_id)
            return Refusal("too_many_requests", {"sku": line.sku_code or line.name, "n": most})
    return None


def units_problem(order: Order, kind: str, lines: Mapping[int, int], unshipped: bool, reason: object) -> Refusal | None:
    """The first line whose units are not free for a case of this kind."""
    for line_id, units in lines.items():
        line = next((line for line in order.lines if line.id == line_id), None)
        if line is None or not isinstance(units, int) or units <= 0:
            return Refusal("units_out_of_range", {"n": 0})
        if line.kind == "gift":
            return Refusal("gift_has_no_value")
        if order.replaces(line):
            return Refusal("convert_first")
        free = free_units(order, line, kind, unshipped, reason)
        if units > free:
            return Refusal("units_not_free", {"sku": line.sku_code or line.name, "n": free})
    return None


def free_units(order: Order, line: OrderLine, kind: str, unshipped: bool, reason: object = "") -> int:
    """Units of a line that a case of this kind may claim."""
    if unshipped:
        return max(0, line.going_out)
    if kind in LOST_KINDS and not (kind == "resend" and reason == "missing"):
        return lost_units_free(order, line)
    return line.free_shipped


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
        _ask_money(run, case, facts.args.get("amounts") or {}, int(facts.args.get("shipping") or 0))
    else:
        _claim(run, case, facts.args["lines"], takes_unshipped(case.kind, facts.args))
    order.cases.append(case)
    return case


def _ask_money(run: Run, case: Case, amounts: Mapping[int, int], shipping: int) -> None:
    """An allowance's ceiling is all it asks for: what its lines do not ask for is asked of the shipping."""
    case.ceiling = shipping + sum(amounts.values())
    case.lines = [CaseLine(run.world.new_id(), case.id, line_id, amount=amount) for line_id, amount in amounts.items()]


def _claim(run: Run, case: Case, lines: Mapping[int, int], unshipped: bool) -> None:
    for line_id, units in lines.items():
        line = run.order.line(line_id)
        row = CaseLine(run.world.new_id(), case.id, line_id)
        if unshipped:
            row.unshipped = units
            line.claimed += units
        else:
            row.shipped = units
            line.claimed_shipped += units
        case.lines.append(row)


def may_change_kind(facts: Facts) -> Refusal | None:
    """The new kind must fit the units already claimed: shipped ones, unshipped ones, or lost ones."""
    case: Case = facts.subject
    kind = str(facts.args.get("kind") or "")
    if case.kind == "allowance":
        return Refusal("case_has_no_units")
    if kind not in KINDS - {"allowance"}:
        return kind_problem(kind)
    shipped = any(row.shipped for row in case.lines)
    if shipped and kind in UNSHIPPED_KINDS:
        return Refusal("case_kind_needs_unshipped")
    if not shipped and kind in SHIPPED_KINDS - {"exchange"}:
        return Refusal("case_kind_needs_shipped")
    return _lost_problem(facts.order, case) if kind in LOST_KINDS and not case.about_lost else None


def _lost_problem(order: Order, case: Case) -> Refusal | None:
    for row in case.lines:
        line = order.line(row.line_id)
        free = max(0, line.lost - settlement.in_lost_cases(order, line.id))
        if row.unshipped or row.received or row.shipped > free:
            return Refusal("units_not_free", {"sku": line.sku_code or line.name, "n": free})
    return None


def change_kind(run: Run, facts: Facts) -> None:
    """Back to the reviewer with the new kind; an earlier approval no longer counts."""
    case: Case = facts.subject
    case.kind = str(facts.args["kind"])
    case.replacement_sku = facts.args.get("sku_id") or case.replacement_sku
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
    """Never one's own request (a single operator may, with a reason), never more than the units are worth.

    Settling for less needs a reason.
    """
    case: Case = facts.subject
    own = is_own_request(facts)
    if own and not facts.world.policy.single_operator:
        return Refusal("own_request")
    most = settlement.value(facts.order, case)
    amount = facts.args.get("amount")
    if amount is not None and not 0 <= int(amount) <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    deduction = int(facts.args.get("deduction") or 0)
    if not 0 <= deduction <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    return has_reason(facts) if deduction or own else None


def is_own_request(facts: Facts) -> bool:
    """True when the person who decides is the one who asked."""
    return not facts.actor.is_system and facts.subject.requested_by == facts.actor.user_id


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
    """Write down who agreed to how much; the money waits for the undo delay.

    An approval of one's own request is marked in the history.
    """
    case: Case = facts.subject
    case.approved_by = facts.actor.user_id
    if is_own_request(facts):
        run.marks["own_request"] = True
    if facts.args.get("amount") is not None:
        agreed = int(facts.args["amount"])
        if case.kind == "allowance":
            case.deduction = settlement.value(run.order, case) - agreed
        else:
            case.ceiling = agreed
    if facts.args.get("deduction"):
        case.deduction = int(facts.args["deduction"])
        case.deduction_reason = str(facts.args["reason"])
    case.decided_at = run.world.now
    case.send_after = run.world.now + (0 if facts.actor.is_system else run.world.policy.undo_delay)


def may_second(facts: Facts) -> Refusal | None:
    """Another person than the requester and the first approver; a single operator needs a reason instead."""
    case: Case = facts.subject
    if facts.actor.user_id not in (case.requested_by, case.approved_by):
        return None
    return has_reason(facts) if facts.world.policy.single_operator else Refusal("second_person_needed")


def second(run: Run, facts: Facts) -> None:
    """The second signature; one's own is marked in the history."""
    if facts.actor.user_id in (facts.subject.requested_by, facts.subject.approved_by):
        run.marks["own_request"] = True
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
    """The case ends without money: its claims are free again, but units already replaced stay exchanged."""
    case: Case = facts.subject
    release_claims(run.order, case)
    for row in case.lines:
        line, exchanged = run.order.line(row.line_id), settlement.replaced(run.order, row)
        line.exchanged += exchanged
        line.cancelled += min(row.unshipped, exchanged)
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


def may_announce(facts: Facts) -> Refusal | None:
    """The buyer's waybill for the goods on their way back."""
    return None if str(facts.args.get("waybill") or "").strip() else Refusal("waybill_missing")


def announce(run: Run, facts: Facts) -> None:
    """While goods are on their way the case does not lapse; from now on the house has so long to confirm they came."""
    case: Case = facts.subject
    case.return_waybill = str(facts.args["waybill"]).strip()
    case.return_due_at = max(case.return_due_at or 0, run.world.now + run.world.policy.receive_window)


def may_lapse(facts: Facts) -> Refusal | None:
    """The deadline is past, nothing was received, and no return parcel is announced."""
    case: Case = facts.subject
    if case.return_due_at is None or facts.now < case.return_due_at:
        return Refusal("return_not_overdue")
    if case.return_waybill:
        return Refusal("return_on_its_way")
    return may_withdraw(facts)


def may_waive(facts: Facts) -> Refusal | None:
    """The goods will not come (their parcel was lost, or they bounced before): the system only when none is out."""
    case: Case = facts.subject
    if facts.actor.is_system and not returns_nothing(facts.order, case):
        return Refusal("goods_still_out")
    return may_withdraw(facts)


def waive(run: Run, facts: Facts) -> None:
    """Go on without the goods, which count as missing: a refund or a re-send."""
    case: Case = facts.subject
    case.kind = "resend" if case.kind == "exchange" else "refund_only"
    for row in case.lines:
        row.missing = row.shipped
    case.return_due_at = None

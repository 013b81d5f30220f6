"""What a reviewer agrees to: everything, less money, fewer units; and the second signature above a limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import REPLACE_KINDS, Case, CaseLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order


def approval_problem(facts: Facts) -> Refusal | None:
    """Never one's own request (a single operator may, with a reason), never more than the units are worth.

    Settling for less, in money or in units, needs a reason.
    """
    own = is_own_request(facts)
    if own and not facts.world.policy.single_operator:
        return Refusal("own_request")
    if refusal := part_problem(facts.order, facts.subject, facts.args):
        return refusal
    return has_reason(facts) if own or settles_for_less(facts) else None


def settles_for_less(facts: Facts) -> bool:
    """True when fewer units are agreed to, something is kept back, or the amount is below what the units are worth."""
    agreed, amount = case_agreed(facts), facts.args.get("amount")
    if facts.args.get("deduction") or _units(agreed) < _units(facts.subject):
        return True
    return amount is not None and int(amount) < settlement.value(facts.order, agreed)


def part_problem(order: Order, case: Case, part: Mapping[str, Any]) -> Refusal | None:
    """Units (`lines`) that the case is about, and an `amount` or `deduction` within what they are worth."""
    lines = part.get("lines")
    if lines is not None and (refusal := units_problem(case, lines)):
        return refusal
    most = settlement.value(order, case if lines is None else fewer(case, lines))
    amount, deduction = part.get("amount"), int(part.get("deduction") or 0)
    if (amount is not None and not 0 <= int(amount) <= most) or not 0 <= deduction <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": order.currency})
    return None


def units_problem(case: Case, lines: Mapping[int, int]) -> Refusal | None:
    """Some of the units that were asked for, as long as none came back and nothing was sent in their place."""
    if case.kind == "allowance":
        return Refusal("case_has_no_units")
    if under_way(case):
        return Refusal("part_too_late")
    asked = {row.line_id: row.qty for row in case.lines}
    if not any(lines.values()) or any(not 0 <= units <= asked.get(line_id, 0) for line_id, units in lines.items()):
        return Refusal("units_out_of_range", {"n": sum(asked.values())})
    return None


def under_way(case: Case) -> bool:
    """True once goods came back, were given up, or were replaced: from then on the case is about all its units."""
    return any(row.received or row.missing or row.replacement_line is not None for row in case.lines)


def case_agreed(facts: Facts) -> Case:
    """The case as it would stand after the approval: about the units that are agreed to; the case itself stays."""
    lines = facts.args.get("lines")
    return facts.subject if lines is None else fewer(facts.subject, lines)


def fewer(case: Case, lines: Mapping[int, int]) -> Case:
    """A copy of a case about so many units of each line, none of a line that is not named."""
    return replace(case, lines=[_row_of(row, lines.get(row.line_id, 0)) for row in case.lines])


def as_agreed(
    order: Order, case: Case, lines: Mapping[int, int] | None = None, deduction: int = 0, amount: int | None = None
) -> Case:
    """A copy of a case as an approval of these units, for less or for an amount, would leave it."""
    agreed = case if lines is None else fewer(case, lines)
    if amount is not None and agreed.kind == "allowance":
        deduction, amount = settlement.value(order, agreed) - amount, None
    ceiling = agreed.ceiling if amount is None else amount
    return replace(agreed, deduction=agreed.deduction + deduction, ceiling=ceiling)


def _row_of(row: CaseLine, units: int) -> CaseLine:
    """Units still in the house first: they need not be sent any more."""
    unshipped = min(row.unshipped, units)
    return replace(row, unshipped=unshipped, shipped=units - unshipped)


def _units(case: Case) -> int:
    return sum(row.qty for row in case.lines)


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
    most = settlement.value(facts.order, case_agreed(facts)) - int(facts.args.get("deduction") or 0)
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
    if settles_for_less(facts):
        case.deduction_reason = str(facts.args["reason"])
    if is_own_request(facts):
        run.marks["own_request"] = True
    if facts.args.get("lines") is not None:
        decline(run.order, case, facts.args["lines"])
    if facts.args.get("amount") is not None:
        agreed = int(facts.args["amount"])
        if case.kind == "allowance":
            case.deduction = settlement.value(run.order, case) - agreed
        else:
            case.ceiling = agreed
    if facts.args.get("deduction"):
        case.deduction = int(facts.args["deduction"])
    case.decided_at = run.world.now
    case.send_after = run.world.now + (0 if facts.actor.is_system else run.world.policy.undo_delay)


def decline(order: Order, case: Case, lines: Mapping[int, int]) -> None:
    """The units that are not agreed to are free again; the case remembers them for as long as it can be undone."""
    for row in case.lines:
        line, kept = order.line(row.line_id), _row_of(row, lines.get(row.line_id, 0))
        line.claimed -= row.unshipped - kept.unshipped
        line.claimed_shipped -= row.shipped - kept.shipped
        row.declined_unshipped += row.unshipped - kept.unshipped
        row.declined_shipped += row.shipped - kept.shipped
        row.unshipped, row.shipped = kept.unshipped, kept.shipped


def claim_again(order: Order, case: Case) -> None:
    """What was not agreed to is asked for again, as far as it is still free."""
    for row in case.lines:
        line = order.line(row.line_id)
        free = settlement.lost_units_free(order, line) if case.about_lost else line.free_shipped
        unshipped = min(row.declined_unshipped, max(0, line.going_out))
        shipped = min(row.declined_shipped, free)
        line.claimed += unshipped
        line.claimed_shipped += shipped
        row.unshipped += unshipped
        row.shipped += shipped
        row.declined_unshipped = row.declined_shipped = 0


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


def unapprove(run: Run, facts: Facts) -> None:
    """Take the decision back before money is sent."""
    take_back(run.order, facts.subject)


def take_back(order: Order, case: Case) -> None:
    """Take back what a reviewer decided: the money, the signatures, and which units as long as none is under way."""
    if case.kind != "allowance" and not under_way(case):
        claim_again(order, case)
    forget_decision(case)


def forget_decision(case: Case) -> None:
    """Take back what a reviewer decided about the money, and who signed."""
    if case.kind != "allowance":
        case.ceiling = None
    case.deduction = 0
    case.deduction_reason = ""
    case.approved_by = case.second_by = None
    case.decided_at = case.send_after = None

"""How a case ends: the refund starts, a replacement is made, one turns into the other, the units are settled."""

from __future__ import annotations

from desktop_oms.domain import approval, cases, fulfilments, refunds, returns, routing, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import REPLACE_KINDS, WITH_RETURN, Case, CaseLine, Fulfilment, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.order import Order


def may_start_refund(facts: Facts) -> Refusal | None:
    """Unshipped units lie in no box, returned ones are here; by itself only when they are as they should be.

    A reviewer who found them damaged may keep something back, with a reason.
    """
    case: Case = facts.subject
    if case.kind in REPLACE_KINDS:
        return Refusal("case_replaces")
    if cases.goods_outstanding(case):
        return Refusal("goods_not_here")
    return units_boxed(facts) or must_wait(facts) or _deduction_problem(facts)


def _deduction_problem(facts: Facts) -> Refusal | None:
    deduction, most = int(facts.args.get("deduction") or 0), settlement.value(facts.order, facts.subject)
    if not 0 <= deduction <= most:
        return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency})
    return has_reason(facts) if deduction else None


def units_boxed(facts: Facts) -> Refusal | None:
    """Refuse while claimed units still lie in a box that is closed on them."""
    for row in facts.subject.lines:
        line = facts.order.line(row.line_id)
        if row.unshipped and line.to_ship < 0:
            return Refusal("units_still_boxed", {"sku": line.sku_code, "n": -line.to_ship})
    return None


def must_wait(facts: Facts) -> Refusal | None:
    """By itself nothing is sent before the undo delay is over, nor again after a person took it back.

    Goods that came within the delay end it: the approval behind them can no longer be taken back.

    Nor for goods that came back damaged or wrong, unless that is what the buyer said: a reviewer looks at them first.
    """
    case: Case = facts.subject
    if not facts.actor.is_system:
        return None
    if case.kind in WITH_RETURN and not _as_told(case):
        return Refusal("goods_to_judge")
    undoable = case.state == "approved" and (case.send_after or 0) > facts.now
    return Refusal("refund_waits") if case.paused or undoable else None


def _as_told(case: Case) -> bool:
    """True when what came back is as the buyer's reason lets expect: sellable, or damaged or wrong as was said."""
    damaged = sum(row.damaged for row in case.lines) and case.reason not in cases.QUALITY_REASONS
    wrong = sum(row.wrong for row in case.lines) and case.reason != "wrong_goods"
    return not (damaged or wrong)


def start_refund(run: Run, facts: Facts) -> None:
    """Fix the value and make a refund per payment; a value of zero needs none."""
    case: Case = facts.subject
    case.paused = False
    if deduction := int(facts.args.get("deduction") or 0):
        settlement.keep_back(run.order, case, deduction)
        case.deduction_reason = str(facts.args["reason"])
    cash = settlement.book(run.order, case)
    refunds.create_for_case(run, case, cash)


def may_replace(facts: Facts) -> Refusal | None:
    """Goods that come back are here, and every replacement unit has stock; otherwise convert to a refund."""
    case: Case = facts.subject
    if case.kind not in REPLACE_KINDS:
        return Refusal("case_refunds")
    if cases.goods_outstanding(case):
        return Refusal("goods_not_here")
    if facts.args.get("into") is not None:
        return None
    if refusal := units_boxed(facts) or must_wait(facts):
        return refusal
    needs = []
    for row in case.lines:
        line = facts.order.line(row.line_id)
        sku = case.replacement_sku or line.sku_id
        if sku is None or sku not in facts.world.goods:
            return Refusal("sku_unknown", {"sku": line.sku_code})
        shadow = OrderLine(line.id, 0, "replacement", settlement.units_to_settle(facts.order, case, row), sku)
        needs.append(routing.Need(shadow, shadow.qty))
    short = routing.shortages(needs, facts.world)
    if short:
        line, qty = short[0]
        return Refusal("stock_short", {"sku": facts.world.goods[line.sku_id or 0].code, "missing": qty, "n": qty})
    return None


def start_replace(run: Run, facts: Facts) -> None:
    """Make the replacement lines and plan them; a completed order opens again for them."""
    case: Case = facts.subject
    order = run.order
    into: Fulfilment | None = facts.args.get("into")
    for row in case.lines:
        units = settlement.units_to_settle(order, case, row)
        if units:
            line = _replacement(run, case, row, units)
            if into is not None:
                into.lines.append(fulfilments.new_line(run, into, line.id, units))
    if into is not None:
        fulfilments.promise(run, into)
    if order.stage == "completed" and any(line.going_out for line in replacements(facts)):
        run.system("order.reopen", order)
    if order.stage == "confirmed":
        fulfilments.plan_missing(run)


def _replacement(run: Run, case: Case, row: CaseLine, units: int) -> OrderLine:
    order = run.order
    old = order.line(row.line_id)
    goods = run.world.goods.get(case.replacement_sku or old.sku_id or 0)
    line = OrderLine(
        run.world.new_id(),
        1 + max(other.seq for other in order.lines),
        "replacement",
        units,
        goods.id if goods else old.sku_id,
        goods.code if goods else old.sku_code,
        goods.name if goods else old.name,
        goods.spec if goods else old.spec,
        origin_line=old.origin_line or old.id,
    )
    row.replacement_line = line.id
    row.units_booked = 0
    order.lines.append(line)
    return line


def replacements(facts: Facts) -> list[OrderLine]:
    """The replacement lines a case made."""
    return [facts.order.line(row.replacement_line) for row in facts.subject.lines if row.replacement_line is not None]


def may_convert(facts: Facts) -> Refusal | None:
    """Money instead of a replacement: for the units whose replacement has not left and lies in no box."""
    case: Case = facts.subject
    if case.kind not in REPLACE_KINDS:
        return Refusal("case_refunds")
    lines = replacements(facts)
    if any(line.boxed for line in lines) or (lines and not any(line.going_out > 0 for line in lines)):
        return Refusal("replacement_packed")
    # Once a replacement was made, units the shop has sent all the same are for the reviewer to see to.
    if not lines and cases.goods_outstanding(case):
        return Refusal("goods_not_here")
    return units_boxed(facts)


def may_convert_alone(facts: Facts) -> Refusal | None:
    """Within the reviewer's limit the money goes at once."""
    if refusal := may_convert(facts):
        return refusal
    if settlement.value(facts.order, facts.subject) > approval.limit_of(facts):
        return Refusal("over_limit", {"amount": approval.limit_of(facts), "currency": facts.order.currency})
    return None


def into_money(order: Order, case: Case) -> None:
    """What of the replacement has not left no longer goes out; the case is about money from now on."""
    for row in case.lines:
        if row.replacement_line is not None:
            line = order.line(row.replacement_line)
            line.take_out(line.going_out)
            row.replacement_line = line.id if line.shipped else None
    case.replacement_sku = None
    if case.about_lost and not any(row.missing or row.unshipped for row in case.lines):
        case.kind = "refund_lost"
    elif any(row.received for row in case.lines):
        case.kind = "return_refund"
    else:
        case.kind = "refund_only" if any(row.shipped for row in case.lines) else "refund_unshipped"


def drop_replacement(run: Run, facts: Facts) -> None:
    """The buyer wants money instead: a reviewer decides anew."""
    approval.take_back(run.order, facts.subject)
    into_money(run.order, facts.subject)


def ask_second(run: Run, facts: Facts) -> None:
    """Money beyond the reviewer's own limit waits for a second person."""
    drop_replacement(run, facts)
    facts.subject.approved_by = facts.actor.user_id
    facts.subject.decided_at = run.world.now


def convert(run: Run, facts: Facts) -> None:
    """Drop the replacement and start the refund."""
    into_money(run.order, facts.subject)
    facts.subject.approved_by = facts.actor.user_id
    start_refund(run, facts)


def may_settle_refund(facts: Facts) -> Refusal | None:
    """All the money arrived (or there was none to send), and received goods were restocked or scrapped."""
    case: Case = facts.subject
    if any(r.case_id == case.id and r.state not in ("succeeded", "cancelled") for r in facts.order.refunds):
        return Refusal("money_on_its_way")
    return None if returns.goods_decided(case) else Refusal("goods_undecided")


def may_settle_replacement(facts: Facts) -> Refusal | None:
    """Every replacement unit has left the house, and received goods were restocked or scrapped.

    There is none where the goods to be exchanged never came back, or were settled otherwise meanwhile.
    """
    if any(line.going_out > 0 or line.boxed for line in replacements(facts)):
        return Refusal("replacement_not_sent")
    return None if returns.goods_decided(facts.subject) else Refusal("goods_undecided")


def settle(run: Run, facts: Facts) -> None:
    """Units paid back are refunded, units replaced are exchanged; those of them still unshipped now are cancelled."""
    case: Case = facts.subject
    order = run.order
    cases.release_claims(order, case)
    for row in case.lines:
        line = order.line(row.line_id)
        exchanged = settlement.replaced(order, row)
        line.exchanged += exchanged
        line.refunded += row.units_booked
        back = row.received if case.kind in WITH_RETURN else 0
        line.cancelled += min(row.unshipped, exchanged + row.units_booked - back)
    case.ended_at = run.world.now

"""After-sales cases 售后单: asking, changing one's mind, rejecting, withdrawing, and goods that shall come back.

What a reviewer agrees to is in `approval`, what the goods and the money then do in `returns` and `settlement`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_oms.domain import approval, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.deliveries import returns_nothing
from desktop_oms.domain.entities import LOST_KINDS, WITH_RETURN, Case, CaseLine, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import has_reason
from desktop_oms.domain.money import prorate
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Role
from desktop_oms.domain.settlement import lost_units_free

UNSHIPPED_KINDS = frozenset({"refund_unshipped", "shortage", "refused_parcel"})
SHIPPED_KINDS = frozenset({"refund_only", "return_refund", "exchange", "resend", "refund_lost"})
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
    if refusal := goods_problem(facts) or requests_problem(facts, lines):
        return refusal
    return window_problem(facts, lines) if kind in WINDOW_KINDS and not unshipped else None


def kind_problem(kind: str) -> Refusal:
    """No kind, or none of ours."""
    return Refusal("case_kind_unknown", {"kind": kind}) if kind else Refusal("kind_missing")


def goods_problem(facts: Facts) -> Refusal | None:
    """Goods that are wanted or offered instead are of the catalogue."""
    sku_id = facts.args.get("sku_id")
    known = sku_id is None or sku_id in facts.world.goods
    return None if known else Refusal("sku_unknown", {"sku": str(sku_id)})


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
        if line is None or not isinstance(units, int):
            return Refusal("units_out_of_range", {"n": 0})
        if units <= 0:
            return Refusal("units_missing")
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


def open_kinds(order: Order) -> dict[str, dict[int, int]]:
    """The kinds of case that could be opened now, and of how many units of which line; an allowance is about none."""
    if order.stage not in ("paid", "confirmed", "completed"):
        return {}
    found = {}
    for kind in KINDS - {"allowance"} - _pointless(order):
        free = {
            line.id: free_units(order, line, kind, kind in UNSHIPPED_KINDS, "missing")
            for line in order.lines
            if line.kind != "gift" and not order.replaces(line)
        }
        if any(free.values()):
            found[kind] = {line_id: units for line_id, units in free.items() if units}
    return found


def _pointless(order: Order) -> set[str]:
    """Kinds the rules allow, but nobody means: nothing was refused at the door, nothing is short."""
    refused = any(parcel.state == "returned" for parcel in order.parcels)
    short = any(part.state == "shortage" for part in order.fulfilments)
    return {kind for kind, meant in (("refused_parcel", refused), ("shortage", short)) if not meant}


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
    if kind not in KINDS:
        return kind_problem(kind)
    if kind == "allowance":
        return _money_instead_problem(facts)
    if refusal := goods_problem(facts):
        return refusal
    claims = _claims(facts.order, case)
    if case.kind == "allowance" and not claims:
        return Refusal("case_has_no_units")
    shipped = any(units for _, _, units in claims)
    if shipped and kind in UNSHIPPED_KINDS:
        return Refusal("case_kind_needs_unshipped")
    if not shipped and kind in SHIPPED_KINDS - {"exchange"}:
        return Refusal("case_kind_needs_shipped")
    return _lost_problem(facts.order, case, claims) if kind in LOST_KINDS and not case.about_lost else None


def _money_instead_problem(facts: Facts) -> Refusal | None:
    """An allowance in place of units that have left: the buyer keeps them, and some of their price goes back."""
    case: Case = facts.subject
    if case.kind == "allowance":
        return Refusal("case_has_no_units")
    if case.kind == "refund_lost":
        return Refusal("lost_not_rejectable")
    if any(row.unshipped for row in case.lines):
        return Refusal("case_kind_needs_shipped")
    if approval.under_way(case):
        return Refusal("part_too_late")
    amount, most = int(facts.args.get("amount") or 0), sum(settlement.worth(facts.order, case).lines)
    if amount <= 0:
        return Refusal("amount_not_positive")
    return Refusal("amount_over_value", {"amount": most, "currency": facts.order.currency}) if amount > most else None


def _claims(order: Order, case: Case) -> list[tuple[CaseLine, int, int]]:
    """What a case is about, by row: (row, unshipped, shipped); for an allowance in place of units, those units."""
    if case.kind != "allowance":
        return [(row, row.unshipped, row.shipped) for row in case.lines]
    found = []
    for row in case.lines:
        units = min(row.declined_shipped, order.line(row.line_id).free_shipped)
        if units:
            found.append((row, 0, units))
    return found


def _lost_problem(order: Order, case: Case, claims: list[tuple[CaseLine, int, int]]) -> Refusal | None:
    for row, unshipped, shipped in claims:
        line = order.line(row.line_id)
        free = max(0, line.lost - settlement.in_lost_cases(order, line.id))
        if unshipped or row.received or shipped > free:
            return Refusal("units_not_free", {"sku": line.sku_code or line.name, "n": free})
    return None


def change_kind(run: Run, facts: Facts) -> None:
    """Back to the reviewer with the new kind; an earlier approval no longer counts."""
    case: Case = facts.subject
    kind = str(facts.args["kind"])
    if kind == "allowance":
        _money_instead(run.order, case, int(facts.args["amount"]))
        return
    case.kind = kind
    case.replacement_sku = facts.args.get("sku_id") or case.replacement_sku
    for row in case.lines:
        row.amount = 0
    approval.take_back(run.order, case)


def _money_instead(order: Order, case: Case, amount: int) -> None:
    """The units are the buyer's again, and their lines give the money in proportion to what they are worth."""
    approval.forget_decision(case)
    shares = prorate(amount, settlement.worth(order, case).lines)
    approval.decline(order, case, {})
    for row, share in zip(case.lines, shares, strict=True):
        row.amount = share
    case.kind, case.ceiling = "allowance", amount


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


def wants_goods(facts: Facts) -> Refusal | None:
    """Only kinds that bring goods back wait for them, as long as any are still out.

    Where all had come and the shop tells of one more that was sent since, the case waits again, for that one.
    """
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

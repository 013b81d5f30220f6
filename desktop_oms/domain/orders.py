"""The order's own machine: create, submit, pay, confirm, complete, cancel, close, and what each asks and does."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_oms.domain import completeness, fulfilments, payments, routing, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.holds import excess, has_reason
from desktop_oms.domain.money import prorate
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.domain.world import World


def may_create(facts: Facts) -> Refusal | None:
    """The seller is known and gave the order its number."""
    if not facts.order.merchant_id or not facts.order.number:
        return Refusal("order_without_number")
    return None


def may_submit(facts: Facts) -> Refusal | None:
    """At least one line, totals that add up, a complete address (an import may be incomplete: that becomes a task)."""
    order = facts.order
    if not any(line.qty > 0 and line.kind == "sale" for line in order.lines):
        return Refusal("order_empty")
    if facts.args.get("imported"):
        return None
    if differ := completeness.totals_differ(order):
        return Refusal("totals_differ", {"amount": differ, "currency": order.currency})
    problems = completeness.address_problems(order)
    return problems[0] if problems else None


def submit(run: Run, facts: Facts) -> None:
    """Share the discounts out over the lines, so that payables and shipping add up to the total to the cent."""
    order = facts.order
    sale = [line for line in order.lines if line.kind == "sale"]
    for line, share in zip(sale, prorate(order.total - order.shipping, [line.amount for line in sale]), strict=True):
        line.payable = share
    summarise(order)


def summarise(order: Order) -> None:
    """The counts and texts that lists show, stored with the order."""
    wanted = [line for line in order.lines if line.kind != "replacement"]
    order.item_count = sum(line.qty - line.taken_out for line in wanted)
    first = next((line for line in wanted if line.qty > line.taken_out), wanted[0] if wanted else None)
    order.summary = f"{first.name or first.sku_code} {first.spec}".strip() if first else ""
    digits = "".join(char for char in order.ship_phone if char.isdigit())
    order.phone_tail = digits[-4:] if len(digits) >= 4 else ""


def request_payment(run: Run, facts: Facts) -> None:
    """Start waiting for the money; where the merchant says so, stock is reserved meanwhile."""
    if facts.args.get("window") is not None or not facts.args.get("imported"):
        run.order.pay_due_at = run.world.now + int(facts.args.get("window") or run.world.policy.pay_window)
    if run.world.policy.reserve_unpaid and not facts.args.get("imported"):
        fulfilments.reserve(run)


def may_pay(facts: Facts) -> Refusal | None:
    """Paid means: the money covers what is due, or cash on delivery is promised."""
    order = facts.order
    if not order.collect or order.promised:
        return None
    return Refusal("money_missing", {"amount": order.collect, "currency": order.currency})


def pay_zero(facts: Facts) -> Refusal | None:
    """A submitted order counts as paid by itself only when its total is zero."""
    return None if facts.order.total == 0 else Refusal("payment_not_requested")


def pay(run: Run, facts: Facts) -> None:
    """The order is paid; the channel hears of it."""
    run.order.paid_at = run.order.paid_at or run.world.now
    run.tell("channel.paid", f"order.pay:{run.order.id}", order_id=run.order.id)


def may_expire(facts: Facts) -> Refusal | None:
    """Only past the deadline, and never while a payment is on its way or the money is there."""
    order = facts.order
    if order.pay_due_at is None or order.pay_due_at > facts.now:
        return Refusal("payment_not_overdue")
    return may_end_unpaid(facts)


def may_end_unpaid(facts: Facts) -> Refusal | None:
    """Not while the provider may still capture, the money is there, or the shop has sent the goods already."""
    order = facts.order
    if any(payment.state == "pending" for payment in order.payments):
        return Refusal("payment_pending")
    if order.total > 0 and not order.collect:
        return Refusal("already_paid")
    if any(line.shipped for line in order.lines):
        return Refusal("already_shipped")
    return None


def may_cancel(facts: Facts) -> Refusal | None:
    """An unpaid order may be cancelled with a reason while no payment is pending."""
    return may_end_unpaid(facts) or has_reason(facts)


def cancel(run: Run, facts: Facts) -> None:
    """Take every unit out, release what was reserved; money already captured becomes a task and a refund."""
    order = run.order
    for line in order.lines:
        line.take_out(line.qty - line.cancelled)
    order.ended_at = run.world.now
    order.reason = str(facts.args.get("reason") or "payment_overdue")
    payments.drop_promises(run)
    if excess(order) > 0:
        run.open_task("money_excess")
        run.system("refund.create_excess", None)
    run.tell("channel.cancelled", f"order.cancel:{order.id}", order_id=order.id)


def may_confirm(facts: Facts) -> Refusal | None:
    """Nothing blocks, nothing is on hold, and every own unit has stock unless waiting or part shipping was agreed."""
    agreed = bool(facts.args.get("ship_partial") or facts.args.get("backorder"))
    return next(obstacles(facts.order, facts.world, agreed=agreed), None)


def problems(order: Order, world: World) -> list[Refusal]:
    """Everything that keeps an order from being confirmed, for the person who audits it; empty when it is ready."""
    unpaid = may_pay(Facts(order, order, {}, SYSTEM, world)) if order.stage == "awaiting_payment" else None
    found = [unpaid] if unpaid else []
    return [*found, *completeness.address_problems(order), *obstacles(order, world)]


def obstacles(order: Order, world: World, *, agreed: bool = False) -> Iterator[Refusal]:
    """What stands in the way of confirming, one by one; with `agreed` the buyer waits or takes what is there."""
    for task in order.open_tasks():
        if task.blocking:
            yield Refusal("task_blocks", {"kind": task.kind})
    if order.held:
        yield Refusal("on_hold")
    for case in order.live_cases():
        if case.state != "replacing":
            yield Refusal("case_open", {"case": case.seq})
    if not any(line.going_out > 0 for line in order.lines):
        yield Refusal("nothing_to_ship")
    if not (agreed or order.ship_partial or order.backorder):
        yield from _stock_missing(order, world)


def _stock_missing(order: Order, world: World) -> Iterator[Refusal]:
    for line, qty in routing.shortages(fulfilments.missing(order), world):
        yield Refusal("stock_short", {"sku": line.sku_code or line.name, "missing": qty, "n": qty})


def confirm(run: Run, facts: Facts) -> None:
    """Route the order and allocate its stock, in one; third-party lines are offered to their supplier."""
    order = run.order
    order.confirmed_at = run.world.now
    order.ship_partial = order.ship_partial or bool(facts.args.get("ship_partial"))
    order.backorder = order.backorder or bool(facts.args.get("backorder"))
    fulfilments.plan_missing(run)


def shop_shipped(facts: Facts) -> Refusal | None:
    """A paid order counts as confirmed when the shop has shipped of it already."""
    return None if any(line.shipped for line in facts.order.lines) else Refusal("nothing_shipped")


def may_unconfirm(facts: Facts) -> Refusal | None:
    """Back to audit only while nothing was ever shipped and no box is open."""
    if any(line.shipped for line in facts.order.lines) or any(p.state == "returned" for p in facts.order.parcels):
        return Refusal("already_shipped")
    return no_live_parcel(facts)


def no_live_parcel(facts: Facts) -> Refusal | None:
    """Refuse while a box of the order is open, packed or labelled in the house."""
    parcel = next(facts.order.live_parcels(), None)
    return Refusal("parcel_open", {"parcel": parcel.seq}) if parcel else None


def unconfirm(run: Run, facts: Facts) -> None:
    """Withdraw offers, release stock, put picked goods back."""
    for part in list(run.order.open_fulfilments()):
        run.system("fulfilment.cancel", part)
    run.order.confirmed_at = None


def may_complete(facts: Facts) -> Refusal | None:
    """Everything is sent, every shipped unit is delivered or settled, at least one arrived, and no case is open."""
    order = facts.order
    if any(line.to_ship > 0 or line.boxed for line in order.lines):
        return Refusal("not_all_shipped")
    if case := next(order.live_cases(), None):
        return Refusal("case_open", {"case": case.seq})
    if not any(line.delivered for line in order.lines):
        return Refusal("nothing_delivered")
    for line in order.lines:
        # Counters cannot say which of the shipped units were settled: while any is not, none may be on its way.
        if line.free_shipped and (line.in_transit or settlement.lost_units_free(order, line)):
            return Refusal("not_all_delivered")
    if facts.actor.is_system:
        return _may_complete_by_itself(facts)
    return None if "C" in facts.actor.roles else has_reason(facts)


def _may_complete_by_itself(facts: Facts) -> Refusal | None:
    order = facts.order
    last = max(order.confirmed_at or 0, *(parcel.delivered_at or 0 for parcel in order.parcels))
    if facts.now < last + facts.world.policy.complete_after and not facts.args.get("shop_says"):
        return Refusal("too_early_to_complete")
    return None


def complete(run: Run, facts: Facts) -> None:
    """The order is done; the buyer is invited to review."""
    run.order.completed_at = run.world.now
    run.order.ended_at = run.world.now
    run.tell("buyer.review", f"order.complete:{run.order.id}", order_id=run.order.id)


def may_reopen(facts: Facts) -> Refusal | None:
    """A completed order opens again only for a replacement that has to go out."""
    if any(line.kind == "replacement" and line.going_out > 0 for line in facts.order.lines):
        return None
    return Refusal("nothing_to_ship")


def reopen(run: Run, facts: Facts) -> None:
    """The replacement is planned like any other goods."""
    run.order.completed_at = None
    run.order.ended_at = None


def everything_settled(order: Order) -> bool:
    """True when every sale unit was refunded or taken out, through its replacements too."""
    settled: dict[int, int] = {}
    for line in order.lines:
        origin = line.origin_line or line.id
        settled[origin] = settled.get(origin, 0) + line.refunded
    sale = [line for line in order.lines if line.kind == "sale"]
    return bool(sale) and all(settled[line.id] + line.taken_out >= line.qty for line in sale)


def may_close(facts: Facts) -> Refusal | None:
    """Close when every unit is settled and nothing is under way."""
    order = facts.order
    if not everything_settled(order):
        return Refusal("units_unsettled")
    if case := next(order.live_cases(), None):
        return Refusal("case_open", {"case": case.seq})
    return no_live_parcel(facts)


def nothing_happened(order: Order) -> bool:
    """True when no money was captured and nothing is out."""
    return order.captured == 0 and not any(line.shipped for line in order.lines)


def may_close_refunded(facts: Facts) -> Refusal | None:
    """The end 已退款: something had been paid or shipped."""
    return Refusal("nothing_was_paid") if nothing_happened(facts.order) else may_close(facts)


def may_close_cancelled(facts: Facts) -> Refusal | None:
    """The end 已取消: nothing was captured and nothing is shipped."""
    return may_close(facts) if nothing_happened(facts.order) else Refusal("something_was_paid")


def close(run: Run, facts: Facts) -> None:
    """Nothing goes out any more; a gift the buyer has is asked back, promises end, the channel hears of it."""
    order = run.order
    for line in order.lines:
        if line.kind != "sale" and line.going_out > 0:
            line.take_out(line.going_out)
        if line.kind == "gift" and line.delivered > line.returned:
            run.open_task("gift_to_reclaim", line_id=line.id)
    payments.drop_promises(run)
    order.ended_at = run.world.now
    run.tell("channel.refunded", f"order.close:{order.id}", order_id=order.id)

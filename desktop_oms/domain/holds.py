"""Holds and tasks: reasons to wait, and exceptions that need a person, with what solves each."""

from __future__ import annotations

from collections.abc import Callable

from desktop_oms.domain import completeness, settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Hold, Task
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order

PAID = ("paid", "confirmed", "completed")


def has_reason(facts: Facts) -> Refusal | None:
    """Refuse an action whose consequence others must understand later, when no reason is given."""
    if not str(facts.args.get("reason") or "").strip():
        return Refusal("reason_missing")
    return None


def may_hold(facts: Facts) -> Refusal | None:
    """With a reason, until a time to come, and only while something may still go out."""
    if not may_send(facts.order):
        return Refusal("order_over")
    until = facts.args.get("until")
    if until is not None and until <= facts.now and not facts.actor.is_system:
        return Refusal("hold_until_past")
    return has_reason(facts)


def place_hold(run: Run, facts: Facts) -> Hold:
    """Put the order on hold; `until` (ms UTC) ends it by itself, `urgent_after` marks the order urgent then."""
    until = run.order.ship_by if facts.args.get("until_ship_by") else facts.args.get("until")
    hold = Hold(
        run.world.new_id(),
        "live",
        str(facts.args["reason"]),
        str(facts.args.get("note") or ""),
        until,
        bool(facts.args.get("urgent_after")),
        facts.actor.user_id,
        run.world.now,
    )
    run.order.holds.append(hold)
    return hold


def may_release(facts: Facts) -> Refusal | None:
    """The system releases a hold only at its end or the order's; a payment hold goes when the money is there."""
    hold: Hold = facts.subject
    order = facts.order
    if order.ended:
        return None
    if facts.actor.is_system and hold.reason != "payment_due" and (hold.until is None or hold.until > facts.now):
        return Refusal("hold_not_over")
    if hold.reason == "payment_due" and order.collect and not order.promised:
        return Refusal("money_missing", {"amount": order.collect, "currency": order.currency})
    return None


def release_hold(run: Run, facts: Facts) -> None:
    """End a hold; the order turns urgent where that was agreed."""
    facts.subject.released_at = run.world.now
    if facts.subject.urgent_after:
        run.order.urgent = True


# A task whose condition can be read off the order closes by itself when the condition is gone; the others are closed
# by a person who says what was done.
STILL: dict[str, Callable[[Order, Task], bool]] = {
    "address_incomplete": lambda order, _: (
        may_send(order)
        and any(line.qty > line.cancelled + line.shipped for line in order.lines)
        and bool(completeness.address_problems(order))
    ),
    "sku_unknown": lambda order, task: any(
        line.id == task.line_id and line.sku_id is None and line.qty > line.cancelled + line.shipped
        for line in order.lines
    ),
    "shortage": lambda order, task: any(
        part.id == task.subject_id and part.state == "shortage" for part in order.fulfilments
    ),
    "money_excess": lambda order, _: is_too_much(order),
    "refund_trouble": lambda order, task: any(
        refund.id == task.subject_id and refund.state in ("failed", "unknown") for refund in order.refunds
    ),
    "case_overdue": lambda order, task: any(
        case.id == task.subject_id and case.state in ("requested", "awaiting_second") for case in order.cases
    ),
    "supplier_declined": lambda order, task: any(
        part.id == task.subject_id and part.state == "pending" for part in order.fulfilments
    ),
    "parcel_lost": lambda order, task: any(
        parcel.id == task.subject_id
        and parcel.state == "lost"
        and any(settlement.lost_units_free(order, order.line(row.line_id)) for row in parcel.lines)
        for parcel in order.parcels
    ),
    "cash_refused": lambda order, _: order.stage in PAID and bool(order.collect) and not order.promised,
    "shipped_unpaid": lambda order, _: order.stage == "awaiting_payment" and any(line.shipped for line in order.lines),
}


def may_send(order: Order) -> bool:
    """True while something of the order may still go out."""
    return not order.ended and order.stage != "completed"


def excess(order: Order) -> int:
    """Money captured beyond what is due and beyond refunds without a case; everything for a cancelled order."""
    return order.collected - (0 if order.stage == "cancelled" else order.due)


def is_too_much(order: Order) -> bool:
    """True while we hold money that is not ours: on a cancelled order until it has really gone, not only been sent."""
    if order.stage == "cancelled":
        return order.captured != order.refunded
    return order.captured > 0 and excess(order) > 0


def assign_task(_run: Run, facts: Facts) -> None:
    """From now on the task is that person's, or nobody's."""
    facts.subject.owner = str(facts.args.get("owner") or "")


def may_resolve(facts: Facts) -> Refusal | None:
    """A task with a condition closes when the condition is gone; ignoring it is refused, with what solves it."""
    task: Task = facts.subject
    still = STILL.get(task.kind)
    if still and still(facts.order, task):
        return Refusal("task_unsolved", {"kind": task.kind})
    if still is None and facts.actor.is_system:
        return Refusal("task_needs_person", {"kind": task.kind})
    return None if still else has_reason(facts)


def resolve_task(run: Run, facts: Facts) -> None:
    """Close a task, with who did it and when."""
    facts.subject.solved_at = run.world.now
    facts.subject.solved_by = facts.actor.name
    facts.subject.detail = str(facts.args.get("reason") or facts.subject.detail)
    if facts.subject.kind == "changed_in_shop":
        run.order.changed_in_shop = any(
            task.kind == "changed_in_shop" and task.id != facts.subject.id for task in run.order.open_tasks()
        )

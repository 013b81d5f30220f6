"""Holds and tasks: reasons to wait, and exceptions that need a person, with what solves each."""

from __future__ import annotations

from collections.abc import Callable

from desktop_oms.domain import completeness
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Hold, Task
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order


def has_reason(facts: Facts) -> Refusal | None:
    """Refuse an action whose consequence others must understand later, when no reason is given."""
    if not str(facts.args.get("reason") or "").strip():
        return Refusal("reason_missing")
    return None


def place_hold(run: Run, facts: Facts) -> Hold:
    """Put the order on hold; `until` (ms UTC) ends it by itself, `urgent_after` marks the order urgent then."""
    hold = Hold(
        run.world.new_id(),
        "live",
        str(facts.args["reason"]),
        str(facts.args.get("note") or ""),
        facts.args.get("until"),
        bool(facts.args.get("urgent_after")),
        facts.actor.user_id,
        run.world.now,
    )
    run.order.holds.append(hold)
    return hold


def may_release(facts: Facts) -> Refusal | None:
    """The system releases a hold only at its end; a payment hold goes when the money is there."""
    hold: Hold = facts.subject
    if facts.actor.is_system and hold.reason != "payment_due" and (hold.until is None or hold.until > facts.now):
        return Refusal("hold_not_over")
    if hold.reason == "payment_due" and facts.order.captured < facts.order.due and not facts.order.promised:
        return Refusal(
            "money_missing", {"amount": facts.order.due - facts.order.captured, "currency": facts.order.currency}
        )
    return None


def release_hold(run: Run, facts: Facts) -> None:
    """End a hold; the order turns urgent where that was agreed."""
    facts.subject.released_at = run.world.now
    if facts.subject.urgent_after:
        run.order.urgent = True


# A task whose condition can be read off the order closes by itself when the condition is gone; the others are closed
# by a person who says what was done.
STILL: dict[str, Callable[[Order, Task], bool]] = {
    "address_incomplete": lambda order, _: bool(completeness.address_problems(order)),
    "sku_unknown": lambda order, task: any(line.id == task.line_id and line.sku_id is None for line in order.lines),
    "shortage": lambda order, task: any(
        part.id == task.subject_id and part.state == "shortage" for part in order.fulfilments
    ),
    # On a cancelled order the task stays until the money has really gone, not only until a refund was made.
    "money_excess": lambda order, _: (
        excess(order) > 0 or (order.stage == "cancelled" and order.captured != order.refunded)
    ),
    "refund_trouble": lambda order, task: any(
        refund.id == task.subject_id and refund.state in ("failed", "unknown") for refund in order.refunds
    ),
    "supplier_declined": lambda order, task: any(
        part.id == task.subject_id and part.state == "pending" for part in order.fulfilments
    ),
    "parcel_lost": lambda order, task: (
        any(parcel.id == task.subject_id and parcel.state == "lost" for parcel in order.parcels)
        and any(line.lost > _claimed_lost(order, line.id) for line in order.lines)
    ),
    "cash_refused": lambda order, _: (
        order.captured < order.due and not order.promised and order.stage in ("paid", "confirmed")
    ),
}


def _claimed_lost(order: Order, line_id: int) -> int:
    return sum(
        row.qty
        for case in order.cases
        if case.kind in ("refund_lost", "resend") and case.state not in ("rejected", "withdrawn")
        for row in case.lines
        if row.line_id == line_id
    )


def excess(order: Order) -> int:
    """Money captured beyond what is due and beyond refunds without a case; everything for a cancelled order."""
    due = 0 if order.stage == "cancelled" else order.due
    without_case = sum(
        refund.amount
        for refund in order.refunds
        if refund.case_id is None and refund.state in ("created", "pending", "unknown", "failed", "succeeded")
    )
    return order.captured - due - without_case


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

"""What solves a task of each kind, as data; the card of an order and the page of tasks show the same ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_oms.domain.amending import ADDRESS
from desktop_oms.domain.entities import Task
from desktop_oms.domain.holds import STILL
from desktop_oms.formats import money
from desktop_oms.services.order_view import OrderView
from ui.deeds.deeds import Offered
from ui.shared.messages import Words

if TYPE_CHECKING:
    from desktop_oms.services.differences import Difference
    from desktop_oms.services.tasks import TaskRow

RESOLVE = "resolve"
# The deeds that solve a task, or put right what it is about, the likeliest first.  A task whose cause can be read off
# the order is solved by the deed; any other one is closed by saying what was done, after the deed where one is needed.
SOLVES: Mapping[str, tuple[str, ...]] = {
    "address_incomplete": ("address",),
    "address_doubtful": ("address",),
    "receiver_masked": ("address",),
    "sku_unknown": ("link_sku",),
    "amounts_differ": (),
    "amounts_unknown": (),
    "refund_amount_unknown": ("refund_report",),
    "pieces_differ": ("take_out",),
    "number_doubtful": (),
    "orders_file_missing": (),
    "presale": ("release",),
    "shipped_units_unknown": ("report",),
    "changed_in_shop": (),
    "shortage": ("allocate", "substitute", "give_up"),
    "stock_count": (),
    "supplier_declined": ("offer", "short"),
    "parcel_lost": ("refund", "deliver", "bounce"),
    "restock": (),
    "gift_to_reclaim": (),
    "shipped_elsewhere": (),
    "shipped_though_claimed": ("case_change_kind",),
    "shipped_though_cancelled": ("bounce",),
    "shipped_unpaid": ("capture", "start_payment", "promise"),
    "money_excess": ("refund_create_excess", "refund_dispatch", "refund_succeed"),
    "over_refunded": (),
    "refund_trouble": ("refund_dispatch", "refund_succeed", "refund_settle_manually"),
    "case_overdue": ("case_approve", "case_second_approve", "case_reject"),
    "refund_without_units": (),
    "cash_refused": ("promise", "start_payment", "capture", "cancel_paid", "refund"),
}
# Tasks whose subject is a row of these machines: only deeds about that very row solve them.
OWN_ROWS: Mapping[str, tuple[str, ...]] = {"refund_trouble": ("refund",), "parcel_lost": ("parcel",)}
# What puts our order right when the shop has changed that field of it.
CHANGES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ADDRESS, ("address",)),
    "lines": ("take_out", "cancel_paid"),
    "total": ("allowance",),
    "state": ("cancel", "cancel_paid"),
    "seller_note": ("amend_notes",),
}


ODD_SUMS = frozenset({"amounts_differ", "amounts_unknown"})
# Closed by hand, or by the deed itself: the deed comes first.
ANSWERED = frozenset({"refund_amount_unknown", "receiver_masked"})


def solves_itself(kind: str) -> bool:
    """Whether a task of this kind closes when its cause is gone, and cannot be closed before."""
    return kind in STILL


def deeds_for(kind: str, differences: Sequence[Difference] = ()) -> tuple[str, ...]:
    """The names of the deeds that solve a task: those of its kind, and of what the shop has changed."""
    changed = [name for one in differences for name in CHANGES.get(one.field, ())]
    return tuple(dict.fromkeys((*SOLVES.get(kind, ()), *changed)))


def ways_out(task: Task, found: Sequence[Offered], told: TaskRow | None = None) -> list[Offered]:
    """The allowed deeds that solve the task: about its own row where it has one, closing it with a reason last."""
    names = (*deeds_for(task.kind, told.differences if told is not None else ()), RESOLVE)
    allowed = [one for one in found if one.deed.name in names and not one.refusal and of_task(one, task)]
    return sorted(allowed, key=lambda one: names.index(one.deed.name))


def of_task(one: Offered, task: Task) -> bool:
    """Whether a deed is about the task's own row, about the order, or about a row that a task can only lead to.

    A task about too much money names no refund: any refund, payment, parcel, hold or case it leads to will do.
    """
    machine = one.deed.event.partition(".")[0]
    named = task.subject_id is not None and machine in OWN_ROWS.get(task.kind, ())
    if one.subject_id is None or one.subject_id in (task.id, task.subject_id):
        return True
    return machine in ("refund", "payment", "parcel", "hold", "case") and not named


def detail_words(words: Words, view: OrderView, task: Task) -> str:
    """What a task says beside its kind: parts that lack and amounts in words, anything else as it was written."""
    if task.kind == "changed_in_shop":
        return ""
    if task.kind == "address_incomplete":
        return lacking(words, task.detail)
    if task.kind in ODD_SUMS:
        return sums(words, view)
    if task.kind == "over_refunded" and task.detail.isdigit():
        return money(int(task.detail), view.currency, words.language)
    return task.detail


def sums(words: Words, view: OrderView) -> str:
    """The amounts of the order side by side: what does not add up is seen without leaving the task."""
    told = [(name, amount) for name, amount in view.money if amount and words.knows(f"orders.money.{name}")]
    shown = (f"{words(f'orders.money.{name}')} {money(amount, view.currency, words.language)}" for name, amount in told)
    return " · ".join(shown)


def lacking(words: Words, detail: str) -> str:
    """The parts of an address that a task says are missing."""
    parts = [part for part in detail.split(",") if words.knows(f"address_part.{part}")]
    return words("orders.list_sign").join(words(f"address_part.{part}") for part in parts)


def difference_words(words: Words, one: Difference, currency: str) -> tuple[str, str, str]:
    """What differs, our side and the shop's; a dash where a side is empty."""
    keys = (f"orders.address.{one.field}", f"orders.changed.{one.field}")
    field = next((words(key) for key in keys if words.knows(key)), one.field)
    return field, side_words(words, one.field, one.ours, currency), side_words(words, one.field, one.shop, currency)


def side_words(words: Words, field: str, value: str, currency: str) -> str:
    """One side of a difference: money with its sign, states by their words, anything else as it stands."""
    if field == "total" and value.lstrip("-").isdigit():
        return money(int(value), currency, words.language)
    if field == "state" and words.knows(f"status.{value}"):
        return words(f"status.{value}")
    return value or words("orders.nothing")

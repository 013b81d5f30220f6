"""The cards of what needs a hand: tasks with what solves each, holds, and after-sales cases with their refunds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from desktop_oms.domain.entities import ENDED_CASE, Hold, Refund, Task
from desktop_oms.formats import money
from desktop_oms.services.order_view import CaseView, OrderView
from ui.deeds.action_words import refusal
from ui.deeds.deeds import Offered
from ui.deeds.history_words import reason_words
from ui.deeds.moments import moment, past
from ui.deeds.solving import detail_words, difference_words, ways_out
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.cards import Card, label, pair
from ui.shared.chips import Chip
from ui.shared.icons import pixmap
from ui.shared.messages import Words
from ui.shared.tokens import SECONDARY

if TYPE_CHECKING:
    from desktop_oms.services.tasks import TaskRow

WAYS_SHOWN = 3
REFUND_LOOKS = {
    "succeeded": ("done", "check"),
    "failed": ("trouble", "alert"),
    "unknown": ("trouble", "help"),
    "cancelled": ("ended", "slash"),
}


class TroubleCard(Card):
    """A card with small buttons; `asked(offered)` when one is pressed, `said` with the reason of a refused one."""

    asked = Signal(object)
    said = Signal(str)

    def __init__(self, words: Words, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self.words = words

    def offer(self, row: QHBoxLayout, found: Sequence[Offered]) -> None:
        """Small buttons for these deeds at the end of a row."""
        for one in found:
            button = Button(f"card.{one.name}", self.words(f"orders.do.{one.deed.name}"), height=26, size=SECONDARY)
            button.clicked.connect(lambda _on=False, offered=one: self.asked.emit(offered))
            button.refuse(refusal(self.words, one) or None)
            button.refused.connect(self.said)
            row.addWidget(button)


def tasks_card(words: Words, view: OrderView, found: Sequence[Offered], rows: Sequence[TaskRow]) -> TroubleCard:
    """What is wrong, since when, and what solves it."""
    open_tasks = [task for task in view.tasks if task.state == "open"]
    card = TroubleCard(words, words("orders.card.tasks"), words("orders.tasks_open", n=len(open_tasks)))
    card.content.setSpacing(10)
    told = {row.id: row for row in rows}
    for task in open_tasks:
        card.content.addLayout(
            _task(card, view, task, told.get(task.id), ways_out(task, found, told.get(task.id))[:WAYS_SHOWN])
        )
    return card


def _task(card: TroubleCard, view: OrderView, task: Task, told: TaskRow | None, ways: Sequence[Offered]) -> QVBoxLayout:
    words, part = card.words, QVBoxLayout()
    part.setSpacing(3)
    head = QHBoxLayout()
    head.setSpacing(8)
    sign = QLabel()
    tone = "trouble" if task.blocking else "attention"
    sign.setPixmap(pixmap("alert", theme.color(tone), 16, sign.devicePixelRatioF(), 2))
    sign.setFixedSize(16, 18)
    head.addWidget(sign)
    head.addWidget(label(words(f"task.{task.kind}"), tone=tone, bold=True, wrap=True), 1)
    part.addLayout(head)
    goods = told.goods if told is not None else ""
    detail = detail_words(words, view, task)
    for line in (goods, detail):
        if line:
            part.addWidget(label(line, style="secondary", wrap=True))
    for change in told.differences if told is not None else ():
        field, ours, shop = difference_words(words, change, view.currency)
        both = words("orders.changed", field=field, ours=ours, shop=shop)
        part.addWidget(label(both, style="secondary", wrap=True))
    part.addWidget(label(words(f"task_help.{task.kind}"), style="secondary", tone="muted", wrap=True))
    row = QHBoxLayout()
    row.setSpacing(6)
    card.offer(row, ways)
    row.addStretch(1)
    part.addLayout(row)
    return part


def holds_card(words: Words, view: OrderView, holds: Sequence[Hold], found: Sequence[Offered], now: int) -> TroubleCard:
    """Why the order waits, since when, until when."""
    card = TroubleCard(words, words("orders.card.holds"))
    card.content.setSpacing(6)
    for hold in holds:
        why = " · ".join(part for part in (reason_words(words, hold.reason), hold.note) if part)
        card.content.addWidget(label(why, wrap=True))
        since = words("orders.hold_since", time=past(words, hold.placed_at, view.time_zone, now))
        until = words("orders.hold_open")
        if hold.until:
            until = words("orders.hold_until", time=moment(words, hold.until, view.time_zone, now))
        after = words("orders.hold_urgent_after") if hold.urgent_after else ""
        when = " · ".join(part for part in (since, until, after) if part)
        row = pair(label(when, style="secondary", tone="muted", wrap=True))
        release = [one for one in found if one.deed.name == "release" and one.subject_id == hold.id]
        card.offer(row, [one for one in release if not one.refusal])
        card.content.addLayout(row)
    return card


def cases_card(words: Words, view: OrderView, found: Sequence[Offered]) -> TroubleCard:
    """After-sales cases and refunds: kind, state, units, worth."""
    card = TroubleCard(words, words("orders.card.cases"))
    card.content.setSpacing(6)
    for case in view.cases:
        _add_case(
            card, view, case, [one for one in found if one.deed.name == "open_case" and one.subject_id == case.id]
        )
    for refund in view.refunds:
        _add_refund(card, words, view, refund)
    return card


def _add_case(card: TroubleCard, view: OrderView, case: CaseView, leads: Sequence[Offered]) -> None:
    words = card.words
    name = words("orders.case_named", n=case.seq, kind=words(f"case_kind.{case.kind}"))
    family = "ended" if case.state in ENDED_CASE else "reverse"
    card.content.addLayout(pair(label(name, bold=True), Chip(words(f"state.case.{case.state}"), family, "after_sales")))
    goods = words("orders.list_sign").join(words("orders.goods_times", sku=sku, n=qty) for sku, qty in case.lines)
    worth = money(case.worth, view.currency, words.language) if case.worth else ""
    told = " · ".join(part for part in (goods, reason_words(words, case.reason), worth) if part)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(told, style="secondary", tone="muted", wrap=True), 1)
    card.offer(row, leads)
    card.content.addLayout(row)


def _add_refund(card: Card, words: Words, view: OrderView, refund: Refund) -> None:
    family, icon = REFUND_LOOKS.get(refund.state, ("reverse", "clock"))
    name = words(
        "orders.refund_named", number=refund.refund_no, amount=money(refund.amount, view.currency, words.language)
    )
    card.content.addLayout(pair(label(name), Chip(words(f"state.refund.{refund.state}"), family, icon)))

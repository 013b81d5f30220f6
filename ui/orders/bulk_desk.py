"""Carries out bulk work on the checked orders: confirm, hold, pick list, packing slips; each order has its result."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.commands import BulkResult
from ui.deeds.bulk_dialog import BulkDialog, Task, Tell
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import EndQuestion, TextQuestion, TickQuestion
from ui.deeds.papers import Papers
from ui.deeds.questions import HOLD_ENDS
from ui.shared.jobs import Lane
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.printing import PickPrint

Numbers = Mapping[int, str]
EVENTS = {"confirm": "order.confirm", "hold": "hold.place"}


class BulkDesk(QObject):
    """`take(name, numbers)` does it; `finished` when the orders may look different."""

    finished = Signal()
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget, papers: Papers, zone: Callable[[], str]) -> None:
        """`zone` tells the time zone whose clock a hold ends by."""
        super().__init__(page)
        self._zone = zone
        self._desk, self._page, self._papers = desk, page, papers
        self.dialog: BulkDialog | None = None
        self.question: DeedDialog | None = None

    def begin(self, name: str, order_ids: list[int]) -> None:
        """Look up the numbers of these orders, then do it for them in the list's order."""
        orders = self._desk.app.orders

        def numbers() -> dict[int, str]:
            return {row.id: row.number for row in orders.rows(order_ids)}

        self._desk.jobs.ask(self._page, numbers, partial(self.take, name), self.refused.emit)

    def take(self, name: str, numbers: Numbers) -> None:
        """Do it for these orders, given by id with their numbers."""
        if name == "confirm":
            self._start(self.task(name, numbers))
        elif name == "hold":
            self._ask_hold(numbers)
        elif name == "pick_list":
            self.pick_list(numbers)
        else:
            self._papers.slips(list(numbers))

    def task(self, name: str, numbers: Numbers, args: Mapping[str, Any] | None = None) -> Task:
        """The work of one event on each of these orders."""
        desk, key = self._desk, uuid.uuid4().hex

        def work(tell: Tell) -> list[BulkResult]:
            results: list[BulkResult] = desk.app.commands.many(
                desk.actor(), list(numbers), EVENTS[name], args=args, command_id=key, progress=tell
            )
            return results

        return Task(desk.words(f"orders.bulk.title_{name}", n=len(numbers)), numbers, work)

    def _start(self, task: Task) -> None:
        self.dialog = BulkDialog(self._page, self._desk.words, self._desk.jobs, task)
        self.dialog.ended.connect(lambda _results: self.finished.emit())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.start()

    def _ask_hold(self, numbers: Numbers) -> None:
        words, now = self._desk.words, self._desk.app.database.now()
        ends = [(end, words(f"orders.hold_end.{end}")) for end in HOLD_ENDS]
        questions = [
            TextQuestion("reason", words("orders.argument.reason")),
            EndQuestion(words("orders.argument.end"), ends, now, self._zone()),
            TickQuestion("urgent_after", words("orders.argument.urgent_after")),
        ]
        title = words("orders.bulk.title_hold", n=len(numbers))
        self.question = DeedDialog(self._page, words, title, words("orders.bulk.hold"), questions)
        self.question.decided.connect(partial(self._hold, numbers, self.question))
        self.question.finished.connect(self.question.deleteLater)
        self.question.open()

    def _hold(self, numbers: Numbers, dialog: DeedDialog, told: Mapping[str, Any]) -> None:
        dialog.accept()
        self._start(self.task("hold", numbers, told))

    def pick_list(self, numbers: Numbers) -> None:
        """One pick list for these orders; the dialog comes only when something could not be put on it."""
        desk = self._desk

        def make() -> PickPrint:
            made: PickPrint = desk.app.printing.pick_list(desk.actor(), list(numbers))
            return made

        show = partial(self._show_picked, numbers)
        desk.jobs.change(self._page, make, show, self.refused.emit, lane=Lane.LONG)

    def _show_picked(self, numbers: Numbers, picked: PickPrint) -> None:
        self.finished.emit()
        if picked.refused:
            results: Sequence[BulkResult] = picked.results
            title = self._desk.words("orders.bulk.title_pick_list", n=len(numbers))
            self._start(Task(title, numbers, lambda _tell: results))
        if picked.made is not None:
            self._papers.ask_where(picked.made)

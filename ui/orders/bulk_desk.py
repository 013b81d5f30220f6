"""Carries out bulk work on the checked orders: each order has its result, a refused one can be tried again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.commands import BulkResult
from desktop_oms.services.hold_reasons import OwnReason
from ui.deeds.bulk_dialog import BulkDialog, Task, Tell
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import ChoiceQuestion, EndQuestion, Question, TextQuestion, TickQuestion
from ui.deeds.papers import Papers
from ui.deeds.questions import HOLD_ENDS, hold_question
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.print_queue import Listed
    from desktop_oms.services.printing import PickPrint, Print

Numbers = Mapping[int, str]
Known = tuple[list[str], list[str], tuple[OwnReason, ...]]
ASKED = frozenset({"hold", "cancel", "tag", "untag", "assign"})
PAPER = frozenset({"pick_list", "slips", "labels"})


class BulkDesk(QObject):
    """`take(name, numbers)` does it; `finished` when the orders may look different."""

    finished = Signal()
    refused = Signal(object)  # OmsError
    opened = Signal(str)  # the number of an order out of the results

    def __init__(self, desk: Desk, page: QWidget, papers: Papers, zone: Callable[[], str]) -> None:
        """`zone` tells the time zone whose clock a hold ends by."""
        super().__init__(page)
        self._zone = zone
        self._desk, self._page, self._papers = desk, page, papers
        self.dialog: BulkDialog | None = None
        self.question: DeedDialog | None = None
        self._looking = False

    def begin(self, name: str, order_ids: list[int]) -> None:
        """Look up the numbers of these orders, then do it for them in the list's order.

        A second press before anything is to be seen does nothing.
        """
        if self._looking:
            return
        self._looking = True
        orders = self._desk.app.orders

        def numbers() -> dict[int, str]:
            return {row.id: row.number for row in orders.rows(order_ids)}

        def found(known: dict[int, str]) -> None:
            self._looking = False
            self.take(name, known)

        def missed(error: OmsError) -> None:
            self._looking = False
            self.refused.emit(error)

        self._desk.jobs.ask(self._page, numbers, found, missed)

    def take(self, name: str, numbers: Numbers) -> None:
        """Do it for these orders, given by id with their numbers."""
        if name == "pick_list":
            self.pick_list(numbers)
        elif name == "slips":
            self._papers.slips(list(numbers), partial(self._show_refused, name, numbers))
        elif name == "labels":
            self._papers.labels(list(numbers), partial(self._show_refused, name, numbers))
        elif name == "together":
            self._group(numbers)
        elif name in ASKED:
            self._desk.jobs.ask(self._page, self._look, partial(self._ask, name, numbers), self.refused.emit)
        else:
            self._start(self.task(name, numbers))

    def task(self, name: str, numbers: Numbers, args: Mapping[str, Any] | None = None, again: str = "") -> Task:
        """The work of one event on each of these orders; `again` is the key under which it was begun before."""
        desk, key = self._desk, again or uuid.uuid4().hex

        def work(tell: Tell) -> list[BulkResult]:
            results: list[BulkResult] = desk.app.bulk.run(
                desk.actor(), name, list(numbers), args, command_id=key, progress=tell
            )
            return results

        return Task(desk.words(f"orders.bulk.title_{name}", n=len(numbers)), numbers, work, name, args, key)

    def _start(self, task: Task) -> None:
        """Begin it; of a single order a sentence is enough, and no table of one row has to be closed."""
        if len(task.numbers) == 1 and task.name:
            self._do_one(task)
        else:
            self._begin(task)

    def _do_one(self, task: Task) -> None:
        words, (number,) = self._desk.words, task.numbers.values()

        def done(results: Sequence[BulkResult]) -> None:
            self.finished.emit()
            if any(result.trouble is not None for result in results):
                self._begin(replace(task, work=lambda _tell: results))
            else:
                self._desk.shell.toast(words("orders.done", number=number, deed=words(f"orders.bulk.{task.name}")))

        self._desk.jobs.change(self._page, lambda: task.work(lambda _done: True), done, self.refused.emit)

    def _begin(self, task: Task) -> None:
        self.dialog = BulkDialog(self._page, self._desk.words, self._desk.jobs, task)
        self.dialog.ended.connect(lambda _results: self.finished.emit())
        self.dialog.opened.connect(self.opened)
        self.dialog.again.connect(partial(self._again, task))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.start()

    def _again(self, task: Task, order_ids: list[int]) -> None:
        """Some of them once more, told the same."""
        numbers = {order_id: task.numbers[order_id] for order_id in order_ids}
        if task.name in PAPER:
            self.take(task.name, numbers)
        else:
            self._start(self.task(task.name, numbers, task.args, task.key))

    # asking

    def _look(self) -> Known:
        """The tags there are, the logins of who works here, and the house's reasons to wait."""
        app = self._desk.app
        tags = [tag.name for tag in app.tagging.tags()]
        return tags, [user.login for user in app.people.users() if user.active], app.hold_reasons.own()

    def _ask(self, name: str, numbers: Numbers, known: Known) -> None:
        words, n = self._desk.words, len(numbers)
        title, danger = words(f"orders.bulk.title_{name}", n=n), name == "cancel"
        deed = title if danger else words(f"orders.bulk.{name}")  # beside it stands what leaves the dialog
        self.question = DeedDialog(self._page, words, title, deed, self._questions(name, known), danger=danger)
        self.question.decided.connect(partial(self._decide, name, numbers, self.question))
        self.question.finished.connect(self.question.deleteLater)
        self.question.open()

    def _questions(self, name: str, known: Known) -> list[Question]:
        words, (tags, people, own) = self._desk.words, known
        reason = TextQuestion("reason", words("orders.argument.reason"))
        if name == "hold":
            ends = [(end, words(f"orders.hold_end.{end}")) for end in HOLD_ENDS]
            end = EndQuestion(words("orders.argument.end"), ends, self._desk.app.database.now(), self._zone())
            return [hold_question(words, own), end, TickQuestion("urgent_after", words("orders.argument.urgent_after"))]
        if name == "cancel":
            reason.row.show_hint(words("orders.bulk.cancel_note"))
            return [reason]
        if name == "assign":
            return [ChoiceQuestion("to", words("orders.bulk.owner"), [(login, login) for login in people])]
        if name == "untag":
            return [ChoiceQuestion("to", words("orders.bulk.tag_name"), [(tag, tag) for tag in tags])]
        return [TextQuestion("to", words("orders.bulk.tag_name"), words("orders.list_sign").join(tags[:5]))]

    def _decide(self, name: str, numbers: Numbers, dialog: DeedDialog, told: Mapping[str, Any]) -> None:
        if name in ("hold", "cancel") and not told.get("reason"):
            dialog.show_refusal(self._desk.words.error(OmsError("reason_missing")))
            return
        dialog.accept()
        self._start(self.task(name, numbers, told))

    def _group(self, numbers: Numbers) -> None:
        """These orders ship together; the toast takes it back."""
        desk = self._desk

        def done(_group: int) -> None:
            undo = partial(self._ungroup, next(iter(numbers)))
            desk.shell.toast(desk.words("desk.together_made", n=len(numbers)), undo)
            self.finished.emit()

        desk.jobs.change(
            self._page, lambda: desk.app.together.make(desk.actor(), list(numbers)), done, self.refused.emit
        )

    def _ungroup(self, order_id: int) -> None:
        desk = self._desk

        def done(found: tuple[int, ...]) -> None:
            desk.shell.toast(desk.words("desk.together_undone", n=len(found)))

        desk.jobs.change(self._page, lambda: desk.app.together.undo(desk.actor(), order_id), done, self.refused.emit)

    def pick_list(self, numbers: Numbers) -> None:
        """One pick list for these orders, which begins their picking.

        Where it becomes a file, that is asked before: who leaves the question has begun nothing.
        """
        desk = self._desk

        def ask(printed: Mapping[str, Any]) -> None:
            if printed:
                self._pick(numbers)
                return
            first, *more = numbers.values()
            name = "-".join(["picklist", first, *([f"and-{len(more)}-more"] if more else [])])
            self._papers.ask_file(f"{name}.pdf", "pdf", partial(self._pick, numbers))

        wanted = partial(desk.app.print_desk.wanted, desk.actor(), "picklist")
        self._papers.once(("pick_list", *numbers), wanted, ask)

    def _pick(self, numbers: Numbers, file: Path | None = None) -> None:
        """Begin the picking, its list into that file; the dialog comes only when something could not be put on it."""
        desk = self._desk

        def work() -> tuple[PickPrint, Print | Listed | None]:
            prints, actor = desk.app.print_desk, desk.actor()
            told = {} if file else prints.wanted(actor, "picklist")
            picked: PickPrint = desk.app.printing.pick_list(actor, list(numbers), **told)
            return picked, prints.put(actor, picked.made) if told and picked.made else picked.made

        def done(found: tuple[PickPrint, Print | Listed | None]) -> None:
            self.finished.emit()
            picked, made = found
            if picked.refused:
                self._show_refused("pick_list", numbers, picked.results)
            if file and picked.made:
                self._papers.save(picked.made, file)
            elif made is not None:
                self._papers.went(made)

        self._papers.once(("picking", *numbers), work, done)

    def _show_refused(self, name: str, numbers: Numbers, results: Sequence[BulkResult]) -> None:
        """Whose paper was made, and whose was not."""
        title = self._desk.words(f"orders.bulk.title_{name}", n=len(numbers))
        self._start(Task(title, numbers, lambda _tell: results, name))

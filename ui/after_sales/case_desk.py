"""Carries out what was decided on a case: at once where nothing has to be asked, then says so and how to take it back.

Nothing is decided here: the service allows or refuses, and a refusal is shown in its own words.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money
from desktop_oms.services.case_notes import TEMPLATES
from desktop_oms.services.order_view import OrderView
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.case_steps import ALLOWANCE, ASK_GOODS, CLAIM, EXCHANGE, LET_GO, MESSAGE, SHEET, SLIP, Step
from ui.after_sales.messages_dialog import MessageDialog
from ui.after_sales.reject_question import RejectQuestion
from ui.deeds.action_words import refusal
from ui.deeds.deed_desk import GOODS_SHOWN, DeedDesk
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.deeds import Offered, offered
from ui.deeds.fields import MoneyQuestion, Question, TextQuestion
from ui.deeds.goods_question import GoodsQuestion
from ui.deeds.moments import span
from ui.deeds.papers import Papers
from ui.deeds.seen import Seen
from ui.shared.page import Desk

DECISIONS = frozenset({"case_approve", "case_second_approve", "case_reject", "case_withdraw", "case_unapprove"})
Commands = tuple[tuple[str, dict[str, Any]], ...]


class CaseDeeds(DeedDesk):
    """The deeds of the order page, carried out on a case that one person at a time decides."""

    def _command(self, offered: Offered, view: OrderView, told: dict[str, Any]) -> Any:
        if not offered.deed.event.startswith("case.") or offered.subject_id is None:
            return super()._command(offered, view, told)
        return self._desk.app.after_sales.decide(
            self._desk.actor(),
            offered.subject_id,
            offered.deed.event,
            args={**offered.deed.told, **told},
            command_id=uuid.uuid4().hex,
            seen_version=view.version,
        )


class CaseDesk(QObject):
    """Takes steps; `finished` says what was done and how to take it back, `refused` why nothing was."""

    finished = Signal(str, object)  # words, what takes it back (or None)
    waiting = Signal(str, object, object)  # the same, and for how many ms it can be taken back
    refused = Signal(str)
    count_asked = Signal(str)  # the number of a case whose goods are here
    decided = Signal()  # the case needs no more of this person: the next one, please

    def __init__(self, desk: Desk, page: QWidget, papers: Papers) -> None:
        super().__init__(page)
        self._desk, self._page, self._papers = desk, page, papers
        self.deeds = CaseDeeds(desk, page, papers)
        self.deeds.finished.connect(self.finished)
        self.deeds.refused.connect(self.refused)
        self.dialog: DeedDialog | None = None
        self.message: MessageDialog | None = None

    def take(self, step: Step, seen: CaseSeen, told: dict[str, Any]) -> None:
        """Do a step on the case as it was seen; `told` is what of it is agreed to when it is not everything."""
        own: dict[str, Callable[[], None]] = {
            "case_reject": partial(self._ask_reject, step, seen),
            ASK_GOODS: partial(self._ask_goods, step, seen),
            EXCHANGE: partial(self._ask_exchange, step, seen),
            ALLOWANCE: partial(self._ask_allowance, step, seen),
            CLAIM: partial(self._claim, seen),
            LET_GO: partial(self._let_go, seen),
            MESSAGE: partial(self._message, seen),
            SLIP: partial(self._paper, seen, bench=False),
            SHEET: partial(self._paper, seen, bench=True),
        }
        name = step.deed.deed.name if step.deed is not None else step.name
        if name == "case_approve":
            self._decide(step, seen, (("case.approve", told),))
        elif name == "case_receive":
            self.count_asked.emit(seen.detail.number)
        elif name in own:
            own[name]()
        elif name == "case_second_approve":
            self._decide(step, seen, (("case.second_approve", {}),))
        elif step.deed is not None:
            view = seen.detail.order
            self.deeds.take(step.deed, Seen(view, (), seen.detail.now, seen.nobody))

    # deciding

    def _decide(self, step: Step, seen: CaseSeen, commands: Commands, dialog: DeedDialog | None = None) -> None:
        """Give these as one command, and say what became of the case."""
        desk, detail = self._desk, seen.detail

        def work() -> tuple[str, int]:
            desk.app.after_sales.decide_in_turn(
                desk.actor(),
                detail.row.id,
                commands,
                command_id=uuid.uuid4().hex,
                seen_version=detail.order.version,
            )
            row = desk.app.after_sales.row(detail.row.id)
            return row.state, (row.due_at or 0) - desk.app.database.now()

        def done(stands: tuple[str, int]) -> None:
            if dialog is not None:
                dialog.accept()
            self.decided.emit()
            self._tell(step, seen, *stands)

        def failed(error: OmsError) -> None:
            if error.code == "reason_missing" and not (dialog and dialog.asks("reason")):
                self._ask_reason(step, seen, commands, dialog)
                return
            why = desk.words.error(error)
            if dialog is not None:
                dialog.show_refusal(why)
            self.refused.emit(why)

        desk.jobs.change(self._page, work, done, failed)

    def _tell(self, step: Step, seen: CaseSeen, state: str, left: int) -> None:
        """Say what was decided, and for how long it can be taken back."""
        words, facts = self._desk.words, {"case": seen.detail.number, "step": step.word}
        back = partial(self._take_back, seen)
        if state == "approved" and left > 0:
            self.waiting.emit(words("cases.done_waiting", span=span(words, left), **facts), back, left)
        else:
            self.finished.emit(words("cases.done", **facts), back if state == "awaiting_second" else None)

    def _take_back(self, seen: CaseSeen) -> None:
        desk, row = self._desk, seen.detail.row

        def work() -> object:
            return desk.app.after_sales.decide(desk.actor(), row.id, "case.unapprove", command_id=uuid.uuid4().hex)

        def done(_made: object) -> None:
            self.finished.emit(desk.words("cases.taken_back", case=seen.detail.number), None)

        desk.jobs.change(self._page, work, done, lambda error: self.refused.emit(desk.words.error(error)))

    # asking

    def _ask(
        self, step: Step, seen: CaseSeen, questions: list[Question], work: Callable[[dict[str, Any]], Commands]
    ) -> None:
        words = self._desk.words
        title = words("orders.deed_title", deed=step.word, number=seen.detail.number)
        dialog = DeedDialog(self._page, words, title, step.word, questions, danger=step.kind == "danger")
        dialog.decided.connect(lambda told: self._decide(step, seen, work(told), dialog))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _ask_reason(self, step: Step, seen: CaseSeen, commands: Commands, before: DeedDialog | None) -> None:
        """Ask why; who goes back finds what was chosen `before` as it was."""
        words = self._desk.words
        less = any(args.keys() & {"lines", "deduction", "amount"} for _, args in commands)
        prompt = words("cases.less_reason" if less else "cases.own_reason_prompt")
        question = TextQuestion("reason", words("orders.argument.reason"), prompt)
        event, args = commands[-1]  # the decision; another kind before it needs no reason
        self._ask(step, seen, [question], lambda told: (*commands[:-1], (event, {**args, **told})))
        if before is not None and self.dialog is not None:
            before.hide()
            self.dialog.accepted.connect(before.accept)
            self.dialog.rejected.connect(partial(_show_again, before))

    def _ask_reject(self, step: Step, seen: CaseSeen) -> None:
        question = RejectQuestion(self._desk.words)
        self._ask(step, seen, [question], lambda told: (("case.reject", told),))
        if self.dialog is not None:
            self.dialog.deed.setDefault(True)  # the dialog itself is the question: Enter sends what it says

    def _ask_goods(self, step: Step, seen: CaseSeen) -> None:
        self._decide(step, seen, (("case.change_kind", {"kind": "return_refund"}), ("case.approve", {})))

    def _ask_exchange(self, step: Step, seen: CaseSeen) -> None:
        desk = self._desk
        claimed = next((unit for unit in seen.detail.units if unit.claimed), None)
        look = partial(desk.app.catalogue.page, limit=GOODS_SHOWN)
        first = claimed.name if claimed is not None else ""
        question = GoodsQuestion("sku_id", desk.words, desk.jobs, look, first)

        def commands(told: dict[str, Any]) -> Commands:
            return ("case.change_kind", {"kind": "exchange", **told}), ("case.approve", {})

        self._ask(step, seen, [question], commands)

    def _ask_allowance(self, step: Step, seen: CaseSeen) -> None:
        sums = seen.detail.money
        words = self._desk.words
        most = words("cases.allowance_most", amount=money(sums.worth, sums.currency, words.language))
        question = MoneyQuestion("amount", words("cases.allowance_amount"), sums.currency, most)

        def commands(told: dict[str, Any]) -> Commands:
            return ("case.change_kind", {"kind": "allowance", **told}), ("case.approve", {})

        self._ask(step, seen, [question], commands)

    # whose it is, and paper

    def _claim(self, seen: CaseSeen) -> None:
        desk, case_id = self._desk, seen.detail.row.id
        self._change(lambda: desk.app.after_sales.claim(desk.actor(), case_id), "cases.claimed", seen)

    def _let_go(self, seen: CaseSeen) -> None:
        desk, case_id = self._desk, seen.detail.row.id
        self._change(lambda: desk.app.after_sales.let_go(desk.actor(), case_id), "cases.let_go", seen)

    def _change(self, work: Callable[[], object], told: str, seen: CaseSeen) -> None:
        desk = self._desk
        desk.jobs.change(
            self._page,
            work,
            lambda _made: self.finished.emit(desk.words(told, case=seen.detail.number), None),
            lambda error: self.refused.emit(desk.words.error(error)),
        )

    def _message(self, seen: CaseSeen) -> None:
        desk, case_id = self._desk, seen.detail.row.id

        def texts() -> dict[str, str]:
            notes = desk.app.case_notes
            return {name: notes.compose(case_id, name, desk.words.language) for name in TEMPLATES}

        desk.jobs.ask(
            self._page,
            texts,
            partial(self._ask_message, seen),
            lambda error: self.refused.emit(desk.words.error(error)),
        )

    def _ask_message(self, seen: CaseSeen, texts: dict[str, str]) -> None:
        row = seen.detail.row
        self.message = MessageDialog(self._page, self._desk.words, seen.detail.number, row.state, texts)
        self.message.decided.connect(partial(self._keep_message, seen, self.message))
        self.message.finished.connect(self.message.deleteLater)
        self.message.open()

    def _keep_message(self, seen: CaseSeen, dialog: MessageDialog, kind: str, template: str, text: str) -> None:
        desk, number = self._desk, seen.detail.number

        def work() -> object:
            return desk.app.case_notes.write(desk.actor(), seen.detail.row.id, text, kind, template)

        def done(_made: object) -> None:
            dialog.accept()
            if kind == "message":
                QGuiApplication.clipboard().setText(text)
            told = desk.words("cases.copied") if kind == "message" else desk.words("cases.kept", case=number)
            self.finished.emit(told, None)

        desk.jobs.change(self._page, work, done, lambda error: dialog.show_refusal(desk.words.error(error)))

    # a new case

    def begin(self) -> None:
        """Ask for an order, then for what the buyer wants of it."""
        words = self._desk.words
        question = TextQuestion("number", words("cases.new_order"))
        dialog = DeedDialog(self._page, words, words("cases.new_title"), words("cases.next"), [question])
        dialog.decided.connect(lambda told: self._find_order(dialog, str(told.get("number") or "")))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _find_order(self, dialog: DeedDialog, number: str) -> None:
        desk = self._desk

        def work() -> Seen:
            app = desk.app
            return Seen(app.orders.view(app.orders.find(number), desk.actor()), (), app.database.now())

        def done(seen: Seen) -> None:
            deed = next((one for one in offered(seen.view) if one.deed.name == "refund"), None)
            if deed is None or deed.refusal:
                told = refusal(desk.words, deed) if deed is not None else desk.words("cases.no_case_now", number=number)
                dialog.show_refusal(told)
                return
            dialog.accept()
            self.deeds.take(deed, seen)

        desk.jobs.ask(self._page, work, done, lambda error: dialog.show_refusal(desk.words.error(error)))

    def _paper(self, seen: CaseSeen, *, bench: bool) -> None:
        """Looked at first, in true size; it is printed or saved from there."""
        document = "inspection" if bench else "return"
        self._papers.look(seen.detail.order.id, f"{document}.{seen.detail.row.id}")


def _show_again(dialog: DeedDialog) -> None:
    """A dialog as it was left."""
    dialog.show_refusal("")
    dialog.show()

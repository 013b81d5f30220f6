"""Carries out what was asked for on the open order: asks what has to be asked, then one command, then says so.

Nothing is decided here: the service allows or refuses, and a refusal is shown in its own words.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.amending import UNPAID
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import money
from desktop_oms.services.commands import Done
from desktop_oms.services.order_view import OrderView
from ui.deeds.action_words import deed_words
from ui.deeds.apart_desk import ApartDesk
from ui.deeds.block_desk import BlockDesk
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.deeds import Deed, Offered
from ui.deeds.fields import Question, TextQuestion
from ui.deeds.leave_desk import LeaveDesk
from ui.deeds.papers import Papers
from ui.deeds.questions import Questioner
from ui.deeds.review_desk import ReviewDesk
from ui.deeds.seen import Seen
from ui.deeds.trail_desk import TrailDesk
from ui.shared.page import Desk

GOODS_SHOWN = 30
WEIGHED = frozenset({"take_out", "add_goods"})  # what the bill changes by is shown first
BULK = frozenset({"tag", "untag", "assign"})
PLACES = {"pack": "packing", "hand_over": "hand_over"}
OVERTAKEN = frozenset({"order_changed", "order_changed_by"})
Work = Callable[[OrderView, dict[str, Any]], Any]


class DeedDesk(QObject):
    """Takes deeds; `finished` says what was done and how to take it back, `refused` why nothing was."""

    finished = Signal(str, object)  # words, what takes it back (or None)
    refused = Signal(str)
    revealed = Signal(object)  # Receiver, or what was looked at for the reason
    listed = Signal(object)  # the ids of the orders a pick list is wanted for
    bulked = Signal(str, object)  # work that is otherwise done on many orders, and the ids of those it is wanted for

    def __init__(self, desk: Desk, page: QWidget, papers: Papers) -> None:
        super().__init__(page)
        self._desk, self._page, self._papers = desk, page, papers
        self.dialog: DeedDialog | None = None
        self._last = ""  # the id of the last command, by which an amendment is taken back
        self.apart = ApartDesk(desk, page)
        self.apart.finished.connect(self.finished)
        self.apart.refused.connect(self.refused)
        self.leaving = LeaveDesk(desk, page)
        self.leaving.finished.connect(lambda told: self.finished.emit(told, None))
        self.leaving.refused.connect(self.refused)
        self.blocking = BlockDesk(desk, page)
        self.blocking.finished.connect(self.finished)
        self.blocking.refused.connect(self.refused)
        self.trail = TrailDesk(desk, page)
        self.trail.finished.connect(lambda told: self.finished.emit(told, None))
        self.trail.refused.connect(lambda error: self.refused.emit(desk.words.error(error)))
        self.reviews = ReviewDesk(desk, page)
        self.reviews.finished.connect(lambda told: self.finished.emit(told, None))
        # What has a dialog of its own
        self._own: dict[str, Callable[[Seen], None]] = {
            "apart": lambda seen: self.apart.begin(seen.view),
            "apart_undo": lambda seen: self.apart.undo(seen.view),
            "leave": self.leaving.begin,
            **{name: partial(self._hand_on, name) for name in BULK},
            "block_buyer": lambda seen: self.blocking.block(seen.view),
            "unblock_buyer": lambda seen: self.blocking.unblock(seen.view),
            "trail": lambda seen: self.trail.begin(seen.view),
            "review_add": lambda seen: self.reviews.add(seen.view),
            "review_answer": lambda seen: self.reviews.answer(seen.view),
        }

    def take(self, offered: Offered, seen: Seen) -> None:
        """Do a deed on the order as it was seen."""
        deed, view = offered.deed, seen.view
        if deed.name in PLACES:
            self._desk.shell.open_page(PLACES[deed.name], view.number)
        elif deed.name == "open_case":
            self._desk.shell.open_page("after_sales", f"{view.number}-C{offered.subject}")
        elif deed.name in self._own:
            self._own[deed.name](seen)
        elif deed.name == "pick_list":
            self.listed.emit([view.id])
        elif deed.name == "slip":
            self._papers.slip(view.id)
        elif deed.name == "label" and offered.subject_id is not None:
            self._papers.label(offered.subject_id)
        elif deed.asks:
            self._ask(offered, seen)
        else:
            self._do(offered, view, {})

    def _hand_on(self, name: str, seen: Seen) -> None:
        self.bulked.emit(name, [seen.view.id])

    # asking

    def _ask(self, offered: Offered, seen: Seen) -> None:
        desk = self._desk
        look = partial(desk.app.catalogue.page, limit=GOODS_SHOWN)
        own = seen.beside.reasons if seen.beside is not None else ()
        questioner = Questioner(desk.words, desk.jobs, look, desk.app.amends.parse, seen.view, seen.now, own)
        work = self._link if offered.deed.name == "link_sku" else self._command
        self._open(offered, seen.view, questioner.ask(offered), partial(work, offered))

    def _open(self, offered: Offered, view: OrderView, questions: list[Question], work: Work) -> None:
        words, deed = self._desk.words, offered.deed
        title = words("orders.deed_title", deed=deed_words(words, offered), number=view.number)
        does = f"orders.doing.{deed.name}"
        does = words(does if words.knows(does) else f"orders.do.{deed.name}")
        dialog = DeedDialog(self._page, words, title, does, questions, danger=deed.kind == "danger")

        def do(told: dict[str, Any]) -> None:
            seen = dialog.seen or view
            self._run(offered, seen, partial(work, seen, told), dialog)

        dialog.decided.connect(partial(self._weigh, view, dialog, do) if deed.name in WEIGHED else do)
        self._show(dialog)

    def _weigh(
        self, view: OrderView, dialog: DeedDialog, do: Callable[[dict[str, Any]], None], told: dict[str, Any]
    ) -> None:
        """Show first what the bill changes by; it is done when the person decides again with the same units."""
        words, units, add = self._desk.words, told.get("remove") or {}, told.get("add") or ()
        if not (units or add) or dialog.weighed == told:
            do(told | ({"difference": dialog.difference} if units or add else {}))
            return

        def show(change: int) -> None:
            dialog.weighed, dialog.difference = told, change
            amount = money(abs(change), view.currency, words.language)
            less = "orders.bill_smaller" if view.stage in UNPAID else "orders.bill_less"
            key = less if change < 0 else "orders.bill_more" if change else "orders.bill_same"
            dialog.show_consequence(words(key, amount=amount), words("orders.bill_agreed"))

        orders = self._desk.app.orders
        self._desk.jobs.ask(
            dialog,
            lambda: orders.difference(view.id, units, add),
            show,
            lambda error: dialog.show_refusal(words.error(error)),
        )

    def _show(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_reveal(self, view: OrderView, look: Callable[[Actor, str], object] | None = None) -> None:
        """Ask why somebody wants to see the whole receiver, then show it; the reason is kept.

        `look` reads what is shown, for that reason; otherwise it is the order's receiver.
        """
        desk, words = self._desk, self._desk.words
        title = words("orders.reveal_title", number=view.number)
        question = TextQuestion("reason", words("orders.argument.reason"), words("orders.reveal_prompt"))
        dialog = DeedDialog(self._page, words, title, words("orders.reveal"), [question])

        def reveal(told: dict[str, Any]) -> None:
            def work() -> object:
                read = look or partial(desk.app.orders.reveal, view.id)
                return read(desk.actor(), str(told.get("reason") or ""))

            def show(found: object) -> None:
                dialog.accept()
                self.revealed.emit(found)

            desk.jobs.change(self._page, work, show, lambda error: dialog.show_refusal(words.error(error)))

        dialog.decided.connect(reveal)
        self._show(dialog)

    # doing

    def _do(self, offered: Offered, view: OrderView, told: dict[str, Any]) -> None:
        self._run(offered, view, partial(self._command, offered, view, told), None)

    def _run(self, offered: Offered, view: OrderView, work: Callable[[], Any], dialog: DeedDialog | None) -> None:
        def done(made: object) -> None:
            if dialog is not None:
                dialog.accept()
            self._tell(offered, view, made)

        def failed(error: OmsError) -> None:
            why = self._desk.words.error(error)
            if dialog is not None:
                dialog.show_refusal(why)
                if error.code in OVERTAKEN:
                    self._look_again(dialog, view)
            self.refused.emit(self._desk.words("orders.refused", deed=self._word(offered.deed), why=why))

        self._desk.jobs.change(self._page, work, done, failed)

    def _look_again(self, dialog: DeedDialog, view: OrderView) -> None:
        """Who was slower was told who was faster: what was typed stays, and pressing again does it knowingly."""
        desk = self._desk

        def see(now: OrderView) -> None:
            dialog.seen = now

        desk.jobs.ask(dialog, lambda: desk.app.orders.view(view.id, desk.actor()), see)

    def _command(self, offered: Offered, view: OrderView, told: dict[str, Any]) -> Done:
        """One command, refused when the order has changed since it was looked at."""
        desk, self._last = self._desk, uuid.uuid4().hex
        done: Done = desk.app.commands.do(
            desk.actor(),
            view.id,
            offered.deed.event,
            offered.subject_id,
            args={**offered.deed.told, **told},
            command_id=self._last,
            seen_version=view.version,
        )
        return done

    def _link(self, offered: Offered, _view: OrderView, told: dict[str, Any]) -> object:
        """An unknown code gets its product, on this order or on every order that has it."""
        remember = bool(told.get("remember"))
        return self._desk.app.tasks.link(self._desk.actor(), offered.subject_id, told["sku_id"], remember=remember)

    def _tell(self, offered: Offered, view: OrderView, made: object) -> None:
        words = self._desk.words
        told = words("orders.done", number=view.number, deed=self._word(offered.deed))
        back = None
        if isinstance(made, Done) and offered.deed.amends_back:
            back = partial(self._amend_back, offered, view, self._last)
        elif isinstance(made, Done) and _can_go_back(offered.deed, made):
            back = partial(self._take_back, offered, view, made)
        self.finished.emit(told, back)

    def _take_back(self, offered: Offered, view: OrderView, made: Done) -> None:
        desk, undo = self._desk, offered.deed.undo
        subject = None if undo.startswith("order.") else made.subject_id

        def work() -> object:
            return desk.app.commands.do(desk.actor(), view.id, undo, subject, command_id=uuid.uuid4().hex)

        def done(_made: object) -> None:
            self.finished.emit(desk.words("orders.undone", number=view.number, deed=self._word(offered.deed)), None)

        desk.jobs.change(self._page, work, done, lambda error: self.refused.emit(desk.words.error(error)))

    def _amend_back(self, offered: Offered, view: OrderView, amendment: str) -> None:
        """What stood there before stands there again; refused when somebody changed it since."""
        desk = self._desk

        def done(_made: object) -> None:
            self.finished.emit(desk.words("orders.undone", number=view.number, deed=self._word(offered.deed)), None)

        desk.jobs.change(
            self._page,
            lambda: desk.app.amends.back(desk.actor(), view.id, amendment, command_id=uuid.uuid4().hex),
            done,
            lambda error: self.refused.emit(desk.words.error(error)),
        )

    def _word(self, deed: Deed) -> str:
        return self._desk.words(f"orders.do.{deed.name}")


def _can_go_back(deed: Deed, made: Done) -> bool:
    """A deed that something undoes; what was agreed to only as long as nothing of it was carried out at once."""
    return bool(deed.undo) and (deed.undo != "case.unapprove" or made.events == (deed.event,))

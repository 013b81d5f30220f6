"""What a buyer said of an order afterwards, written down; and what the house answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.order_view import OrderView
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import ChoiceQuestion, Question, TextQuestion
from ui.deeds.review_card import MOST, starred
from ui.shared.page import Desk


class ReviewDesk(QObject):
    """Asks for a review or an answer and keeps it; `finished` says so in words."""

    finished = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: DeedDialog | None = None

    def add(self, view: OrderView) -> None:
        """Stars, and what the buyer wrote."""
        words, desk = self._desk.words, self._desk
        stars = [(str(n), f"{starred(n)}  {words('review.stars', n=n)}") for n in range(MOST, 0, -1)]
        asked = [
            ChoiceQuestion("stars", words("review.how_many"), stars),
            TextQuestion("text", words("review.said")),
        ]

        def keep(told: dict[str, Any]) -> object:
            return desk.app.reviews.add(desk.actor(), view.id, int(told["stars"]), str(told.get("text") or ""))

        self._ask(view, "review_add", asked, keep)

    def answer(self, view: OrderView) -> None:
        """What the house says to the newest review; an earlier answer is there to be changed."""
        words, desk = self._desk.words, self._desk
        newest = max(view.reviews, key=lambda one: (one.written_at, one.id))
        question = TextQuestion("text", words("review.answer"), words("cases.quoted", text=newest.words))
        question.field.setText(newest.answer)

        def keep(told: dict[str, Any]) -> object:
            return desk.app.reviews.answer(desk.actor(), newest.id, str(told.get("text") or ""))

        self._ask(view, "review_answer", [question], keep)

    def _ask(self, view: OrderView, deed: str, asked: list[Question], keep: Callable[[dict[str, Any]], object]) -> None:
        words, desk = self._desk.words, self._desk
        word = words(f"orders.do.{deed}")
        dialog = DeedDialog(self._page, words, words("orders.deed_title", deed=word, number=view.number), word, asked)

        def done(_made: object) -> None:
            dialog.accept()
            self.finished.emit(words("orders.done", number=view.number, deed=word))

        def decide(told: dict[str, Any]) -> None:
            work = partial(keep, told)
            desk.jobs.change(self._page, work, done, lambda error: dialog.show_refusal(words.error(error)))

        dialog.decided.connect(decide)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

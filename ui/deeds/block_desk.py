"""Blocks the buyer of an order, for a reason that later orders of theirs show, and takes the block back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import TextQuestion
from ui.shared.page import Desk


class BlockDesk(QObject):
    """`block` asks for the reason; `finished` says what was done and what takes it back, `refused` why nothing was."""

    finished = Signal(str, object)
    refused = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: DeedDialog | None = None

    def block(self, view: OrderView) -> None:
        """Ask why; the block advises whoever meets the buyer again, and stops nothing."""
        words = self._desk.words
        question = TextQuestion("reason", words("orders.argument.reason"))
        question.row.show_hint(words("desk.block_note"))
        title = words("orders.deed_title", deed=words("orders.do.block_buyer"), number=view.number)
        self.dialog = dialog = DeedDialog(self._page, words, title, words("orders.do.block_buyer"), [question])
        dialog.decided.connect(partial(self._block, view, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _block(self, view: OrderView, dialog: DeedDialog, told: Mapping[str, Any]) -> None:
        desk = self._desk

        def done(_blocked: object) -> None:
            dialog.accept()
            words = desk.words("orders.done", number=view.number, deed=desk.words("orders.do.block_buyer"))
            self.finished.emit(words, partial(self.unblock, view))

        def work() -> object:
            return desk.app.buyers.block_buyer_of(desk.actor(), view.id, str(told.get("reason") or ""))

        desk.jobs.change(self._page, work, done, lambda error: dialog.show_refusal(desk.words.error(error)))

    def unblock(self, view: OrderView) -> None:
        """Take back every block that this order's buyer falls under."""
        desk = self._desk

        def done(_none: object) -> None:
            words = desk.words("orders.done", number=view.number, deed=desk.words("orders.do.unblock_buyer"))
            self.finished.emit(words, None)

        def work() -> None:
            desk.app.buyers.unblock_buyer_of(desk.actor(), view.id)

        desk.jobs.change(self._page, work, done, self._refuse)

    def _refuse(self, error: OmsError) -> None:
        deed, why = self._desk.words("orders.do.unblock_buyer"), self._desk.words.error(error)
        self.refused.emit(self._desk.words("orders.refused", deed=deed, why=why))

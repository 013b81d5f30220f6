"""Ships an order apart: asks what is there, lets a person choose, does it in one command, and takes it back."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from ui.deeds.apart_dialog import ApartDialog
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.apart import Choice, Planned, Wish


class ApartDesk(QObject):
    """`begin` asks, `undo` puts the parts together again; `finished` with a way back, `refused` with why not."""

    finished = Signal(str, object)
    refused = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: ApartDialog | None = None

    def begin(self, view: OrderView) -> None:
        """Look what could go apart, then ask."""
        apart = self._desk.app.apart
        self._desk.jobs.ask(self._page, partial(apart.look, view.id), partial(self._ask, view), self._miss)

    def _ask(self, view: OrderView, choice: Choice) -> None:
        desk = self._desk
        title = desk.words("orders.deed_title", deed=desk.words("orders.do.apart"), number=view.number)

        def preview(wish: Wish) -> tuple[Planned, ...]:
            planned: tuple[Planned, ...] = desk.app.apart.preview(desk.actor(), view.id, wish)
            return planned

        dialog = ApartDialog(self._page, desk.words, desk.jobs, title, choice, preview)
        dialog.decided.connect(partial(self._split, view, choice.version, dialog))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _split(self, view: OrderView, version: int, dialog: ApartDialog, wish: Wish) -> None:
        desk, key = self._desk, uuid.uuid4().hex

        def work() -> object:
            return desk.app.apart.split(desk.actor(), view.id, wish, command_id=key, seen_version=version)

        def done(_made: object) -> None:
            dialog.accept()
            self.finished.emit(desk.words("apart.done", number=view.number), partial(self.undo, view))

        desk.jobs.change(self._page, work, done, lambda error: dialog.show_refusal(desk.words.error(error)))

    def undo(self, view: OrderView) -> None:
        """What was split off and nobody picked goes back."""
        desk = self._desk

        def done(_made: object) -> None:
            self.finished.emit(desk.words("apart.undone", number=view.number), None)

        desk.jobs.change(self._page, lambda: desk.app.apart.undo(desk.actor(), view.id), done, self._miss)

    def _miss(self, error: OmsError) -> None:
        self.refused.emit(self._desk.words.error(error))

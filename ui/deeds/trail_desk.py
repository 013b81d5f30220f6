"""Opens the audit trail of an order, in full where somebody says why."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.trail_words import Told
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import TextQuestion
from ui.deeds.trail_dialog import TrailDialog
from ui.shared.page import Desk


class TrailDesk(QObject):
    """`begin` opens the trail; `finished` tells of an export, `refused` why the trail could not be had."""

    finished = Signal(str)
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: TrailDialog | None = None
        self.question: DeedDialog | None = None

    def begin(self, view: OrderView) -> None:
        """Read the trail as it is now, then show it."""
        self._desk.jobs.ask(self._page, partial(self._read, view), partial(self._show, view), self.refused.emit)

    def _read(self, view: OrderView, reason: str | None = None) -> list[Told]:
        desk = self._desk
        found: list[Told] = desk.app.trails.read(desk.actor(), view.id, desk.words.language, reason=reason)
        return found

    def _show(self, view: OrderView, rows: list[Told]) -> None:
        dialog = TrailDialog(self._page, self._desk, view)
        dialog.show_rows(rows, masked=True)
        dialog.reveal_asked.connect(partial(self._ask, view, dialog))
        dialog.finished_export.connect(self.finished)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _ask(self, view: OrderView, trail: TrailDialog) -> None:
        """Why somebody wants to see receivers in full; the reason is kept."""
        desk, words = self._desk, self._desk.words
        title = words("orders.reveal_title", number=view.number)
        question = TextQuestion("reason", words("orders.argument.reason"), words("orders.reveal_prompt"))
        dialog = self.question = DeedDialog(trail, words, title, words("orders.reveal"), [question])

        def reveal(told: dict[str, Any]) -> None:
            def show(rows: list[Told]) -> None:
                dialog.accept()
                trail.show_rows(rows, masked=False)

            def miss(error: OmsError) -> None:
                dialog.show_refusal(words.error(error))

            desk.jobs.change(trail, partial(self._read, view, str(told.get("reason") or "")), show, miss)

        dialog.decided.connect(reveal)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

"""Approving the checked cases at once: each for its own maximum, each with its result; nobody goes beyond the limit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.commands import BulkResult
from ui.after_sales.case_queue import CaseQueue
from ui.after_sales.case_rows import Told
from ui.deeds.bulk_dialog import BulkDialog, Task, Tell
from ui.shared.buttons import Button
from ui.shared.page import Desk


class ManyDesk(QObject):
    """The button that appears while cases are checked; `ended` when the list may look different."""

    ended = Signal()

    def __init__(self, desk: Desk, page: QWidget, queue: CaseQueue) -> None:
        super().__init__(page)
        self._desk, self._page, self._queue = desk, page, queue
        self.dialog: BulkDialog | None = None
        self.button = Button(
            "cases.approve_checked", "", icon="check", key="Shift+A", label=desk.words("cases.approve")
        )
        self.button.hide()
        self.button.clicked.connect(self._begin)
        queue.model.checked_changed.connect(self._show)

    def _show(self) -> None:
        checked = len(self._queue.model.checked)
        self.button.set_word(self._desk.words("cases.approve_checked", n=checked))
        self.button.setVisible(checked > 0)

    def _begin(self) -> None:
        """The checked cases in the order of the queue, by the numbers people know."""
        model, desk = self._queue.model, self._desk
        rows = (model.row_at(place) for place in range(model.rowCount()))
        found = [row.facts for row in rows if row and row.id in model.checked and isinstance(row.facts, Told)]
        case_ids = [told.case.id for told in found]
        numbers = {told.case.order_id: told.number for told in found}

        def work(tell: Tell) -> list[BulkResult]:
            results: list[BulkResult] = desk.app.after_sales.approve_many(desk.actor(), case_ids, progress=tell)
            return results

        task = Task(desk.words("cases.approve_many", n=len(found)), numbers, work)
        self.dialog = BulkDialog(self._page, desk.words, desk.jobs, task)
        self.dialog.ended.connect(lambda _results: model.uncheck_all())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.start()

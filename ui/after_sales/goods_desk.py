"""Goods that come back: a scan of the slip or of the return waybill opens the count, the count is kept, nothing more.

Whether units go back on the shelf is asked apart, later, and never ticked beforehand.
"""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.return_bench import ReturnJob
from ui.after_sales.return_dialog import ReturnDialog
from ui.shared.page import Desk


class GoodsDesk(QObject):
    """Receives goods; `finished` says what was counted, `refused` why not, `case_asked` which case was meant."""

    finished = Signal(str, object)  # words, nothing to take back
    refused = Signal(object)  # OmsError
    case_asked = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: ReturnDialog | None = None

    def scan(self, code: str) -> None:
        """A scan while this page is open: a piece for the open count, else the parcel or case to count."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.scan(code)
        else:
            self.begin(code)

    def begin(self, code: str) -> None:
        """Count the parcel that a case number or a return waybill means."""
        work = partial(self._desk.app.return_bench.open, code)
        self._desk.jobs.ask(self._page, work, self._open, partial(self._not_opened, code))

    def _not_opened(self, code: str, error: OmsError) -> None:
        if error.code == "return_not_awaited":
            self.case_asked.emit(code)
        else:
            self.refused.emit(error)

    def _open(self, job: ReturnJob) -> None:
        self.case_asked.emit(job.session.case)
        dialog = ReturnDialog(self._page, self._desk.words, job)
        dialog.decided.connect(partial(self._keep, dialog, uuid.uuid4().hex))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _keep(self, dialog: ReturnDialog, command_id: str, rest_missing: bool) -> None:
        desk, job = self._desk, dialog.job

        def work() -> object:
            bench = desk.app.return_bench
            return bench.receive(desk.actor(), job, rest_missing=rest_missing, command_id=command_id)

        def done(_made: object) -> None:
            dialog.accept()
            units = sum(sum(counts.values()) for counts in job.session.counts.values())
            self.finished.emit(desk.words("cases.received", case=job.session.case, n=units), None)

        desk.jobs.change(self._page, work, done, lambda error: dialog.show_refusal(desk.words.error(error)))

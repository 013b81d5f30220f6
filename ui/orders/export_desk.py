"""Writes what the list shows, or the checked orders, to a file: asks where, tells how far it is, can be stopped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Exported, Wanted
from desktop_oms.formats import local
from ui.shared.counts import full_count
from ui.shared.file_dialogs import table_to_save
from ui.shared.jobs import Lane
from ui.shared.long_work import LongWork
from ui.shared.naming import named
from ui.shared.page import Desk


class ExportDesk(QObject):
    """`finished(words)` when the file is there or the export was stopped."""

    finished = Signal(str)
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: QDialog | None = None
        self.work: LongWork | None = None

    def begin(self, wanted: Wanted, expected: int, zone: str) -> None:
        """Ask where to save, then write; `expected` orders as far as is known, 0 when it is not."""
        words = self._desk.words
        day = f"{local(self._desk.app.database.now(), zone):%Y-%m-%d}"
        name = words("export.file_name", day=day)
        path = table_to_save(self._desk, self._page, words("export.title"), name, words("export.kind"))
        if path is not None:
            self.write(wanted, path, expected)

    def write(self, wanted: Wanted, path: Path, expected: int) -> None:
        """Write the file on the long lane."""
        words, app = self._desk.words, self._desk.app
        title = words("export.working", name=path.name)
        self.work = LongWork("export", title, words("export.working_more"), words("export.stop"))
        progress = self.work.begin()
        self.dialog = named(QDialog(self._page), "export", title)
        self.dialog.setWindowTitle(words("export.title"))
        self.dialog.setModal(True)
        self.dialog.setMinimumSize(560, 260)
        QVBoxLayout(self.dialog).addWidget(self.work)
        self.dialog.rejected.connect(progress.cancel)
        self.dialog.open()

        def tell(done: int) -> bool:
            progress.tell(done, max(expected, done) if expected else 0)
            return not progress.cancelled

        write = partial(app.exports.write, wanted, path, words.language, tell)
        self._desk.jobs.ask(self._page, write, self._end, self._miss, lane=Lane.LONG)

    def _end(self, done: Exported | None) -> None:
        words = self._desk.words
        self._close()
        if done is None:
            self.finished.emit(words("export.stopped"))
        else:
            self.finished.emit(words("export.done", n=done.count, count=full_count(done.count), name=done.path.name))

    def _miss(self, error: OmsError) -> None:
        self._close()
        self.refused.emit(error)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = self.work = None

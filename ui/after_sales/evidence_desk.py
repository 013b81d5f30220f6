"""Evidence in and out: the bytes of small pictures, files that a person adds, and pictures from the clipboard."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.case_view import EvidenceRow
from ui.after_sales.evidence import EvidenceTile
from ui.shared.file_dialogs import files_to_open
from ui.shared.page import Desk

KINDS = ("*.png", "*.jpg", "*.jpeg", "*.pdf")
KEPT = 48  # files whose bytes stay at hand


class EvidenceDesk(QObject):
    """Fetches and adds evidence; `finished` says what was added, `refused` why not."""

    finished = Signal(str, object)  # words, nothing to take back
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def fetch(self, tile: EvidenceTile) -> None:
        """Give a small picture its bytes."""
        row = tile.row
        if row.digest in self._kept:
            tile.show_bytes(self._kept[row.digest])
        elif row.media_type.startswith("image/"):
            work = partial(self._desk.app.after_sales.file, row.id)
            self._desk.jobs.ask(self._page, work, partial(self._came, tile, row), self.refused.emit)

    def _came(self, tile: EvidenceTile, row: EvidenceRow, content: bytes) -> None:
        self._kept[row.digest] = content
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if isValid(tile):
            tile.show_bytes(content)

    def add(self, case_id: int) -> None:
        """Ask for files and keep them with the case."""
        words = self._desk.words
        files = files_to_open(self._desk, self._page, words("cases.add_evidence_title"), words("cases.evidence"), KINDS)
        if files:
            self.add_files(case_id, files)

    def add_files(self, case_id: int, files: list[Path]) -> None:
        """Keep these files with the case."""
        self._keep(case_id, partial(read_files, files))

    def paste(self, case_id: int) -> None:
        """Keep the picture of the clipboard with the case."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.refused.emit(OmsError("clipboard_no_picture"))
            return
        content = as_png(image)
        self._keep(case_id, lambda: [(self._desk.words("cases.pasted_name"), content)])

    def _keep(self, case_id: int, read: Callable[[], list[tuple[str, bytes]]]) -> None:
        desk = self._desk

        def work() -> int:
            actor, files = desk.actor(), read()
            for name, content in files:
                desk.app.after_sales.attach(actor, case_id, name, content)
            return len(files)

        def done(count: int) -> None:
            self.finished.emit(desk.words("cases.evidence_added", n=count), None)

        desk.jobs.change(self._page, work, done, self.refused.emit)


def read_files(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The names and bytes of files; raises `evidence_not_read`."""
    try:
        return [(file.name, file.read_bytes()) for file in files]
    except OSError as trouble:
        raise OmsError("evidence_not_read", file=str(trouble.filename or files[0])) from trouble


def as_png(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())

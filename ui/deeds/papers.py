"""Paper of orders as files: made by the printing service, saved where the person says, the folder remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.jobs import Lane
from ui.shared.naming import named
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.printing import Print

Make = Callable[[], "Print"]


class Papers(QObject):
    """Prints to files; says where a file went (`saved`) or why there is none (`refused`)."""

    saved = Signal(str)
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def make(self, make: Make) -> None:
        """Make a print beside the screen and ask where to save it."""
        self._desk.jobs.change(self._page, make, self.ask_where, self.refused.emit, lane=Lane.LONG)

    def slips(self, order_ids: list[int]) -> None:
        """The packing slips of these orders in one file."""
        desk = self._desk
        self.make(lambda: desk.app.printing.slips(desk.actor(), order_ids))

    def label(self, parcel_id: int) -> None:
        """A parcel's shipping label."""
        desk = self._desk
        self.make(lambda: desk.app.printing.label(desk.actor(), parcel_id))

    def ask_where(self, made: Print) -> None:
        """Ask for the file; the folder last used is open, the name is suggested."""
        words = self._desk.words
        folder = Path(self._desk.preferences.settings.print_folder or Path.home())
        title = words("orders.save_title", name=made.name)
        dialog = named(QFileDialog(self._page, title, str(folder)), "orders.save", title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is overwritten: a second file gets a number
        dialog.setDefaultSuffix(made.fmt)
        dialog.selectFile(made.name)
        dialog.fileSelected.connect(partial(self._save, made))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, made: Print, chosen: str) -> None:
        desk, file = self._desk, Path(chosen)
        try:
            desk.preferences.change(print_folder=str(file.parent))
        except OmsError as error:
            self.refused.emit(error)
        renamed = replace(made, name=file.name)
        desk.jobs.change(
            self._page,
            lambda: desk.app.printing.save(desk.actor(), renamed, file.parent),
            lambda kept: self.saved.emit(desk.words("orders.saved", file=str(kept))),
            self.refused.emit,
        )

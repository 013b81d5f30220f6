"""Paper of orders: to the station's printer, else saved where the person says, the folder remembered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import place_words
from ui.shared.jobs import Lane
from ui.shared.naming import named
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.print_queue import Listed
    from desktop_oms.services.printing import Print

Make = Callable[[], "Print"]


class Papers(QObject):
    """Prints to the station's printer, else to files; says where it went (`saved`) or why not (`refused`)."""

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
        desk, request = self._desk, uuid.uuid4().hex

        def work() -> Print | Listed:
            app, actor = desk.app, desk.actor()
            paper = app.print_desk.paper(actor, "slip")
            if paper is None:
                return app.printing.slips(actor, order_ids)  # type: ignore[no-any-return]
            made = app.printing.slips(actor, order_ids, size=paper.size, fmt=paper.fmt, dpi=paper.dpi)
            return app.print_desk.put(actor, made, request=request)  # type: ignore[no-any-return]

        self._print(work)

    def label(self, parcel_id: int) -> None:
        """A parcel's shipping label."""
        desk, request = self._desk, uuid.uuid4().hex

        def work() -> Print | Listed:
            app, actor = desk.app, desk.actor()
            if app.printers.assigned("label", actor.station_id) is None:
                return app.printing.label(actor, parcel_id)  # type: ignore[no-any-return]
            return app.print_desk.print_label(actor, parcel_id, request=request)  # type: ignore[no-any-return]

        self._print(work)

    def _print(self, work: Callable[[], Print | Listed]) -> None:
        """Print beside the screen; what no printer took becomes a file."""
        self._desk.jobs.change(self._page, work, self._went, self.refused.emit, lane=Lane.LONG)

    def _went(self, made: Print | Listed) -> None:
        sending = getattr(made, "sending", None)
        if sending is None:
            self.ask_where(cast("Print", made))
            return
        one = cast("Listed", made)
        if sending.trouble:
            self.refused.emit(OmsError(sending.trouble, **dict(sending.facts)))
        else:
            self.saved.emit(self._desk.words(f"printing.now.{one.state}", printer=one.printer))

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
            lambda kept: self.saved.emit(desk.words("orders.saved", file=place_words(kept))),
            self.refused.emit,
        )

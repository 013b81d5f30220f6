"""Printing: every print with how far it is; what is stuck, lost or of unknown outcome stands first and says what to do.

At the left the filters, in the middle the prints, at the right the page itself with its actions.  The window asks the
printers what became of what they were given, and this page shows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import Printer
from desktop_oms.services.print_queue import Listed, Pages, subject_words
from desktop_oms.settings import data_folder
from ui.deeds.system_print import DPI, SystemPrint
from ui.printing.print_dialogs import again_dialog, resume_dialog, void_dialog
from ui.printing.print_pane import AGAIN, BY_SYSTEM, OPEN_FILE, RESUME, RETRY, SETTLE, VOID_IT, PrintPane
from ui.printing.print_rows import columns, row
from ui.shared.form_dialog import FormDialog
from ui.shared.jobs import Lane
from ui.shared.listing import Listing
from ui.shared.notices import EmptyState, Strip
from ui.shared.page import Desk, Page
from ui.shared.queues import Queue, QueueList
from ui.shared.table_model import Row

FILTERS = ("open", "waiting", "stuck", "today")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the prints of a filter, how many each filter holds, the printers, the house's clock.

    `refusal` says why whoever sits here may only look.
    """

    prints: tuple[Listed, ...]
    counts: Mapping[str, int]
    printers: tuple[Printer, ...]
    zone: str
    now: int
    refusal: OmsError | None


class PrintingPage(Page):
    """Looks after prints."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "printing", desk.words("page.printing"))
        self._shown: Shown | None = None
        self.dialog: FormDialog | None = None
        self.system: SystemPrint | None = None
        self.filters = QueueList(self.words("printing.filters"))
        self.filters.fold_with(self)
        self.header.add(self.filters.fold_button)
        nothing, why = self.words("printing.nothing"), self.words("printing.nothing_why")
        empty, loading = EmptyState(nothing, why), self.words("printing.loading")
        self.prints = Listing(
            "printing.prints", self.words("printing.prints"), columns(self.words), desk.jobs, empty, loading=loading
        )
        self.pane = PrintPane(self.words, desk.jobs)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.filters)
        beside.addWidget(self.prints, 1)
        beside.addWidget(self.pane)
        self.body.addLayout(beside)
        self.filters.chosen.connect(lambda _key: self.reload())
        self.prints.chosen.connect(self._choose)
        self.pane.asked.connect(self._asked)
        self.first = self.prints.table
        self.reload()

    # showing

    def reload(self) -> None:
        """The prints as they are."""
        which = self.filters.open_key() or "open"
        self.desk.jobs.ask(self, lambda: self._read(which), self._show, self.tell_error)

    def _read(self, which: str) -> Shown:
        app = self.desk.app
        queue, channels = app.print_queue, app.setup.state().channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        prints, counts = tuple(queue.listing(which)), queue.counts()
        return Shown(prints, counts, tuple(app.printers.all()), zone, app.database.now(), self._refusal())

    def _refusal(self) -> OmsError | None:
        try:
            actor = self.desk.actor()
        except OmsError:
            return None  # nobody has said who sits here: who presses a button is asked
        refusal: OmsError | None = self.desk.app.print_queue.refusal(actor)
        return refusal

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.pane.refusal = self.words.error(shown.refusal) if shown.refusal else ""
        self.untell("error")
        counts, words = shown.counts, self.words
        family = {"stuck": "trouble"}
        self.filters.show_queues(
            [Queue(key, words(f"printing.filter.{key}"), counts[key], family.get(key), exact=True) for key in FILTERS]
        )
        sub = words("printing.sub", n=counts["open"]) if counts["open"] else ""
        self.header.set_titles(words("page.printing"), sub)
        self.prints.show_rows([row(one, words, shown.zone, shown.now) for one in shown.prints])
        self._tell_stuck(counts["stuck"])
        chosen = self.pane.one
        now = next((one for one in shown.prints if chosen is not None and one.job.id == chosen.job.id), None)
        if now is not None:
            self.pane.show_print(now)

    def _tell_stuck(self, stuck: int) -> None:
        if not stuck:
            self.untell("stuck")
            return
        words = self.words
        strip = Strip("trouble", "printer", words("printing.unconfirmed", n=stuck), words("printing.unconfirmed_how"))
        self.tell("stuck", strip)

    def _choose(self, chosen: Row) -> None:
        one = chosen.facts
        if not isinstance(one, Listed):
            return
        self.pane.show_print(one)
        pages = partial(self.desk.app.print_queue.pages, one.job.id)
        self.desk.jobs.ask(self, pages, partial(self._drawn, one), partial(self._not_drawn, one), lane=Lane.LONG)

    def _drawn(self, one: Listed, found: Pages) -> None:
        if self.pane.one is not None and self.pane.one.job.id == one.job.id:
            self.pane.paper.page = 0
            self.pane.paper.show_paper(found.pages, found.picture)

    def _not_drawn(self, one: Listed, error: OmsError) -> None:
        if self.pane.one is not None and self.pane.one.job.id == one.job.id:
            self.pane.paper.show_trouble(self.words.error(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    # deeds

    def _asked(self, name: str) -> None:
        one = self.pane.one
        if one is None:
            return
        deeds: Mapping[str, Callable[[Listed], None]] = {
            AGAIN: self._again,
            RETRY: self._retry,
            SETTLE: self._settle,
            RESUME: self._resume,
            VOID_IT: self._void,
            OPEN_FILE: self._open_file,
            BY_SYSTEM: self._print_by_system,
        }
        deeds[name](one)

    def _retry(self, one: Listed) -> None:
        self._change(lambda actor: self.desk.app.print_queue.retry(actor, one.job.id))

    def _settle(self, one: Listed) -> None:
        self._change(lambda actor: self.desk.app.print_queue.settle(actor, one.job.id))

    def _again(self, one: Listed) -> None:
        """One request a dialog: however often its button is pressed, one copy comes out."""
        request, queue = uuid.uuid4().hex, self.desk.app.print_queue

        def deed(dialog: FormDialog) -> None:
            told = dialog.form.texts()
            printer_id = int(told["printer"]) if told["printer"] else None
            again = partial(queue.again, request=request, printer_id=printer_id)
            self._change(lambda actor: again(actor, one.job.id, told["reason"]), dialog)

        printers = self._shown.printers if self._shown else ()
        self.dialog = again_dialog(self, self.words, one, printers, deed)

    def _void(self, one: Listed) -> None:
        queue = self.desk.app.print_queue

        def deed(dialog: FormDialog) -> None:
            reason = dialog.form.texts()["reason"]
            self._change(lambda actor: queue.void(actor, one.job.id, reason), dialog)

        self.dialog = void_dialog(self, self.words, one, deed)

    def _resume(self, one: Listed) -> None:
        queue, batch_id = self.desk.app.print_queue, one.sending.batch_id if one.sending else None

        def deed(dialog: FormDialog) -> None:
            code = dialog.form.texts()["code"]
            self._change(lambda actor: queue.resume(actor, batch_id, code), dialog)

        self.dialog = resume_dialog(self, self.words, deed)

    def _open_file(self, one: Listed) -> None:
        """The very bytes as a file, in the program that opens such files."""
        printing = self.desk.app.printing

        def work() -> Path:
            made = printing.made(one.job.id)
            folder = data_folder() / "opened"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"{one.job.id}-{made.name}"
            file.write_bytes(made.data)
            return file

        def done(file: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        self.desk.jobs.ask(self, work, done, self.tell_error, lane=Lane.LONG)

    def _print_by_system(self, one: Listed) -> None:
        """A sheet through the system's dialog; what the system took counts as printed, for it tells no more."""

        def ask(pages: list[bytes]) -> None:
            self.system = SystemPrint(self, self.words, subject_words(one), pages)
            self.system.printed.connect(partial(self._settle, one))
            self.system.refused.connect(lambda: self.tell_error(OmsError("system_printer")))
            self.system.open()

        def sheets() -> list[bytes]:
            found: list[bytes] = self.desk.app.print_queue.sheets(self.desk.actor(), one.job.id, DPI)
            return found

        self.desk.jobs.ask(self, sheets, ask, self.tell_error, lane=Lane.LONG)

    def _change(self, deed: Callable[[Any], Any], dialog: FormDialog | None = None) -> None:
        def done(made: Any) -> None:
            if dialog is not None:
                dialog.accept()
            if isinstance(made, Listed):
                self.pane.show_print(made)
                self.desk.shell.toast(self.words(f"printing.now.{made.state}", printer=made.printer))

        failed = dialog.show_error if dialog is not None else self.tell_error
        self.desk.jobs.change(self, lambda: deed(self.desk.actor()), done, failed, lane=Lane.LONG)

"""Paper of orders: to the station's printer, else saved where the person says, the folder remembered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import ADDRESS, REASONS
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import place_words
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import ChoiceQuestion
from ui.deeds.paper_dialog import PaperDialog
from ui.deeds.sheet_place import ask_place
from ui.deeds.system_print import DPI, SystemPrint
from ui.shared.file_dialogs import begins_in
from ui.shared.jobs import Lane
from ui.shared.naming import named
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.commands import BulkResult
    from desktop_oms.services.order_papers import Labelled, OrderPaper
    from desktop_oms.services.order_papers import Papers as Found
    from desktop_oms.services.print_queue import Listed
    from desktop_oms.services.printing import Print

Tell = Callable[[Sequence["BulkResult"]], None]
Make = Callable[[Actor, Mapping[str, Any]], "Print"]  # in that size, format and resolution; empty: the usual one


class Papers(QObject):
    """Prints to the station's printer, else to files; says where it went (`saved`) or why not (`refused`).

    What is asked for once more while it is being made is made once: a button that seems dead makes no second paper.
    """

    saved = Signal(str)
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._made_now: set[object] = set()
        self.dialog: PaperDialog | None = None
        self.question: DeedDialog | None = None
        self.system: SystemPrint | None = None

    def once(
        self,
        key: object,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[OmsError], None] | None = None,
    ) -> None:
        """Make what `key` stands for beside the screen, unless it is being made already."""
        if key in self._made_now:
            return
        self._made_now.add(key)

        def arrived(made: Any) -> None:
            self._made_now.discard(key)
            done(made)

        def missed(error: OmsError) -> None:
            self._made_now.discard(key)
            (failed or self.refused.emit)(error)

        self._desk.jobs.change(self._page, work, arrived, missed, lane=Lane.LONG)

    def slip(self, order_id: int) -> None:
        """The packing slips of an order in one file."""
        self._put("slip", order_id, lambda actor, told: self._desk.app.printing.slips(actor, [order_id], **told))

    def slips(self, order_ids: list[int], tell: Tell) -> None:
        """The packing slips of these orders in one file; `tell` hears whose there are not, and why."""
        desk, request = self._desk, uuid.uuid4().hex

        def work() -> tuple[Print | Listed | None, tuple[BulkResult, ...]]:
            results: tuple[BulkResult, ...] = desk.app.order_papers.slipped(order_ids)
            good = [one.order_id for one in results if one.trouble is None]
            if not good:
                return None, results
            actor = desk.actor()
            return desk.app.print_desk.give(
                actor, "slip", partial(desk.app.printing.slips, actor, good), request
            ), results

        self.once(("slips", *order_ids), work, partial(self._tell_all, tell))

    def _tell_all(self, tell: Tell, made: tuple[Print | Listed | None, tuple[BulkResult, ...]]) -> None:
        """What became of the papers of many orders: the refused ones row by row, the rest where they went."""
        if any(one.trouble for one in made[1]):
            tell(made[1])
        if made[0] is not None:
            self.went(made[0])

    def label(self, parcel_id: int, reason: str = "", size: str = "", *, to_file: bool = False) -> None:
        """A parcel's shipping label; of one that was printed before a further copy, once the reason is told.

        A label `to_file` becomes a file of that `size` (empty: the usual one), whatever printers there are.
        """
        desk, request = self._desk, uuid.uuid4().hex

        def work() -> Print | Listed:
            app, actor = desk.app, desk.actor()
            if to_file or app.printers.assigned("label", actor.station_id) is None:
                return app.printing.label(actor, parcel_id, size=size, reason=reason)  # type: ignore[no-any-return]
            return app.print_desk.print_label(actor, parcel_id, request=request, reason=reason)  # type: ignore[no-any-return]

        def failed(error: OmsError) -> None:
            if error.code == "label_printed_before":
                self._ask_reason(parcel_id, size, to_file=to_file)
            else:
                self.refused.emit(error)

        self.once(("label", parcel_id, size, reason, to_file), work, self.went, failed)

    def labels(self, order_ids: list[int], tell: Tell) -> None:
        """The labels of these orders as one batch, in exactly this order; `tell` hears whose were not printed, and why.

        A label that is on paper already is not printed once more by the way: its order's papers ask for the reason.
        """
        desk, request = self._desk, uuid.uuid4().hex

        def work(start: int) -> tuple[Print | Listed | None, tuple[BulkResult, ...]]:
            app, actor = desk.app, desk.actor()
            to_file = app.printers.assigned("label", actor.station_id) is None
            found: Labelled = app.order_papers.labelled(order_ids, together=to_file)
            if not found.parcel_ids:
                return None, found.results
            if to_file:
                return app.printing.labels(actor, found.parcel_ids, start=start), found.results
            sent: list[Listed] = app.print_desk.print_labels(actor, found.parcel_ids, request=request, start=start)
            return next((one for one in sent if one.sending and one.sending.trouble), sent[-1]), found.results

        def begin(start: int) -> None:
            self.once(("labels", *order_ids), partial(work, start), partial(self._tell_all, tell))

        ask_place(desk, self._page, order_ids, begin, self.refused.emit)

    # looked at first

    def look(self, order_id: int, chosen: str = "") -> None:
        """Show the order's papers, one of them (by its key) first; each can be printed or saved."""
        look = partial(self._desk.app.order_papers.of_order, order_id)
        self._desk.jobs.ask(self._page, look, partial(self._open, chosen), self.refused.emit)

    def _open(self, chosen: str, found: Found) -> None:
        self.dialog = dialog = PaperDialog(self._desk, self._page, found, chosen)
        dialog.print_asked.connect(lambda paper, size: self._take(dialog, found, paper, size, to_file=False))
        dialog.save_asked.connect(lambda paper, size: self._take(dialog, found, paper, size, to_file=True))
        dialog.system_asked.connect(lambda paper, size: self._ask_system(dialog, found, paper, size))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_system(self, dialog: PaperDialog, found: Found, paper: OrderPaper, size: str) -> None:
        """The paper that was looked at in the system's own print dialog."""
        dialog.accept()
        desk, make = self._desk, self._maker(found.order_id, paper)

        def work() -> tuple[Print, list[bytes]]:
            made = make(desk.actor(), {"size": size})
            try:
                return made, desk.app.print_queue.sheets(desk.actor(), made.job_id, DPI)
            except OmsError:
                desk.app.print_queue.drop(desk.actor(), made)
                raise

        desk.jobs.change(self._page, work, self._open_system, self.refused.emit, lane=Lane.LONG)

    def _open_system(self, found: tuple[Print, list[bytes]]) -> None:
        """What the system took counts as printed, for it tells no more; who leaves its dialog leaves no print."""
        made, pages = found
        desk, words = self._desk, self._desk.words
        self.system = SystemPrint(self._page, words, made.name, pages)

        def settle() -> None:
            done = partial(self.saved.emit, words("printing.now.done"))
            settled = partial(desk.app.printing.done, desk.actor(), made.job_id)
            desk.jobs.change(self._page, settled, lambda _none: done(), self.refused.emit)

        self.system.printed.connect(settle)
        self.system.left.connect(partial(self._drop, made))
        self.system.refused.connect(lambda: self.refused.emit(OmsError("system_printer")))
        self.system.refused.connect(partial(self._drop, made))
        self.system.open()

    def _take(self, dialog: PaperDialog, found: Found, paper: OrderPaper, size: str, *, to_file: bool) -> None:
        """The paper that was looked at goes to its printer, or into a file of that very size."""
        dialog.accept()
        if paper.document == "label" and paper.subject_id is not None:
            self.label(paper.subject_id, size=size if to_file else "", to_file=to_file)
            return
        make = self._maker(found.order_id, paper)
        if to_file:
            self.once((paper, size), lambda: make(self._desk.actor(), {"size": size}), self.ask_where)
        else:
            self._put(paper.document, paper, make)

    def _maker(self, order_id: int, paper: OrderPaper) -> Make:
        app = self._desk.app
        if paper.document == "slip":
            return lambda actor, told: app.printing.slips(actor, [order_id], parcel_id=paper.subject_id, **told)
        if paper.document == "logistic":
            return lambda actor, told: app.sheets.logistic(actor, [paper.subject_id], **told)
        bench = paper.document == "inspection"
        return lambda actor, told: app.sheets.returns(actor, [paper.subject], bench=bench, **told)

    def _ask_reason(self, parcel_id: int, size: str, *, to_file: bool) -> None:
        """A label that is on paper already is printed again for a reason; an address that changed is none."""
        words = self._desk.words
        reasons = [(reason, words(f"printing.reason.{reason}")) for reason in REASONS if reason != ADDRESS]
        question = ChoiceQuestion("reason", words("printing.why"), reasons)
        deed = words("papers.save" if to_file else "papers.print")
        dialog = DeedDialog(self._page, words, words("papers.again_title"), deed, [question])

        def again(told: Mapping[str, Any]) -> None:
            dialog.accept()
            self.label(parcel_id, str(told["reason"]), size, to_file=to_file)

        dialog.decided.connect(again)
        dialog.finished.connect(dialog.deleteLater)
        self.question = dialog
        dialog.open()

    # to the printer, else into a file

    def _put(self, document: str, key: object, make: Make) -> None:
        """What `make` makes in the size of the station's printer goes there; without one it becomes a file."""
        prints, request = self._desk.app.print_desk, uuid.uuid4().hex

        def work() -> Print | Listed:
            actor = self._desk.actor()
            return prints.give(actor, document, lambda **told: make(actor, told), request)  # type: ignore[no-any-return]

        self.once((document, key), work, self.went)

    def went(self, made: Print | Listed) -> None:
        """Say where a print went; one for which there is no printer becomes a file."""
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
        """Ask for the file of a print.  Who leaves the question leaves no print."""
        dialog = self.ask_file(made.name, made.fmt, partial(self.save, made))
        dialog.rejected.connect(partial(self._drop, made))

    def ask_file(self, name: str, fmt: str, chosen: Callable[[Path], None]) -> QFileDialog:
        """Ask for a file; the folder last used is open, the name is suggested."""
        words = self._desk.words
        folder = self._desk.preferences.settings.print_folder or begins_in(self._desk)
        title = words("orders.save_title", name=name)
        dialog = named(QFileDialog(self._page, title, str(folder)), "orders.save", title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is overwritten: a second file gets a number
        dialog.setDefaultSuffix(fmt)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda file: chosen(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _drop(self, made: Print) -> None:
        desk = self._desk
        desk.jobs.change(self._page, lambda: desk.app.print_queue.drop(desk.actor(), made), None, self.refused.emit)

    def save(self, made: Print, file: Path) -> None:
        """Save a print there; the folder is remembered."""
        desk = self._desk
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

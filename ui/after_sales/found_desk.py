"""Parcels that came back and nobody announced: written down when a scan means nothing, and asked after until settled.

The oldest one stands in a strip over the cases; it belongs to a case, or somebody says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.return_bench import FoundParcel
from ui.after_sales.pictures_question import PicturesQuestion, PicturesShown
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import Question, TextQuestion
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page

UNKNOWN = "return_unknown"
TOLD = ("waybill", "carrier", "sender", "note")


class FoundDesk(QObject):
    """Writes parcels down and settles them; `finished` says what was done."""

    finished = Signal(str, object)  # words, nothing to take back

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._shown: tuple[FoundParcel, ...] = ()
        self.dialog: DeedDialog | None = None

    def read(self) -> None:
        """Look again which parcels nobody knows the owner of."""
        self._desk.jobs.ask(self._page, self._desk.app.return_bench.ownerless, self._show, self._page.tell_error)

    def _show(self, rows: list[FoundParcel]) -> None:
        if tuple(rows) == self._shown:
            return
        self._shown, words = tuple(rows), self._desk.words
        if not rows:
            self._page.untell("ownerless")
            return
        first = rows[0]
        facts = " · ".join(filter(None, (first.waybill, first.carrier, first.sender, first.note)))
        told = words("cases.ownerless_first", facts=facts or words("cases.ownerless_pictured"))
        strip = Strip(
            "attention", "packing", words("cases.ownerless", n=len(rows)), told, words("cases.ownerless_settle")
        )
        strip.acted.connect(partial(self.settle, first))
        self._page.tell("ownerless", strip)

    def miss(self, error: OmsError) -> None:
        """A scan could not be counted: where nobody waits for the parcel, it can be written down."""
        if error.code != UNKNOWN:
            self._page.tell_error(error)
            return
        words = self._desk.words
        strip = Strip(
            "trouble",
            "alert",
            "",
            words.error(error),
            words("cases.ownerless_record"),
            closes=words("shell.close"),
        )
        strip.acted.connect(partial(self.record, str(error.facts.get("waybill") or "")))
        self._page.tell("error", strip)

    def record(self, waybill: str) -> None:
        """Write a parcel down that nobody announced."""
        words = self._desk.words
        texts = [TextQuestion(name, words(f"cases.ownerless.{name}")) for name in TOLD]
        texts[0].field.setText(waybill)
        asked = [*texts, PicturesQuestion(self._desk)]
        bench, desk = self._desk.app.return_bench, self._desk
        self._ask("ownerless_record", asked, lambda told: bench.found(desk.actor(), **told), "ownerless_kept")

    def settle(self, parcel: FoundParcel) -> None:
        """Say to which case a parcel belongs, or what became of it; its pictures are seen beside."""
        look = partial(self._desk.app.return_bench.photos, parcel.id)
        self._desk.jobs.ask(self._page, look, partial(self._ask_owner, parcel), self._page.tell_error)

    def _ask_owner(self, parcel: FoundParcel, photos: list[bytes]) -> None:
        words, desk = self._desk.words, self._desk
        asked: list[Question] = [TextQuestion(name, words(f"cases.ownerless.{name}")) for name in ("case", "outcome")]
        asked += [PicturesShown(words, photos)] if photos else []

        def work(told: dict[str, Any]) -> object:
            bench, cases = desk.app.return_bench, desk.app.after_sales
            if told.get("case"):
                return bench.match(desk.actor(), parcel.id, cases.find(str(told["case"])))
            return bench.settle(desk.actor(), parcel.id, str(told.get("outcome") or ""))

        self._ask("ownerless_settle", asked, work, "ownerless_settled")

    def _ask(
        self, deed: str, asked: Sequence[Question], work: Callable[[dict[str, Any]], object], done_words: str
    ) -> None:
        words, desk = self._desk.words, self._desk
        dialog = DeedDialog(self._page, words, words(f"cases.{deed}_title"), words(f"cases.{deed}"), [*asked])

        def done(_made: object) -> None:
            dialog.accept()
            self._page.untell("error")
            self.finished.emit(words(f"cases.{done_words}"), None)

        def failed(error: OmsError) -> None:
            dialog.show_refusal(words.error(error))

        dialog.decided.connect(lambda told: desk.jobs.change(self._page, lambda: work(told), done, failed))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

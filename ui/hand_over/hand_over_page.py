"""Hand-over: every label is scanned as the driver takes the parcel; what must not leave is refused in a sentence.

At the left the carriers with what waits for each; choosing one refuses the parcels of all others.  In the middle the
answer to the last scan, what still waits and what was scanned; at the right the manifests of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop_oms.domain.codes import normalise
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.hand_over import Box, HandedOver, Manifest
from ui.hand_over.manifest_desk import ManifestDesk
from ui.hand_over.manifest_pane import ManifestPane
from ui.hand_over.parcel_rows import Clock, Scanned, waiting_columns, waiting_row
from ui.hand_over.scan_desk import ScanDesk
from ui.hand_over.scan_log import ScanLog
from ui.shared.jobs import Lane
from ui.shared.listing import Listing
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.queues import Queue, QueueList
from ui.shared.table_model import Row
from ui.shared.tabs import Tab, Tabs

ALL = "all"
OF = "carrier:"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of the shop; `parcels` are those of the manifest with the key `manifest_id`."""

    waiting: tuple[Box, ...]
    manifests: tuple[Manifest, ...]
    manifest_id: int | None
    parcels: tuple[Box, ...]
    carriers: tuple[str, ...]
    clock: Clock


class HandOverPage(Page):
    """Parcels leave."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "hand_over", desk.words("page.hand_over"))
        self._shown: Shown | None = None
        self._tabs: tuple[Tab, ...] = ()
        self.carriers = QueueList(self.words("hand_over.carriers"))
        self.header.add(self.carriers.fold_button)
        self.carriers.fold_with(self)
        self.scans = ScanDesk(self.words)
        self.tabs = Tabs("hand_over.tabs", self.words("hand_over.lists"))
        self.waiting, self.scanned = self._waiting(), ScanLog(self.words, desk.jobs)
        self.pane = ManifestPane(self.words, desk.jobs)
        self.lists = QStackedWidget()
        self.manifests = ManifestDesk(desk, self)
        self._lay_out()
        self._connect()
        self._show_tabs()
        self.first = self.scans.field
        self.reload()

    def _waiting(self) -> Listing:
        words = self.words
        nothing, why = words("hand_over.nothing_waits"), words("hand_over.nothing_waits_why")
        empty = EmptyState(nothing, why, action=words("hand_over.go_packing"), icon="packing")
        empty.acted.connect(lambda: self.desk.shell.open_page("packing"))
        spoken, loading = words("hand_over.waiting"), words("hand_over.loading")
        return Listing("hand_over.waiting", spoken, waiting_columns(words), self.desk.jobs, empty, loading=loading)

    def _lay_out(self) -> None:
        for listing in (self.waiting, self.scanned):
            self.lists.addWidget(listing)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self.scans, self.tabs):
            middle.addWidget(part)
        middle.addWidget(self.lists, 1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.carriers)
        beside.addLayout(middle, 1)
        beside.addWidget(self.pane)
        self.body.addLayout(beside)

    def _connect(self) -> None:
        self.carriers.chosen.connect(self._choose_carrier)
        self.scans.given.connect(self.scan)
        self.tabs.chosen.connect(self._open_tab)
        self.waiting.opened.connect(self._open_order)
        self.scanned.chosen.connect(self._tell_again)
        self.pane.looked_at.connect(lambda number: self.desk.shell.open_page("orders", number))
        self.pane.chosen.connect(lambda _manifest: self.reload())
        self.pane.close_asked.connect(self.manifests.close)
        self.pane.close_asked.connect(lambda _manifest: self.scans.ask(self.carrier()))
        self.pane.print_asked.connect(self.manifests.print)
        self.pane.reopen_asked.connect(self.manifests.reopen)

    # scanning

    def scan(self, code: str) -> bool:
        """A label was scanned or typed: the shop decides, in the order of the scans."""
        self.scans.show_checking(normalise(code))
        carrier, app = self.carrier(), self.desk.app

        def work() -> HandedOver:
            out: HandedOver = app.hand_over.scan(self.desk.actor(), code, carrier)
            return out

        self.desk.jobs.change(self, work, self._handed, partial(self._refused, normalise(code)), lane=Lane.SCAN)
        return True

    def carrier(self) -> str:
        """The carrier whose parcels alone may leave now; "" for any."""
        return self.carriers.open_key().removeprefix(OF) if self.carriers.open_key() != ALL else ""

    def _handed(self, out: HandedOver) -> None:
        self.scans.show_handed(out)
        self.pane.follow(out.manifest)
        self._note(out.waybill, self.scans.facts_of(out), handed=True)

    def _refused(self, waybill: str, error: OmsError) -> None:
        self.scans.show_refused(self.words.error(error))
        self._note(waybill, self.words.error(error), handed=False)

    def _note(self, waybill: str, told: str, *, handed: bool) -> None:
        self.scanned.note(self.desk.app.database.now(), waybill, told, handed=handed)
        self._show_tabs()

    def _tell_again(self, row: Row) -> None:
        """A scan of the list is looked at: what it came to stands in full in the band."""
        if isinstance(row.facts, Scanned):
            self.scans.tell_again(row.facts)

    # showing

    def reload(self) -> None:
        """What waits and what left today."""
        wanted = self.pane.manifest.id if self.pane.manifest else None
        self.desk.jobs.ask(self, lambda: self._read(wanted), self._show, self.tell_error)

    def _read(self, wanted: int | None) -> Shown:
        app = self.desk.app
        manifests = tuple(app.hand_over.manifests())
        chosen = next((one.id for one in manifests if one.id == wanted), manifests[0].id if manifests else None)
        parcels = tuple(app.hand_over.parcels(chosen)) if chosen is not None else ()
        channels = app.setup.state().channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        known = tuple(carrier.name for carrier in app.packing.carriers())
        clock = Clock(zone, app.database.now())
        return Shown(tuple(app.hand_over.waiting()), manifests, chosen, parcels, known, clock)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.untell("error")
        self.carriers.show_queues(
            queues_of(shown, self.words("hand_over.all_carriers"), self.words("hand_over.by_carrier"))
        )
        self.pane.show_manifests(shown.manifests, shown.clock)
        if self.pane.manifest is not None and self.pane.manifest.id == shown.manifest_id:
            self.pane.show_parcels(shown.parcels, shown.clock)
        self._show_waiting()
        self.scanned.show_clock(shown.clock)

    def _show_waiting(self) -> None:
        if self._shown is None:
            return
        shown, carrier = self._shown, self.carrier()
        boxes = [box for box in shown.waiting if carrier in ("", box.carrier)]
        self.waiting.show_rows([waiting_row(box, shown.clock, self.words) for box in boxes])
        sub = self.words("hand_over.sub" if shown.waiting else "hand_over.nothing_waits", n=len(shown.waiting))
        self.header.set_titles(self.words("page.hand_over"), sub)
        self._show_tabs()

    def _show_tabs(self) -> None:
        waiting = self.waiting.model.rowCount() if self._shown else None
        tabs = (
            Tab("waiting", self.words("hand_over.waiting"), waiting),
            Tab("scanned", self.scanned.title(), len(self.scanned.scans)),
        )
        if tabs != self._tabs:
            self._tabs = tabs
            self.tabs.show_tabs(tabs, self.tabs.open_key() or "waiting")

    def _open_tab(self, key: str) -> None:
        self.lists.setCurrentWidget(self.scanned if key == "scanned" else self.waiting)

    def _choose_carrier(self, _key: str) -> None:
        self.scans.ask(self.carrier())
        self._show_waiting()
        self.scans.field.setFocus()

    def _open_order(self, row: Row) -> None:
        if isinstance(row.facts, Box):
            self.desk.shell.open_page("orders", row.facts.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scans.band.fit_window()


def queues_of(shown: Shown, every: str, heading: str) -> list[Queue]:
    """The carriers with what waits for each: those of the house, and any other that has parcels here."""
    names = dict.fromkeys((*shown.carriers, *(box.carrier for box in shown.waiting)))
    counts = {name: sum(box.carrier == name for box in shown.waiting) for name in names}
    found = [Queue(ALL, every, len(shown.waiting)), Queue("", heading)]
    return [*found, *(Queue(f"{OF}{name}", name, counts[name]) for name in names)]

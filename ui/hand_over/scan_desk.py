"""Where labels are scanned: the band that answers each scan, and the field for what no scanner can read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.formats import with_mates
from desktop_oms.services.hand_over import HandedOver
from ui.hand_over.parcel_rows import Scanned
from ui.shared.band import Band, Call
from ui.shared.buttons import Button
from ui.shared.forms import TextField
from ui.shared.messages import Words
from ui.shared.tokens import CONTROL_PACKING, PAGE_EDGE, PANE_EDGE


class ScanDesk(QWidget):
    """`given` is a waybill that was typed."""

    given = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.band = Band("hand_over.band", edge=PAGE_EDGE)
        self.field = TextField("hand_over.code", words("hand_over.code"), prompt=words("hand_over.code_prompt"))
        self.field.setProperty("packing", True)
        self.field.returnPressed.connect(self._give)
        self.button = Button("hand_over.give", words("hand_over.give"), "primary", height=CONTROL_PACKING, size=15)
        self.button.clicked.connect(self._give)
        row = QHBoxLayout()
        row.setContentsMargins(PAGE_EDGE, 14, PANE_EDGE, 14)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(row)
        self.ask("")

    def ask(self, carrier: str) -> None:
        """Ask for the next label, of one carrier's parcels only if one is chosen."""
        words = self._words
        how = words("hand_over.scan_how_of", carrier=carrier) if carrier else words("hand_over.scan_how")
        self.band.say(Call("idle", "scan", words("hand_over.scan_waybill"), how))

    def show_checking(self, waybill: str) -> None:
        """A label was scanned, and the shop is being asked."""
        words = self._words
        how = self.band.call.sub or words("hand_over.scan_how")
        self.band.say(Call("idle", "scan", words("hand_over.checking", waybill=waybill), how))

    def show_handed(self, out: HandedOver) -> None:
        """The parcel is out."""
        word = self._words("hand_over.handed", waybill=out.waybill)
        self.band.say(Call("go", "check", word, self.facts_of(out)))

    def facts_of(self, out: HandedOver) -> str:
        """Which parcel it was, and on which manifest it stands."""
        facts = {"number": with_mates(out.number, out.mates), "carrier": out.carrier, "manifest": out.manifest.number}
        return self._words("hand_over.handed_facts", n=out.manifest.parcels, **facts)

    def show_refused(self, why: str) -> None:
        """The parcel stays, and why."""
        self.band.say(Call("stop", "cross", self._words("hand_over.refused"), why))

    def tell_again(self, scan: Scanned) -> None:
        """What an earlier scan came to."""
        if scan.handed:
            self.band.say(Call("idle", "check", self._words("hand_over.handed", waybill=scan.waybill), scan.words))
        else:
            self.show_refused(scan.words)

    def _give(self) -> None:
        waybill = self.field.text().strip()
        self.field.clear()
        if waybill:
            self.given.emit(waybill)

"""Before an order is scanned: what waits to be packed, and the boxes of this bench, so that one is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import date, local, time_of_day, with_mates
from desktop_oms.services.pack_queue import Waiting
from desktop_oms.services.packing import Box as Parcel
from ui.packing.ready_card import ReadyCard
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Jobs
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import EmptyState, Strip
from ui.shared.table_model import Row
from ui.shared.tokens import LOW_WINDOW, PANE_EDGE

STATES = {
    "open": ("attention", "packing"),
    "packed": ("attention", "tag"),
    "labelled": ("active", "hand_over"),
    "in_transit": ("moving", "truck"),
    "delivered": ("done", "check_circle"),
    "lost": ("trouble", "alert"),
    "returned": ("reverse", "undo"),
    "void": ("ended", "slash"),
}


@dataclass(frozen=True, slots=True)
class Recent:
    """What the idle bench shows: who works where, what can be packed, the bench's latest boxes, and the clock.

    `waiting` counts the parcels that wait for their carrier.  `printer` is where the bench's labels print, with
    how many did not come out ("": nowhere).
    """

    station: str
    user: str
    ready: tuple[Waiting, ...]
    boxes: tuple[Parcel, ...]
    waiting: int
    zone: str
    now: int
    printer: str = ""


class IdleView(QWidget):
    """`resumed` gives what shall be opened (a box, a basket, an order), `looked_at` the order of a box that is done."""

    resumed = Signal(str)
    looked_at = Signal(str)

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        empty = EmptyState(words("packing.nothing_recent"), words("packing.nothing_recent_why"))
        named(empty, "packing.empty", words("packing.nothing_recent"))
        spoken, loading = words("packing.recent"), words("packing.loading")
        heads = columns(words)
        self.listing = Listing("packing.recent", spoken, heads, jobs, empty, loading=loading, edge=PANE_EDGE - 1)
        self.listing.opened.connect(self._open)
        self.ready = ReadyCard(words, jobs)
        self.ready.taken.connect(self.resumed)
        self._beside = QHBoxLayout(self)
        self._beside.setSpacing(24)
        self._beside.addWidget(self.ready, 1)
        self._beside.addWidget(self._card("packing.recent", self._recent()), 1)
        self.fit_window()

    def _card(self, word: str, inner: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(12)
        head = label(self._words(word), style="title")
        head.setContentsMargins(15, 0, 16, 0)
        column.addWidget(head)
        column.addWidget(inner, 1)
        return card

    def _recent(self) -> QWidget:
        """The table, or what stands in its place."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._news = QVBoxLayout()
        column.addLayout(self._news)
        column.addWidget(self.listing, 1)
        return whole

    def show_recent(self, recent: Recent) -> None:
        """Show what waits, and the bench's latest boxes."""
        self._untell()
        self.ready.show_ready(recent.ready, recent.zone, recent.now)
        self.listing.show_rows([row_of(box, recent, self._words) for box in recent.boxes])

    def show_error(self, error: OmsError) -> None:
        """Say why the boxes could not be read; older ones stay."""
        self._untell()
        self._news.addWidget(Strip("trouble", "alert", "", self._words.error(error)))

    def _untell(self) -> None:
        while (item := self._news.takeAt(0)) is not None:
            if (strip := item.widget()) is not None:
                strip.hide()
                strip.deleteLater()

    def _open(self, row: Row) -> None:
        box = row.facts
        if not isinstance(box, Parcel):
            return
        if box.state in ("open", "packed", "labelled"):
            self.resumed.emit(f"{box.number}-{box.seq}")
        else:
            self.looked_at.emit(box.number)

    def fit_window(self) -> None:
        """Take the margins that the window leaves."""
        low = self.window().height() < LOW_WINDOW
        self._beside.setContentsMargins(32, 16 if low else 28, 32, 16 if low else 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(800, 240)


def columns(words: Words) -> Sequence[Column]:
    """The columns of the recent boxes."""
    return (
        Column("parcel", words("packing.column_parcel"), 116),
        Column("state", words("packing.column_state"), 140),
        Column("waybill", words("packing.column_waybill")),
        Column("pieces", words("packing.column_pieces"), 64, "number"),
        Column("time", words("packing.column_time"), 84),
    )


def row_of(box: Parcel, recent: Recent, words: Words) -> Row:
    """One box as a row."""
    family, icon = STATES.get(box.state, ("neutral", "packing"))
    unfinished = box.state in ("open", "packed")
    cells = (
        Cell(with_mates(f"{box.number}-{box.seq}", box.mates), bold=True),
        Cell(words(f"packing.state_{box.state}"), family=family, icon=icon),
        Cell(
            words("packing.take_up") if unfinished else box.waybill, box.carrier, tone="muted" if unfinished else "text"
        ),
        Cell(str(box.pieces)),
        Cell(_time(box.labelled_at, recent, words)),
    )
    return Row(box.parcel_id, cells, facts=box)


def _time(at: int | None, recent: Recent, words: Words) -> str:
    """The time of today, else the day."""
    if at is None:
        return ""
    today = local(at, recent.zone).date() == local(recent.now, recent.zone).date()
    return time_of_day(at, recent.zone) if today else date(at, recent.zone, words.language)

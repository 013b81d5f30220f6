"""Before an order is scanned: how to start, and the boxes of this bench, so that one not finished is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import date, local, time_of_day
from desktop_oms.services.packing import Box as Parcel
from ui.shared import theme
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Jobs
from ui.shared.lettering import fitted_lines, lines_of_text
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import EmptyState, Strip
from ui.shared.painting import disc, smooth, text
from ui.shared.table_model import Row
from ui.shared.tokens import LOW_WINDOW

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
    """What the idle bench shows: who works where, the bench's latest boxes, what waits, and the clock to tell it by."""

    station: str
    user: str
    boxes: tuple[Parcel, ...]
    waiting: int
    zone: str
    now: int


class _Steps(QWidget):
    """Three sentences, large."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._steps = tuple(words(f"packing.how_{n}") for n in (1, 2, 3))
        self.setAccessibleName(" ".join(self._steps))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        low = self.window().height() < LOW_WINDOW
        pitch = min(120.0, self.height() / 3)
        for place, words in enumerate(self._steps):
            cy = pitch * place + pitch / 2
            disc(painter, 28, cy, 28, theme.color("sunken"))
            text(painter, 28, cy, str(place + 1), 26, bold=True, side="centre")
            px, lines = fitted_lines(words, self.width() - 92, int(pitch - 8), (20, 16) if low else (26, 20, 16))
            lines_of_text(painter, 84, cy - (len(lines) - 1) * px * 0.64, lines, px)


class IdleView(QWidget):
    """`resumed` gives a box's number that shall be taken up, `looked_at` the order of one that is done."""

    resumed = Signal(str)
    looked_at = Signal(str)

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        empty = EmptyState(words("packing.nothing_recent"), words("packing.nothing_recent_why"))
        named(empty, "packing.empty", words("packing.nothing_recent"))
        spoken, loading = words("packing.recent"), words("packing.loading")
        self.listing = Listing("packing.recent", spoken, columns(words), jobs, empty, loading=loading)
        self.listing.opened.connect(self._open)
        self._beside = QHBoxLayout(self)
        self._beside.setSpacing(24)
        self._beside.addWidget(self._card("packing.how_to_start", _Steps(words)), 44)
        self._beside.addWidget(self._card("packing.recent", self._recent()), 56)
        self.fit_window()

    def _card(self, word: str, inner: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(23 if isinstance(inner, _Steps) else 15, 0, 23, 0)
        head.addWidget(label(self._words(word), style="title"))
        column.addLayout(head)
        if isinstance(inner, _Steps):
            rest = QVBoxLayout()
            rest.setContentsMargins(23, 0, 23, 12)
            rest.addWidget(inner)
            column.addLayout(rest, 1)
        else:
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
        """Show the bench's latest boxes."""
        self._untell()
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
        Column("parcel", words("packing.column_parcel"), 130),
        Column("state", words("packing.column_state"), 170),
        Column("waybill", words("packing.column_waybill")),
        Column("pieces", words("packing.column_pieces"), 76, "number"),
        Column("time", words("packing.column_time"), 110),
    )


def row_of(box: Parcel, recent: Recent, words: Words) -> Row:
    """One box as a row."""
    family, icon = STATES.get(box.state, ("neutral", "packing"))
    unfinished = box.state in ("open", "packed")
    cells = (
        Cell(f"{box.number}-{box.seq}", bold=True),
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

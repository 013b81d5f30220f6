"""What waits to be packed, the most urgent first, for a clerk who comes in; while nothing waits, how to start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.services.pack_queue import SHOWN, Waiting
from ui.deeds.moments import due
from ui.shared import theme
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Jobs
from ui.shared.lettering import fitted_lines, lines_of_text
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.painting import disc, smooth, text
from ui.shared.table_model import Row
from ui.shared.tokens import LOW_WINDOW, PANE_EDGE


class Steps(QWidget):
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
        pitch, edge = min(120.0, self.height() / 3), 16
        for place, words in enumerate(self._steps):
            cy = pitch * place + pitch / 2
            disc(painter, edge + 28, cy, 28, theme.color("sunken"))
            text(painter, edge + 28, cy, str(place + 1), 26, bold=True, side="centre")
            room = self.width() - 92 - 2 * edge
            px, lines = fitted_lines(words, room, int(pitch - 8), (20, 16) if low else (26, 20, 16))
            lines_of_text(painter, edge + 84, cy - (len(lines) - 1) * px * 0.64, lines, px)


class ReadyCard(QFrame):
    """The card; `taken` gives the code of the row that was opened by key, as if it had been scanned."""

    taken = Signal(str)

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        self.setProperty("card", True)
        self.title, self.hint = label(style="title"), label(style="secondary", tone="muted")
        head = QHBoxLayout()
        head.setContentsMargins(15, 0, 16, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hint)
        spoken, loading = words("packing.ready"), words("packing.loading_ready")
        self.steps = Steps(words)
        heads = columns(words)
        self.listing = Listing("packing.ready", spoken, heads, jobs, self.steps, loading=loading, edge=PANE_EDGE - 1)
        self.listing.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.listing, 1)
        self.show_ready((), "UTC", 0)

    def show_ready(self, ready: Sequence[Waiting], zone: str, now: int) -> None:
        """Show what waits; with nothing to pack the card says how to start."""
        count = f"{len(ready)}+" if len(ready) >= SHOWN else str(len(ready))
        told = self._words("packing.ready_count", n=count) if ready else self._words("packing.how_to_start")
        self.title.setText(told)
        self.hint.setText(self._words("packing.ready_how") if ready else self._words("packing.ready_none"))
        self.listing.show_rows([row_of(one, zone, now, self._words) for one in ready])

    def choose_first(self) -> bool:
        """Give the keyboard to the list, at its most urgent row unless one is chosen; False with nothing in it."""
        table = self.listing.table
        if self.listing.currentWidget() is not table:
            return False
        if table.chosen() is None:
            table.choose(0)
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _open(self, row: Row) -> None:
        if isinstance(row.facts, Waiting):
            self.taken.emit(row.facts.code)


def columns(words: Words) -> Sequence[Column]:
    """The columns of what waits."""
    return (
        Column("scan", words("packing.column_scan"), 150),
        Column("goods", words("packing.column_goods")),
        Column("ship_by", words("orders.column.ship_by"), 110),
    )


def row_of(one: Waiting, zone: str, now: int, words: Words) -> Row:
    """One order as a row: what to scan, what is in it, when it must leave."""
    lies = one.number if one.wave else words("packing.picked" if one.picked else "packing.on_shelf")
    urgent = words("badge.urgent") if one.urgent else ""
    cells = (
        Cell(one.code, lies, bold=True, badge=urgent, badge_family="trouble"),
        Cell(one.summary, words("packing.pieces_n", n=one.pieces)),
        due(words, one.ship_by, zone, now),
    )
    return Row(one.part_id, cells, facts=one)

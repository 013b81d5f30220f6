"""The drafts at the left, the newest first: whose they are, what they come to, since when they wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_oms.formats import money
from desktop_oms.services.entry import DraftRow
from ui.deeds.moments import moment
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable

WIDE = 264


class DraftList(QWidget):
    """`opened(order id)` when one is wanted."""

    opened = Signal(object)

    def __init__(self, words: Words, jobs: Jobs, page: QWidget) -> None:
        super().__init__()
        self._words = words
        self.setFixedWidth(WIDE)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        columns = [Column("draft", words("entry.drafts")), Column("total", words("entry.total"), 104, "number")]
        self.model = VirtualTable(columns, jobs, page)
        self.table = RowTable(self.model, "entry.drafts", words("entry.drafts"))
        self.none = label(words("entry.no_drafts"), tone="muted", wrap=True)
        self.none.setContentsMargins(20, 16, 16, 16)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.none, 1)
        self.table.row_opened.connect(lambda row: self.opened.emit(row.id))
        self.table.clicked.connect(self._open)

    def show_drafts(self, drafts: Sequence[DraftRow], zones: Mapping[int, str], now: int) -> None:
        """Show these drafts; the chosen one stays chosen."""
        rows = [self._row(draft, zones.get(draft.channel_id, "UTC"), now) for draft in drafts]
        self.model.refresh(len(rows), lambda first, count: rows[first : first + count])
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))

    def _open(self, index: QModelIndex) -> None:
        """One click is enough: a draft is looked at nowhere but in the form."""
        row = self.model.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def _row(self, draft: DraftRow, zone: str, now: int) -> Row:
        words = self._words
        who = draft.ship_name or draft.buyer or words("entry.nobody")
        since = moment(words, draft.created_at, zone, now)
        cells = (
            Cell(f"{draft.number}  {who}", f"{since} · {draft.summary}" if draft.summary else since, bold=True),
            Cell(money(draft.total, draft.currency, words.language)),
        )
        return Row(draft.id, cells, draft)

"""A table with what stands in its place while it is empty or on its way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.shared.cells import Column
from ui.shared.jobs import Jobs
from ui.shared.notices import SkeletonRows
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tokens import PAGE_EDGE, ROW_TWO_LINES


class Listing(QStackedWidget):
    """Shows the rows it is given; nothing moves when the same rows come again."""

    opened = Signal(object)  # Row
    chosen = Signal(object)  # Row

    def __init__(
        self,
        name: str,
        label: str,
        columns: Sequence[Column],
        jobs: Jobs,
        empty: QWidget,
        *,
        loading: str,
        row_height: int = ROW_TWO_LINES,
        edge: int = PAGE_EDGE,
    ) -> None:
        """`edge` is where its texts begin: as the words above it do."""
        super().__init__()
        self.model = VirtualTable(columns, jobs, self)
        self.table = RowTable(self.model, name, label, row_height=row_height)
        self.table.heading.begin_at(edge)
        self.table.row_opened.connect(self.opened)
        self.table.row_chosen.connect(self.chosen)
        parts: tuple[QWidget, ...] = (SkeletonRows(loading, row_height=row_height), empty, self.table)
        for part in parts:
            self.addWidget(part)
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, or that there are none."""
        self._rows = rows
        if self.currentWidget() is self.table:
            self.model.refresh(len(rows), self._fetch)
        else:
            self.model.show(len(rows), self._fetch)
        self.setCurrentIndex(2 if rows else 1)

    def _fetch(self, first: int, count: int) -> Sequence[Row]:
        return self._rows[first : first + count]

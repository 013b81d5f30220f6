"""The board of an import: counters, tabs, the rows of the file, what to do about the chosen one, and the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.importing.counters import Count, Counters
from ui.importing.row_panel import RowPanel
from ui.shared.cells import Column
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tabs import Tab, Tabs
from ui.shared.tokens import ROW_ONE_LINE


class Writer(Protocol):
    """Turns what a service told about a row into a row of the table."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of the table."""

    def row(self, told: Any, place: int) -> Row:
        """The row at a place of the list."""


class Board(QWidget):
    """Shows lists of rows by tab; says which row was chosen or opened."""

    row_chosen = Signal(object)  # what the service told about the row
    row_opened = Signal(object)

    def __init__(self, name: str, words: Words, jobs: Jobs, page: QWidget, writer: Writer, *, panel: bool) -> None:
        super().__init__()
        self._writer = writer
        self._lists: Mapping[str, Sequence[Any]] = {}
        self.counters = Counters()
        self.tabs = Tabs(f"{name}.tabs", words("importing.tabs"), words("importing.order_of_rows"))
        self.rows = VirtualTable(writer.columns, jobs, page)
        self.table = RowTable(self.rows, f"{name}.rows", words("importing.rows"), row_height=ROW_ONE_LINE)
        self.panel = RowPanel(words("importing.no_row")) if panel else None
        self._lay_out()
        self.tabs.chosen.connect(self._show_list)
        self.table.row_chosen.connect(lambda row: self.row_chosen.emit(row.facts))
        self.table.row_opened.connect(lambda row: self.row_opened.emit(row.facts))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.tabs)
        inside.addWidget(self.table, 1)
        if self.panel is not None:
            inside.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(12)
        for part, stretch in ((self.counters, 0), (card, 1)):
            row = QHBoxLayout()
            row.setContentsMargins(20, 0, 16, 0)
            row.addWidget(part)
            column.addLayout(row, stretch)

    def show_lists(self, counts: Sequence[Count], tabs: Sequence[Tab], lists: Mapping[str, Sequence[Any]]) -> None:
        """Show other results: counters, tabs and the list behind each tab; the first tab is open."""
        self._lists = lists
        self.counters.show_counts(counts)
        self.tabs.show_tabs(tabs, tabs[0].key)
        self._show_list(tabs[0].key)

    def _show_list(self, key: str) -> None:
        chosen, writer = self._lists[key], self._writer

        def fetch(first: int, count: int) -> list[Row]:
            return [writer.row(told, first + place) for place, told in enumerate(chosen[first : first + count])]

        if self.panel is not None:
            self.panel.clear()
        self.rows.show(len(chosen), fetch)
        self.table.choose(0)

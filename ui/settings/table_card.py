"""A card around a short table: every row in sight, Enter opens one, quiet buttons beside the title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.cells import Column
from ui.shared.jobs import Jobs
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tokens import ROW_ONE_LINE, ROW_TWO_LINES, TABLE_HEADER

MOST = 8  # rows in sight before the table scrolls by itself, unless it shall show all it has
MANY = 40  # of what the section is about: the section scrolls, not the table in it


class TableCard(Card):
    """`opened(facts)` when a row was opened; `chosen_facts()` gives what the chosen row is about."""

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        jobs: Jobs,
        nothing: str,
        *,
        note: str = "",
        two_lines: bool = True,
        most: int = MOST,
    ) -> None:
        """`nothing` is said without rows; `note` stands under the title; at most `most` rows are in sight at once."""
        super().__init__(title)
        self._height = ROW_TWO_LINES if two_lines else ROW_ONE_LINE
        self.rows: Sequence[Row] = ()
        self._most = most
        self.model = VirtualTable(columns, jobs, self)
        self.table = RowTable(self.model, f"settings.{name}", title, row_height=self._height)
        self.nothing = label(nothing, tone="muted", wrap=True)
        if note:
            self.content.addWidget(label(note, style="secondary", tone="muted", wrap=True))
            self.content.addSpacing(4)
        self.content.addWidget(self.nothing)
        self.content.addWidget(self.table)
        self.table.hide()
        self.table.row_opened.connect(lambda row: self.opened.emit(row.facts))

    def offer(self, *buttons: Button) -> None:
        """Put buttons at the right of the title."""
        for button in buttons:
            self.head.addWidget(button)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen."""
        first = not self.rows
        self.rows = rows
        if first:
            self.model.show(len(rows), self._fetch)
        else:
            self.model.refresh(len(rows), self._fetch)
        self.table.setFixedHeight(TABLE_HEADER + 1 + self._height * min(len(rows), self._most) + 1)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _fetch(self, first: int, count: int) -> Sequence[Row]:
        return self.rows[first : first + count]

    def chosen_facts(self) -> object:
        """What the chosen row is about, None when none is."""
        place = self.table.currentIndex().row()
        return self.rows[place].facts if 0 <= place < len(self.rows) else None

    def choose(self, key: int) -> None:
        """Choose the row with that id, if it is there."""
        place = next((place for place, row in enumerate(self.rows) if row.id == key), None)
        if place is not None:
            self.table.choose(place)


def small(
    name: str, word: str, icon: str = "", kind: str = "plain", label: str = "", parent: QWidget | None = None
) -> Button:
    """A button beside a card's title."""
    return Button(
        name,
        word,
        "ghost" if kind == "ghost" else "plain",
        icon=icon or None,
        label=label or None,
        height=28,
        parent=parent,
    )

"""The chosen row when it leaves its list: what was looked at stays in sight, and no other row takes its mark.

A mark that stayed at its place would stand on another row than the one that is open beside the list.  So nothing is
marked then; a line shows where the row stood, Down goes to the row that took its place, Up to the one before.  Should
the row come back (taken back by undo), it is the chosen one again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent

from ui.shared.row_table import RowTable
from ui.shared.table_model import Row

_ON = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_PageUp)


class LeftRow(QObject):
    """Watches the chosen row of a table; `table.left_place` is where it stood, -1 while it is in the list."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        self._chosen: int | None = None
        table.row_chosen.connect(self._note)
        table.rows.loaded.connect(lambda _first: self._look())
        table.rows.modelReset.connect(self.forget)
        table.installEventFilter(self)

    @property
    def gone(self) -> bool:
        """Whether the chosen row has left the list."""
        return self._table.left_place >= 0

    def holding(self) -> QSignalBlocker:
        """While rows are taken away, Qt would choose another one by itself: use as `with left.holding():`."""
        return QSignalBlocker(self._table.selectionModel())

    def forget(self) -> None:
        """Another list, or an empty one: nothing was chosen."""
        self._chosen, self._table.left_place = None, -1

    def _note(self, row: Row) -> None:
        self._chosen, self._table.left_place = row.id, -1

    def _look(self) -> None:
        """Rows came anew: is the chosen one still among them?"""
        table, index = self._table, self._table.currentIndex()
        if not index.isValid() or self._chosen is None:
            return
        row = table.rows.row_at(index.row())
        if row is not None and row.id != self._chosen and table.rows.place_of(self._chosen) is None:
            with self.holding():
                table.setCurrentIndex(QModelIndex())
            table.left_place = index.row()
        else:
            table.left_place = -1
        table.viewport().update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not self.gone:
            return False
        if event.type() == QEvent.Type.FocusIn:  # Qt and the table would choose the first row
            self._table.viewport().update()
            return True
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._walk(event)

    def _walk(self, event: QKeyEvent) -> bool:
        place, last = self._table.left_place, self._table.rows.rowCount() - 1
        if event.key() in _ON:
            self._table.choose(min(place, last))
        elif event.key() in _BACK:
            self._table.choose(max(0, min(place - 1, last)))
        else:
            return False
        return True

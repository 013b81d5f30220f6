"""A table over a list of any length: rows come in pages of 200, asked for when they come into sight.

While a page is on its way its rows are placeholders.  A refresh moves nothing: old rows stay until new ones replace
them, and the chosen row and the checked rows are known by their id, wherever they move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.shared.cells import BLANK, Column
from ui.shared.jobs import Jobs
from ui.shared.row_pages import NONE_AT_HAND, PAGE_ROWS, PAGES_KEPT, AtHand, Fetch, Row, RowPages

__all__ = ["PAGE_ROWS", "PAGES_KEPT", "AtHand", "Fetch", "Row", "VirtualTable"]

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


class VirtualTable(QAbstractTableModel):
    """The model behind `RowTable`: count known, rows on demand."""

    checked_changed = Signal()
    loaded = Signal(int)  # the first row of a page that arrived
    failed = Signal(object)  # OmsError of a page that could not be had

    def __init__(self, columns: Sequence[Column], jobs: Jobs, page: QWidget) -> None:
        """`page` is the page that asks: answers after its end are dropped."""
        super().__init__(page)
        self.columns = tuple(columns)
        self.checked: set[int] = set()
        self._count = 0
        self._pages = RowPages(jobs, page, self._show_arrived, self.failed.emit)

    # what is shown

    def show(self, count: int, fetch: Fetch, at_hand: AtHand = NONE_AT_HAND) -> None:
        """Show another list (another queue, search or order) of `count` rows; pages `at_hand` need no fetching."""
        self.beginResetModel()
        self._pages.begin(fetch, at_hand)
        self._count = count
        self.endResetModel()

    def refresh(self, count: int, fetch: Fetch | None = None, at_hand: AtHand = NONE_AT_HAND) -> None:
        """The same list may have changed: what is in sight and not `at_hand` is fetched again; nothing moves."""
        self._pages.renew(fetch, at_hand)
        self.set_count(count)
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))
        for page in sorted(at_hand):
            self.loaded.emit(page * PAGE_ROWS)

    def set_count(self, count: int) -> None:
        """The exact number of rows, which may arrive later than the first page."""
        if count > self._count:
            self.beginInsertRows(_ROOT, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_ROOT, count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def row_at(self, number: int) -> Row | None:
        """The row, or None while its page is on its way (which this sets off)."""
        return self._pages.row(number)

    def place_of(self, row_id: int) -> int | None:
        """Where the row with this id stands among the rows at hand."""
        return self._pages.place_of(row_id)

    def ids_between(self, first: int, last: int) -> list[int]:
        """The ids of the rows at hand from one place to another."""
        return self._pages.ids_between(first, last)

    def _show_arrived(self, first: int) -> None:
        last = min(self._count, first + PAGE_ROWS) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.loaded.emit(first)

    # checked rows, for bulk work

    def check(self, ids: Iterable[int], on: bool = True) -> None:
        """Check or uncheck rows by id."""
        before = len(self.checked)
        (self.checked.update if on else self.checked.difference_update)(ids)
        if len(self.checked) != before:
            self._tell_checks()

    def toggle(self, number: int) -> None:
        """Check the row, or take its check back."""
        row = self.row_at(number)
        if row is not None:
            self.check([row.id], row.id not in self.checked)

    def uncheck_all(self) -> bool:
        """Take all checks back; whether there were any."""
        before = bool(self.checked)
        self.check(list(self.checked), False)
        return before

    def _tell_checks(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0), [_ROLE.CheckStateRole])
        self.checked_changed.emit()

    # what Qt asks

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if role == _ROLE.UserRole:
            return row
        if column.kind == "check":
            return self._check_data(row, role)
        cell = row.cells[index.column()] if row is not None else BLANK
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.AccessibleTextRole:
            return cell.spoken()
        if role == _ROLE.TextAlignmentRole:
            return self._alignment(column)
        return None

    def _check_data(self, row: Row | None, role: int) -> object:
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if row is not None and row.id in self.checked else Qt.CheckState.Unchecked
        return "" if role == _ROLE.DisplayRole else None

    @staticmethod
    def _alignment(column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def setData(self, index: _Index, value: object, role: int = _ROLE.EditRole) -> bool:
        row = self.row_at(index.row())
        if role != _ROLE.CheckStateRole or row is None or self.columns[index.column()].kind != "check":
            return False
        self.check([row.id], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.columns[index.column()].kind == "check":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole and section < len(self.columns):
            return self.columns[section].heading
        return None

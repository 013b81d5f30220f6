"""A table over a list of any length: rows come in pages of 200, asked for when they come into sight.

While a page is on its way its rows are placeholders.  A refresh moves nothing: old rows stay until new ones replace
them, and the chosen row and the checked rows are known by their id, wherever they move.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.cells import BLANK, Cell, Column
from ui.shared.jobs import Jobs

PAGE_ROWS = 200
PAGES_KEPT = 24
PAGES_ASKED = 2  # at once; the newest wish first, so a long drag does not queue up hundreds

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Row:
    """One row ready to show: its id, its cells in column order (built once, off the window's thread), and its facts."""

    id: int
    cells: tuple[Cell, ...]
    facts: object = None


Fetch = Callable[[int, int], Sequence[Row]]
"""Gives up to `count` rows from row `first` on; runs off the window's thread."""


class VirtualTable(QAbstractTableModel):
    """The model behind `RowTable`: count known, rows on demand, at most 24 pages of 200 kept."""

    checked_changed = Signal()
    loaded = Signal(int)  # the first row of a page that arrived
    failed = Signal(object)  # OmsError of a page that could not be had

    def __init__(self, columns: Sequence[Column], jobs: Jobs, page: QWidget) -> None:
        """`page` is the page that asks: answers after its end are dropped."""
        super().__init__(page)
        self.columns = tuple(columns)
        self.checked: set[int] = set()
        self._jobs, self._page = jobs, page
        self._count = 0
        self._fetch: Fetch | None = None
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._refused: set[int] = set()
        self._list = 0  # counts the lists shown, so that a late answer for an older one is known

    # what is shown

    def show(self, count: int, fetch: Fetch) -> None:
        """Show another list (another queue, search or order) of `count` rows."""
        self.beginResetModel()
        self._forget_pages()
        self._pages.clear()
        self._fetch, self._count = fetch, count
        self.endResetModel()

    def refresh(self, count: int, fetch: Fetch | None = None) -> None:
        """The same list may have changed: fetch again what is in sight, without moving anything."""
        self._forget_pages()
        self._stale = set(self._pages)
        self._fetch = fetch or self._fetch
        self.set_count(count)
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))

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

    def _forget_pages(self) -> None:
        self._list += 1
        self._stale.clear()
        self._wanted.clear()
        self._asked.clear()
        self._refused.clear()

    # rows

    def row_at(self, number: int) -> Row | None:
        """The row, or None while its page is on its way (which this sets off)."""
        page, place = divmod(number, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
            rows = self._pages.get(page)
            if rows is None:
                return None
        return rows[place] if place < len(rows) else None

    def place_of(self, row_id: int) -> int | None:
        """Where a row with this id stands among the rows at hand."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == row_id:
                    return page * PAGE_ROWS + place
        return None

    def _want(self, page: int) -> None:
        if page in self._asked or page in self._refused or self._fetch is None:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-4]  # only what was looked at last is worth fetching
        self._ask_next()

    def _ask_next(self) -> None:
        while self._wanted and len(self._asked) < PAGES_ASKED and self._fetch is not None:
            page, fetch, shown = self._wanted.pop(), self._fetch, self._list
            self._asked.add(page)
            self._jobs.ask(
                self._page,
                partial(fetch, page * PAGE_ROWS, PAGE_ROWS),
                partial(self._take, shown, page),
                partial(self._miss, shown, page),
            )

    def _take(self, shown: int, page: int, rows: Sequence[Row]) -> None:
        if shown != self._list:
            return
        self._asked.discard(page)
        self._stale.discard(page)
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE_ROWS, min(self._count, (page + 1) * PAGE_ROWS) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.loaded.emit(first)
        self._ask_next()

    def _miss(self, shown: int, page: int, error: OmsError) -> None:
        if shown == self._list:
            self._asked.discard(page)
            self._refused.add(page)
            self.failed.emit(error)

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

    def uncheck_all(self) -> None:
        """Take all checks back."""
        self.check(list(self.checked), False)

    def ids_between(self, first: int, last: int) -> list[int]:
        """The ids of the rows at hand from one place to another."""
        low, high = sorted((first, last))
        rows = (self._pages.get(place // PAGE_ROWS, ())[place % PAGE_ROWS :][:1] for place in range(low, high + 1))
        return [row.id for found in rows for row in found]

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
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and self.columns[index.column()].kind == "check":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole and section < len(self.columns):
            return self.columns[section].heading
        return None

"""A long list read by key: its rows come page by page, each page after the last key of the one before.

`KeyListing` is the list as data, `PagedList` shows it: grey bars while the first page is on its way, something better
than a void when there is nothing, and the chosen row stays chosen over a refresh; when it has gone, the row that took
its place is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.cells import Column
from ui.shared.jobs import Jobs
from ui.shared.notices import EmptyState, SkeletonRows
from ui.shared.row_table import RowTable
from ui.shared.table_model import PAGE_ROWS, AtHand, Row, VirtualTable
from ui.shared.tokens import ROW_TWO_LINES

Line = TypeVar("Line")
Key = TypeVar("Key")


class KeyListing(Generic[Line, Key]):
    """One list as the table wants it; used by one thread at a time.

    `marks` are keys known before: by a row's place, the key of the row just before it.  Without any, a far place is
    reached by walking there once.
    """

    def __init__(
        self,
        read: Callable[[Key | None, int], Sequence[Line]],
        key: Callable[[Line], Key],
        write: Callable[[Line], Row],
        marks: Mapping[int, Key] | None = None,
    ) -> None:
        self._read, self._key, self._write = read, key, write
        self._marks: dict[int, Key | None] = {0: None, **(marks or {})}

    def fetch(self, first: int, count: int) -> list[Row]:
        """Rows from a place on, which is the first of a page."""
        while first not in self._marks:
            if len(self._walk(max(place for place in self._marks if place < first), PAGE_ROWS)) < PAGE_ROWS:
                return []
        return [self._write(line) for line in self._walk(first, count)]

    def _walk(self, place: int, count: int) -> Sequence[Line]:
        """Read on from a known place, and remember where the next page begins."""
        lines = self._read(self._marks[place], count)
        if len(lines) == count:
            self._marks[place + count] = self._key(lines[-1])
        return lines


Listed = tuple[int, KeyListing[Line, Key]]


class PagedList(QStackedWidget):
    """Shows one listing at a time; `ask` makes it off the window's thread, with the number of its rows."""

    chosen = Signal(object)  # Row
    opened = Signal(object)  # Row
    emptied = Signal()
    refreshed = Signal(int)  # how many rows there are
    missed = Signal(object)  # OmsError

    def __init__(
        self,
        name: str,
        label: str,
        columns: Sequence[Column],
        jobs: Jobs,
        page: QWidget,
        *,
        loading: str,
        row_height: int = ROW_TWO_LINES,
        model: type[VirtualTable] = VirtualTable,
        table: type[RowTable] = RowTable,
    ) -> None:
        """`model` and `table` may be kinds of a page's own, such as a list with headings between its rows."""
        super().__init__()
        self._jobs, self._page = jobs, page
        self._made: Callable[[], Listed[object, object]] | None = None
        self._chosen: int | None = None
        self.model = model(columns, jobs, page)
        self.table = table(self.model, name, label, row_height=row_height)
        self._empty: EmptyState | None = None
        self.addWidget(SkeletonRows(loading, row_height=row_height))
        self.addWidget(self.table)
        self.table.row_chosen.connect(self._say_chosen)
        self.table.row_opened.connect(self.opened)
        self.model.failed.connect(self.missed)

    def show_listing(self, make: Callable[[], Listed[object, object]]) -> None:
        """Show another list, from its top."""
        self._made, self._chosen = make, None
        self._ask(make, {0}, self._begin)

    def renew(self) -> None:
        """The list may have changed: read what is in sight again, moving nothing."""
        if self._made is None:
            return
        rows = self.model.rowCount()
        first, last = max(0, self.table.rowAt(0)), self.table.rowAt(self.table.viewport().height() - 1)
        last = last if last >= 0 else max(0, rows - 1)
        self._ask(self._made, {0, first // PAGE_ROWS, last // PAGE_ROWS}, self._renew)

    def _ask(
        self,
        make: Callable[[], Listed[object, object]],
        pages: set[int],
        show: Callable[[int, KeyListing[object, object], AtHand], None],
    ) -> None:
        def read() -> tuple[int, KeyListing[object, object], AtHand]:
            total, listing = make()
            wanted = [page for page in sorted(pages) if page * PAGE_ROWS < total]
            return total, listing, {page: listing.fetch(page * PAGE_ROWS, PAGE_ROWS) for page in wanted}

        def arrived(found: tuple[int, KeyListing[object, object], AtHand]) -> None:
            if make is self._made:
                show(*found)
                self._settle(found[0])

        self._jobs.ask(self._page, read, arrived, self._miss)

    def _miss(self, error: OmsError) -> None:
        self.missed.emit(error)

    def _begin(self, total: int, listing: KeyListing[object, object], at_hand: AtHand) -> None:
        self.model.show(total, listing.fetch, at_hand)
        self.table.scrollToTop()

    def _renew(self, total: int, listing: KeyListing[object, object], at_hand: AtHand) -> None:
        self.model.refresh(total, listing.fetch, at_hand)

    def _settle(self, total: int) -> None:
        if not total:
            self._chosen = None
            self.emptied.emit()
        else:
            self.setCurrentWidget(self.table)
            self._keep_one_chosen()
        self.refreshed.emit(total)

    def _keep_one_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self._chosen is not None and self.model.place_of(self._chosen) is not None:
            return
        place = min(max(0, index.row()), self.model.rowCount() - 1)
        self.table.setCurrentIndex(QModelIndex())
        self.table.choose(place)

    def _say_chosen(self, row: Row) -> None:
        self._chosen = row.id
        self.chosen.emit(row)

    def show_empty(self, state: EmptyState) -> None:
        """Show this in the place of the table until there are rows."""
        before, self._empty = self._empty, state
        self.addWidget(state)
        self.setCurrentWidget(state)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

"""The pages of rows behind a long table: fetched when wanted, the newest wish first, the oldest pages let go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.cells import Cell
from ui.shared.jobs import Jobs

PAGE_ROWS = 200
PAGES_KEPT = 24
PAGES_ASKED = 2  # at once; a long drag does not queue up hundreds
PAGES_WANTED = 4  # beyond them only what was looked at last is worth fetching


@dataclass(frozen=True, slots=True)
class Row:
    """One row ready to show: its id, its cells in column order (built once, off the window's thread), and its facts."""

    id: int
    cells: tuple[Cell, ...]
    facts: object = None


Fetch = Callable[[int, int], Sequence[Row]]
"""Gives up to `count` rows from row `first` on; runs off the window's thread."""
AtHand = Mapping[int, Sequence[Row]]
"""Pages already read, by their number."""
NONE_AT_HAND: AtHand = {}


class RowPages:
    """Keeps at most 24 pages of 200 rows of one list."""

    def __init__(
        self, jobs: Jobs, page: QWidget, arrived: Callable[[int], None], failed: Callable[[OmsError], None]
    ) -> None:
        """`arrived` is told the first row of each page that came, `failed` why one did not."""
        self._jobs, self._page = jobs, page
        self._arrived, self._failed = arrived, failed
        self._fetch: Fetch | None = None
        self._kept: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._refused: set[int] = set()
        self._list = 0  # counts the lists shown, so that a late answer for an older one is known

    def begin(self, fetch: Fetch, at_hand: AtHand = NONE_AT_HAND) -> None:
        """Another list: nothing of the old one is shown any more; `at_hand` are pages that came before the list."""
        self._forget_wishes()
        self._kept.clear()
        self._kept.update(at_hand)
        self._fetch = fetch

    def renew(self, fetch: Fetch | None, at_hand: AtHand = NONE_AT_HAND) -> None:
        """The same list may have changed: old rows are shown until the new ones are there."""
        self._forget_wishes()
        self._stale = set(self._kept) - set(at_hand)
        self._kept.update(at_hand)
        self._fetch = fetch or self._fetch

    def _forget_wishes(self) -> None:
        self._list += 1
        for wishes in (self._stale, self._asked, self._refused):
            wishes.clear()
        self._wanted.clear()

    def row(self, number: int) -> Row | None:
        """The row, or None while its page is on its way (which this sets off)."""
        page, place = divmod(number, PAGE_ROWS)
        if page not in self._kept or page in self._stale:
            self._want(page)
        rows = self._kept.get(page, ())
        return rows[place] if place < len(rows) else None

    def place_of(self, row_id: int) -> int | None:
        """Where the row with this id stands among the rows at hand."""
        for page, rows in self._kept.items():
            for place, row in enumerate(rows):
                if row.id == row_id:
                    return page * PAGE_ROWS + place
        return None

    def ids_between(self, first: int, last: int) -> list[int]:
        """The ids of the rows at hand from one place to another."""
        low, high = sorted((first, last))
        found: list[int] = []
        for page, rows in sorted(self._kept.items()):
            start = page * PAGE_ROWS
            found += [row.id for row in rows[max(0, low - start) : max(0, high + 1 - start)]]
        return found

    def _want(self, page: int) -> None:
        if page in self._asked or page in self._refused or self._fetch is None:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-PAGES_WANTED]
        self._ask_next()

    def _ask_next(self) -> None:
        while self._wanted and len(self._asked) < PAGES_ASKED and self._fetch is not None:
            page, shown = self._wanted.pop(), self._list
            self._asked.add(page)
            fetch = partial(self._fetch, page * PAGE_ROWS, PAGE_ROWS)
            self._jobs.ask(self._page, fetch, partial(self._take, shown, page), partial(self._miss, shown, page))

    def _take(self, shown: int, page: int, rows: Sequence[Row]) -> None:
        if shown != self._list:
            return
        self._asked.discard(page)
        self._stale.discard(page)
        self._kept[page] = rows
        self._kept.move_to_end(page)
        while len(self._kept) > PAGES_KEPT:
            self._kept.popitem(last=False)
        self._arrived(page * PAGE_ROWS)
        self._ask_next()

    def _miss(self, shown: int, page: int, error: OmsError) -> None:
        if shown == self._list:
            self._asked.discard(page)
            self._refused.add(page)
            self._failed(error)

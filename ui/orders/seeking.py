"""A search as the list shows it: as much as a screen needs, sorted by any column once all its hits are at hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.found import Found
from ui.orders.listing import CHECKED_AT_MOST
from ui.orders.sorting import LIKELIEST, FoundSorting
from ui.shared.counts import full_count
from ui.shared.page import Desk


class Seeker:
    """Asks what is looked for: a page at first, all that may be checked once that is sorted or all of it is wanted."""

    def __init__(self, desk: Desk, page: QWidget, missed: Callable[[OmsError], None]) -> None:
        self._desk, self._page, self._missed = desk, page, missed
        self._typed, self._whole = "", False
        self.sorting = LIKELIEST

    def begin(self, typed: str, sorting: FoundSorting) -> None:
        """Another search, or none (""), sorted like this."""
        self._typed, self.sorting, self._whole = typed, sorting, bool(sorting.key)

    def ask(self, show: Callable[[Found], None]) -> None:
        """Look for it (again); a search that cannot be meant is shown as such."""
        app, typed, sorting = self._desk.app, self._typed, self.sorting
        most = {"limit": CHECKED_AT_MOST} if self._whole else {}

        def shown(found: Found) -> None:
            if typed != self._typed:
                return
            show(found)
            if sorting.key and (found.more or found.looked):  # shown as they came, the likeliest first
                self.sorting = LIKELIEST
                self._missed(OmsError("too_many_to_sort", n=CHECKED_AT_MOST, count=full_count(CHECKED_AT_MOST)))

        def missed(error: OmsError) -> None:
            if not error.code.startswith("search_"):
                self._missed(error)
            elif typed == self._typed:
                show(Found((), typed, problem=error))

        self._desk.jobs.ask(self._page, lambda: sorting.applied(app.orders.search(typed, **most)), shown, missed)

    def sort(self, key: str, show: Callable[[Found], None]) -> None:
        """A heading was clicked.  Raises `found_not_sorted` for a column that orders do not bear themselves."""
        self.sorting = self.sorting.clicked(key, self._desk.words)
        self.ask_all(show)

    def ask_all(self, show: Callable[[Found], None]) -> None:
        """Look for all that may be checked at once, and for as many from now on."""
        self._whole = True
        self.ask(show)

    def told(self, found: Found) -> str:
        """How many were found, and how they are sorted."""
        words = self._desk.words
        if found.problem or not found.rows:
            return ""
        facts = {"n": len(found.rows), "count": full_count(len(found.rows)), "looked": full_count(found.looked)}
        if found.looked or found.more:
            return words("search.looked" if found.looked else "orders.found_more", **facts)
        if self.sorting.key:
            return words("orders.found_sorted", column=words(f"orders.column.{self.sorting.key}"), **facts)
        return words("orders.found", **facts)

    def title(self, found: Found) -> str:
        """What was looked for, for the head of the page: a pasted column by how many numbers it holds."""
        words = self._desk.words
        if found.numbers:
            return words("orders.searched_list", n=found.numbers, count=full_count(found.numbers))
        return words("orders.searched", text=found.text)

"""Lists of orders as the table wants them: row number in, rows out, however many there are.

A queue of a million orders is read by key: every 200th key (the anchors) is known, so any place of the scroll bar costs
one short query.  Anchors are made beside the screen; until they are there the list is its first page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.found import Found
from desktop_oms.services.order_lists import PAGE, SORTS, Anchors, OrderLists, OrderRow, Tag, sorted_queue
from ui.orders.sorting import FoundSorting
from ui.shared.counts import full_count
from ui.shared.table_model import Row

TagsOf = Callable[[Sequence[int]], Mapping[int, Sequence[Tag]]]


class Write(Protocol):
    """Writes an order as a row of the list, with the tags of the orders read beside it."""

    def __call__(self, order: OrderRow, tags: Mapping[int, Sequence[Tag]] = ...) -> Row: ...


CHECKED_AT_MOST = 1000


def too_many_to_check(checked: int) -> OmsError:
    """Why not all of a list are checked."""
    return OmsError("too_many_to_check", n=checked, count=full_count(checked))


class QueueListing:
    """One queue, from its usual end or turned round (`turned`), sorted by one of its columns ("" is the usual one)."""

    def __init__(
        self, lists: OrderLists, queue: str, write: Write, tags_of: TagsOf, *, turned: bool = False, by: str = ""
    ) -> None:
        self.queue, self.turned, self.list = queue, turned, sorted_queue(queue, by)
        self.by = by if self.list != queue else SORTS[queue][0]
        self._lists, self._write, self._tags_of = lists, write, tags_of
        self._anchors: Anchors | None = None
        self._new_on_top = 0
        self._first: int | None = None
        self._cost = 0.0

    def fetch(self, first: int, count: int = PAGE) -> list[Row]:
        """Rows from a place on; the first page is always read from the very top, so that new orders show at once."""
        if first == 0:
            rows = self._lists.page(self.list, reverse=self.turned, limit=count)
            self._first = len(rows)
            self._note_new(rows)
        elif self._anchors is None:
            rows = []
        elif self.turned:
            rows = self._from_the_end(self._anchors, first, count)
        else:
            rows = self._lists.page_at(self._anchors, max(0, first - self._new_on_top), count)
        tags = self._tags_of([row.id for row in rows]) if rows else {}
        return [self._write(row, tags) for row in rows]

    def _note_new(self, rows: Sequence[OrderRow]) -> None:
        """Orders that came since the anchors were made push all others down."""
        known = self._anchors
        if known is None or not known.keys or self.turned:
            self._new_on_top = 0
            return
        newest = known.keys[0][1]
        self._new_on_top = next((place for place, row in enumerate(rows) if row.id == newest), 0)

    def _from_the_end(self, known: Anchors, first: int, count: int) -> list[OrderRow]:
        last = known.total - first
        start = max(0, last - count)
        return self._lists.page_at(known, start, max(0, last - start))[::-1]

    def measure(self) -> int:
        """Make the anchors (up to seconds at a million orders) and count the queue exactly."""
        began = time.monotonic()
        self._anchors = self._lists.anchors(self.list)
        self._new_on_top = 0
        self._cost = time.monotonic() - began
        return self._anchors.total

    def rest(self) -> float:
        """Seconds to let pass before measuring again: a big shop is not counted all the time."""
        return 20 * self._cost

    def is_short(self) -> bool:
        """Whether its first page is all there is."""
        return self._first is not None and self._first < PAGE

    def exact(self) -> bool:
        """Whether the whole queue is known, not only its first page."""
        return self.is_short() or self._anchors is not None

    def total(self) -> int | None:
        """How many rows there are as far as is known; None before the first page came."""
        if self._anchors is None or self.is_short():
            return self._first
        return self._anchors.total + self._new_on_top

    def ids(self, first: int, last: int) -> list[int]:
        """The ids of the rows from a place to another, for checking them all: the first 1,000 of them at most."""
        found: list[int] = []
        wanted = min(last + 1 - first, CHECKED_AT_MOST)
        while len(found) < wanted:
            rows = self.fetch(first + len(found), PAGE)
            found += [row.id for row in rows]
            if len(rows) < PAGE:
                break
        return found[:wanted]

    def left_by(self, order_ids: Collection[int]) -> set[int]:
        """Which of these orders stand in the queue no more."""
        return set(order_ids) - self._lists.standing(self.list, order_ids) if order_ids else set()


class FoundListing:
    """What a search came to, the likeliest first or sorted by a column."""

    def __init__(self, found: Found, write: Write, tags_of: TagsOf, *, sorting: FoundSorting) -> None:
        self.found, self.sorting = found, sorting
        self._write, self._tags_of = write, tags_of

    def fetch(self, first: int, count: int) -> list[Row]:
        """Rows of what was found."""
        rows = self.found.rows[first : first + count]
        tags = self._tags_of([row.id for row in rows]) if rows else {}
        return [self._write(row, tags) for row in rows]

    def exact(self) -> bool:
        """All hits are at hand."""
        return True

    def is_whole(self) -> bool:
        """Whether these are all that the search finds."""
        return not self.found.more and not self.found.looked

    def total(self) -> int:
        """How many were found."""
        return len(self.found.rows)

    def ids(self, first: int, last: int) -> list[int]:
        """The ids of the hits from a place to another."""
        return [row.id for row in self.found.rows[first : last + 1]]

    def left_by(self, order_ids: Collection[int]) -> set[int]:
        """Which of these orders are not found any more; none as long as not all hits are at hand."""
        if not self.is_whole():
            return set()
        return set(order_ids) - {row.id for row in self.found.rows}


class SortedListing(FoundListing):
    """A queue that is short enough to be read whole, put in order by any column whenever its first page is wanted."""

    def __init__(self, lists: OrderLists, queue: str, write: Write, tags_of: TagsOf, *, sorting: FoundSorting) -> None:
        super().__init__(Found(()), write, tags_of, sorting=sorting)
        self._lists, self._queue = lists, queue

    def fetch(self, first: int, count: int) -> list[Row]:
        """Rows of the queue as it stood when its first page was read."""
        if first == 0:
            self.found = self.sorting.applied(Found(tuple(self._lists.page(self._queue, limit=CHECKED_AT_MOST))))
        return super().fetch(first, count)

    def exact(self) -> bool:
        """All of it is at hand, as long as it has not grown beyond what is read at once."""
        return self.total() < CHECKED_AT_MOST

    def is_whole(self) -> bool:
        """Whether these are all that stand in the queue."""
        return self.exact()

    def left_by(self, order_ids: Collection[int]) -> set[int]:
        """Which of these orders stand in the queue no more."""
        return set(order_ids) - self._lists.standing(self._queue, order_ids) if order_ids else set()

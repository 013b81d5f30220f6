"""By what a queue is sorted, and which way round; what it can be sorted by, and why not by the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_lists import SORTS
from ui.orders.order_rows import SORTED
from ui.shared.messages import Words

SORT_WORDS = {"created_at": "newest", "placed_at": "placed", "ship_by": "urgent"}


@dataclass(frozen=True, slots=True)
class Sorting:
    """Of a queue: the column asked for (another one where it cannot be sorted by that), and whether it is turned."""

    queue: str
    asked: str = ""
    turned: bool = False

    @property
    def ways(self) -> Sequence[str]:
        """The columns of the orders by which the queue can be sorted, the usual one first."""
        return SORTS[self.queue]

    @property
    def by(self) -> str:
        """The column by which it is sorted."""
        return self.asked if self.asked in self.ways else self.ways[0]

    def told(self, words: Words) -> str:
        """How it is sorted, in words."""
        return words(f"orders.sorted.{SORT_WORDS[self.by]}{'_turned' if self.turned else ''}")

    def clicked(self, key: str, words: Words) -> Sorting:
        """After a click on a heading: sorted by it, or the other way round.  Raises `column_not_sorted`."""
        by = SORTED.get(key, "")
        if by in self.ways:
            return Sorting(self.queue, by, by == self.by and not self.turned)
        known = [words(f"orders.column.{name}") for name, column in SORTED.items() if column in self.ways]
        column = words(f"orders.column.{key}")
        raise OmsError("column_not_sorted", column=column, known=words("orders.list_sign").join(known))

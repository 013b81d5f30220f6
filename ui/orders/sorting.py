"""By what a queue, or what a search found, is sorted, which way round, and why not by anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.found import Found
from desktop_oms.services.order_lists import SORTS, OrderRow
from ui.orders.order_rows import SORTED
from ui.shared.messages import Words

SORT_WORDS = {"created_at": "newest", "placed_at": "placed", "ship_by": "urgent"}


@dataclass(frozen=True, slots=True)
class Sorting:
    """Of a queue: the column asked for (another one where it cannot be sorted by that), and whether it is turned.

    Along an index that is a column of the orders; a queue that is read whole may be asked for any column of the list.
    """

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

    @property
    def whole(self) -> bool:
        """Whether no index holds the queue in that order: it is read whole, and put in order then."""
        return self.asked not in self.ways and self.asked in WAYS

    def told(self, words: Words) -> str:
        """How it is sorted, in words."""
        if self.whole:
            return words("orders.sorted.column", column=words(f"orders.column.{self.asked}"))
        return words(f"orders.sorted.{SORT_WORDS[self.by]}{'_turned' if self.turned else ''}")

    def clicked(self, key: str, words: Words, *, few: bool) -> Sorting:
        """After a click on a heading: sorted by it, or the other way round; `few` orders are sorted by anything.

        Raises `column_not_sorted`.
        """
        by = SORTED.get(key, "")
        if by in self.ways:
            return Sorting(self.queue, by, by == self.by and not self.whole and not self.turned)
        if few and key in WAYS:
            return Sorting(self.queue, key, key == self.asked and not self.turned)
        known = [words(f"orders.column.{name}") for name, column in SORTED.items() if column in self.ways]
        column = words(f"orders.column.{key}")
        raise OmsError("column_not_sorted", column=column, known=words("orders.list_sign").join(known))


# What each column is sorted by; sums of different currencies are never compared, their currency goes first.
WAYS: Mapping[str, tuple[str, ...]] = {
    "number": ("created_at",),
    "receiver": ("ship_name",),
    "goods": ("summary",),
    "status": ("status", "work_stage"),
    "total": ("currency", "total"),
    "ship_by": ("ship_by",),
    "external_no": ("external_no",),
    "placed_at": ("placed_at",),
    "created_at": ("created_at",),
    "paid_at": ("paid_at",),
    "captured": ("currency", "captured"),
    "refunded": ("currency", "refunded"),
    "phone_tail": ("phone_tail",),
}
FALLING = frozenset({"number", "total", "placed_at", "created_at", "paid_at", "captured", "refunded"})


@dataclass(frozen=True, slots=True)
class FoundSorting:
    """The column by which hits are sorted ("": the likeliest first), and whether it is turned round."""

    key: str = ""
    turned: bool = False

    @property
    def falling(self) -> bool:
        """Newest and dearest first, unless turned; texts and deadlines from their beginning."""
        return (self.key in FALLING) != self.turned

    def clicked(self, key: str, words: Words) -> FoundSorting:
        """After a click on a heading: sorted by it, then the other way, then the likeliest first again."""
        if key not in WAYS:
            known = words("orders.list_sign").join(words(f"orders.column.{name}") for name in WAYS)
            raise OmsError("found_not_sorted", column=words(f"orders.column.{key}"), known=known)
        if key != self.key:
            return FoundSorting(key)
        return LIKELIEST if self.turned else FoundSorting(key, turned=True)

    def applied(self, found: Found) -> Found:
        """The hits in this order, those without a value last; as they were where not all of them are at hand."""
        if self.key not in WAYS or found.more or found.looked:
            return found
        *before, last = WAYS[self.key]

        def value(row: OrderRow) -> tuple[Any, ...]:
            return (*(getattr(row, name) for name in before), getattr(row, last), row.id)

        having = [row for row in found.rows if getattr(row, last) not in (None, "")]
        lacking = [row for row in found.rows if getattr(row, last) in (None, "")]
        return replace(found, rows=(*sorted(having, key=value, reverse=self.falling), *lacking))


LIKELIEST = FoundSorting()

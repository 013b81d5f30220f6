"""The middle of the page: which list is shown (a queue from either end, or what a search found), and what stands there
when it is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Wanted
from desktop_oms.domain.views import SavedView
from desktop_oms.services.found import Found
from ui.orders.emptiness import Emptiness
from ui.orders.hits import Hits
from ui.orders.layout_desk import LayoutDesk
from ui.orders.listing import (
    CHECKED_AT_MOST,
    FoundListing,
    QueueListing,
    SortedListing,
    TagsOf,
    too_many_to_check,
)
from ui.orders.order_list import OrderList
from ui.orders.order_rows import UNKNOWN, RowWriter
from ui.orders.seeking import Seeker
from ui.orders.sorting import LIKELIEST, FoundSorting, Sorting
from ui.orders.toolbar import OrdersToolbar
from ui.shared.buttons import FilterButton
from ui.shared.page import Desk
from ui.shared.queues import view_key

FIRST_QUEUE = "all"


class Shown(NamedTuple):
    """What is shown: a queue or a search, whether it is turned round, and the layout of its columns."""

    queue: str
    search: str
    turned: bool
    columns: str


class OrderBrowser(QWidget):
    """Shows queues and search results; says what was chosen and what is shown."""

    titled = Signal(str)  # what is shown, for the head of the page
    unknown = Signal(object)  # numbers of a pasted list that nobody knows
    relisted = Signal()  # another list is shown: no order is looked at any more
    import_asked = Signal()
    search_ended = Signal()
    widened = Signal(str)  # another search instead, which finds something
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget, fold_button: FilterButton) -> None:
        super().__init__()
        self._desk, self._words, self._page = desk, desk.words, page
        self._channels: Mapping[int, Channel] = {}
        self.queue, self.sought, self._sorting = FIRST_QUEUE, "", Sorting(FIRST_QUEUE)
        self.toolbar = OrdersToolbar(desk.words, fold_button)
        self.list = OrderList(desk.jobs, desk.words, page)
        self.columns = LayoutDesk(desk, page, self.list.table)
        self.seeker = Seeker(desk, page, self.missed.emit)
        self.hits = Hits(desk, page)
        self.hits.told.connect(self.toolbar.show_what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.list, 1)
        rows = self.list.rows
        self.toolbar.bulk.cleared.connect(rows.uncheck_all)
        rows.checked_changed.connect(lambda: self.toolbar.show_checked(len(rows.checked)))
        self.list.sort_asked.connect(self._sort)
        self.list.all_wanted.connect(lambda: self.seeker.ask_all(self._check_found))
        self.columns.changed.connect(self.reload)
        self.columns.sorted.connect(
            lambda by, turned: (
                self._show_sorted(Sorting(self.queue, by, turned))
                if (by, turned) != (self._sorting.by, self._sorting.turned)  # which it does not show may stand
                else None
            )
        )
        self.toolbar.columns_asked.connect(
            lambda: self.columns.ask(() if self.sought else self._sorting.ways, self._sorting.by, self._sorting.turned)
        )
        self._emptiness = Emptiness(desk, page, self.list)
        self.hits.measured.connect(self._emptiness.tell_again)
        self._emptiness.ended.connect(self.search_ended)
        self._emptiness.import_asked.connect(self.import_asked)
        self._emptiness.widened.connect(self.widened)
        self.list.emptied.connect(self._show_emptiness)
        self.list.missed.connect(self.missed)

    def begin(self, channels: Mapping[int, Channel]) -> None:
        """The shop's channels are known: lists can be written."""
        self._channels = channels

    def zone(self) -> str:
        """The time zone by whose clock this desk works."""
        return next(iter(self._channels.values()), UNKNOWN).time_zone

    def _writing(self) -> tuple[RowWriter, TagsOf]:
        """What writes a row, and what tells the tags of orders."""
        app = self._desk.app
        return RowWriter(self._words, self._channels, app.database.now, self.columns.shown), app.lists.tags_of

    # queues

    def open_queue(self, queue: str) -> None:
        """Show a queue from its usual end, laid out as whoever works here likes it."""
        self.columns.use_own()
        self.queue, self.sought, self._sorting = queue, "", Sorting(queue)
        self._show_queue()

    def open_view(self, view: SavedView) -> None:
        """Show a saved view in its columns: its search, else its queue as it was sorted."""
        self.columns.use(view.columns)
        if view.search:
            self.search(view.search, FoundSorting(self.columns.layout.sorted_by, self.columns.layout.turned))
        else:
            self.queue, self.sought = view.queue, ""
            self._sorting = Sorting(view.queue, self.columns.layout.sorted_by, view.turned)
            self._show_queue()

    def shown(self) -> Shown:
        """What is shown, to be kept as a view."""
        sorting, hits = self._sorting, self.seeker.sorting
        if self.sought:
            return Shown(self.queue, self.sought, False, self.columns.text(hits.key, turned=hits.turned))
        return Shown(self.queue, "", sorting.turned, self.columns.text(sorting.asked, turned=False))

    # sorting

    def _sort(self, key: str) -> None:
        """A heading was clicked: sort by it, or the other way round; say why where the list cannot be sorted by it."""
        try:
            if self.sought:
                self.seeker.sort(key, self._show_found)
            else:
                listing = self.list.listing
                few = listing is not None and listing.exact() and (listing.total() or 0) < CHECKED_AT_MOST
                self._show_sorted(self._sorting.clicked(key, self._words, few=few))
        except OmsError as error:
            self.missed.emit(error)

    def _show_sorted(self, sorting: Sorting) -> None:
        if sorting != self._sorting and not self.sought:
            self._sorting = sorting
            self._show_queue()

    def _show_queue(self) -> None:
        words = self._words
        self.hits.begin("")
        self.unknown.emit(())
        self.titled.emit(words(f"orders.queue.{self.queue}"))
        sorting = self._sorting
        self.toolbar.show_what(sorting.told(words))
        self._emptiness.forget()
        self.relisted.emit()
        lists, turned, by = self._desk.app.lists, sorting.turned, sorting.by
        if sorting.whole:
            wanted = FoundSorting(sorting.asked, turned)
            self.list.show_listing(SortedListing(lists, self.queue, *self._writing(), sorting=wanted))
        else:
            self.list.show_listing(QueueListing(lists, self.queue, *self._writing(), turned=turned, by=by))

    # searching

    def search(self, typed: str, sorting: FoundSorting = LIKELIEST) -> None:
        """Show the orders that hold what was typed; nothing typed leads back to the queue."""
        self.sought = typed
        self.seeker.begin(typed, sorting)
        self.hits.begin(typed)
        if typed:
            self.seeker.ask(self._show_found)
        else:
            self._show_queue()

    def _show_found(self, found: Found) -> None:
        self.titled.emit(self.seeker.title(found))
        self.toolbar.show_what(self.seeker.told(found))
        self.hits.note(found)
        self.unknown.emit(found.unknown)
        self.relisted.emit()
        self.list.show_listing(FoundListing(found, *self._writing(), sorting=self.seeker.sorting))

    def _check_found(self, found: Found) -> None:
        """All hits were to be checked, and more of them were read for that."""
        self.toolbar.show_what(self.seeker.told(found))
        self._renew_found(found)
        self.list.rows.check(row.id for row in found.rows)
        if found.more:
            self.missed.emit(too_many_to_check(len(found.rows)))

    # keeping up

    def reload(self) -> None:
        """Read what is in sight again, moving nothing."""
        if self.sought:
            self.seeker.ask(self._renew_found)
        else:
            self.list.refresh()

    def _renew_found(self, found: Found) -> None:
        self.hits.note(found, again=True)
        self.list.renew(FoundListing(found, *self._writing(), sorting=self.seeker.sorting))

    def exact(self, view: SavedView | None = None) -> dict[str, int]:
        """The exact number of orders of what is open, a `view` or a queue, by its key, once it is known."""
        if view is not None and view.search:
            known = self.hits.number if view.search == self.sought else None
            return {view_key(view.id): known} if known is not None else {}
        listing = self.list.listing
        if not isinstance(listing, QueueListing) or not listing.exact() or listing.queue != self.queue:
            return {}
        keys = [self.queue, *([view_key(view.id)] if view and view.queue == self.queue else [])]
        return dict.fromkeys(keys, listing.total() or 0)

    def checked(self) -> list[int]:
        """The ids of the checked orders in the list's order; of rows scrolled far away, the newest first."""
        rows = self.list.rows
        found = sorted(rows.checked, reverse=not self._sorting.turned)
        places = [place for place in map(rows.place_of, found) if place is not None]
        return sorted(found, key=lambda one: rows.place_of(one) or 0) if len(places) == len(found) else found

    def wanted(self) -> tuple[Wanted, int]:
        """What an export of this list means (the checked orders if any), and how many they are (0: unknown)."""
        checked = tuple(self.checked())
        if checked:
            return Wanted(order_ids=checked), len(checked)
        listing = self.list.listing
        known = listing.total() or 0 if isinstance(listing, QueueListing) and listing.exact() else 0
        if isinstance(listing, QueueListing) and not self.sought:
            return Wanted(listing.list, turned=listing.turned), known
        if isinstance(listing, FoundListing) and listing.sorting.key and listing.is_whole():
            return Wanted(order_ids=tuple(listing.ids(0, listing.total()))), listing.total()
        return Wanted(self.queue, self.sought), self.hits.number or 0

    # nothing there

    def is_bare(self) -> bool:
        """Whether the shop has no order at all, as far as this list shows."""
        listing = self.list.listing
        return self.queue == FIRST_QUEUE and not self.sought and listing is not None and listing.total() == 0

    def _show_emptiness(self) -> None:
        listing = self.list.listing
        if self.sought:
            found = listing.found if isinstance(listing, FoundListing) else Found(())
            self._emptiness.show_search(self.sought, replace(found, looked=0) if self.hits.number == 0 else found)
        elif self.is_bare():
            self._emptiness.show_shop()
        else:
            self._emptiness.show_queue(self.queue)

"""The middle of the page: which list is shown (a queue from either end, or what a search found), and what stands there
when it is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Wanted
from desktop_oms.domain.views import SavedView
from desktop_oms.services.orders import Found
from ui.orders.listing import FoundListing, QueueListing
from ui.orders.order_list import OrderList
from ui.orders.order_rows import UNKNOWN, RowWriter
from ui.orders.toolbar import OrdersToolbar
from ui.shared.buttons import FilterButton
from ui.shared.counts import full_count
from ui.shared.notices import EmptyState
from ui.shared.page import Desk

FIRST_QUEUE = "all"


class OrderBrowser(QWidget):
    """Shows queues and search results; says what was chosen and what is shown."""

    titled = Signal(str)  # what is shown, for the head of the page
    unknown = Signal(object)  # numbers of a pasted list that nobody knows
    relisted = Signal()  # another list is shown: no order is looked at any more
    import_asked = Signal()
    search_ended = Signal()
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget, fold_button: FilterButton) -> None:
        super().__init__()
        self._desk, self._words, self._page = desk, desk.words, page
        self._channels: Mapping[int, Channel] = {}
        self.queue, self.sought, self._turned = FIRST_QUEUE, "", False
        self.toolbar = OrdersToolbar(desk.words, fold_button)
        self.list = OrderList(desk.jobs, desk.words, page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.list, 1)
        rows = self.list.rows
        self.toolbar.bulk.cleared.connect(rows.uncheck_all)
        rows.checked_changed.connect(lambda: self.toolbar.show_checked(len(rows.checked)))
        self.list.turned.connect(self._turn)
        self.list.emptied.connect(self._show_emptiness)
        self.list.missed.connect(self.missed)

    def begin(self, channels: Mapping[int, Channel]) -> None:
        """The shop's channels are known: lists can be written."""
        self._channels = channels

    def zone(self) -> str:
        """The time zone by whose clock this desk works."""
        return next(iter(self._channels.values()), UNKNOWN).time_zone

    def _write(self) -> RowWriter:
        return RowWriter(self._words, self._channels, self._desk.app.database.now)

    # queues

    def open_queue(self, queue: str) -> None:
        """Show a queue from its usual end."""
        self.queue, self.sought, self._turned = queue, "", False
        self._show_queue()

    def open_view(self, view: SavedView) -> None:
        """Show a saved view: its search, else its queue from the end it was saved from."""
        if view.search:
            self.search(view.search)
        else:
            self.queue, self.sought, self._turned = view.queue, "", view.turned
            self._show_queue()

    def shown(self) -> tuple[str, str, bool]:
        """What is shown, to be kept as a view: queue, search, and whether it is turned round."""
        return self.queue, self.sought, self._turned

    def _turn(self, turned: bool) -> None:
        self._turned = turned
        self._show_queue()

    def _show_queue(self) -> None:
        words = self._words
        self.titled.emit(words(f"orders.queue.{self.queue}"))
        by = "urgent" if self.queue == "late" else "newest"
        self.toolbar.show_what(words(f"orders.sorted.{by}{'_turned' if self._turned else ''}"))
        self.relisted.emit()
        listing = QueueListing(self._desk.app.orders, self.queue, self._write(), turned=self._turned)
        self.list.show_listing(listing)

    # searching

    def search(self, typed: str) -> None:
        """Show the orders that hold what was typed; nothing typed leads back to the queue."""
        self.sought = typed
        if typed:
            self._ask(self._show_found)
        else:
            self._show_queue()

    def _ask(self, show: Callable[[Found], None]) -> None:
        orders, typed = self._desk.app.orders, self.sought

        def shown(found: Found) -> None:
            if typed == self.sought:
                show(found)

        def missed(error: OmsError) -> None:
            if error.code.startswith("search_"):
                if typed == self.sought:
                    show(Found((), typed, problem=error))
            else:
                self.missed.emit(error)

        self._desk.jobs.ask(self._page, lambda: orders.search(typed), shown, missed)

    def _show_found(self, found: Found) -> None:
        words = self._words
        self.titled.emit(words("orders.searched", text=found.text))
        more = "search.looked" if found.looked else "orders.found_more" if found.more else "orders.found"
        facts = {"count": full_count(len(found.rows)), "looked": full_count(found.looked)}
        self.toolbar.show_what("" if found.problem else words(more, n=len(found.rows), **facts))
        self.unknown.emit(found.unknown)
        self.relisted.emit()
        self.list.show_listing(FoundListing(found, self._write()))

    # keeping up

    def reload(self) -> None:
        """Read what is in sight again, moving nothing."""
        if self.sought:
            self._ask(lambda found: self.list.renew(FoundListing(found, self._write())))
        else:
            self.list.refresh()

    def exact(self) -> dict[str, int]:
        """The open queue's exact number of orders, once it is known."""
        listing = self.list.listing
        if isinstance(listing, QueueListing) and listing.exact() and listing.queue == self.queue:
            return {self.queue: listing.total() or 0}
        return {}

    def checked(self) -> list[int]:
        """The ids of the checked orders in the list's order; of rows scrolled far away, the newest first."""
        rows = self.list.rows
        found = sorted(rows.checked, reverse=not self._turned)
        places = [place for place in map(rows.place_of, found) if place is not None]
        return sorted(found, key=lambda one: rows.place_of(one) or 0) if len(places) == len(found) else found

    def wanted(self) -> tuple[Wanted, int]:
        """What an export of this list means (the checked orders if any), and how many they are (0: unknown)."""
        checked = tuple(self.checked())
        if checked:
            return Wanted(order_ids=checked), len(checked)
        listing = self.list.listing
        known = listing.total() or 0 if isinstance(listing, QueueListing) and listing.exact() else 0
        return Wanted(self.queue, self.sought), 0 if self.sought else known

    # nothing there

    def is_bare(self) -> bool:
        """Whether the shop has no order at all, as far as this list shows."""
        listing = self.list.listing
        return self.queue == FIRST_QUEUE and not self.sought and listing is not None and listing.total() == 0

    def _show_emptiness(self) -> None:
        words = self._words
        if self.sought:
            state = EmptyState(*self._nothing_found(), action=words("orders.search_end"), icon="cross")
            state.acted.connect(self.search_ended)
        elif self.is_bare():
            state = EmptyState(
                words("orders.none_yet"),
                words("orders.none_yet_advice"),
                action=words("orders.import_file"),
                icon="upload",
            )
            state.acted.connect(self.import_asked)
        else:
            state = EmptyState(words("orders.queue_empty", queue=words(f"orders.queue.{self.queue}")))
        self.list.show_empty(state)

    def _nothing_found(self) -> tuple[str, str]:
        """What to say when a search came to nothing: that it cannot be meant, how far it looked, or where."""
        words, listing = self._words, self.list.listing
        found = listing.found if isinstance(listing, FoundListing) else Found(())
        if found.problem is not None:
            return words("search.not_meant"), words.error(found.problem)
        if found.looked:
            looked = full_count(found.looked)
            return words("search.looked_none", looked=looked), words("search.looked_none_advice")
        return words("orders.none_found", text=self.sought), words("orders.none_found_advice")

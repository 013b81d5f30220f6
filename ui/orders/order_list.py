"""The list in the middle of the page: the table, what stands in its place when there is nothing, and its foot."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from ui.orders.listing import CHECKED_AT_MOST, FoundListing, QueueListing, too_many_to_check
from ui.orders.order_rows import columns
from ui.shared import theme
from ui.shared.cards import label
from ui.shared.column_table import ColumnTable
from ui.shared.counts import full_count
from ui.shared.help_overlay import KeyCap
from ui.shared.jobs import Jobs, Lane
from ui.shared.left_row import LeftRow
from ui.shared.messages import Words
from ui.shared.notices import EmptyState, SkeletonRows
from ui.shared.painting import across
from ui.shared.table_model import PAGE_ROWS, AtHand, VirtualTable
from ui.shared.tokens import TABLE_FOOT

Shown = QueueListing | FoundListing
SLOW_MS = 150  # a list that is not there by then shows grey bars
SCROLLED_MS = 80  # between two looks at which rows are in sight
HEADINGS = {"created_at": "number", "placed_at": "placed_at", "ship_by": "ship_by"}  # where the arrow stands


class _Foot(QWidget):
    """Which rows are in sight, and the keys that work here."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setFixedHeight(TABLE_FOOT)
        self.range = label(style="secondary", tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(6)
        row.addWidget(self.range, 1)
        self.keys = QWidget()
        shown = QHBoxLayout(self.keys)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(6)
        row.addWidget(self.keys)
        hints = (
            (("↑",), ""),
            (("↓",), "orders.key_move"),
            (("Space",), "orders.key_check"),
            (("Enter",), "orders.key_open"),
        )
        for keys, word in hints:
            for key in keys:
                shown.addWidget(KeyCap(key))
            if word:
                shown.addWidget(label(words(word), style="secondary", tone="muted"))
                shown.addSpacing(10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, 0, self.width())


class OrderList(QWidget):
    """Shows one listing; asks for rows, keeps chosen and checked rows over a refresh, says when nothing is there."""

    chosen = Signal(object)  # Row
    opened = Signal(object)  # Row
    sort_asked = Signal(str)  # the column that was clicked
    all_wanted = Signal()  # all hits shall be checked, and not all of them are at hand
    emptied = Signal()
    refreshed = Signal()
    measured = Signal()  # the exact number of a long queue is known
    missed = Signal(object)  # OmsError

    def __init__(self, jobs: Jobs, words: Words, page: QWidget) -> None:
        super().__init__()
        self._jobs, self._words, self._page = jobs, words, page
        self.listing: Shown | None = None
        self._measured = 0.0
        self._measuring = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._show_waiting)
        self.rows = VirtualTable(columns(words), jobs, page)
        self.table = ColumnTable(self.rows, "orders.table", words("page.orders"))
        self.left = LeftRow(self.table)
        self.foot = _Foot(words)
        self._stack = QStackedWidget()
        self._waiting = SkeletonRows(words("shell.loading"))
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.table)
        self.setFocusProxy(self._waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        self.table.row_chosen.connect(self.chosen)
        self.table.row_opened.connect(self.opened)
        self.table.sort_asked.connect(lambda key, _falling: self.sort_asked.emit(key))
        self.table.sort_refused.connect(self.sort_asked)
        self.table.check_all_asked.connect(lambda: self._check_range(0, CHECKED_AT_MOST - 1))
        self.table.check_range_asked.connect(self._check_range)
        self._scrolled = QTimer(self)
        self._scrolled.setSingleShot(True)
        self._scrolled.setInterval(SCROLLED_MS)
        self._scrolled.timeout.connect(self._tell_range)
        bar = self.table.verticalScrollBar()
        bar.valueChanged.connect(self._note_scrolled)
        bar.rangeChanged.connect(self._tell_range)  # more or fewer rows have room now
        self.rows.failed.connect(self.missed)

    # showing

    def show_listing(self, listing: Shown) -> None:
        """Show another list, from its top; when it takes its time, grey bars stand for it meanwhile."""
        self.listing = listing
        self._measured = 0.0
        self.rows.uncheck_all()
        self._slow.start()
        self._ask(listing, {0}, self._begin)

    def refresh(self) -> None:
        """The list may have changed: fetch what is in sight again, moving nothing."""
        if self.listing is not None:
            self.renew(self.listing)

    def renew(self, listing: Shown) -> None:
        """The same list, read anew: show it without moving anything."""
        self.listing = listing
        first, last = self.in_sight()
        self._ask(listing, {0, *(row // PAGE_ROWS for row in (max(0, first - 1), max(0, last - 1)))}, self._renew)

    def _ask(self, listing: Shown, pages: set[int], show: Callable[[AtHand], None]) -> None:
        """Read pages of the list; the first is always among them, as it tells how many rows there are."""
        checked = frozenset(self.rows.checked)

        def read() -> tuple[AtHand, set[int]]:
            at_hand = {page: listing.fetch(page * PAGE_ROWS, PAGE_ROWS) for page in sorted(pages)}
            return at_hand, listing.left_by(checked)

        def arrived(found: tuple[AtHand, set[int]]) -> None:
            if listing is self.listing:
                self._slow.stop()
                show(found[0])
                self.rows.check(found[1], False)  # work on many means orders that are in the list
                self._settle(listing)

        self._jobs.ask(self._page, read, arrived, self.missed.emit)

    def _begin(self, at_hand: AtHand) -> None:
        assert self.listing is not None
        self._put(self.table)
        self.rows.show(self.listing.total() or 0, self.listing.fetch, at_hand)
        self._show_sorting()
        self.table.scrollToTop()

    def _renew(self, at_hand: AtHand) -> None:
        assert self.listing is not None
        with self.left.holding():
            self.rows.refresh(self.listing.total() or 0, self.listing.fetch, at_hand)

    def _settle(self, listing: Shown) -> None:
        """Rows came: the first is open unless another is or was; without any, something better than a void is shown."""
        if not self.rows.rowCount():
            self.left.forget()
            self.emptied.emit()
        elif self._stack.currentWidget() is not self.table:
            self._put(self.table)
        if not self.table.currentIndex().isValid() and not self.left.gone:
            self.table.choose(0)
        self._measure_in_time(listing)
        self._tell_range()
        self.refreshed.emit()

    def tells_emptiness(self) -> bool:
        """Whether a sentence stands where the rows would be."""
        return isinstance(self._stack.currentWidget(), EmptyState)

    def show_empty(self, state: EmptyState) -> None:
        """Show this in the place of the table until there are rows."""
        before = self._stack.currentWidget()
        self._stack.addWidget(state)
        self._put(state)
        if isinstance(before, EmptyState):
            self._stack.removeWidget(before)
            before.deleteLater()

    def _put(self, widget: QWidget) -> None:
        """Show this, and let the keyboard go there whenever it comes to the list, is in it, or nowhere."""
        focus = QApplication.focusWidget()
        waits = self.isVisible() and (focus is None or self.isAncestorOf(focus))
        self._stack.setCurrentWidget(widget)
        self.setFocusProxy(widget)
        if waits:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_waiting(self) -> None:
        self._put(self._waiting)

    # measuring a long queue

    def _measure_in_time(self, listing: Shown) -> None:
        """Count a queue that is longer than a page, beside the screen and not more often than it can bear."""
        if isinstance(listing, FoundListing) or self._measuring or listing.is_short():
            return
        if self._measured and time.monotonic() - self._measured < listing.rest():
            return
        self._measuring = True
        done = partial(self._take_measure, listing)
        self._jobs.ask(self._page, listing.measure, done, self._miss_measure, lane=Lane.LONG)

    def _take_measure(self, listing: QueueListing, total: int) -> None:
        self._measuring = False
        if listing is self.listing:
            self._measured = time.monotonic()
            with self.left.holding():
                self.rows.set_count(listing.total() or total)
            self._tell_range()
            self.measured.emit()

    def _miss_measure(self, error: OmsError) -> None:
        self._measuring = False
        self.missed.emit(error)

    # sorting, checking, the foot

    def _show_sorting(self) -> None:
        listing = self.listing
        if listing is None:
            return
        if isinstance(listing, QueueListing):
            self.table.show_sorted(HEADINGS[listing.by], (listing.by != "ship_by") != listing.turned)
        else:
            self.table.show_sorted(listing.sorting.key, listing.sorting.falling)

    def _check_range(self, first: int, last: int) -> None:
        if isinstance(self.listing, FoundListing) and self.listing.found.more and not first:
            self.all_wanted.emit()  # there are more than a search shows at first
        elif self.listing is not None:
            total, ids = self.listing.total() or 0, partial(self.listing.ids, first, last)
            cut = not first and last + 1 == CHECKED_AT_MOST < total

            def check(found: Sequence[int]) -> None:
                self.rows.check(found)
                if cut:
                    self.missed.emit(too_many_to_check(len(found)))

            self._jobs.ask(self._page, ids, check, self.missed.emit)

    def _note_scrolled(self) -> None:
        """A new text lays the foot out again: not in every frame of a wheel."""
        if not self._scrolled.isActive():
            self._scrolled.start()

    def in_sight(self) -> tuple[int, int]:
        """The first and the last row in sight, counted from 1; 0, 0 when there is none."""
        count = self.rows.rowCount()
        if not count:
            return 0, 0
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        return first + 1, count if last < 0 else last + 1

    def _tell_range(self, *_range: int) -> None:
        first, last = self.in_sight()
        listing = self.listing
        exact = listing is not None and listing.exact()
        word = "orders.range" if exact else "orders.range_of_many"
        count = full_count(self.rows.rowCount())
        words = self._words(word, first=full_count(first), last=full_count(last), n=self.rows.rowCount(), count=count)
        self.foot.range.setText(words if first else "")
        self.foot.keys.setVisible(bool(first))  # there is nothing to move through in an empty list

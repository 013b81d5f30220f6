"""The card of an order's history: who did what and when, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from desktop_oms.services.order_view import Entry, OrderView
from desktop_oms.services.trail_words import who
from ui.deeds.deeds import BY_NAME, Offered
from ui.deeds.history_words import entry_words
from ui.deeds.moments import past
from ui.shared.cards import Card, clear_layout, label
from ui.shared.messages import Words
from ui.shared.notices import LinkButton, link_row

FIRST = 6


class HistoryCard(Card):
    """The last entries; all of them after one click (`unfolded` remembers that while the pane is open)."""

    unfolded = Signal()
    asked = Signal(object)  # Offered: the audit trail

    def __init__(self, words: Words, view: OrderView, now: int, *, whole: bool, trail: bool = False) -> None:
        """`trail` offers the audit trail of the order."""
        super().__init__(words("orders.card.history"), words("orders.entries", n=len(view.entries)))
        self._words, self._view, self._now = words, view, now
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(0, 38)
        self.content.addLayout(self._grid)
        newest = list(reversed(view.entries))
        self._show(newest if whole else newest[:FIRST])
        if len(newest) > FIRST and not whole:
            self.more = LinkButton("history.more", words("orders.history_all"))
            self.more.clicked.connect(self._unfold)
            self._add(self.more)
        if trail:
            self.trail = LinkButton("history.trail", words("trail.open"))
            self.trail.clicked.connect(lambda: self.asked.emit(Offered(BY_NAME["trail"])))
            self._add(self.trail)

    def _add(self, link: LinkButton) -> None:
        row = link_row(link)
        row.addStretch(1)
        self.content.addLayout(row)

    def _unfold(self) -> None:
        self.more.hide()
        self._show(list(reversed(self._view.entries)))
        self.unfolded.emit()

    def _show(self, entries: Sequence[Entry]) -> None:
        clear_layout(self._grid)
        for row, entry in enumerate(entries):
            when = past(self._words, entry.at, self._view.time_zone, self._now)
            actor = who(entry, self._words.language)
            self._grid.addWidget(label(when, style="secondary", tone="muted"), row, 0)
            self._grid.addWidget(label(actor, style="secondary", bold=True), row, 1)
            self._grid.addWidget(
                label(entry_words(self._words, entry, self._view), style="secondary", tone="muted", wrap=True), row, 2
            )

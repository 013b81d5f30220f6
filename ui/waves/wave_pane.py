"""One wave: how far it is, its baskets, its walk, what goes back, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.waves import Basket, Wave, may_close
from ui.shared.action_bar import Action, ActionBar
from ui.shared.cards import label
from ui.shared.forms import Choice
from ui.shared.jobs import Jobs
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import EmptyState
from ui.shared.table_model import Row
from ui.shared.tabs import Tab, Tabs
from ui.shared.tokens import PANE_EDGE, ROW_ONE_LINE
from ui.waves.wave_rows import back_columns, back_row, basket_columns, basket_row, stop_columns, stop_row

MINUTE = 60_000


class WavePane(QFrame):
    """`acted` gives the name of an action, `assigned` a login, `looked_at` an order's number."""

    acted = Signal(str)
    assigned = Signal(str)
    looked_at = Signal(str)

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        named(self, "wave.pane", words("wave.lists"))
        self.setProperty("edge", "left")
        self._words = words
        self.wave: Wave | None = None
        self.basket: Basket | None = None
        self.title, self.progress = label("", style="section"), label("", tone="muted", wrap=True)
        self.picker = Choice("wave.picker", words("wave.assign"))
        self.picker.setFixedWidth(180)
        self.picker.activated.connect(lambda _place: self.assigned.emit(self.picker.chosen()))
        self.tabs = Tabs("wave.tabs", words("wave.lists"), edge=PANE_EDGE)
        loading = words("wave.loading")
        self.baskets = Listing(
            "wave.baskets",
            words("wave.baskets"),
            basket_columns(words),
            jobs,
            EmptyState(words("wave.choose")),
            loading=loading,
            row_height=ROW_ONE_LINE,
            edge=PANE_EDGE,
        )
        self.walk = Listing(
            "wave.walk",
            words("wave.walk"),
            stop_columns(words),
            jobs,
            EmptyState(words("wave.nothing_left")),
            loading=loading,
            edge=PANE_EDGE,
        )
        self.back = Listing(
            "wave.put_back",
            words("wave.put_back"),
            back_columns(words),
            jobs,
            EmptyState(words("wave.nothing_back")),
            loading=loading,
            edge=PANE_EDGE,
        )
        self.lists = QStackedWidget()
        self.bar = ActionBar(words("wave.actions"), words("shell.more"))
        self._lay_out()
        self.tabs.chosen.connect(self._open_tab)
        self.baskets.chosen.connect(self._choose)
        self.baskets.opened.connect(self._open)
        self.bar.acted.connect(self.acted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PANE_EDGE, 12, PANE_EDGE, 4)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.picker)
        below = QHBoxLayout()
        below.setContentsMargins(PANE_EDGE, 0, PANE_EDGE, 8)
        below.addWidget(self.progress)
        for listing in (self.baskets, self.walk, self.back):
            self.lists.addWidget(listing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.tabs)
        column.addWidget(self.lists, 1)
        column.addWidget(self.bar)

    def show_wave(self, wave: Wave | None, people: Sequence[tuple[str, str]], now: int) -> None:
        """Show a wave, or that none is chosen; `people` (login, name) may pick it."""
        if wave is None or self.wave is None or wave.id != self.wave.id:
            self.basket = None
        self.wave, words = wave, self._words
        for part in (self.title, self.progress, self.picker, self.tabs, self.bar):
            part.setVisible(wave is not None)
        if wave is None:
            self.baskets.show_rows([])
            self.lists.setCurrentWidget(self.baskets)
            return
        self.title.setText(f"{wave.number} · {words(f'wave.state_{wave.state}')}")
        self.progress.setText(self._told(wave, now))
        self.picker.offer([("", words("wave.nobody")), *people])
        self.picker.choose(next((login for login, name in people if name == wave.picker), ""))
        self.picker.setEnabled(not wave.is_over)
        self.baskets.show_rows([basket_row(basket, words) for basket in wave.baskets])
        self.walk.show_rows([stop_row(stop, words) for stop in wave.stops()])
        self.back.show_rows([back_row(one, key, words) for key, one in enumerate(wave.put_backs())])
        counts = (len(wave.baskets), sum(stop.left for stop in wave.stops()), wave.progress().back)
        names = ("baskets", "walk", "put_back")
        tabs = [Tab(name, words(f"wave.{name}"), count) for name, count in zip(names, counts, strict=True)]
        self.tabs.show_tabs(tabs, self.tabs.open_key() or "baskets")
        self._show_actions()

    def _told(self, wave: Wave, now: int) -> str:
        told, words = wave.progress(), self._words
        facts = {"picked": told.picked, "pieces": told.pieces, "sorted": told.sorted, "full": told.full}
        parts = [words("wave.progress", baskets=told.baskets, packed=told.packed, **facts)]
        if wave.started_at is not None:
            minutes = max(0, ((wave.ended_at or now) - wave.started_at) // MINUTE)
            parts.append(words("wave.since", minutes=minutes))
        return " · ".join(parts)

    def _show_actions(self) -> None:
        wave = self.wave
        if wave is None:
            return
        words = self._words
        over = words.error(OmsError("wave_over", state=wave.state)) if wave.is_over else ""
        unfit = may_close(wave)
        told = wave.progress()
        no_close = over or (words.error(OmsError(unfit.code, **unfit.facts)) if unfit else "")
        no_basket = over or ("" if self.basket and self.basket.state != "out" else words("wave.choose_basket"))
        no_back = "" if told.back else words("wave.nothing_back")
        self.bar.show_actions(
            [
                Action("pick", words("wave.pick"), "P", "picking", "primary", refusal=over),
                Action("sort", words("wave.sort"), "S", "swap", refusal=over),
                Action("print", words("wave.print"), "L", "printer", refusal=over),
                Action("kick_out", words("wave.kick_out"), "X", "slash", refusal=no_basket, more=True),
                Action("back_done", words("wave.back_done"), "B", "undo", refusal=no_back, more=True),
                Action("close", words("wave.close"), "F9", "lock", refusal=no_close, more=True),
                Action("cancel", words("wave.cancel"), "", "trash", refusal=over, more=True),
            ],
            reason=over,
        )

    def _open_tab(self, key: str) -> None:
        self.lists.setCurrentWidget({"walk": self.walk, "put_back": self.back}.get(key, self.baskets))

    def _choose(self, row: Row) -> None:
        if isinstance(row.facts, Basket):
            self.basket = row.facts
            self._show_actions()

    def _open(self, row: Row) -> None:
        if isinstance(row.facts, Basket):
            self.looked_at.emit(row.facts.order_no)

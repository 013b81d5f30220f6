"""How many cases stand in each group: the line beside the title, and the menu that narrows the queue to one group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.after_sales.case_rows import GROUPS
from ui.deeds.moments import moment
from ui.shared.buttons import Button
from ui.shared.page import Desk

ALL = "all"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases stand in each group, when the first answer is due (ms UTC), and the house's clock."""

    totals: Mapping[str, int]
    first_due: int | None
    zone: str
    now: int


class CaseCounts(QObject):
    """`ask()`; then `told` with the words beside the title, or `missed`.  `chosen` when a group is wanted."""

    told = Signal(str)
    missed = Signal(object)  # OmsError
    chosen = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._totals: Mapping[str, int] = {}
        self.button = Button("cases.filter", desk.words("cases.filter"), icon="filter", menu=True)
        self.button.setMenu(QMenu(self.button))

    def ask(self) -> None:
        """Count anew."""
        self._desk.jobs.ask(self._page, self._count, self._show, self.missed.emit)

    def _count(self) -> Counted:
        app = self._desk.app
        first = app.after_sales.page("to_decide", limit=1)
        channels = app.setup.state().channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        return Counted(app.after_sales.totals(), first[0].due_at if first else None, zone, app.database.now())

    def _show(self, counted: Counted) -> None:
        words, waits = self._desk.words, counted.totals["to_decide"]
        sub = words("cases.sub", n=waits)
        if counted.first_due is not None:
            when = moment(words, counted.first_due, counted.zone, counted.now)
            late = counted.first_due < counted.now
            sub = words("cases.sub_late" if late else "cases.sub_due", n=waits, time=when)
        self.told.emit(sub if waits else words("cases.sub_none"))
        if counted.totals != self._totals:
            self._totals = counted.totals
            self._fill_menu()

    def _fill_menu(self) -> None:
        menu = self.button.menu()
        menu.clear()
        for group in (ALL, *GROUPS):
            word = self._desk.words("cases.all" if group == ALL else f"cases.{group}")
            count = sum(self._totals.values()) if group == ALL else self._totals.get(group, 0)
            action = menu.addAction(f"{word}\t{count:,}")
            action.setObjectName(f"cases.filter.{group}")
            action.triggered.connect(lambda _on=False, group=group: self.chosen.emit(group))

    def show_group(self, group: str) -> None:
        """Say on the button what the queue is narrowed to."""
        self.button.set_word(self._desk.words("cases.filter" if group == ALL else f"cases.{group}"))

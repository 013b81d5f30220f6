"""After-sales 售后: the queue by deadline at the left, the case in the middle, its money and the steps at the right.

The page asks the services and shows what they say.  Every five seconds, and whenever something was changed here, what
is in sight is read again; nothing jumps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from desktop_oms.domain.errors import OmsError
from ui.after_sales.case_desk import CaseDesk
from ui.after_sales.case_pane import CasePane
from ui.after_sales.case_queue import CaseQueue
from ui.after_sales.case_reader import CaseReader, CaseSeen
from ui.after_sales.case_rows import GROUPS, CaseListing, CaseWriter, FoundCases, Listing, Told
from ui.after_sales.case_steps import Step
from ui.after_sales.evidence_desk import EvidenceDesk
from ui.after_sales.money_column import MoneyColumn
from ui.deeds.moments import moment
from ui.deeds.papers import Papers
from ui.shared.buttons import Button
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.search_box import SearchBox
from ui.shared.table_model import Row

EVERY_MS = 5_000
ALL = "all"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases stand in each group, when the first answer is due (ms UTC), and the house's clock."""

    totals: Mapping[str, int]
    first_due: int | None
    zone: str
    now: int


class AfterSalesPage(Page):
    """The reviewer's desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "after_sales", desk.words("page.after_sales"))
        self.group, self.sought = ALL, ""
        self._totals: Mapping[str, int] = {}
        self._empty: EmptyState | None = None
        self._build()
        self._connect()
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self.reload)
        self._ask_counts()
        self._show_list()

    def _build(self) -> None:
        words, desk = self.words, self.desk
        self.search = SearchBox("cases.search", words("cases.search_prompt"), width=320)
        self.filter = Button("cases.filter", words("cases.filter"), icon="filter", menu=True)
        self.filter.setMenu(QMenu(self.filter))
        self.header.add(self.search, self.filter)
        self.queue = CaseQueue(words, desk.jobs, self)
        self.pane = CasePane(words)
        self.money = MoneyColumn(words)
        self.first = self.queue.table
        self.reader = CaseReader(desk, self)
        self.papers = Papers(desk, self)
        self.cases = CaseDesk(desk, self, self.papers)
        self.evidence = EvidenceDesk(desk, self)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(self.pane, 1)
        row.addWidget(self.money)
        self._work = work
        self.sides = QStackedWidget()
        self.sides.addWidget(work)
        self.body.addWidget(self.sides, 1)

    def _connect(self) -> None:
        shell, work = self.desk.shell, self._work
        self.search.searched.connect(self._search)
        self.search.entered.connect(self.queue.table.setFocus)
        self.queue.chosen.connect(self._look)
        self.queue.opened.connect(lambda _row: self.money.take_focus())
        self.queue.emptied.connect(self._show_emptiness)
        self.queue.refreshed.connect(lambda total: self.sides.setCurrentWidget(work) if total else None)
        self.queue.missed.connect(self.tell_error)
        self.reader.arrived.connect(self._show)
        self.reader.missed.connect(self._miss_case)
        self.pane.picture_wanted.connect(self.evidence.fetch)
        self.pane.evidence_added.connect(self.evidence.add)
        self.pane.evidence_pasted.connect(self.evidence.paste)
        self.pane.other_asked.connect(self.reader.read)
        self.pane.open_asked.connect(lambda number: shell.open_page("orders", number))
        self.money.taken.connect(self._take)
        self.money.left.connect(self.queue.table.setFocus)
        self.cases.finished.connect(shell.toast)
        self.cases.refused.connect(self.money.say)
        self.cases.decided.connect(self.queue.move_on)
        self.evidence.finished.connect(shell.toast)
        self.evidence.refused.connect(self.tell_error)
        self.papers.saved.connect(shell.toast)
        self.papers.refused.connect(self.tell_error)

    # reading

    def reload(self) -> None:
        """Read again what is in sight: counts, rows, the open case."""
        self._ask_counts()
        self.queue.renew()
        self.reader.read(self.reader.wanted)

    def _ask_counts(self) -> None:
        self.desk.jobs.ask(self, self._count, self._show_counts, self.tell_error)

    def _count(self) -> Counted:
        app = self.desk.app
        first = app.after_sales.page("to_decide", limit=1)
        channels = app.setup.state().channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        return Counted(app.after_sales.totals(), first[0].due_at if first else None, zone, app.database.now())

    def _show_counts(self, counted: Counted) -> None:
        self.untell("error")
        words, waits = self.words, counted.totals["to_decide"]
        sub = words("cases.sub", n=waits)
        if counted.first_due is not None:
            when = moment(words, counted.first_due, counted.zone, counted.now)
            late = counted.first_due < counted.now
            sub = words("cases.sub_late" if late else "cases.sub_due", n=waits, time=when)
        self.header.set_titles(words("page.after_sales"), sub if waits else words("cases.sub_none"))
        if counted.totals != self._totals:
            self._totals = counted.totals
            self._fill_filter()

    def _fill_filter(self) -> None:
        menu = self.filter.menu()
        menu.clear()
        for group in (ALL, *GROUPS):
            word = self.words("cases.all" if group == ALL else f"cases.{group}")
            count = sum(self._totals.values()) if group == ALL else self._totals.get(group, 0)
            action = menu.addAction(f"{word}\t{count:,}")
            action.setObjectName(f"cases.filter.{group}")
            action.triggered.connect(lambda _on=False, group=group: self.open_group(group))

    def open_group(self, group: str) -> None:
        """Show one group only, or all of them."""
        self.group, self.sought = group, ""
        self.search.setText("")
        word = "cases.filter" if group == ALL else f"cases.{group}"
        self.filter.set_word(self.words(word))
        self._show_list()
        self.queue.table.setFocus()

    def _search(self, typed: str) -> None:
        self.sought = typed
        self._show_list()

    def _show_list(self) -> None:
        self.reader.read(None)
        self.pane.show_nothing()
        self.money.show_nothing()
        self.queue.show_cases(partial(self._listing, self.group, self.sought))

    def _listing(self, group: str, sought: str) -> Listing:
        app = self.desk.app
        people = {user.login: user.name for user in app.setup.state().users}
        write = CaseWriter(self.words, app.database.now(), people)
        if sought:
            return FoundCases(app.after_sales.search(sought), write)
        groups = GROUPS if group == ALL else (group,)
        return CaseListing(app.after_sales, app.after_sales.totals(), groups, write)

    # choosing

    def _look(self, row: Row) -> None:
        if isinstance(row.facts, Told):
            self.reader.look(row.facts.case.id)

    def _show(self, seen: CaseSeen) -> None:
        self.pane.show_case(seen)
        self.money.show_case(seen)
        for before, after in pairwise((*self.pane.controls(), *self.money.controls())):
            QWidget.setTabOrder(before, after)

    def _miss_case(self, error: OmsError) -> None:
        self.pane.show_nothing()
        self.money.show_nothing()
        self.tell_error(error)

    def show_subject(self, subject: object) -> None:
        """Show the case with this number, or the cases of the order with this number."""
        self.search.setText(str(subject))
        self._search(str(subject))

    def _show_emptiness(self) -> None:
        words = self.words
        self.reader.read(None)
        self.pane.show_nothing()
        self.money.show_nothing()
        if self.sought:
            state = EmptyState(
                words("cases.none_found", text=self.sought),
                words("cases.none_found_advice"),
                action=words("cases.show_all"),
                icon="cross",
            )
            state.acted.connect(lambda: self.open_group(ALL))
        elif self.group != ALL:
            state = EmptyState(
                words("cases.none_in", group=words(f"cases.{self.group}")), action=words("cases.show_all")
            )
            state.acted.connect(lambda: self.open_group(ALL))
        else:
            state = EmptyState(words("cases.none"), words("cases.none_advice"), action=words("cases.go_orders"))
            state.acted.connect(lambda: self.desk.shell.open_page("orders"))
        if self._empty is not None:
            self.sides.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = state
        self.sides.addWidget(state)
        self.sides.setCurrentWidget(state)

    # deciding

    def _take(self, step: Step) -> None:
        seen = self.money.seen
        if seen is None:
            return
        try:
            amount = self.money.asked()
        except OmsError as error:
            self.money.say(self.words.error(error))
            return
        self.money.say("")
        self.cases.take(step, seen, amount, self.money.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

"""After-sales 售后: the queue by deadline at the left, the case in the middle, its money and the steps at the right.

The page asks the services and shows what they say.  Every five seconds, and whenever something was changed here, what
is in sight is read again; nothing jumps.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_oms.domain.errors import OmsError
from ui.after_sales.case_counts import ALL, CaseCounts
from ui.after_sales.case_desk import CaseDesk
from ui.after_sales.case_pane import CasePane
from ui.after_sales.case_queue import CaseQueue
from ui.after_sales.case_reader import CaseReader, CaseSeen
from ui.after_sales.case_rows import GROUPS, CaseListing, CaseWriter, FoundCases, Listing, Told
from ui.after_sales.case_steps import PART, Step
from ui.after_sales.countdown import Countdown
from ui.after_sales.evidence_desk import EvidenceDesk
from ui.after_sales.found_desk import FoundDesk
from ui.after_sales.goods_desk import GoodsDesk
from ui.after_sales.many_desk import ManyDesk
from ui.after_sales.money_column import MoneyColumn
from ui.after_sales.part_fields import Part
from ui.deeds.papers import Papers
from ui.shared.buttons import Button
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.search_box import SearchBox
from ui.shared.table_model import Row

EVERY_MS = 5_000


class AfterSalesPage(Page):
    """The reviewer's desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "after_sales", desk.words("page.after_sales"))
        self.group, self.sought = ALL, ""
        self._empty: EmptyState | None = None
        self._build()
        self._connect()
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self.reload)
        self.counts.ask()
        self.found.read()
        self._show_list()

    def _build(self) -> None:
        words, desk = self.words, self.desk
        self.search = SearchBox("cases.search", words("cases.search_prompt"), width=320)
        self.counts = CaseCounts(desk, self)
        self.new = Button("cases.new", words("cases.new"), icon="plus", key="N")
        self.queue = CaseQueue(words, desk.jobs, self)
        self.many = ManyDesk(desk, self, self.queue)
        self.header.add(self.many.button, self.search, self.counts.button, self.new)
        self.pane = CasePane(words)
        self.money = MoneyColumn(words)
        self.first = self.queue.table
        self.reader = CaseReader(desk, self)
        self.countdown = Countdown(desk, self, lambda: self.money.seen)
        self.papers = Papers(desk, self)
        self.cases = CaseDesk(desk, self, self.papers)
        self.evidence = EvidenceDesk(desk, self)
        self.goods = GoodsDesk(desk, self)
        self.found = FoundDesk(desk, self)
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
        self.counts.told.connect(self._show_counts)
        self.counts.missed.connect(self.tell_error)
        self.counts.chosen.connect(self.open_group)
        self.search.searched.connect(self._search)
        self.search.entered.connect(self.queue.table.setFocus)
        self.queue.chosen.connect(self._look)
        self.queue.opened.connect(lambda _row: self.money.take_focus())
        self.queue.emptied.connect(self._show_emptiness)
        self.queue.refreshed.connect(lambda total: self.sides.setCurrentWidget(work) if total else None)
        self.queue.missed.connect(self.tell_error)
        self.reader.arrived.connect(self._show)
        self.reader.missed.connect(self._miss_case)
        self.countdown.passed.connect(self.pane.show_time)
        self.countdown.passed.connect(self.money.show_case)
        self.pane.picture_wanted.connect(self.evidence.fetch)
        self.pane.evidence_added.connect(self.evidence.add)
        self.pane.evidence_pasted.connect(self.evidence.paste)
        self.pane.other_asked.connect(self.reader.read)
        self.pane.open_asked.connect(lambda number: shell.open_page("orders", number))
        self.money.taken.connect(self._take)
        self.money.part_asked.connect(self._work_out)
        self.money.left.connect(self.queue.table.setFocus)
        self.cases.finished.connect(shell.toast)
        self.cases.waiting.connect(shell.toast)
        self.cases.refused.connect(self.money.say)
        self.cases.decided.connect(self.queue.move_on)
        self.new.clicked.connect(self.cases.begin)
        self.cases.count_asked.connect(self.goods.begin)
        self.goods.finished.connect(shell.toast)
        self.goods.refused.connect(self.found.miss)
        self.found.finished.connect(shell.toast)
        self.goods.case_asked.connect(self._go_to)
        self.evidence.finished.connect(shell.toast)
        self.evidence.refused.connect(self.tell_error)
        self.papers.saved.connect(shell.toast)
        self.papers.refused.connect(self.tell_error)

    # reading

    def reload(self) -> None:
        """Read again what is in sight: counts, rows, the open case."""
        self.counts.ask()
        self.found.read()
        self.queue.renew()
        self.reader.read(self.reader.wanted)

    def _show_counts(self, sub: str) -> None:
        self.untell("error")
        self.header.set_titles(self.words("page.after_sales"), sub)

    def open_group(self, group: str) -> None:
        """Show one group only, or all of them."""
        self.group, self.sought = group, ""
        self.search.setText("")
        self.counts.show_group(group)
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
        self.countdown.begin()

    def scan(self, code: str) -> bool:
        """A case, a parcel that came back, or a piece of it was scanned."""
        self.goods.scan(code)
        return True

    def _go_to(self, number: str) -> None:
        """Show the case that was scanned, unless it is shown."""
        if self.money.seen is None or self.money.seen.detail.number != number:
            self.show_subject(number)

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
        if step.name == PART:
            self.money.area.ensureWidgetVisible(self.money.part)  # in a low window it lies below
            self.money.part.begin()
            return
        try:
            told = self.money.told()
        except OmsError as error:
            self.money.say(self.words.error(error))
            return
        self.money.say("")
        self.cases.take(step, seen, told)

    def _work_out(self, part: Part) -> None:
        """The sum of a part, line by line, while it is written."""
        seen, desk = self.money.seen, self.desk
        if seen is None:
            return
        case_id = seen.detail.row.id
        desk.jobs.ask(
            self,
            lambda: desk.app.after_sales.calculation(case_id, part.lines, part.deduction, part.amount),
            partial(self.money.show_part, case_id, part),
            self.money.show_wrong,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

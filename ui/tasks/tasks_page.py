"""Tasks 异常: what needs a person, by kind, the newest first; each with its order and the step that solves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.tasks import TaskRow
from ui.deeds.deed_desk import DeedDesk
from ui.deeds.deeds import Offered
from ui.deeds.papers import Papers
from ui.deeds.product_desk import ProductDesk
from ui.deeds.reader import OrderReader
from ui.deeds.seen import Seen
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.paged_list import KeyListing, Listed, PagedList
from ui.shared.queues import QueueList
from ui.shared.table_model import Row
from ui.shared.tokens import PAGE_EDGE
from ui.tasks.kinds import ALL, MINE, shown_kinds
from ui.tasks.owners import OwnerDesk
from ui.tasks.task_actions import BRING_IN, GIVE, LEAVE, NEW_PRODUCT, OPEN, TAKE
from ui.tasks.task_pane import TaskPane
from ui.tasks.task_rows import TaskWriter, columns

EVERY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tasks of each kind are open, how many the reader has taken, who that is, and the house's clock."""

    kinds: Mapping[str, int]
    mine: int
    login: str
    zone: str


class TasksPage(Page):
    """The desk for exceptions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "tasks", desk.words("page.tasks"))
        self._counted = Counted({}, 0, "", "UTC")
        self._order = ""  # the number of the order whose tasks alone are shown
        self._wanted: int | None = None
        words = self.words
        self.kinds = QueueList(words("tasks.kinds"))
        self.list = PagedList(
            "tasks.table", words("tasks.list"), columns(words), desk.jobs, self, loading=words("tasks.loading")
        )
        self.list.table.heading.begin_at(PAGE_EDGE)
        self.pane = TaskPane(words)
        self.first = self.list.table
        self.reader = OrderReader(desk, self)
        papers = Papers(desk, self)
        self.deeds = DeedDesk(desk, self, papers)
        self.owners = OwnerDesk(desk, self)
        self.products = ProductDesk(desk, self)
        self.header.add(self.kinds.fold_button)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self.kinds)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.pane)
        self.body.addLayout(whole, 1)
        self.kinds.fold_with(self)
        self._connect(papers)
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self.reload)
        self.kinds.show_queues(shown_kinds(words, {}, 0, ALL), ALL)
        self._ask_counts()
        self._open_kind(ALL)

    def _connect(self, papers: Papers) -> None:
        shell = self.desk.shell
        self.kinds.chosen.connect(self._open_kind)
        self.list.chosen.connect(self._look)
        self.list.opened.connect(lambda row: shell.open_page("orders", row.facts.number))
        self.list.emptied.connect(self._show_emptiness)
        self.list.refreshed.connect(self._title)
        self.list.missed.connect(self.tell_error)
        self.reader.arrived.connect(self._show)
        self.reader.missed.connect(self.tell_error)
        self.pane.asked.connect(self._take)
        self.pane.asked_own.connect(self._do_own)
        self.pane.other_asked.connect(lambda row: self.show_subject(row.number))
        reveal = self.desk.app.tasks.reveal
        self.pane.reveal_asked.connect(
            lambda view, task: self.deeds.ask_reveal(view, lambda actor, why: reveal(actor, task.id, why))
        )
        self.deeds.revealed.connect(self.pane.reveal)
        self.deeds.finished.connect(shell.toast)
        self.deeds.refused.connect(self.pane.say)
        self.owners.finished.connect(shell.toast)
        self.owners.refused.connect(lambda error: self.pane.say(self.words.error(error)))
        self.products.finished.connect(shell.toast)
        self.products.refused.connect(self.tell_error)
        papers.saved.connect(shell.toast)
        papers.refused.connect(self.tell_error)

    # reading

    def reload(self) -> None:
        """Read again what is in sight: counts, rows, the open task."""
        self._ask_counts()
        self.list.renew()
        self.reader.read(self.reader.wanted)

    def _ask_counts(self) -> None:
        self.desk.jobs.ask(self, self._count, self._show_counts, self.tell_error)

    def _count(self) -> Counted:
        app, login = self.desk.app, ""
        try:
            login = self.desk.actor().name
        except OmsError:
            login = ""  # everybody may read; whoever wants to do something is told
        channels = app.setup.state().channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        return Counted(app.tasks.counts(), app.tasks.owned(login) if login else 0, login, zone)

    def _show_counts(self, counted: Counted) -> None:
        self.untell("error")
        self._counted = counted
        kind = self.kinds.open_key()
        self.kinds.show_queues(shown_kinds(self.words, counted.kinds, counted.mine, kind), kind)

    def _listing(self, kind: str, order: str) -> Listed[TaskRow, tuple[int, int]]:
        app = self.desk.app
        counted = self._count()
        kinds = () if kind in (ALL, MINE) else (kind,)
        order_id = app.orders.find(order) if order else None
        owner = counted.login if kind == MINE else None
        write = TaskWriter(self.words, counted.zone, app.database.now())

        def read(after: tuple[int, int] | None, limit: int) -> list[TaskRow]:
            found: list[TaskRow] = app.tasks.page(kinds, order_id=order_id, owner=owner, after=after, limit=limit)
            return found

        if order_id is not None:
            total = len(read(None, 1000))
        elif kind == MINE:
            total = counted.mine
        else:
            total = sum(n for one, n in counted.kinds.items() if not kinds or one in kinds)
        return total, KeyListing(read, lambda row: row.key, write)

    # choosing

    def _open_kind(self, kind: str) -> None:
        self._order = ""
        self._show_list(kind)

    def _show_list(self, kind: str) -> None:
        self.reader.read(None)
        self.pane.show_nothing()
        self.list.show_listing(partial(self._listing, kind, self._order))  # type: ignore[arg-type]

    def show_subject(self, subject: object) -> None:
        """Show the tasks of the order with this number."""
        self._order = str(subject)
        self.kinds.show_queues(shown_kinds(self.words, self._counted.kinds, self._counted.mine, ALL), ALL)
        self._show_list(ALL)

    def _what(self) -> str:
        kind = self.kinds.open_key()
        if self._order:
            return self.words("tasks.of_order", number=self._order)
        return self.words(f"tasks.{kind}" if kind in (ALL, MINE) else f"task.{kind}")

    def _title(self, total: int) -> None:
        words = self.words
        whole = self.kinds.open_key() == ALL and not self._order
        sub = words("tasks.sub", n=total) if whole else words("tasks.sub_of", what=self._what(), n=total)
        self.header.set_titles(words("page.tasks"), sub if total else "" if whole else self._what())

    def _look(self, row: Row) -> None:
        task = row.facts
        if isinstance(task, TaskRow):
            self._wanted = task.id
            self.reader.read(task.order_id)

    def _show(self, seen: Seen) -> None:
        told = next((task for task in seen.tasks if task.id == self._wanted), None)
        if told is not None:
            self.pane.show_task(told, seen, self._counted.login)

    def _show_emptiness(self) -> None:
        words, kind = self.words, self.kinds.open_key()
        self.reader.read(None)
        self.pane.show_nothing(choosable=False)
        if kind == ALL and not self._order:
            state = EmptyState(words("tasks.none"), words("tasks.none_advice"), action=words("tasks.go_orders"))
            state.acted.connect(lambda: self.desk.shell.open_page("orders"))
        else:
            mine = kind == MINE and not self._order
            sentence = words("tasks.none_mine") if mine else words("tasks.none_of_kind", what=self._what())
            advice = words("tasks.none_mine_advice") if mine else ""
            state = EmptyState(sentence, advice, action=words("tasks.show_all"))
            state.acted.connect(self._show_all)
        self.list.show_empty(state)

    def _show_all(self) -> None:
        self.kinds.show_queues(shown_kinds(self.words, self._counted.kinds, self._counted.mine, ALL), ALL)
        self._open_kind(ALL)
        self.list.table.setFocus()

    # doing

    def _take(self, offered: Offered) -> None:
        if self.pane.seen is not None:
            self.deeds.take(offered, self.pane.seen)

    def _do_own(self, name: str) -> None:
        task, shell = self.pane.told, self.desk.shell
        if task is None:
            return
        own = {
            TAKE: lambda: self.owners.take(task),
            LEAVE: lambda: self.owners.leave(task),
            GIVE: lambda: self.owners.give(task),
            OPEN: lambda: shell.open_page("orders", task.number),
            BRING_IN: lambda: shell.open_page("importing"),
            NEW_PRODUCT: lambda: self.products.add(*unknown_goods(task, self.pane.seen)),
        }
        own[name]()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()


def unknown_goods(task: TaskRow, seen: Seen | None) -> tuple[str, str, str, str]:
    """What an order says of goods that nobody knows: code, name, variant, and whose they are."""
    lines = seen.view.lines if seen is not None else ()
    found = ((line.sku, line.name, line.spec) for line in lines if line.id == task.line_id)
    return (*next(found, ("", "", "")), seen.view.seller if seen is not None else "")

"""The task at the right: what happened, its order, the other tasks of it, and what solves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_oms.domain.entities import Task
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.tasks import TaskRow
from ui.deeds.deeds import Offered, offered
from ui.deeds.moments import moment, span
from ui.deeds.seen import Seen
from ui.deeds.solving import detail_words, difference_words
from ui.shared.action_bar import ActionBar
from ui.shared.buttons import Button
from ui.shared.cards import Card, clear_layout, label
from ui.shared.chips import Chip, StatusChip
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import LinkButton, link_row
from ui.shared.scrolling import bar_in_margin
from ui.tasks.task_actions import shown_actions

WIDE = 424
MARGIN = 16


class TaskPane(QFrame):
    """Shows one task with its order; says what was asked for.  It decides nothing."""

    asked = Signal(object)  # Offered
    asked_own = Signal(str)  # an action of the page: take, give, leave, open the order, bring a file in
    other_asked = Signal(object)  # TaskRow
    reveal_asked = Signal(object, object)  # OrderView, TaskRow

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "tasks.pane", words("tasks.pane"))
        self._words = words
        self.seen: Seen | None = None
        self.told: TaskRow | None = None
        self._revealed: TaskRow | None = None
        self.differences: DifferencesCard | None = None
        self._found: dict[str, Offered] = {}
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDE)
        self._head = QWidget()
        self._head_rows = QVBoxLayout(self._head)
        self._head_rows.setContentsMargins(MARGIN, 14, MARGIN, 8)
        self._head_rows.setSpacing(8)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(MARGIN, 4, MARGIN, 12)
        self._cards.setSpacing(10)
        inner = QWidget()
        inner.setProperty("ground", "none")
        inner.setLayout(self._cards)
        self.area = named(QScrollArea(), "tasks.cards", words("tasks.pane"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        bar_in_margin(self.area, self._cards)
        self.bar = ActionBar(words("tasks.actions"), words("shell.more"))
        self.bar.setFixedWidth(WIDE - 1)
        self.bar.acted.connect(self._say_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self.area, self.bar):
            column.addWidget(part, 1 if part is self.area else 0)
        self.show_nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDE, 300)

    def show_nothing(self, *, choosable: bool = True) -> None:
        """No task is chosen, or there is none that could be."""
        self.seen = self.told = None
        self._head.hide()
        self.bar.hide()
        clear_layout(self._cards)
        self._cards.addStretch(1)
        hint = label(self._words("tasks.choose_one") if choosable else "", tone="muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards.addWidget(hint)
        self._cards.addStretch(1)

    def show_task(self, told: TaskRow, seen: Seen, login: str) -> None:
        """Show a task; nothing moves when nothing changed.  `login` is who sits here, "" as long as nobody said."""
        before = self.told, self.seen.view if self.seen else None
        if before == (told, seen.view):
            return
        task = next((one for one in seen.view.tasks if one.id == told.id), None)
        if task is None:
            return
        same = self.told is not None and self.told.id == told.id
        place = self.area.verticalScrollBar().value() if same else 0
        if not same or told != self.told:
            self._revealed = None
        self.told, self.seen = told, seen
        self._show_head(told, seen)
        self._show_actions(task, told, seen, login)
        clear_layout(self._cards)
        self._add(what_card(self._words, seen.view, task, told))
        if told.differences:
            self.differences = DifferencesCard(self._words, seen.view, self._revealed or told)
            self.differences.reveal_asked.connect(lambda: self.reveal_asked.emit(seen.view, told))
            self._add(self.differences)
        order = order_card(self._words, seen.view)
        self._add(order)
        others = [one for one in seen.tasks if one.id != told.id]
        if others:
            self._add(self._others_card(others))
        self._cards.addStretch(1)
        self._cards.activate()
        self.area.verticalScrollBar().setValue(place)

    def reveal(self, told: TaskRow) -> None:
        """Show both sides in full, as long as this task is open."""
        if self.told is not None and self.told.id == told.id and self.differences is not None:
            self._revealed = told
            self.differences.show_sides(told)

    def _add(self, card: QWidget) -> None:
        self._cards.addWidget(card)
        card.show()  # at once, or the place scrolled to would not be there yet

    def _show_head(self, told: TaskRow, seen: Seen) -> None:
        words, view = self._words, seen.view
        clear_layout(self._head_rows)
        self._head_rows.addWidget(label(words(f"task.{told.kind}"), style="title", wrap=True))
        blocks = "tasks.blocks" if told.blocking else "tasks.blocks_nothing"
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(Chip(words(blocks), "trouble" if told.blocking else "neutral", "alert"))
        owner = words("tasks.owned_by", owner=told.owner) if told.owner else words("tasks.owned_by_none")
        chips.addWidget(label(owner, style="secondary", tone="" if told.owner else "muted"))
        chips.addStretch(1)
        self._head_rows.addLayout(chips)
        time = moment(words, told.opened_at, view.time_zone, seen.now)
        since = words("tasks.since", time=time, span=span(words, seen.now - told.opened_at))
        self._head_rows.addWidget(label(since, style="secondary", tone="muted", wrap=True))
        for number in range(self._head_rows.count()):
            item = self._head_rows.itemAt(number)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.show()
        self._head.show()

    def _show_actions(self, task: Task, told: TaskRow, seen: Seen, login: str) -> None:
        focused = self.bar.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        found = offered(seen.view)
        self._found = {one.name: one for one in found}
        self.bar.show_actions(shown_actions(self._words, seen, task, told, found, login))
        self.bar.show()
        again = self.bar.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _others_card(self, others: Sequence[TaskRow]) -> Card:
        card = Card(self._words("tasks.card.others"))
        for other in others:
            link = LinkButton(f"tasks.other.{other.kind}.{other.id}", self._words(f"task.{other.kind}"))
            link.clicked.connect(lambda _on=False, row=other: self.other_asked.emit(row))
            row = link_row(link)
            row.addStretch(1)
            card.content.addLayout(row)
        return card

    def _say_asked(self, name: str) -> None:
        if name in self._found:
            self.asked.emit(self._found[name])
        else:
            self.asked_own.emit(name)

    def offers(self) -> Sequence[Offered]:
        """Everything the order is in the right state for."""
        return list(self._found.values())

    def take_focus(self) -> None:
        """The keyboard goes to the step that solves the task."""
        standing = [button for button in self.bar.findChildren(Button) if button.isVisible()]
        if standing:
            standing[0].setFocus()

    def say(self, words: str) -> None:
        """A sentence above the actions: why something was refused."""
        self.bar.say(words)


def what_card(words: Words, view: OrderView, task: Task, told: TaskRow) -> Card:
    """What the task is about, and what to do, in words."""
    card = Card(words("tasks.card.what"))
    card.content.setSpacing(6)
    detail = detail_words(words, view, task)
    if task.kind == "address_incomplete":
        detail = words("tasks.lacks", parts=detail)
    for line in (told.goods, detail):
        if line and line not in told.goods[:-1]:
            card.content.addWidget(label(line, bold=True, wrap=True))
    card.content.addWidget(label(words(f"task_help.{task.kind}"), wrap=True))
    return card


class DifferencesCard(Card):
    """Both sides of what the shop changed, side by side; `reveal_asked` when somebody wants to see the receiver."""

    reveal_asked = Signal()

    def __init__(self, words: Words, view: OrderView, told: TaskRow) -> None:
        super().__init__(words("tasks.card.differences"))
        self._words, self._view = words, view
        self.show_sides(told)

    def show_sides(self, told: TaskRow) -> None:
        """Show them, with a link to see what is masked."""
        self.clear()
        words, grid = self._words, QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, head in enumerate(("tasks.field", "tasks.ours", "tasks.shop")):
            grid.addWidget(label(words(head), style="secondary", tone="muted"), 0, place)
        for line, one in enumerate(told.differences, start=1):
            field, ours, shop = difference_words(words, one, self._view.currency)
            cells = (
                label(field, style="secondary", tone="muted", wrap=True),
                label(ours, wrap=True),
                label(shop, tone="attention", bold=True, wrap=True),
            )
            for place, cell in enumerate(cells):
                grid.addWidget(cell, line, place, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(grid)
        if told.masked:
            link = LinkButton("tasks.reveal", words("orders.reveal"))
            link.clicked.connect(self.reveal_asked)
            row = link_row(link, above=4)
            row.addStretch(1)
            self.content.addLayout(row)


def order_card(words: Words, view: OrderView) -> Card:
    """The order in short: number, status, goods, receiver."""
    card = Card(words("tasks.card.order"))
    card.content.setSpacing(6)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(view.number, style="section"))
    head.addWidget(StatusChip(f"status.{view.status}", words(f"status.{view.status}")))
    head.addStretch(1)
    card.content.addLayout(head)
    shop = f"{view.channel} {view.external_no}".strip()
    card.content.addWidget(label(shop, style="secondary", tone="muted", wrap=True))
    for line in view.lines:
        goods = " ".join(part for part in (line.name or line.sku, line.spec) if part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(goods, tone="" if line.known else "trouble", wrap=True), 1)
        row.addWidget(label(words("orders.times", n=line.qty)), 0, Qt.AlignmentFlag.AlignTop)
        card.content.addLayout(row)
    to = view.receiver
    who = "  ".join(part for part in (to.name, to.phone) if part)
    for told in (who, to.address):
        if told:
            card.content.addWidget(label(told, style="secondary", tone="muted", wrap=True))
    return card

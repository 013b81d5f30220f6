"""The order at the right: its head with the line of its life, its cards, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.entities import OPEN_FULFILMENT
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.tasks import Revealed, TaskRow
from ui.deeds.action_words import shown_actions
from ui.deeds.deeds import Offered, offered
from ui.deeds.history_card import HistoryCard
from ui.deeds.moments import moment, past
from ui.deeds.review_card import review_card
from ui.deeds.seen import Seen
from ui.deeds.sending_cards import parcel_card, parts_card
from ui.orders.beside_card import beside_card
from ui.orders.goods_card import lines_card
from ui.orders.money_cards import ReceiverCard, money_card, widest_sum
from ui.orders.trouble_cards import cases_card, holds_card, tasks_card
from ui.shared.action_bar import ActionBar
from ui.shared.buttons import Button
from ui.shared.cards import clear_layout, label
from ui.shared.chips import StatusChip
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.scrolling import bar_in_margin
from ui.shared.stepper import Branch, Step, Stepper
from ui.shared.tokens import ORDER_PANE, SCROLL_BAR, TITLE

MARGIN = 16
BESIDE = (ORDER_PANE - 1 - 2 * MARGIN - SCROLL_BAR - 12) // 2 - 34  # room of an amount while two cards share the width
PAPERS = 28


class _Head(QWidget):
    """Number, chips, where it came from, stepper."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.number = label(style="title")
        self.number.setAccessibleName("")
        self.source = label(style="secondary", tone="muted", wrap=True)
        self.stepper = Stepper()
        word = words("papers.button")
        self.papers = Button("orders.papers", "", "ghost", icon="file", label=word, height=PAPERS)
        self.papers.setShortcut("Ctrl+P")
        self._chips, self._more = QHBoxLayout(), QHBoxLayout()
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.number)
        first.addLayout(self._chips)
        first.addStretch(1)
        first.addWidget(self.papers)
        for row in (self._chips, self._more):
            row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 4)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(self._more)
        column.addWidget(self.source)
        column.addWidget(self.stepper)

    def show_view(self, view: OrderView, now: int) -> None:
        """Show another order, or the same one as it is now."""
        words = self._words
        self.number.setText(view.number)
        self._show_chips(view)
        placed = words("orders.placed", time=moment(words, view.placed_at, view.time_zone, now))
        senders = words("orders.list_sign").join(dict.fromkeys(part.sender for part in view.parts if part.sender))
        facts = (f"{view.channel} {view.external_no}".strip(), placed, senders)
        self.source.setText(" · ".join(part for part in facts if part))
        steps, branches = life_line(words, view, now)
        self.stepper.show_steps(steps, branches)

    def _show_chips(self, view: OrderView) -> None:
        for row in (self._chips, self._more):
            clear_layout(row)
        room = ORDER_PANE - 20 - MARGIN - 24 - self.papers.sizeHint().width() - advance(view.number, TITLE, True)
        for key in (f"status.{view.status}", *(f"badge.{badge}" for badge in view.badges)):
            chip = StatusChip(key, self._words(key))
            room -= chip.sizeHint().width() + 6
            (self._chips if room > 0 else self._more).addWidget(chip)
        if self._more.count():
            self._more.addStretch(1)


def life_line(words: Words, view: OrderView, now: int) -> tuple[list[Step], list[Branch]]:
    """The stepper of an order: seven stops, and the branches it may still take (or is on)."""
    steps = [
        Step(
            words(f"status.{stop.status}"),
            past(words, stop.at, view.time_zone, now) if stop.at else "",
            "done" if stop.state == "done" else "current" if stop.state == "current" else "to_come",
        )
        for stop in view.stops
    ]
    at = next((place for place, stop in enumerate(view.stops) if stop.state == "current"), len(view.stops) - 1)
    branches = [
        Branch(
            at, tuple(Step(words(f"status.{one}"), "", "current" if one == view.status else "to_come") for one in chain)
        )
        for chain in view.branches
    ]
    return steps, branches


class OrderPane(QFrame):
    """Shows one order; says which deed was asked for.  It decides nothing."""

    asked = Signal(object)  # Offered
    reveal_asked = Signal(object)  # OrderView
    papers_asked = Signal(object)  # the order's key

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "orders.pane", words("orders.pane"))
        self._words = words
        self.seen: Seen | None = None
        self._found: dict[str, Offered] = {}
        self._revealed: Revealed | None = None
        self._masked: tuple[TaskRow, ...] = ()  # the tasks as they stood when the order was revealed
        self._whole_history = False
        self._frozen = ""
        self.receiver: ReceiverCard | None = None
        self.setProperty("edge", "left")
        self.setFixedWidth(ORDER_PANE)
        self._head = _Head(words)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(MARGIN, 8, MARGIN, 12)
        self._cards.setSpacing(10)
        self._inner = QWidget()
        self._inner.setProperty("ground", "none")
        self._inner.setLayout(self._cards)
        self.area = named(QScrollArea(), "orders.cards", words("orders.pane"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(self._inner)
        bar_in_margin(self.area, self._cards)
        self.area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.bar = ActionBar(words("orders.actions"), words("shell.more"))
        self.bar.setFixedWidth(ORDER_PANE - 1)
        self.bar.acted.connect(self._say_asked)
        self._head.papers.clicked.connect(lambda: self.papers_asked.emit(self.seen.view.id) if self.seen else None)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self.area, self.bar):
            column.addWidget(part, 1 if part is self.area else 0)
        self.show_nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(ORDER_PANE, 300)

    # showing

    def show_nothing(self, *, choosable: bool = True) -> None:
        """No order is chosen, or there is none that could be."""
        self.seen = None
        self._head.hide()
        self.bar.hide()
        clear_layout(self._cards)
        self._cards.addStretch(1)
        hint = label(self._words("orders.choose_one") if choosable else "", tone="muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards.addWidget(hint)
        self._cards.addStretch(1)

    def show_order(self, seen: Seen) -> None:
        """Show an order; the same one as before keeps its place, and nothing moves when nothing changed."""
        before = self.seen
        same = before is not None and before.view.id == seen.view.id
        if before is not None and (before.view, before.tasks, before.beside) == (seen.view, seen.tasks, seen.beside):
            return
        if not same:
            self._revealed, self._whole_history = None, False
        self.seen = seen
        place = self.area.verticalScrollBar().value() if same else 0
        self._head.show_view(seen.view, seen.now)
        self._head.show()
        self._show_actions(seen)
        self._lay_cards(seen, place)

    def _lay_cards(self, seen: Seen, place: int) -> None:
        self._show_cards(seen)
        self._cards.activate()
        self._inner.adjustSize()
        self.area.verticalScrollBar().setValue(place)

    def _show_actions(self, seen: Seen) -> None:
        view = seen.view
        focused = self.bar.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        found = offered(view, seen.beside)
        self._found = {one.name: one for one in found}
        self.bar.show_actions(shown_actions(self._words, view, found, self._frozen), reason=self._frozen or None)
        self.bar.show()
        again = self.bar.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _show_cards(self, seen: Seen) -> None:
        words, view, now = self._words, seen.view, seen.now
        found = list(self._found.values())
        clear_layout(self._cards)
        if any(task.state == "open" for task in view.tasks):
            self._add(tasks_card(words, view, found, self._tasks(seen.tasks)))
        beside = beside_card(words, seen.beside, found)
        if beside is not None:
            self._add(beside)
        holds = [hold for hold in view.holds if hold.state == "live"]
        if holds:
            self._add(holds_card(words, view, holds, found, now))
        self._add(lines_card(words, view))
        self._add_money_and_receiver(view, now)
        for parcel in sorted(view.parcels, key=lambda one: (one.state == "void", -one.seq)):
            self._add(parcel_card(words, view, parcel, now))
        parts = [part for part in view.parts if part.state in OPEN_FULFILMENT]
        if parts:
            self._add(parts_card(words, parts))
        if view.cases or view.refunds:
            self._add(cases_card(words, view, found))
        if view.reviews:
            self._add(review_card(words, view, now))
        history = HistoryCard(words, view, now, whole=self._whole_history, trail=True)
        history.unfolded.connect(self._keep_unfolded)
        self._add(history)
        self._cards.addStretch(1)

    def _add(self, card: QWidget) -> None:
        asked = getattr(card, "asked", None)
        if asked is not None:
            asked.connect(self.asked)
        said = getattr(card, "said", None)
        if said is not None:
            said.connect(self.say)
        self._cards.addWidget(card)
        card.show()  # at once: Qt would show it at the next turn, and the place scrolled to would not be there yet

    def _add_money_and_receiver(self, view: OrderView, now: int) -> None:
        beside = widest_sum(self._words, view) <= BESIDE
        row: QBoxLayout = QHBoxLayout() if beside else QVBoxLayout()
        row.setSpacing(12 if beside else 10)
        self.receiver = ReceiverCard(self._words, view)
        self.receiver.reveal_asked.connect(lambda: self.reveal_asked.emit(view))
        if self._revealed is not None:
            self.receiver.show_receiver(self._revealed.receiver, masked=False)
        money = money_card(self._words, view, now)
        for card in (money, self.receiver):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(card, 1)
        self._cards.addLayout(row)
        for card in (money, self.receiver):
            card.show()

    def _keep_unfolded(self) -> None:
        self._whole_history = True

    def reveal(self, found: Revealed) -> None:
        """Show the receiver, and what the shop changed of it, in full as long as this order is open."""
        if self.seen is None:
            return
        self._revealed, self._masked = found, self.seen.tasks
        self._lay_cards(self.seen, self.area.verticalScrollBar().value())

    def _tasks(self, told: Sequence[TaskRow]) -> list[TaskRow]:
        """The order's tasks, in full where they are what somebody asked to see."""
        whole = {one.id: one for one in self._revealed.tasks} if self._revealed else {}
        return [whole.get(one.id, one) if one in self._masked else one for one in told]

    # what can be done

    def offers(self) -> Sequence[Offered]:
        """Everything this order is in the right state for."""
        return list(self._found.values())

    def _say_asked(self, name: str) -> None:
        if name in self._found:
            self.asked.emit(self._found[name])

    def take_focus(self) -> None:
        """The keyboard goes to the first of the actions."""
        standing = [button for button in self.bar.findChildren(Button) if button.isVisible()]
        if standing:
            standing[0].setFocus()

    def say(self, words: str) -> None:
        """A sentence above the actions: why something was refused."""
        self.bar.say(words)

    def freeze(self, reason: str) -> None:
        """While the database is out of reach every action is refused, for this reason; "" thaws."""
        if reason == self._frozen:
            return
        self._frozen = reason
        if self.seen is not None:
            self._show_actions(self.seen)

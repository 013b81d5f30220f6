"""The cards side by side: the order's money, and who gets the goods, masked until somebody asks with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from desktop_oms.formats import money
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.receivers import Receiver
from ui.deeds.moments import past
from ui.shared import theme
from ui.shared.cards import Card, Rule, clear_layout, label, pair
from ui.shared.fonts import advance
from ui.shared.icons import pixmap
from ui.shared.messages import Words
from ui.shared.notices import LinkButton, link_row
from ui.shared.tokens import BODY, SECONDARY, SECTION

SUMS = frozenset({"total"})  # stand below a line, in bold
LATER = frozenset({"captured", "waived", "open", "refund_on_its_way", "refunded", "over_refunded"})
TONES = {"open": "attention", "refunded": "reverse", "refund_on_its_way": "reverse", "over_refunded": "trouble"}


def widest_sum(words: Words, view: OrderView) -> float:
    """How wide the card's widest line is, in pixels: with large amounts it does not fit beside the receiver."""
    widest = 0.0
    for name, amount in view.money:
        word, shown = words(f"orders.money.{name}"), money(amount, view.currency, words.language)
        is_sum = name in SUMS
        left = advance(word, BODY if is_sum else SECONDARY, is_sum)
        widest = max(widest, left + 8 + advance(shown, SECTION if is_sum else BODY, is_sum))
    return widest


def money_card(words: Words, view: OrderView, now: int) -> Card:
    """What it costs, what was paid and how, what is owed or went back."""
    card = Card(words("orders.card.money"))
    for name, amount in view.money:
        shown = money(amount, view.currency, words.language)
        is_sum = name in SUMS
        if is_sum:
            card.content.addWidget(Rule())
        tone = TONES.get(name, "" if is_sum else "muted")
        left = label(words(f"orders.money.{name}"), style="" if is_sum else "secondary", tone=tone, bold=is_sum)
        right = label(
            shown, style="section" if is_sum else "secondary" if name in LATER else "", tone=TONES.get(name, "")
        )
        card.content.addLayout(pair(left, right))
    for payment in view.payments:
        if payment.state in ("captured", "pending", "promised"):
            key = f"orders.provider.{payment.provider}"
            how = words(key) if words.knows(key) else payment.provider
            when = past(words, payment.at, view.time_zone, now) if payment.at else ""
            state = "" if payment.state == "captured" else words(f"state.payment.{payment.state}")
            told = " · ".join(part for part in (how[:1].upper() + how[1:], when) if part)
            told = f"{told}\n{state}" if state else told
            card.content.addWidget(label(told, style="secondary", tone="muted", wrap=True))
    card.content.addStretch(1)
    return card


class ReceiverCard(Card):
    """Name, phone and address; `reveal_asked` when somebody wants to see all of it."""

    reveal_asked = Signal()

    def __init__(self, words: Words, view: OrderView) -> None:
        super().__init__(words("orders.card.receiver"))
        self._words, self._view = words, view
        self._inner = QVBoxLayout()
        self._inner.setSpacing(2)
        self.content.addLayout(self._inner)
        self.content.addStretch(1)
        self.show_receiver(view.receiver, masked=True)

    def show_receiver(self, receiver: Receiver, *, masked: bool) -> None:
        """Show the receiver; while it is masked by us there is a link to see it."""
        clear_layout(self._inner)
        words = self._words
        who = "  ".join(part for part in (receiver.name, receiver.phone) if part)
        self._inner.addWidget(label(who or words("orders.nothing"), wrap=True))
        if receiver.address:
            self._inner.addWidget(label(receiver.address, style="secondary", tone="muted", wrap=True))
        if receiver.problems:
            parts = words("orders.list_sign").join(words(f"orders.address.{part}") for part in receiver.problems)
            missing = label(words("orders.address_lacks", parts=parts), style="secondary", tone="trouble", wrap=True)
            self._inner.addWidget(missing)
        for whose, note in self._view.notes:
            self._inner.addLayout(self._note(words(f"orders.note.{whose}"), note))
        if masked and receiver.masked and receiver.name:
            link = LinkButton("receiver.reveal", words("orders.reveal"))
            link.clicked.connect(self.reveal_asked)
            row = link_row(link, above=2)
            row.addStretch(1)
            self._inner.addLayout(row)

    @staticmethod
    def _note(whose: str, note: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        sign = QLabel()
        sign.setPixmap(pixmap("note", theme.color("attention"), 14, sign.devicePixelRatioF(), 2))
        sign.setFixedSize(14, 18)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = label(note, style="secondary", tone="attention", wrap=True)
        words.setAccessibleName(f"{whose} {note}")
        row.addWidget(words, 1)
        return row

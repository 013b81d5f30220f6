"""The right of the page: what the buyer pays, what still lacks, and how it is paid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.formats import money, money_plain
from desktop_oms.services.entry import PAYMENTS, OpenDraft, Paying
from ui.deeds.fields import minor_units
from ui.shared.buttons import Button
from ui.shared.cards import Card, clear_layout, label
from ui.shared.forms import Choice, FormRow, TextField
from ui.shared.messages import Words
from ui.shared.naming import named

WIDE = 320
ROWS = ("goods", "discount", "shipping")


class MoneyForm(QFrame):
    """Discount, shipping, the total, what lacks, and the payment."""

    changed = Signal()
    copy_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "entry.money", words("entry.money"))
        self._words = words
        self.currency = "CNY"
        self.lacks: list[str] = []
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDE)
        self.discount = TextField("entry.discount", words("entry.discount"), prompt="0.00")
        self.shipping = TextField("entry.shipping", words("entry.shipping"), prompt="0.00")
        self.total = label("", style="figure")
        self.goods = label("", bold=True)
        self.way = Choice("entry.way", words("entry.way"), [(way, words(f"entry.way.{way}")) for way in PAYMENTS])
        self.txn = TextField("entry.txn", words("entry.txn"))
        self.txn_row = FormRow(words("entry.txn"), self.txn)
        self.copy = Button("entry.copy", words("entry.copy"), icon="link")
        self.lacking = Card(words("entry.lacking"))
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._amounts())
        column.addWidget(self._payment())
        column.addWidget(self.lacking)
        column.addStretch(1)
        for field in (self.discount, self.shipping):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.way.currentIndexChanged.connect(lambda _at: self._show_way())
        self.txn.textEdited.connect(lambda _text: self.changed.emit())
        self.copy.clicked.connect(self.copy_asked)
        self._show_way()

    def _amounts(self) -> Card:
        card = Card(self._words("entry.money"))
        card.content.setSpacing(8)
        for word, value in (("entry.goods_worth", self.goods), ("entry.discount", self.discount)):
            card.content.addLayout(_pair(label(self._words(word), tone="muted"), value))
        card.content.addLayout(_pair(label(self._words("entry.shipping"), tone="muted"), self.shipping))
        card.content.addLayout(_pair(label(self._words("entry.total"), bold=True), self.total))
        for field in (self.discount, self.shipping):
            field.setFixedWidth(120)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return card

    def _payment(self) -> Card:
        card = Card(self._words("entry.payment"))
        card.content.setSpacing(8)
        card.content.addWidget(FormRow(self._words("entry.way"), self.way))
        card.content.addWidget(self.txn_row)
        card.content.addWidget(self.copy)
        return card

    def _show_way(self) -> None:
        way = self.way.chosen()
        self.txn_row.setVisible(way == "transfer")
        self.copy.setVisible(way == "later")
        self.changed.emit()

    def amounts(self) -> tuple[int, int]:
        """Discount and shipping in minor units; raises `amount_not_read`."""
        discount, shipping = (field.text().strip() or "0" for field in (self.discount, self.shipping))
        return minor_units(discount, self.currency), minor_units(shipping, self.currency)

    def paying(self) -> Paying:
        """How it is paid."""
        return Paying(self.way.chosen(), self.txn.text().strip())

    def show_sums(self, goods: int | None, total: int | None, lacking: Sequence[str]) -> None:
        """Show the sums (None: an amount cannot be read) and what still lacks before the order can be submitted."""
        for shown, amount in ((self.goods, goods), (self.total, total)):
            shown.setText("–" if amount is None else money(amount, self.currency, self._words.language))
        if list(lacking) == self.lacks:
            return
        self.lacks = list(lacking)
        clear_layout(self.lacking.content)
        for sentence in lacking:
            self.lacking.content.addWidget(label(sentence, style="secondary", wrap=True))
        self.lacking.setVisible(bool(lacking))

    def show_form(self, seen: OpenDraft) -> None:
        """Show the amounts of a draft as it was saved."""
        self.currency = seen.currency
        for field, amount in ((self.discount, seen.form.discount), (self.shipping, seen.form.shipping)):
            field.setText(money_plain(amount, seen.currency) if amount else "")


def _pair(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row

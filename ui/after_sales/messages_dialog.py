"""A message to the buyer, drafted from a template with the facts of the case filled in, to be copied into the shop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.case_steps import amount_words
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.forms import Choice, FormRow
from ui.shared.messages import Words
from ui.shared.naming import named

TEMPLATES = ("more_pictures", "approved", "send_back", "received", "rejected")


class MessageDialog(QDialog):
    """Chooses a template, shows its words to be changed, copies them."""

    copied = Signal()

    def __init__(self, parent: QWidget, words: Words, seen: CaseSeen) -> None:
        super().__init__(parent)
        title = words("cases.message_title", case=seen.detail.number)
        named(self, "message", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(560)
        self._words, self._seen = words, seen
        choices = [(name, words(f"cases.template.{name}")) for name in TEMPLATES]
        self.template = Choice("message.template", words("cases.template"), choices, self._likely())
        self.text = named(QPlainTextEdit(), "message.text", words("cases.message"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(150)
        self.copy = Button("message.copy", words("cases.copy"), "primary", icon="note")
        self.copy.setDefault(True)
        self.way_back = Button("message.way_back", words("shell.cancel"), key="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        column.addWidget(FormRow(words("cases.template"), self.template))
        column.addWidget(self.text)
        column.addWidget(label(words("cases.message_note"), style="secondary", tone="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.way_back)
        column.addLayout(row)
        self.template.currentIndexChanged.connect(lambda _place: self._fill())
        self.copy.clicked.connect(self._copy)
        self.way_back.clicked.connect(self.reject)
        self._fill()
        self.copy.setFocus()

    def _likely(self) -> str:
        by_state = {"requested": "more_pictures", "awaiting_return": "send_back", "received": "received"}
        return by_state.get(self._seen.detail.row.state, "approved")

    def _fill(self) -> None:
        detail, words = self._seen.detail, self._words
        goods = words("orders.list_sign").join(
            " ".join(part for part in (unit.name or unit.sku, unit.spec) if part)
            for unit in detail.units
            if unit.claimed
        )
        address = self._seen.return_to or words("orders.nothing")
        shop_number = detail.order.external_no or detail.row.number
        told = words(
            f"cases.template_words.{self.template.chosen()}",
            case=detail.number,
            order=shop_number,
            goods=goods or words("orders.nothing"),
            amount=amount_words(words, detail),
            address=address,
        )
        self.text.setPlainText(told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()
        self.accept()

"""What is said beside a case: a message to the buyer from a template, to be copied, or a note; both are kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.forms import Choice, FormRow
from ui.shared.messages import Words
from ui.shared.naming import named

OWN = ("note", "buyer")  # kept beside the case, told to nobody
LIKELY: Mapping[str, str] = {
    "requested": "agreed_refund",
    "awaiting_return": "agreed_return",
    "received": "goods_arrived",
    "rejected": "refused",
    "completed": "refunded",
    "replacing": "replaced",
}


class MessageDialog(QDialog):
    """Chooses a template, shows its words to be changed; `decided(kind, template, text)`."""

    decided = Signal(str, str, str)

    def __init__(self, parent: QWidget, words: Words, case: str, state: str, texts: Mapping[str, str]) -> None:
        """`texts` are the templates with the facts of the case filled in, by name."""
        super().__init__(parent)
        title = words("cases.message_title", case=case)
        named(self, "message", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(560)
        self._words, self._texts, self._under_way = words, texts, False
        choices = [(name, words(f"cases.template.{name}")) for name in (*texts, *OWN)]
        self.template = Choice("message.template", words("cases.template"), choices, LIKELY.get(state, "agreed_refund"))
        self.text = named(QPlainTextEdit(), "message.text", words("cases.message"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(150)
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.hide()
        self.deed = Button("message.do", words("cases.copy"), "primary", icon="note")
        self.deed.setDefault(True)
        self.way_back = Button("message.way_back", words("shell.cancel"), key="Esc")
        self.note = label(words("cases.message_note"), style="secondary", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        column.addWidget(FormRow(words("cases.template"), self.template))
        for part in (self.text, self.note, self.refusal):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.deed)
        row.addWidget(self.way_back)
        column.addLayout(row)
        self.template.currentIndexChanged.connect(lambda _place: self._fill())
        self.deed.clicked.connect(self._decide)
        self.way_back.clicked.connect(self.reject)
        self._fill()
        self.deed.setFocus()

    def _fill(self) -> None:
        name = self.template.chosen()
        self.text.setPlainText(self._texts.get(name, ""))
        own = name in OWN
        self.deed.set_word(self._words("cases.keep" if own else "cases.copy"))
        self.note.setText(self._words("cases.note_note" if own else "cases.message_note"))
        if own:
            self.text.setFocus()

    def _decide(self) -> None:
        """A second press while the first is under way would keep it twice."""
        if self._under_way:
            return
        self._under_way = True
        name = self.template.chosen()
        kind, template = (name, "") if name in OWN else ("message", name)
        self.decided.emit(kind, template, self.text.toPlainText())

    def show_refusal(self, words: str) -> None:
        """Say why it was not kept."""
        self._under_way = False
        self.refusal.setText(words)
        self.refusal.show()

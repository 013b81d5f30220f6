"""The dialog around a form: headline, fields, one deed; it stays open until the service has taken what was typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.form import Form
from ui.shared.messages import Words
from ui.shared.naming import named

WIDE = 480


class FormDialog(QDialog):
    """`decided` when the deed is wanted; then the page asks the service and calls `accept` or `show_error`.

    Until it has, a second press does nothing: what is under way is not done twice.
    """

    decided = Signal()

    def __init__(
        self, parent: QWidget, words: Words, name: str, title: str, deed: str, form: Form, note: str = ""
    ) -> None:
        """`deed` is the word of the button, `note` a muted sentence under the title."""
        super().__init__(parent)
        named(self, name, title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDE if form.columns == 1 else WIDE + 140)
        self.form, self._words = form, words
        self._under_way = False
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.setAccessibleName(title)
        self.refusal.hide()
        self.deed = Button(f"{name}.do", deed, "primary")
        self.deed.key = "Enter"  # shown only: the dialog itself gives Enter to its default button
        self.deed.setDefault(True)
        self.way_back = Button(f"{name}.way_back", words("shell.cancel"), "plain", key="Esc")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        if note:
            column.addWidget(label(note, tone="muted", wrap=True))
        column.addWidget(form)
        column.addWidget(self.refusal)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.deed)
        foot.addWidget(self.way_back)
        column.addLayout(foot)
        self.deed.clicked.connect(self._decide)
        self.way_back.clicked.connect(self.reject)
        form.field(form.names()[0]).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need at this width; Qt's own guess leaves gaps between them."""
        super().showEvent(event)
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def _decide(self) -> None:
        if self._under_way:
            return
        self._under_way = True
        self.form.clear_errors()
        self.refusal.hide()
        self.decided.emit()

    def accept(self) -> None:
        """The service has taken it; whoever left meanwhile has no dialog any more."""
        if isValid(self):
            super().accept()

    def show_error(self, error: OmsError) -> None:
        """Say at the field, or under the form, why the service did not do it; nothing where somebody left meanwhile."""
        if not isValid(self):
            return
        self._under_way = False
        if not self.form.show_error(error):
            self.refusal.setText(self._words.error(error))
            self.refusal.show()

"""Dialogs, for decisions that cannot be taken back:

they state the consequence in words, and the default is the safe button.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.naming import named


class ConfirmDialog(QDialog):
    """Asks once more: what will happen (in numbers), the deed, and the way back, which Enter and Esc take."""

    def __init__(
        self, parent: QWidget | None, question: str, consequence: str, deed: str, way_back: str, *, danger: bool = True
    ) -> None:
        super().__init__(parent)
        named(self, "confirm", question)
        self.setWindowTitle(question)
        self.setModal(True)
        self.deed = Button("confirm.deed", deed, "danger" if danger else "primary")
        self.way_back = Button("confirm.way_back", way_back, "plain", key="Esc")
        self.way_back.setDefault(True)
        self.deed.setAutoDefault(False)
        self.deed.clicked.connect(self.accept)
        self.way_back.clicked.connect(self.reject)
        _lay_out(self, question, consequence, self.deed, self.way_back)
        self.way_back.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, question: str, consequence: str, deed: str, way_back: str, *, danger: bool = True
    ) -> bool:
        """Show the dialog and wait; True only when the deed itself was pressed."""
        dialog = cls(parent, question, consequence, deed, way_back, danger=danger)
        decided = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return decided


class NoticeDialog(QDialog):
    """Tells one thing calmly, with one button."""

    def __init__(self, parent: QWidget | None, headline: str, words: str, close: str) -> None:
        super().__init__(parent)
        named(self, "notice", headline)
        self.setWindowTitle(headline)
        self.close_button = Button("notice.close", close, "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        _lay_out(self, headline, words, self.close_button)
        self.close_button.setFocus()


def _lay_out(dialog: QDialog, headline: str, words: str, *buttons: Button) -> None:
    """Headline, sentence, buttons at the right; tab order runs from the deed to the safe button."""
    dialog.setMinimumWidth(440)
    dialog.setMaximumWidth(560)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    head, body = label(headline, style="section", wrap=True), label(words, wrap=True)
    body.setTextInteractionFlags(body.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(head)
    column.addWidget(body)
    column.addSpacing(16)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)

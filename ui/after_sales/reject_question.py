"""Why a request is refused: a reason of the house's list, and the words the buyer gets, proposed with it."""

from __future__ import annotations

from typing import Any

from desktop_oms.domain.reasons import REJECT_REASONS
from ui.deeds.fields import Question
from ui.shared.forms import Choice, FormRow, TextField
from ui.shared.messages import Words


class RejectQuestion(Question):
    """A reason and its words; the words may be changed."""

    def __init__(self, words: Words) -> None:
        super().__init__("reason")
        self._words = words
        choices = [(code, words(f"reject.{code}")) for code in REJECT_REASONS]
        self.code = Choice("reject.code", words("cases.reject_code"), choices)
        self.field = TextField("reject.words", words("cases.reject_words"))
        self.row = FormRow(words("cases.reject_words"), self.field)
        self.column.addWidget(FormRow(words("cases.reject_code"), self.code))
        self.column.addWidget(self.row)
        self.code.currentIndexChanged.connect(lambda _place: self._propose())
        self._propose()

    def _propose(self) -> None:
        self.field.setText(self._words(f"reject.{self.code.chosen()}"))
        self.field.setCursorPosition(0)

    def told(self) -> dict[str, Any]:
        """The words, which the history keeps and the buyer reads."""
        typed = self.field.text().strip()
        return {"reason": typed} if typed else {}

    def show_error(self, words: str) -> None:
        """Mark the words."""
        self.row.show_error(words)

"""The dialog of a deed: what it does to which order, its questions, and the refusal of the service in words.

It stays open until the service has accepted, so nothing typed is lost when an answer was not good enough.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from ui.deeds.fields import Question
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.messages import Words
from ui.shared.naming import named

WIDE = 520
HIGHEST = 460  # of the questions; more of them scroll


class QuestionArea(QScrollArea):
    """The questions one below the other: as high as they are, with what is said of a wrong answer, then they scroll."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Be as high as the questions are now."""
        layout = self._inner.layout()
        if layout is not None:
            self.setFixedHeight(min(HIGHEST, _high(layout, WIDE - 48)))


def _high(layout: QLayout, wide: int) -> int:
    """How high a layout must be at a width; Qt only tells when something in it wraps."""
    return layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()


class DeedDialog(QDialog):
    """Asks what a deed must be told; `decided(args)` when the person wants it done.

    Until `accept`, `show_refusal` or `show_consequence` has answered, a second press does nothing.
    """

    decided = Signal(object)

    def __init__(
        self, parent: QWidget, words: Words, title: str, deed: str, questions: list[Question], *, danger: bool = False
    ) -> None:
        """`title` says which deed on which order, `deed` is the word of the button."""
        super().__init__(parent)
        named(self, "deed", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self._words = words
        self._under_way = False
        self.questions = questions
        self.weighed: dict[str, Any] | None = None  # for what the consequence was shown
        self.difference = 0
        self.seen: OrderView | None = None  # the order as it is since somebody else was faster, and that was told
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.hide()
        self.consequence = label(tone="attention", bold=True, wrap=True)
        self.consequence.hide()
        self.deed = Button("deed.do", deed, "danger" if danger else "primary")
        self.way_back = Button("deed.way_back", words("shell.back" if danger else "shell.cancel"), "plain", key="Esc")
        self._lay_out(title)
        self.deed.clicked.connect(self._decide)
        self.way_back.clicked.connect(self.reject)
        self.deed.setDefault(not danger)
        self.deed.key = None if danger else "Enter"  # shown only: the dialog itself gives Enter to its default button
        self.way_back.setAutoDefault(False)

    def _lay_out(self, title: str) -> None:
        self.setFixedWidth(WIDE)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        inner = QWidget()
        inner.setProperty("ground", "none")
        asked = QVBoxLayout(inner)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(10)
        for question in self.questions:
            asked.addWidget(question)
            question.settled.connect(self.deed.setFocus)
        self._area = QuestionArea(inner)
        column.addWidget(self._area)
        column.addWidget(self.consequence)
        column.addWidget(self.refusal)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.deed)
        row.addWidget(self.way_back)
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever opened the dialog by a key goes on typing: the first field has the keyboard."""
        super().showEvent(event)
        self._fit()
        for question in self.questions[:1]:
            fields = [part for part in question.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
            for field in [question.first] if question.first is not None else fields[:1]:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """As high as its words need at this width; Qt's own guess leaves gaps, or too little room for an error."""
        self._area.fit()
        self._column.activate()
        self.resize(WIDE, _high(self._column, WIDE))

    def question(self, name: str) -> Question:
        """The question of that name."""
        return next(question for question in self.questions if question.name == name)

    def asks(self, name: str) -> bool:
        """True when one of its questions has that name."""
        return any(question.name == name for question in self.questions)

    def _decide(self) -> None:
        if self._under_way:
            return
        told: dict[str, Any] = {}
        readable = True
        for question in self.questions:
            try:
                told |= question.told()
                question.show_error("")
            except OmsError as error:
                question.show_error(self._words.error(error))
                if readable:
                    self._lead_to(question)
                readable = False
        self._fit()
        if readable:
            self.show_refusal("")
            self._under_way = True
            self.decided.emit(told)

    @staticmethod
    def _lead_to(question: Question) -> None:
        """The keyboard goes to the field that was marked as wrong."""
        wrong = [part for part in question.findChildren(QWidget) if part.property("wrong") and part.isVisible()]
        for field in wrong[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_consequence(self, words: str, deed: str) -> None:
        """Say in numbers what will come of it, and what the button does now that it is known."""
        self._under_way = False
        self.consequence.setText(words)
        self.consequence.show()
        self.deed.set_word(deed)
        self.deed.setFocus()
        self._fit()

    def accept(self) -> None:
        """The service has done it; whoever left meanwhile has no dialog any more."""
        if isValid(self):
            super().accept()

    def show_refusal(self, words: str) -> None:
        """Say why the service did not do it; the dialog stays open, if nobody left it meanwhile."""
        if not isValid(self):
            return
        self._under_way = False
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        self._fit()

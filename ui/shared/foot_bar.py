"""The foot of a page: quiet actions at the left, a sentence, the one primary action at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shared import theme
from ui.shared.cards import label
from ui.shared.painting import across
from ui.shared.tokens import FOOT_BAR


class FootBar(QWidget):
    """60 px under the page's content, with a line above; the sentence gives way and wraps when there is little room."""

    def __init__(
        self,
        left: Sequence[QWidget] = (),
        right: Sequence[QWidget] = (),
        sentence: str = "",
        *,
        after_left: bool = False,
    ) -> None:
        """The sentence belongs to what is at the right, or with `after_left` to what is at the left."""
        super().__init__()
        self.setObjectName("foot_bar")
        self.setFixedHeight(FOOT_BAR)
        self._sentence = label(sentence, style="secondary", tone="muted", wrap=True)
        side = Qt.AlignmentFlag.AlignLeft if after_left else Qt.AlignmentFlag.AlignRight
        self._sentence.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 1, 16, 0)  # as the header above
        row.setSpacing(12)
        for widget in left:
            row.addWidget(widget)
        row.addWidget(self._sentence, 1)
        for widget in right:
            row.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)

    def sentence(self) -> str:
        """The sentence now shown."""
        return self._sentence.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, 0, self.width(), "border")

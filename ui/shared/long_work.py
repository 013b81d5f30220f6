"""What stands in the place of the content while long work is done: what, how far, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.shared.buttons import Button
from ui.shared.cards import centred, label
from ui.shared.jobs import Progress
from ui.shared.naming import named

_WIDE = 420


class LongWork(QWidget):
    """Headline, sentence, bar, count and a button that stops the work at its next step."""

    stopped = Signal()

    def __init__(self, name: str, headline: str, sentence: str, stop: str) -> None:
        """`stop` is the word of its button; Esc is its key."""
        super().__init__()
        self.progress = Progress(self)
        self._headline = label(headline, style="title", wrap=True)
        self._sentence = label(sentence, tone="muted", wrap=True)
        self.bar = named(QProgressBar(), f"{name}.progress", headline)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_WIDE)
        self.count = label("", style="secondary", tone="muted")
        self.stop = Button(f"{name}.stop", stop, key="Esc")
        self.stop.clicked.connect(self._stop)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addLayout(centred(self._headline))
        column.addLayout(centred(self._sentence))
        for part in (self.bar, self.count, self.stop):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def begin(self) -> Progress:
        """New work: nothing is done yet.  The work tells this how far it is and looks whether to stop."""
        self.progress.deleteLater()
        self.progress = Progress(self)
        self.progress.told.connect(self._show)
        self.bar.setRange(0, 0)
        self.count.setText("")
        return self.progress

    def _show(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.count.setText(f"{done:,} / {of:,}" if of else f"{done:,}")

    def _stop(self) -> None:
        self.progress.cancel()
        self.stopped.emit()

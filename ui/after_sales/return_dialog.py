"""Counting goods that came back: per line how many are sellable, damaged or wrong, by keys or by scan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.return_bench import ENDS, STOPS, Counted, ReturnLine
from desktop_oms.domain.returns import VERDICTS
from desktop_oms.services.return_bench import ReturnJob
from ui.shared.buttons import Button, CheckBox
from ui.shared.cards import label
from ui.shared.forms import NumberField
from ui.shared.messages import Words
from ui.shared.naming import named

WIDE = 600


class ReturnDialog(QDialog):
    """Counts one parcel; `decided(rest missing)` when the count is to be kept."""

    decided = Signal(bool)

    def __init__(self, parent: QWidget, words: Words, job: ReturnJob) -> None:
        super().__init__(parent)
        title = words("cases.receive_title", case=job.session.case)
        named(self, "receive", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDE)
        self._words, self.job = words, job
        self.fields: dict[int, dict[str, NumberField]] = {}
        self.said = label(words("cases.receive_hint"), tone="muted", wrap=True)
        self.rest = CheckBox("receive.rest", words("cases.rest_missing"))
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.hide()
        self.deed = Button("receive.do", words("cases.receive"), "primary")
        self.deed.setDefault(True)
        self.deed.clicked.connect(self._decide)
        self.way_back = Button("receive.way_back", words("shell.cancel"), key="Esc")
        self.way_back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        column.addLayout(self._lines())
        for part in (self.said, self.rest, self.refusal):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.deed)
        foot.addWidget(self.way_back)
        column.addLayout(foot)
        self._first().setFocus()

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for place, verdict in enumerate(VERDICTS, start=1):
            grid.addWidget(label(self._words(f"orders.count.{verdict}"), style="secondary", tone="muted"), 0, place)
        for row, line in enumerate(self.job.session.lines, start=1):
            goods = _goods(line)
            told = self._words("cases.announced", goods=goods, n=line.qty)
            grid.addWidget(label(told, wrap=True), row, 0)
            self.fields[line.line_id] = {}
            for place, verdict in enumerate(VERDICTS, start=1):
                spoken = f"{goods} {self._words(f'orders.count.{verdict}')}"
                field = NumberField(f"receive.{row}.{verdict}", spoken, highest=line.qty)
                field.setFixedWidth(84)
                field.lineEdit().returnPressed.connect(self._decide)
                self.fields[line.line_id][verdict] = field
                grid.addWidget(field, row, place)
        return grid

    def _first(self) -> NumberField:
        return next(iter(next(iter(self.fields.values())).values()))

    def scan(self, code: str) -> None:
        """A piece, or a command of the bench, was scanned."""
        self._take_typed()
        told = self.job.session.scan(code)
        for line in self.job.session.lines:
            for verdict, field in self.fields[line.line_id].items():
                field.setValue(line.counts[verdict])
        goods = _goods(told.line) if told.line is not None else told.code
        self.said.setText(self._words(f"cases.counted.{told.result.value}", goods=goods, n=told.units))
        self.said.setProperty("tone", "trouble" if told.result in STOPS else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        if told.result in ENDS:
            self.rest.setChecked(told.result == Counted.SHORT)
            self._decide()

    def _take_typed(self) -> None:
        for line in self.job.session.lines:
            for verdict, field in self.fields[line.line_id].items():
                line.counts[verdict] = field.value()

    def _decide(self) -> None:
        self._take_typed()
        self.refusal.hide()
        self.decided.emit(self.rest.isChecked())

    def show_refusal(self, words: str) -> None:
        """Say why the count was not kept."""
        self.refusal.setText(words)
        self.refusal.show()


def _goods(line: ReturnLine) -> str:
    return " ".join(part for part in (line.name or line.sku, line.spec) if part)

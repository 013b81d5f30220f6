"""Work on many orders or cases at once: how far it is, a way to stop, then one row with the result for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.commands import BulkResult
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Jobs, Lane, Progress
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import SkeletonRows
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tokens import ROW_ONE_LINE

Tell = Callable[[int], bool]
Work = Callable[[Tell], Sequence[BulkResult]]


@dataclass(frozen=True, slots=True)
class Task:
    """Bulk work: its title, how many orders, how each is called, and the work itself."""

    title: str
    numbers: Mapping[int, str]
    work: Work
    name: str = ""  # of work whose refused orders can be tried again, and opened
    args: Mapping[str, Any] | None = None
    key: str = ""  # with it once more, an order whose answer got lost on the way is not done twice


class BulkDialog(QDialog):
    """Runs bulk work on the long lane: progress and a way to stop, then one row for each order.

    While it works it cannot be left: Esc and the window's cross stop it, and it stays until it can say what was done.
    """

    ended = Signal(object)  # the results
    opened = Signal(str)  # an order's number
    again = Signal(object)  # the ids of the orders to be taken once more: the refused ones, or those not begun

    def __init__(self, parent: QWidget, words: Words, jobs: Jobs, task: Task) -> None:
        super().__init__(parent)
        named(self, "bulk", task.title)
        self.setWindowTitle(task.title)
        self.setModal(True)
        self.setMinimumSize(880, 440)
        self._words, self._jobs, self._task = words, jobs, task
        self.progress = Progress(self)
        self.results: list[BulkResult] = []
        self._works = False
        self.summary = label(words("orders.bulk.working", done=0, n=len(task.numbers)), wrap=True)
        self.meter = named(QProgressBar(), "bulk.progress", task.title)
        self.meter.setRange(0, max(1, len(task.numbers)))
        self.meter.setTextVisible(False)
        self.model = VirtualTable(self._columns(), jobs, self)
        self.table = RowTable(self.model, "bulk.results", words("orders.bulk.results"), row_height=ROW_ONE_LINE)
        self.waiting = SkeletonRows(words("shell.loading"), row_height=ROW_ONE_LINE)
        self.table.hide()
        self.stop = Button("bulk.stop", words("orders.bulk.stop"), key="Esc")
        self.stop.clicked.connect(self._stop)
        self.close_button = Button("bulk.close", words("shell.close"), "primary")
        self.close_button.clicked.connect(self.accept)
        self.close_button.hide()
        self.retry = Button("bulk.retry", words("orders.bulk.retry"), icon="refresh")
        self.retry.clicked.connect(lambda: self._once_more(self._refused()))
        self.retry.hide()
        self.go_on = Button("bulk.go_on", words("orders.bulk.go_on"), icon="right")
        self.go_on.clicked.connect(lambda: self._once_more(self._not_begun()))
        self.go_on.hide()
        if task.name:
            self.table.row_opened.connect(self._open)
        self._lay_out(task.title)
        self.progress.told.connect(self._show_progress)

    def _columns(self) -> list[Column]:
        words = self._words
        return [
            Column("number", words("orders.column.number"), 104),
            Column("result", words("orders.bulk.result"), 104),
            Column("why", words("orders.bulk.why")),
        ]

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, style="section", wrap=True))
        column.addWidget(self.summary)
        column.addWidget(self.meter)
        column.addWidget(self.waiting, 1)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.stop, self.retry, self.go_on, self.close_button):
            row.addWidget(button)
        column.addLayout(row)

    def start(self) -> None:
        """Show the dialog and begin."""
        self._works = True
        self.open()
        total, progress = len(self._task.numbers), self.progress

        def tell(done: int) -> bool:
            progress.tell(done, total)
            return not progress.cancelled

        self._jobs.change(self, partial(self._task.work, tell), self._show_results, self._show_trouble, lane=Lane.LONG)

    def _stop(self) -> None:
        self.progress.cancel()
        self.summary.setText(self._words("orders.bulk.stopping"))

    def reject(self) -> None:
        """Leave the results; work that is under way is stopped instead."""
        if self._works:
            self._stop()
        else:
            super().reject()

    def _refused(self) -> list[int]:
        return [result.order_id for result in self.results if result.trouble is not None]

    def _not_begun(self) -> list[int]:
        """What nothing was told of, because the work was stopped before."""
        told = {result.order_id for result in self.results}
        return [order_id for order_id in self._task.numbers if order_id not in told]

    def _once_more(self, order_ids: list[int]) -> None:
        self.accept()
        self.again.emit(order_ids)

    def _open(self, row: Row) -> None:
        self.accept()
        self.opened.emit(self._task.numbers.get(row.id, ""))

    def _show_progress(self, done: int, of: int) -> None:
        self.meter.setValue(done)
        if not self.progress.cancelled:
            self.summary.setText(self._words("orders.bulk.working", done=done, n=of))

    def _show_results(self, results: Sequence[BulkResult]) -> None:
        self.results = list(results)
        words, refused, left = self._words, self._refused(), self._not_begun()
        told = [words("orders.bulk.done", n=len(results) - len(refused))]
        if refused:
            told.append(words("orders.bulk.refused", n=len(refused)))
        if left:
            told.append(words("orders.bulk.left", n=len(left)))
        self._end(words("orders.sentence_sign").join(told))
        worked = sorted(results, key=lambda one: one.trouble is None)
        rows = [*(self._row(result) for result in worked), *(self._row_left(order_id) for order_id in left)]
        self.model.show(len(rows), lambda first, count: rows[first : first + count])
        self.retry.setVisible(bool(refused and self._task.name))
        self.go_on.setVisible(bool(left and self._task.name))
        self.ended.emit(self.results)

    def _show_trouble(self, error: OmsError) -> None:
        self._end(self._words.error(error))

    def _end(self, told: str) -> None:
        self._works = False
        self.summary.setText(told)
        self.waiting.hide()
        self.table.show()
        self.meter.hide()
        self.stop.hide()
        self.close_button.show()
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _row(self, result: BulkResult) -> Row:
        words, trouble = self._words, result.trouble
        shown = (
            Cell(words("orders.bulk.row_done"), family="done", icon="check")
            if trouble is None
            else Cell(words("orders.bulk.row_refused"), family="trouble", icon="cross")
        )
        why = Cell(words.error(trouble), tone="trouble") if trouble is not None else Cell()
        return Row(result.order_id, (self._number(result.order_id), shown, why))

    def _row_left(self, order_id: int) -> Row:
        left = Cell(self._words("orders.bulk.row_left"), family="neutral", icon="clock")
        return Row(order_id, (self._number(order_id), left, Cell()))

    def _number(self, order_id: int) -> Cell:
        return Cell(self._task.numbers.get(order_id, ""), bold=True)

"""The steps of an import one above the other, the bar that says where one is, and the buttons that lead back."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.importing.choose_step import ChooseStep
from ui.importing.columns_step import ColumnsStep
from ui.importing.goods_board import GoodsBoard
from ui.importing.order_board import OrderBoard
from ui.importing.step_bar import StepBar
from ui.shared.buttons import Button
from ui.shared.long_work import LongWork
from ui.shared.messages import Words

FILE, COLUMNS, CHECK, IMPORT = range(4)
STEPS = ("file", "columns", "check", "import")


class Stages(QWidget):
    """Shows one step at a time; a board of results is made anew for each file."""

    def __init__(self, words: Words) -> None:
        super().__init__()

        def said(*names: str) -> list[str]:
            return [words(f"importing.{name}") for name in names]

        self.choose, self.mapping = ChooseStep(words), ColumnsStep(words)
        self.looking = LongWork("importing.looking", *said("looking", "looking_more", "cancel"))
        self.running = LongWork("importing.running", *said("running", "running_more", "stop"))
        self.board: OrderBoard | GoodsBoard | None = None
        self.bar = StepBar(said(*(f"step_{step}" for step in STEPS)))
        self.stack = QStackedWidget()
        for step in (self.choose, self.mapping, self.looking, self.running):
            self.stack.addWidget(step)
        self.columns, self.other_file, self.cancel = (
            Button("importing.columns", words("importing.other_columns"), icon="columns", key="C"),
            Button("importing.other_file", words("importing.other_file"), icon="file", key="F"),
            Button("importing.cancel", words("importing.cancel"), "ghost", key="Esc"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

    def go(self, step: int, widget: QWidget, fact: str, *, orders: bool = True) -> None:
        """Show a step, and what was understood of the file; ways back are offered as long as nothing was written."""
        self.bar.setVisible(orders)
        self.bar.show_step(step, fact, over=step == IMPORT and widget is self.board)
        self.stack.setCurrentWidget(widget)
        undecided = orders and (widget is self.mapping or (step == CHECK and widget is self.board))
        self.columns.setVisible(undecided and step == CHECK)
        self.other_file.setVisible(undecided)
        self.cancel.setVisible(undecided)

    def put(self, board: OrderBoard | GoodsBoard) -> None:
        """A board in the place of the last one."""
        if self.board is not None:
            self.stack.removeWidget(self.board)
            self.board.hide()
            self.board.deleteLater()
        self.board = board
        self.stack.addWidget(board)

    def take_focus(self) -> None:
        """The keyboard belongs to the step now shown."""
        step = self.stack.currentWidget()
        if isinstance(step, OrderBoard | GoodsBoard):
            step.board.table.setFocus()
        elif isinstance(step, LongWork):
            step.stop.setFocus()
        else:
            (self.mapping.channel if step is self.mapping else self.choose.choose).setFocus()

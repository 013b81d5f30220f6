"""What became of a product or stock file: counters, the rows, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_oms.services.catalogue import RowResult
from ui.importing.board import Board
from ui.importing.goods_rows import OUTCOMES, GoodsWriter, goods_counts
from ui.shared.buttons import Button
from ui.shared.foot_bar import FootBar
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.tabs import Tab


class GoodsBoard(QWidget):
    """Board and foot; `stock_asked` by O, `again_asked` by N."""

    stock_asked = Signal()
    again_asked = Signal()

    def __init__(self, words: Words, jobs: Jobs, page: QWidget, results: Sequence[RowResult]) -> None:
        super().__init__()
        self.board = Board("importing.goods", words, jobs, page, GoodsWriter(words), panel=False)
        self.again = Button("importing.again", words("importing.again"), icon="upload", key="N")
        self.open_stock = Button(
            "importing.open_stock", words("importing.open_stock"), "primary", icon="stock", key="O"
        )
        self.again.clicked.connect(self.again_asked)
        self.open_stock.clicked.connect(self.stock_asked)
        self.foot = FootBar([self.again], [self.open_stock], words("importing.goods_done", n=len(results)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.board, 1)
        column.addWidget(self.foot)
        lists = {"all": results, **{key: [one for one in results if one.result == key] for key in OUTCOMES}}
        tabs = [Tab("all", words("importing.tab_all"), len(results))]
        refused = len(lists["refused"])
        if refused:
            tabs.append(Tab("refused", words("import_result.refused"), refused))
        self.board.show_lists(goods_counts(words, results), tabs, lists)

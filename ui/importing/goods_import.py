"""A product or stock file on its way: its good rows come in at once, its bad ones are named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_oms.services.catalogue import RowResult
from ui.importing.goods_board import GoodsBoard
from ui.importing.goods_rows import bring_goods
from ui.shared.jobs import Lane
from ui.shared.notices import SkeletonRows
from ui.shared.page import Desk
from ui.shared.tokens import ROW_ONE_LINE


class GoodsImport(QStackedWidget):
    """Grey rows until the result is there; `stepped` tells the kind of file and how far it is."""

    stepped = Signal(str, str)  # products | stock, running | done
    given_up = Signal()
    troubled = Signal(object)  # OmsError
    stock_asked = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page
        self.board: GoodsBoard | None = None
        self.addWidget(SkeletonRows(desk.words("importing.looking"), row_height=ROW_ONE_LINE))

    def take_file(self, kind: str, path: Path, seller: str) -> None:
        """Bring a file of "products" or "stock" in; `seller` says whose products they are."""
        self.setCurrentIndex(0)
        self.stepped.emit(kind, "running")
        work = partial(bring_goods, self.desk.app, kind, path, self.desk.actor, seller)
        self.desk.jobs.change(self._page, work, partial(self._show, kind), self._fail, lane=Lane.LONG)

    def _show(self, kind: str, results: list[RowResult]) -> None:
        if self.board is not None:
            self.removeWidget(self.board)
            self.board.deleteLater()
        self.board = GoodsBoard(self.desk.words, self.desk.jobs, self._page, results)
        self.board.stock_asked.connect(self.stock_asked)
        self.board.again_asked.connect(self.given_up)
        self.addWidget(self.board)
        self.setCurrentWidget(self.board)
        self.stepped.emit(kind, "done")
        self.take_focus()

    def _fail(self, error: object) -> None:
        self.given_up.emit()
        self.troubled.emit(error)

    def take_focus(self) -> None:
        """The keyboard belongs to the rows."""
        if self.board is not None:
            self.board.board.table.setFocus()

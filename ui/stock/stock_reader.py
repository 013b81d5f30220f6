"""Reads what stands behind the product that is looked at; only the last one asked for is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.stock_list import StockCard, StockLine
from ui.shared.page import Desk


class StockReader(QObject):
    """`read(line)`; then `arrived` with the level as it stands now, the product's card, and when (ms UTC)."""

    arrived = Signal(object, object, object)  # StockLine, StockCard, int
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._wanted = (0, 0)

    def read(self, line: StockLine) -> None:
        """Look at a product in a warehouse, or read the same one again."""
        self._wanted = wanted = line.sku_id, line.warehouse_id
        app = self._desk.app

        def work() -> tuple[StockCard, int]:
            people = {user.login: user.name for user in app.people.users()}
            card = app.stock_list.card(line.sku_id)
            moved = tuple(one._replace(user=people.get(one.user, one.user)) for one in card.movements)
            return replace(card, movements=moved), app.database.now()

        self._desk.jobs.ask(self._page, work, partial(self._take, wanted), self.missed.emit)

    def _take(self, wanted: tuple[int, int], found: tuple[StockCard, int]) -> None:
        card, now = found
        if wanted == self._wanted and card.levels:
            line = next((one for one in card.levels if one.warehouse_id == wanted[1]), card.levels[0])
            self.arrived.emit(line, card, now)

"""The right of the page: the order that is looked at, what can be done with it and with many, and their papers.

It brings the words and rules of every deed with it, which take as long to load as the list itself.  So the page makes
it when the first rows are painted, or when somebody wants anything of it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.services.order_view import OrderView
from ui.deeds.deed_desk import DeedDesk
from ui.deeds.deeds import Offered
from ui.deeds.papers import Papers
from ui.deeds.reader import OrderReader
from ui.orders.browser import OrderBrowser
from ui.orders.bulk_desk import BulkDesk
from ui.orders.order_pane import OrderPane
from ui.shared.page import Desk


class OrderSide(QObject):
    """Shows the order that `reader` read, and does what is asked of it."""

    noted = Signal(str)  # the number of an order that something was done with
    opened = Signal(str)  # the number of an order that the page shall show
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget, browser: OrderBrowser) -> None:
        super().__init__(page)
        self._desk = desk
        self.pane = OrderPane(desk.words)
        self.reader = OrderReader(desk, page)
        self.papers = Papers(desk, page)
        self.deeds = DeedDesk(desk, page, self.papers)
        self.bulk = BulkDesk(desk, page, self.papers, browser.zone)
        self.reader.missed.connect(self.missed)
        self.pane.asked.connect(self._take)
        self.pane.reveal_asked.connect(self._reveal)
        self.pane.papers_asked.connect(self.papers.look)
        self.deeds.refused.connect(self.pane.say)
        self.deeds.revealed.connect(self.pane.reveal)
        self.deeds.listed.connect(lambda ids: self.bulk.begin("pick_list", ids))
        self.deeds.bulked.connect(self.bulk.begin)
        for told in (self.deeds.finished, self.papers.saved):
            told.connect(desk.shell.toast)
        for part in (self.bulk, self.papers):
            part.refused.connect(self.missed)
        self.bulk.opened.connect(self.opened)
        browser.list.emptied.connect(self._note_empty)

    def look_at_none(self) -> None:
        """Another list is shown: no order is looked at any more."""
        self.reader.read(None)
        self.pane.show_nothing()

    def _note_empty(self) -> None:
        """Nothing stands in the list: an order that just left it stays open, else nobody is asked to choose one."""
        if self.pane.seen is None:
            self.pane.show_nothing(choosable=False)

    def _reveal(self, view: OrderView) -> None:
        """The receiver in full, and both sides of what the shop changed, for one reason."""
        reveal, order_id = self._desk.app.tasks.reveal_order, view.id
        self.deeds.ask_reveal(view, lambda actor, why: reveal(actor, order_id, why))

    def _take(self, offered: Offered) -> None:
        if self.pane.seen is not None:
            self.noted.emit(self.pane.seen.view.number)
            self.deeds.take(offered, self.pane.seen)

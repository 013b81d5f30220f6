"""Stock 库存: how many units of each product lie where, how many are promised, what orders wait for; and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_oms.services.stock_list import Key, StockCard, StockLine, StockOutline, row_key
from ui.deeds.product_desk import ProductDesk
from ui.shared.buttons import Button
from ui.shared.counts import full_count
from ui.shared.forms import Choice
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.paged_list import KeyListing, Listed, PagedList
from ui.shared.search_box import SearchBox
from ui.shared.table_model import Row
from ui.shared.tabs import Tab, Tabs
from ui.shared.tokens import PAGE_EDGE, PANE_EDGE
from ui.stock.stock_desk import StockDesk
from ui.stock.stock_pane import StockPane
from ui.stock.stock_reader import StockReader
from ui.stock.stock_rows import StockWriter, columns

EVERY_MS = 10_000
SHOWS = ("all", "short", "none")


@dataclass(frozen=True, slots=True)
class House:
    """The warehouses by code, and the clock by which this shop works."""

    warehouses: tuple[tuple[str, str], ...]
    zone: str


class StockPage(Page):
    """The stock room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "stock", desk.words("page.stock"))
        words = self.words
        self._house = House((), "UTC")
        self._text, self._show = "", "all"
        self._counted: Mapping[str, int] = {}
        self._tabs: tuple[Tab, ...] = ()
        self.search = SearchBox("stock.search", words("stock.search_prompt"))
        self.bring_in = Button("stock.import", words("stock.import"), icon="upload", key="I")
        self.new = Button("stock.new", words("product.new"), icon="plus", key="N")
        self.header.add(self.search, self.bring_in, self.new)
        self.tabs = Tabs("stock.tabs", words("stock.tabs"))
        self.warehouse = Choice("stock.warehouse", words("stock.warehouse"), [("", words("stock.warehouse_all"))])
        self.warehouse.setFixedWidth(176)
        self.list = PagedList(
            "stock.table", words("stock.list"), columns(words), desk.jobs, self, loading=words("stock.loading")
        )
        self.list.table.heading.begin_at(PAGE_EDGE)
        self.pane = StockPane(words)
        self.first = self.list.table
        self.reader = StockReader(desk, self)
        self.counts = StockDesk(desk, self)
        self.products = ProductDesk(desk, self)
        self._lay_out()
        self._connect()
        self._show_tabs({})
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self.reload)
        desk.jobs.ask(self, self._look_at_house, self._begin, self.tell_error)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, PANE_EDGE, 0)
        above.setSpacing(8)
        above.addWidget(self.tabs, 1)
        above.addWidget(self.warehouse)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(above)
        middle.addWidget(self.list, 1)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.pane)
        self.body.addLayout(whole, 1)

    def _connect(self) -> None:
        shell = self.desk.shell
        self.bring_in.clicked.connect(lambda: shell.open_page("importing"))
        self.search.searched.connect(self._search)
        self.search.entered.connect(self.list.table.setFocus)
        self.tabs.chosen.connect(self._open_tab)
        self.warehouse.currentIndexChanged.connect(lambda _place: self._relist())
        self.list.chosen.connect(self._look)
        self.list.opened.connect(lambda _row: self.pane.take_focus())
        self.list.emptied.connect(self._show_emptiness)
        self.list.refreshed.connect(self._note_read)
        self.list.missed.connect(self.tell_error)
        self.reader.arrived.connect(self._show_card)
        self.reader.missed.connect(self.tell_error)
        self.pane.asked.connect(
            lambda name: (self.products if name == "edit" else self.counts).take(name, self.pane.line)
        )
        self.pane.order_asked.connect(lambda number: shell.open_page("orders", number))
        self.new.clicked.connect(lambda _on=False: self.products.add())
        self.products.refused.connect(self.tell_error)
        for desk in (self.counts, self.products):
            desk.finished.connect(shell.toast)

    # reading

    def _look_at_house(self) -> House:
        state = self.desk.app.setup.state()
        channels = state.channels
        zone = min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"
        houses = [house for house in state.warehouses if house.active]
        return House(tuple((house.code, f"{house.code} {house.name}") for house in houses), zone)

    def _begin(self, house: House) -> None:
        self._house = house
        self.counts.zone, self.counts.houses = house.zone, house.warehouses
        self.warehouse.offer([("", self.words("stock.warehouse_all")), *house.warehouses])
        self._relist()

    def reload(self) -> None:
        """Read again what is in sight: rows, counts, the product at the right."""
        self.list.renew()
        if self.pane.line is not None:
            self.reader.read(self.pane.line)

    def _listing(self, text: str, house: str, show: str) -> Listed[StockLine, Key]:
        stock = self.desk.app.stock_list
        outline: StockOutline = stock.outline(text, warehouse=house, show=show)
        self._counted = outline.counts

        def read(after: Key | None, limit: int) -> Sequence[StockLine]:
            found: list[StockLine] = stock.page(text, warehouse=house, show=show, after=after, limit=limit)
            return found

        return outline.total, KeyListing(read, row_key, StockWriter(self.words, self._house.zone), outline.marks)

    def _note_read(self, total: int) -> None:
        self.untell("error")
        self._show_tabs(self._counted)
        sub = self.words("stock.sub", n=total, count=full_count(total)) if total else ""
        self.header.set_titles(self.words("page.stock"), sub)

    def _show_tabs(self, counts: Mapping[str, int]) -> None:
        tabs = tuple(Tab(show, self.words(f"stock.tab.{show}"), counts.get(show)) for show in SHOWS)
        if tabs != self._tabs:
            self._tabs = tabs
            self.tabs.show_tabs(tabs, self._show)

    # choosing

    def _relist(self) -> None:
        self.pane.show_nothing()
        make = partial(self._listing, self._text, self.warehouse.chosen(), self._show)
        self.list.show_listing(make)  # type: ignore[arg-type]

    def _search(self, text: str) -> None:
        self._text = text
        self._relist()

    def _open_tab(self, show: str) -> None:
        if show != self._show:
            self._show = show
            self._relist()

    def show_subject(self, subject: object) -> None:
        """Show the products that hold this text."""
        self.search.setText(str(subject))
        self._search(str(subject))

    def scan(self, code: str) -> bool:
        """Whatever is scanned here is looked for."""
        self.show_subject(code)
        return True

    def _look(self, row: Row) -> None:
        if isinstance(row.facts, StockLine):
            self.reader.read(row.facts)

    def _show_card(self, line: StockLine, card: StockCard, now: int) -> None:
        self.pane.show_product(line, card, self._house.zone, now)

    def _show_emptiness(self) -> None:
        words = self.words
        self.pane.show_nothing()
        if self._text:
            sentence, advice = words("stock.none_found", text=self._text), words("stock.none_found_advice")
            state = EmptyState(sentence, advice, action=words("stock.search_end"), icon="cross")
            state.acted.connect(self._end_search)
        elif self._show != "all":
            state = EmptyState(words(f"stock.none_{self._show}"))
        else:
            state = EmptyState(
                words("stock.none_yet"),
                words("stock.none_yet_advice"),
                action=words("stock.import_file"),
                icon="upload",
            )
            state.acted.connect(lambda: self.desk.shell.open_page("importing"))
        self.list.show_empty(state)

    def _end_search(self) -> None:
        self.search.clear()
        self._search("")
        self.list.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

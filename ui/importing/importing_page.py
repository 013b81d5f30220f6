"""Bringing files in: order files are chosen, mapped, checked and imported; product and stock files come in at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.shop_state import SetupState
from ui.importing.choose_step import ChooseStep
from ui.importing.goods_import import GoodsImport
from ui.importing.order_import import CHECK, FILE, STEPS, OrderImport, Where
from ui.importing.seen_result import SeenResult
from ui.importing.step_bar import StepBar
from ui.shared.buttons import Button
from ui.shared.file_dialogs import file_to_save, files_to_open
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page


class ImportingPage(Page):
    """Takes files in, by dialog or dropped, and shows the import they begin."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "importing", desk.words("page.importing"))
        self.setAcceptDrops(True)
        self.seen = SeenResult(self)
        self.choose = ChooseStep(self.words)
        self.orders, self.goods = OrderImport(desk, self), GoodsImport(desk, self)
        self.bar = StepBar(self.words.of("importing", *(f"step_{step}" for step in STEPS)))
        self.stack = QStackedWidget()
        for part in (self.choose, self.orders, self.goods):
            self.stack.addWidget(part)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        columns, file, cancel = self.words.of("importing", "other_columns", "other_file", "cancel")
        self.columns_button = Button("importing.columns", columns, icon="columns", key="C")
        self.other_file = Button("importing.other_file", file, icon="file", key="F")
        self.cancel = Button("importing.cancel", cancel, "ghost", key="Esc")
        self.header.add(self.columns_button, self.other_file, self.cancel)
        self._connect()
        self.begin()

    def _connect(self) -> None:
        self.seen.over.connect(self._put_choose)
        self.choose.orders_wanted.connect(self.ask_orders)
        self.choose.products_wanted.connect(partial(self.ask_goods, "products"))
        self.choose.stock_wanted.connect(partial(self.ask_goods, "stock"))
        self.columns_button.clicked.connect(self.orders.show_columns)
        self.other_file.clicked.connect(self.ask_orders)
        self.orders.stepped.connect(self._show_orders)
        self.orders.download_asked.connect(self.ask_download)
        self.orders.orders_asked.connect(self.seen.look_up)
        self.orders.orders_asked.connect(lambda number: self.desk.shell.open_page("orders", number or None))
        self.goods.stepped.connect(self._show_goods)
        self.goods.stock_asked.connect(lambda: self.desk.shell.open_page("stock"))
        for ended in (self.cancel.clicked, self.orders.given_up, self.goods.given_up):
            ended.connect(self.begin)
        for told in (self.orders.troubled, self.goods.troubled):
            told.connect(self._tell_trouble)

    def _tell_trouble(self, error: OmsError | None) -> None:
        if error is None:
            self.untell("error")
        else:
            self.tell_error(error)

    def reload(self) -> None:
        """Who sells where may have changed."""
        self.desk.jobs.ask(self, self.desk.app.setup.state, self._show_state)

    def _show_state(self, state: SetupState) -> None:
        self.choose.offer_sellers(state.sellers)
        if state.ready:
            self.untell("set_up")
        else:
            strip = Strip("attention", "alert", *self.words.of("importing", "not_set_up", "not_set_up_more", "set_up"))
            strip.acted.connect(lambda: self.desk.shell.open_page("first_run"))
            self.tell("set_up", strip)

    def take_focus(self) -> None:
        """The keyboard belongs to the step now shown."""
        part = self.stack.currentWidget()
        if isinstance(part, OrderImport | GoodsImport):
            part.take_focus()
        else:
            self.choose.choose.setFocus()

    # where the page stands

    def begin(self) -> None:
        """Back to choosing a file; whatever was on its way is dropped."""
        self._put_choose()
        self.take_focus()
        self.reload()

    def _put_choose(self) -> None:
        self.orders.forget()
        self.untell("error")
        self._show_where(Where(FILE, "choose"), "files")
        self.stack.setCurrentWidget(self.choose)

    def _show_where(self, where: Where, title: str) -> None:
        self.seen.shown = where.over
        self.header.set_titles(*self.words.of("importing", title, f"sub_{where.sub}"))
        self.bar.show_step(where.step, where.fact, over=where.over)
        self.bar.setVisible(title in ("files", "orders"))
        self.columns_button.setVisible(where.undecided and where.step == CHECK)
        self.other_file.setVisible(where.undecided)
        self.cancel.setVisible(where.undecided)

    def _show_orders(self, where: Where) -> None:
        self._show_where(where, "orders")
        self.stack.setCurrentWidget(self.orders)

    def _show_goods(self, kind: str, sub: str) -> None:
        self._show_where(Where(FILE, sub, over=sub == "done"), kind)
        self.stack.setCurrentWidget(self.goods)

    # files in and out

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.choose.area.show_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.choose.area.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.choose.area.show_over(False)
        event.acceptProposedAction()
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def ask_orders(self) -> None:
        """Ask for order files."""
        self.take_files(files_to_open(self.desk, self, *self.words.of("importing", "choose", "tables")))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Begin the import of order files."""
        if paths:
            self.orders.take_files(paths)

    def ask_goods(self, kind: str) -> None:
        """Ask for a product or stock file."""
        for path in files_to_open(self.desk, self, *self.words.of("importing", f"choose_{kind}", "tables"))[:1]:
            self.take_goods(kind, path)

    def take_goods(self, kind: str, path: Path) -> None:
        """Bring a product or stock file in."""
        self.untell("error")
        self.goods.take_file(kind, path, self.choose.seller.chosen())

    def ask_download(self) -> None:
        """Ask where the refused rows shall go."""
        title, tables = self.words.of("importing", "refused_name", "tables")
        target = file_to_save(self.desk, self, title, f"{title}.csv", tables, "*.csv")
        if target is not None:
            self.download(target)

    def download(self, target: Path) -> None:
        """Write the refused rows with their reasons, one file for each source."""
        plan, importing, language = self.orders.plan, self.desk.app.importing, self.words.language

        def say(written: tuple[Path, ...]) -> None:
            names = ", ".join(path.name for path in written)
            self.desk.shell.toast(self.words("importing.downloaded", file=names))

        if plan is not None:
            self.desk.jobs.ask(self, lambda: importing.write_refused(plan, target, language), say, self.tell_error)

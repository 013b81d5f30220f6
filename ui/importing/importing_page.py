"""Bringing files in: choose, map, check, import for orders; choose and see the result for products and stock."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.catalogue import RowResult
from desktop_oms.services.import_plan import ImportPlan
from desktop_oms.services.importing import read_files
from desktop_oms.services.setup import SetupState
from ui.importing.columns_step import Looked
from ui.importing.goods_board import GoodsBoard
from ui.importing.goods_rows import bring_goods
from ui.importing.latest import Latest
from ui.importing.order_board import Checked, OrderBoard, bring_in, understood
from ui.importing.stages import CHECK, COLUMNS, FILE, IMPORT, Stages
from ui.shared.file_dialogs import file_to_save, files_to_open
from ui.shared.jobs import Lane
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page


class ImportingPage(Page):
    """Leads a file through its steps, which stand in `stages`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "importing", desk.words("importing.orders"))
        self.setAcceptDrops(True)
        self.questions = Latest(desk.jobs, self)
        self.looked: Looked | None = None
        self.plan: ImportPlan | None = None
        self.stages = Stages(self.words)
        self.body.addWidget(self.stages)
        self.header.add(self.stages.columns, self.stages.other_file, self.stages.cancel)
        self._connect()
        self.begin()

    def _say(self, *names: str) -> list[str]:
        return [self.words(f"importing.{name}") for name in names]

    def _connect(self) -> None:
        stages = self.stages
        stages.choose.orders_wanted.connect(self.ask_orders)
        stages.choose.products_wanted.connect(partial(self.ask_goods, "products"))
        stages.choose.stock_wanted.connect(partial(self.ask_goods, "stock"))
        stages.mapping.check_asked.connect(self.check)
        stages.mapping.save_asked.connect(self.save_profile)
        stages.mapping.encoding_chosen.connect(self.read_as)
        stages.looking.stopped.connect(self.begin)
        stages.columns.clicked.connect(self.show_columns)
        stages.other_file.clicked.connect(self.ask_orders)
        stages.cancel.clicked.connect(self.begin)

    def reload(self) -> None:
        """Who sells where may have changed."""
        self.desk.jobs.ask(self, self.desk.app.setup.state, self._show_state)

    def _show_state(self, state: SetupState) -> None:
        self.stages.choose.offer_sellers(state.sellers)
        if state.ready:
            self.untell("set_up")
        else:
            strip = Strip("attention", "alert", *self._say("not_set_up", "not_set_up_more", "set_up"))
            strip.acted.connect(lambda: self.desk.shell.open_page("first_run"))
            self.tell("set_up", strip)

    def take_focus(self) -> None:
        """The keyboard belongs to the step now shown."""
        self.stages.take_focus()

    def _go(self, step: int, widget: QWidget, sub: str, *, title: str = "orders") -> None:
        self.header.set_titles(*self._say(title, f"sub_{sub}"))
        self.stages.go(step, widget, self._understood(), orders=title in ("files", "orders"))
        self.take_focus()

    def _understood(self) -> str:
        if self.plan is not None:
            return understood(self.words, self.plan, self.stages.mapping.profile.currentText())
        return self.looked.names() if self.looked is not None else ""

    def begin(self) -> None:
        """Back to choosing a file; whatever was on its way is dropped."""
        self.questions.drop()
        self.untell("error")
        self.looked = self.plan = None
        self._go(FILE, self.stages.choose, "choose", title="files")
        self.reload()

    def show_columns(self) -> None:
        """The second step: whatever is not certain can be said there."""
        self.plan = None
        self._go(COLUMNS, self.stages.mapping, "columns")

    def _wait(self, step: int) -> None:
        self.untell("error")
        self.stages.looking.begin()
        self._go(step, self.stages.looking, "columns" if step == COLUMNS else "check")

    def _fail(self, error: OmsError) -> None:
        """A file cannot be read, or not like this: say why, at the step where that can be changed."""
        if self.looked is None:
            self.begin()
        else:
            self.show_columns()
        self.tell_error(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.stages.choose.area.show_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.stages.choose.area.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.stages.choose.area.show_over(False)
        event.acceptProposedAction()
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def ask_orders(self) -> None:
        """Ask for order files."""
        self.take_files(files_to_open(self, *self._say("choose", "tables")))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at order files: what they are, and whether anything has to be asked."""
        if paths:
            self.looked = self.plan = None
            self._wait(CHECK)
            look = partial(Looked.of, self.desk.app, partial(read_files, tuple(paths)))
            self.questions.ask(look, self._show_looked, self._fail)

    def read_as(self, encoding: str) -> None:
        """Another encoding was chosen: the columns may read otherwise."""
        if self.looked is not None:
            files, app = self.looked.files, self.desk.app
            self._wait(COLUMNS)
            self.questions.ask(lambda: Looked.of(app, lambda: files, encoding), self._show_again, self._fail)

    def _show_looked(self, looked: Looked) -> None:
        self.looked = looked
        channel = looked.sure()
        self.stages.mapping.show_files(looked, channel or looked.only(), looked.profile)
        if channel is not None:
            self.check()
        else:
            self.show_columns()

    def _show_again(self, looked: Looked) -> None:
        self.looked = looked
        self.stages.mapping.show_files(looked, None, looked.profile)
        self.show_columns()

    def save_profile(self, name: str) -> None:
        """Keep the mapping under a name; the next file of this kind needs no mapping."""
        importing, actor, mapping = self.desk.app.importing, self.desk.actor, self.stages.mapping.mapping() or {}

        def say(_told: None) -> None:
            self.desk.shell.toast(self.words("importing.profile_saved", profile=name.strip()))
            self.stages.mapping.name.clear()

        self.desk.jobs.change(self, lambda: importing.save_profile(actor(), name, mapping), say, self.tell_error)

    def check(self) -> None:
        """Look the files through as said; nothing is written."""
        if self.looked is None:
            return
        importing, files, said = self.desk.app.importing, self.looked.files, self.stages.mapping.told()
        self._wait(CHECK)
        self.questions.ask(lambda: Checked.of(importing.preview(files, *said)), self._show_plan, self._fail)

    def _show_plan(self, checked: Checked) -> None:
        self.plan = checked.plan
        board = OrderBoard(self.words, self.desk.jobs, self, checked, done=False)
        board.primary_asked.connect(self.run)
        self._show_board(board, CHECK, "check")

    def _show_board(self, board: OrderBoard, step: int, sub: str) -> None:
        board.download_asked.connect(self.ask_download)
        board.order_opened.connect(lambda number: self.desk.shell.open_page("orders", number))
        self.stages.put(board)
        self._go(step, board, sub)

    def run(self) -> None:
        """Bring the orders in, in batches, until all are there or the person stops it."""
        if self.plan is None:
            return
        work = partial(bring_in, self.desk.app, self.plan, self.desk.actor, self.stages.running.begin())
        self.untell("error")
        self._go(IMPORT, self.stages.running, "running")
        self.desk.jobs.change(self, work, self._show_result, self._tell_not_run, lane=Lane.LONG)

    def _tell_not_run(self, error: OmsError) -> None:
        if self.stages.board is not None:
            self._go(CHECK, self.stages.board, "check")
        self.tell_error(error)

    def _show_result(self, told: tuple[bool, Checked]) -> None:
        stopped, checked = told
        board = OrderBoard(self.words, self.desk.jobs, self, checked, done=True)
        board.primary_asked.connect(lambda: self.desk.shell.open_page("orders"))
        board.again_asked.connect(self.begin)
        self._show_board(board, IMPORT, "stopped" if stopped else "done")
        self.desk.shell.toast(self.words("importing.done", n=checked.coming()))

    def ask_download(self) -> None:
        """Ask where the refused rows shall go."""
        title = self.words("importing.refused_name")
        target = file_to_save(self, title, Path(f"{title}.csv"), self.words("importing.tables"), "*.csv")
        if target is not None:
            self.download(target)

    def download(self, target: Path) -> None:
        """Write the refused rows with their reasons, one file for each source."""
        plan, importing, language = self.plan, self.desk.app.importing, self.words.language

        def say(written: tuple[Path, ...]) -> None:
            names = ", ".join(path.name for path in written)
            self.desk.shell.toast(self.words("importing.downloaded", file=names))

        if plan is not None:
            self.desk.jobs.ask(self, lambda: importing.write_refused(plan, target, language), say, self.tell_error)

    def ask_goods(self, kind: str) -> None:
        """Ask for a product or stock file."""
        paths = files_to_open(self, *self._say(f"choose_{kind}", "tables"))
        if paths:
            self.take_goods(kind, paths[0])

    def take_goods(self, kind: str, path: Path) -> None:
        """Bring a product or stock file in; good rows come in, bad ones are named."""
        seller = self.stages.choose.seller.chosen()
        work = partial(bring_goods, self.desk.app, kind, path, self.desk.actor, seller)
        self.untell("error")
        self.stages.looking.begin()
        self._go(FILE, self.stages.looking, "running", title=kind)
        self.desk.jobs.change(self, work, partial(self._show_goods, kind), self._fail, lane=Lane.LONG)

    def _show_goods(self, kind: str, results: list[RowResult]) -> None:
        board = GoodsBoard(self.words, self.desk.jobs, self, results)
        board.stock_asked.connect(lambda: self.desk.shell.open_page("stock"))
        board.again_asked.connect(self.begin)
        self.stages.put(board)
        self._go(FILE, board, "done", title=kind)

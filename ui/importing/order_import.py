"""Order files on their way: whatever is not certain is asked, all of it is looked through, then it is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.import_plan import ImportPlan
from desktop_oms.services.importing import read_files
from ui.importing.columns_step import ColumnsStep, Looked
from ui.importing.encoding_question import UNKNOWN, ask_encoding
from ui.importing.latest import Latest
from ui.importing.order_board import Checked, OrderBoard, bring_in, understood
from ui.shared.jobs import Lane
from ui.shared.long_work import LongWork
from ui.shared.page import Desk

FILE, COLUMNS, CHECK, IMPORT = range(4)
STEPS = ("file", "columns", "check", "import")


@dataclass(frozen=True, slots=True)
class Where:
    """Where an import stands: its step, what the head says, what was understood of the file.

    `undecided`: nothing was written, all ways back are open.  `over`: the last step is done.
    """

    step: int
    sub: str
    fact: str = ""
    undecided: bool = False
    over: bool = False


class OrderImport(QStackedWidget):
    """The steps after the files were chosen; `stepped` tells where it stands, `given_up` that it is to begin anew."""

    stepped = Signal(object)  # Where
    given_up = Signal()
    troubled = Signal(object)  # OmsError, or None when the last one is over
    download_asked = Signal()
    orders_asked = Signal(str)  # our number, "" for all of them

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self.words, self._page = desk, desk.words, page
        self.questions = Latest(desk.jobs, page)
        self.looked: Looked | None = None
        self.plan: ImportPlan | None = None
        self.board: OrderBoard | None = None
        self.mapping = ColumnsStep(self.words)
        said = self.words.of("importing", "looking", "looking_more", "cancel", "running", "running_more", "stop")
        self.looking, self.running = LongWork("importing.looking", *said[:3]), LongWork("importing.running", *said[3:])
        for step in (self.mapping, self.looking, self.running):
            self.addWidget(step)
        self.mapping.check_asked.connect(self.check)
        self.mapping.save_asked.connect(self.save_profile)
        self.mapping.encoding_chosen.connect(self.read_as)
        self.looking.stopped.connect(self.given_up)

    def take_focus(self) -> None:
        """The keyboard belongs to the step now shown."""
        step = self.currentWidget()
        if isinstance(step, OrderBoard):
            step.board.table.setFocus()
        else:
            (step.stop if isinstance(step, LongWork) else self.mapping.channel).setFocus()

    def _go(self, widget: QWidget, where: Where) -> None:
        self.setCurrentWidget(widget)
        self.stepped.emit(where)
        self.take_focus()

    def _fact(self) -> str:
        if self.plan is not None:
            return understood(self.words, self.plan, self.mapping.profile.currentText())
        return self.looked.names() if self.looked is not None else ""

    def forget(self) -> None:
        """Nobody waits for these files any more."""
        self.questions.drop()
        self.looked = self.plan = None
        self.mapping.encoding.offer(())  # what was named for other files holds for those

    def _wait(self, step: int) -> None:
        self.troubled.emit(None)
        self.looking.begin()
        self._go(self.looking, Where(step, "columns" if step == COLUMNS else "check", self._fact()))

    def _fail(self, error: OmsError) -> None:
        """A file cannot be read, or not like this: say why, at the step where that can be changed."""
        if self.looked is None:
            self.given_up.emit()
        else:
            self.show_columns()
        self.troubled.emit(error)

    # what the files are

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at order files: what they are, and whether anything has to be asked."""
        self.forget()
        self._wait(CHECK)
        look = partial(Looked.of, self.desk.app, partial(read_files, tuple(paths)))

        def failed(error: OmsError) -> None:
            self._fail(error)
            if error.code == UNKNOWN:
                ask_encoding(self.desk, self._page, error, tuple(paths), self._show_read)

        self.questions.ask(look, self._show_looked, failed)

    def _show_read(self, looked: Looked, encoding: str) -> None:
        """A person named the encoding."""
        self.troubled.emit(None)
        self.mapping.encoding.offer([(encoding, encoding.upper())], encoding)
        self._show_looked(looked)

    def read_as(self, encoding: str) -> None:
        """Another encoding was chosen: the columns may read otherwise."""
        if self.looked is not None:
            files, app = self.looked.files, self.desk.app
            self._wait(COLUMNS)
            self.questions.ask(lambda: Looked.of(app, lambda: files, encoding), self._show_again, self._fail)

    def _show_looked(self, looked: Looked) -> None:
        self.looked = looked
        channel = looked.sure()
        self.mapping.show_files(looked, channel or looked.only(), looked.profile)
        if channel is not None:
            self.check()
        else:
            self.show_columns()

    def _show_again(self, looked: Looked) -> None:
        self.looked = looked
        self.mapping.show_files(looked, None, looked.profile)
        self.show_columns()

    def show_columns(self) -> None:
        """The second step: whatever is not certain can be said there."""
        self.plan = None
        self._go(self.mapping, Where(COLUMNS, "columns", self._fact(), undecided=True))

    def save_profile(self, name: str) -> None:
        """Keep the mapping under a name; the next file of this kind needs no mapping.

        One of that name that was saved elsewhere meanwhile is not written over: it is fetched, and who presses again
        replaces it knowingly.
        """
        app, actor, mapping = self.desk.app, self.desk.actor, self.mapping.mapping() or {}
        known = dict(self.mapping.known)

        def say(_told: None) -> None:
            self.troubled.emit(None)
            self.desk.shell.toast(self.words("importing.profile_saved", profile=name.strip()))
            self.mapping.name.clear()
            self.mapping.know({**known, name.strip(): mapping})

        def failed(error: OmsError) -> None:
            self.troubled.emit(error)
            if error.code == "profile_changed":
                self.desk.jobs.ask(self._page, app.importing.profiles, self.mapping.know, self.troubled.emit)

        work = partial(app.profiles.save, name=name, columns=mapping, known=known)
        self.desk.jobs.change(self._page, lambda: work(actor()), say, failed)

    # looking through, bringing in

    def check(self) -> None:
        """Look the files through as said; nothing is written."""
        if self.looked is not None:
            importing, files, said = self.desk.app.importing, self.looked.files, self.mapping.told()
            self._wait(CHECK)
            self.questions.ask(lambda: Checked.of(importing.preview(files, *said)), self._show_plan, self._fail)

    def _show_plan(self, checked: Checked) -> None:
        self.plan = checked.plan
        board = self._put(checked, done=False)
        board.primary_asked.connect(self.run)
        self._go(board, Where(CHECK, "check", self._fact(), undecided=True))

    def _put(self, checked: Checked, *, done: bool) -> OrderBoard:
        """A board in the place of the last one."""
        if self.board is not None:
            self.removeWidget(self.board)
            self.board.hide()
            self.board.deleteLater()
        self.board = board = OrderBoard(self.words, self.desk.jobs, self._page, checked, done=done)
        board.download_asked.connect(self.download_asked)
        board.order_opened.connect(self.orders_asked)
        self.addWidget(board)
        return board

    def run(self) -> None:
        """Bring the orders in, in batches, until all are there or the person stops it."""
        if self.plan is not None:
            work = partial(bring_in, self.desk.app, self.plan, self.desk.actor, self.running.begin())
            self.troubled.emit(None)
            self._go(self.running, Where(IMPORT, "running", self._fact()))
            self.desk.jobs.change(self._page, work, self._show_result, self._tell_not_run, lane=Lane.LONG)

    def _tell_not_run(self, error: OmsError) -> None:
        if self.board is not None:
            self._go(self.board, Where(CHECK, "check", self._fact(), undecided=True))
        self.troubled.emit(error)

    def _show_result(self, told: tuple[bool, Checked]) -> None:
        stopped, checked = told
        board = self._put(checked, done=True)
        board.primary_asked.connect(lambda: self.orders_asked.emit(""))
        board.again_asked.connect(self.given_up)
        self._go(board, Where(IMPORT, "stopped" if stopped else "done", self._fact(), over=True))
        self.desk.shell.toast(self.words("importing.done", n=checked.coming()))

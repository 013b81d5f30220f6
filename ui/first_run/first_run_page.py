"""The first page of an empty database: a few facts make it a shop, or the demo shop is put into it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.demo import DemoResult
from desktop_oms.services.shop_state import SetupState
from ui.first_run.shop_form import ShopForm
from ui.shared.buttons import Button
from ui.shared.foot_bar import FootBar
from ui.shared.jobs import Lane
from ui.shared.long_work import LongWork
from ui.shared.page import Desk, Page

DEMO_ORDERS = 400


class FirstRunPage(Page):
    """Asks, validates in words, sets the shop up and leads on to the orders."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "first_run", desk.words("page.first_run"), desk.words("first_run.sub"))
        self.form = ShopForm(self.words)
        self.form.submitted.connect(self.set_up)
        self.first = self.form.forms[0].field("seller_name")
        self.demo = Button("first_run.demo", self.words("first_run.demo"), "plain", key="Ctrl+D")
        self.deed = Button(
            "first_run.create", self.words("first_run.create"), "primary", icon="check", key="Ctrl+Return"
        )
        self.deed.key = "Ctrl+Enter"
        self.demo.clicked.connect(self.make_demo)
        self.deed.clicked.connect(self.set_up)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._scrolled(self.form))
        self.work = LongWork(
            "first_run", *(self.words(f"first_run.demo_{part}") for part in ("making", "wait", "enough"))
        )
        self.stack.addWidget(self.work)
        self.foot = FootBar([self.demo], [self.deed], self.words("first_run.demo_hint"), after_left=True)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.foot)

    @staticmethod
    def _scrolled(form: QWidget) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setProperty("ground", "none")
        form.setMaximumWidth(1120)
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(form)
        column.setAlignment(form, Qt.AlignmentFlag.AlignTop)
        area.setWidget(inner)
        return area

    def set_up(self) -> None:
        """Set the shop up with what was typed."""
        told, setup = self.form.told(), self.desk.app.setup
        self.untell("error")
        self.desk.jobs.change(self, lambda: setup.create(told), self._begin, self._show_error)

    def _show_error(self, error: OmsError) -> None:
        self._wait(False)
        if not self.form.show_error(error):
            self.tell_error(error)

    def _begin(self, state: SetupState) -> None:
        self.desk.remember(user=state.users[0].login)
        self.desk.shell.toast(self.words("first_run.done", seller=state.sellers[0].name))
        self.desk.shell.open_page("orders")

    def make_demo(self) -> None:
        """Put the demo shop into the empty database."""
        demo, progress = self.desk.app.demo, self.work.begin()

        def done(number: int) -> bool:
            progress.tell(number, DEMO_ORDERS)
            return not progress.cancelled

        self.untell("error")
        self._wait(True)
        work = partial(demo.create, DEMO_ORDERS, progress=done)
        self.desk.jobs.change(self, work, self._show_demo, self._show_error, lane=Lane.LONG)

    def _wait(self, on: bool) -> None:
        self.stack.setCurrentIndex(int(on))
        self.foot.setVisible(not on)

    def _show_demo(self, made: DemoResult) -> None:
        self._wait(False)
        self.desk.remember(user=made.users[0])
        self.desk.shell.toast(self.words("first_run.demo_done"))
        self.desk.shell.open_page("orders")

"""A section of the settings: cards one under the other, and how a section asks the shop and changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.jobs import Lane
from ui.shared.naming import named
from ui.shared.page import Desk

WIDEST = 980
# The section shows what is old
OUTRUN = ("setting_changed", "rule_changed", "profile_changed", "import_profile_gone", "reason_not_there", "row_gone")
Change = Callable[[Actor], Any]


class Section(QScrollArea):
    """Build cards into `column`; override `reload`.  What goes wrong goes to the page, unless a dialog can show it."""

    failed = Signal(object)  # OmsError
    worked = Signal()  # an answer came: an older error is over

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk, self.words, self.name = desk, desk.words, name
        self._late: OmsError | None = None
        named(self, f"settings.{name}", desk.words(f"settings.{name}"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner, middle = QWidget(), QWidget()
        inner.setProperty("ground", "none")
        middle.setMaximumWidth(WIDEST)
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.addWidget(middle)
        outer.addStretch(1)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.setWidget(inner)

    def reload(self) -> None:
        """Something was changed somewhere: fetch again what is shown."""

    def ask(self, work: Callable[[], Any], done: Callable[[Any], None], *, lane: Lane = Lane.INTERACTIVE) -> None:
        """Read, and show the answer."""

        def show(answer: Any) -> None:
            self.worked.emit()
            done(answer)
            late, self._late = self._late, None
            if late is not None:
                self.failed.emit(late)

        self.desk.jobs.ask(self, work, show, self.failed.emit, lane=lane)

    def look_again(self, error: OmsError) -> None:
        """Show how things are now, then say what went wrong before: the answer alone would take those words away."""
        self._late = error
        self.reload()

    def change(
        self,
        work: Change,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[OmsError], None] | None = None,
        *,
        lane: Lane = Lane.INTERACTIVE,
    ) -> None:
        """Change something as the person who works here; the page is reloaded afterwards."""

        def finish(answer: Any) -> None:
            self.worked.emit()
            if done is not None:
                done(answer)

        self.desk.jobs.change(self, lambda: work(self.desk.actor()), finish, failed or self._missed, lane=lane)

    def _missed(self, error: OmsError) -> None:
        if error.code in OUTRUN:
            self.look_again(error)
        else:
            self.failed.emit(error)

    def edit(self, name: str, title: str, deed: str, form: Form, work: Change, said: str, note: str = "") -> FormDialog:
        """A dialog around a form; it stays open until the service has taken what was typed.  `said` is the toast."""
        dialog = FormDialog(self, self.words, name, title, deed, form, note)

        def done(_answer: Any) -> None:
            dialog.accept()
            self.desk.shell.toast(said)

        def failed(error: OmsError) -> None:
            if not isValid(dialog):  # left before the answer came: the page says it
                self._missed(error)
                return
            dialog.show_error(error)
            if error.code in OUTRUN:
                self.reload()

        dialog.decided.connect(lambda: self.change(work, done, failed))
        form.submitted.connect(dialog.deed.click)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

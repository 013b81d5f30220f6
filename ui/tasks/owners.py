"""Who takes care of a task: taken by one key, given to somebody who works here, or left to nobody in particular."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.catalogue import User
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.tasks import TaskRow
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice
from ui.shared.page import Desk


class OwnerDesk(QObject):
    """Takes and gives tasks; `finished` says so, `refused` why not."""

    finished = Signal(str, object)  # words, what takes it back
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: FormDialog | None = None

    def take(self, task: TaskRow) -> None:
        """The person at this screen takes care of it."""
        self._change(task, None)

    def leave(self, task: TaskRow) -> None:
        """Nobody in particular takes care of it any more."""
        self._change(task, "")

    def give(self, task: TaskRow) -> None:
        """Ask who shall take care of it, among those who work here."""
        self._desk.jobs.ask(self._page, self._desk.app.people.users, partial(self._ask, task), self.refused.emit)

    def _ask(self, task: TaskRow, users: Sequence[User]) -> None:
        words, form = self._desk.words, Form(self._desk.words)
        people = [
            (user.login, words("tasks.person", name=user.name, login=user.login)) for user in users if user.active
        ]
        form.add("owner", Choice("give.owner", words("tasks.owner"), people, task.owner))
        title = words("tasks.give_title", kind=words(f"task.{task.kind}"))
        dialog = FormDialog(self._page, words, "give", title, words("tasks.give"), form)
        dialog.decided.connect(lambda: self._change(task, form.texts()["owner"], dialog))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _change(self, task: TaskRow, login: str | None, dialog: FormDialog | None = None) -> None:
        """`login` None is the person at this screen."""
        desk = self._desk

        def work() -> str:
            actor = desk.actor()
            owner = actor.name if login is None else login
            desk.app.tasks.assign(actor, task.id, owner)
            return owner

        def done(owner: str) -> None:
            if dialog is not None:
                dialog.accept()
            said = desk.words("tasks.taken" if owner else "tasks.left", number=task.number, owner=owner)
            self.finished.emit(said, self._way_back(task))

        def failed(error: OmsError) -> None:
            if dialog is not None:
                dialog.show_error(error)
            else:
                self.refused.emit(error)

        desk.jobs.change(self._page, work, done, failed)

    def _way_back(self, task: TaskRow) -> Callable[[], None]:
        def back() -> None:
            desk = self._desk
            desk.jobs.change(
                self._page,
                lambda: desk.app.tasks.assign(desk.actor(), task.id, task.owner),
                None,
                self.refused.emit,
            )

        return back

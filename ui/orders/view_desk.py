"""The saved views of the person at this screen: read and counted beside the screen, saved and taken away by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.views import SavedView, own_view
from ui.shared.buttons import CheckBox
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import TextField
from ui.shared.jobs import Lane
from ui.shared.messages import Words
from ui.shared.page import Desk
from ui.shared.queues import VIEW, Queue, QueueList, view_key

Known = tuple[str, Sequence[SavedView]]  # the login of who works here, and the views that person sees
Seen = tuple[Known, Mapping[int, int]]


class ViewDesk(QObject):
    """`changed` when other views or counts are known; `told(words)` when one was saved or taken away."""

    changed = Signal()
    told = Signal(str)
    saved = Signal(str)  # the key of a view that was kept
    gone = Signal()  # the open view was taken away
    refused = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.views: Sequence[SavedView] = ()
        self.counts: Mapping[int, int] = {}
        self._login = ""
        self._reading = self._outrun = False

    def read(self) -> None:
        """Read and count the views again, unless that is under way; nobody at work means no views."""
        if not self._reading:
            self._reading = True
            self._desk.jobs.ask(self._page, self._read, self._show, self._miss, lane=Lane.LONG)

    def _seen(self) -> Known:
        actor = self._desk.actor()
        return actor.name, self._desk.app.views.seen_by(actor)

    def _read(self) -> Seen:
        known = self._seen()
        return known, self._desk.app.views.counts(known[1])

    def _show(self, seen: Seen) -> None:
        self._reading = False
        if self._outrun:  # a view was saved while these were read
            self._outrun = False
            self.read()
            return
        if seen != ((self._login, self.views), self.counts):
            (self._login, self.views), self.counts = seen
            self.changed.emit()

    def _miss(self, _error: OmsError) -> None:
        """Whatever keeps them from being read is told by the list itself, which is read at the same time."""
        self._reading = self._outrun = False

    def by_key(self, key: str) -> SavedView | None:
        """The view that stands in the queue list under this key."""
        return next((view for view in self.views if view_key(view.id) == key), None)

    def knows(self, key: str) -> bool:
        """Whether this row of the queue list is known by now: a view may be asked for before the views were read."""
        return not key.startswith(VIEW) or self.by_key(key) is not None

    def rows(self, words: Words, exact: Mapping[str, int]) -> list[Queue]:
        """Their rows in the queue list, under their heading; `exact` are numbers that are known exactly, by key."""
        if not self.views:
            return []
        found = [Queue("", words("views.group"))]
        for view in self.views:
            key = view_key(view.id)
            found.append(Queue(key, view.name, exact.get(key, self.counts.get(view.id)), exact=key in exact))
        return found

    def ask_to_save(self, queue: str, search: str, turned: bool, columns: str) -> None:
        """Ask for the name of what is shown, then keep it."""
        words = self._desk.words
        form = Form(words)
        name = TextField("view.name", words("views.name"))
        form.add("name", name)
        shared = CheckBox("view.shared", words("views.shared"))
        form.add_check("shared", shared)
        shown = words("orders.queue." + queue)
        note = words("views.note_search", search=search) if search else words("views.note_queue", queue=shown)
        dialog = FormDialog(self._page, words, "view_dialog", words("views.title"), words("views.do"), form, note)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = list(self.views)
        name.textChanged.connect(lambda _text: self._warn(form, known))

        def save(called: str, for_all: bool) -> SavedView:
            actor, views = self._desk.actor(), self._desk.app.views
            own = {"queue": queue, "search": search, "turned": turned, "columns": columns, "shared": for_all}
            kept: SavedView = views.save(actor, called, **own, known=known)
            return kept

        def decided() -> None:
            work = partial(save, form.texts()["name"], form.checks()["shared"])
            self._desk.jobs.change(self._page, work, partial(self._note_saved, dialog), failed)

        def failed(error: OmsError) -> None:
            dialog.show_error(error)
            if error.code == "view_changed":
                self._desk.jobs.ask(dialog, self._seen, learnt, dialog.show_error)

        def learnt(found: Known) -> None:
            self._login, known[:] = found
            self._warn(form, known)

        dialog.decided.connect(decided)
        dialog.open()

    def _warn(self, form: Form, known: Sequence[SavedView]) -> None:
        """Say beside the name which view of one's own it replaces."""
        words = self._desk.words
        old = own_view(known, self._login, form.texts()["name"])
        what = (old.search or words(f"orders.queue.{old.queue}")) if old else ""
        form.row("name").show_hint(words("views.replaces", what=what) if old else "")

    def _note_saved(self, dialog: FormDialog, view: SavedView) -> None:
        dialog.accept()
        self.told.emit(self._desk.words("views.saved", name=view.name))
        others = [one for one in self.views if (one.owner, one.name) != (view.owner, view.name)]
        self.views = sorted([*others, view], key=lambda one: (one.owner != view.owner, one.name, one.id))
        self._outrun = self._reading
        self.changed.emit()
        self.saved.emit(view_key(view.id))
        self.read()

    def leaves_search(self, sought: str, queues: QueueList) -> bool:
        """Whether a click on the open row ends the search: not when the row is a view, which is that search itself."""
        return bool(sought) and self.by_key(queues.open_key()) is None

    def leave(self, sought: str, queues: QueueList, queue: str) -> bool:
        """Whether no view is open (any more): its mark goes to the queue where something else was looked for."""
        view = self.by_key(queues.open_key())
        if view is not None and view.search != sought.strip():
            queues.mark(queue)
            return True
        return view is None

    def remove(self, key: str) -> None:
        """Take the view under this key of the queue list away."""
        view = self.by_key(key)
        if view is None:
            return

        def work() -> str:
            self._desk.app.views.remove(self._desk.actor(), view.name)
            return self._desk.words("views.removed", name=view.name)

        def done(words: str) -> None:
            self.told.emit(words)
            self.gone.emit()
            self.read()

        self._desk.jobs.change(self._page, work, done, self.refused.emit)

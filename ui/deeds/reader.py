"""Reads the order that is looked at: only the last one asked for is shown, however fast somebody walks a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from ui.deeds.seen import Beside, Seen
from ui.shared.page import Desk

REST_MS = 80  # a key that is held down repeats faster
NOBODY = Actor(0, "", frozenset())


class OrderReader(QObject):
    """`read(order)`; then `arrived` with what is on it, or `missed` with the reason."""

    arrived = Signal(object)  # Seen
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._wanted: int | None = None
        self._asked = False
        self._again = False
        self._read: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look_where_it_rests)

    def look(self, order_id: int) -> None:
        """Somebody walks a list: the first order is read at once, of those that follow fast only where they rest.

        The first order of a list that has just come waits until its rows are painted.
        """
        if self._rest.isActive():
            self._wanted = order_id
        elif self._read is None:
            self._wanted = order_id
            self._desk.jobs.soon(self._page, self._look_where_it_rests)
        else:
            self.read(order_id)
        self._rest.start()

    def _look_where_it_rests(self) -> None:
        if self._wanted != self._read:
            self.read(self._wanted)

    @property
    def wanted(self) -> int | None:
        """The order that is looked at."""
        return self._wanted

    def read(self, order_id: int | None) -> None:
        """Look at an order (None: at none), or read the same one again."""
        self._wanted = self._read = order_id
        if order_id is None:
            self._rest.stop()
            return
        if self._asked:
            self._again = True
            return
        self._asked, self._again = True, False
        self._desk.jobs.ask(
            self._page, partial(self._look, order_id), partial(self._take, order_id), partial(self._miss, order_id)
        )

    def _look(self, order_id: int) -> Seen:
        app, nobody = self._desk.app, None
        try:
            actor = self._desk.actor()
        except OmsError as error:  # everybody may read; only who is known may do something
            actor, nobody = NOBODY, error
        view = app.orders.view(order_id, actor)
        tasks = app.tasks.page(order_id=order_id) if any(task.state == "open" for task in view.tasks) else []
        return Seen(view, tuple(tasks), app.database.now(), nobody, self._beside(actor, order_id))

    def _beside(self, actor: Actor, order_id: int) -> Beside:
        """What the desk noted beside the order."""
        app = self._desk.app
        company = app.together.company(actor, order_id)
        return Beside(
            tuple(app.lists.tags_of([order_id]).get(order_id, ())),
            app.tagging.owners_of([order_id]).get(order_id, ""),
            company.numbers,
            app.buyers.hints(order_id),
            app.hold_reasons.own(),
            company.stays,
        )

    def _take(self, order_id: int, seen: Seen) -> None:
        self._asked = False
        if order_id == self._wanted:
            self.arrived.emit(seen)
        self._read_again(order_id)

    def _miss(self, order_id: int, error: OmsError) -> None:
        self._asked = False
        if order_id == self._wanted:
            self.missed.emit(error)
        self._read_again(order_id)

    def _read_again(self, order_id: int) -> None:
        if self._again or self._wanted not in (order_id, None):
            self.read(self._wanted)

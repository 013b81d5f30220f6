"""Reads the case that is looked at: only the last one asked for is shown, however fast somebody walks the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.case_notes import CaseNote
from desktop_oms.services.case_view import CaseDetail
from ui.deeds.deeds import Offered, offered
from ui.deeds.reader import NOBODY, REST_MS
from ui.shared.page import Desk


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as it was read: all of it, who sits here, and what its order is in the right state for.

    `people` are the names behind logins.  `nobody` says why it is not known who works here; then the case can be read
    but nothing can be done.
    """

    detail: CaseDetail
    login: str
    found: tuple[Offered, ...]
    people: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[CaseNote, ...] = ()
    nobody: OmsError | None = None

    def deed(self, name: str) -> Offered | None:
        """The deed of that name about this very case."""
        own = (one for one in self.found if one.deed.name == name)
        return next((one for one in own if one.subject_id == self.detail.row.id), None)

    @property
    def claimed_by_other(self) -> str:
        """Who else is deciding this case now; "" when nobody is."""
        row = self.detail.row
        held = row.claimed_name and (row.claimed_until or 0) > self.detail.now
        other = held and row.claimed_name != self.login
        return self.people.get(row.claimed_name or "", row.claimed_name or "") if other else ""


class CaseReader(QObject):
    """`look(case)` and `read(case)`; then `arrived` with what is on it, or `missed` with the reason."""

    arrived = Signal(object)  # CaseSeen
    missed = Signal(object)  # OmsError

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.wanted: int | None = None
        self._asked = self._again = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self.read(self.wanted))

    def look(self, case_id: int) -> None:
        """Somebody walks the queue: the first case is read at once, of those that follow fast only the last."""
        if self._rest.isActive():
            self.wanted = case_id
            self._rest.start()
        else:
            self.read(case_id)
            self._rest.start()

    def read(self, case_id: int | None) -> None:
        """Look at a case (None: at none), or read the same one again."""
        self._rest.stop()
        self.wanted = case_id
        if case_id is None:
            return
        if self._asked:
            self._again = True
            return
        self._asked, self._again = True, False
        self._desk.jobs.ask(
            self._page, partial(self._look, case_id), partial(self._take, case_id), partial(self._miss, case_id)
        )

    def _look(self, case_id: int) -> CaseSeen:
        app, nobody = self._desk.app, None
        try:
            actor = self._desk.actor()
        except OmsError as error:  # everybody may read; only who is known may do something
            actor, nobody = NOBODY, error
        detail = app.after_sales.detail(case_id, actor)
        people = {user.login: user.name for user in app.setup.state().users}
        notes = tuple(app.case_notes.of(case_id))
        return CaseSeen(detail, actor.name, tuple(offered(detail.order)), people, notes, nobody)

    def _take(self, case_id: int, seen: CaseSeen) -> None:
        self._asked = False
        if case_id == self.wanted:
            self.arrived.emit(seen)
        self._read_again(case_id)

    def _miss(self, case_id: int, error: OmsError) -> None:
        self._asked = False
        if case_id == self.wanted:
            self.missed.emit(error)
        self._read_again(case_id)

    def _read_again(self, case_id: int) -> None:
        if self._again or self.wanted not in (case_id, None):
            self.read(self.wanted)

"""Reads a case with its order, as the reviewer's page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.case_notes import CaseNote
from desktop_oms.services.case_view import CaseDetail
from ui.deeds.deeds import Offered, offered
from ui.shared.page import Desk
from ui.shared.reader import Reader, reading_actor


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
    def undo_left(self) -> int:
        """For how long (ms) what was agreed to can still be taken back before anything of it happens; 0: no longer."""
        detail = self.detail
        waits = detail.row.state == "approved" and detail.row.due_at is not None
        return max(0, (detail.send_after or 0) - detail.now) if waits else 0

    @property
    def claimed_by_other(self) -> str:
        """Who else is deciding this case now; "" when nobody is."""
        row = self.detail.row
        held = row.claimed_name and (row.claimed_until or 0) > self.detail.now
        other = held and row.claimed_name != self.login
        return self.people.get(row.claimed_name or "", row.claimed_name or "") if other else ""


def at_time(seen: CaseSeen, now: int) -> CaseSeen:
    """The same case a moment later (ms UTC)."""
    return replace(seen, detail=replace(seen.detail, now=now))


class CaseReader(Reader):
    """`arrived` brings a `CaseSeen`."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(desk, page, self._look)

    def _look(self, case_id: int) -> CaseSeen:
        app = self._desk.app
        actor, nobody = reading_actor(self._desk)
        detail = app.after_sales.detail(case_id, actor)
        people = {user.login: user.name for user in app.setup.state().users}
        notes = tuple(app.case_notes.of(case_id))
        return CaseSeen(detail, actor.name, tuple(offered(detail.order)), people, notes, nobody)

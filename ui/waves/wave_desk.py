"""Between the scanner and a wave: a scan is decided at once and stored behind it, in order.

What the shop refuses stops the walk; the wave is then read anew, so the counts are those of the database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.pick_walk import PickResult, PickSession, PickVerdict, Work
from desktop_oms.services.wave_scans import Counted
from ui.shared.jobs import Lane
from ui.shared.page import Desk, Page


class WaveDesk(QObject):
    """One person at one wave, or nobody at none; `unheeded` is what was scanned over a stop."""

    moved = Signal()
    short_asked = Signal(object)  # PickLine

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.wave_id, self.work = 0, Work.BASKETS
        self.session: PickSession | None = None
        self.busy = False
        self.unheeded = ""
        self._early: list[str] = []

    def start(self, wave_id: int, work: Work) -> None:
        """Begin at a wave."""
        self.wave_id, self.work, self.session = wave_id, work, None
        self.look_anew()

    def leave(self) -> None:
        """Go away from the wave; every scan is stored."""
        self.session, self.busy, self.wave_id = None, False, 0
        self._early.clear()

    def scan(self, code: str) -> None:
        """A code was scanned or typed."""
        if self.busy or self.session is None:
            self._early.append(code)
            return
        self._take(self.session, code)
        self.moved.emit()

    def _take(self, session: PickSession, code: str) -> None:
        stop, result = session.stop, session.scan(code)
        self.unheeded = result.code if result.verdict == PickVerdict.ACKNOWLEDGE_FIRST else ""
        if result.verdict == PickVerdict.ASK_SHORT:
            self.short_asked.emit(result.line)
        self._send(result)
        if result.verdict == PickVerdict.ACKNOWLEDGED and stop is not None and stop.verdict == PickVerdict.BLOCKED:
            self.look_anew(carry_on=True)

    def _send(self, result: PickResult) -> None:
        app, desk, wave_id, work = self._desk.app, self._desk, self.wave_id, self.work

        def record() -> Counted:
            counted: Counted = app.wave_scans.record(desk.actor(), wave_id, work, result)
            return counted

        self._ask(record, self._stored, self.look_anew)

    def _stored(self, counted: Counted) -> None:
        if counted.refusal is not None:
            self.look_anew(counted.refusal)

    def look_anew(self, trouble: OmsError | None = None, *, carry_on: bool = False) -> None:
        """Read the wave as the database has it, stopped by `trouble` if there is one."""
        app, desk, wave_id, work = self._desk.app, self._desk, self.wave_id, self.work
        self.busy = True

        def read() -> PickSession:
            if carry_on:
                app.waves.carry_on(desk.actor(), wave_id)
            session: PickSession = app.wave_scans.session(desk.actor(), wave_id, work)
            return session

        self._ask(read, partial(self._looked, trouble), self._not_looked)

    def _looked(self, trouble: OmsError | None, session: PickSession) -> None:
        self.session, self.busy = session, False
        if trouble is not None and session.stop is None:
            session.block(trouble.code, **trouble.facts)
        while self._early and not self.busy:
            self._take(session, self._early.pop(0))
        self.moved.emit()

    def _not_looked(self, error: OmsError) -> None:
        self.busy = False
        if self.session is not None:
            self.session.block(error.code, **error.facts)
        else:
            self._page.tell_error(error)
        self.moved.emit()

    def _ask(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[OmsError], None]) -> None:
        wave_id = self.wave_id

        def still(deed: Callable[..., None], answer: object) -> None:
            if wave_id == self.wave_id:
                deed(answer)

        self._desk.jobs.change(self._page, work, partial(still, done), partial(still, failed), lane=Lane.SCAN)

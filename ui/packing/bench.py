"""Between the scanner and the shop: a scan is decided at once, and stored behind it, in order.

`PackingSession` decides, the packing service stores.  What the service refuses takes its piece back and stops the next
scan.  The label is asked for only when every scan is stored.  Nothing here paints: the page does, when `moved`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_oms.domain.codes import COMMAND, normalise
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packing import Moment, PackingSession, ScanResult, Verdict, takes_apart
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import with_mates
from desktop_oms.services.pack_job import PackJob
from ui.packing.box import Box, Packed, Scene
from ui.packing.deed_desk import DeedDesk
from ui.packing.errands import Errand, Errands
from ui.packing.label_desk import LabelDesk
from ui.shared.page import Desk, Page

Clock = Callable[[], float]
LABEL_SCANS = (Verdict.LABEL_OK, Verdict.WRONG_LABEL)


class Bench(QObject):
    """One bench with at most one open box.

    `packed` is the box just finished, `trouble` why nothing was opened, `unheeded` what was scanned over a stop,
    `refused` why a badge or a picture was not taken.
    """

    moved = Signal()

    def __init__(self, desk: Desk, page: Page, clock: Clock = time.monotonic) -> None:
        super().__init__(page)
        self.clock = clock
        self.box: Box | None = None
        self.packed: Packed | None = None
        self.trouble: OmsError | None = None
        self.opening = ""
        self.unheeded = ""
        self.errands = Errands(desk.jobs, page, self._go_on)
        self.refused: OmsError | None = None
        self.deeds = DeedDesk(desk, self.errands, self)
        self.labels = LabelDesk(desk, self.errands, clock, self._end, self.deeds)
        self._desk = desk
        self._idle = PackingSession([])
        self._acknowledged: ScanResult | None = None
        self._early: list[str] = []

    # what stands on the bench

    @property
    def session(self) -> PackingSession:
        """What decides the next scan."""
        return self.box.session if self.box else self._idle

    @property
    def stop(self) -> ScanResult | None:
        """The mistake or refusal that stops the bench; a refusal stands until the box was looked at anew."""
        checking = self.errands.current == Errand.CHECKING
        return self.session.stop or (self._acknowledged if checking else None)

    @property
    def scene(self) -> Scene:
        """What is to be shown."""
        if self.stop is not None:
            return Scene.STOPPED
        if self.box is None:
            return Scene.IDLE
        return Scene.OPEN if self.box.session.moment == Moment.OPEN else Scene.LABEL

    # scanning

    def scan(self, code: str) -> None:
        """A code was scanned or typed; the verdict stands when this returns, unless an errand is on its way."""
        if self.errands.current is not None:
            self._early.append(code)
            return
        self._take(code)
        self.moved.emit()

    def _take(self, code: str) -> None:
        box, deed = self.box, self._own_deed(normalise(code))
        if deed is not None:
            deed()
        elif box is None:
            self._at_idle(code)
        elif box.label.wants_waybill and self.stop is None and not box.knows(code):
            box.label.roll, box.label.wants_waybill = code.strip(), False
            self.labels.finish(box)
        else:
            self._at_box(box, code)

    def _own_deed(self, text: str) -> Callable[[], None] | None:
        """Commands about the bench and its labels; what goes into the box the session decides."""
        stop = self.stop
        if stop is not None and takes_apart(text, stop):
            return partial(self.deeds.apart, self.box, stop, self.opening)
        if not text.startswith(COMMAND) or self.box is None:
            return None
        if text == "CMD:ASIDE" and self.may_leave():
            return self.put_aside
        return self.labels.deed(self.box, text) if self.scene == Scene.LABEL else None

    def _at_idle(self, code: str) -> None:
        if self._idle.stop is not None:
            self._over_a_stop(None, self._idle.stop, self._idle.scan(code))
        elif normalise(code).startswith(COMMAND):
            self.packed, self.trouble = None, OmsError("pack_no_box")
        else:
            self._open(code)

    def _at_box(self, box: Box, code: str) -> None:
        stop, result = box.session.stop, box.session.scan(code)
        if not self._over_a_stop(box, stop, result):
            return
        box.scanned_at = self.clock()
        if result.verdict in LABEL_SCANS:
            self.labels.confirm(box, code, result)
            return
        self.deeds.weigh(box, result)
        box.pending += 1
        if result.verdict == Verdict.ALL_IN and self.labels.comes_at_once(box):
            self.labels.fill(box, result)
            return
        record = partial(self._desk.app.packing.record_scan, box.actor, box.job, result)
        self.errands.send(record, partial(box.stored, result), partial(box.lost, result))
        if result.verdict == Verdict.ACKNOWLEDGED and stop is not None and stop.verdict == Verdict.BLOCKED:
            self._carry_on(box, stop)
        else:
            self.deeds.after(box, result)

    def _over_a_stop(self, box: Box | None, stop: ScanResult | None, result: ScanResult) -> bool:
        """Note a scan made over a stop, so that its clerk learns it did not count; a badge asks for leave."""
        self.refused = None
        heeded = result.verdict != Verdict.ACKNOWLEDGE_FIRST
        self.unheeded = "" if heeded else result.code
        if result.verdict == Verdict.BADGE and stop is not None:
            self.deeds.badge(box, stop, str(result.facts["login"]))
            return False
        return heeded

    # opening and leaving

    def _open(self, code: str) -> None:
        self.opening, self.packed, self.trouble = code.strip(), None, None

        def work() -> tuple[Actor, PackJob]:
            actor = self._desk.actor()
            return actor, self._desk.app.packing.open(actor, code)

        def not_opened(error: OmsError) -> None:
            """An order that must not be packed stops the bench; a code that is no order only asks again."""
            if isinstance(error, Refused):
                self._idle.block(error.code, **error.facts)
            else:
                self.trouble = error

        self.errands.start(Errand.OPENING, work, self.place, not_opened)

    def place(self, found: tuple[Actor, PackJob]) -> None:
        """A box comes onto the bench."""
        actor, job = found
        self._idle = PackingSession([])
        self.box = Box(actor, job, job.session(), self.clock())
        self.box.label.known = self.box.session.moment == Moment.LABELLED
        self.box.stop_for_blocked()

    def may_leave(self) -> bool:
        """A mistake is acknowledged before its box goes; a box that must not be packed may go at once."""
        return self.stop is None or (self.stop.verdict == Verdict.BLOCKED and self.box is not None)

    def put_aside(self) -> None:
        """Take the box off the bench; what is in it is stored, and scanning its order again goes on."""
        if self.may_leave():
            self._early.clear()
            self._clear()
            self.moved.emit()

    def _end(self, box: Box) -> None:
        """The label was scanned; an order that goes on in a further parcel opens it by itself."""
        self._clear()
        if box.more:
            self._open(box.more)
        else:
            self.packed = Packed(
                with_mates(box.job.number, box.job.mates), box.job.waybill or box.session.waybill, self.clock()
            )

    def _clear(self) -> None:
        self.errands.drop()
        self.box, self.packed, self.trouble, self.refused, self.unheeded = None, None, None, None, ""
        self._idle, self._acknowledged = PackingSession([]), None

    # going on

    def _carry_on(self, box: Box, stop: ScanResult) -> None:
        """A refusal was acknowledged: read the box as it stands, without what may not go out."""
        self._acknowledged = stop
        work = partial(self._desk.app.packing.carry_on, box.actor, box.job.parcel_id)
        self.errands.start(Errand.CHECKING, work, partial(self._carried_on, box), box.block)

    def _carried_on(self, box: Box, job: PackJob | None) -> None:
        if job is not None:
            box.renew(job)
        else:
            self.emptied(box)

    def emptied(self, box: Box) -> None:
        """Nothing is left of the box."""
        self._clear()
        self._idle.block("box_emptied", number=box.job.number)

    def _go_on(self) -> None:
        """After an answer: ask for the label if the box is full and stored, then look at what was scanned meanwhile."""
        while self.errands.current is None and self.stop is None:
            if self.box is not None and self.box.wants_label:
                self.labels.finish(self.box)
            elif self._early:
                self._take(self._early.pop(0))
            else:
                break
        if self.errands.current is None and self._early:
            self.unheeded = normalise(self._early[-1])
            self._early.clear()
        self.moved.emit()

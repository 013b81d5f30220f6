"""Beside counting: missing pieces, further parcels, leave by badge, packages, weights and pictures of the open box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import ScanResult, Verdict, allow
from desktop_oms.domain.roles import Actor
from desktop_oms.services.pack_job import PackJob
from desktop_oms.services.scan_bench import first_left
from ui.packing.box import Box
from ui.packing.errands import Errand, Errands
from ui.shared.page import Desk

CUTS = (Verdict.SHORT, Verdict.NEXT_PARCEL)


class BenchTop(Protocol):
    """What the bench does with an answer."""

    refused: OmsError | None

    def place(self, found: tuple[Actor, PackJob]) -> None:
        """Put a box on the bench."""

    def emptied(self, box: Box) -> None:
        """The box is no more."""


class DeedDesk:
    """Deeds of one bench; each is an errand that the next scan waits for."""

    def __init__(self, desk: Desk, errands: Errands, bench: BenchTop) -> None:
        self._desk, self._errands, self._bench = desk, errands, bench

    @property
    def _deeds(self) -> Any:
        return self._desk.app.packing.deeds

    def weigh(self, box: Box, result: ScanResult) -> None:
        """Note a weight that was scanned, or let through."""
        if result.verdict == Verdict.WEIGHED:
            box.weight_g, box.label.wants_weight = int(str(result.facts["weight_g"])), False
        elif result.verdict == Verdict.WEIGHT_ACCEPTED:
            box.weight_g, box.label.wants_weight = int(str(result.facts["weight"])), False
            box.leave = str(result.facts["by"]), str(result.facts["reason"])

    def after(self, box: Box, result: ScanResult) -> None:
        """What a scan asks for once it is on its way into the database."""
        if result.verdict in CUTS:
            self._cut(box, result)
        elif result.verdict == Verdict.PACKAGE:
            self._look_again(box)

    def badge(self, box: Box | None, stop: ScanResult, login: str) -> None:
        """Somebody's badge was scanned over a stop that waits for one."""
        self._bench.refused = None
        if stop.verdict == Verdict.ASK_LINK and box is not None and stop.line is not None:
            line_id = stop.line.line_id
            link = partial(self._deeds.link, box.actor, login, box.job.parcel_id, line_id, stop.code)
            self._start(link, lambda _none: self._linked(box, stop.code, line_id))
        elif stop.verdict == Verdict.WEIGHT_OFF and box is not None:
            self._start(partial(self._deeds.manager, login), lambda _holder: allow(box.session, login))
        else:
            number = box.job.number if box is not None else str(stop.facts.get("number", ""))
            self._start(partial(self._take_over, number, login), self._bench.place)

    def apart(self, box: Box | None, stop: ScanResult, opening: str) -> None:
        """The order that stops a shared box leaves it; the box goes on, or the one that was scanned is opened."""
        number = str(stop.facts["number"])
        self._bench.refused = None

        def go_on() -> PackJob | None:
            assert box is not None
            self._deeds.apart(box.actor, number)
            left: PackJob | None = first_left(self._desk.app.packing, box.job)
            return left

        def open_anew() -> tuple[Actor, PackJob]:
            actor, app = self._desk.actor(), self._desk.app
            self._deeds.apart(actor, number)
            return actor, app.packing.open(actor, opening)

        def gone_on(job: PackJob | None) -> None:
            assert box is not None
            if job is None:
                self._bench.emptied(box)
            else:
                box.renew(job)

        if box is None:
            self._start(open_anew, self._bench.place)
        else:
            self._start(go_on, gone_on)

    def photograph(self, box: Box, file: Path) -> None:
        """Keep a picture of the box."""

        def work() -> int:
            try:
                content = file.read_bytes()
            except OSError:
                raise OmsError("picture_not_valid", file=file.name) from None
            kept: int = self._deeds.photograph(box.actor, box.job.parcel_id, file.name, content)
            return kept

        self._errands.send(work, partial(self._photographed, box), self._refuse)

    def _photographed(self, box: Box, count: int) -> None:
        box.pictures = count
        box.session.last = ScanResult(Verdict.PHOTO, "", facts={"n": count})

    def _linked(self, box: Box, code: str, line_id: int) -> None:
        self._desk.app.packing.forget_catalogue()
        box.session.linked(code, line_id)

    def _take_over(self, number: str, login: str) -> tuple[Actor, PackJob]:
        actor, app = self._desk.actor(), self._desk.app
        self._deeds.take_over(actor, login, app.orders.find(number))
        return actor, app.packing.open(actor, number)

    def _cut(self, box: Box, result: ScanResult) -> None:
        missing: Any = result.facts["missing"]
        deed = self._deeds.short if result.verdict == Verdict.SHORT else self._deeds.leave_out

        def work() -> PackJob:
            deed(box.actor, box.job.parcel_id, missing)
            job: PackJob = self._desk.app.packing.job(box.job.parcel_id)
            return job

        further = result.verdict == Verdict.NEXT_PARCEL
        box.more = box.job.part_of(next(iter(missing))).number if further else ""
        self._errands.start(Errand.CUTTING, work, partial(self._was_cut, box), box.block)

    def _was_cut(self, box: Box, job: PackJob) -> None:
        if job.state == "void":
            self._bench.emptied(box)
        else:
            box.renew(job)

    def _look_again(self, box: Box) -> None:
        """The package changes what the box should weigh; its card may bear a code that is not its name."""
        scanned = box.session.last

        def seen(job: PackJob) -> None:
            box.job = job
            if scanned is not None and box.session.last is scanned:
                box.session.last = replace(scanned, facts={"package": job.package})

        self._errands.look(partial(self._desk.app.packing.job, box.job.parcel_id), seen, self._refuse)

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._errands.start(Errand.LEAVE, work, done, self._refuse)

    def _refuse(self, error: OmsError) -> None:
        self._bench.refused = error

    def leave_of(self, box: Box) -> Any:
        """The leave that was given for the box's weight, asked of the shop once more; None for none."""
        if box.leave is None:
            return None
        return self._deeds.leave(*box.leave)

"""A bench without a screen: the session decides, each scan is stored, a full box gets its label at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packing import Moment, ScanResult, Verdict, allow, takes_apart
from desktop_oms.domain.roles import Actor
from desktop_oms.services.box_deeds import BoxDeeds
from desktop_oms.services.boxes import NO_LEAVE, Leave
from desktop_oms.services.pack_job import Labelled, PackJob, Stored

LABEL_SCANS = (Verdict.LABEL_OK, Verdict.WRONG_LABEL)


class Packs(Protocol):
    """What the bench asks of the packing service."""

    deeds: BoxDeeds

    def job(self, parcel_id: int) -> PackJob:
        """The box as it stands now."""

    def record_scan(self, actor: Actor, job: PackJob, result: ScanResult) -> Stored:
        """Store one scan."""

    def fill(self, actor: Actor, job: PackJob, result: ScanResult) -> Stored:
        """Store the piece that fills the box, and close it."""

    def confirm_label(self, actor: Actor, parcel_id: int, code: str) -> ScanResult:
        """The printed label was scanned."""

    def carry_on(self, actor: Actor, parcel_id: int) -> PackJob | None:
        """The box without what is blocked."""

    def finish(self, actor: Actor, parcel_id: int, *, weight_g: int | None = None, leave: Leave = NO_LEAVE) -> Labelled:
        """Close a full box."""

    def forget_catalogue(self) -> None:
        """Read the names of goods anew."""


class ScanBench:
    """Works one box by scans, as the command line does."""

    def __init__(self, packing: Packs, actor: Actor, job: PackJob) -> None:
        self.packing = packing
        self.actor = actor
        self.job = job
        self.session = job.session()
        self.weight_g: int | None = None
        self.leave: Leave = NO_LEAVE
        self._close_if_full()

    def scan(self, code: str) -> ScanResult:
        """One scan from verdict to storage."""
        stop = self.session.stop
        if stop is not None and takes_apart(code, stop):
            return self._apart(stop)
        result = self.session.scan(code)
        if result.verdict == Verdict.ACKNOWLEDGE_FIRST:
            return result
        if result.verdict in LABEL_SCANS:
            return self.packing.confirm_label(self.actor, self.job.parcel_id, code)
        if result.verdict == Verdict.BADGE and stop is not None:
            return self._badge(result, stop)
        stored = self._store(result)
        if stored.refusal is not None:
            return self._blocked(result, stored.refusal)
        if result.verdict in (Verdict.SHORT, Verdict.NEXT_PARCEL):
            return self._cut(result)
        if result.verdict == Verdict.ACKNOWLEDGED and stop is not None and stop.verdict == Verdict.BLOCKED:
            return self._carry_on(result)
        return self._beside(result, stored)

    def _store(self, result: ScanResult) -> Stored:
        """The piece that fills a box closes it as well, unless it was weighed before."""
        closes = result.verdict == Verdict.ALL_IN and self.weight_g is None
        store = self.packing.fill if closes else self.packing.record_scan
        return store(self.actor, self.job, result)

    def _beside(self, result: ScanResult, stored: Stored) -> ScanResult:
        """A weight or a package is noted; then the box may be full, if it was not closed by this very scan."""
        if stored.labelled is not None:
            self.session.labelled(stored.labelled.waybill)
            return with_label(result, stored.labelled)
        if result.verdict == Verdict.WEIGHED:
            self.weight_g = int(str(result.facts["weight_g"]))
        elif result.verdict == Verdict.PACKAGE:
            self.job = self.packing.job(self.job.parcel_id)
        elif result.verdict == Verdict.WEIGHT_ACCEPTED:
            self.weight_g = int(str(result.facts["weight"]))
            self.leave = self.packing.deeds.leave(str(result.facts["by"]), str(result.facts["reason"]))
        return self._label_if_full(result)

    def _badge(self, badge: ScanResult, stop: ScanResult) -> ScanResult:
        """Somebody gives leave for what stopped the box."""
        login, deeds = str(badge.facts["login"]), self.packing.deeds
        try:
            if stop.verdict == Verdict.ASK_LINK and stop.line is not None:
                deeds.link(self.actor, login, self.job.parcel_id, stop.line.line_id, stop.code)
                self.packing.forget_catalogue()
                return self.session.linked(stop.code, stop.line.line_id)
            if stop.verdict == Verdict.WEIGHT_OFF:
                deeds.manager(login)
                allow(self.session, login)
                return badge
            deeds.take_over(self.actor, login, self.job.order_id)
            badge = replace(badge, verdict=Verdict.TAKEN_OVER)
        except Refused as refusal:
            return replace(badge, refusal=refusal.code, facts=refusal.facts)
        return self._renew(badge)

    def _cut(self, result: ScanResult) -> ScanResult:
        missing = dict(result.facts["missing"])  # type: ignore[call-overload]
        deeds = self.packing.deeds
        deed: Callable[..., None] = deeds.short if result.verdict == Verdict.SHORT else deeds.leave_out
        try:
            deed(self.actor, self.job.parcel_id, missing)
        except Refused as refusal:
            return self.session.block(refusal.code, **refusal.facts)
        return self._renew(result)

    def _renew(self, result: ScanResult) -> ScanResult:
        job = self.packing.job(self.job.parcel_id)
        if job.state == "void":
            return self.session.block("box_emptied", number=job.number)
        self.job, self.session = job, job.session()
        return self._label_if_full(result)

    def _apart(self, stop: ScanResult) -> ScanResult:
        """The order that stops the box leaves it; the others go on."""
        number = str(stop.facts["number"])
        try:
            self.packing.deeds.apart(self.actor, number)
        except Refused as refusal:
            return self.session.block(refusal.code, **refusal.facts)
        job = first_left(self.packing, self.job)
        if job is None:
            return self.session.block("box_emptied", number=self.job.number)
        self.job, self.session = job, job.session()
        return self._label_if_full(self.session.answered(Verdict.PARTED, number=number))

    def _blocked(self, result: ScanResult, refusal: OmsError) -> ScanResult:
        if result.line is not None:
            self.session.take_back(result.line.line_id, result.units)
        return self.session.block(refusal.code, **refusal.facts)

    def _carry_on(self, result: ScanResult) -> ScanResult:
        try:
            job = self.packing.carry_on(self.actor, self.job.parcel_id)
        except Refused as refusal:
            return self.session.block(refusal.code, **refusal.facts)
        if job is None:
            return self.session.block("box_emptied", number=self.job.number)
        self.job, self.session = job, job.session()
        return self._label_if_full(result)

    def _label_if_full(self, result: ScanResult) -> ScanResult:
        try:
            label = self._close_if_full()
        except Refused as refusal:
            if refusal.code == "weight_off":
                self.weight_g, off = None, self.session.ask(Verdict.WEIGHT_OFF, **refusal.facts)
                return off
            return self.session.block(refusal.code, **refusal.facts)
        return with_label(result, label) if label else result

    def _close_if_full(self) -> Labelled | None:
        """Pack and label a box that is full and not labelled yet; one that must be weighed first waits."""
        if self.session.moment != Moment.ALL_IN or self.session.stop is not None:
            return None
        try:
            label = self.packing.finish(self.actor, self.job.parcel_id, weight_g=self.weight_g, leave=self.leave)
        except OmsError as trouble:
            if trouble.code == "weight_missing":
                return None
            raise
        self.session.labelled(label.waybill)
        return label


def with_label(result: ScanResult, label: Labelled) -> ScanResult:
    """The result of the scan that closed a box, with its carrier and waybill."""
    return replace(result, facts={**result.facts, "carrier": label.carrier, "waybill": label.waybill})


def first_left(packing: Packs, job: PackJob) -> PackJob | None:
    """The box of a job as it stands now; None when nothing is left of any order's part of it."""
    found = (packing.job(part.parcel_id) for part in job.parts)
    return next((one for one in found if one.state != "void"), None)

"""The box on the bench: its job, its session, and how far its label is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_oms.domain.codes import Family, keys_of, read
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import Moment, PackingSession, ScanResult
from desktop_oms.domain.roles import Actor
from desktop_oms.services.pack_job import PackJob
from desktop_oms.services.packing import Labelled, Stored
from desktop_oms.services.printing import Print


class Scene(StrEnum):
    """What the bench shows: nothing open, pieces to scan, the label's way, or a stop that must be acknowledged."""

    IDLE = "idle"
    OPEN = "open"
    LABEL = "label"
    STOPPED = "stopped"


@dataclass(slots=True)
class LabelState:
    """How far the label is: its waybill, the print, the printer or file it went to, its picture, and what went wrong.

    `other` is the printer that it may be put on instead.
    `since` is when it went out (seconds of the bench's clock); `known` says it was printed before the box was opened
    here; `wants_weight` that the box has to be weighed first; `wants_waybill` that the carrier's own number (`roll`)
    must be scanned first; `asks_reason` that somebody wants it printed again and has not said why.
    """

    drawn: Labelled | None = None
    made: Print | None = None
    file: Path | None = None
    printer: str = ""
    other: str = ""
    picture: bytes = b""
    trouble: OmsError | None = None
    since: float = 0.0
    known: bool = False
    wants_waybill: bool = False
    wants_weight: bool = False
    roll: str = ""
    asks_reason: bool = False

    def seen(self, picture: bytes) -> None:
        """Its picture came."""
        self.picture = picture

    def missed(self, error: OmsError) -> None:
        """Something went wrong with it."""
        self.trouble = error


@dataclass(slots=True)
class Box:
    """One box from its opening to its scanned label; `pending` counts scans on their way into the database.

    `opened` and `scanned_at` are seconds of the bench's clock.  `weight_g` is what the scale said, `leave` whose badge
    let it through and why, `more` the order that goes on in a further parcel, `pictures` how many were taken.
    """

    actor: Actor
    job: PackJob
    session: PackingSession
    opened: float
    pending: int = 0
    scanned_at: float = 0.0
    weight_g: int | None = None
    leave: tuple[str, str] | None = None
    more: str = ""
    pictures: int = 0
    label: LabelState = field(default_factory=LabelState)

    @property
    def wants_label(self) -> bool:
        """True when everything is in and stored, and nobody asked for the label yet."""
        label = self.label
        full = self.session.moment in (Moment.ALL_IN, Moment.LABELLED) and not self.pending
        return full and not (label.drawn or label.trouble or label.wants_waybill or label.wants_weight)

    def knows(self, code: str) -> bool:
        """Whether the code bears a family's prefix or stands on goods: then it is no waybill off a carrier's roll."""
        known = [*(line.codes for line in self.session.lines), self.session.catalogue]
        return read(code).family != Family.DATA or any(key in codes for key in keys_of(code) for codes in known)

    def weighed(self, weight_g: int) -> None:
        """The scale said what it weighs."""
        self.weight_g = weight_g

    def renew(self, job: PackJob) -> None:
        """Go on with the box as the database has it."""
        self.job, self.session = job, job.session()
        if not job.waybill:
            self.label = LabelState()
        self.stop_for_blocked()

    def stop_for_blocked(self) -> None:
        """Pieces that may no longer go out stop the box at once."""
        for sku, units in self.job.blocked[:1]:
            self.session.block("units_blocked", sku=sku, n=units)

    def stored(self, result: ScanResult, stored: Stored) -> None:
        """The shop took a scan; or it refused its piece, which then does not count, and everything stops."""
        if stored.refusal is None:
            self.pending -= 1
        else:
            self.lost(result, stored.refusal)

    def lost(self, result: ScanResult, why: OmsError) -> None:
        """A scan is not in the database: it does not count, and the box is read anew before it goes on."""
        self.pending -= 1
        if result.line is not None and result.units:
            self.session.take_back(result.line.line_id, result.units)
        self.block(why)

    def block(self, why: OmsError) -> None:
        """The shop refused something: everything stops."""
        self.session.block(why.code, **why.facts)


@dataclass(frozen=True, slots=True)
class Packed:
    """The box that was just finished, and when (seconds of the bench's clock)."""

    number: str
    waybill: str
    at: float

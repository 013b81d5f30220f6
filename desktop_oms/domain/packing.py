"""Packing by scan: what a clerk's scan means at each moment. No database, no screen: the page paints what this decides.

A WRONG, OVER, UNKNOWN or BLOCKED verdict stays until the clerk acknowledges it by scanning CMD:OK, so nobody packs on
past a mistake; so does a question, such as a note that must be read.  What a code is, `codes` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop_oms.domain.codes import COMMAND, MOST_AT_ONCE, Code, Family, counted, keys_of, normalise, read

WEIGHT_REASONS = ("wrapping", "scale", "goods")  # heavier wrapping, a scale that is wrong, goods that weigh otherwise
LABEL_PATIENCE = 60_000  # ms until an unscanned label counts as printing trouble


class Verdict(StrEnum):
    """What a scan came to."""

    OK = "ok"
    ALL_IN = "all_in"
    WRONG = "wrong"
    OVER = "over"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    LABEL_OK = "label_ok"
    WRONG_LABEL = "wrong_label"
    UNDONE = "undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGE_FIRST = "acknowledge_first"
    COMMAND_UNKNOWN = "command_unknown"
    QUANTITY = "quantity"
    QUANTITY_BAD = "quantity_bad"
    NOT_NOW = "not_now"
    NEXT_PARCEL = "next_parcel"
    READ_NOTE = "read_note"
    NOTE_READ = "note_read"
    ASK_SHORT = "ask_short"
    SHORT = "short"
    ASK_LINK = "ask_link"
    LINKED = "linked"
    BADGE = "badge"
    PACKAGE = "package"
    WEIGHED = "weighed"
    WEIGHT_OFF = "weight_off"
    WEIGHT_ACCEPTED = "weight_accepted"
    TAKEN_OVER = "taken_over"
    PHOTO = "photo"
    PARTED = "parted"


QUESTIONS = frozenset({Verdict.READ_NOTE, Verdict.ASK_SHORT, Verdict.ASK_LINK, Verdict.WEIGHT_OFF})
STOPS = QUESTIONS | {Verdict.WRONG, Verdict.OVER, Verdict.UNKNOWN, Verdict.BLOCKED, Verdict.WRONG_LABEL}
COUNTED = frozenset({Verdict.OK, Verdict.ALL_IN})


class Moment(StrEnum):
    """Where the box stands."""

    OPEN = "open"
    ALL_IN = "all_in"
    LABELLED = "labelled"
    PACKED = "packed"


@dataclass(slots=True)
class PackLine:
    """One line of the box: goods as the clerk sees them, and how many pieces are in.

    `codes` are the scannable codes with the pieces each stands for: a carton's code counts for all it holds.
    `order_no` says whose goods they are.
    """

    line_id: int
    sku: str
    name: str
    spec: str
    qty: int
    scanned: int = 0
    bin: str = ""
    picture: str = ""
    codes: Mapping[str, int] = field(default_factory=dict)
    weight_g: int | None = None
    order_no: str = ""

    @property
    def left(self) -> int:
        """Pieces still to scan."""
        return self.qty - self.scanned


@dataclass(frozen=True, slots=True)
class Article:
    """Goods of the catalogue that a foreign code stands for, so that WRONG can show what was scanned."""

    sku: str
    name: str
    spec: str
    bin: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The verdict on one scan: the line it counted for, or the goods it was instead."""

    verdict: Verdict
    code: str
    line: PackLine | None = None
    article: Article | None = None
    units: int = 0
    refusal: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def bin_order(place: str) -> tuple[tuple[bool, int, str], ...]:
    """A bin as people walk: runs of digits as numbers, so A-2 comes before A-10; goods without a bin come last."""
    pieces = re.findall(r"\d+|\D+", place.strip())
    if not pieces:
        return ((True, 0, "\U0010ffff"),)
    return tuple((not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces)


class PackingSession:
    """One box at one bench, from the first scan to the scanned label.

    `done` are the scans accepted before (line and pieces, the oldest first), so that undo works after a restart too.
    `note` is what must be acknowledged before the first piece.
    """

    def __init__(
        self,
        lines: list[PackLine],
        catalogue: Mapping[str, Article] | None = None,
        waybill: str = "",
        done: Sequence[tuple[int, int]] = (),
        note: str = "",
    ) -> None:
        self.lines = lines
        self.catalogue = catalogue or {}
        self.waybill = normalise(waybill)
        self.stop: ScanResult | None = None
        self.last: ScanResult | None = None
        self.times = 0
        self._done = list(done)
        self.moment = Moment.ALL_IN if self.all_in else Moment.OPEN
        if self.waybill and self.all_in:
            self.moment = Moment.LABELLED
        elif note:
            self.ask(Verdict.READ_NOTE, note=note)

    @property
    def all_in(self) -> bool:
        """True when every piece was scanned."""
        return all(line.left <= 0 for line in self.lines)

    @property
    def pieces(self) -> tuple[int, int]:
        """Pieces in the box, and pieces that belong in it."""
        return sum(line.scanned for line in self.lines), sum(line.qty for line in self.lines)

    @property
    def current(self) -> PackLine | None:
        """The line to take next: the one begun, else the first open one."""
        begun = next((line for line in self.lines if 0 < line.scanned < line.qty), None)
        return begun or next((line for line in self.lines if line.left > 0), None)

    def scan(self, code: str) -> ScanResult:
        """Decide what a scanned code means now."""
        given = read(code)
        if given.family == Family.COMMAND:
            return self._keep(self._command(given.text))
        if self.stop is not None:
            wanted = given.family == Family.BADGE and awaits_badge(self.stop)
            return ask_leave(given) if wanted else acknowledge_first(given.text, self.stop)
        if given.family == Family.QUANTITY:
            return self._keep(self._quantity(given))
        if given.family != Family.DATA:
            return self._keep(beside(given, self.moment))
        if self.moment == Moment.LABELLED:
            return self._keep(self._label(given.text))
        return self._keep(self._piece(code, given.text))

    def block(self, refusal: str, **facts: object) -> ScanResult:
        """The database refused (a refund was asked for meanwhile, another station has the box): everything stops."""
        return self._keep(ScanResult(Verdict.BLOCKED, "", refusal=refusal, facts=facts))

    def ask(self, question: Verdict, **facts: object) -> ScanResult:
        """Something must be answered before the box goes on: a note, a weight that is off."""
        return self._keep(ScanResult(question, "", facts=facts))

    def linked(self, code: str, line_id: int) -> ScanResult:
        """From now on a code stands for a piece of that line; the piece itself is scanned again."""
        line = self._line(line_id)
        for one in self.lines:
            if one.sku == line.sku:
                one.codes = {**one.codes, **dict.fromkeys(keys_of(code), 1)}
        self.stop = None
        return self._keep(ScanResult(Verdict.LINKED, normalise(code), line))

    def answered(self, verdict: Verdict, **facts: object) -> ScanResult:
        """What stopped the box was settled by somebody who may."""
        self.stop = None
        return self._keep(ScanResult(verdict, "", facts=facts))

    def take_back(self, line_id: int, units: int = 1) -> None:
        """A scan could not be stored: its pieces do not count (with negative `units`: an undo, its pieces do)."""
        line = self._line(line_id)
        line.scanned -= units
        if units < 0:
            self._done.append((line_id, -units))
        elif (line_id, units) in self._done:
            newest = len(self._done) - 1 - self._done[::-1].index((line_id, units))
            del self._done[newest]
        self.moment = Moment.ALL_IN if self.all_in else Moment.OPEN

    def labelled(self, waybill: str) -> None:
        """The label is on its way out of the printer: the next scan must be it."""
        self.waybill = normalise(waybill)
        self.moment = Moment.LABELLED

    def _line(self, line_id: int) -> PackLine:
        return next(line for line in self.lines if line.line_id == line_id)

    def _keep(self, result: ScanResult) -> ScanResult:
        if result.verdict in STOPS:
            self.stop = result
        self.last = result
        return result

    def _quantity(self, given: Code) -> ScanResult:
        if self.moment != Moment.OPEN:
            return ScanResult(Verdict.NOT_NOW, given.text)
        fits = 0 < given.number <= MOST_AT_ONCE
        self.times = given.number if fits else 0
        return ScanResult(Verdict.QUANTITY if fits else Verdict.QUANTITY_BAD, given.text, facts={"n": given.number})

    def _piece(self, code: str, text: str) -> ScanResult:
        times, self.times = self.times, 0
        found = [(line, line.codes[key]) for key in keys_of(code) for line in self.lines if key in line.codes]
        number, goods = counted(text)
        if not found and number and not times:
            self.times = number
            return self._piece(goods, goods)
        if not found:
            article = next((self.catalogue[key] for key in keys_of(code) if key in self.catalogue), None)
            return ScanResult(Verdict.WRONG if article else Verdict.UNKNOWN, text, article=article)
        told = f"{times}*{text}" if times else text
        counts = [(line, units * (times or 1)) for line, units in found]
        line, units = next(((line, units) for line, units in counts if line.left >= units), counts[0])
        if line.left < units:
            return ScanResult(Verdict.OVER, told, line, facts={"n": line.qty, "left": line.left, "units": units})
        line.scanned += units
        self._done.append((line.line_id, units))
        if self.all_in:
            self.moment = Moment.ALL_IN
            return ScanResult(Verdict.ALL_IN, told, line, units=units)
        return ScanResult(Verdict.OK, told, line, units=units)

    def _label(self, text: str) -> ScanResult:
        if text == self.waybill:
            self.moment = Moment.PACKED
            return ScanResult(Verdict.LABEL_OK, text)
        return ScanResult(Verdict.WRONG_LABEL, text, facts={"waybill": self.waybill})

    def _command(self, text: str) -> ScanResult:
        command = text.removeprefix(COMMAND)
        if command == "OK":
            return self._ok(text)
        if self.stop is not None:
            return self._over_a_stop(command, text, self.stop)
        if command == "UNDO":
            return self._undo(text)
        if command in ("SHORT", "NEXTPARCEL"):
            return cut(self, command, text)
        return ScanResult(Verdict.COMMAND_UNKNOWN, text)

    def _ok(self, text: str) -> ScanResult:
        stop, self.stop = self.stop, None
        if stop is not None and stop.verdict == Verdict.READ_NOTE:
            return ScanResult(Verdict.NOTE_READ, text)
        if stop is not None and stop.verdict == Verdict.ASK_SHORT:
            return ScanResult(Verdict.SHORT, text, facts=stop.facts)
        return ScanResult(Verdict.ACKNOWLEDGED, text)

    def _over_a_stop(self, command: str, text: str, stop: ScanResult) -> ScanResult:
        """Commands that answer a stop: an unknown code may be linked, a question taken back."""
        if command == "LINK" and stop.verdict == Verdict.UNKNOWN and self.current is not None:
            return ScanResult(Verdict.ASK_LINK, stop.code, self.current)
        if stop.verdict == Verdict.WEIGHT_OFF and stop.facts.get("by") and command.lower() in WEIGHT_REASONS:
            self.stop = None
            return ScanResult(Verdict.WEIGHT_ACCEPTED, text, facts=stop.facts | {"reason": command.lower()})
        if command == "UNDO" and stop.verdict in (Verdict.ASK_SHORT, Verdict.ASK_LINK):
            self.stop = None
            return ScanResult(Verdict.ACKNOWLEDGED, text)
        return acknowledge_first(text, stop)

    def _undo(self, text: str) -> ScanResult:
        if self.times:
            self.times = 0
            return ScanResult(Verdict.ACKNOWLEDGED, text)
        if not self._done or self.moment in (Moment.LABELLED, Moment.PACKED):
            return ScanResult(Verdict.NOTHING_TO_UNDO, text)
        line_id, units = self._done.pop()
        line = self._line(line_id)
        line.scanned -= units
        self.moment = Moment.OPEN
        return ScanResult(Verdict.UNDONE, text, line, units=-units)


def takes_apart(code: str, stop: ScanResult) -> bool:
    """Whether a scan takes the order out that stops the box it shares with others."""
    return normalise(code) == f"{COMMAND}APART" and stop.refusal == "mate_stopped"


def awaits_badge(stop: ScanResult) -> bool:
    """Whether somebody's badge can settle a stop: a link, a weight that is off, a box that another bench has open."""
    return stop.verdict in (Verdict.ASK_LINK, Verdict.WEIGHT_OFF) or stop.refusal == "box_elsewhere"


def ask_leave(badge: Code) -> ScanResult:
    """Who holds the badge is asked for leave; the stop stands until it is given."""
    return ScanResult(Verdict.BADGE, badge.text, facts={"login": badge.body})


def beside(given: Code, moment: Moment) -> ScanResult:
    """A package or a weight told by a code; the rest of the families means nothing at a box."""
    if given.family == Family.PACKAGE and moment in (Moment.OPEN, Moment.ALL_IN):
        return ScanResult(Verdict.PACKAGE, given.text, facts={"package": given.body})
    if given.family == Family.WEIGHT and moment == Moment.ALL_IN and given.number:
        return ScanResult(Verdict.WEIGHED, given.text, facts={"weight_g": given.number})
    return ScanResult(Verdict.NOT_NOW, given.text)


def acknowledge_first(text: str, stop: ScanResult) -> ScanResult:
    """A scan over a stop counts for nothing."""
    return ScanResult(Verdict.ACKNOWLEDGE_FIRST, text, facts={"stop": str(stop.verdict)})


def allow(box: PackingSession, login: str) -> None:
    """Somebody who may accepts a weight that is off: the reason is asked for next."""
    if box.stop is not None:
        box.stop = replace(box.stop, facts=box.stop.facts | {"by": login})


def cut(box: PackingSession, command: str, text: str) -> ScanResult:
    """The box is closed with what is in: the rest is missing (asked once more), or goes into a further box."""
    missing = {line.line_id: line.left for line in box.lines if line.left > 0}
    if box.moment != Moment.OPEN or (command == "NEXTPARCEL" and not box.pieces[0]):
        return ScanResult(Verdict.NOT_NOW, text)
    verdict = Verdict.ASK_SHORT if command == "SHORT" else Verdict.NEXT_PARCEL
    return ScanResult(verdict, text, facts={"missing": missing, "n": sum(missing.values())})

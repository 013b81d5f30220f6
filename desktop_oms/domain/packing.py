"""Packing by scan: what a clerk's scan means at each moment. No database, no screen: the page paints what this decides.

A WRONG, OVER, UNKNOWN or BLOCKED verdict stays until the clerk acknowledges it by scanning CMD:OK, so nobody packs on
past a mistake.  Codes are data: only those with the prefix CMD: are commands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

COMMAND = "CMD:"
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


STOPS = frozenset({Verdict.WRONG, Verdict.OVER, Verdict.UNKNOWN, Verdict.BLOCKED, Verdict.WRONG_LABEL})


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


def normalise(code: str) -> str:
    """A scanned code as it is compared: NFKC, without control characters and outer blanks, upper case."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", code) if unicodedata.category(char)[0] != "C")
    return plain.strip().upper()


def gtin14(code: str) -> str:
    """A GTIN-8, -12, -13 or -14 padded to 14 digits (GS1 General Specifications); empty when it is none."""
    if len(code) not in (8, 12, 13, 14) or not (code.isascii() and code.isdigit()):
        return ""
    padded = code.zfill(14)
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(padded[:-1]))
    return padded if (10 - weighted % 10) % 10 == int(padded[-1]) else ""


def bin_order(place: str) -> tuple[tuple[bool, int, str], ...]:
    """A bin as people walk: runs of digits as numbers, so A-2 comes before A-10; goods without a bin come last."""
    pieces = re.findall(r"\d+|\D+", place.strip())
    if not pieces:
        return ((True, 0, "\U0010ffff"),)
    return tuple((not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces)


def keys_of(code: str) -> list[str]:
    """The forms under which a code is looked up, most exact first: as scanned, then as GTIN-14."""
    exact = normalise(code)
    padded = gtin14(exact)
    return [exact, padded] if padded and padded != exact else [exact]


class PackingSession:
    """One box at one bench, from the first scan to the scanned label.

    `done` are the scans accepted before (line and pieces, the oldest first), so that undo works after a restart too.
    """

    def __init__(
        self,
        lines: list[PackLine],
        catalogue: Mapping[str, Article] | None = None,
        waybill: str = "",
        done: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.lines = lines
        self.catalogue = catalogue or {}
        self.waybill = normalise(waybill)
        self.stop: ScanResult | None = None
        self.last: ScanResult | None = None
        self._done = list(done)
        self.moment = Moment.ALL_IN if self.all_in else Moment.OPEN
        if self.waybill and self.all_in:
            self.moment = Moment.LABELLED

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
        text = normalise(code)
        if text.startswith(COMMAND):
            return self._keep(self._command(text))
        if self.stop is not None:
            return self._acknowledge_first(text, self.stop)
        if self.moment == Moment.LABELLED:
            return self._keep(self._label(text))
        return self._keep(self._piece(code, text))

    def block(self, refusal: str, **facts: object) -> ScanResult:
        """The database refused (a refund was asked for meanwhile, another station has the box): everything stops."""
        return self._keep(ScanResult(Verdict.BLOCKED, "", refusal=refusal, facts=facts))

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

    def _acknowledge_first(self, text: str, stop: ScanResult) -> ScanResult:
        return ScanResult(Verdict.ACKNOWLEDGE_FIRST, text, facts={"stop": str(stop.verdict)})

    def _piece(self, code: str, text: str) -> ScanResult:
        found = [(line, line.codes[key]) for key in keys_of(code) for line in self.lines if key in line.codes]
        if not found:
            article = next((self.catalogue[key] for key in keys_of(code) if key in self.catalogue), None)
            return ScanResult(Verdict.WRONG if article else Verdict.UNKNOWN, text, article=article)
        line, units = next(((line, units) for line, units in found if line.left >= units), found[0])
        if line.left < units:
            return ScanResult(Verdict.OVER, text, line, facts={"n": line.qty, "left": line.left, "units": units})
        line.scanned += units
        self._done.append((line.line_id, units))
        if self.all_in:
            self.moment = Moment.ALL_IN
            return ScanResult(Verdict.ALL_IN, text, line, units=units)
        return ScanResult(Verdict.OK, text, line, units=units)

    def _label(self, text: str) -> ScanResult:
        if text == self.waybill:
            self.moment = Moment.PACKED
            return ScanResult(Verdict.LABEL_OK, text)
        return ScanResult(Verdict.WRONG_LABEL, text, facts={"waybill": self.waybill})

    def _command(self, text: str) -> ScanResult:
        command = text.removeprefix(COMMAND)
        if command == "OK":
            self.stop = None
            return ScanResult(Verdict.ACKNOWLEDGED, text)
        if self.stop is not None:
            return self._acknowledge_first(text, self.stop)
        if command == "UNDO":
            return self._undo(text)
        return ScanResult(Verdict.COMMAND_UNKNOWN, text)

    def _undo(self, text: str) -> ScanResult:
        if not self._done or self.moment in (Moment.LABELLED, Moment.PACKED):
            return ScanResult(Verdict.NOTHING_TO_UNDO, text)
        line_id, units = self._done.pop()
        line = self._line(line_id)
        line.scanned -= units
        self.moment = Moment.OPEN
        return ScanResult(Verdict.UNDONE, text, line, units=-units)

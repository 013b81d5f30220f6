"""Counting a parcel that came back, by scan: what each scan means.  No database, no screen.

A scanned piece counts as sellable; CMD:DAMAGED, CMD:WRONG or CMD:SELLABLE right after it says how it is.  Goods that
belong to no line of the case stop the bench: CMD:WRONG counts the piece as wrong goods in place of an announced one,
CMD:OK lays it aside.  CMD:DONE ends the count of this parcel; CMD:SHORT says that the rest will not come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_oms.domain.codes import COMMAND, MOST_AT_ONCE, Code, Family, keys_of, read
from desktop_oms.domain.returns import VERDICTS


class Counted(StrEnum):
    """What a scan came to."""

    OK = "ok"
    ALL_HERE = "all_here"
    JUDGED = "judged"
    OVER = "over"
    NOT_EXPECTED = "not_expected"
    QUANTITY = "quantity"
    QUANTITY_BAD = "quantity_bad"
    UNDONE = "undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_JUDGE = "nothing_to_judge"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGE_FIRST = "acknowledge_first"
    COMMAND_UNKNOWN = "command_unknown"
    DONE = "done"
    SHORT = "short"
    NOT_NOW = "not_now"


STOPS = frozenset({Counted.OVER, Counted.NOT_EXPECTED})
ENDS = frozenset({Counted.DONE, Counted.SHORT})


@dataclass(slots=True)
class ReturnLine:
    """One line of the case at the bench: the pieces that are announced and not here yet, and those counted now.

    `codes` are the scannable codes with the pieces each stands for.
    """

    line_id: int
    sku: str
    name: str
    spec: str
    qty: int
    codes: Mapping[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))

    @property
    def counted(self) -> int:
        """Pieces counted at this bench."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Pieces still expected."""
        return self.qty - self.counted


@dataclass(frozen=True, slots=True)
class ReturnScan:
    """What one scan came to: the line it counted for, how many pieces, and how they are."""

    result: Counted
    code: str
    line: ReturnLine | None = None
    units: int = 0
    verdict: str = ""


@dataclass(slots=True)
class _Count:
    """Pieces counted by one scan."""

    line: ReturnLine
    units: int
    verdict: str


class ReturnSession:
    """One parcel of one case on the bench."""

    def __init__(self, case: str, lines: Sequence[ReturnLine]) -> None:
        """`case` is the number people call it by."""
        self.case, self.lines = case, tuple(lines)
        self.stop: ReturnScan | None = None
        self.times = 0  # a quantity was scanned: the next piece stands for so many
        self._done: list[_Count] = []

    @property
    def all_here(self) -> bool:
        """True when nothing more is expected."""
        return all(line.left <= 0 for line in self.lines)

    @property
    def counts(self) -> dict[int, dict[str, int]]:
        """What was counted, by line and verdict, as `case.receive` takes it."""
        found = {line.line_id: {name: n for name, n in line.counts.items() if n} for line in self.lines}
        return {line_id: units for line_id, units in found.items() if units}

    def scan(self, code: str) -> ReturnScan:
        """What this scan means now."""
        given = read(code)
        if given.family == Family.COMMAND:
            return self._command(given.text)
        if self.stop is not None:
            return ReturnScan(Counted.ACKNOWLEDGE_FIRST, given.text)
        if given.family == Family.QUANTITY:
            return self._quantity(given)
        if given.family != Family.DATA:
            return ReturnScan(Counted.NOT_NOW, given.text)
        return self._piece(code, given.text)

    def _quantity(self, given: Code) -> ReturnScan:
        fits = 0 < given.number <= MOST_AT_ONCE
        self.times = given.number if fits else 0
        return ReturnScan(Counted.QUANTITY if fits else Counted.QUANTITY_BAD, given.text, units=given.number)

    def _piece(self, code: str, text: str) -> ReturnScan:
        times, self.times = self.times or 1, 0
        found = [(line, line.codes[key] * times) for key in keys_of(code) for line in self.lines if key in line.codes]
        if not found:
            self.stop = ReturnScan(Counted.NOT_EXPECTED, text, units=times)
            return self.stop
        line, units = next(((line, units) for line, units in found if line.left >= units), found[0])
        if line.left < units:
            self.stop = ReturnScan(Counted.OVER, text, line, units)
            return self.stop
        return self._count(line, units, "sellable", text)

    def _count(self, line: ReturnLine, units: int, verdict: str, text: str) -> ReturnScan:
        line.counts[verdict] += units
        self._done.append(_Count(line, units, verdict))
        return ReturnScan(Counted.ALL_HERE if self.all_here else Counted.OK, text, line, units, verdict)

    def _command(self, text: str) -> ReturnScan:
        command = text.removeprefix(COMMAND)
        if self.stop is not None:
            return self._over_a_stop(command, text, self.stop)
        if command.lower() in VERDICTS:
            return self._judge(command.lower(), text)
        if command == "UNDO":
            return self._undo(text)
        if command in ("DONE", "SHORT"):
            return ReturnScan(Counted(command.lower()), text)
        return ReturnScan(Counted.ACKNOWLEDGED if command == "OK" else Counted.COMMAND_UNKNOWN, text)

    def _over_a_stop(self, command: str, text: str, stop: ReturnScan) -> ReturnScan:
        """Other goods take the place of the first announced ones that are not here; whatever else is laid aside."""
        waits = next((line for line in self.lines if line.left >= stop.units), None)
        if command == "WRONG" and stop.result == Counted.NOT_EXPECTED and waits is not None:
            self.stop = None
            return self._count(waits, stop.units, "wrong", stop.code)
        if command != "OK":
            return ReturnScan(Counted.ACKNOWLEDGE_FIRST, text)
        self.stop = None
        return ReturnScan(Counted.ACKNOWLEDGED, text)

    def _judge(self, verdict: str, text: str) -> ReturnScan:
        if not self._done:
            return ReturnScan(Counted.NOTHING_TO_JUDGE, text)
        last = self._done[-1]
        last.line.counts[last.verdict] -= last.units
        last.line.counts[verdict] += last.units
        last.verdict = verdict
        return ReturnScan(Counted.JUDGED, text, last.line, last.units, verdict)

    def _undo(self, text: str) -> ReturnScan:
        if self.times:
            self.times = 0
            return ReturnScan(Counted.ACKNOWLEDGED, text)
        if not self._done:
            return ReturnScan(Counted.NOTHING_TO_UNDO, text)
        last = self._done.pop()
        last.line.counts[last.verdict] -= last.units
        return ReturnScan(Counted.UNDONE, text, last.line, -last.units, last.verdict)

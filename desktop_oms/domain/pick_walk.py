"""Picking by scan: what a scan means on the walk along the bins, at the cart, and at the sorting wall.

No database, no screen.  Location codes (`LOC:A-10`) and quantities (`QTY:12` or `12*`) may come before the goods.  A
WRONG, OVER, UNKNOWN, WRONG_BIN or BLOCKED verdict stays until CMD:OK is scanned, as at the packing bench.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_oms.domain.codes import COMMAND, keys_of, normalise
from desktop_oms.domain.packing import Article
from desktop_oms.domain.waves import Goods, Wave

LOCATION = "LOC:"
QUANTITY = re.compile(r"QTY:(\d{1,4})|(\d{1,4})\*(.*)")


class Work(StrEnum):
    """What is being done: taking goods off the shelf in bulk, straight into baskets, or sorting them afterwards."""

    BULK = "bulk"
    BASKETS = "baskets"
    SORT = "sort"


class PickVerdict(StrEnum):
    """What a scan came to."""

    TAKEN = "taken"
    ALL_TAKEN = "all_taken"
    BIN_OK = "bin_ok"
    COUNT = "count"
    WRONG = "wrong"
    OVER = "over"
    UNKNOWN = "unknown"
    WRONG_BIN = "wrong_bin"
    BLOCKED = "blocked"
    ASK_SHORT = "ask_short"
    UNDONE = "undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGE_FIRST = "acknowledge_first"
    COMMAND_UNKNOWN = "command_unknown"


PICK_STOPS = frozenset(
    {PickVerdict.WRONG, PickVerdict.OVER, PickVerdict.UNKNOWN, PickVerdict.WRONG_BIN, PickVerdict.BLOCKED}
)


@dataclass(slots=True)
class PickLine:
    """Goods as this session counts them: pieces left to take, taken, and which baskets wait (number to pieces)."""

    goods: Goods
    left: int
    taken: int
    baskets: dict[int, int]


@dataclass(frozen=True, slots=True)
class PickResult:
    """The verdict on one scan.

    `units` count for `line`; `puts` says into which basket (number, pieces), `full` which baskets that filled.
    """

    verdict: PickVerdict
    code: str
    line: PickLine | None = None
    article: Article | None = None
    units: int = 0
    puts: tuple[tuple[int, int], ...] = ()
    full: tuple[int, ...] = ()
    refusal: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """Pieces that a person took by an earlier scan: of which goods, and into which basket (number, pieces)."""

    code: str
    sku_id: int
    units: int
    puts: tuple[tuple[int, int], ...] = ()


class PickSession:
    """One person at one wave; `done` is what that person took before, the oldest first, so that undo goes on there."""

    def __init__(
        self,
        wave: Wave,
        work: Work,
        catalogue: Mapping[str, Article] | None = None,
        done: Sequence[Taken] = (),
    ) -> None:
        self.wave = wave
        self.work = work
        self.catalogue = catalogue or {}
        self.lines = [self._line(stop.goods) for stop in wave.stops()]
        self.baskets = Counter[int]()
        for basket in wave.baskets:
            if basket.wants:
                self.baskets[basket.number] += basket.left
        self.stop: PickResult | None = None
        self.last: PickResult | None = None
        self.count = 1
        self._at: PickLine | None = None
        self._done = [
            PickResult(PickVerdict.TAKEN, one.code, line, units=one.units, puts=one.puts)
            for one in done
            for line in self.lines
            if line.goods.sku_id == one.sku_id
        ]

    def _line(self, goods: Goods) -> PickLine:
        wave, sku_id = self.wave, goods.sku_id
        left = wave.to_take(sku_id) if self.work == Work.BULK else wave.wanted(sku_id)
        return PickLine(goods, left, wave.held.get(sku_id, 0), dict(wave.shares(sku_id)))

    @property
    def current(self) -> PickLine | None:
        """Where to go next: the bin that was scanned while it has pieces left, else the next open one on the walk."""
        if self._at is not None and self._at.left > 0:
            return self._at
        return next((line for line in self.lines if line.left > 0), None)

    @property
    def all_taken(self) -> bool:
        """True when nothing is left to take."""
        return all(line.left <= 0 for line in self.lines)

    @property
    def pieces(self) -> tuple[int, int]:
        """Pieces taken, and all that this work takes."""
        told = self.wave.progress()
        left = sum(line.left for line in self.lines)
        return max(0, told.pieces - left), told.pieces

    def scan(self, code: str) -> PickResult:
        """Decide what a scanned code means now."""
        text = normalise(code)
        if text.startswith(COMMAND):
            return self._keep(self._command(text))
        if self.stop is not None:
            return PickResult(PickVerdict.ACKNOWLEDGE_FIRST, text, facts={"stop": str(self.stop.verdict)})
        if text.startswith(LOCATION):
            return self._keep(self._bin(text))
        counted = QUANTITY.fullmatch(text)
        if counted is not None:
            self.count = int(counted[1] or counted[2])
            if not self.count:
                return self._keep(PickResult(PickVerdict.UNKNOWN, text))
            if not (counted[3] or "").strip():
                return self._keep(PickResult(PickVerdict.COUNT, text, units=0, facts={"n": self.count}))
            code = text = counted[3].strip()
        return self._keep(self._goods(code, text))

    def block(self, refusal: str, **facts: object) -> PickResult:
        """The shop refused (an order was cancelled, somebody else took the pieces): everything stops."""
        return self._keep(PickResult(PickVerdict.BLOCKED, "", refusal=refusal, facts=facts))

    def take_back(self, result: PickResult) -> None:
        """A scan could not be stored: its pieces do not count (a taken-back undo: they do)."""
        if result.line is not None:
            self._count(result.line, -result.units, tuple((number, -units) for number, units in result.puts))
        if result in self._done:
            self._done.remove(result)

    def _keep(self, result: PickResult) -> PickResult:
        if result.verdict in PICK_STOPS:
            self.stop = result
        if result.verdict != PickVerdict.COUNT:
            self.count = 1
        self.last = result
        return result

    def _bin(self, text: str) -> PickResult:
        place = text.removeprefix(LOCATION).strip()
        found = next((line for line in self.lines if normalise(line.goods.bin) == place and line.left > 0), None)
        if found is None:
            return PickResult(PickVerdict.WRONG_BIN, text, self.current, facts={"bin": place})
        self._at = found
        return PickResult(PickVerdict.BIN_OK, text, found)

    def _goods(self, code: str, text: str) -> PickResult:
        found = [
            (line, line.goods.codes[key]) for key in keys_of(code) for line in self.lines if key in line.goods.codes
        ]
        if not found:
            article = next((self.catalogue[key] for key in keys_of(code) if key in self.catalogue), None)
            return PickResult(PickVerdict.WRONG if article else PickVerdict.UNKNOWN, text, article=article)
        line, each = found[0]
        units = each * self.count
        if line.left < units:
            facts: dict[str, object] = {"n": line.taken, "left": line.left, "units": units}
            return PickResult(PickVerdict.OVER, text, line, facts=facts)
        puts = self._puts(line, units) if self.work != Work.BULK else ()
        self._count(line, units, puts)
        self._at = line
        full = tuple(number for number, _units in puts if self.baskets.get(number) == 0)
        verdict = PickVerdict.ALL_TAKEN if self.all_taken else PickVerdict.TAKEN
        result = PickResult(verdict, text, line, units=units, puts=puts, full=full)
        self._done.append(result)
        return result

    def _puts(self, line: PickLine, units: int) -> tuple[tuple[int, int], ...]:
        """The baskets that the pieces go into, the lowest number first."""
        puts = []
        for number, waits in sorted(line.baskets.items()):
            share = min(units, waits)
            if share:
                puts.append((number, share))
                units -= share
        return tuple(puts)

    def _count(self, line: PickLine, units: int, puts: tuple[tuple[int, int], ...]) -> None:
        line.left -= units
        line.taken += units
        for number, share in puts:
            line.baskets[number] = line.baskets.get(number, 0) - share
            self.baskets[number] -= share

    def _command(self, text: str) -> PickResult:
        command = text.removeprefix(COMMAND)
        if command == "OK":
            self.stop = None
            return PickResult(PickVerdict.ACKNOWLEDGED, text)
        if self.stop is not None:
            return PickResult(PickVerdict.ACKNOWLEDGE_FIRST, text, facts={"stop": str(self.stop.verdict)})
        if command == "UNDO":
            return self._undo(text)
        if command == "SHORT" and self.current is not None:
            return PickResult(PickVerdict.ASK_SHORT, text, self.current)
        return PickResult(PickVerdict.COMMAND_UNKNOWN, text)

    def _undo(self, text: str) -> PickResult:
        if not self._done:
            return PickResult(PickVerdict.NOTHING_TO_UNDO, text)
        undone = self._done.pop()
        assert undone.line is not None
        puts = tuple((number, -units) for number, units in undone.puts)
        self._count(undone.line, -undone.units, puts)
        return PickResult(PickVerdict.UNDONE, text, undone.line, units=-undone.units, puts=puts)

"""The queue of cases as rows: groups one below the other, each with its heading, the most urgent case first.

A group may hold ten thousand cases: its rows are read page by page, and only where somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_oms.formats import mask_name, money
from desktop_oms.services.after_sales import AfterSales
from desktop_oms.services.case_view import CaseRow, case_number
from ui.deeds.moments import HOUR, MINUTE, span
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import PAGE_ROWS, Row

GROUPS = ("to_decide", "waiting_goods", "to_inspect", "settling", "trouble")
SOON = 6 * HOUR  # a deadline nearer than this is amber, one gone by is red


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a group: its key, its word, how many cases stand in it."""

    group: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A case as the queue paints it: number, kind, whose, what time is left in which tone, its money."""

    case: CaseRow
    group: str
    number: str
    kind: str
    buyer: str
    clock: str
    tone: str
    amount: str
    claimed: str


def columns(words: Words) -> list[Column]:
    """The queue has one column: the case."""
    return [Column("case", words("cases.queue"))]


@dataclass(frozen=True, slots=True)
class CaseWriter:
    """Turns a case of the database into a row of the queue; `people` are the names behind logins."""

    words: Words
    now: int
    people: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, group: str, case: CaseRow) -> Row:
        """The row; a case in trouble stands in two groups, under two ids."""
        told = self.told(group, case)
        spoken = " · ".join(
            part for part in (told.number, told.kind, told.buyer, told.clock, told.amount, told.claimed) if part
        )
        return Row(-case.id if group == "trouble" else case.id, (Cell(spoken),), told)

    def heading(self, group: str, count: int) -> Row:
        """The row above a group."""
        word = self.words(f"cases.{group}")
        return Row(-1 - GROUPS.index(group), (Cell(f"{word} {count}"),), Heading(group, word, count))

    def told(self, group: str, case: CaseRow) -> Told:
        """What the queue says about a case."""
        words = self.words
        clock, tone = deadline(words, group, case, self.now)
        live = case.claimed_name and (case.claimed_until or 0) > self.now
        return Told(
            case,
            group,
            case_number(case.number, case.seq),
            words(f"case_kind.{case.kind}"),
            mask_name(case.name),
            clock,
            tone,
            money(case.worth, case.currency, words.language) if case.worth else words("orders.nothing"),
            self.people.get(case.claimed_name or "", case.claimed_name or "") if live else "",
        )


def deadline(words: Words, group: str, case: CaseRow, now: int) -> tuple[str, str]:
    """How a case stands against its clock, in a few words, and their tone."""
    if group == "trouble":
        return words("cases.trouble_short"), "trouble"
    if case.state == "awaiting_return" and case.return_waybill:
        return words("cases.on_its_way"), "muted"
    if case.state == "approved" and (case.due_at or 0) > now:
        return words("cases.can_undo"), "attention"
    if case.state not in ("requested", "awaiting_second", "awaiting_return", "received") or case.due_at is None:
        return words(f"state.case.{case.state}"), "muted"
    left = case.due_at - now
    told = words("orders.time_over" if left < 0 else "orders.time_left", span=span(words, left))
    return told, "trouble" if left < 0 else "attention" if left < SOON else "muted"


def exact_left(words: Words, ms: int) -> str:
    """A short time to the minute: "2 h 04 min left"; a longer one as the queue says it."""
    over, ms = ms < 0, abs(ms)
    told = span(words, ms)
    if HOUR <= ms < 48 * HOUR:
        told = words("cases.hours_minutes", hours=ms // HOUR, minutes=f"{ms % HOUR // MINUTE:02d}")
    return words("orders.time_over" if over else "orders.time_left", span=told)


class CaseListing:
    """All groups below each other as one list of rows; used by one thread at a time."""

    def __init__(self, cases: AfterSales, totals: Mapping[str, int], groups: Sequence[str], write: CaseWriter) -> None:
        self._cases, self._write = cases, write
        self._marks: dict[tuple[str, int], tuple[int, int] | None] = {(group, 0): None for group in GROUPS}
        self._parts = [(group, totals[group]) for group in groups if totals.get(group)]
        self.headed = len(groups) > 1

    def total(self) -> int:
        """How many rows there are, headings counted."""
        return sum(count + self.headed for _, count in self._parts)

    def headings(self) -> list[int]:
        """Where the headings stand."""
        places, place = [], 0
        for _, count in self._parts if self.headed else ():
            places.append(place)
            place += count + 1
        return places

    def fetch(self, first: int, count: int) -> list[Row]:
        """Rows from a place on."""
        found: list[Row] = []
        begin = 0
        for group, size in self._parts:
            if self.headed:
                if first <= begin < first + count:
                    found.append(self._write.heading(group, size))
                begin += 1
            low, high = max(first, begin), min(first + count, begin + size)
            if low < high:
                found += [self._write(group, case) for case in self._between(group, low - begin, high - begin)]
            begin += size
        return found

    def _between(self, group: str, low: int, high: int) -> list[CaseRow]:
        """Cases of a group from one place to another: whole pages are read, so that each page starts at a known key."""
        found: list[CaseRow] = []
        start = low // PAGE_ROWS * PAGE_ROWS
        self._walk_to(group, start)
        for place in range(start, high, PAGE_ROWS):
            found += self._page(group, place)
        return found[low - start : high - start]

    def _walk_to(self, group: str, place: int) -> None:
        known = max(mark for of, mark in self._marks if of == group and mark <= place)
        while known < place and self._page(group, known):
            known += PAGE_ROWS

    def _page(self, group: str, place: int) -> list[CaseRow]:
        if (group, place) not in self._marks:
            return []
        lines = self._cases.page(group, after=self._marks[group, place], limit=PAGE_ROWS)
        if len(lines) == PAGE_ROWS:
            self._marks[group, place + PAGE_ROWS] = self._cases.key_of(group, lines[-1])
        return lines


class FoundCases:
    """The cases that a search found, without groups."""

    headed = False

    def __init__(self, found: Sequence[CaseRow], write: CaseWriter) -> None:
        self._rows = [write(group_of(case), case) for case in found]

    def total(self) -> int:
        """How many were found."""
        return len(self._rows)

    def headings(self) -> list[int]:
        """There are none."""
        return []

    def fetch(self, first: int, count: int) -> list[Row]:
        """Rows from a place on."""
        return self._rows[first : first + count]


Listing = CaseListing | FoundCases


def group_of(case: CaseRow) -> str:
    """The group a case stands in by its state; an ended one in none ("")."""
    by_state = {
        "requested": "to_decide",
        "awaiting_second": "to_decide",
        "awaiting_return": "waiting_goods",
        "received": "to_inspect",
        "approved": "settling",
        "refunding": "settling",
        "replacing": "settling",
    }
    return by_state.get(case.state, "")

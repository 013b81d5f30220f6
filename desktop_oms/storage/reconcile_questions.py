"""What `reconcile` asks the database, as data: questions, and passes over a table that answer several at once.

States come from the domain as lists (`:live_parcel` and so on).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desktop_oms.domain.entities import COMMITTED_REFUND, ENDED_CASE, LIVE_PARCEL, OPEN_FULFILMENT
from desktop_oms.domain.order import ENDED
from desktop_oms.domain.printing import OPEN, SENDABLE

STATES: dict[str, list[str]] = {
    "live_parcel": sorted(LIVE_PARCEL),
    "ended_case": sorted(ENDED_CASE),
    "ended_order": sorted(ENDED),
    "open_part": sorted(OPEN_FULFILMENT),
    "taken_back": sorted(COMMITTED_REFUND),
    "wave_at_work": ["open", "picking", "sorting"],
    "print_to_send": sorted(SENDABLE),
    "print_open": sorted(OPEN),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question: the invariant, its word (`reconcile.<code>`), the names of the facts, and the query."""

    invariant: str
    code: str
    facts: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that shares its pass: what it shows of a row that breaks the invariant, and which rows do."""

    invariant: str
    code: str
    facts: tuple[str, ...]
    shown: str
    broken: str

    @property
    def counted(self) -> str:
        """How many rows do."""
        return f"count(*) FILTER (WHERE {self.broken})"


@dataclass(frozen=True, slots=True)
class Pass:
    """Questions about the rows of one source."""

    source: str
    asked: tuple[Asked, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The same questions, each by itself."""
        return tuple(
            Check(
                one.invariant,
                one.code,
                one.facts,
                " ".join(("SELECT", one.shown, "FROM", self.source, "WHERE", one.broken)),
            )
            for one in self.asked
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows `r` of parts `p` that some lines have: the name of their sums by line, these sums, the tables, and which."""

    name: str
    sums: str
    tables: str
    which: str

    def check(self, asked: Asked) -> Check:
        """A question about the lines that have such rows."""
        words = ("(SELECT r.line_id,", self.sums, "FROM", self.tables, "WHERE", self.which, "GROUP BY r.line_id)")
        summed = " ".join((*words, self.name))
        source = " ".join((summed, "JOIN order_lines l ON l.id =", f"{self.name}.line_id"))
        return Pass(source, (asked,)).checks[0]

    def missing(self, asked: Asked) -> Asked:
        """The same question about the lines that have none: what would be summed is NULL."""
        rows = " ".join(("SELECT 1 FROM", self.tables, "WHERE", self.which))
        none = f"NOT EXISTS ({rows} AND p.order_id = l.order_id AND r.line_id = l.id)"
        return replace(asked, shown=self._without(asked.shown), broken=f"({self._without(asked.broken)}) AND {none}")

    def _without(self, words: str) -> str:
        return re.sub(rf"\b{self.name}\.\w+", "NULL", words)

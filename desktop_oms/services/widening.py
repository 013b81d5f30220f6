"""For a search that found nothing the nearest one that finds something: a condition less, everywhere, fewer letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_oms.domain import search_query
from desktop_oms.domain.errors import OmsError
from desktop_oms.services import finding
from desktop_oms.storage.engine import Connection

WITHIN_MS = 60  # each search that is tried is counted no longer than this
MOST_TRIED = 8
SHORTEST = 3  # letters or digits that still mean something


@dataclass(frozen=True, slots=True)
class Widening:
    """Another search, and how many orders it finds."""

    text: str
    count: int


def widening(conn: Connection, typed: str, now: int) -> Widening | None:
    """The search that is nearest to what was typed and finds something, of several the one that finds fewest."""
    words, _zone = finding.shop_words(conn)
    for candidates in (list(search_query.without_one(typed, words)), list(_shorter(typed))):
        found = [Widening(text, count) for text in candidates[:MOST_TRIED] if (count := _count(conn, text, now))]
        if found:
            return min(found, key=lambda one: one.count)
    return None


def _shorter(typed: str) -> Iterator[str]:
    """One text with letters less at its end."""
    text = typed.strip()
    if not text.split()[1:]:
        for length in range(len(text) - 1, max(SHORTEST, len(text) // 2) - 1, -1):
            yield text[:length]


def _count(conn: Connection, text: str, now: int) -> int:
    try:
        return finding.count(conn, text, now, WITHIN_MS) or 0
    except OmsError:
        return 0

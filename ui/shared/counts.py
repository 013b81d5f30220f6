"""How counts are written: with thousands apart, and 999+ where counting on would cost time."""

from __future__ import annotations

CAP = 999


def short_count(count: int) -> str:
    """A count for a queue or a badge: exact up to 999, then "999+"."""
    return f"{CAP}+" if count > CAP else str(count)


def full_count(count: int) -> str:
    """A count in full, thousands apart: 48,210."""
    return f"{count:,}"

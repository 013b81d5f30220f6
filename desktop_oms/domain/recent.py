"""What somebody used last, the newest first, kept as one text with a line each."""

from __future__ import annotations

MOST = 12


def listed(kept: str) -> list[str]:
    """The entries, the newest first."""
    return [line for line in kept.splitlines() if line]


def with_newest(kept: str, new: str, most: int = MOST) -> str:
    """With a new entry at the front; one that was there moves up.  Line ends inside it become blanks."""
    entry = " ".join(new.split())
    if not entry:
        return kept
    return "\n".join([entry, *(line for line in listed(kept) if line != entry)][:most])

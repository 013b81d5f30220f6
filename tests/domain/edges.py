"""The visible edges: from which status to which an order may be seen to go, by one command.

The list of the domain model, with what `docs/decisions/0004-visible-edges.md` adds.
"""

from __future__ import annotations

LIST = """
new > draft submitted awaiting_payment paid confirmed shipped completed refunding cancelled refunded
draft > submitted cancelled paid
submitted > awaiting_payment paid cancelled
awaiting_payment > paid cancelled confirmed shipped
paid > confirmed shipped refunding exchanging refunded cancelled
confirmed > shipped completed refunding exchanging paid refunded cancelled
shipped > completed confirmed refunding exchanging refunded
completed > refunding exchanging refunded
refunding > paid confirmed shipped completed refunded exchanging cancelled
exchanging > paid confirmed shipped completed refunding refunded cancelled
"""
LATER = """
awaiting_payment > refunding completed refunded
paid > completed
"""


def _edges(listed: str) -> set[tuple[str, str]]:
    return {
        (before.strip(), after)
        for before, _, targets in (line.partition(">") for line in listed.strip().splitlines())
        for after in targets.split()
    }


EDGES = _edges(LIST)
TOLD_LATER = _edges(LATER)
"""What only a later file of the shop does, telling in one command all that happened since: domain walks have none."""

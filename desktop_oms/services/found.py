"""What a search answers with."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.queues import OrderRow


@dataclass(frozen=True, slots=True)
class Counted:
    """How many orders a search finds; at least so many when not all of them were met (`whole` False)."""

    number: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: rows, the likeliest first, and what was looked for.

    `text` is what was searched, in `field` alone if one was named; `unknown` are numbers of a pasted list that nobody
    knows; `more` says that the list was cut; `looked` is how many orders a query looked at when it did not get to the
    last one, else 0; `problem` is what stands in the way of understanding it, for a screen that shows it there;
    `numbers` is how many numbers a pasted list holds.
    """

    rows: tuple[OrderRow, ...]
    text: str = ""
    field: str = ""
    unknown: tuple[str, ...] = ()
    more: bool = False
    looked: int = 0
    problem: OmsError | None = None
    numbers: int = 0

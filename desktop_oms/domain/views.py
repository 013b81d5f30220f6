"""A view of the order desk: what somebody looks at again and again, under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class SavedView:
    """A search (or, without one, a queue) with its layout of columns (`order_columns`; "" is the usual one).

    `owner` is the login of who saved it; `shared` shows it to everybody; `turned` begins at the other end.
    """

    id: int
    owner: str
    name: str
    queue: str
    search: str
    columns: str
    turned: bool
    shared: bool
    saved_at: int


def own_view(views: Sequence[SavedView], login: str, name: str) -> SavedView | None:
    """The person's own view of that name among these."""
    called = " ".join(name.split())
    return next((view for view in views if (view.owner, view.name) == (login, called)), None)

"""Two people at one order: who was slower is told who was faster, and what that one did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_oms.domain.errors import Refused
from desktop_oms.storage import catalogue_rows, log_rows
from desktop_oms.storage.engine import Connection


@contextmanager
def naming_who_was_faster(conn: Connection, order_id: int) -> Iterator[None]:
    """A refusal `order_changed` leaves as `order_changed_by` with who did what last, as far as a person did it."""
    try:
        yield
    except Refused as refusal:
        last = log_rows.last_of_a_person(conn, order_id) if refusal.code == "order_changed" else None
        if last is None:
            raise
        names = {user.login: user.name for user in catalogue_rows.users(conn)}
        who, what = names.get(last.actor, last.actor), f"{last.machine}.{last.event}"
        raise Refused("order_changed_by", **refusal.facts, who=who, event=what) from None

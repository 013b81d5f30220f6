"""Deadlines and limits of the house: shown and changed one by one, each change checked and written down."""

from __future__ import annotations

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.limits import LIMITS, Limit, check_policy, limit_named
from desktop_oms.domain.roles import Actor, Policy
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.setup import MANAGERS
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

__all__ = ["LIMITS", "Limit", "Limits", "limit_named"]


class Limits:
    """Reads and sets the merchant's rules."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def values(self) -> dict[str, int]:
        """Every setting's value in base units, by name."""
        policy = self.database.read(catalogue_rows.policy)
        return {limit.name: limit.value(policy) for limit in LIMITS}

    def read(self, name: str, text: str) -> int:
        """What a person typed, in base units; raises `limit_*` as the declaration says."""
        try:
            return limit_named(name).read(text)
        except OmsError as error:
            raise OmsError(error.code, **{"field": name, **error.facts}) from None

    def set(self, actor: Actor, name: str, value: int, *, seen: int | None = None) -> Policy:
        """Set one; the others stay as they are, whoever changes them meanwhile.

        `seen` is the value the person looked at: another one by now is never overwritten (`limit_changed`).  Raises
        `not_your_role`, `limit_*`.
        """
        require_role(actor, "policy.set", MANAGERS)
        limit = limit_named(name)

        def work(conn: Connection) -> Policy:
            before = catalogue_rows.policy(conn)
            now = limit.value(before)
            demand_unchanged(now, seen, Refused("limit_changed", now=limit.written(now)))
            new = limit.put(before, value)
            check_policy(new)
            if new != before:
                catalogue_rows.put_policy(conn, new)
                facts = {"limit": limit.name, "before": now, "after": value}
                keep_deed(conn, self.database, actor, "policy.set", facts)
            return new

        try:
            done = self.database.settle(work)
        except OmsError as error:
            raise OmsError(error.code, **{"field": name, **error.facts}) from None
        self.worlds.forget()
        return done

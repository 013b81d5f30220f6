"""Deeds beside orders: who may do them, and the row under which each is kept.

What people do to the house, the catalogue and the stock has no order to hang on; it stands in `commands` with who, when
and what (keys and numbers, no personal data).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from desktop_oms.domain.errors import Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.database import Database
from desktop_oms.storage import log_rows
from desktop_oms.storage.engine import Connection


def require_role(actor: Actor, event: str, roles: frozenset[Role]) -> None:
    """Refuse (`not_your_role`, naming the roles that may) unless the actor holds one; the program itself may do all."""
    if not actor.is_system and not actor.may(roles):
        raise Refused("not_your_role", event=event, roles="".join(sorted(roles)))


def demand_unchanged(now: object, seen: object | None, refusal: Refused | None = None) -> None:
    """Refuse to write over what somebody changed since a person looked at it (`seen`; None: nobody looked).

    Raises `setting_changed`, or the `refusal` that says more of what it is.
    """
    if seen is not None and now != seen:
        raise refusal or Refused("setting_changed")


def keep_deed(
    conn: Connection,
    database: Database,
    actor: Actor,
    event: str,
    facts: Mapping[str, object],
    command_id: str = "",
    order: Order | None = None,
) -> None:
    """Write down that somebody did something, in the same transaction; of an `order` it stands in its trail."""
    log_rows.keep_result(conn, command_id or uuid.uuid4().hex, order, event, actor, facts, at=database.now())

"""Amendments: what a pasted receiver would change, and an amendment taken back, each field as it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_oms.domain import lifecycle
from desktop_oms.domain.amending import ADDRESS, NOTES, moved_to
from desktop_oms.domain.changes import Change
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.files.pasted import Pasted, read
from desktop_oms.services.commands import Commands, Done
from desktop_oms.services.database import Database
from desktop_oms.storage import change_rows, log_rows
from desktop_oms.storage.engine import Connection

EMPTY: dict[str, object] = {"ship_by": 0}


class Amends:
    """Reads what an amendment is told, and takes one back."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def parse(self, text: str) -> Pasted:
        """The receiver that a pasted text tells of; unsure is only what it would change (see `moved_to`).

        A text that names a place without its country leaves the country to a person, and so it does a part in stars.
        """
        found = read(text)
        moved = moved_to(found.address)
        doubts = {part for part in found.unsure if part in moved} | {part for part in moved if "*" in moved[part]}
        if "street" in moved and not found.address.country:
            doubts.add("country")
        return replace(found, unsure=tuple(part for part in ADDRESS if part in doubts))

    def back(self, actor: Actor, order_id: int, amendment: str, *, command_id: str | None = None) -> Done:
        """Take back what the command `amendment` changed.

        Raises `order_changed` when one of its fields was changed again since, `nothing_changed` when it changed none
        that can be taken back, and what amending is refused with.
        """
        changes = self.database.read(lambda conn: self._changes(conn, order_id, amendment))

        def deed(run: Run) -> Order:
            lifecycle.perform(run, "order.amend", run.order, **backwards(run.order, changes))
            return run.order

        return self.commands.run(actor, order_id, "order.amend_back", deed, command_id=command_id)

    @staticmethod
    def _changes(conn: Connection, order_id: int, amendment: str) -> Sequence[Change]:
        """What that command changed; nothing for one that was no amendment."""
        first = log_rows.first_result(conn, amendment) or {}
        amended = "order.amend" in first.get("events", ())
        return change_rows.of_order(conn, order_id).get(amendment, []) if amended else []


def backwards(order: Order, changes: Sequence[Change]) -> dict[str, Any]:
    """The arguments of the amendment that takes these changes back."""
    args: dict[str, Any] = {}
    for one in changes:
        part = one.field.removeprefix("ship_")
        if one.machine == "order" and (one.field in NOTES or (one.field != part and part in ADDRESS)):
            if getattr(order, one.field) != one.new:
                raise Refused("order_changed", number=order.number)
            if one.field in NOTES:
                args[one.field] = EMPTY.get(one.field, "") if one.old is None else one.old
            else:
                args.setdefault("address", {})[part] = one.old or ""
        elif one.machine == "line" and one.field == "qty" and not one.old:
            if all(line.id != one.key for line in order.lines):
                raise Refused("order_changed", number=order.number)
            args.setdefault("remove", {})[one.key] = order.line(one.key).to_ship
    return args

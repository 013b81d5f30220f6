"""The same work on many orders: one transaction each, in the list's order, a result for each, never half of one.

Whatever is done is a name here (`DEEDS`); the window's bar and the verb `bulk` offer the same ones.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_oms.domain import apart, lifecycle
from desktop_oms.domain.amending import UNPAID
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor
from desktop_oms.services.apart import demand_alone
from desktop_oms.services.commands import BulkResult, Commands, Done, Ready
from desktop_oms.services.tagging import Tagging

Args = Mapping[str, Any]
Tell = Callable[[int], bool]


def confirm(run: Run, args: Args) -> None:
    """Audited, routed and allocated."""
    lifecycle.perform(run, "order.confirm", run.order, **args)


def hold(run: Run, args: Args) -> None:
    """On hold, with one reason for all."""
    lifecycle.perform(run, "hold.place", None, **args)


def release(run: Run, _args: Args) -> None:
    """Every hold of the order that may be released is; raises `nothing_on_hold`."""
    live = [one for one in run.order.holds if one.state == "live"]
    if not live:
        raise Refused("nothing_on_hold")
    for one in live:
        lifecycle.perform(run, "hold.release", one)


def cancel(run: Run, args: Args) -> None:
    """An unpaid order is cancelled; of a paid one everything that has not left becomes a refund before shipping."""
    order = run.order
    if order.stage in UNPAID:
        lifecycle.perform(run, "order.cancel", order, **args)
        return
    units = {line.id: line.going_out for line in order.lines if line.kind == "sale" and line.going_out > 0}
    if not units:
        raise Refused("nothing_to_cancel")
    lifecycle.perform(run, "case.request", None, kind="refund_unshipped", lines=units, **args)


def route(run: Run, _args: Args) -> None:
    """Back to audit and confirmed again, by the rules and the stock as they are now; both or neither.

    Raises `nothing_to_route` of an order that was not routed yet, or that is over.
    """
    if run.order.stage != "confirmed":
        raise Refused("nothing_to_route")
    lifecycle.perform(run, "order.unconfirm", run.order)
    lifecycle.perform(run, "order.confirm", run.order)


def split(run: Run, _args: Args) -> None:
    """What is there now goes out apart from what still waits for stock."""
    apart.by_stock(run)
    lifecycle.finish(run)


def join(run: Run, _args: Args) -> None:
    """What was split off and nobody picked goes back into the part it came from."""
    apart.undo(run)
    lifecycle.finish(run)


DEEDS: Mapping[str, Callable[[Run, Args], None]] = {
    "confirm": confirm,
    "hold": hold,
    "release": release,
    "cancel": cancel,
    "route": route,
    "split": split,
    "join": join,
}
READY: Mapping[str, Ready] = {"split": demand_alone}  # what is asked of the database first
NOTED = ("tag", "untag", "assign")  # what stands beside an order and is no event of it
REASONED = frozenset({"hold", "cancel"})
NAMES = (*DEEDS, *NOTED)


class Bulk:
    """Works through lists of orders."""

    def __init__(self, commands: Commands, tagging: Tagging) -> None:
        self.commands = commands
        self.tagging = tagging

    def run(
        self,
        actor: Actor,
        name: str,
        order_ids: Sequence[int],
        args: Args | None = None,
        *,
        command_id: str | None = None,
        progress: Tell | None = None,
    ) -> list[BulkResult]:
        """Do it to each of these orders; a refused one is told with its reason and the rest goes on.

        An order that is named twice is worked on once.  `progress` hears how many are finished and answers False to
        stop there; the results are then of those only.  With the same command id again an order that was finished is
        left alone; tags and owners need none, for noted twice they are the same.  A database that is out of reach ends
        the work at the order it was lost at: the others would only fail one by one.  Raises `bulk_unknown` and
        `reason_missing` before anything is done.
        """
        told, key = dict(args or {}), command_id or uuid.uuid4().hex
        if name not in NAMES:
            raise OmsError("bulk_unknown", name=name, known=", ".join(NAMES))
        if name in REASONED and not str(told.get("reason") or "").strip():
            raise Refused("reason_missing")
        results = []
        for count, order_id in enumerate(dict.fromkeys(order_ids), start=1):
            results.append(self._one(actor, name, order_id, told, f"{key}:{order_id}"))
            if _is_lost(results[-1].trouble) or (progress is not None and not progress(count)):
                break
        return results

    def _one(self, actor: Actor, name: str, order_id: int, args: Args, key: str) -> BulkResult:
        try:
            return BulkResult(order_id, self._do(actor, name, order_id, args, key), None)
        except OmsError as trouble:
            return BulkResult(order_id, None, trouble)

    def _do(self, actor: Actor, name: str, order_id: int, args: Args, key: str) -> Done:
        if name in NOTED:
            note = {"tag": self.tagging.tag, "untag": self.tagging.untag, "assign": self.tagging.assign}[name]
            return note(actor, order_id, str(args.get("to") or ""))
        deed = DEEDS[name]
        return self.commands.run(
            actor,
            order_id,
            f"bulk.{name}",
            lambda run: deed(run, args),
            args=args,
            command_id=key,
            ready=READY.get(name),
        )


def _is_lost(trouble: OmsError | None) -> bool:
    """Whether the database itself stood in the way, and will with the next order, too."""
    return trouble is not None and trouble.code.startswith("database_") and trouble.code != "database_busy"

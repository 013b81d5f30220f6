"""What happens because time passes: holds end, unpaid orders expire, after-sales clocks run out, orders complete."""

from __future__ import annotations

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.storage import due_rows
from desktop_oms.storage.engine import Connection

AT_ONCE = 200


class HouseClock:
    """Moves the orders that are due; several programs may do so at once, each order is moved by one of them."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands
        self._looked_at: dict[int, int] = {}  # orders that were due and had nothing to do, by their version then

    def tick(self, limit: int = AT_ONCE) -> int:
        """Carry out what is due by now on at most `limit` orders; returns how many moved."""
        return sum(self.move(order_id) for order_id in self.database.read(lambda conn: self._due(conn, limit)))

    def _due(self, conn: Connection, limit: int) -> list[int]:
        now, policy = self.database.now(), self.commands.worlds.standing(conn).policy
        idle = len(self._looked_at)
        found = due_rows.due_orders(conn, now=now, completed_before=now - policy.complete_after, limit=limit + idle)
        self._looked_at = {key: self._looked_at[key] for key in found if key in self._looked_at}
        return [key for key in found if self._would_move(conn, key)][:limit]

    def _would_move(self, conn: Connection, order_id: int) -> bool:
        """Whether anything follows by itself; an order looked at in vain is left alone until it changes.

        What waits for the clock alone (an amount above a limit) has its task by then.
        """
        order = load(conn, order_id, lock=False)
        if self._looked_at.get(order_id) == order.version:
            return False
        version = order.version
        run = lifecycle.begin(order, SYSTEM, self.commands.worlds.for_order(conn, order, {}))
        pass_time(run)
        if run.steps:
            return True
        self._looked_at[order_id] = version
        return False

    def move(self, order_id: int) -> bool:
        """Carry out what is due by now on one order; whether anything was."""
        done = self.commands.run(SYSTEM, order_id, "clock", pass_time)
        return bool(done.events)


def pass_time(run: Run) -> Order:
    """Everything about an order that is due by now."""
    order = run.order
    if order.stage == "awaiting_payment":
        run.attempt("order.expire", order)
    lifecycle.finish(run)
    return order

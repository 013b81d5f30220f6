"""What happens because time passes: holds end, unpaid orders expire, after-sales clocks run out, orders complete."""

from __future__ import annotations

import logging

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.storage import due_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.trouble import troubles

log = logging.getLogger(__name__)

AT_ONCE = 200
LEFT_ALONE = 10 * 60_000  # ms until an order that stumbled is tried again
ONE_ORDERS = ("database_number_too_large", "database_busy")  # troubles of the database that one order alone may have


class HouseClock:
    """Moves the orders that are due; several programs may do so at once, each order is moved by one of them.

    An order over which the rules stumble holds up no other: it is logged, and left alone for a while.
    """

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands
        self._looked_at: dict[int, int] = {}  # orders that were due and had nothing to do, by their version then
        self._stumbled: dict[int, int] = {}  # orders that stumbled, and when each is tried again

    def tick(self, limit: int = AT_ONCE) -> int:
        """Carry out what is due by now on at most `limit` orders; returns how many moved.

        Raises the trouble of the database, which is every order's.
        """
        due = self.database.read(lambda conn: self._due(conn, limit))
        return sum(self._move_if_it_can(order_id) for order_id in due)

    @property
    def left_alone(self) -> int:
        """How many orders wait until they are tried again, because something went wrong with them."""
        return len(self._stumbled)

    def _due(self, conn: Connection, limit: int) -> list[int]:
        now, policy = self.database.now(), self.commands.worlds.standing(conn).policy
        idle = len(self._looked_at) + len(self._stumbled)
        found = due_rows.due_orders(conn, now=now, completed_before=now - policy.complete_after, limit=limit + idle)
        self._looked_at = {key: self._looked_at[key] for key in found if key in self._looked_at}
        self._stumbled = {key: self._stumbled[key] for key in found if self._stumbled.get(key, now) > now}
        return [key for key in found if key not in self._stumbled and self._can_move(conn, key)][:limit]

    def _can_move(self, conn: Connection, order_id: int) -> bool:
        try:
            return self._would_move(conn, order_id)
        except troubles():
            raise  # the transaction is over, for this order and for all others
        except OmsError as trouble:
            self._leave_alone(order_id, trouble.code)
        except Exception as error:  # a bug in one order's rules is no reason to stop the clock
            log.exception("the clock stumbled over order %s", order_id)
            self._leave_alone(order_id, type(error).__name__)
        return False

    def _move_if_it_can(self, order_id: int) -> bool:
        try:
            return self.move(order_id)
        except OmsError as trouble:
            if trouble.code.startswith("database_") and trouble.code not in ONE_ORDERS:
                raise
            self._leave_alone(order_id, trouble.code)
        except Exception as error:  # as above; the order's transaction was taken back
            log.exception("the clock stumbled over order %s", order_id)
            self._leave_alone(order_id, type(error).__name__)
        return False

    def _leave_alone(self, order_id: int, why: str) -> None:
        log.warning("order %s is left alone by the clock for a while: %s", order_id, why)
        self._stumbled[order_id] = self.database.now() + LEFT_ALONE

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

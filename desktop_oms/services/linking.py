"""Order lines whose code nobody knew get their product: told by a person, or because it is in the catalogue now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.commands import BulkResult, Commands
from desktop_oms.services.database import Database
from desktop_oms.services.matching import match
from desktop_oms.storage import catalogue_rows, task_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.task_rows import TaskLine

UNKNOWN = "sku_unknown"  # the kind of task that such a line has
MOST_LINKED = 5000  # lines at once, the newest first
LOOKED_AT = 1000  # waiting lines a query


class Linking:
    """Gives order lines the product they wait for."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def give(self, actor: Actor, products: Mapping[TaskLine, int]) -> list[BulkResult]:
        """Give lines their product by its key, one order a transaction; a result per order.

        Who may link a code may let the orders have what follows from it; all other changes stay the desk's.
        """
        linker = replace(actor, roles=actor.roles | {Role.DESK})
        orders: dict[int, dict[int | None, int]] = defaultdict(dict)
        for line, sku_id in products.items():
            orders[line.order_id][line.line_id] = sku_id
        results = []
        for order_id, skus in orders.items():
            try:
                done = self.commands.do(linker, order_id, "order.amend", args={"sku": skus})
                results.append(BulkResult(order_id, done, None))
            except OmsError as trouble:
                results.append(BulkResult(order_id, None, trouble))
        return results

    def catch_up(self, actor: Actor, merchant_id: int) -> Counter[int]:
        """Give every line of a seller's orders that waits for a product the one its code means now, if any.

        Says how many lines got each product, by its key.  An order that may not be changed any more keeps its task.
        """
        products = self.database.read(lambda conn: known_by_now(conn, merchant_id))
        given = {result.order_id for result in self.give(actor, products) if result.trouble is None}
        return Counter(sku_id for line, sku_id in products.items() if line.order_id in given)


def known_by_now(conn: Connection, merchant_id: int) -> dict[TaskLine, int]:
    """Lines of a seller's orders whose code means a product now, with its key: the newest, at most `MOST_LINKED`."""
    channels = {channel.id for channel in catalogue_rows.channels(conn) if channel.merchant_id == merchant_id}
    found: dict[TaskLine, int] = {}
    waiting = task_rows.open_tasks(conn, kinds=[UNKNOWN], limit=LOOKED_AT)
    while waiting and len(found) < MOST_LINKED:
        codes = {line: line.sku_code or "" for line in waiting if line.channel_id in channels}
        known = match(conn, merchant_id, codes.values())
        found |= {line: known[code].id for line, code in codes.items() if code in known}
        last = waiting[-1].opened_at, waiting[-1].id
        waiting = task_rows.open_tasks(conn, kinds=[UNKNOWN], after=last, limit=LOOKED_AT)
    return dict(islice(found.items(), MOST_LINKED))

"""The facts beside an order that its rules may read: goods, warehouses, routing rules, policy, stock."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Policy
from desktop_oms.domain.stock import Stock
from desktop_oms.domain.world import Goods, House, RoutingRule, World
from desktop_oms.services.database import Database
from desktop_oms.storage import catalogue_rows, stock_rows, world_rows
from desktop_oms.storage.engine import Connection

KEPT_FOR = 2_000  # ms that warehouses, rules and policy may be old; a change of our own is seen at once


@dataclass(frozen=True, slots=True)
class Standing:
    """What hardly changes: warehouses, routing rules and policy, as read at a time."""

    houses: tuple[House, ...]
    rules: tuple[RoutingRule, ...]
    policy: Policy
    read_at: int


class Worlds:
    """Makes the world of a command inside its transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._standing: Standing | None = None
        self._turn = threading.Lock()

    def forget(self) -> None:
        """Read warehouses, rules and policy anew next time; called when one of them was changed here."""
        with self._turn:
            self._standing = None

    def standing(self, conn: Connection) -> Standing:
        """Warehouses, routing rules and policy, at most two seconds old."""
        now = self.database.now()
        with self._turn:
            kept = self._standing
        if kept is None or not 0 <= now - kept.read_at < KEPT_FOR:
            kept = Standing(
                tuple(world_rows.houses(conn)),
                tuple(world_rows.routing_rules(conn)),
                catalogue_rows.policy(conn),
                now,
            )
            with self._turn:
                self._standing = kept
        return kept

    def for_order(self, conn: Connection, order: Order, args: Mapping[str, Any]) -> World:
        """The world of a command on this order; `args` may name further goods."""
        return self.for_goods(conn, wanted_skus(order, args))

    def for_goods(self, conn: Connection, sku_ids: set[int]) -> World:
        """The world in which these goods are known, with their stock."""
        standing = self.standing(conn)
        goods: dict[int, Goods] = world_rows.goods(conn, sku_ids)
        stock = Stock(stock_rows.levels(conn, sku_ids))
        return World(
            self.database.now(), self.database.new_id, goods, standing.houses, standing.rules, standing.policy, stock
        )


def wanted_skus(order: Order, args: Mapping[str, Any]) -> set[int]:
    """Keys of the goods that an order, its cases and a command's arguments speak of."""
    wanted = {line.sku_id for line in order.lines} | {case.replacement_sku for case in order.cases}
    if isinstance(args.get("sku_id"), int):
        wanted.add(args["sku_id"])
    for new in args.get("add") or ():
        wanted.add(new.get("sku_id"))
    wanted.update((args.get("sku") or {}).values())
    return {key for key in wanted if key}

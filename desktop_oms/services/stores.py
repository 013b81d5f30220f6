"""Changing what a shop consists of: sellers, suppliers, warehouses and channels, each by its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from desktop_oms.domain.catalogue import CHANNEL_KINDS, Channel, Merchant, Warehouse
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.people import called
from desktop_oms.services.setup import (
    MANAGERS,
    SHIP_WITHIN_HOURS,
    checked_currency,
    checked_prefix,
    checked_priority,
    checked_ship_within,
    checked_zone,
    texts,
)
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, house_rows
from desktop_oms.storage.engine import Connection

R = TypeVar("R", Merchant, Channel, Warehouse)


class Stores:
    """Keeps sellers, suppliers, warehouses and channels as they are now."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def numbered(self) -> frozenset[int]:
        """Keys of the sellers that have orders: their prefix is fixed."""

        def look(conn: Connection) -> frozenset[int]:
            return frozenset(
                one.id for one in catalogue_rows.merchants(conn, "own") if house_rows.has_orders(conn, one.id)
            )

        return self.database.read(look)

    def change_seller(
        self, actor: Actor, seller_id: int, seen: Merchant | None = None, /, *, prefix: str | None = None, **fields: str
    ) -> Merchant:
        """Change a seller's name, sender, return address and, before its first order, the prefix of its numbers.

        Raises `setting_changed` when it is not as `seen` any more (so do the others here), `prefix_fixed`,
        `prefix_taken`, `prefix_not_valid`, `field_missing`, `field_too_long`.
        """
        wanted = None if prefix is None else checked_prefix(prefix)

        def change(conn: Connection, before: Merchant) -> Merchant:
            new = replace(before, **named(fields, "seller_name"))
            if wanted is None or wanted == before.prefix:
                return new
            if house_rows.has_orders(conn, before.id):
                raise OmsError("prefix_fixed", prefix=before.prefix, seller=before.name)
            taken = next((one for one in catalogue_rows.merchants(conn, "own") if one.prefix == wanted), None)
            if taken is not None:
                raise OmsError("prefix_taken", prefix=wanted, seller=taken.name)
            return replace(new, prefix=wanted)

        return self._change(actor, "seller.change", merchants_of("own"), seller_id, change, seen)

    def change_supplier(
        self, actor: Actor, supplier_id: int, seen: Merchant | None = None, /, **fields: str
    ) -> Merchant:
        """Change a supplier's name or address."""

        def change(_conn: Connection, before: Merchant) -> Merchant:
            return replace(before, **named(fields, "supplier_name"))

        return self._change(actor, "supplier.change", merchants_of("supplier"), supplier_id, change, seen)

    def change_warehouse(
        self,
        actor: Actor,
        warehouse_id: int,
        seen: Warehouse | None = None,
        /,
        *,
        priority: int,
        active: bool,
        **fields: str,
    ) -> Warehouse:
        """Change a warehouse's name, address, priority (1 to 999, lower is preferred) and whether it sends.

        Raises `last_warehouse` when no other would send, `priority_out_of_range`, `field_missing`.
        """
        place = checked_priority(priority)

        def change(conn: Connection, before: Warehouse) -> Warehouse:
            others = [one for one in catalogue_rows.warehouses(conn) if one.active and one.id != before.id]
            if not active and not others:
                raise OmsError("last_warehouse", field="active", warehouse=before.name)
            return replace(before, priority=place, active=active, **named(fields, "warehouse_name"))

        return self._change(actor, "warehouse.change", catalogue_rows.warehouses, warehouse_id, change, seen)

    def change_channel(
        self,
        actor: Actor,
        channel_id: int,
        seen: Channel | None = None,
        /,
        *,
        kind: str,
        time_zone: str,
        currency: str,
        ship_within: int,
        name: str,
    ) -> Channel:
        """Change a channel: kind, name, time zone, currency of new orders, hours to ship within (1 to 720).

        Raises `channel_kind_unknown`, `zone_not_valid`, `currency_not_valid`, `ship_within_out_of_range`.
        """
        if kind not in CHANNEL_KINDS:
            raise OmsError("channel_kind_unknown", kind=kind, known=", ".join(CHANNEL_KINDS))
        zone, money = checked_zone(time_zone), checked_currency(currency)
        hours = checked_ship_within(ship_within)

        def change(_conn: Connection, before: Channel) -> Channel:
            settings = {**before.settings, "ship_within_hours": hours}
            return replace(
                before,
                name=called(name, "channel_name"),
                kind=kind,
                time_zone=zone,
                currency=money,
                settings=settings,
            )

        return self._change(actor, "channel.change", catalogue_rows.channels, channel_id, change, seen)

    def _change(
        self,
        actor: Actor,
        event: str,
        find: Callable[[Connection], list[R]],
        key: int,
        change: Callable[[Connection, R], R],
        seen: R | None,
    ) -> R:
        require_role(actor, event, MANAGERS)

        def work(conn: Connection) -> R:
            before = next((one for one in find(conn) if one.id == key), None)
            if before is None:
                raise OmsError("row_gone")
            demand_unchanged(before, seen)
            new = change(conn, before)
            if new != before:
                catalogue_rows.put(conn, new)
                keep_deed(conn, self.database, actor, event, {"row": str(key)})
            return new

        done = self.database.settle(work)
        self.worlds.forget()
        return done


def ship_within(channel: Channel) -> int:
    """Hours from payment until an order of this channel has to leave."""
    return int(channel.settings.get("ship_within_hours", SHIP_WITHIN_HOURS))


def merchants_of(kind: str) -> Callable[[Connection], list[Merchant]]:
    """Finds the merchants of one kind."""
    return lambda conn: catalogue_rows.merchants(conn, kind)


def named(fields: dict[str, str], name: str) -> dict[str, Any]:
    """Fields as they are kept; a name must not be empty (`field_missing` calls it `name`)."""
    kept = texts(fields)
    if "name" in fields:
        kept["name"] = called(fields["name"], name)
    return kept

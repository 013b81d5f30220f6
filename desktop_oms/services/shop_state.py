"""What a shop has so far: its sellers, warehouses, channels and people.  The first thing that a window asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from desktop_oms.domain.catalogue import CHANNEL_KINDS, TAOBAO, Channel, Merchant, User, Warehouse
from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

C = TypeVar("C", Merchant, Channel, Warehouse)


@dataclass(frozen=True, slots=True)
class SetupState:
    """What a shop has so far.  `ready`: orders can be imported and worked on."""

    ready: bool
    sellers: tuple[Merchant, ...] = ()
    suppliers: tuple[Merchant, ...] = ()
    warehouses: tuple[Warehouse, ...] = ()
    channels: tuple[Channel, ...] = ()
    users: tuple[User, ...] = ()

    def seller(self, code: str = "") -> Merchant:
        """The seller with that code or name, or the only one; raises `seller_unknown` naming who exists."""
        return _pick(self.sellers, code, "seller_unknown")

    def supplier(self, code: str = "") -> Merchant:
        """The supplier with that code or name; raises `supplier_unknown` naming who exists."""
        return _pick(self.suppliers, code, "supplier_unknown")

    def channel(self, code: str = "") -> Channel:
        """The channel with that code, name or kind (if it is the only one of it); raises `channel_unknown`."""
        of_kind = [channel for channel in self.channels if channel.kind == code]
        if len(of_kind) == 1:
            return of_kind[0]
        return _pick(self.channels, code, "channel_unknown")

    def channel_of(self, platform: str) -> Channel:
        """The channel that a file of a platform belongs to; a table of no platform to the only channel there is.

        Raises `channel_of_platform_missing` rather than put orders of one platform among those of another,
        `channel_unknown` where a person has to say which.
        """
        if len(self.channels) != 1:
            return self.channel(platform)
        (only,) = self.channels
        if platform in CHANNEL_KINDS and "generic" not in (platform, only.kind):
            alike = TAOBAO if platform in TAOBAO else {platform}
            if only.kind not in alike:
                raise OmsError("channel_of_platform_missing", platform=platform)
        return only

    def warehouse(self, code: str = "") -> Warehouse:
        """The warehouse with that code or name, or the only one; raises `warehouse_unknown` naming who exists."""
        return _pick(self.warehouses, code, "warehouse_unknown")


def _pick(known: tuple[C, ...], code: str, trouble: str) -> C:
    wanted = code.strip().casefold()
    found = [one for one in known if wanted in ("", one.code.casefold(), one.name.casefold())]
    if len(found) != 1:
        raise OmsError(trouble, wanted=code, known=", ".join(one.code for one in known) or "-")
    return found[0]


def read_state(conn: Connection) -> SetupState:
    """What a shop has, read in one transaction."""
    merchants = catalogue_rows.merchants(conn)
    sellers = tuple(one for one in merchants if one.kind == "own")
    suppliers = tuple(one for one in merchants if one.kind == "supplier")
    houses = tuple(catalogue_rows.warehouses(conn))
    channels = tuple(catalogue_rows.channels(conn))
    users = tuple(catalogue_rows.users(conn))
    ready = bool(sellers and channels and any(house.active for house in houses) and any(user.active for user in users))
    return SetupState(ready, sellers, suppliers, houses, channels, users)

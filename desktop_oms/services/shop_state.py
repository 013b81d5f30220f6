"""What a shop has so far: its sellers, warehouses, channels and people.  The first thing that a window asks."""

from __future__ import annotations

from collections.abc import Callable
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
        """The seller with that code or name, or the only one; raises `seller_unknown`, `seller_needed`."""
        return _pick(self.sellers, code, "seller")

    def supplier(self, code: str = "") -> Merchant:
        """The supplier with that code or name; raises `supplier_unknown`, `supplier_needed`, `supplier_none`."""
        return _pick(self.suppliers, code, "supplier")

    def channel(self, code: str = "") -> Channel:
        """The channel with that code or name, or the only one of that kind; raises `channel_unknown`, `channel_needed`.

        Two sellers may have channels of one code; those are told apart as `SELLER/CODE`.
        """
        of_kind = [channel for channel in self.channels if channel.kind == code]
        if len(of_kind) == 1:
            return of_kind[0]
        named = [channel for channel in self.channels if self._full_code(channel).casefold() == code.strip().casefold()]
        return named[0] if named else _pick(self.channels, code, "channel", self._full_code)

    def _full_code(self, channel: Channel) -> str:
        """What names one channel only: its code, with the seller's where another seller's channel is called so too."""
        if sum(other.code == channel.code for other in self.channels) == 1:
            return channel.code
        seller = next((one.code for one in self.sellers if one.id == channel.merchant_id), str(channel.merchant_id))
        return f"{seller}/{channel.code}"

    def channel_of(self, platform: str) -> Channel:
        """The channel that a file of a platform belongs to; a table of no platform to the only channel there is.

        Raises `channel_of_platform_missing` rather than put orders of one platform among those of another,
        `channel_needed` where a person has to say which.
        """
        alike = TAOBAO if platform in TAOBAO else {platform}
        fitting = tuple(channel for channel in self.channels if channel.kind == platform)
        fitting = fitting or tuple(channel for channel in self.channels if channel.kind in alike)
        foreign = platform in CHANNEL_KINDS and platform != "generic"
        if not fitting and foreign and any(channel.kind != "generic" for channel in self.channels):
            raise OmsError("channel_of_platform_missing", platform=platform)
        return _pick(fitting or self.channels, "", "channel", self._full_code)

    def warehouse(self, code: str = "") -> Warehouse:
        """The warehouse with that code or name, or the only one; raises `warehouse_unknown`, `warehouse_needed`."""
        return _pick(self.warehouses, code, "warehouse")


def _pick(known: tuple[C, ...], wanted: str, noun: str, full_code: Callable[[C], str] = lambda one: one.code) -> C:
    """The one that is wanted by its code, else by its name, or the only one where none is named.

    Raises `<noun>_unknown` for a name that nobody has and `<noun>_needed` where several fit, both naming who exists;
    `not_set_up` or `supplier_none` where nobody does.
    """
    key = wanted.strip().casefold()
    if not known:
        raise OmsError("supplier_none" if noun == "supplier" else "not_set_up")
    by_code = [one for one in known if key in ("", one.code.casefold())]
    found = by_code or [one for one in known if key == one.name.casefold()]
    if not found:
        raise OmsError(f"{noun}_unknown", wanted=wanted, known=", ".join(full_code(one) for one in known))
    if len(found) > 1:
        raise OmsError(f"{noun}_needed", known=", ".join(f"{full_code(one)} ({one.name})" for one in found))
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

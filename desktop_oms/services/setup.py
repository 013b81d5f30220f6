"""Setting a shop up: seller, warehouse, channel and the first person, and whatever is added to them later."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_oms.domain.catalogue import CHANNEL_KINDS, Channel, Merchant, User, Warehouse
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.limits import check_policy
from desktop_oms.domain.roles import EVERY_ROLE, Actor, Policy, Role
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.people import ADMINS, called, optional, role_letters
from desktop_oms.services.shop_state import SetupState, read_state
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

R = TypeVar("R")

MANAGERS = frozenset({Role.ADMIN, Role.MANAGER})
PREFIX = re.compile("[A-Z]{1,3}")
CURRENCY = re.compile("[A-Z]{3}")
CODE = re.compile("[A-Z0-9][A-Z0-9_-]{0,19}")
MAIN = "MAIN"  # the code of the first warehouse, unless a shop calls it otherwise; the sample files say so too
SHIP_WITHIN_HOURS = 48  # what Chinese marketplaces promise buyers unless a shop says otherwise
SHIP_WITHIN = range(1, 721)  # hours: an hour to thirty days
PRIORITIES = range(1, 1000)


@dataclass(frozen=True, slots=True)
class SetupForm:
    """What a first start asks.  Codes may stay empty: they are made from the prefix, or from what is named."""

    seller_name: str
    prefix: str
    warehouse_name: str
    channel_kind: str
    channel_name: str
    time_zone: str
    currency: str
    user_name: str
    user_login: str = ""
    seller_code: str = ""
    warehouse_code: str = ""
    channel_code: str = ""
    language: str = "zh_CN"
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    single_operator: bool = False


class Setup:
    """Sets the shop up and changes how it is set up."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def state(self) -> SetupState:
        """What stands so far."""
        return self.database.read(read_state)

    def create(self, form: SetupForm) -> SetupState:
        """Set an empty database up in one go; raises `already_set_up` when somebody was faster."""
        login = form.user_login.strip() or login_from(form.user_name)
        prefix = checked_prefix(form.prefix)
        seller = Merchant(
            self.database.new_id(),
            code_or(form.seller_code, prefix),
            called(form.seller_name, "seller_name"),
            prefix,
            "own",
            *(text.strip() for text in (form.sender_name or form.seller_name, form.sender_phone, form.sender_address)),
        )
        house = Warehouse(
            self.database.new_id(),
            code_or(form.warehouse_code, MAIN),
            called(form.warehouse_name, "warehouse_name"),
            priority=10,
        )
        channel = self._channel(seller, form.channel_kind, form.channel_name, form.channel_code, form)
        user = User(
            self.database.new_id(), login, called(form.user_name, "user_name"), role_letters("".join(EVERY_ROLE))
        )

        def work(conn: Connection) -> SetupState:
            if catalogue_rows.users(conn) or catalogue_rows.merchants(conn):
                raise OmsError("already_set_up")
            for row in (seller, house, channel, user):
                catalogue_rows.put(conn, row)
            catalogue_rows.put_setting(conn, "language", form.language)
            if form.single_operator:
                catalogue_rows.put_policy(conn, Policy(single_operator=True))
            return read_state(conn)

        state = self.database.settle(work)
        self.worlds.forget()
        return state

    def add_seller(self, actor: Actor, name: str, prefix: str, code: str = "", **sender: str) -> Merchant:
        """A further seller of our own; `sender` are fields of Merchant (sender_name, return_address, ...)."""
        checked = checked_prefix(prefix)
        new = Merchant(
            self.database.new_id(),
            code_or(code, checked),
            called(name, "seller_name"),
            checked,
            "own",
            **texts({"sender_name": name, **sender}),
        )
        return self._add(actor, "seller.add", new, _no_such_merchant)

    def add_supplier(self, actor: Actor, name: str, code: str, **sender: str) -> Merchant:
        """A third-party merchant 商家 who sends goods of ours."""
        key, kept = self.database.new_id(), texts(sender)
        new = Merchant(key, code_or(code, ""), called(name, "supplier_name"), kind="supplier", **kept)
        return self._add(actor, "supplier.add", new, _no_such_merchant)

    def add_warehouse(self, actor: Actor, name: str, code: str, *, priority: int = 100, **address: str) -> Warehouse:
        """A further warehouse; a lower `priority` (1 to 999) is preferred by routing."""
        place, known = checked_priority(priority), called(name, "warehouse_name")
        bare = Warehouse(self.database.new_id(), code_or(code, ""), known, place)
        new = replace(bare, **texts(address))  # type: ignore[arg-type]
        return self._add(actor, "warehouse.add", new, _no_such_warehouse)

    def add_channel(
        self,
        actor: Actor,
        seller_code: str,
        kind: str,
        name: str,
        time_zone: str,
        currency: str,
        code: str = "",
        *,
        ship_within: int = SHIP_WITHIN_HOURS,
    ) -> Channel:
        """A further shop of a seller on a platform, whose orders leave within so many hours (1 to 720)."""
        seller = self.state().seller(seller_code)
        form = SetupForm("", "", "", kind, name, time_zone, currency, "")
        hours = checked_ship_within(ship_within)
        new = replace(self._channel(seller, kind, name, code, form), settings={"ship_within_hours": hours})
        return self._add(actor, "channel.add", new, _no_such_channel)

    def add_user(self, actor: Actor, login: str, name: str, roles: str) -> User:
        """A further person with roles (letters of the role table); only administrators decide who works here."""
        require_role(actor, "user.add", ADMINS)
        new = User(self.database.new_id(), called(login, "login"), called(name, "user_name"), role_letters(roles))
        return self._add(actor, "user.add", new, _no_such_user)

    def change_channel(self, actor: Actor, channel_id: int, **settings: object) -> Channel:
        """Set a channel's own settings, such as `ship_within_hours`."""

        def work(conn: Connection) -> Channel:
            channel = catalogue_rows.channel_by_id(conn, channel_id)
            if channel is None:
                raise OmsError("channel_unknown", wanted=str(channel_id), known="")
            new = replace(channel, settings={**channel.settings, **settings})
            catalogue_rows.put(conn, new)
            keep_deed(conn, self.database, actor, "channel.change", {"channel": str(channel_id)})
            return new

        require_role(actor, "channel.change", MANAGERS)
        return self.database.settle(work)

    def policy(self) -> Policy:
        """The house's rules as data: limits, windows, clocks."""
        return self.database.read(catalogue_rows.policy)

    def set_policy(self, actor: Actor, new: Policy) -> Policy:
        """Change all of the house's rules at once; raises `policy_negative` and `limit_*` for what cannot be."""
        require_role(actor, "policy.set", MANAGERS)
        check_policy(new)

        def work(conn: Connection) -> None:
            catalogue_rows.put_policy(conn, new)
            keep_deed(conn, self.database, actor, "policy.set", {"single_operator": new.single_operator})

        self.database.settle(work)
        self.worlds.forget()
        return new

    def language(self) -> str:
        """The language of paper and of what the house writes, as chosen at set-up."""
        return str(self.database.read(lambda conn: catalogue_rows.setting(conn, "language", "zh_CN")))

    def _channel(self, seller: Merchant, kind: str, name: str, code: str, form: SetupForm) -> Channel:
        if kind not in CHANNEL_KINDS:
            raise OmsError("channel_kind_unknown", kind=kind, known=", ".join(CHANNEL_KINDS))
        return Channel(
            self.database.new_id(),
            seller.id,
            code_or(code, kind),
            called(name, "channel_name"),
            kind,
            checked_zone(form.time_zone),
            checked_currency(form.currency),
            {"ship_within_hours": SHIP_WITHIN_HOURS},
        )

    def _add(self, actor: Actor, event: str, row: R, free: Callable[[Connection, Any], None]) -> R:
        require_role(actor, event, MANAGERS)

        def work(conn: Connection) -> None:
            free(conn, row)
            catalogue_rows.put(conn, row)
            keep_deed(conn, self.database, actor, event, {"row": str(getattr(row, "id", ""))})

        self.database.settle(work)
        self.worlds.forget()
        return row


def _no_such_merchant(conn: Connection, row: Merchant) -> None:
    for other in catalogue_rows.merchants(conn):
        if row.prefix and other.prefix == row.prefix:
            raise OmsError("prefix_taken", prefix=row.prefix, seller=other.name)
        if other.code == row.code:
            raise OmsError("code_taken", taken=row.code)


def _no_such_warehouse(conn: Connection, row: Warehouse) -> None:
    if catalogue_rows.warehouse(conn, row.code) is not None:
        raise OmsError("code_taken", taken=row.code)


def _no_such_channel(conn: Connection, row: Channel) -> None:
    if catalogue_rows.channel(conn, row.merchant_id, row.code) is not None:
        raise OmsError("code_taken", taken=row.code)


def _no_such_user(conn: Connection, row: User) -> None:
    if any(other.login.casefold() == row.login.casefold() for other in catalogue_rows.users(conn)):
        raise OmsError("login_taken", login=row.login)


def checked_prefix(prefix: str) -> str:
    """One to three capital letters before the order numbers; raises `prefix_not_valid`."""
    kept = prefix.strip().upper()
    if not PREFIX.fullmatch(kept):
        raise OmsError("prefix_not_valid", prefix=prefix)
    return kept


def checked_priority(priority: int) -> int:
    """A warehouse's place among others, 1 to 999; raises `priority_out_of_range`."""
    if priority not in PRIORITIES:
        raise OmsError("priority_out_of_range", field="priority", lowest=PRIORITIES[0], highest=PRIORITIES[-1])
    return priority


def checked_ship_within(hours: int) -> int:
    """Hours from payment until an order leaves, 1 to 720; raises `ship_within_out_of_range`."""
    if hours not in SHIP_WITHIN:
        raise OmsError("ship_within_out_of_range", field="ship_within", lowest=SHIP_WITHIN[0], highest=SHIP_WITHIN[-1])
    return hours


def texts(fields: Mapping[str, str]) -> dict[str, str]:
    """Names, phones and addresses as they are kept, each under its field; raises `field_too_long`."""
    return {field: optional(text, field) for field, text in fields.items()}


def checked_currency(currency: str) -> str:
    """An ISO 4217 code, three capital letters; raises `currency_not_valid`."""
    kept = currency.strip().upper()
    if not CURRENCY.fullmatch(kept):
        raise OmsError("currency_not_valid", currency=currency)
    return kept


def checked_zone(name: str) -> str:
    """A time zone by its IANA name, as in Asia/Shanghai; raises `zone_not_valid`."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OmsError("zone_not_valid", zone=name) from None


def code_or(code: str, other: str) -> str:
    """A code in capitals, or the other one where none was given; raises `code_not_valid`."""
    kept = (code.strip() or other.strip()).upper()
    if not CODE.fullmatch(kept):
        raise OmsError("code_not_valid", given=code or other)
    return kept


def login_from(name: str) -> str:
    """A login out of a name: its first word in small letters, marks off; a name in other letters stays as it is."""
    first = unicodedata.normalize("NFKC", name).strip().split(" ")[0].casefold()
    return called(first, "user_name")

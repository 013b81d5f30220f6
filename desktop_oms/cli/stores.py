"""`seller`, `supplier`, `warehouse`, `channel`: what a shop consists of, listed, shown, added and changed one by one.

A change passes the row on as it was looked at: whoever changed it in between is not written over (`setting_changed`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.domain.catalogue import Channel, Merchant, Warehouse
from desktop_oms.services.setup import SHIP_WITHIN_HOURS
from desktop_oms.services.stores import ship_within

SENDER = ("sender_name", "sender_phone", "sender_address", "return_name", "return_phone", "return_address")
PLACE = ("province", "city", "district", "street", "contact", "phone")
YES = "yes"
PRIORITY = 100  # of a warehouse for which none is named


def list_sellers(call: Call) -> Answer:
    """The sellers with the prefix of their numbers."""
    rows = call.app.setup.state().sellers
    heads = ("code", "seller_name", "prefix", "sender", "return_address")
    return listed(call, rows, heads, [(one.code, one.name, one.prefix, *sender_of(one)) for one in rows])


def show_seller(call: Call) -> Answer:
    """One seller with its sender and return address."""
    return merchant_shown(call, call.app.setup.state().seller(call.given.code))


def add_seller(call: Call) -> Answer:
    """A further seller; the code is the prefix too where none is named."""
    given = call.given
    prefix = given.code if given.prefix is None else given.prefix
    made = call.app.setup.add_seller(call.actor(), given.name, prefix, given.code, **named(call, SENDER))
    return merchant_shown(call, made)


def edit_seller(call: Call) -> Answer:
    """Change what is named of a seller."""
    one = call.app.setup.state().seller(call.given.code)
    facts = named(call, ("name", "prefix", *SENDER))
    return merchant_shown(call, call.app.stores.change_seller(call.actor(), one.id, one, **facts))


def list_suppliers(call: Call) -> Answer:
    """The suppliers with where they send from."""
    rows = call.app.setup.state().suppliers
    heads = ("code", "supplier_name", "sender", "return_address")
    return listed(call, rows, heads, [(one.code, one.name, *sender_of(one)) for one in rows], "settings.no_suppliers")


def show_supplier(call: Call) -> Answer:
    """One supplier with its sender and return address."""
    return merchant_shown(call, call.app.setup.state().supplier(call.given.code))


def add_supplier(call: Call) -> Answer:
    """A further supplier."""
    given = call.given
    made = call.app.setup.add_supplier(call.actor(), given.name, given.code, **named(call, SENDER))
    return merchant_shown(call, made)


def edit_supplier(call: Call) -> Answer:
    """Change what is named of a supplier."""
    one = call.app.setup.state().supplier(call.given.code)
    facts = named(call, ("name", *SENDER))
    return merchant_shown(call, call.app.stores.change_supplier(call.actor(), one.id, one, **facts))


def list_warehouses(call: Call) -> Answer:
    """The warehouses with their priority, those out of use too."""
    rows = call.app.setup.state().warehouses
    heads = ("code", "warehouse_name", "priority", "address", "sends")
    table = [(one.code, one.name, one.priority, address_of(one), sends(call, one)) for one in rows]
    return listed(call, rows, heads, table)


def show_warehouse(call: Call) -> Answer:
    """One warehouse with its address."""
    return warehouse_shown(call, call.app.setup.state().warehouse(call.given.code))


def add_warehouse(call: Call) -> Answer:
    """A further warehouse."""
    given = call.given
    priority = PRIORITY if given.priority is None else given.priority
    made = call.app.setup.add_warehouse(call.actor(), given.name, given.code, priority=priority, **named(call, PLACE))
    return warehouse_shown(call, made)


def edit_warehouse(call: Call) -> Answer:
    """Change what is named of a warehouse."""
    given, one = call.given, call.app.setup.state().warehouse(call.given.code)
    priority = one.priority if given.priority is None else given.priority
    active = one.active if given.active is None else given.active == YES
    made = call.app.stores.change_warehouse(
        call.actor(), one.id, one, priority=priority, active=active, **named(call, ("name", *PLACE))
    )
    return warehouse_shown(call, made)


def list_channels(call: Call) -> Answer:
    """The channels with their seller, currency and time to ship."""
    state = call.app.setup.state()
    names = {one.id: one.code for one in state.sellers}
    heads = ("code", "channel_name", "channel_kind", "seller", "time_zone", "currency", "ship_within")
    table = [
        (
            one.code,
            one.name,
            call.say(f"channel_kind.{one.kind}"),
            names.get(one.merchant_id, ""),
            one.time_zone,
            one.currency,
            call.say("settings.hours", n=ship_within(one)),
        )
        for one in state.channels
    ]
    return listed(call, state.channels, heads, table)


def show_channel(call: Call) -> Answer:
    """One channel."""
    return channel_shown(call, call.app.setup.state().channel(call.given.code))


def add_channel(call: Call) -> Answer:
    """A further channel of a seller; time zone and currency are those of the first channel where none is named."""
    given, state = call.given, call.app.setup.state()
    seller = state.seller(given.of or "")
    like = next((one for one in state.channels if one.merchant_id == seller.id), state.channels[0])
    made = call.app.setup.add_channel(
        call.actor(),
        seller.code,
        given.kind or "generic",
        given.name,
        like.time_zone if given.time_zone is None else given.time_zone,
        like.currency if given.currency is None else given.currency,
        given.code,
        ship_within=SHIP_WITHIN_HOURS if given.ship_within is None else given.ship_within,
    )
    return channel_shown(call, made)


def edit_channel(call: Call) -> Answer:
    """Change what is named of a channel; orders that are here stay as they are."""
    one = call.app.setup.state().channel(call.given.code)
    facts: dict[str, Any] = {
        "name": one.name,
        "kind": one.kind,
        "time_zone": one.time_zone,
        "currency": one.currency,
        "ship_within": ship_within(one),
    }
    facts |= named(call, facts)
    return channel_shown(call, call.app.stores.change_channel(call.actor(), one.id, one, **facts))


def named(call: Call, names: Iterable[str]) -> dict[str, Any]:
    """The facts that the options name."""
    return {name: getattr(call.given, name) for name in names if getattr(call.given, name) is not None}


def listed(call: Call, rows: object, heads: tuple[str, ...], table: list[Any], none: str = "cli.nothing") -> Answer:
    """Rows below their heads, which are the words of the settings."""
    right = [at for at, head in enumerate(heads) if head == "priority"]
    said = aligned(table, [call.say(f"settings.{head}") for head in heads], right)
    return Answer(rows, said if table else call.say(none))


def shown(call: Call, one: object, facts: list[tuple[str, object]]) -> Answer:
    """What is known of one, a line each, without what is empty."""
    return Answer(one, aligned([(call.say(f"settings.{name}"), value) for name, value in facts if value != ""]))


def merchant_shown(call: Call, one: Merchant) -> Answer:
    """A seller or a supplier as it stands."""
    called = "seller_name" if one.kind == "own" else "supplier_name"
    facts: list[tuple[str, object]] = [("code", one.code), (called, one.name), ("prefix", one.prefix)]
    return shown(call, one, facts + [(name, getattr(one, name)) for name in SENDER])


def warehouse_shown(call: Call, one: Warehouse) -> Answer:
    """A warehouse as it stands."""
    facts = [("code", one.code), ("warehouse_name", one.name), ("priority", one.priority)]
    facts += [(name, getattr(one, name)) for name in PLACE]
    return shown(call, one, [*facts, ("sends", sends(call, one))])


def channel_shown(call: Call, one: Channel) -> Answer:
    """A channel as it stands."""
    sellers = {seller.id: seller.code for seller in call.app.setup.state().sellers}
    facts: list[tuple[str, object]] = [
        ("code", one.code),
        ("channel_name", one.name),
        ("channel_kind", call.say(f"channel_kind.{one.kind}")),
        ("seller", sellers.get(one.merchant_id, "")),
        ("time_zone", one.time_zone),
        ("currency", one.currency),
        ("ship_within", call.say("settings.hours", n=ship_within(one))),
    ]
    return shown(call, one, facts)


def sender_of(one: Merchant) -> tuple[str, str]:
    """Who sends, and where goods come back to."""
    return " ".join((one.sender_name, one.sender_phone)).strip(), one.return_address or one.sender_address


def address_of(one: Warehouse) -> str:
    """A warehouse's address on one line."""
    return "".join((one.province, one.city, one.district, one.street))


def sends(call: Call, one: Warehouse) -> str:
    """The word for whether a warehouse sends."""
    return call.say("settings.sends_yes" if one.active else "settings.sends_no")

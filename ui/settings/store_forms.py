"""The forms of sellers, suppliers, warehouses and channels, empty or filled with one that stands."""

from __future__ import annotations

from desktop_oms.domain.catalogue import CHANNEL_KINDS, Channel, Merchant, Warehouse
from desktop_oms.services.setup import SHIP_WITHIN_HOURS
from desktop_oms.services.shop_state import SetupState
from desktop_oms.services.stores import ship_within
from ui.shared.buttons import CheckBox
from ui.shared.form import Form
from ui.shared.forms import Choice, NumberField, TextField
from ui.shared.messages import Words
from ui.shared.places import currencies, likely_currency, likely_zone, zones

SENDER = ("sender_name", "sender_phone", "sender_address", "return_name", "return_phone", "return_address")
PLACE = ("province", "city", "district", "street", "contact", "phone")


def text(words: Words, name: str, value: str = "") -> TextField:
    """A line of a form."""
    return TextField(f"settings.field.{name}", words(f"settings.{name}"), value)


def merchant_form(words: Words, one: Merchant | None, *, prefix: bool, fixed: bool = False) -> Form:
    """A seller (with the prefix of its numbers) or a supplier (with its code)."""
    form = Form(words, 2)
    called = "seller_name" if prefix else "supplier_name"
    form.add(called, text(words, called, one.name if one else ""))
    if prefix:
        field = text(words, "prefix", one.prefix if one else "")
        field.setReadOnly(fixed)
        form.add("prefix", field, words("settings.prefix_fixed_hint" if fixed else "settings.prefix_hint"))
    elif one is None:
        form.add("code", text(words, "code"), words("settings.code_hint"))
    for name in SENDER:
        form.add(name, text(words, name, getattr(one, name) if one else ""), wide=name.endswith("address"))
    return form


def warehouse_form(words: Words, one: Warehouse | None) -> Form:
    """A warehouse; one that stands can be taken out of use."""
    form = Form(words, 2)
    form.add("warehouse_name", text(words, "warehouse_name", one.name if one else ""))
    if one is None:
        form.add("code", text(words, "code"), words("settings.code_hint"))
    spoken, first = words("settings.priority"), one.priority if one else 100
    number = NumberField("settings.field.priority", spoken, first, lowest=1, highest=999)
    form.add("priority", number, words("settings.priority_hint"))
    for name in PLACE:
        form.add(name, text(words, name, getattr(one, name) if one else ""))
    if one is not None:
        check = CheckBox("settings.field.active", words("settings.warehouse_active"))
        check.setChecked(one.active)
        form.add_check("active", check)
    return form


def channel_form(words: Words, one: Channel | None, state: SetupState) -> Form:
    """A channel; its seller and code never change."""
    form = Form(words, 2)
    like = one or next(iter(state.channels), None)
    zone = like.time_zone if like else likely_zone(words.language)
    money = like.currency if like else likely_currency(words.language)
    kinds = [(kind, words(f"channel_kind.{kind}")) for kind in CHANNEL_KINDS]
    form.add("channel_name", text(words, "channel_name", one.name if one else ""))
    form.add("channel_kind", choice(words, "channel_kind", kinds, one.kind if one else "generic"))
    if one is None:
        sellers = [(seller.code, seller.name) for seller in state.sellers]
        form.add("seller", choice(words, "seller", sellers, sellers[0][0] if sellers else ""))
        form.add("code", text(words, "code"), words("settings.channel_code_hint"))
    form.add("time_zone", choice(words, "time_zone", zones(), zone))
    form.add("currency", choice(words, "currency", currencies(money), money), words("settings.currency_hint"))
    hours = ship_within(one) if one else SHIP_WITHIN_HOURS
    field = NumberField("settings.field.ship_within", words("settings.ship_within_hours"), hours, lowest=1, highest=720)
    form.add("ship_within", field, words("settings.ship_within_hint"))
    return form


def choice(words: Words, name: str, choices: list[tuple[str, str]], chosen: str) -> Choice:
    """A choice of a form."""
    return Choice(f"settings.field.{name}", words(f"settings.{name}"), choices, chosen)

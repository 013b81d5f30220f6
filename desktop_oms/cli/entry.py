"""`entry`: an order taken by phone or over the counter; `address parse`: what a pasted receiver is understood as."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.parser import whole
from desktop_oms.domain.amending import ADDRESS
from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.money import exponent
from desktop_oms.gateways.files.pasted import ORDER, Pasted, read
from desktop_oms.services.entry import PAYMENTS, DraftForm, DraftLine, Paying

GIFT = "gift"
KEYS = frozenset(
    {
        "channel",
        "receiver",
        "address",
        "goods",
        "new",
        "buyer",
        "shipping",
        "discount",
        "note",
        "packing_note",
        "pay",
        "txn",
    }
)


def parse(call: Call) -> Answer:
    """The parts of a pasted receiver, and those a person should look at."""
    found = read(call.given.text)
    return Answer(found, receiver(call, found))


def receiver(call: Call, found: Pasted) -> str:
    """The parts of a receiver that was read, one a line, with what is unsure or missing."""
    parts = (*ORDER, *(part for part in found.unsure if part not in ORDER))
    rows = [
        (call.say(f"orders.address.{part}"), getattr(found.address, part), _mark(call, found, part)) for part in parts
    ]
    return aligned([row for row in rows if row[1] or row[2]])


def _mark(call: Call, found: Pasted, part: str) -> str:
    if part not in found.unsure:
        return ""
    return call.say("entry.missing" if found.lacks(part) else "entry.unsure")


def enter(call: Call) -> Answer:
    """Write the order down; submitted with its money unless --draft leaves it as a draft."""
    told = _told(call)
    channel = call.app.setup.state().channel(str(told.get("channel") or ""))
    money = _Money(channel.currency)
    pasted = read(str(told.get("receiver") or ""))
    form = DraftForm(
        channel.id,
        replace(pasted.address, **_parts(told.get("address") or ())),
        tuple(_line(str(text), money) for text in told.get("goods") or ()),
        str(told.get("buyer") or pasted.address.name),
        money(told.get("shipping")),
        money(told.get("discount")),
        str(told.get("note") or ""),
        packing_note=str(told.get("packing_note") or ""),
    )
    way, actor, entry = str(told.get("pay") or "later"), call.actor(), call.app.entry
    if way not in PAYMENTS:
        raise OmsError("entry_not_read", given=way)
    if told.get("new"):
        _write_down(call, channel, told["new"])
    paying = None if call.given.draft else Paying(way, str(told.get("txn") or ""))
    done = entry.draft(actor, form, call.given.command, paying)
    made = call.app.orders.load(done.order_id)  # the same command again answers with what was entered first
    said = call.say("entry.cli_done", number=made.number, status=call.say(f"status.{done.status}"))
    total = call.say("entry.cli_total", total=call.money(made.total, made.currency), n=len(made.lines))
    return Answer(done, f"{said} {total}")


def _write_down(call: Call, channel: Channel, goods: Sequence[object]) -> None:
    """Write the products down that the channel's seller has not yet; those there are stay as they are."""
    catalogue = call.app.catalogue
    seller = next(one.code for one in call.app.setup.state().sellers if one.id == channel.merchant_id)
    for text in map(str, goods):
        code, equals, name = text.partition("=")
        if not equals:
            raise OmsError("entry_not_read", given=text)
        try:
            catalogue.find(code, seller)
        except OmsError as error:
            if error.code != "sku_unknown":
                raise
            catalogue.add(call.actor(), seller, code, name)


def _told(call: Call) -> dict[str, Any]:
    """What was given as options, over what stands in the JSON file of --from."""
    told: dict[str, Any] = {}
    if call.given.order_file:
        try:
            told = json.loads(read_bytes(call.given.order_file))
        except ValueError:
            raise OmsError("entry_not_read", given=call.given.order_file) from None
        if not isinstance(told, dict) or not told.keys() <= KEYS or not _lists(told):
            raise OmsError("entry_not_read", given=call.given.order_file)
    given = {name: getattr(call.given, name) for name in KEYS}
    return told | {name: value for name, value in given.items() if value is not None}


def _lists(told: Mapping[str, Any]) -> bool:
    lists = all(isinstance(told.get(name, []), list) for name in ("goods", "new"))
    return lists and isinstance(told.get("address", {}), dict | list)


def _parts(told: Iterable[str] | Mapping[str, object]) -> dict[str, Any]:
    """Parts of the receiver that stand apart from its text: `city=Berlin`, or an object of a JSON file."""
    pairs = told.items() if isinstance(told, Mapping) else (str(one).partition("=")[::2] for one in told)
    found = {name.strip(): str(value).strip() for name, value in pairs}
    strange = next((name for name in found if name not in ADDRESS), None)
    if strange is not None:
        raise OmsError("address_part_unknown", part=strange, known=", ".join(ADDRESS))
    return found


def _line(text: str, money: _Money) -> DraftLine:
    """`SKU:2:59.90`: goods, units and the price of one; `SKU:1:gift` costs nothing."""
    parts = text.rsplit(":", 2)
    if len(parts) != 3 or not parts[0].strip():
        raise OmsError("entry_not_read", given=text)
    code, units, price = (part.strip() for part in parts)
    try:
        return DraftLine(code, whole(units), 0 if price == GIFT else money(price), price == GIFT)
    except ValueError:
        raise OmsError("entry_not_read", given=text) from None


class _Money:
    """Reads amounts of one currency as people type them; raises `amount_not_read`."""

    def __init__(self, currency: str) -> None:
        self.currency, self.digits = currency, exponent(currency)

    def __call__(self, typed: object) -> int:
        """The amount in minor units; nothing typed is nothing."""
        text = "" if typed is None else str(typed).strip()
        found = re.fullmatch(rf"(\d{{1,15}})(?:\.(\d{{1,{self.digits or 1}}}))?", text or "0")
        if not found or (found[2] and not self.digits):
            raise OmsError("amount_not_read", typed=text, currency=self.currency)
        minor: int = int(found[1]) * 10**self.digits + int((found[2] or "").ljust(self.digits, "0") or 0)
        return minor

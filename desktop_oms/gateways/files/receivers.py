"""The receiver of an order out of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain.incoming import Address
from desktop_oms.gateways.files import addresses, cells
from desktop_oms.gateways.files.layouts import Fields

_TOLD_BY = frozenset(("receiver", "receiver_first", "receiver_last", "phone", "street", "address", "city", "postcode"))


@dataclass(frozen=True, slots=True)
class Receiver:
    """The address, and the notices about it."""

    address: Address
    notices: tuple[str, ...]


def read_receiver(order: Fields, default_country: str) -> Receiver:
    """The receiver, each part from the first row that tells it; rows with different receivers raise a `Fault`."""
    check_same(order.parts)
    told = order.text
    name = told("receiver") or addresses.full_name(told("receiver_first"), told("receiver_last"))
    phone = order.read("phone", told("phone"), cells.phone)
    country = told("country").upper() if len(told("country")) == 2 else told("country") or default_country
    place = _place(order, country)
    street, token = place.street, told("token")
    masked = addresses.is_masked(name, phone, street)
    if masked:
        token = token or next(filter(addresses.is_cipher, (name, phone, street)), "")
        name, phone, street = ("" if addresses.is_cipher(text) else text for text in (name, phone, street))
    notices = ["masked_receiver"] if masked and not token else []
    if country == "CN" and not addresses.postcode_agrees(place.postcode, place.province):
        notices.append("province_differs")
    address = Address(
        name, phone, country, place.province, place.city, place.district, street, place.postcode, masked, token
    )
    return Receiver(address, tuple(notices))


def _place(order: Fields, country: str) -> addresses.Parts:
    province = addresses.province_name(order.text("province"), country)
    city, district, postcode = order.text("city"), order.text("district"), order.identifier("postcode")
    street = _joined(order.text("street"), order.text("street_2"), order.text("street_3"))
    whole = order.text("address")
    if not whole:
        return addresses.Parts(province, city, district, street, postcode)
    parts = addresses.split(whole)
    postcode = postcode or parts.postcode
    if province or city:
        # some files give the parts and the whole: the parts are right, and the whole repeats them before the street
        rest = _without(whole, order.text("province"), province, city, district)
        return addresses.Parts(province, city, district, street or rest, postcode)
    return addresses.Parts(parts.province, parts.city, parts.district, _joined(parts.street, street), postcode)


def _joined(*texts: str) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _without(text: str, *parts: str) -> str:
    for part in filter(None, parts):
        text = text.removeprefix(part).lstrip()
    return text


def check_same(parts: Sequence[Fields]) -> None:
    """Raise a `Fault` when two rows of one order name different receivers."""
    if len(parts) == 1:
        return
    told: dict[str, Fields] = {}
    for part in parts:
        for name in sorted(_TOLD_BY.intersection(part.texts)):
            before = told.setdefault(name, part)
            if before.texts[name] != part.texts[name]:
                raise part.fault(name, "row_receiver_differs", row=before.row.number)

"""The receiver of an order out of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain.incoming import Address
from desktop_oms.gateways.files import addresses
from desktop_oms.gateways.files.layouts import Layout
from desktop_oms.gateways.files.tables import Row

_PARTS = (
    *("receiver", "receiver_first", "receiver_last", "country", "province", "city", "district"),
    *("street", "street_2", "street_3", "address", "postcode", "token"),
)
_TOLD_BY = ("receiver", "receiver_first", "receiver_last", "phone", "street", "address", "city", "postcode")


@dataclass(frozen=True, slots=True)
class Receiver:
    """The address, and the notices about it."""

    address: Address
    notices: tuple[str, ...]


def read_receiver(layout: Layout, rows: Sequence[Row], default_country: str) -> Receiver:
    """The receiver, each part from the first row that tells it; rows with different receivers raise a `Fault`."""
    check_same(layout, rows)
    first = _first_texts(layout, rows)
    name = first["receiver"] or addresses.full_name(first["receiver_first"], first["receiver_last"])
    phone = next(filter(None, (layout.phone(row) for row in rows)), "")
    country = first["country"].upper() if len(first["country"]) == 2 else first["country"] or default_country
    address = _place(first, country)
    whole = (name, phone, address.street)
    token = first["token"] or next(filter(addresses.is_cipher, whole), "")
    masked = addresses.is_masked(*whole)
    if masked:
        name, phone, street = ("" if addresses.is_cipher(text) else text for text in whole)
    else:
        street = address.street
    notices = ["masked_receiver"] if masked and not token else []
    if country == "CN" and not addresses.postcode_agrees(address.postcode, address.province):
        notices.append("province_differs")
    done = Address(
        name, phone, country, address.province, address.city, address.district, street, address.postcode, masked, token
    )
    return Receiver(done, tuple(notices))


def _first_texts(layout: Layout, rows: Sequence[Row]) -> dict[str, str]:
    return {name: next(filter(None, (layout.text(row, name) for row in rows)), "") for name in _PARTS}


def _place(first: dict[str, str], country: str) -> addresses.Parts:
    province = addresses.province_name(first["province"], country)
    street = _joined(first["street"], first["street_2"], first["street_3"])
    whole = first["address"]
    if not whole:
        return addresses.Parts(province, first["city"], first["district"], street, first["postcode"])
    parts = addresses.split(whole)
    if province or first["city"]:
        # some files give the parts and the whole: the parts are right, and the whole repeats them before the street
        rest = _without(whole, first["province"], province, first["city"], first["district"])
        return addresses.Parts(
            province, first["city"], first["district"], street or rest, first["postcode"] or parts.postcode
        )
    return addresses.Parts(
        parts.province, parts.city, parts.district, _joined(parts.street, street), first["postcode"] or parts.postcode
    )


def _joined(*texts: str) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _without(text: str, *parts: str) -> str:
    for part in filter(None, parts):
        text = text.removeprefix(part).lstrip()
    return text


def check_same(layout: Layout, rows: Sequence[Row]) -> None:
    """Raise a `Fault` when two rows of one order name different receivers."""
    if len(rows) == 1:
        return
    told: dict[str, tuple[str, int]] = {}
    for row in rows:
        for name in _TOLD_BY:
            text = layout.text(row, name) if name != "phone" else layout.phone(row)
            if not text:
                continue
            before, number = told.setdefault(name, (text, row.number))
            if before != text:
                raise layout.fault(row, name, "row_receiver_differs", row=number)

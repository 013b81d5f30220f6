"""Who gets an order: the receiver as screen and paper show it, masked unless somebody asked for all of it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain import completeness
from desktop_oms.domain.order import Order
from desktop_oms.formats import mask_receiver

CHINESE = frozenset({"", "CN", "HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets it; `masked` unless somebody with a reason asked for all of it, or the shop hides it from us too.

    `problems` names the parts that are missing: name, phone, city, street.
    """

    name: str
    phone: str
    address: str
    masked: bool
    problems: tuple[str, ...]


def receiver(order: Order, unmasked: bool) -> Receiver:
    """Name, phone and address, masked unless asked for in full; what is missing is named."""
    address = full_address(order)
    problems = tuple(str(problem.facts["part"]) for problem in completeness.address_problems(order))
    if unmasked or order.ship_masked:
        return Receiver(order.ship_name, order.ship_phone, address, order.ship_masked, problems)
    return Receiver(*mask_receiver(order.ship_name, order.ship_phone, address), True, problems)


def full_address(order: Order) -> str:
    """The order's address in one line."""
    parts = (order.ship_province, order.ship_city, order.ship_district, order.ship_street)
    return one_line(order.ship_country, parts, order.ship_postcode)


def one_line(country: str, parts: tuple[str, str, str, str], postcode: str) -> str:
    """Province, city, district and street in one line: largest part first in Chinese, smallest first elsewhere."""
    if country.upper() in CHINESE and any(0x4E00 <= ord(char) <= 0x9FFF for char in "".join(parts)):
        kept = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
        return "".join(kept) + (f" {postcode}" if postcode else "")
    province, city, district, street = parts
    smallest_first = [street, district, city, f"{province} {postcode}".strip(), country]
    return ", ".join(part for part in smallest_first if part)

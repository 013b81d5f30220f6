"""Which fields of an order people want to know the old and the new value of, and which of them are personal.

Counters, states and times are not among them, nor what parcels and fulfilments hold: the history tells those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Value = str | int | bool | None

AUDITED: Mapping[str, tuple[str, ...]] = {
    "order": (
        *("buyer", "ship_name", "ship_phone", "ship_country", "ship_province", "ship_city", "ship_district"),
        *("ship_street", "ship_postcode", "delivery", "buyer_note", "seller_note", "packing_note", "ship_by"),
        *("urgent", "ship_partial", "backorder", "goods", "discount_seller", "discount_platform", "shipping", "total"),
    ),
    "line": ("sku_code", "name", "qty", "unit_price", "cancelled"),
    "case": ("kind", "ceiling", "deduction", "return_waybill"),
    "hold": ("note", "until"),
    "task": ("owner",),
}
# Shown only to who says why: the same parts of a receiver that the order's pane hides.
PERSONAL = frozenset({"ship_name", "ship_phone", "ship_street", "ship_postcode"})
MONEY = frozenset(
    {"goods", "discount_seller", "discount_platform", "shipping", "total", "unit_price", "ceiling", "deduction"}
)
MOMENTS = frozenset({"ship_by", "until"})


class Change(NamedTuple):
    """A field of one row of an order: what stood there (None: nothing yet) and what stands there now."""

    machine: str
    key: int
    field: str
    old: Value
    new: Value

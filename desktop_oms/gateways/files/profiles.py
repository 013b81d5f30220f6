"""What the order files of each marketplace look like: data in `resources/profiles/*.json`, one file per profile.

A profile says which column holds which of our fields, what the marketplace's state words mean, and its quirks by name:

* `closed_after_payment_is_refunded` - an order closed after payment got its money back: the marketplace held it
* `one_row_one_order` - every row is a whole order; the same number twice is an error (Pinduoduo)
* `items_share_a_cell` - several items may stand in one cell, divided by `;` (Douyin)
* `spec_after_dash` - the item's name ends in " - variant" (Shopify)

Order columns count from the first row that fills them, so repeated totals are never added up (JD); fields listed under
`summed` stand on each row with that row's part (Douyin).  Taobao and Tmall come as two files, joined by order number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files.cells import words_key
from desktop_oms.gateways.files.tables import column_key
from desktop_oms.resources import resource

NAMES = ("shopify", "taobao", "tmall", "pdd", "douyin", "jd", "woocommerce", "amazon", "generic")

ORDER_FIELDS = (
    *("order_no", "state", "pay_state", "ship_state", "refund_state", "cancel_wish"),
    *("placed_at", "paid_at", "shipped_at", "completed_at", "cancelled_at", "ship_by"),
    *("currency", "goods", "goods_net", "settled", "discount_seller", "discount_platform", "discount_payment"),
    *("shipping", "tax", "total", "paid", "balance_paid", "outstanding", "refunded", "payment_method"),
    *("buyer", "buyer_note", "seller_note", "delivery", "pieces"),
    *("receiver", "receiver_first", "receiver_last", "phone", "country", "province", "city", "district"),
    *("street", "street_2", "street_3", "address", "postcode", "token", "carrier", "waybill", "shipment"),
)
LINE_FIELDS = (
    *("line_id", "sku", "product", "spec", "qty", "qty_kept", "qty_shipped", "price"),
    *("line_amount", "line_tax", "line_refund", "line_state"),
)
FIELDS = ORDER_FIELDS + LINE_FIELDS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a profile. `role` is whole, orders or items; `required` may hold a choice, as in `product|sku`."""

    role: str
    known_by: tuple[str, ...]
    required: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a marketplace writes its orders; see the module's text for the quirks."""

    name: str
    country: str
    sheets: tuple[Sheet, ...]
    states: Mapping[str, Mapping[str, tuple[str, ...]]]
    default_state: str
    quirks: frozenset[str]
    blanks: frozenset[str]
    summed: frozenset[str]
    rounded: frozenset[str]
    cod: tuple[str, ...]


def _profile(data: dict[str, Any]) -> Profile:
    sheets = tuple(
        Sheet(
            role=sheet["role"],
            known_by=tuple(column_key(name) for name in sheet["known_by"]),
            required=tuple(sheet["required"]),
            columns={field: tuple(names) for field, names in sheet["columns"].items()},
        )
        for sheet in data["sheets"]
    )
    states = {
        field: {
            words_key(word): (signals,) if isinstance(signals, str) else tuple(signals)
            for word, signals in words.items()
        }
        for field, words in data["states"].items()
    }
    return Profile(
        name=data["name"],
        country=data["country"],
        sheets=sheets,
        states=states,
        default_state=data.get("default_state", ""),
        quirks=frozenset(data["quirks"]),
        blanks=frozenset(data.get("blanks", ())),
        summed=frozenset(data.get("summed", ())),
        rounded=frozenset(data.get("rounded", ())),
        cod=tuple(words_key(word) for word in data.get("cod", ())),
    )


PROFILES: Mapping[str, Profile] = {
    name: _profile(json.loads(resource("profiles", f"{name}.json").read_text(encoding="utf-8"))) for name in NAMES
}
"""Every profile by its name."""


def profile_named(name: str) -> Profile:
    """The profile of that name; raises `OmsError` file_profile_unknown."""
    if name not in PROFILES:
        raise OmsError("file_profile_unknown", profile=name, known=", ".join(NAMES))
    return PROFILES[name]


def detect_profile(columns: Iterable[str]) -> str | None:
    """Whose file has these columns, by the columns that only that marketplace writes; None when nobody's is known."""
    keys = {column_key(column) for column in columns}
    best, best_score = None, 0
    for profile in PROFILES.values():
        for sheet in profile.sheets:
            if sheet.known_by and keys.issuperset(sheet.known_by):
                score = sum(1 for names in sheet.columns.values() if any(column_key(name) in keys for name in names))
                if score > best_score:
                    best, best_score = profile.name, score
    return best


def suggest_mapping(columns: Iterable[str]) -> dict[str, str]:
    """A guess which column holds which field, by Chinese and English names in use: {field: column}."""
    keys = {column_key(column): column for column in reversed(list(columns)) if column}
    mapping: dict[str, str] = {}
    for field, names in PROFILES["generic"].sheets[0].columns.items():
        for name in names:
            column = keys.get(column_key(name))
            if column is not None and column not in mapping.values():
                mapping[field] = column
                break
    return mapping


def mapping_from_json(text: str) -> dict[str, str]:
    """A saved mapping {field: column}; raises `OmsError` when it is not one."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        raise OmsError("file_mapping_unreadable") from None
    if not isinstance(data, dict) or not all(isinstance(column, str) for column in data.values()):
        raise OmsError("file_mapping_unreadable")
    unknown = next((field for field in data if field not in FIELDS), None)
    if unknown is not None:
        raise OmsError("file_mapping_field_unknown", field=unknown)
    return data


def mapping_to_json(mapping: Mapping[str, str]) -> str:
    """A mapping as text to save beside the channel's settings."""
    return json.dumps(dict(mapping), ensure_ascii=False, indent=2) + "\n"

"""Who sells where and what, and who works here: merchants, channels, warehouses, products, people.

Each class holds exactly the columns of its table.  Keys are 64-bit integers; weights are grams.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Merchant:
    """A seller of our own (`kind` "own", with the prefix of its order numbers) or a supplier 商家 ("supplier")."""

    id: int
    code: str
    name: str
    prefix: str = ""
    kind: str = "own"
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    return_name: str = ""
    return_phone: str = ""
    return_address: str = ""


CHANNEL_KINDS = ("shopify", "taobao", "tmall", "pdd", "douyin", "jd", "woocommerce", "amazon", "generic")
TAOBAO = frozenset({"taobao", "tmall"})  # one back office, whose exports may look alike


@dataclass(frozen=True, slots=True)
class Channel:
    """A shop of a seller on some platform, with its time zone (IANA name) and currency (ISO 4217)."""

    id: int
    merchant_id: int
    code: str
    name: str
    kind: str
    time_zone: str
    currency: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse of our own; lower `priority` is preferred. With a `merchant_id` it serves that seller only."""

    id: int
    code: str
    name: str
    priority: int = 100
    contact: str = ""
    phone: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""
    merchant_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Sku:
    """A thing that is sold; `code` is unique per seller, variants of one product share a `product_code`."""

    id: int
    merchant_id: int
    code: str
    name: str
    spec: str = ""
    category: str = ""
    product_code: str = ""
    supplier_id: int | None = None
    weight_g: int | None = None
    picture: str = ""
    gift: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code that scanners read: it stands for `qty` units of a SKU (a carton's code for more than one)."""

    code: str
    sku_id: int
    qty: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A routing rule as it is kept: name and switch beside what `world.RoutingRule` says."""

    id: int
    position: int
    name: str
    kind: str
    condition: dict[str, Any] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True, slots=True)
class User:
    """A person of the house; `roles` are letters of `domain.roles.Role`."""

    id: int
    login: str
    name: str
    roles: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Station:
    """A place of work; `key` is what its computer knows itself by."""

    id: int
    name: str
    key: str

"""What becomes of an order that a file told, judged by what stands in the file and the sample catalogue.

The import service decides in the end; this is the same decision without a database, for the table in
docs/import-outcomes.md.
"""

from __future__ import annotations

import csv

from desktop_oms.domain.incoming import IncomingOrder, ParsedFile, ShopState
from desktop_oms.gateways.files import parse
from desktop_oms.resources import resource

HISTORY = (
    ShopState.PARTLY_SHIPPED,
    ShopState.SHIPPED,
    ShopState.COMPLETED,
    ShopState.CANCELLED,
    ShopState.REFUNDED,
)
HARMLESS = ("row_repeated", "tax_on_top")
CURRENCIES = {"woocommerce": "GBP", "amazon": "USD"}
SAMPLES = {
    "shared_shopify.csv": ("shopify", ()),
    "shared_taobao_orders.csv": ("taobao", ("shared_taobao_items.csv",)),
    "shared_tmall_items.csv": ("tmall", ()),
    "shared_pdd.csv": ("pdd", ()),
    "shared_woocommerce.csv": ("woocommerce", ()),
    "story_shopify.csv": ("shopify", ()),
    "story_taobao_orders.csv": ("taobao", ("story_taobao_items.csv",)),
    "dirty_shopify.csv": ("shopify", ()),
    "dirty_taobao_orders.csv": ("taobao", ("dirty_taobao_items.csv",)),
    "dirty_tmall_orders.csv": ("tmall", ("dirty_tmall_items.csv",)),
    "dirty_pdd.csv": ("pdd", ()),
    "dirty_douyin.csv": ("douyin", ()),
    "dirty_jd.csv": ("jd", ()),
    "dirty_woocommerce.csv": ("woocommerce", ()),
    "dirty_amazon.txt": ("amazon", ()),
    "dirty_generic.xlsx": ("generic", ()),
}
"""Every sample file with its profile and the file that belongs to it."""


def sample(name: str) -> tuple[str, bytes]:
    """A sample file as `parse` takes it."""
    return name, resource("samples", "orders", name).read_bytes()


def parse_sample(name: str) -> ParsedFile:
    """A sample file and its companions, read with their profile."""
    profile, companions = SAMPLES[name]
    currency = "CNY" if name.startswith("shared") else CURRENCIES.get(profile, "CNY")
    files = [sample(file) for file in (name, *companions)]
    return parse(files, profile, time_zone="Asia/Shanghai", currency=currency)


def known_skus() -> frozenset[str]:
    """The codes of the sample catalogue."""
    with resource("samples", "products.csv").open(encoding="utf-8-sig", newline="") as stream:
        return frozenset(row["code"] for row in csv.DictReader(stream))


def outcome(order: IncomingOrder, skus: frozenset[str]) -> tuple[str, list[str]]:
    """history, waiting, task or ready, and what of the order says so beside its state."""
    found = [notice for notice in order.notices if notice not in HARMLESS] + _problems(order, skus)
    if order.state in HISTORY:
        return "history", list(order.notices)
    if order.state is ShopState.UNPAID:
        return "waiting", list(order.notices)
    harmless = [notice for notice in order.notices if notice in HARMLESS]
    return ("task", [*found, *harmless]) if found else ("ready", harmless)


def _problems(order: IncomingOrder, skus: frozenset[str]) -> list[str]:
    to = order.ship_to
    complete = (to.masked and to.platform_token) or all((to.name, to.phone, to.city or to.province, to.street))
    checks = {
        "address_incomplete": not complete,
        "sku_unknown": any(line.sku not in skus for line in order.lines),
        "open_refund": order.open_refund,
        "partly_refunded": bool(order.refunded) or any(line.refunded for line in order.lines),
    }
    return [name for name, holds in checks.items() if holds]

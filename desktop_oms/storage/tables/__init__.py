"""All tables by name, and the `metadata` that holds them."""

from desktop_oms.storage.tables.aftercare import (
    case_claims,
    case_lines,
    cases,
    evidence,
    holds,
    payments,
    refunds,
    reviews,
    tasks,
)
from desktop_oms.storage.tables.catalogue import barcodes, channels, merchants, routing_rules, skus, warehouses
from desktop_oms.storage.tables.columns import metadata
from desktop_oms.storage.tables.house import (
    counters,
    import_profiles,
    key_numbers,
    print_jobs,
    settings,
    stations,
    users,
)
from desktop_oms.storage.tables.log import commands, inbox, order_events, outbox
from desktop_oms.storage.tables.order import BEFORE_HAND_OVER, INDEXED_BADGES, order_lines, orders
from desktop_oms.storage.tables.picking import basket_lines, baskets, pick_events, wave_goods, wave_plans
from desktop_oms.storage.tables.printing import print_sendings, printer_assignments, printers
from desktop_oms.storage.tables.search import POSTGRES_SEARCH, create_search, drop_search, order_search
from desktop_oms.storage.tables.sending import (
    fulfilment_lines,
    fulfilments,
    manifests,
    parcel_lines,
    parcels,
    scan_events,
    tracking_events,
    waves,
)
from desktop_oms.storage.tables.stock import stock_levels, stock_movements

__all__ = [
    "metadata",
    "orders",
    "order_lines",
    "BEFORE_HAND_OVER",
    "INDEXED_BADGES",
    "fulfilments",
    "fulfilment_lines",
    "parcels",
    "parcel_lines",
    "scan_events",
    "tracking_events",
    "waves",
    "wave_plans",
    "baskets",
    "basket_lines",
    "wave_goods",
    "pick_events",
    "manifests",
    "payments",
    "cases",
    "case_claims",
    "case_lines",
    "refunds",
    "holds",
    "tasks",
    "evidence",
    "reviews",
    "commands",
    "order_events",
    "outbox",
    "inbox",
    "merchants",
    "channels",
    "warehouses",
    "skus",
    "barcodes",
    "routing_rules",
    "stock_levels",
    "stock_movements",
    "users",
    "stations",
    "key_numbers",
    "counters",
    "settings",
    "import_profiles",
    "print_jobs",
    "printers",
    "printer_assignments",
    "print_sendings",
    "POSTGRES_SEARCH",
    "create_search",
    "drop_search",
    "order_search",
]

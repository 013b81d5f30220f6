"""What leaves the house: fulfilments, parcels, their lines, and what scanners and carriers said about them."""

from __future__ import annotations

from sqlalchemy import Table

from desktop_oms.storage.tables.columns import (
    flags,
    holds_true,
    index,
    key,
    link,
    longs,
    longs_or_none,
    metadata,
    never_negative,
    only_one,
    order_table,
    units,
    words,
    words_or_none,
)

waves = Table(
    "waves",
    metadata,
    key(),
    *words("number", "state"),
    link("warehouse_id", "warehouses.id", null=True),
    *longs("created_at"),
    *longs("created_by"),
    only_one("number"),
)

manifests = Table(
    "manifests",
    metadata,
    key(),
    *words("number", "carrier"),
    link("warehouse_id", "warehouses.id", null=True),
    *words("day", "state"),
    *longs("opened_at"),
    *longs_or_none("closed_at"),
    only_one("number"),
)

fulfilments = order_table(
    "fulfilments",
    *units("seq"),
    *words("state"),
    link("warehouse_id", "warehouses.id", null=True),
    link("supplier_id", "merchants.id", null=True),
    *words("reason", "declined"),
    link("wave_id", "waves.id", null=True),
    link("split_from", "fulfilments.id", null=True),
    *longs("created_at"),
    only_one("order_id", "seq"),
)
index("ix_fulfilments_wave", fulfilments.c.wave_id, where="wave_id IS NOT NULL")

fulfilment_lines = order_table(
    "fulfilment_lines",
    link("fulfilment_id", "fulfilments.id"),
    link("line_id", "order_lines.id"),
    *units("qty"),
    link("warehouse_id", "warehouses.id", null=True),
    link("sku_id", "skus.id", null=True),
    *units("allocated", "picked"),
    only_one("fulfilment_id", "line_id"),
    never_negative("qty", "allocated", "picked"),
    holds_true("allocated_within_qty", "allocated <= qty"),
)
index("ix_fulfilment_lines_order", fulfilment_lines.c.order_id)
index("ix_fulfilment_lines_stock", fulfilment_lines.c.sku_id, fulfilment_lines.c.warehouse_id, where="allocated > 0")

parcels = order_table(
    "parcels",
    *units("seq"),
    *words("state", "kind"),
    link("fulfilment_id", "fulfilments.id", null=True),
    link("warehouse_id", "warehouses.id", null=True),
    *flags("reported"),
    *words("carrier", "service"),
    *words_or_none("waybill"),
    *words("sort_code"),
    *longs_or_none("weight_g"),
    *longs("station_id"),
    *words("claimed_by"),
    link("box_id", "parcels.id", null=True),
    link("manifest_id", "manifests.id", null=True),
    *longs_or_none("opened_at", "packed_at", "labelled_at", "printed_at", "handed_at", "delivered_at"),
    only_one("order_id", "seq"),
)
# A waybill we got from the carrier is on one box only; parcels of several orders in one box share it, and one of them
# gives the box its key.  Facts are recorded as told: a shop that sent two orders
# together reports the same waybill twice.
index(
    "uq_parcels_waybill",
    parcels.c.waybill,
    parcels.c.carrier,
    unique=True,
    where="waybill IS NOT NULL AND NOT reported AND (box_id IS NULL OR box_id = id)",
)
index("ix_parcels_box", parcels.c.box_id, where="box_id IS NOT NULL")
index("ix_parcels_waybill", parcels.c.waybill, where="waybill IS NOT NULL")
index("ix_parcels_to_hand_over", parcels.c.carrier, parcels.c.id, where="state = 'labelled'")
index("ix_parcels_manifest", parcels.c.manifest_id, where="manifest_id IS NOT NULL")

parcel_lines = order_table(
    "parcel_lines",
    link("parcel_id", "parcels.id"),
    link("line_id", "order_lines.id"),
    *units("qty", "scanned"),
    only_one("parcel_id", "line_id"),
    never_negative("scanned"),
    holds_true("scanned_within_qty", "qty > 0 AND scanned <= qty"),
)
index("ix_parcel_lines_order", parcel_lines.c.order_id)

scan_events = order_table(
    "scan_events",
    link("parcel_id", "parcels.id"),
    link("line_id", "order_lines.id", null=True),
    *words("code", "verdict"),
    *longs("at", "user_id", "station_id"),
)
index("ix_scan_events_parcel", scan_events.c.parcel_id, scan_events.c.id)

tracking_events = order_table(
    "tracking_events",
    link("parcel_id", "parcels.id"),
    *words("carrier", "event_id", "state", "place", "words"),
    *longs("at", "received_at"),
    only_one("carrier", "event_id"),
)
index("ix_tracking_events_parcel", tracking_events.c.parcel_id, tracking_events.c.at)

"""Who sells where and what: merchants, channels, warehouses, products, barcodes and the rules of routing."""

from __future__ import annotations

from sqlalchemy import Column, Table

from desktop_oms.storage.tables.columns import (
    TEXT,
    document,
    flags,
    holds_true,
    index,
    key,
    link,
    longs_or_none,
    metadata,
    never_negative,
    only_one,
    units,
    words,
)

merchants = Table(
    "merchants",
    metadata,
    key(),
    *words("code", "name", "prefix", "kind"),
    *words("sender_name", "sender_phone", "sender_address"),
    *words("return_name", "return_phone", "return_address"),
    only_one("code"),
    holds_true("known_kind", "kind IN ('own', 'supplier')"),
)
index("uq_merchants_prefix", merchants.c.prefix, unique=True, where="prefix <> ''")

channels = Table(
    "channels",
    metadata,
    key(),
    link("merchant_id", "merchants.id"),
    *words("code", "name", "kind", "time_zone", "currency"),
    document("settings"),
    only_one("merchant_id", "code"),
)

warehouses = Table(
    "warehouses",
    metadata,
    key(),
    *words("code", "name"),
    *units("priority"),
    *words("contact", "phone", "country", "province", "city", "district", "street", "postcode"),
    link("merchant_id", "merchants.id", null=True),
    *flags("active"),
    only_one("code"),
)

skus = Table(
    "skus",
    metadata,
    key(),
    link("merchant_id", "merchants.id"),
    *words("code", "name", "spec", "category", "product_code"),
    link("supplier_id", "merchants.id", null=True),
    *longs_or_none("weight_g"),
    *words("picture"),
    *flags("gift", "active"),
    only_one("merchant_id", "code"),
    never_negative("weight_g"),
)
index("ix_skus_code", skus.c.code)
index("ix_skus_product", skus.c.merchant_id, skus.c.product_code)
index("ix_skus_category", skus.c.merchant_id, skus.c.category)

barcodes = Table(
    "barcodes",
    metadata,
    Column("code", TEXT, primary_key=True),
    link("sku_id", "skus.id"),
    *units("qty"),
    holds_true("stands_for_something", "qty > 0"),
)
index("ix_barcodes_sku", barcodes.c.sku_id)

routing_rules = Table(
    "routing_rules",
    metadata,
    key(),
    *units("position"),
    *words("name", "kind"),
    document("condition"),
    *flags("active"),
)

"""What lies where, and each movement that made it so."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from desktop_oms.storage.tables.columns import (
    LONG,
    index,
    key,
    link,
    longs,
    longs_or_none,
    metadata,
    never_negative,
    only_one,
    units,
    words,
)

stock_levels = Table(
    "stock_levels",
    metadata,
    Column("warehouse_id", LONG, ForeignKey("warehouses.id"), primary_key=True, autoincrement=False),
    Column("sku_id", LONG, ForeignKey("skus.id"), primary_key=True, autoincrement=False),
    *units("on_hand", "allocated", "damaged", "buffer"),
    *words("bin"),
    *longs_or_none("restock_at"),
    never_negative("on_hand", "allocated", "damaged", "buffer"),
)
index("ix_stock_levels_sku", stock_levels.c.sku_id)

# `ref` names what caused the movement, so that the same cause can never be counted twice.
stock_movements = Table(
    "stock_movements",
    metadata,
    key(),
    link("warehouse_id", "warehouses.id"),
    link("sku_id", "skus.id"),
    *units("on_hand", "allocated", "damaged"),
    *words("reason", "ref"),
    *longs("at", "user_id"),
    only_one("reason", "ref"),
)
index("ix_stock_movements_sku", stock_movements.c.sku_id, stock_movements.c.warehouse_id, stock_movements.c.id)

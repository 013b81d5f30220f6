"""Waves 波次 at work: who picks, the basket of each order, what was taken from the shelves, and every scan of it.

The waves themselves are in `sending.py`.  What a wave still has to pick is never stored: it follows from the
fulfilments that are in it, so a refund or a hold changes it at once.
"""

from __future__ import annotations

from sqlalchemy import Table

from desktop_oms.storage.tables.columns import (
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
)

wave_plans = Table(
    "wave_plans",
    metadata,
    key(),
    link("wave_id", "waves.id"),
    *words("mode"),
    *longs_or_none("picker_id", "started_at", "sorting_at", "ended_at"),
    only_one("wave_id"),
)

baskets = order_table(
    "baskets",
    link("wave_id", "waves.id"),
    *units("number"),
    *words("state", "reason"),
    *longs_or_none("full_at", "left_at"),
    only_one("wave_id", "order_id"),
)
index("ix_baskets_order", baskets.c.order_id, baskets.c.wave_id)

basket_lines = order_table(
    "basket_lines",
    link("basket_id", "baskets.id"),
    link("wave_id", "waves.id"),
    link("line_id", "order_lines.id"),
    link("sku_id", "skus.id", null=True),
    *units("qty", "sorted"),
    only_one("basket_id", "line_id"),
    never_negative("qty", "sorted"),
    holds_true("sorted_within_qty", "sorted <= qty"),
)
index("ix_basket_lines_wave", basket_lines.c.wave_id)

wave_goods = Table(
    "wave_goods",
    metadata,
    key(),
    link("wave_id", "waves.id"),
    link("sku_id", "skus.id"),
    *units("picked", "back"),
    only_one("wave_id", "sku_id"),
    never_negative("picked", "back"),
    holds_true("back_within_picked", "back <= picked"),
)

pick_events = Table(
    "pick_events",
    metadata,
    key(),
    link("wave_id", "waves.id"),
    link("basket_id", "baskets.id", null=True),
    link("sku_id", "skus.id", null=True),
    *words("kind", "code", "verdict"),
    *units("units"),
    *longs("at", "user_id", "station_id"),
)
index("ix_pick_events_wave", pick_events.c.wave_id, pick_events.c.id)

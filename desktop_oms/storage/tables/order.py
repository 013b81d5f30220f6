"""Orders and their lines.  The columns are the fields of `domain.order.Order` and `domain.entities.OrderLine`."""

from __future__ import annotations

from sqlalchemy import Table, text

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

# Work stages in which something still has to leave the house; `late` asks the clock about these.
BEFORE_HAND_OVER = (
    "to_solve",
    "to_audit",
    "to_allocate",
    "to_offer",
    "to_pick",
    "to_pack",
    "to_label",
    "to_hand_over",
)

BEFORE_LEAVING = "work_stage IN (" + ", ".join(f"'{stage}'" for stage in BEFORE_HAND_OVER) + ")"

NO_DEADLINE = 253_402_300_800_000  # the year 10000: an order without a deadline sorts behind all that have one
DUE = f"coalesce(ship_by, {NO_DEADLINE})"

# Badges that few orders bear and people filter by: refund trouble, shortage, on hold, urgent, changed in the shop.
INDEXED_BADGES = (8, 16, 32, 64, 128)

orders = Table(
    "orders",
    metadata,
    key(),
    link("merchant_id", "merchants.id"),
    link("channel_id", "channels.id"),
    *words("number", "currency", "stage", "status", "work_stage"),
    *units("badges"),
    *words_or_none("external_no"),
    *units("version", "event_seq"),
    *longs("created_at", "placed_at"),
    *longs_or_none("paid_at", "pay_due_at", "ship_by", "confirmed_at", "completed_at", "ended_at"),
    *longs("goods", "discount_seller", "discount_platform", "shipping", "tax", "total"),
    *longs("captured", "committed", "refunded", "waived"),
    *longs("shipping_committed", "shipping_waived", "shipping_withheld", "over_refunded"),
    *words("buyer", "ship_name", "ship_phone", "ship_country", "ship_province", "ship_city"),
    *words("ship_district", "ship_street", "ship_postcode"),
    *flags("ship_masked"),
    *words("ship_token", "delivery", "buyer_note", "seller_note", "packing_note"),
    *flags("ship_partial", "backorder", "urgent", "changed_in_shop", "history"),
    *words("reason", "content_hash"),
    *units("item_count"),
    *words("summary", "phone_tail"),
    only_one("number"),
    never_negative(
        "badges",
        "version",
        "event_seq",
        "goods",
        "discount_seller",
        "discount_platform",
        "shipping",
        "tax",
        "total",
        "captured",
        "committed",
        "refunded",
        "waived",
        "shipping_committed",
        "shipping_waived",
        "shipping_withheld",
        "over_refunded",
        "item_count",
    ),
    holds_true("refunds_within_captured", "refunded <= committed AND committed <= captured"),
    holds_true("shipping_given_once", "shipping_committed + shipping_waived + shipping_withheld <= shipping"),
)

# The shop's number comes first, so that one index finds a number in any channel and keeps it unique within one.
index("uq_orders_external", orders.c.external_no, orders.c.channel_id, unique=True)
index("ix_orders_created", orders.c.created_at.desc(), orders.c.id.desc())
index("ix_orders_placed", orders.c.placed_at.desc(), orders.c.id.desc())
index("ix_orders_work_stage", orders.c.work_stage, orders.c.created_at.desc(), orders.c.id.desc())
index("ix_orders_status", orders.c.status, orders.c.created_at.desc(), orders.c.id.desc())
index("ix_orders_phone_tail", orders.c.phone_tail, orders.c.created_at.desc(), orders.c.id.desc())
index(
    "ix_orders_late",
    orders.c.ship_by,
    orders.c.id,
    where=f"ship_by IS NOT NULL AND {BEFORE_LEAVING}",
)
index("ix_orders_stage_due", orders.c.work_stage, text(DUE), orders.c.id, where=BEFORE_LEAVING)
index(
    "ix_orders_after_sales",
    orders.c.created_at.desc(),
    orders.c.id.desc(),
    where="status IN ('refunding', 'exchanging')",
)
index("ix_orders_pay_due", orders.c.pay_due_at, orders.c.id, where="stage = 'awaiting_payment'")
for _badge in INDEXED_BADGES:
    index(
        f"ix_orders_badge_{_badge}",
        orders.c.created_at.desc(),
        orders.c.id.desc(),
        where=f"(badges & {_badge}) <> 0",
    )

order_lines = order_table(
    "order_lines",
    *units("seq"),
    *words("kind"),
    *units("qty"),
    link("sku_id", "skus.id", null=True),
    *words("sku_code", "name", "spec", "external_id"),
    link("origin_line", "order_lines.id", null=True),
    *longs("unit_price", "amount", "payable"),
    *units("cancelled", "taken_out", "claimed", "boxed", "picked"),
    *units("shipped", "in_transit", "delivered", "lost", "returned"),
    *units("refunded", "exchanged", "claimed_shipped"),
    *longs("committed", "waived", "withheld"),
    *units("units_committed"),
    only_one("order_id", "seq"),
    never_negative(
        "qty",
        "unit_price",
        "amount",
        "payable",
        "cancelled",
        "taken_out",
        "claimed",
        "boxed",
        "picked",
        "shipped",
        "in_transit",
        "delivered",
        "lost",
        "returned",
        "refunded",
        "exchanged",
        "claimed_shipped",
        "committed",
        "waived",
        "withheld",
        "units_committed",
    ),
    holds_true("no_unit_twice", "cancelled + claimed + shipped <= qty"),
    holds_true("shipped_is_somewhere", "in_transit + delivered + lost = shipped AND returned <= delivered"),
    holds_true("settled_within_qty", "refunded + exchanged + claimed + claimed_shipped <= qty"),
    holds_true("settled_has_a_unit", "refunded + exchanged + claimed_shipped <= cancelled + shipped"),
    holds_true("cancelled_is_settled", "kind <> 'sale' OR cancelled <= refunded + exchanged + taken_out"),
    holds_true("returned_is_claimed", "returned <= refunded + exchanged + claimed_shipped"),
    holds_true("money_given_once", "committed + waived + withheld <= payable"),
    holds_true("replacement_has_origin", "(kind = 'replacement') = (origin_line IS NOT NULL)"),
)

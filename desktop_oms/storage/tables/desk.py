"""What the order desk notes beside an order: tags, who takes care of it, what ships together, whom it will not sell to.

None of it is a rule of the order: tags inform, a group is undone without a trace in the orders, a blocked buyer is a
hint.  So these rows live beside the order and never change its version.
"""

from __future__ import annotations

from sqlalchemy import Table

from desktop_oms.storage.tables.columns import (
    index,
    key,
    link,
    longs,
    longs_or_none,
    metadata,
    only_one,
    order_table,
    words,
)

tags = Table("tags", metadata, key(), *words("name", "family"), only_one("name"))

order_tags = order_table(
    "order_tags", link("tag_id", "tags.id"), *longs("at", "user_id"), only_one("order_id", "tag_id")
)
index("ix_order_tags_tag", order_tags.c.tag_id, order_tags.c.order_id)

order_owners = order_table("order_owners", link("user_id", "users.id"), *longs("at"), only_one("order_id"))
index("ix_order_owners_user", order_owners.c.user_id, order_owners.c.order_id)

ship_groups = Table(
    "ship_groups", metadata, key(), *longs("merchant_id", "made_at", "made_by"), *longs_or_none("undone_at")
)

grouped_orders = order_table(
    "grouped_orders", link("group_id", "ship_groups.id"), *longs_or_none("left_at"), only_one("group_id", "order_id")
)
index("uq_grouped_orders_live", grouped_orders.c.order_id, where="left_at IS NULL", unique=True)

blocked_buyers = Table(
    "blocked_buyers",
    metadata,
    key(),
    *words("kind", "value", "reason"),
    *longs("at", "user_id"),
    only_one("kind", "value"),
)

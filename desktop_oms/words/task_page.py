"""Words of the page of tasks: its list, what settles a task, and the questions it asks."""

WORDS: dict[str, tuple[str, str]] = {
    "orders.changed.lines": ("明细", "Lines"),
    "orders.changed.total": ("总价", "Total"),
    "orders.changed.state": ("状态", "Status"),
    "orders.changed.delivery": ("配送方式", "Delivery"),
    "orders.changed.buyer_note": ("买家留言", "Buyer's note"),
    "orders.changed.seller_note": ("商家备注", "Seller's note"),
}

"""The kinds of tasks at the left: groups, words and live counts, those with nothing open left out."""

from __future__ import annotations

from collections.abc import Mapping

from ui.shared.messages import Words
from ui.shared.queues import Queue

ALL, MINE = "all", "mine"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "tasks.group.order",
        (
            "sku_unknown",
            "address_incomplete",
            "address_doubtful",
            "receiver_masked",
            "changed_in_shop",
            "number_doubtful",
            "pieces_differ",
            "orders_file_missing",
            "presale",
        ),
    ),
    (
        "tasks.group.goods",
        (
            "shortage",
            "stock_count",
            "supplier_declined",
            "restock",
            "parcel_lost",
            "shipped_units_unknown",
            "shipped_elsewhere",
            "shipped_though_claimed",
            "shipped_though_cancelled",
            "gift_to_reclaim",
        ),
    ),
    (
        "tasks.group.money",
        (
            "case_overdue",
            "refund_trouble",
            "money_excess",
            "over_refunded",
            "cash_refused",
            "shipped_unpaid",
            "refund_without_units",
            "refund_amount_unknown",
            "amounts_differ",
            "amounts_unknown",
        ),
    ),
)


def shown_kinds(words: Words, counts: Mapping[str, int], mine: int, open_key: str) -> list[Queue]:
    """All tasks, the reader's own, then each kind of which some are open, or which is being looked at."""
    found = [
        Queue(ALL, words("tasks.all"), sum(counts.values()), exact=True),
        Queue(MINE, words("tasks.mine"), mine, exact=True),
    ]
    for group, kinds in GROUPS:
        some = [kind for kind in kinds if counts.get(kind) or kind == open_key]
        if some:
            found.append(Queue("", words(group)))
            found += [Queue(kind, words(f"task_short.{kind}"), counts.get(kind, 0)) for kind in some]
    return found

"""The queues of the order desk in their groups, as they stand at the left and in the list of commands."""

from __future__ import annotations

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("all",)),
    (
        "orders.group.work",
        (
            "to_audit",
            "to_pay",
            "to_offer",
            "to_allocate",
            "to_pick",
            "to_pack",
            "to_label",
            "to_hand_over",
            "in_transit",
        ),
    ),
    ("orders.group.watch", ("due_soon", "late", "to_solve", "on_hold", "after_sales")),
)
QUEUES = tuple(queue for _, queues in GROUPS for queue in queues)

"""The signs of an order in a list: what is remarkable about it beside its status, and the work stages.

They stand apart from the order itself, because a list of orders shows them and needs nothing else of the rules.
"""

from __future__ import annotations

from enum import IntFlag

STAGES = (
    "to_pay",
    "to_solve",
    "to_audit",
    "to_allocate",
    "to_offer",
    "to_pick",
    "to_pack",
    "to_label",
    "to_hand_over",
    "in_transit",
    "none",
)
"""What the house may have to do next with an order; of a mixed one the first that applies."""


class Badge(IntFlag):
    """What is remarkable about an order beside its status; stored as one integer."""

    PARTLY_SHIPPED = 1
    PARTLY_DELIVERED = 2
    PARTLY_REFUNDED = 4
    REFUND_TROUBLE = 8
    SHORTAGE = 16
    ON_HOLD = 32
    URGENT = 64
    CHANGED_IN_SHOP = 128
    CASH_ON_DELIVERY = 256

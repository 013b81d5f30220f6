"""What is missing before an order can go out: a list of problems in words, never a lost order."""

from __future__ import annotations

from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order


def missing_parts(name: str, phone: str, province: str, city: str, street: str) -> list[str]:
    """Which parts of a receiver are missing: name, phone, city (a province stands in for it), street."""
    wanted = {"name": name, "phone": phone, "city": city.strip() or province, "street": street}
    return [part for part, text in wanted.items() if not text.strip()]


def address_problems(order: Order) -> list[Refusal]:
    """Which parts of the receiver are missing.

    A masked receiver with a platform token is complete: the platform prints that label.
    """
    if order.ship_masked and order.ship_token:
        return []
    missing = missing_parts(order.ship_name, order.ship_phone, order.ship_province, order.ship_city, order.ship_street)
    return [Refusal("address_part_missing", {"part": part}) for part in missing]


def totals_differ(order: Order) -> int:
    """Total less what goods, discounts and shipping add up to, in minor units; 0 when they agree."""
    goods = sum(line.amount for line in order.lines if line.kind == "sale")
    return order.total - (goods - order.discount_seller - order.discount_platform + order.shipping)

"""What is missing before an order can go out: a list of problems in words, never a lost order."""

from __future__ import annotations

from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order


def address_problems(order: Order) -> list[Refusal]:
    """Which parts of the receiver are missing.

    A masked receiver with a platform token is complete: the platform prints that label.
    """
    if order.ship_masked and order.ship_token:
        return []
    wanted = {
        "name": order.ship_name,
        "phone": order.ship_phone,
        "city": order.ship_city.strip() or order.ship_province,
        "street": order.ship_street,
    }
    return [Refusal("address_part_missing", {"part": part}) for part, text in wanted.items() if not text.strip()]


def goods_problems(order: Order) -> list[Refusal]:
    """Lines whose SKU is not in the catalogue."""
    return [Refusal("sku_unknown", {"sku": line.sku_code or line.name}) for line in order.lines if line.sku_id is None]


def totals_differ(order: Order) -> int:
    """Total less what goods, discounts and shipping add up to, in minor units; 0 when they agree."""
    goods = sum(line.amount for line in order.lines if line.kind == "sale")
    return order.total - (goods - order.discount_seller - order.discount_platform + order.shipping)

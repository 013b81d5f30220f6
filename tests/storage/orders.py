"""Orders for the tests of storage: one with a row of every kind, and plain ones by number."""

from __future__ import annotations

import itertools

from desktop_oms.domain.entities import (
    Case,
    CaseLine,
    Fulfilment,
    FulfilmentLine,
    Hold,
    OrderLine,
    Parcel,
    ParcelLine,
    Payment,
    Refund,
    Task,
)
from desktop_oms.domain.keys import KeyMaker
from desktop_oms.domain.order import Order

MERCHANT, CHANNEL = 1, 2
WAREHOUSES = (11, 12)
SKUS = (21, 22, 23)
NOW = 1_790_000_000_000

new_id = KeyMaker(7, lambda: NOW)
_numbers = itertools.count(100_001)


def plain_order(lines: int = 2) -> Order:
    """A paid order of a few lines."""
    number = next(_numbers)
    made = Order(
        new_id(),
        MERCHANT,
        CHANNEL,
        f"A{number}",
        "CNY",
        "paid",
        "paid",
        "to_audit",
        external_no=f"S-{number}",
        created_at=NOW + number,
        placed_at=NOW,
        goods=1000 * lines,
        total=1000 * lines,
        captured=1000 * lines,
        buyer="张伟",
        ship_name="张伟",
        ship_phone="13800138000",
        ship_city="深圳市",
        item_count=lines,
        phone_tail="8000",
    )
    made.lines = [
        OrderLine(new_id(), seq, "sale", 1, SKUS[0], "TEE-21", "Tee", "XL", payable=1000, amount=1000, unit_price=1000)
        for seq in range(1, lines + 1)
    ]
    made.payments = [Payment(new_id(), 1, "captured", "alipay", 1000 * lines, f"T{number}", 1000 * lines, at=NOW)]
    return made


def full_order() -> Order:
    """An order with at least one row in each of its tables."""
    made = plain_order()
    sold, other = made.lines
    replacement = OrderLine(new_id(), 3, "replacement", 1, SKUS[1], "TEE-22", "Tee", "L", origin_line=sold.id)
    made.lines.append(replacement)
    part = Fulfilment(new_id(), 1, "allocated", WAREHOUSES[0], created_at=NOW)
    part.lines = [
        FulfilmentLine(new_id(), part.id, line.id, 1, WAREHOUSES[0], line.sku_id, allocated=1) for line in (sold, other)
    ]
    box = Parcel(new_id(), 1, "open", "outbound", part.id, WAREHOUSES[0], opened_at=NOW)
    box.lines = [ParcelLine(new_id(), box.id, line.id, 1) for line in (sold, other)]
    case = Case(new_id(), 1, "exchange", "approved", "size", requested_by=5, requested_at=NOW)
    case.lines = [CaseLine(new_id(), case.id, sold.id, unshipped=1, replacement_line=replacement.id)]
    made.fulfilments, made.parcels, made.cases = [part], [box], [case]
    made.refunds = [Refund(new_id(), f"R{made.number}", "created", made.payments[0].id, 0, case.id, created_at=NOW)]
    made.holds = [Hold(new_id(), "live", "fraud", "call first", urgent_after=True, placed_at=NOW)]
    made.tasks = [Task(new_id(), "address", "open", True, sold.id, detail="no street", opened_at=NOW)]
    return made

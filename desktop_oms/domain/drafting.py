"""A draft is written anew as a whole: whoever takes an order by phone changes his mind until it is submitted.

Nothing hangs on a draft's lines yet, so lines that are no longer wanted are gone; from the submission on an order is
amended instead (`amending.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order
from desktop_oms.domain.orders import summarise
from desktop_oms.domain.world import Goods, World

ADDRESS = ("name", "phone", "country", "province", "city", "district", "street", "postcode")
NOTES = ("buyer", "buyer_note", "seller_note", "packing_note", "delivery", "ship_by", "urgent")
MOST_PIECES = 100_000  # of one line, as in order files
MOST_MONEY = 10**12  # minor units of one price; the sums of an order stay within 64 bits


def may_rewrite(facts: Facts) -> Refusal | None:
    """Goods of the catalogue, at least one of each, and a discount that is not more than the goods cost."""
    order, args, known = facts.order, facts.args, facts.world.goods
    lines = args.get("add")
    if lines is None:
        return Refusal("nothing_changed")
    if not all(is_line(line, known) for line in lines) or any(task.line_id for task in order.tasks):
        return Refusal("line_not_valid")
    less, shipping = args.get("discount") or 0, args.get("shipping") or 0
    if not 0 <= less + order.discount_platform <= worth(lines) or less < 0 or not 0 <= shipping <= MOST_MONEY:
        return Refusal("discount_not_valid")
    return None


def is_line(line: Mapping[str, Any], known: Mapping[int, Goods]) -> bool:
    """Goods of the catalogue, 1 to 100,000 units, a price from zero on; `gift` is 1 for what costs nothing."""
    qty, price = line.get("qty"), line.get("price")
    counts = isinstance(qty, int) and 0 < qty <= MOST_PIECES
    return line.get("sku_id") in known and counts and isinstance(price, int) and 0 <= price <= MOST_MONEY


def worth(lines: Iterable[Mapping[str, Any]]) -> int:
    """What the goods cost before discount and shipping, in minor units; a gift costs nothing."""
    return sum(0 if line.get("gift") else int(line["qty"]) * int(line["price"]) for line in lines)


def rewrite(run: Run, facts: Facts) -> None:
    """Write lines, receiver, amounts and notes as told; parts of the receiver that are not told stay."""
    order, args = run.order, facts.args
    write_lines(order, run.world, args["add"])
    for part in ADDRESS:
        if part in (args.get("address") or {}):
            setattr(order, f"ship_{part}", args["address"][part].strip())
    order.ship_masked = order.ship_masked and "*" in order.ship_name + order.ship_phone
    for name in NOTES:
        if name in args:
            setattr(order, name, args[name])
    order.discount_seller, order.shipping = int(args.get("discount") or 0), int(args.get("shipping") or 0)
    add_up(order)


def write_lines(order: Order, world: World, lines: Iterable[Mapping[str, Any]]) -> None:
    """The lines as told; rows that stand are written over, those too many are gone."""
    rows = []
    for seq, told in enumerate(lines, 1):
        goods = world.goods[told["sku_id"]]
        old = order.lines[seq - 1].id if seq <= len(order.lines) else world.new_id()
        gift, qty = bool(told.get("gift")), int(told["qty"])
        line = OrderLine(old, seq, "gift" if gift else "sale", qty, goods.id, goods.code, goods.name, goods.spec)
        line.unit_price = 0 if gift else int(told["price"])
        line.amount = line.unit_price * qty
        rows.append(line)
    order.lines[:] = rows


def add_up(order: Order) -> None:
    """Goods and total of a draft follow from its lines, discount and shipping."""
    order.goods = sum(line.amount for line in order.lines)
    order.total = order.goods - order.discount_seller - order.discount_platform + order.shipping
    summarise(order)

"""Changes to an order before its goods are labelled: receiver, delivery, notes, fewer or more goods.

Fewer units of a paid order become a refund before shipping; more goods raise the total and hold the order until paid.
"""

from __future__ import annotations


from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.entities import Hold, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.money import prorate
from desktop_oms.domain.orders import summarise

UNPAID = ("draft", "submitted", "awaiting_payment")
ADDRESS = ("name", "phone", "country", "province", "city", "district", "street", "postcode")
NOTES = ("buyer_note", "seller_note", "packing_note", "delivery", "ship_by", "urgent", "ship_partial", "backorder")


def may_amend(facts: Facts) -> Refusal | None:
    """Nothing labelled for what changes; removed units must still be in the house and in no box."""
    order, args = facts.order, facts.args
    if any(p.state == "labelled" for p in order.parcels) and (args.get("address") or args.get("delivery") is not None):
        return Refusal("already_labelled")
    for line_id, units in (args.get("remove") or {}).items():
        line = next((line for line in order.lines if line.id == line_id), None)
        if line is None or line.kind != "sale" or not 0 < units <= max(0, line.to_ship):
            return Refusal("units_out_of_range", {"n": units})
    for new in args.get("add") or ():
        if new.get("sku_id") not in facts.world.goods or int(new.get("qty", 0)) <= 0 or int(new.get("price", -1)) < 0:
            return Refusal("line_not_valid")
    if args.get("sku") and not _fits(facts):
        return Refusal("line_not_valid")
    return None


def _fits(facts: Facts) -> bool:
    """A line with an unknown SKU may be linked to goods of the catalogue."""
    known = facts.world.goods
    return all(
        sku_id in known and any(line.id == line_id and line.sku_id is None for line in facts.order.lines)
        for line_id, sku_id in facts.args["sku"].items()
    )


def amend(run: Run, facts: Facts) -> None:
    """Carry the changes out; what they cost or give back is settled in the same command."""
    order, args = run.order, facts.args
    for part in ADDRESS:
        if part in (args.get("address") or {}):
            setattr(order, f"ship_{part}", str(args["address"][part]).strip())
    if args.get("address"):
        order.ship_masked = order.ship_masked and "*" in order.ship_name + order.ship_phone
    for name in NOTES:
        if args.get(name) is not None:
            setattr(order, name, args[name])
    for line_id, sku_id in (args.get("sku") or {}).items():
        line, goods = order.line(line_id), run.world.goods[sku_id]
        line.sku_id, line.sku_code = goods.id, goods.code
    if args.get("remove"):
        _remove(run, args["remove"])
    for new in args.get("add") or ():
        _add(run, int(new["sku_id"]), int(new["qty"]), int(new["price"]))
    summarise(order)


def _remove(run: Run, units: dict[int, int]) -> None:
    order = run.order
    if order.stage not in UNPAID:
        run.fire("case.request", None, kind="refund_unshipped", lines=units, reason="amended")
        return
    for line_id, count in units.items():
        line = order.line(line_id)
        less = line.amount * count // (line.qty - line.taken_out)
        line.amount -= less
        line.cancelled += count
        line.taken_out += count
        order.goods -= less
    _reprice(run)


def _add(run: Run, sku_id: int, qty: int, price: int) -> None:
    order, goods = run.order, run.world.goods[sku_id]
    line = OrderLine(
        run.world.new_id(),
        1 + max((o.seq for o in order.lines), default=0),
        "sale",
        qty,
        goods.id,
        goods.code,
        goods.name,
        goods.spec,
    )
    line.unit_price, line.amount = price, price * qty
    order.lines.append(line)
    order.goods += line.amount
    if order.stage in UNPAID:
        _reprice(run)
        return
    line.payable = line.amount
    order.total += line.amount
    if order.captured < order.due and not order.promised:
        run.fire("payment.start", None, provider="manual", amount=order.due - order.captured)
        if not any(hold.state == "live" and hold.reason == "payment_due" for hold in order.holds):
            order.holds.append(Hold(run.world.new_id(), "live", "payment_due", placed_at=run.world.now))


def _reprice(run: Run) -> None:
    """Total and payables of an unpaid order follow its lines; a discount never exceeds the goods."""
    order = run.order
    sale = [line for line in order.lines if line.kind == "sale"]
    goods = sum(line.amount for line in sale)
    over = max(0, order.discount_seller + order.discount_platform - goods)
    order.discount_seller, over = max(0, order.discount_seller - over), max(0, over - order.discount_seller)
    order.discount_platform -= over
    order.total = goods - order.discount_seller - order.discount_platform + order.shipping
    if order.stage != "draft":
        for line, share in zip(sale, prorate(order.total - order.shipping, [x.amount for x in sale]), strict=True):
            line.payable = share

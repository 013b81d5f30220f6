"""Changes to an order before its goods are labelled: receiver, delivery, notes, fewer or more goods.

Fewer units of a paid order become a refund before shipping; more goods raise the total and hold the order until paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Facts, Run
from desktop_oms.domain.completeness import address_problems
from desktop_oms.domain.drafting import is_line, worth
from desktop_oms.domain.entities import Case, CaseLine, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.incoming import Address
from desktop_oms.domain.money import prorate
from desktop_oms.domain.order import Order
from desktop_oms.domain.orders import summarise
from desktop_oms.domain.world import Goods

UNPAID = ("draft", "submitted", "awaiting_payment")
ADDRESS = ("name", "phone", "country", "province", "city", "district", "street", "postcode")
PLACE = ("province", "city", "district", "street", "postcode")
NOTES = ("buyer_note", "seller_note", "packing_note", "delivery", "ship_by", "urgent", "ship_partial", "backorder")


def may_amend(facts: Facts) -> Refusal | None:
    """Nothing labelled for what changes; removed units must still be in the house and in no box."""
    order, args = facts.order, facts.args
    if any(p.state == "labelled" for p in order.parcels) and (args.get("address") or args.get("delivery") is not None):
        return Refusal("already_labelled")
    if refusal := _address_problem(order, args.get("address") or {}) or _remove_problem(
        order, args.get("remove") or {}
    ):
        return refusal
    known = facts.world.goods
    if not all(is_line(new, known) for new in args.get("add") or ()):
        return Refusal("line_not_valid")
    unknown = {line.id for line in order.lines if line.sku_id is None}
    if not all(line_id in unknown and sku_id in known for line_id, sku_id in (args.get("sku") or {}).items()):
        return Refusal("line_not_valid")
    if not any(args.get(name) not in (None, {}, [], ()) for name in ("address", "remove", "add", "sku", *NOTES)):
        return Refusal("nothing_changed")
    change = difference(order, args.get("remove") or {}, args.get("add") or ())
    if args.get("difference") not in (None, change):
        return Refusal("difference_changed", {"amount": change, "currency": order.currency})
    return None


def difference(order: Order, remove: Mapping[int, int], add: Iterable[Mapping[str, Any]]) -> int:
    """What the change adds to the buyer's bill (negative: takes off it), in minor units; shown before it is made.

    Goods taken out of a paid order are worth what a refund of them is; of an unpaid order their share of the amount.
    """
    more = worth(add)
    remove = {line_id: units for line_id, units in remove.items() if order.line(line_id).kind != "gift"}
    if order.stage not in UNPAID:
        claims = [CaseLine(0, 0, line_id, unshipped=units) for line_id, units in remove.items()]
        return more - settlement.worth(order, Case(0, 0, "refund_unshipped", "requested", lines=claims)).total
    less = sum(_share(order.line(line_id), units) for line_id, units in remove.items())
    goods = sum(line.amount for line in order.lines if line.kind == "sale") + more - less
    discounts = min(goods, order.discount_seller + order.discount_platform)
    return goods - discounts + order.shipping - order.total


def _share(line: OrderLine, units: int) -> int:
    """What units of an unpaid line cost before discounts."""
    return line.amount * units // (line.qty - line.taken_out)


def _address_problem(order: Order, address: Mapping[str, str]) -> Refusal | None:
    """A receiver to whom goods can go loses no part that is needed; one that lacks some may be mended in steps."""
    if order.stage == "draft" or not address or address_problems(order):
        return None
    new = copy(order)
    _move_to(new, address)
    return next(iter(address_problems(new)), None)


def _remove_problem(order: Order, remove: Mapping[int, int]) -> Refusal | None:
    for line_id, units in remove.items():
        line = next((line for line in order.lines if line.id == line_id), None)
        free = max(0, line.to_ship) if line is not None and line.kind in ("sale", "gift") else 0
        if not 0 < units <= free:
            return Refusal("units_out_of_range", {"n": free})
    sale = [line for line in order.lines if line.kind == "sale"]
    left = sum(line.qty - line.taken_out - remove.get(line.id, 0) for line in sale)
    return Refusal("cancel_instead") if remove and order.stage in UNPAID and not left else None


def amend(run: Run, facts: Facts) -> None:
    """Carry the changes out; what they cost or give back is settled in the same command."""
    order, args = run.order, facts.args
    if args.get("address"):
        _readdress(run, facts)
    for name in NOTES:
        if args.get(name) is not None:
            setattr(order, name, args[name])
    order.ship_by = order.ship_by or None
    for line_id, sku_id in (args.get("sku") or {}).items():
        _link(run, order.line(line_id), run.world.goods[sku_id])
    if args.get("remove"):
        _remove(run, args["remove"])
    for new in args.get("add") or ():
        _add(run, new)
    summarise(order)


def moved_to(told: Address) -> dict[str, str]:
    """The parts of a receiver that a pasted text changes: those it names, and the place only as a whole.

    A place it names takes the whole old one's place, so that no street stands in a city it is not in; a text of a name
    or a phone alone leaves the place as it is.
    """
    placed = any(getattr(told, part) for part in PLACE)
    return {part: text for part in ADDRESS if (text := getattr(told, part)) or (placed and part in PLACE)}


def _move_to(order: Order, address: Mapping[str, str]) -> None:
    for part in ADDRESS:
        if part in address:
            setattr(order, f"ship_{part}", address[part].strip())
    order.ship_masked = order.ship_masked and "*" in order.ship_name + order.ship_phone


def _readdress(run: Run, facts: Facts) -> None:
    """A receiver that is known now solves the task that asked for it; one that is masked once more opens it again."""
    order, was_masked = run.order, run.order.ship_masked
    _move_to(order, facts.args["address"])
    asked = [task for task in order.tasks if task.kind == "receiver_masked"]
    if asked and not was_masked and "*" in order.ship_name + order.ship_phone:
        order.ship_masked = True
        run.open_task("receiver_masked", blocking=True)
    for task in asked if not order.ship_masked else ():
        if task.state == "open":
            run.fire("task.resolve", task, facts.actor, reason="amended")


def _link(run: Run, line: OrderLine, goods: Goods) -> None:
    """Parts planned while nobody knew the goods held no stock; they are planned anew."""
    line.sku_id, line.sku_code = goods.id, goods.code
    if not line.name:
        line.name, line.spec = goods.name, line.spec or goods.spec
    for part in list(run.order.open_fulfilments()):
        if part.line_for(line.id) is not None:
            run.attempt("fulfilment.cancel", part)


def _remove(run: Run, wanted: dict[int, int]) -> None:
    """Gifts only go; for sold units of a paid order money comes back, an unpaid one costs less."""
    order, units = run.order, dict(wanted)
    for line_id in [key for key in wanted if order.line(key).kind == "gift"]:
        order.line(line_id).take_out(units.pop(line_id))
    if not units:
        return
    if order.stage not in UNPAID:
        run.fire("case.request", None, kind="refund_unshipped", lines=units, reason="amended")
        return
    for line_id, count in units.items():
        line = order.line(line_id)
        less = _share(line, count)
        line.amount -= less
        line.take_out(count)
        order.goods -= less
    _reprice(run)


def _add(run: Run, new: Mapping[str, Any]) -> None:
    """A further line; a gift costs nothing, whatever price is told."""
    order, goods = run.order, run.world.goods[int(new["sku_id"])]
    gift, qty = bool(new.get("gift")), int(new["qty"])
    price = 0 if gift else int(new["price"])
    line = OrderLine(
        run.world.new_id(),
        1 + max((o.seq for o in order.lines), default=0),
        "gift" if gift else "sale",
        qty,
        goods.id,
        goods.code,
        goods.name,
        goods.spec,
    )
    line.unit_price, line.amount = price, price * qty
    order.lines.append(line)
    order.goods += line.amount
    if gift:
        return
    if order.stage in UNPAID:
        _reprice(run)
        return
    line.payable = line.amount
    order.total += line.amount
    if order.collect and not order.promised:
        run.fire("payment.start", None, provider="manual", amount=order.collect)
        if not any(hold.state == "live" and hold.reason == "payment_due" for hold in order.holds):
            run.system("hold.place", None, reason="payment_due")


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

"""The money of an order: what the file tells, what follows from it, and whether it adds up.

Nothing told is ever changed to make a sum fit: the amounts stay and a notice says so; the import decides.
All amounts are integer minor units of the order's currency, None where the file does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_oms.domain.incoming import IncomingLine, ShopState
from desktop_oms.gateways.files.states import GONE

FIELDS = (
    *("goods", "goods_net", "settled", "discount_seller", "discount_platform", "discount_payment"),
    *("shipping", "tax", "total", "paid", "balance_paid", "outstanding", "refunded"),
)
Told = Mapping[str, int | None]


@dataclass(slots=True)
class Amounts:
    """The order's amounts, and the notices about them."""

    goods: int | None = None
    discount_seller: int = 0
    discount_platform: int = 0
    shipping: int | None = None
    tax: int = 0
    total: int | None = None
    paid: int | None = None
    refunded: int = 0
    notices: list[str] = field(default_factory=list)


def work_out(
    told: Told,
    lines: Sequence[IncomingLine],
    state: ShopState,
    *,
    unpaid: bool,
    was_paid: bool,
    cod: bool,
    prices_rounded: bool,
) -> Amounts:
    """The amounts of one order.

    `unpaid`: the shop says so; `was_paid`: it names a time; `cod`: paid at the door; `prices_rounded`: unit prices are
    quotients, so only the amounts of the lines add up.
    """
    amounts = Amounts(shipping=told["shipping"], tax=told["tax"] or 0)
    amounts.total = told["total"]
    if amounts.total is not None:
        amounts.total += told["balance_paid"] or 0
    net = _sum(line.amount for line in lines)
    gross = _sum(line.price * line.qty if line.price is not None else None for line in lines)
    if prices_rounded and net is not None:
        gross = None
    _work_out_goods(amounts, told, gross, net)
    _check_total(amounts, gross, net)
    amounts.paid = _paid(amounts, told, state, unpaid=unpaid, was_paid=was_paid, cod=cod)
    _work_out_refunds(amounts, told, lines, state)
    return amounts


def _sum(parts: Iterable[int | None]) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _work_out_goods(amounts: Amounts, told: Told, gross: int | None, net: int | None) -> None:
    seller = told["discount_seller"] or 0
    platform = (told["discount_platform"] or 0) + (told["discount_payment"] or 0)
    goods, goods_net = told["goods"], told["goods_net"]
    if goods is None:
        after = goods_net if goods_net is not None else net
        if after is None and amounts.total is not None and amounts.shipping is not None:
            after = amounts.total - amounts.shipping
        goods = gross if gross is not None else (after + seller + platform if after is not None else None)
    if goods is not None and goods_net is not None and goods >= goods_net + platform:
        # Shopify and Taobao tell the goods after all discounts: what is missing to the lines is what the seller gave
        _move_shipping_discount(amounts, seller - (goods - goods_net - platform), goods_net)
        seller = goods - goods_net - platform
    if goods is not None and told["settled"] is not None:
        seller = max(0, goods - told["settled"])
        if amounts.total is not None:
            platform = max(0, goods - seller + (amounts.shipping or 0) - amounts.total)
    amounts.goods, amounts.discount_seller, amounts.discount_platform = goods, seller, platform


def _move_shipping_discount(amounts: Amounts, rest: int, goods_net: int) -> None:
    """A code for free shipping stands among the discounts although it lowers the shipping."""
    if rest <= 0 or amounts.shipping is None or amounts.total is None or rest > amounts.shipping:
        return
    if amounts.total in (goods_net + amounts.shipping - rest, goods_net + amounts.shipping - rest + amounts.tax):
        amounts.shipping -= rest


def _check_total(amounts: Amounts, gross: int | None, net: int | None) -> None:
    if amounts.total is None:
        amounts.notices.append("total_unknown")
        return
    if amounts.goods is None:
        return
    due = amounts.goods - amounts.discount_seller - amounts.discount_platform + (amounts.shipping or 0)
    lines_differ = gross is not None and amounts.goods not in (gross, net)
    if amounts.tax and amounts.total == due + amounts.tax and not lines_differ:
        amounts.notices.append("tax_on_top")
    elif amounts.total != due or lines_differ:
        amounts.notices.append("amounts_differ")


def _paid(amounts: Amounts, told: Told, state: ShopState, *, unpaid: bool, was_paid: bool, cod: bool) -> int | None:
    if told["paid"] is not None:
        paid = told["paid"]
    elif told["outstanding"] and amounts.total is not None:
        paid = max(0, amounts.total - told["outstanding"])
    elif unpaid or (cod and state is not ShopState.COMPLETED) or (state is ShopState.CANCELLED and not was_paid):
        paid = 0
    else:
        return amounts.total
    if paid == 0 and state is ShopState.REFUNDED:
        return amounts.total
    if amounts.total is not None and paid != amounts.total and not (unpaid or cod) and state not in GONE:
        amounts.notices.append("paid_differs")
    return paid


def _work_out_refunds(amounts: Amounts, told: Told, lines: Sequence[IncomingLine], state: ShopState) -> None:
    if told["refunded"] is not None:
        amounts.refunded = told["refunded"]
    if amounts.refunded:
        return
    if state is ShopState.REFUNDED:
        amounts.refunded = amounts.paid or 0
        return
    back = [line for line in lines if line.refunded]
    if not back or not amounts.paid:
        if back and state not in GONE:
            amounts.notices.append("refund_amount_unknown")
        return
    if all(line.refunded == line.qty and line.amount is not None for line in back):
        amounts.refunded = sum(line.amount or 0 for line in back)
    else:
        amounts.notices.append("refund_amount_unknown")

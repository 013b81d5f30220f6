"""An order that a shop told us of, made ours through the rules: submitted, paid, and as far along as it is there.

Everything that happened in the shop is a fact, recorded by the program itself; what is missing or odd becomes a task.
Orders that were shipped or ended before our time come in as history: their goods never lay in our stock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from zlib import crc32

from desktop_oms.domain import clocks, lifecycle, settlement
from desktop_oms.domain.catalogue import Channel, Sku
from desktop_oms.domain.command import NOTHING, Message, Run
from desktop_oms.domain.entities import Case, OrderLine
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, IncomingParcel, ShopState, called
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import refresh
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.domain.world import World
from desktop_oms.services.import_gaps import SHOWN_ELSEWHERE, Gap, is_history

PROVIDER = "file"  # the shop holds the money: refunds are made there, or by hand with proof
HOUR = 3_600_000


def fingerprint(incoming: IncomingOrder) -> str:
    """What a file says of an order in five short sums: money, state, lines, address, notes; equal sums, equal content.

    A later file shows by them which part the shop has changed, whatever we changed ourselves.
    """
    lines = incoming.lines
    parts = (
        _MONEY(incoming),
        (_STATE(incoming), *map(_SENT, incoming.parcels), *map(_LEFT, lines)),
        list(map(_GOODS, lines)),
        _RECEIVER(incoming.ship_to),
        _NOTES(incoming),
    )
    return ".".join([f"{crc32(repr(part).encode('utf-8', 'replace')):08x}" for part in parts])


_MONEY = attrgetter("currency", "total", "goods", "discount_seller", "discount_platform", "shipping", "tax")
_STATE = attrgetter("state.value", "paid", "refunded", "open_refund", "cash_on_delivery")
_SENT, _LEFT = attrgetter("carrier", "waybill"), attrgetter("shipped", "refunded")
_GOODS = attrgetter("sku", "name", "spec", "qty", "price", "amount")
_RECEIVER = attrgetter(
    *("name", "phone", "country", "province", "city", "district", "street", "postcode", "masked", "platform_token")
)
_NOTES = attrgetter("buyer_note", "seller_note", "delivery")


def compose(
    incoming: IncomingOrder,
    channel: Channel,
    number: str,
    goods: Sequence[Sku | None],
    world: World,
    actor: Actor,
    content: str,
    found: Sequence[Gap],
) -> Run:
    """The order, made through the rules in memory; nothing is written.  Raises Refused when a rule forbids it."""
    order = _order(incoming, channel, number, goods, world, content)
    run = lifecycle.begin(order, SYSTEM, world)
    run.fire("order.create", order, actor)
    run.system("order.submit", order, imported=True)
    _take_line_amounts(order, incoming)
    for gap in found:
        if gap.kind in SHOWN_ELSEWHERE:
            continue
        line_id = order.lines[gap.place].id if gap.place is not None else None
        run.open_task(gap.kind, blocking=gap.blocking, line_id=line_id, detail=gap.detail)
    if incoming.state is ShopState.CANCELLED:
        _end_cancelled(run, incoming)
    else:
        _take_payment(run, incoming)
        if incoming.state is not ShopState.UNPAID:
            _take_progress(run, incoming)
    if "presale" in incoming.notices and not order.history:
        run.system("hold.place", None, reason="presale")
    if is_plain(order):
        refresh(order)
    else:
        lifecycle.finish(run)
    take_end(run, incoming)
    _make_due(order, channel, incoming)
    run.messages[:] = messages_out(run)
    order.event_seq, order.version = len(run.steps), 1
    return run


def is_plain(order: Order) -> bool:
    """True for an order of which nothing can follow by itself: paid or waiting, with no parcel, case, refund or hold.

    Nearly every imported order is one; the automatic events would look at each of its rows in vain.
    """
    return order.stage in ("paid", "awaiting_payment") and not (
        order.parcels or order.cases or order.refunds or order.holds or order.fulfilments
    )


def messages_out(run: Run) -> list[Message]:
    """What must be told although a shop told it to us first: only what suppliers have to know."""
    return [message for message in run.messages if message.topic.startswith("supplier.")]


def _order(
    incoming: IncomingOrder,
    channel: Channel,
    number: str,
    goods: Sequence[Sku | None],
    world: World,
    content: str,
) -> Order:
    """The bare order with its lines, not yet created."""
    money = amounts(incoming)
    order = Order(
        world.new_id(),
        channel.merchant_id,
        channel.id,
        number,
        incoming.currency,
        NOTHING,
        external_no=incoming.external_no,
        created_at=world.now,
        placed_at=incoming.placed_at or world.now,
        paid_at=incoming.paid_at,
        goods=money.goods,
        discount_seller=incoming.discount_seller,
        discount_platform=money.discount_platform,
        shipping=money.shipping,
        tax=incoming.tax,
        total=money.total,
        buyer=incoming.buyer,
        delivery=incoming.delivery,
        buyer_note=incoming.buyer_note,
        seller_note=incoming.seller_note,
        history=is_history(incoming),
        content_hash=content,
    )
    order.lines = [
        _line(world, seq, line, sku) for seq, (line, sku) in enumerate(zip(incoming.lines, goods, strict=True), 1)
    ]
    if not any(line.kind == "sale" for line in order.lines):
        order.lines[0].kind = "sale"
    address_to(order, incoming.ship_to)
    return order


def address_to(order: Order, to: Address) -> None:
    """Write the receiver on the order, as the shop tells it."""
    order.ship_name, order.ship_phone, order.ship_country = to.name, to.phone, to.country
    order.ship_province, order.ship_city, order.ship_district = to.province, to.city, to.district
    order.ship_street, order.ship_postcode = to.street, to.postcode
    order.ship_masked, order.ship_token = to.masked, to.platform_token


def _line(world: World, seq: int, line: IncomingLine, sku: Sku | None) -> OrderLine:
    amount = line.price * line.qty if line.price is not None else line.amount or 0
    price = line.price if line.price is not None else amount // line.qty
    kind = "gift" if sku is not None and sku.gift and not amount else "sale"
    name, spec = called(line, sku)  # a picker and a packer must be told what to take
    return OrderLine(
        world.new_id(),
        seq,
        kind,
        line.qty,
        sku.id if sku is not None else None,
        sku.code if sku is not None else line.sku,
        name,
        spec,
        line.external_id,
        None,
        price,
        amount,
    )


@dataclass(frozen=True, slots=True)
class Amounts:
    """An order's money as we keep it: what the buyer pays in all, and what of it is here."""

    goods: int
    discount_platform: int
    shipping: int
    total: int
    captured: int


def amounts(incoming: IncomingOrder) -> Amounts:
    """The money that a file tells, or what follows from it.

    `total` is what the buyer pays.  Where the shop calls an order paid although less came in, the marketplace paid the
    rest: that is no money of the buyer's and is never refunded to them.
    """
    goods = incoming.goods
    if goods is None:
        goods = sum(line.price * line.qty if line.price is not None else line.amount or 0 for line in incoming.lines)
    shipping = incoming.shipping or 0
    platform = incoming.discount_platform
    total = incoming.total
    if total is None:
        total = max(0, goods - incoming.discount_seller - platform + shipping)
    paid = incoming.paid if incoming.paid is not None else total
    if incoming.state is ShopState.UNPAID:
        # An amount that repeats the total is no payment when the shop says unpaid: deposits and transfers look so.
        paid = incoming.paid if incoming.paid is not None and incoming.paid < total else 0
    elif incoming.state is not ShopState.CANCELLED and not incoming.cash_on_delivery:
        if 0 < paid < total:
            platform, total = platform + total - paid, paid
        paid = paid or total
    return Amounts(goods, platform, min(shipping, total), total, paid)


def _take_line_amounts(order: Order, incoming: IncomingOrder) -> None:
    """Where the shop says what the buyer pays for each line, and it adds up, that is the line's value."""
    told = [line.amount for line in incoming.lines]
    if None in told or any(line.kind != "sale" for line in order.lines):
        return
    values = [amount for amount in told if amount is not None]
    if sum(values) == order.total - order.shipping:
        for line, value in zip(order.lines, values, strict=True):
            line.payable = value


def _take_payment(run: Run, incoming: IncomingOrder) -> None:
    """The money that is there, and the promise of a buyer who pays at the door."""
    order = run.order
    run.system("order.request_payment", order, imported=True)
    captured = amounts(incoming).captured
    if captured:
        _capture(run, captured, incoming.paid_at)
    if incoming.cash_on_delivery and order.captured < order.due:
        payment = run.system("payment.start", None, provider="cash", amount=order.due - order.captured)
        run.system("payment.promise", payment)
    if order.captured >= order.due or order.promised:
        run.system("order.pay", order)


def _capture(run: Run, amount: int, at: int | None) -> None:
    payment = run.system("payment.start", None, provider=PROVIDER, amount=amount)
    run.system("payment.pend", payment)
    if at is None:
        run.system("payment.capture", payment)
    else:
        run.system("payment.capture", payment, at=at)


def _end_cancelled(run: Run, incoming: IncomingOrder) -> None:
    """Cancelled in the shop; money that came all the same, and what of it went back, are facts beside it."""
    run.system("order.cancel", run.order, reason="cancelled_in_shop")
    if incoming.paid:
        _capture(run, incoming.paid, incoming.paid_at)
        if incoming.refunded:
            run.system("refund.report", None, amount=incoming.refunded)


def _take_progress(run: Run, incoming: IncomingOrder) -> None:
    """Refunds and parcels of a paid order, in the order that units can follow: refunded, sent, refunded after that."""
    order = run.order
    if not (is_history(incoming) or incoming.refunded or any(line.shipped or line.refunded for line in incoming.lines)):
        return
    if order.stage != "paid":
        return
    back = _units_back(order, incoming)
    sent = {line.id: told.shipped for line, told in zip(order.lines, incoming.lines, strict=True)}
    before = [(key, min(units, unsent), unsent) for key, units, unsent in back]
    left = incoming.refunded
    gone = any(units > unsent for _, units, unsent in back)
    left -= refund_back(run, before, None if gone or not left else left)
    report(run, incoming, sent, incoming.parcels)
    left -= refund_back(run, [(key, units - min(units, unsent), 0) for key, units, unsent in back], left or None)
    if left > 0 and not back:
        run.system("refund.report", None, amount=left)


def _units_back(order: Order, incoming: IncomingOrder) -> list[tuple[int, int, int]]:
    """Per line: its key, the units refunded in the shop, and how many units never left."""
    whole = incoming.state is ShopState.REFUNDED and not any(line.refunded for line in incoming.lines)
    found = []
    for line, told in zip(order.lines, incoming.lines, strict=True):
        units = told.qty if whole else told.refunded
        if units and line.kind == "sale":
            found.append((line.id, units, told.qty - told.shipped))
    return found


def refund_back(run: Run, back: Sequence[tuple[int, int, int]], amount: int | None) -> int:
    """Refund in our books the units that the shop refunded: (line, units, how many of the line never left).

    `amount` is the money in all, None: what the units are worth.  Returns the money that went back.
    """
    unshipped = {line_id: min(units, unsent) for line_id, units, unsent in back if min(units, unsent) > 0}
    shipped = {line_id: units - min(units, unsent) for line_id, units, unsent in back if units > min(units, unsent)}
    paid = 0
    if unshipped:
        paid += _refund_units(run, "refund_unshipped", unshipped, None if shipped else amount)
    if shipped:
        left = None if amount is None else max(0, amount - paid)
        paid += _refund_units(run, "refund_only", shipped, left)
    return paid


def _refund_units(run: Run, kind: str, units: dict[int, int], amount: int | None) -> int:
    """Units that the shop refunded, for `amount` or for what they are worth; returns the money that went back."""
    order = run.order
    case: Case = run.system("case.request", None, kind=kind, lines=units, reason="refunded_in_shop")
    cash = amount if amount is not None else settlement.worth(order, case).total
    if cash > 0:
        run.system("refund.report", None, amount=cash)
    else:
        run.system("case.approve", case)
    return cash


def report(run: Run, incoming: IncomingOrder, units: dict[int, int], parcels: Sequence[IncomingParcel]) -> None:
    """A parcel that left before our time, or that the shop sent itself; each waybill stands as a parcel of its own."""
    sent = {key: count for key, count in units.items() if count > 0}
    if not sent:
        return
    for place, share in enumerate(_shares(sent, max(1, len(parcels)))):
        told = parcels[place] if parcels else None
        run.system(
            "parcel.report",
            None,
            lines=share,
            carrier=told.carrier if told else "",
            waybill=told.waybill if told else "",
            at=(told.shipped_at if told else None) or incoming.paid_at or incoming.placed_at or run.world.now,
            tell=False,
        )
    if run.order.stage == "paid":
        run.attempt("order.confirm", run.order)


def _shares(units: dict[int, int], parcels: int) -> list[dict[int, int]]:
    """Which units lay in which of several parcels no file tells: one unit in each but the last, which has the rest."""
    singles: list[dict[int, int]] = []
    left = dict(units)
    while len(singles) < parcels - 1 and sum(left.values()) > 1:
        key = next(iter(left))
        singles.append({key: 1})
        left[key] -= 1
        left = {name: count for name, count in left.items() if count}
    return [*singles, left]


def take_end(run: Run, incoming: IncomingOrder) -> None:
    """Delivered and completed as the shop says; a refund asked for there waits for the reviewer."""
    order = run.order
    before = len(run.steps)
    if incoming.state is ShopState.COMPLETED:
        for parcel in order.parcels:
            if parcel.state == "in_transit":
                run.system("parcel.deliver", parcel, at=incoming.completed_at or run.world.now)
        if run.attempt("order.complete", order, shop_says=True):
            order.completed_at = order.ended_at = incoming.completed_at or run.world.now
        lifecycle.finish(run)
    if incoming.open_refund:
        ask_refund(run)
    if len(run.steps) > before:
        clocks.keep(order, run.world.policy)
        refresh(order)


def ask_refund(run: Run) -> None:
    """The buyer asks for the money in the shop: packing stops, for the units are claimed; a reviewer decides."""
    order = run.order
    if order.stage not in ("paid", "confirmed", "completed") or any(order.live_cases()):
        return
    sale = [line for line in order.lines if line.kind == "sale"]
    kind, units = "refund_unshipped", {line.id: line.going_out for line in sale if line.going_out > 0}
    if not units:
        kind, units = "refund_only", {line.id: line.free_shipped for line in sale if line.free_shipped > 0}
    if units:
        run.attempt("case.request", None, kind=kind, lines=units, reason="asked_in_shop")


def _make_due(order: Order, channel: Channel, incoming: IncomingOrder) -> None:
    """When it must be sent: as the file says, else within the hours that the channel promises."""
    if order.history or order.stage not in ("paid", "confirmed"):
        return
    hours = channel.settings.get("ship_within_hours")
    start = order.paid_at or order.placed_at
    order.ship_by = incoming.ship_by or (start + int(hours) * HOUR if hours else None)

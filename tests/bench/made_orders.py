"""Invented orders, many and believable: Chinese and English buyers, every status and work stage, no rule broken.

Each order is made by taking the steps that a real one takes (`DONE`, `OPEN`), on the same dataclasses.  The same seed
gives the same orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

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
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import refresh
from tests.bench.names import (
    CITIES,
    COLOURS,
    GIVEN,
    GOODS,
    NOTES,
    ROADS,
    SIZES,
    SURNAMES,
    WESTERN_CITIES,
    WESTERN_NAMES,
)

NOW = 1_760_000_000_000
HOUR = 3_600_000
YEAR = 365 * 24 * HOUR
MERCHANTS, CHANNELS, WAREHOUSES, SKUS = 3, 6, 2, 2000
SUPPLIER = 9
FIRST_NUMBER = 3_000_000
CARRIERS = ("SF", "YT", "ZTO", "JD")

Step = tuple[str, str, int, str, str]  # machine, event, subject, from, to


@dataclass(slots=True)
class Made:
    """An order in the making: what happened to it so far, and its next key."""

    order: Order
    random: Random
    place: int
    steps: list[tuple[Step, str]] = field(default_factory=list)
    kept: bool = False
    _last: int = 0

    def key(self) -> int:
        """The order's next key."""
        self._last += 1
        return self.order.id + self._last

    def happened(self, machine: str, event: str, subject: int, before: str, after: str) -> None:
        """Write a step down, with the status it led to."""
        if self.kept:
            refresh(self.order)
            self.steps.append(((machine, event, subject, before, after), self.order.status))

    def move(self, stage: str, event: str) -> None:
        """Move the order itself."""
        before, self.order.stage = self.order.stage, stage
        self.happened("order", event, self.order.id, before, stage)


def made_orders(
    count: int,
    seed: int = 1,
    *,
    busy: float = 0.06,
    with_history: int | None = None,
    first: int = 0,
    until: int = NOW,
    span: int = YEAR,
) -> Iterator[Made]:
    """`count` orders of the time `span` before `until`, oldest first; the newest `busy` share is still being worked on.

    The newest `with_history` orders (None: all) come with their history.  `first` is the place of the first one in all.
    """
    random = Random(seed)
    done, open_ = _weighted(DONE), _weighted(OPEN)
    first_open = int(count * (1 - busy))
    first_kept = 0 if with_history is None else count - with_history
    gap = span // (count + 1)
    for place in range(count):
        at = until - span + place * gap + random.randrange(max(1, gap))
        made = _new(random, first + place, at, place >= first_kept)
        for step in random.choice(open_ if place >= first_open else done):
            step(made)
        refresh(made.order)
        made.order.event_seq = len(made.steps)
        yield made


def sku_code(place: int) -> str:
    """The code of the `place`-th product."""
    return f"{GOODS[place % len(GOODS)][0]}-{place:04d}-{COLOURS[place % len(COLOURS)][0]}"


def sku_name(place: int) -> tuple[str, str]:
    """Name and variant of the `place`-th product."""
    return GOODS[place % len(GOODS)][1], f"{COLOURS[place % len(COLOURS)][1]} {SIZES[place % len(SIZES)]}"


def _new(random: Random, place: int, at: int, kept: bool) -> Made:
    channel = 1 + int(random.random() * CHANNELS)
    merchant = 1 + (channel - 1) % MERCHANTS
    digits = f"{int(random.random() * 10**8):08d}"
    order = Order(
        at << 22,
        merchant,
        channel,
        f"{'ABC'[merchant - 1]}{FIRST_NUMBER + place}",
        "CNY",
        "draft",
        external_no=f"#{FIRST_NUMBER + place}" if channel == CHANNELS else f"39{digits}27{FIRST_NUMBER + place}",
        version=1,
        created_at=at,
        placed_at=at - 60_000,
        ship_by=at + 48 * HOUR,
    )
    made = Made(order, random, place, kept=kept)
    _address(made, digits)
    for seq in range(1, random.choice((2, 3, 3, 4, 5, 3, 2))):
        _line(made, seq)
    order.goods = sum(line.amount for line in order.lines)
    order.shipping = random.choice((0, 0, 0, 600, 1000))
    order.total = order.goods + order.shipping
    order.item_count = sum(line.qty for line in order.lines)
    order.summary = f"{order.lines[0].name} {order.lines[0].spec}"
    made.happened("order", "create", order.id, "-", "draft")
    return made


def _address(made: Made, digits: str) -> None:
    order, pick = made.order, made.random.choice
    if order.channel_id == CHANNELS:
        order.ship_country, order.ship_name = "US", f"{pick(WESTERN_NAMES)} {pick(WESTERN_NAMES)}"
        order.ship_province, order.ship_city = pick(WESTERN_CITIES)
        order.ship_street, order.ship_phone = f"{digits[:3]} {pick(WESTERN_NAMES)} Street", f"+1 555 {digits[:7]}"
        order.buyer = order.ship_name.replace(" ", ".").lower()
    else:
        order.ship_country, order.ship_name = "CN", pick(SURNAMES) + pick(GIVEN) + pick(("", pick(GIVEN)))
        order.ship_province, order.ship_city, districts = pick(CITIES)
        order.ship_district, order.ship_phone = pick(districts), f"1{pick('3456789')}{pick('0123456789')}{digits}"
        order.ship_street = f"{pick(ROADS)}{int(digits[:3])}号{pick(ROADS)[:2]}小区{int(digits[3:5])}栋{digits[5:8]}室"
        order.buyer = f"tb{digits[:6]}_{made.place % 97}"
    order.phone_tail = order.ship_phone[-4:]
    order.buyer_note = pick(NOTES)


def _line(made: Made, seq: int) -> None:
    place = int(made.random.random() ** 2 * SKUS)
    qty = made.random.choice((1, 1, 1, 2, 3))
    price = 990 + place * 7
    line = OrderLine(made.key(), seq, "sale", qty, 1 + place, sku_code(place), *sku_name(place))
    line.unit_price, line.amount, line.payable = price, price * qty, price * qty
    made.order.lines.append(line)


def ask(made: Made) -> None:
    """Submitted, waiting for the money."""
    order = made.order
    made.move("submitted", "submit")
    order.pay_due_at = order.created_at + 24 * HOUR
    payment = Payment(made.key(), 1, "pending", "alipay", order.total, due_at=order.pay_due_at, at=order.created_at)
    order.payments.append(payment)
    made.move("awaiting_payment", "request_payment")
    made.happened("payment", "pend", payment.id, "-", "pending")


def pay(made: Made) -> None:
    """The money came."""
    ask(made)
    order, payment = made.order, made.order.payments[0]
    payment.state, payment.captured, payment.txn = "captured", order.total, f"20{order.id}"
    order.captured, order.paid_at = order.total, order.created_at + HOUR
    made.happened("payment", "capture", payment.id, "pending", "captured")
    made.move("paid", "pay")


def cancel(made: Made) -> None:
    """Nobody paid; the units are taken out."""
    ask(made)
    order = made.order
    order.payments[0].state, order.reason, order.ended_at = "expired", "payment_overdue", order.created_at + 25 * HOUR
    for line in order.lines:
        line.cancelled = line.taken_out = line.qty
    made.happened("payment", "expire", order.payments[0].id, "pending", "expired")
    made.move("cancelled", "cancel")


def hold(made: Made) -> None:
    """Waiting by wish."""
    made.order.holds.append(Hold(made.key(), "live", "buyer_asked", placed_at=made.order.created_at))


def trouble(made: Made) -> None:
    """An address that is not complete."""
    made.order.tasks.append(Task(made.key(), "address_incomplete", "open", True, opened_at=made.order.created_at))


def _confirm(made: Made, state: str, *, own: bool = True, stocked: bool = True) -> None:
    order = made.order
    order.confirmed_at = order.created_at + 2 * HOUR
    warehouse = 1 + made.place % WAREHOUSES if own else None
    part = Fulfilment(made.key(), 1, state, warehouse, None if own else SUPPLIER, created_at=order.confirmed_at)
    part.lines = [
        FulfilmentLine(made.key(), part.id, line.id, line.qty, warehouse, line.sku_id, line.qty if stocked else 0)
        for line in order.lines
    ]
    order.fulfilments.append(part)
    made.move("confirmed", "confirm")
    made.happened("fulfilment", "plan", part.id, "-", "pending")
    made.happened("fulfilment", "go", part.id, "pending", state)


def allocate(made: Made) -> None:
    """Routed to a warehouse, with stock."""
    _confirm(made, "allocated")


def short(made: Made) -> None:
    """Routed, but the stock is not there."""
    _confirm(made, "shortage", stocked=False)


def offer(made: Made) -> None:
    """Offered to a third party."""
    _confirm(made, "offered", own=False, stocked=False)


def pick(made: Made) -> None:
    """The goods lie on the bench."""
    part = made.order.fulfilments[0]
    part.state = "picked"
    for row, line in zip(part.lines, made.order.lines, strict=True):
        row.picked = line.picked = line.qty
    made.happened("fulfilment", "pick", part.id, "allocated", "picking")
    made.happened("fulfilment", "picked", part.id, "picking", "picked")


def box(made: Made) -> None:
    """All of it in one box."""
    order, part = made.order, made.order.fulfilments[0]
    parcel = Parcel(made.key(), 1, "open", fulfilment_id=part.id, warehouse_id=part.warehouse_id, station_id=1)
    for line in order.lines:
        parcel.lines.append(ParcelLine(made.key(), parcel.id, line.id, line.qty, line.qty))
        line.boxed = line.qty
    order.parcels.append(parcel)
    made.happened("parcel", "open", parcel.id, "-", "open")
    parcel.state, parcel.packed_at = "packed", order.created_at + 5 * HOUR
    made.happened("parcel", "pack", parcel.id, "open", "packed")


def label(made: Made) -> None:
    """The box has its waybill."""
    parcel = made.order.parcels[0]
    parcel.carrier = made.random.choice(CARRIERS)
    parcel.waybill = f"{parcel.carrier}{int(made.random.random() * 10**6):06d}{FIRST_NUMBER + made.place}"
    parcel.state, parcel.labelled_at = "labelled", made.order.created_at + 6 * HOUR
    made.happened("parcel", "label", parcel.id, "packed", "labelled")


def ship(made: Made) -> None:
    """Handed over."""
    order, parcel, part = made.order, made.order.parcels[0], made.order.fulfilments[0]
    parcel.state, parcel.handed_at = "in_transit", order.created_at + 7 * HOUR
    for line in order.lines:
        line.boxed = line.picked = 0
        line.shipped = line.in_transit = line.qty
    part.lines, part.state = [], "done"
    made.happened("parcel", "hand_over", parcel.id, "labelled", "in_transit")
    made.happened("fulfilment", "done", part.id, "picked", "done")


def deliver(made: Made) -> None:
    """Signed for."""
    parcel = made.order.parcels[0]
    parcel.state, parcel.delivered_at = "delivered", made.order.created_at + 60 * HOUR
    for line in made.order.lines:
        line.in_transit, line.delivered = 0, line.shipped
    made.happened("parcel", "deliver", parcel.id, "in_transit", "delivered")


def complete(made: Made) -> None:
    """Done."""
    made.order.completed_at = made.order.ended_at = made.order.created_at + 300 * HOUR
    made.move("completed", "complete")


def refund(made: Made) -> None:
    """All of it paid back before anything left."""
    order, payment = made.order, made.order.payments[0]
    case = Case(made.key(), 1, "refund_unshipped", "completed", "changed_mind", requested_at=order.created_at)
    case.shipping_booked, case.ended_at = order.shipping, order.created_at + 9 * HOUR
    for line in order.lines:
        case.lines.append(CaseLine(made.key(), case.id, line.id, units_booked=line.qty, booked=line.payable))
        line.cancelled = line.refunded = line.units_committed = line.qty
        line.committed = line.payable
    order.cases.append(case)
    back = Refund(made.key(), f"R{order.id}", "succeeded", payment.id, order.total, case.id, settled_at=case.ended_at)
    order.refunds.append(back)
    order.committed = order.refunded = payment.committed = order.total
    order.shipping_committed, order.ended_at = order.shipping, case.ended_at
    made.happened("case", "request", case.id, "-", "requested")
    made.happened("case", "settled", case.id, "requested", "completed")
    made.happened("refund", "create", back.id, "-", "created")
    made.happened("refund", "succeed", back.id, "created", "succeeded")
    made.move("closed", "close")


def _claim(made: Made, kind: str) -> None:
    line = made.order.lines[0]
    case = Case(made.key(), 1, kind, "requested", "broken", requested_at=made.order.created_at + 80 * HOUR)
    case.lines.append(CaseLine(made.key(), case.id, line.id, shipped=1))
    line.claimed_shipped = 1
    made.order.cases.append(case)
    made.happened("case", "request", case.id, "-", "requested")


def want_money(made: Made) -> None:
    """One unit to come back for money."""
    _claim(made, "return_refund")


def want_goods(made: Made) -> None:
    """One unit to be exchanged."""
    _claim(made, "exchange")


Shape = tuple[Callable[[Made], None], ...]
PACKED: Shape = (pay, allocate, pick, box)
SENT: Shape = (*PACKED, label, ship)
ARRIVED: Shape = (*SENT, deliver)
DONE: tuple[tuple[int, Shape], ...] = ((90, (*ARRIVED, complete)), (5, (cancel,)), (4, (pay, refund)), (1, ARRIVED))
OPEN: tuple[tuple[int, Shape], ...] = (
    (8, (ask,)),
    (10, (pay,)),
    (3, (pay, trouble)),
    (2, (pay, hold)),
    (3, (pay, short)),
    (3, (pay, offer)),
    (10, (pay, allocate)),
    (6, (pay, allocate, pick)),
    (2, PACKED),
    (10, (*PACKED, label)),
    (36, SENT),
    (4, (*ARRIVED, want_money)),
    (3, (*ARRIVED, want_goods)),
)


def _weighted(shapes: tuple[tuple[int, Shape], ...]) -> list[Shape]:
    return [shape for weight, shape in shapes for _ in range(weight)]

"""An after-sales case as the reviewer sees it: what happened to each unit, the money line by line, who the buyer is."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain import settlement
from desktop_oms.domain.entities import REPLACE_KINDS, Case, OrderLine
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Policy
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.receivers import one_line
from desktop_oms.services.shop_state import SetupState
from desktop_oms.storage.case_rows import BuyerFigures as BuyerFigures
from desktop_oms.storage.case_rows import CaseRow as CaseRow
from desktop_oms.storage.case_rows import EvidenceRow as EvidenceRow


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A line of the order with where its units are and what the case claims; `each` is what the buyer paid for one,
    rounded down (minor units).
    """

    line_id: int
    seq: int
    sku: str
    name: str
    spec: str
    kind: str
    each: int
    bought: int
    sent: int
    signed: int
    lost: int
    returned: int
    refunded: int
    exchanged: int
    claimed: int
    received: int
    missing: int
    sellable: int
    damaged: int
    wrong: int
    decided: int
    declined: int


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """How the most this case can pay comes about, in minor units, in the order in which it is read.

    paid - refunded - on_the_way (for other cases) = left.  list_price + discount_share = worth of the units by the
    cumulative floor; with `shipping` and less `waived` (never collected, cash on delivery) and `deduction` it is
    `maximum`, which an amount agreed before (`ceiling`) may lower.  `replaced` is what of the worth comes
    in goods, not in money: all of it, where the buyer gets a replacement.
    """

    currency: str
    paid: int
    refunded: int
    on_the_way: int
    units: int
    list_price: int
    discount_share: int
    shipping: int
    deduction: int
    ceiling: int | None
    waived: int
    maximum: int
    replaced: int

    @property
    def worth(self) -> int:
        """What the units are worth, without the shipping."""
        return self.list_price + self.discount_share

    @property
    def left(self) -> int:
        """What the order still holds of the buyer's money."""
        return self.paid - self.refunded - self.on_the_way

    @property
    def remains(self) -> int:
        """What it holds after this case paid its maximum."""
        return self.left - self.cash

    @property
    def cash(self) -> int:
        """The money that would be sent: the maximum less what was never collected."""
        return self.maximum - self.waived


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has to sign: the actor's own limit (minor units), whether the maximum is above it, who may sign second."""

    limit: int
    second_needed: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything the reviewer decides by.

    `row` is the case as in the list, `order` the whole order, `return_to` where the buyer sends goods, `clock` how long
    the present step's clock runs in all (ms).
    """

    row: CaseRow
    order: OrderView
    note: str
    units: tuple[UnitRow, ...]
    money: CaseMoney
    signature: Signature
    earlier: tuple[CaseRow, ...]
    buyer: BuyerFigures
    evidence: tuple[EvidenceRow, ...]
    providers: tuple[str, ...]
    send_after: int | None
    undo_delay: int
    clock: int
    return_to: str
    now: int

    @property
    def number(self) -> str:
        """The case's number as people call it and as its slip bears it: A100003-C1."""
        return case_number(self.row.number, self.row.seq)


def case_number(order_number: str, seq: int) -> str:
    """The number of an order's case."""
    return f"{order_number}-C{seq}"


def unit_row(order: Order, case: Case, line: OrderLine) -> UnitRow:
    """A line with its units, and what of them the case is about."""
    row = case.line_for(line.id)
    origin = order.origin(line)
    return UnitRow(
        line.id,
        line.seq,
        line.sku_code,
        line.name,
        line.spec,
        line.kind,
        origin.payable // origin.qty if origin.qty else 0,
        line.qty,
        line.shipped,
        line.delivered,
        line.lost,
        line.returned,
        line.refunded,
        line.exchanged,
        row.qty if row else 0,
        row.received if row else 0,
        row.missing if row else 0,
        row.sellable if row else 0,
        row.damaged if row else 0,
        row.wrong if row else 0,
        row.restocked + row.scrapped + row.sent_back if row else 0,
        row.declined if row else 0,
    )


def money_of(order: Order, case: Case) -> CaseMoney:
    """The calculation, with the figures that were fixed once the refund has started."""
    if case.state in ("refunding", "completed"):
        units = sum(row.units_booked for row in case.lines)
        value = sum(row.booked + row.waived + row.withheld for row in case.lines)
        shipping, maximum = case.shipping_booked + case.shipping_waived, settlement.booked(case)
        waived = sum(row.waived for row in case.lines) + case.shipping_waived
    else:
        worth = settlement.worth(order, case)
        units = sum(settlement.units_to_settle(order, case, row) for row in case.lines)
        value, shipping = sum(worth.lines), worth.shipping
        maximum = 0 if case.kind in REPLACE_KINDS else settlement.value(order, case)
        waived = min(maximum, max(0, order.collect))
    listed = _list_price(order, case) if case.kind != "allowance" else value
    return CaseMoney(
        order.currency,
        order.captured,
        order.refunded - _own(order, case, paid=True),
        order.committed - order.refunded - _own(order, case, paid=False),
        units,
        listed,
        value - listed,
        shipping,
        case.deduction,
        case.ceiling,
        waived,
        maximum,
        value + shipping if case.kind in REPLACE_KINDS else 0,
    )


def _own(order: Order, case: Case, *, paid: bool) -> int:
    """This very case's money that is gone, or still on its way: it is not taken off before its own sum."""
    return sum(
        refund.amount
        for refund in order.refunds
        if refund.case_id == case.id and refund.state != "cancelled" and (refund.state == "succeeded") is paid
    )


def _list_price(order: Order, case: Case) -> int:
    total = 0
    for row in case.lines:
        units = row.units_booked or settlement.units_to_settle(order, case, row)
        total += order.origin(order.line(row.line_id)).unit_price * units
    return total


def signature_of(actor: Actor, policy: Policy, money: CaseMoney, others: tuple[str, ...]) -> Signature:
    """Whether this person may let the maximum go alone."""
    limit = max((policy.refund_limits.get(str(role), 0) for role in actor.roles), default=0)
    return Signature(limit, money.maximum > limit, others)


@dataclass(frozen=True, slots=True)
class ReturnPlace:
    """Where goods go back to."""

    name: str
    phone: str
    address: str

    @property
    def in_one_line(self) -> str:
        """As page and message say it; empty where nothing is known."""
        return " ".join(filter(None, (self.name, self.phone, self.address))) if self.address else ""


def return_place(state: SetupState, order: Order) -> ReturnPlace:
    """Where goods of an order go back to: the seller's own return address, else the warehouse they left.

    Without a parcel of ours it is the first warehouse that works for the seller.  Where no street of it is known, it is
    the address with which the seller sends.
    """
    seller = next(merchant for merchant in state.sellers if merchant.id == order.merchant_id)
    if seller.return_address:
        phone = seller.return_phone or seller.sender_phone
        return ReturnPlace(seller.return_name or seller.name, phone, seller.return_address)
    left = [parcel.warehouse_id for parcel in order.parcels if parcel.handed_at and parcel.warehouse_id]
    own = [one for one in state.warehouses if one.active and one.merchant_id in (None, seller.id)]
    house = min(own, key=lambda one: (one.id not in left, one.priority, one.id), default=None)
    if house is not None and house.street:
        parts = (house.province, house.city, house.district, house.street)
        name, phone = seller.return_name or house.contact or seller.name, seller.return_phone or house.phone
        return ReturnPlace(name, phone, one_line(house.country, parts, house.postcode))
    name = seller.return_name or seller.sender_name or seller.name
    return ReturnPlace(name, seller.return_phone or seller.sender_phone, seller.sender_address)

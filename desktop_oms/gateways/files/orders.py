"""One order out of its rows: lines, state, money, receiver, parcels.

A `Fault` in any row refuses the whole order; what is merely missing (an address, a SKU, an amount) is left empty, and
what is odd but usable becomes a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from desktop_oms.domain.incoming import IncomingOrder, IncomingParcel, ShopState
from desktop_oms.gateways.files import amounts as money
from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.layouts import Fields, Layout
from desktop_oms.gateways.files.lines import LinesRead, read_lines
from desktop_oms.gateways.files.profiles import Profile
from desktop_oms.gateways.files.receivers import check_same, read_receiver
from desktop_oms.gateways.files.states import order_state, signals_of

_TIMES = ("placed_at", "paid_at", "shipped_at", "completed_at", "cancelled_at", "ship_by")


@dataclass(frozen=True, slots=True)
class Reading:
    """What all orders of one import share. `orders` and `items` are the same layout unless two files were joined."""

    profile: Profile
    orders: Layout
    items: Layout
    zone: tzinfo
    currency: str
    items_alone: bool

    @property
    def joined(self) -> bool:
        """Whether order rows and item rows come from two files."""
        return self.orders is not self.items


def read_order(reading: Reading, number: str, rows: Sequence[Fields], item_rows: Sequence[Fields]) -> IncomingOrder:
    """The order of a number; raises `Fault` naming the row and column that cannot be used.

    `item_rows` are the rows of the second file, or the same rows.
    """
    notices: list[str] = []
    kept = _distinct(reading, rows, notices)
    order, items = Fields.together(kept), Fields.together(item_rows)
    _tell_paid_words(order, reading.profile)
    text = order.text("currency")
    currency = order.read("currency", text, cells.currency_code) if text else reading.currency
    signals = signals_of(order, reading.profile)
    read = read_lines(item_rows if reading.joined else kept, reading.profile, currency, signals)
    times = {name: _moment(order, items, name, reading.zone) for name in _TIMES}
    told = _told(order, read, reading.profile, currency)
    state = _state(reading, read, times, nothing_paid=told["paid"] == 0 and told["total"] != 0)
    cod = _is_cod(order, reading.profile)
    amounts = _amounts(told, read, state, reading.profile, was_paid=times["paid_at"] is not None, cod=cod)
    receiver = read_receiver(order, reading.profile.country)
    notices += [*read.notices, *amounts.notices, *receiver.notices, *_other_notices(reading, number, order, read)]
    return IncomingOrder(
        external_no=number,
        currency=currency,
        state=state,
        lines=read.lines,
        ship_to=receiver.address,
        placed_at=times["placed_at"],
        paid_at=times["paid_at"],
        completed_at=times["completed_at"],
        goods=amounts.goods,
        discount_seller=amounts.discount_seller,
        discount_platform=amounts.discount_platform,
        shipping=amounts.shipping,
        tax=amounts.tax,
        total=amounts.total,
        paid=amounts.paid,
        refunded=amounts.refunded,
        buyer=order.text("buyer"),
        buyer_note=order.text("buyer_note"),
        seller_note=order.text("seller_note") or items.text("seller_note"),
        delivery=order.text("delivery"),
        cash_on_delivery=cod,
        open_refund=any(line.refund_open for line in read.states),
        parcels=_parcels(order, items, read, times["shipped_at"], reading.zone),
        ship_by=times["ship_by"],
        rows=tuple([fields.row.number for fields in rows]),
        notices=tuple(dict.fromkeys(notices)) if notices else (),
    )


def _distinct(reading: Reading, rows: Sequence[Fields], notices: list[str]) -> Sequence[Fields]:
    """The rows without exact copies where each row is a whole order; a second one that says otherwise is a fault."""
    if len(rows) == 1 or not (reading.joined or "one_row_one_order" in reading.profile.quirks):
        return rows
    check_same(rows)
    for fields in rows[1:]:
        if fields.row.cells != rows[0].row.cells:
            raise fields.fault("order_no", "row_order_repeated", row=rows[0].row.number)
    notices.append("row_repeated")
    return rows[:1]


def _moment(order: Fields, items: Fields, name: str, zone: tzinfo) -> int | None:
    moment = order.moment(name, zone)
    return items.moment(name, zone) if moment is None and items is not order else moment


def _tell_paid_words(order: Fields, profile: Profile) -> None:
    """A column "paid" holds an amount in some files, and yes or no in others: then it is a state."""
    word = order.text("paid")
    if word and not order.layout.has("pay_state") and cells.words_key(word) in profile.states.get("pay_state", ()):
        order.texts["pay_state"] = order.texts.pop("paid")


def _state(reading: Reading, read: LinesRead, times: dict[str, int | None], *, nothing_paid: bool) -> ShopState:
    state = order_state(read.states)
    if times["cancelled_at"] is not None and state is not ShopState.REFUNDED:
        return ShopState.CANCELLED
    refunds_on_close = "closed_after_payment_is_refunded" in reading.profile.quirks
    if state is ShopState.CANCELLED and refunds_on_close and times["paid_at"] is not None:
        return ShopState.REFUNDED
    told = any(reading.orders.has(name) or reading.items.has(name) for name in ("state", "pay_state"))
    never_paid = times["paid_at"] is None and (nothing_paid or reading.orders.has("paid_at"))
    if state is ShopState.PAID and not told and never_paid:
        return ShopState.UNPAID
    if state is ShopState.PAID and any(line.shipped for line in read.lines):
        all_left = all(line.shipped == line.qty for line in read.lines)
        return ShopState.SHIPPED if all_left else ShopState.PARTLY_SHIPPED
    return state


def _is_cod(order: Fields, profile: Profile) -> bool:
    method = cells.words_key(order.text("payment_method"))
    return any(word in method for word in profile.cod) if method else False


def _amounts(
    told: money.Told, read: LinesRead, state: ShopState, profile: Profile, *, was_paid: bool, cod: bool
) -> money.Amounts:
    unpaid = state is ShopState.UNPAID or any(line.unpaid for line in read.states)
    rounded = "price" in profile.rounded
    return money.work_out(told, read.lines, state, unpaid=unpaid, was_paid=was_paid, cod=cod, prices_rounded=rounded)


def _told(order: Fields, read: LinesRead, profile: Profile, currency: str) -> dict[str, int | None]:
    told: dict[str, int | None] = {}
    for name in money.FIELDS:
        amount = order.money(name, currency)
        if name in profile.summed and amount is not None:
            amount = sum(part.money(name, currency) or 0 for part in order.parts)
        told[name] = amount
    if told["tax"] is None:
        told["tax"] = read.tax
    if not told["refunded"]:
        told["refunded"] = read.refunded
    return told


def _parcels(
    order: Fields, items: Fields, read: LinesRead, shipped_at: int | None, zone: tzinfo
) -> tuple[IncomingParcel, ...]:
    """The parcels that left. A waybill on an order nothing of which has left is only a number that was fetched."""
    if not any(line.shipped for line in read.lines):
        return ()
    found: dict[str, IncomingParcel] = {}
    for fields in (*order.parts, *(items.parts if items is not order else ())):
        left_at = fields.moment("shipped_at", zone) or shipped_at
        for waybill, carrier in _waybills(fields):
            found.setdefault(waybill, IncomingParcel(carrier or fields.text("carrier"), waybill, left_at))
    carrier = order.text("carrier") or items.text("carrier")
    if not found and (carrier or shipped_at is not None):
        return (IncomingParcel(carrier, "", shipped_at),)
    return tuple(found.values())


def _waybills(fields: Fields) -> Iterable[tuple[str, str]]:
    """Waybills and, where the cell says it, their carrier: `No:SF1, SF2`, or Douyin's `SF1-carrier;SF2-carrier`."""
    for name in ("waybill", "shipment"):
        text = fields.text(name)
        for part in text.replace("\uff1b", ";").replace(",", ";").replace("\n", ";").split(";") if text else ():
            number, _, carrier = part.strip().partition("-") if name == "shipment" else (part.strip(), "", "")
            number = number.strip().removeprefix("No:").strip()
            if number:
                yield fields.read(name, number, cells.identifier), carrier.strip()


def _other_notices(reading: Reading, number: str, order: Fields, read: LinesRead) -> Iterable[str]:
    if len(number) >= 17 and number.isdecimal() and not number[15:].strip("0"):
        yield "number_maybe_rounded"
    if any(line.presale for line in read.states):
        yield "presale"
    if reading.items_alone:
        yield "orders_file_missing"
    pieces = order.count("pieces", least=0)
    if pieces is not None and pieces != sum(line.qty for line in read.lines):
        yield "pieces_differ"

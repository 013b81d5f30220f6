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
from desktop_oms.gateways.files.layouts import Layout
from desktop_oms.gateways.files.lines import LinesRead, read_lines
from desktop_oms.gateways.files.profiles import Profile
from desktop_oms.gateways.files.receivers import check_same, read_receiver
from desktop_oms.gateways.files.states import order_signals, order_state
from desktop_oms.gateways.files.tables import Row


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


@dataclass(slots=True)
class Group:
    """The rows of one order number; `items` are the rows of the second file, or the same rows."""

    number: str
    rows: list[Row]
    items: list[Row]


def read_order(reading: Reading, group: Group) -> IncomingOrder:
    """The order of a group of rows; raises `Fault` naming the row and column that cannot be used."""
    notices: list[str] = []
    rows = _distinct(reading, group.rows, notices)
    currency = _currency(reading, rows)
    signals = order_signals(reading.orders, rows, reading.profile)
    read = read_lines(reading.items, group.items if reading.joined else rows, reading.profile, currency, signals)
    times = {name: _moment(reading, rows, group.items, name) for name in _TIMES}
    state = _state(reading, read, times)
    cod = _is_cod(reading, rows)
    unpaid = any(line.unpaid for line in read.states)
    amounts = money.work_out(
        _told(reading, rows, read, currency),
        read.lines,
        state,
        unpaid=unpaid,
        was_paid=times["paid_at"] is not None,
        cod=cod,
    )
    receiver = read_receiver(reading.orders, rows, reading.profile.country)
    notices += [*read.notices, *amounts.notices, *receiver.notices, *_other_notices(reading, group, rows, read)]
    return IncomingOrder(
        external_no=group.number,
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
        buyer=_text(reading.orders, rows, "buyer"),
        buyer_note=_text(reading.orders, rows, "buyer_note"),
        seller_note=_text(reading.orders, rows, "seller_note") or _text(reading.items, group.items, "seller_note"),
        delivery=_text(reading.orders, rows, "delivery"),
        cash_on_delivery=cod,
        open_refund=any(line.refund_open for line in read.states),
        parcels=_parcels(reading, rows, group.items, read, times["shipped_at"]),
        ship_by=times["ship_by"],
        rows=tuple(row.number for row in group.rows),
        notices=tuple(dict.fromkeys(notices)),
    )


_TIMES = ("placed_at", "paid_at", "shipped_at", "completed_at", "cancelled_at", "ship_by")


def _distinct(reading: Reading, rows: list[Row], notices: list[str]) -> list[Row]:
    """The rows without exact copies where each row is a whole order; a second one that says otherwise is a fault."""
    whole_rows = reading.joined or "one_row_one_order" in reading.profile.quirks
    if not whole_rows or len(rows) == 1:
        return rows
    check_same(reading.orders, rows)
    for row in rows[1:]:
        if row.cells != rows[0].cells:
            raise reading.orders.fault(row, "order_no", "row_order_repeated", row=rows[0].number)
    notices.append("row_repeated")
    return rows[:1]


def _text(layout: Layout, rows: Iterable[Row], name: str) -> str:
    if not layout.has(name):
        return ""
    return next(filter(None, (layout.text(row, name) for row in rows)), "")


def _currency(reading: Reading, rows: Sequence[Row]) -> str:
    text = _text(reading.orders, rows, "currency")
    if not text:
        return reading.currency
    return reading.orders.read(rows[0], "currency", text, cells.currency_code)


def _moment(reading: Reading, rows: Sequence[Row], items: Sequence[Row], name: str) -> int | None:
    for layout, their_rows in ((reading.orders, rows), (reading.items, items)):
        if layout.has(name):
            for row in their_rows:
                moment = layout.moment(row, name, reading.zone)
                if moment is not None:
                    return moment
    return None


def _state(reading: Reading, read: LinesRead, times: dict[str, int | None]) -> ShopState:
    state = order_state(read.states)
    if times["cancelled_at"] is not None and state is not ShopState.REFUNDED:
        return ShopState.CANCELLED
    refunds_on_close = "closed_after_payment_is_refunded" in reading.profile.quirks
    if state is ShopState.CANCELLED and refunds_on_close and times["paid_at"] is not None:
        return ShopState.REFUNDED
    untold = not any(reading.orders.has(name) or reading.items.has(name) for name in ("state", "pay_state"))
    if state is ShopState.PAID and untold and reading.orders.has("paid_at") and times["paid_at"] is None:
        return ShopState.UNPAID
    return state


def _is_cod(reading: Reading, rows: Sequence[Row]) -> bool:
    method = cells.words_key(_text(reading.orders, rows, "payment_method"))
    return any(word in method for word in reading.profile.cod) if method else False


def _told(reading: Reading, rows: Sequence[Row], read: LinesRead, currency: str) -> dict[str, int | None]:
    told: dict[str, int | None] = {}
    for name in money.FIELDS:
        told[name] = None
        if not reading.orders.has(name):
            continue
        parts = [amount for row in rows if (amount := reading.orders.money(row, name, currency)) is not None]
        if parts:
            told[name] = sum(parts) if name in reading.profile.summed else parts[0]
    if told["tax"] is None:
        told["tax"] = read.tax
    if told["refunded"] is None:
        told["refunded"] = read.refunded
    return told


def _parcels(
    reading: Reading, rows: Sequence[Row], items: Sequence[Row], read: LinesRead, shipped_at: int | None
) -> tuple[IncomingParcel, ...]:
    """The parcels that left. A waybill on an order nothing of which has left is only a number that was fetched."""
    if not any(line.shipped for line in read.lines) and not any(state.shipped for state in read.states):
        return ()
    found: dict[str, IncomingParcel] = {}
    carrier = ""
    for layout, their_rows in ((reading.orders, rows), (reading.items, items)):
        for row in their_rows:
            carrier = carrier or layout.text(row, "carrier")
            left_at = layout.moment(row, "shipped_at", reading.zone) or shipped_at
            for waybill, by in _waybills(layout, row):
                found.setdefault(waybill, IncomingParcel(by or layout.text(row, "carrier"), waybill, left_at))
    if not found and (carrier or shipped_at is not None):
        return (IncomingParcel(carrier, "", shipped_at),)
    return tuple(found.values())


def _waybills(layout: Layout, row: Row) -> Iterable[tuple[str, str]]:
    """Waybills and, where the cell says it, their carrier: `No:SF1, SF2`, or Douyin's `SF1-carrier;SF2-carrier`."""
    for name in ("waybill", "shipment"):
        text = layout.text(row, name)
        for part in text.replace("\uff1b", ";").replace(",", ";").replace("\n", ";").split(";") if text else ():
            number, _, carrier = part.strip().partition("-") if name == "shipment" else (part.strip(), "", "")
            number = number.strip().removeprefix("No:").strip()
            if number:
                yield layout.read(row, name, number, cells.identifier), carrier.strip()


def _other_notices(reading: Reading, group: Group, rows: Sequence[Row], read: LinesRead) -> Iterable[str]:
    number = group.number
    if len(number) >= 17 and number.isdecimal() and not number[15:].strip("0"):
        yield "number_maybe_rounded"
    if any(line.presale for line in read.states):
        yield "presale"
    if reading.items_alone:
        yield "orders_file_missing"
    if reading.orders.has("pieces"):
        pieces = reading.orders.count(rows[0], "pieces", least=0)
        if pieces is not None and pieces != sum(line.qty for line in read.lines):
            yield "pieces_differ"

"""What must hold for an order after every command (I1 to I11); each broken one is named with what it is about.

`reconcile` asks the same of the database in set SQL; the random walks of the tests ask it after every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from desktop_oms.domain.entities import COMMITTED_REFUND, Case, OrderLine
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import project

COUNTERS = (
    "cancelled taken_out claimed boxed picked shipped in_transit delivered lost returned refunded exchanged"
    " claimed_shipped committed waived withheld units_committed"
).split()
count_of = attrgetter(*COUNTERS)


def violations(order: Order) -> list[str]:
    """Every broken invariant of an order, as `I3 line 2: ...`; an empty list when all is well."""
    found = [*_money(order), *_totals(order)]
    for line in order.lines:
        broken = (*_units(order, line), *_settled(line), *_value(order, line))
        found.extend(f"{text} (line {line.seq}: {line})" for text in broken)
    for case in order.cases:
        found.extend(f"{text} (case {case.seq}: {case})" for text in _case(order, case))
    found.extend(_parts(order))
    found.extend(_apart(order))
    found.extend(_boxes(order))
    found.extend(_stages(order))
    return found


def _money(order: Order) -> Iterator[str]:
    if not 0 <= order.refunded <= order.committed <= order.captured:
        yield f"I1 refunded {order.refunded} <= committed {order.committed} <= captured {order.captured}"
    committed = [refund for refund in order.refunds if refund.state in COMMITTED_REFUND]
    if order.committed != sum(refund.amount for refund in committed):
        yield "I1 committed is not the sum of refunds"
    if order.refunded != sum(refund.amount for refund in order.refunds if refund.state == "succeeded"):
        yield "I1 refunded is not the sum of succeeded refunds"
    if order.captured != sum(payment.captured for payment in order.payments):
        yield "I1 captured is not the sum of payments"
    for payment in order.payments:
        its = sum(refund.amount for refund in committed if refund.payment_id == payment.id)
        if its != payment.committed or its > payment.captured:
            yield f"I1 payment {payment.seq}: committed {payment.committed}, refunds {its}, captured {payment.captured}"


def _totals(order: Order) -> Iterator[str]:
    payable = sum(line.payable for line in order.lines)
    never_submitted = order.stage == "draft" or (order.stage == "cancelled" and not payable)
    if not never_submitted and payable + order.shipping != order.total:
        yield "I2 payables + shipping = total"
    if not 0 <= order.shipping_committed <= order.shipping or order.shipping_left < 0:
        yield "I7 refunded shipping <= shipping"
    if order.waived != sum(line.waived for line in order.lines) + order.shipping_waived:
        yield "I6 waived is not the sum of lines and shipping"


def _units(order: Order, line: OrderLine) -> Iterator[str]:
    if min(count_of(line)) < 0:
        yield "I3 a counter is negative"
    if line.cancelled + line.claimed + line.shipped > line.qty:
        yield "I3 cancelled + claimed + shipped <= qty"
    rows = [row for case in order.live_cases() for row in case.lines if row.line_id == line.id]
    if line.claimed != sum(row.unshipped for row in rows) or line.claimed_shipped != sum(row.shipped for row in rows):
        yield "I3 claims are not the sums over live cases"
    boxed = sum(row.qty for parcel in order.live_parcels() for row in parcel.lines if row.line_id == line.id)
    if line.boxed != boxed:
        yield f"I3 boxed is not the sum of parcel lines {boxed}"
    if line.in_transit + line.delivered + line.lost != line.shipped:
        yield "I4 in transit + delivered + lost = shipped"
    if line.returned > line.delivered:
        yield "I4 returned <= delivered"


def _settled(line: OrderLine) -> Iterator[str]:
    settled = line.refunded + line.exchanged
    if settled + line.claimed + line.claimed_shipped > line.qty:
        yield "I5 settled + claimed <= qty"
    if settled + line.claimed_shipped > line.cancelled + line.shipped:
        yield "I5 settled + claimed shipped <= cancelled + shipped"
    if line.kind == "sale" and line.cancelled > settled + line.taken_out:
        yield "I5 cancelled <= settled + taken out"
    if line.returned > settled + line.claimed_shipped:
        yield "I5 returned <= settled + claimed shipped"


def _value(order: Order, line: OrderLine) -> Iterator[str]:
    if line.value_left < 0:
        yield "I6 committed + waived + withheld <= payable"
    if line.kind != "sale":
        if line.payable or (line.kind == "replacement") != (line.origin_line is not None):
            yield "I14 a replacement has an origin and no value"
        if line.origin_line is not None and order.line(line.origin_line).kind != "sale":
            yield "I14 the origin is a sale line"
        return
    if line.units_committed + line.taken_out > line.qty:
        yield "I6 more units valued than sold"
    # Money that an allowance held back and gave up again stays with the line.
    reduced = any(case.kind == "allowance" and case.line_for(line.id) for case in order.cases)
    all_valued = line.units_committed and line.units_committed + line.taken_out == line.qty
    if all_valued and line.value_left and not reduced:
        yield f"I6 all units valued, {line.value_left} left over"


def _case(order: Order, case: Case) -> Iterator[str]:
    for row in case.lines:
        decided = row.restocked + row.scrapped + row.sent_back
        if row.received != row.sellable + row.damaged + row.wrong or decided > row.received:
            yield "I4 received units and what became of them"
        if not case.is_live and decided != row.received:
            yield f"I4 ended with {row.received - decided} units undecided"
        if row.received + row.missing > row.shipped:
            yield "I4 announced = received + missing"
    cash = sum(row.booked for row in case.lines) + case.shipping_booked
    refunds = [refund for refund in order.refunds if refund.case_id == case.id and refund.state in COMMITTED_REFUND]
    if cash != sum(refund.amount for refund in refunds):
        yield f"I1 booked {cash} is not the sum of the case's refunds"


def _parts(order: Order) -> Iterator[str]:
    for line in order.lines:
        rows = [(part, row) for part in order.open_fulfilments() for row in part.lines if row.line_id == line.id]
        if any(not 0 <= row.picked <= row.allocated <= row.qty for _, row in rows):
            yield f"I8 line {line.seq}: picked within allocated within the fulfilment's units"
        picked = sum(row.picked for _, row in rows)
        if picked != line.picked or line.boxed > picked:
            yield f"I8 line {line.seq}: picked {line.picked} is not the sum {picked}, or more is boxed"
        allocated = sum(row.allocated for _, row in rows)
        if not line.boxed and allocated > line.qty - line.cancelled - line.shipped:
            yield f"I8 line {line.seq}: allocated {allocated} for units that no longer go out"
        planned = sum(row.qty for _, row in rows)
        if order.stage == "confirmed" and line.going_out > planned:
            yield f"I8 line {line.seq}: {line.going_out} units go out, {planned} planned"
    for part in order.fulfilments:
        if not part.is_open and any(row.qty or row.allocated for row in part.lines):
            yield f"I8 fulfilment {part.seq} is {part.state} and still holds units"


def _apart(order: Order) -> Iterator[str]:
    older: set[int] = set()
    for part in order.fulfilments:
        if part.split_from is not None and part.split_from not in older:
            yield f"I8 fulfilment {part.seq} was split off from none of this order"
        older.add(part.id)


def _boxes(order: Order) -> Iterator[str]:
    """What several orders share, `reconcile` compares: one state, one waybill, one manifest."""
    shared = [parcel.box_id for parcel in order.parcels if parcel.box_id is not None]
    if len(shared) > len(set(shared)):
        yield "I15 an order has two parcels in one box"


def _stages(order: Order) -> Iterator[str]:
    if (order.status, order.badges, order.work_stage) != project(order):
        yield f"I9 stored {order.status, order.badges, order.work_stage}, projected {project(order)}"
    if order.stage == "cancelled" and order.captured != order.refunded and not any(order.open_tasks()):
        yield "I10 cancelled: captured = refunded or an open task"
    if not order.ended:
        return
    if any(order.live_parcels()):
        yield f"I10 I11 {order.stage}: no live parcel"
    if any(order.live_cases()):
        yield f"I11 {order.stage}: no live case"
    if any(line.going_out > 0 for line in order.lines):
        yield f"I11 {order.stage}: nothing goes out any more"

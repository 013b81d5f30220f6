"""The same order once more: what the shop says now that it did not say before.

Payments, cancellations, refunds and parcels are facts and are recorded.  A changed address, line or note becomes a task
that shows both sides; what we have stored is never overwritten.
"""

from __future__ import annotations

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.incoming import IncomingLine, IncomingOrder, ShopState
from desktop_oms.domain.order import Order
from desktop_oms.services import imported
from desktop_oms.services.differences import Difference, told
from desktop_oms.services.imported import PROVIDER, amounts, ask_refund

PARTS = ("money", "state", "lines", "address", "notes")  # as `imported.fingerprint` sums them up
UNPAID = ("draft", "submitted", "awaiting_payment")
OVER = ("cancelled", "closed", "completed")


def changed_parts(before: str, now: str) -> frozenset[str]:
    """Which parts of an order the shop has changed since a file was last taken in."""
    old, new = before.split("."), now.split(".")
    if len(old) != len(PARTS):
        return frozenset(PARTS)
    return frozenset(part for part, was, is_now in zip(PARTS, old, new, strict=True) if was != is_now)


def take_changes(run: Run, incoming: IncomingOrder, content: str) -> None:
    """Record what happened in the shop, ask a person about the rest, and remember the content."""
    order = run.order
    parts = changed_parts(order.content_hash, content)
    seen = _lines(order, incoming)
    _take_money(run, incoming)
    _take_cancellation(run, incoming)
    _take_parcels(run, incoming, seen)
    _take_refunds(run, incoming, seen)
    differ = differences(order, incoming, parts) if order.stage not in OVER and not order.history else []
    if differ:
        ask_person(run, differ)
    lifecycle.finish(run)
    imported.take_end(run, incoming)
    run.messages[:] = imported.messages_out(run)
    order.content_hash = content


def ask_person(run: Run, differ: list[Difference]) -> None:
    """A task that shows both sides of what the shop changed; a second change joins the first one's task."""
    run.order.changed_in_shop = True
    run.open_task("changed_in_shop", detail=told(differ))


def _lines(order: Order, incoming: IncomingOrder) -> list[tuple[OrderLine, IncomingLine]]:
    """Our lines beside the shop's: by the shop's own line numbers, else by place where as many lines stand there."""
    ours = [line for line in order.lines if line.kind != "replacement"]
    by_id = {line.external_id: line for line in ours if line.external_id}
    numbered = len(by_id) == len(ours) and by_id.keys() == {told.external_id for told in incoming.lines}
    if not numbered and len(ours) == len(incoming.lines):
        return list(zip(ours, incoming.lines, strict=True))
    return [(by_id[told.external_id], told) for told in incoming.lines if told.external_id in by_id]


def _take_money(run: Run, incoming: IncomingOrder) -> None:
    order = run.order
    if incoming.state is ShopState.CANCELLED and not incoming.paid:
        return
    more = amounts(incoming).captured - order.captured
    if more <= 0:
        return
    promised = next((payment for payment in order.payments if payment.state == "promised"), None)
    if promised is not None:
        run.system("payment.collect", promised, amount=more)
    else:
        waiting = next((payment for payment in order.payments if payment.state in ("new", "pending")), None)
        payment = waiting or run.system("payment.start", None, provider=PROVIDER, amount=more)
        run.system("payment.capture", payment, amount=more)
    if order.stage == "awaiting_payment":
        order.paid_at = incoming.paid_at
        run.attempt("order.pay", order)


def _take_cancellation(run: Run, incoming: IncomingOrder) -> None:
    order = run.order
    if incoming.state is not ShopState.CANCELLED or order.stage in OVER:
        return
    if order.stage in UNPAID and run.attempt("order.cancel", order, reason="cancelled_in_shop"):
        return
    ask_person(run, [Difference("state", order.stage, "cancelled")])
    if not incoming.refunded:
        ask_refund(run)


def _take_parcels(run: Run, incoming: IncomingOrder, seen: list[tuple[OrderLine, IncomingLine]]) -> None:
    """What left without us.  A shop that knows our own label before the box is handed over only echoes it."""
    order = run.order
    if order.stage not in ("paid", "confirmed", "completed"):
        return
    told = {parcel.waybill for parcel in incoming.parcels if parcel.waybill}
    ours = [parcel for parcel in order.live_parcels() if parcel.waybill in told]
    sent = {}
    for line, shop in seen:
        echoed = sum(row.qty for parcel in ours for row in parcel.lines if row.line_id == line.id)
        units = min(shop.shipped - line.shipped - echoed, line.qty - line.shipped)
        if units > 0:
            sent[line.id] = units
    known = {parcel.waybill for parcel in order.parcels if parcel.waybill}
    imported.report(run, incoming, sent, [parcel for parcel in incoming.parcels if parcel.waybill not in known])


def _take_refunds(run: Run, incoming: IncomingOrder, seen: list[tuple[OrderLine, IncomingLine]]) -> None:
    order = run.order
    more = incoming.refunded - order.refunded - order.over_refunded
    if more <= 0:
        return
    whole = incoming.state is ShopState.REFUNDED
    if order.stage in ("paid", "confirmed", "completed") and not any(order.live_cases()):
        back = []
        for line, shop in seen:
            units = (line.qty if whole else shop.refunded) - line.refunded - line.exchanged
            free = max(0, line.going_out)
            units = min(units, free + line.free_shipped)
            if units > 0 and line.kind == "sale":
                back.append((line.id, units, free))
        more -= imported.refund_back(run, back, more)
    if more > 0:
        run.system("refund.report", None, amount=more)


def differences(order: Order, incoming: IncomingOrder, parts: frozenset[str]) -> list[Difference]:
    """Where the shop has changed something since and we hold something else; our own amendments alone are none."""
    found: list[Difference] = []
    to = incoming.ship_to
    if "address" in parts and any((to.name, to.phone, to.province, to.city, to.street)):  # else the file tells of none
        for name in ("name", "phone", "country", "province", "city", "district", "street", "postcode"):
            found.append(Difference(name, getattr(order, f"ship_{name}"), getattr(to, name)))
    if "notes" in parts:
        for name in ("buyer_note", "seller_note", "delivery"):
            found.append(Difference(name, getattr(order, name), getattr(incoming, name)))
    if "lines" in parts:
        ours = [f"{line.sku_code or line.name} x{line.qty}" for line in order.lines if line.kind == "sale"]
        shop = [f"{line.sku or line.name} x{line.qty}" for line in incoming.lines]
        if sorted(ours) != sorted(shop):  # the same goods in another order are the same goods
            found.append(Difference("lines", ", ".join(ours), ", ".join(shop)))
    if "money" in parts and incoming.total is not None:
        found.append(Difference("total", str(order.total), str(amounts(incoming).total)))
    return [one for one in found if one.ours != one.shop]

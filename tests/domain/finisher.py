"""Brings any order to its end: proof that none is ever stuck (I13).

`send` tries to get the goods to the buyer, `give_back` to end the order without; both only ask for what a person or a
fact from outside may do, and no new stock arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from desktop_oms.domain import lifecycle, parcels
from desktop_oms.domain.entities import Case, Fulfilment, Parcel, Payment
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.order import Order
from desktop_oms.domain.returns import decided, goods_decided
from desktop_oms.domain.roles import SYSTEM, Actor, Role
from desktop_oms.domain.world import World

EVERYBODY = frozenset(Role) - {Role.SYSTEM}
CLERKS = [Actor(901, "a", EVERYBODY), Actor(902, "b", EVERYBODY), Actor(903, "c", EVERYBODY)]
ENDS = ("completed", "cancelled", "closed")
Proposal = tuple[str, Any, dict[str, Any]]
TRIES = 400


def finish(order: Order, world: World, aim: str) -> list[str] | None:
    """Carry on until the order has ended and nothing of it is open; the trail when it does not get there."""
    trail: list[str] = []
    for _ in range(TRIES):
        if is_over(order):
            return None
        done = next((said for said in attempts(order, world, aim)), None)
        if done is None:
            trail.append("nothing is possible any more")
            return trail
        trail.append(done)
    return trail


def is_over(order: Order) -> bool:
    """Ended, no money or goods on their way, nothing for anybody to do."""
    return (
        order.stage in ENDS
        and not any(order.live_cases())
        and not any(order.live_parcels())
        and not any(parcel.state == "in_transit" for parcel in order.parcels)
        and all(refund.state in ("succeeded", "cancelled") for refund in order.refunds)
        and not any(payment.state in ("new", "pending", "promised") for payment in order.payments)
        and not any(order.open_tasks())
        and not any(order.open_fulfilments())
    )


def attempts(order: Order, world: World, aim: str) -> Iterator[str]:
    """The proposals that were carried out, one by one; each changes the order."""
    for propose in PROPOSALS:
        for event, subject, args in propose(order, aim):
            for actor in (*CLERKS, SYSTEM):
                run = lifecycle.begin(order, actor, world)
                if isinstance(run.check(event, subject, args, actor), Refusal):
                    continue
                lifecycle.perform(run, event, subject, **args)
                order.version += 1
                world.now += 1
                yield f"{event} {args} by {actor.name} on {getattr(subject, 'seq', '')} > {order.status}"
                return


def tasks(order: Order, aim: str) -> Iterator[Proposal]:
    for task in order.open_tasks():
        yield "task.resolve", task, {"reason": "done"}
        if task.kind == "money_excess":
            yield "refund.create_excess", None, {}
        if task.kind == "address_incomplete":
            yield "order.amend", order, {"address": {"street": "南路 18"}}
        if task.kind == "sku_unknown":
            yield "order.amend", order, {"sku": {task.line_id: 1}}
    for hold in order.holds:
        if hold.state == "live":
            yield "hold.release", hold, {}


def money(order: Order, aim: str) -> Iterator[Proposal]:
    for refund in order.refunds:
        if refund.state in ("created", "failed"):
            yield "refund.dispatch", refund, {}
        if refund.state in ("pending", "unknown"):
            yield "refund.succeed", refund, {}
    for payment in order.payments:
        yield from pay(order, payment, aim)
    sent_unpaid = order.stage == "awaiting_payment" and any(line.shipped for line in order.lines)
    waits = order.stage in ("awaiting_payment", "paid", "confirmed", "completed")
    if (aim == "send" or sent_unpaid) and order.collect and waits:
        yield "payment.start", None, {"amount": order.collect, "provider": "manual"}


def pay(order: Order, payment: Payment, aim: str) -> Iterator[Proposal]:
    if payment.state == "promised":
        yield ("payment.collect" if aim == "send" else "payment.refuse"), payment, {}
    elif payment.state in ("new", "pending"):
        if order.stage == "awaiting_payment":
            yield "payment.promise", payment, {}
        wanted = aim == "send" and order.collect and not order.ended
        yield ("payment.capture" if wanted else "payment.fail"), payment, {}


def goods(order: Order, aim: str) -> Iterator[Proposal]:
    for parcel in order.parcels:
        yield from box(order, parcel, aim)
    for part in order.open_fulfilments():
        yield from share(order, part, aim)


def box(order: Order, parcel: Parcel, aim: str) -> Iterator[Proposal]:
    if parcel.state == "in_transit":
        yield "parcel.deliver", parcel, {}
    if not parcel.is_live:
        return
    if parcels.blocked(order, parcel):
        yield ("parcel.unlabel" if parcel.state == "labelled" else "parcel.take_out"), parcel, {}
    if aim == "give_back":
        yield "parcel.void", parcel, {}
    for row in parcel.lines:
        if row.scanned < row.qty:
            yield "parcel.scan", parcel, {"line_id": row.line_id, "units": row.qty - row.scanned}
    yield "parcel.pack", parcel, {}
    yield "parcel.label", parcel, {"waybill": f"F{parcel.id}"}
    yield "parcel.hand_over", parcel, {}


def share(order: Order, part: Fulfilment, aim: str) -> Iterator[Proposal]:
    if aim == "send":
        for event in ("allocate", "pick", "picked", "accept"):
            yield f"fulfilment.{event}", part, {}
        if part.state == "accepted":
            yield "parcel.report", None, {"fulfilment_id": part.id, "lines": going_out(order, part)}
        if part.state == "picked":
            yield "parcel.open", None, {"fulfilment_id": part.id}
    yield "fulfilment.give_up", part, {"agreed": True}
    if part.state == "pending":
        yield "fulfilment.short", part, {"reason": "nobody has it"}


def going_out(order: Order, part: Fulfilment) -> dict[int, int]:
    units = {row.line_id: min(row.qty, order.line(row.line_id).going_out) for row in part.lines}
    return {line_id: count for line_id, count in units.items() if count > 0}


def decisions(order: Order, aim: str) -> Iterator[Proposal]:
    for case in order.live_cases():
        yield from decide(order, case, aim)


def decide(order: Order, case: Case, aim: str) -> Iterator[Proposal]:
    if case.state == "awaiting_return":
        left = {row.line_id: {"sellable": row.shipped - row.received - row.missing} for row in case.lines}
        yield "case.receive", case, {"lines": {key: units for key, units in left.items() if any(units.values())}}
        yield "case.received", case, {"rest_missing": True}
    if not goods_decided(case):
        open_units = {row.line_id: {"scrapped": row.received - decided(row)} for row in case.lines}
        yield "case.restock", case, {"lines": {key: one for key, one in open_units.items() if any(one.values())}}
    for event in ("approve", "second_approve", "start_refund"):
        yield f"case.{event}", case, {"reason": "decided"}
    if aim == "send" or any(row.damaged or row.wrong for row in case.lines):
        yield "case.start_replace", case, {}
    lines = [order.line(row.replacement_line) for row in case.lines if row.replacement_line is not None]
    short = any(
        part.state == "shortage" and any(row.line_id in {line.id for line in lines} for row in part.lines)
        for part in order.open_fulfilments()
    )
    if case.state != "replacing" or aim == "give_back" or short:
        yield "case.convert", case, {}


def stages(order: Order, aim: str) -> Iterator[Proposal]:
    if aim == "give_back":
        yield "order.cancel", order, {"reason": "not wanted"}
        yield from give_back(order)
    yield "order.submit", order, {}
    if order.stage == "draft" and all(line.kind == "gift" for line in order.lines):
        yield "order.cancel", order, {"reason": "nothing in it"}
    yield "order.request_payment", order, {}
    yield "order.confirm", order, {"backorder": True}
    lost = {line.id: line.lost for line in order.lines if line.lost}
    for line_id in lost:
        for units in range(lost[line_id], 0, -1):
            yield "case.request", None, {"kind": "refund_lost", "lines": {line_id: units}, "reason": "lost"}
    yield "order.complete", order, {"reason": "finished"}


def give_back(order: Order) -> Iterator[Proposal]:
    for kind in ("refund_unshipped", "refund_only"):
        for line in order.lines:
            units = line.going_out if kind == "refund_unshipped" else line.free_shipped
            if units > 0 and line.kind != "gift":
                yield "case.request", None, {"kind": kind, "lines": {line.id: units}, "reason": "not wanted"}


PROPOSALS: tuple[Callable[[Order, str], Iterator[Proposal]], ...] = (tasks, decisions, goods, money, stages)

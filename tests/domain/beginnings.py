"""How an order first appears: entered by the desk, imported at any stage, or as history that the shop tells."""

from __future__ import annotations

import random
from collections.abc import Callable

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.domain.world import World


def begin_order(order: Order, rng: random.Random, world: World) -> Run:
    """Fill in the rest of an order that has its lines, and carry out how it came to us as one command."""
    fill(order, rng)
    run = lifecycle.begin(order, SYSTEM, world)
    run.fire("order.create", order)
    way = rng.choice([draft, draft, draft, submitted, unpaid, unpaid, paid, paid, paid, asked, history])
    way(run, rng)
    lifecycle.finish(run)
    return run


def fill(order: Order, rng: random.Random) -> None:
    """Money that adds up, and a receiver (now and then an incomplete one)."""
    order.goods = sum(line.amount for line in order.lines)
    order.discount_seller = rng.randint(0, order.goods // 2) if rng.random() < 0.5 else 0
    order.discount_platform = rng.randint(0, (order.goods - order.discount_seller) // 2) if rng.random() < 0.3 else 0
    order.shipping = rng.choice([0, 1000, 7]) if order.goods else 0
    order.total = order.goods - order.discount_seller - order.discount_platform + order.shipping
    order.ship_name, order.ship_phone, order.ship_city, order.ship_street = "张三", "13800138000", "深圳", "南路 18"
    order.ship_by = rng.choice([None, 2_000_000])


def draft(run: Run, rng: random.Random) -> None:
    """Stays a draft."""


def submitted(run: Run, rng: random.Random) -> None:
    """A counter order, entered and submitted in one go."""
    run.fire("order.submit", run.order)


def unpaid(run: Run, rng: random.Random) -> None:
    """An import that waits for its money; some lack a part of the address."""
    order = run.order
    if rng.random() < 0.1:
        order.ship_street = ""
    run.fire("order.submit", order, imported=True)
    run.fire("order.request_payment", order, imported=rng.random() < 0.5)


def paid(run: Run, rng: random.Random) -> None:
    """An import that the shop calls paid, by one payment or two."""
    order = run.order
    unpaid(run, rng)
    first = rng.choice([order.total, order.total // 2])
    for amount in (first, order.total - first):
        if amount > 0:
            payment = run.fire("payment.start", None, provider=rng.choice(["stripe", "manual"]), amount=amount)
            run.fire("payment.pend", payment)
            run.fire("payment.capture", payment)
    run.fire("order.pay", order)


def asked(run: Run, rng: random.Random) -> None:
    """An import that the shop calls paid, and whose buyer asked for the money back before we saw it."""
    paid(run, rng)
    lines = {line.id: line.going_out for line in run.order.lines if line.kind == "sale" and line.going_out}
    run.attempt("case.request", None, kind="refund_unshipped", lines=lines, reason="asked_in_shop")


def history(run: Run, rng: random.Random) -> None:
    """Finished or part finished before our time: facts only, no stock moves."""
    order = run.order
    order.history = True
    ends: list[Callable[[Run, random.Random], None]] = [cancelled, sent, sent, completed, refunded]
    rng.choice(ends)(run, rng)


def cancelled(run: Run, rng: random.Random) -> None:
    """The shop cancelled it unpaid."""
    unpaid(run, rng)
    if run.order.total:
        run.fire("order.cancel", run.order, reason="cancelled_in_shop")


def sent(run: Run, rng: random.Random) -> None:
    """The shop shipped all of it or a part."""
    order = run.order
    paid(run, rng)
    lines = {line.id: rng.randint(1, line.qty) if rng.random() < 0.5 else line.qty for line in order.lines}
    run.fire("parcel.report", None, lines=lines, tell=False)
    run.fire("order.confirm", order)


def completed(run: Run, rng: random.Random) -> None:
    """The shop calls it completed."""
    order = run.order
    paid(run, rng)
    parcel = run.fire("parcel.report", None, lines={line.id: line.qty for line in order.lines}, tell=False)
    run.fire("order.confirm", order)
    run.fire("parcel.deliver", parcel)
    run.fire("order.complete", order, shop_says=True)


def refunded(run: Run, rng: random.Random) -> None:
    """The shop gave all the money back."""
    paid(run, rng)
    if run.order.captured:
        run.fire("refund.report", None, amount=run.order.captured)

"""Random orders with odd prices, discounts and several payments, and random after-sales by reviewers who race.

After every step: never more back than was paid, on the order, on each payment and on each line; the gateway's books say
what ours say; what the order shows is what its rows say.  At the end every order is settled, and where nothing was kept
back and everything was asked for, exactly what was paid has gone back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from desktop_oms.app import App
from desktop_oms.domain.entities import Case
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import project
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.gateways.payments.practice import FAULTS, PROVIDER, PracticeGateway
from desktop_oms.services.entry import DraftForm, DraftLine
from desktop_oms.services.refund_sending import RefundSending
from tests.services.conftest import StandingClock
from tests.services.orders import ADDRESS, load

GOODS = ("TEE-NV-XL", "CUP-500", "SOCK-5", "NB-A5")
SHIPPED_KINDS = ("refund_only", "return_refund")
STEPS = 10


class MoneyWalk:
    """Two programs on one database, one gateway that misbehaves, and a seeded source of decisions."""

    def __init__(self, apps: Sequence[App], clock: StandingClock, seed: int) -> None:
        self.apps, self.clock, self.rng = apps, clock, random.Random(seed)
        self.gateway = PracticeGateway()
        for app in apps:
            app.refund_sending = RefundSending(app.database, app.commands, {PROVIDER: self.gateway})
        names = ("desk", "reviewer", "reviewer2", "cashier", "clerk", "boss")
        self.who: dict[str, Actor] = {name: apps[0].people.actor(name) for name in names}
        self.refusals = self.races = 0
        self.order_id = 0
        self.kept_back = False

    @property
    def order(self) -> Order:
        return load(self.apps[0], self.order_id)

    def do(self, who: Actor, event: str, subject: int | None = None, app: int = 0, **args: Any) -> int | None:
        """One event; None when it was refused."""
        try:
            done = self.apps[app].commands.do(who, self.order_id, event, subject, args=args)
        except OmsError:
            self.refusals += 1
            return None
        return done.subject_id

    def run(self, orders: int) -> None:
        """So many orders, one after the other, each to its end."""
        for _ in range(orders):
            self.begin()
            for _ in range(self.rng.randint(2, STEPS)):
                self.step()
                self.holds()
            self.end()

    def begin(self) -> None:
        """An order with odd cents, paid in up to three parts, of which some goods may be with the buyer."""
        rng, desk, app = self.rng, self.who["desk"], self.apps[0]
        chosen = rng.sample(GOODS, rng.randint(1, 3))
        lines = tuple(DraftLine(sku, rng.randint(1, 3), rng.choice([1, 3, 99, 333, 5990])) for sku in chosen)
        goods = sum(line.qty * line.price for line in lines)
        off = rng.randint(0, goods - 1) if rng.random() < 0.6 else 0
        form = DraftForm(app.setup.state().channel("taobao").id, ADDRESS, lines, "lin", rng.choice([0, 7, 1000]), off)
        self.order_id, self.kept_back = app.entry.draft(desk, form).order_id, False
        self.do(desk, "order.submit")
        self.do(desk, "order.request_payment")
        left = self.order.total
        while left:
            part = left if rng.random() < 0.5 else rng.randint(1, left)
            txn = f"T{self.order_id}-{left}"
            key = self.do(desk, "payment.start", amount=part, provider=PROVIDER, txn=txn)
            self.do(self.who["cashier"], "payment.capture", key)
            left -= part
        if rng.random() < 0.4:
            sent = {line.id: rng.randint(1, line.qty) for line in self.order.lines}
            parcel = self.do(SYSTEM, "parcel.report", lines=sent, carrier="SF", waybill=f"W{self.order_id}")
            self.do(SYSTEM, "parcel.deliver", parcel)

    def step(self) -> None:
        """Somebody asks, two reviewers decide at once, goods come back, the gateway is slow or silent."""
        if self.waiting() and self.rng.random() < 0.5:
            self.decide()
            return
        steps: tuple[Callable[[], None], ...] = (self.ask, self.ask, self.goods, self.time_passes)
        self.rng.choice(steps)()

    def waiting(self) -> list[Case]:
        """Cases that somebody can decide now."""
        return [case for case in self.order.live_cases() if case.state in ("requested", "awaiting_second", "approved")]

    def ask(self) -> None:
        rng, order = self.rng, self.order
        line = rng.choice(order.lines)
        if rng.random() < 0.1:
            self.kept_back = True
            amounts = {line.id: rng.randint(1, max(1, line.value_left))}
            self.do(self.who["desk"], "case.request", kind="allowance", amounts=amounts, reason="goodwill")
            return
        free = line.free_shipped or max(0, line.going_out)
        kind = rng.choice(SHIPPED_KINDS) if line.free_shipped else "refund_unshipped"
        units = rng.randint(1, max(1, free))
        self.do(self.who["desk"], "case.request", kind=kind, lines={line.id: units}, reason="quality")

    def decide(self) -> None:
        """Both reviewers, each at a program of their own, decide the same case at the same moment."""
        rng = self.rng
        case = rng.choice(self.waiting())
        args: dict[str, Any] = {}
        if rng.random() < 0.2:
            args = {"deduction": rng.randint(0, max(0, case.worth)), "reason": "worn"}
        events = ["case.approve", "case.approve"]
        if rng.random() < 0.3:
            events[1] = rng.choice(["case.reject", "case.withdraw", "case.unapprove"])
        self.races += 1
        before = self.order.refunds
        with ThreadPoolExecutor(2) as threads:
            told = [
                threads.submit(self.do, self.who[name], event, case.id, app, **(args or {"reason": "checked"}))
                for app, (name, event) in enumerate(zip(("reviewer", "reviewer2"), events, strict=True))
            ]
            for one in told:
                one.result()
        self.kept_back |= bool(args.get("deduction"))
        new = [refund for refund in self.order.refunds if refund.id not in {old.id for old in before}]
        payments = [refund.payment_id for refund in new if refund.case_id == case.id]
        assert len(payments) == len(set(payments)), "one decision made two refunds through one payment"

    def goods(self) -> None:
        """What was sent back arrives, good or not."""
        for case in self.order.live_cases():
            if case.state == "awaiting_return":
                verdict = self.rng.choice(["sellable", "damaged"])
                lines = {row.line_id: {verdict: row.shipped - row.received - row.missing} for row in case.lines}
                self.do(self.who["clerk"], "case.receive", case.id, lines=lines)
            fresh = next(one for one in self.order.cases if one.id == case.id)
            left = {row.line_id: {"scrapped": row.received - row.restocked - row.scrapped} for row in fresh.lines}
            if any(units["scrapped"] for units in left.values()):
                self.do(self.who["clerk"], "case.restock", case.id, lines=left)

    def time_passes(self) -> None:
        """Workers of both programs take a turn; the gateway may do what it likes."""
        if self.rng.random() < 0.6:
            self.gateway.misbehave(self.rng.choice([fault for fault in FAULTS if fault != "reverse"]))
        for app in self.apps:
            app.worker.turn()
        self.clock.pass_hours(1)
        for refund in self.order.refunds:
            if refund.state == "failed":
                self.do(self.who["cashier"], "refund.dispatch", refund.id)

    def holds(self) -> None:
        """What must hold after every step."""
        order = self.order
        assert violations(order) == []
        assert (order.status, order.badges, order.work_stage) == tuple(project(order))
        assert order.refunded <= order.committed <= order.captured
        assert all(payment.committed <= payment.captured for payment in order.payments)
        assert all(line.committed + line.waived <= line.payable for line in order.lines)
        booked = self.gateway.books.refunds
        for refund in order.refunds:
            if refund.state == "succeeded":
                assert booked[refund.refund_no].amount == refund.amount

    def end(self) -> None:
        """Everything that is open is brought to its end; often the rest is asked for too."""
        everything = self.rng.random() < 0.7
        for _ in range(60):
            if everything:
                self.ask_for_the_rest()
            for case in self.order.live_cases():
                for name, event in (("reviewer", "case.approve"), ("reviewer2", "case.second_approve")):
                    if case.state in ("requested", "awaiting_second"):
                        self.do(self.who[name], event, case.id, reason="checked")
            self.goods()
            self.gateway.books.faults.clear()
            self.time_passes()
            self.holds()
            if not any(self.order.live_cases()) and not (everything and self.rest()):
                break
        order = self.order
        assert not any(order.live_cases()), [(case.kind, case.state) for case in order.cases]
        assert (
            order.refunded
            == order.committed
            == sum(
                one.amount
                for number, one in self.gateway.books.refunds.items()
                if number.startswith(f"{order.number}-")
            )
        )
        if everything and not self.kept_back and all(case.state != "lapsed" for case in order.cases):
            shipped = any(line.shipped for line in order.lines)
            assert order.refunded == order.total - (order.shipping if shipped else 0)

    def rest(self) -> dict[int, tuple[str, int]]:
        """Units nobody has asked about, by line, with the kind that fits them."""
        found = {}
        for line in self.order.lines:
            if line.free_shipped > 0:
                found[line.id] = ("refund_only", line.free_shipped)
            elif line.going_out > 0:
                found[line.id] = ("refund_unshipped", line.going_out)
        return found

    def ask_for_the_rest(self) -> None:
        for line_id, (kind, units) in self.rest().items():
            args = {"kind": kind, "lines": {line_id: units}, "reason": "quality"}
            self.do(self.who["desk"], "case.request", **args)

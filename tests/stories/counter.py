"""The shop of the after-sales stories: people of every role, a gateway, a worker, and what is done over and over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop_oms.app import App
from desktop_oms.domain.entities import Case, Parcel
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.order import Order
from desktop_oms.domain.projection import project
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.gateways.payments.practice import PracticeGateway
from tests.services.conftest import StandingClock
from tests.services.orders import assert_sound, load, stocked
from tests.services.refunding import gateway_of, paid_order

TEE, TEE_L, CUP = "TEE-NV-XL", "TEE-NV-L", "CUP-500"
CODES = {TEE: "6901234500011", TEE_L: "6901234500028", CUP: "6901234500042"}
SHELF = {TEE: 40, TEE_L: 30, CUP: 30}  # as the samples count them
# What the buyer paid for after 8.80 off the goods: two T-shirts, the cup, and the way.
TWO_TEES, ONE_TEE, ONE_CUP, SHIPPING, PAID = 11556, 5778, 12444, 1000, 25000


@dataclass
class Counter:
    """One order of two T-shirts and a cup for 250.00, and everybody who works on it."""

    app: App
    clock: StandingClock
    gateway: PracticeGateway
    order_id: int

    @property
    def order(self) -> Order:
        """The order as it stands; whatever must hold holds, and what it shows is what its rows say."""
        order = load(self.app, self.order_id)
        assert violations(order) == []
        assert (order.status, order.work_stage) == (project(order).status, project(order).work_stage)
        return order

    @property
    def case(self) -> Case:
        """The newest case."""
        return self.order.cases[-1]

    @property
    def state(self) -> str:
        """How the newest case stands."""
        return self.case.state

    def who(self, login: str) -> Actor:
        return self.app.people.actor(login, "bench 1")

    def do(self, login: str, event: str, subject: Any = None, **args: Any) -> int:
        """One event by one person; the key of what it made or moved."""
        actor = SYSTEM if login == "outside" else self.who(login)
        key = getattr(subject, "id", subject)
        return self.app.commands.do(actor, self.order_id, event, key, args=args).subject_id

    def ask(self, kind: str, *, login: str = "desk", reason: str = "not_wanted", **units: int) -> int:
        """A request about so many `tee`, `cup` of the order."""
        lines = {"tee": self.order.lines[0].id, "cup": self.order.lines[1].id}
        claimed = {lines[name]: n for name, n in units.items()}
        return self.do(login, "case.request", kind=kind, lines=claimed, reason=reason)

    def decide(self, login: str, event: str, **args: Any) -> None:
        """A step of the newest case."""
        self.app.after_sales.decide(self.who(login), self.case.id, event, args=args)

    def row(self, name: str = "tee") -> int:
        return self.order.lines[("tee", "cup").index(name)].id

    def receive(self, name: str = "tee", **verdicts: int) -> None:
        self.decide("clerk", "case.receive", lines={self.row(name): verdicts})

    def restock(self, name: str = "tee", **units: int) -> None:
        self.decide("clerk", "case.restock", lines={self.row(name): units})

    def send(self) -> Parcel:
        """Whatever is to go out is packed by scan, labelled and handed over."""
        if self.order.stage == "paid":
            self.do("desk", "order.confirm")
        clerk, bench, number = self.who("clerk"), self.app.packing, self.order.number
        job = bench.open(clerk, number)
        codes = [CODES[line.sku] for line in job.lines for _ in range(line.qty)]
        waybill = str(bench.pack_by_scans(clerk, number, codes)[-1].facts["waybill"])
        bench.confirm_label(clerk, job.parcel_id, waybill)
        self.app.hand_over.scan(clerk, waybill)
        return next(parcel for parcel in self.order.parcels if parcel.id == job.parcel_id)

    def deliver(self) -> None:
        """The carrier says that everything on its way has arrived."""
        for parcel in self.order.parcels:
            if parcel.state == "in_transit":
                self.do("outside", "parcel.deliver", parcel)

    def work(self, hours: float = 1) -> None:
        """The worker takes its turns while time passes."""
        for _ in range(4):
            self.app.worker.turn()
            self.clock.pass_hours(hours / 4)

    def shelf(self) -> dict[str, int]:
        """How the pieces on the shelves differ from the morning's."""
        now = {sku: next(row for row in self.app.stock.show(sku) if row.code == sku) for sku in SHELF}
        assert all(row.allocated == sum(self.promised(sku)) for sku, row in now.items())
        return {sku: row.on_hand - SHELF[sku] for sku, row in now.items() if row.on_hand != SHELF[sku]}

    def promised(self, sku: str) -> list[int]:
        """What is reserved for the order's lines of these goods."""
        parts = [row for part in self.order.open_fulfilments() for row in part.lines]
        return [row.allocated for row in parts if self.order.line(row.line_id).sku_code == sku]

    def settled(self, refunded: int, status: str) -> None:
        """The last cent: the buyer has it, the gateway says the same, nothing is on its way and nothing is amiss."""
        order = self.order
        assert (order.refunded, order.committed, order.status) == (refunded, refunded, status)
        assert sum(one.amount for one in self.gateway.books.refunds.values()) == refunded
        assert not any(order.live_cases())
        assert [task.kind for task in order.open_tasks()] == []
        assert self.app.upkeep.outbox() == 0
        assert_sound(self.app)


def open_counter(app: App, clock: StandingClock, *amounts: int) -> Counter:
    """A shop with goods, and an order paid through the gateway, in these parts or in one."""
    stocked(app)
    gateway = gateway_of(app)
    return Counter(app, clock, gateway, paid_order(app, *amounts).id)

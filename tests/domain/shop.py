"""A small shop in memory: orders taken to any point of their life in a few words, by the roles that may do it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any, Self

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import NOTHING, Run
from desktop_oms.domain.entities import Case, Fulfilment, OrderLine, Parcel, Payment
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor, Policy, Role
from desktop_oms.domain.stock import Level, Stock
from desktop_oms.domain.world import Goods, House, RoutingRule, World

DAY = 86_400_000
SUPPLIER = 77
NOON = 1_760_000_000_000
DESK, CLERK, REVIEWER, CASHIER, MANAGER, BUYER = (
    Actor(number, role.name.lower(), frozenset({role}))
    for number, role in enumerate(
        (Role.DESK, Role.CLERK, Role.REVIEWER, Role.CASHIER, Role.MANAGER, Role.CUSTOMER), start=1
    )
)
SECOND = Actor(9, "second", frozenset({Role.REVIEWER, Role.CASHIER}))
BY_ROLE = {
    "C": BUYER,
    "S": DESK,
    "K": CLERK,
    "R": REVIEWER,
    "$": CASHIER,
    "M": MANAGER,
    "Y": SYSTEM,
    "R2": SECOND,
    "P": Actor(8, "supplier", frozenset({Role.SUPPLIER})),
}


class Counter:
    """One order (`order`) in a shop with two warehouses and goods 1 to 5; goods 5 come from a supplier.

    Every command is checked against all invariants, so each story is a test of them too.
    """

    def __init__(self, *lines: tuple[int, int, int], stock: int = 100, currency: str = "CNY", **money: int) -> None:
        self._ids = itertools.count(1)
        goods = {
            n: Goods(n, f"S{n}", f"Goods {n}", category="cups", product_code=f"P{(n + 1) // 2}") for n in range(1, 5)
        }
        goods[5] = Goods(5, "S5", "Goods 5", supplier_id=SUPPLIER)
        levels = {(house, sku): Level(house, sku, stock) for house in (1, 2) for sku in range(1, 5)}
        houses = (House(1, "W1", priority=1), House(2, "W2", priority=2))
        self.world = World(NOON, lambda: next(self._ids), goods, houses, (), Policy(undo_delay=0), Stock(levels))
        self.order = Order(next(self._ids), 1, 1, "A1", currency, NOTHING)
        for seq, (sku, qty, price) in enumerate(lines or ((1, 2, 500),), start=1):
            self.add_line(OrderLine(next(self._ids), seq, "sale", qty, sku, f"S{sku}", unit_price=price))
        self._price(**money)
        self.steps: list[str] = []
        self.messages: list[str] = []
        self.do("Y", "order.create", self.order)

    def add_line(self, line: OrderLine) -> OrderLine:
        """Put a line into an order that is still being written."""
        line.amount = line.qty * line.unit_price
        self.order.lines.append(line)
        return line

    def add_gift(self, sku: int = 4, qty: int = 1) -> OrderLine:
        """A gift beside the goods."""
        return self.add_line(OrderLine(next(self._ids), len(self.order.lines) + 1, "gift", qty, sku, f"S{sku}"))

    def _price(self, shipping: int = 0, discount: int = 0, platform: int = 0) -> None:
        order = self.order
        order.goods = sum(line.amount for line in order.lines)
        order.shipping, order.discount_seller, order.discount_platform = shipping, discount, platform
        order.total = order.goods - discount - platform + shipping
        order.ship_name, order.ship_phone, order.ship_city, order.ship_street = "张三", "13800138000", "深圳", "南路 18"

    def policy(self, **changes: Any) -> Self:
        """Change the merchant's rules."""
        self.world.policy = replace(self.world.policy, **changes)
        return self

    def rules(self, *rules: RoutingRule) -> Self:
        """Set the routing rules."""
        self.world.ordered_rules = self.world.rules = rules
        return self

    def stock(self, sku: int, on_hand: int, house: int | None = None) -> Self:
        """Set what lies in one warehouse, or in each."""
        for level in self.world.stock.levels.values():
            if level.sku_id == sku and house in (None, level.warehouse_id):
                level.on_hand = on_hand
        return self

    def level(self, sku: int, house: int = 1) -> Level:
        return self.world.stock.levels[house, sku]

    def do(self, role: str, event: str, subject: Any = None, **args: Any) -> Any:
        """Carry out one event as somebody; raises Refused. Afterwards no invariant may be broken."""
        if subject is None and event.startswith("order."):
            subject = self.order
        run = lifecycle.begin(self.order, BY_ROLE[role], self.world)
        made = lifecycle.perform(run, event, subject, **args)
        self._after(run)
        return made

    def _after(self, run: Run) -> None:
        self.order.version += 1
        self.world.now += 1
        self.steps += [f"{step.machine}.{step.event}" for step in run.steps]
        self.messages += [message.topic for message in run.messages]
        broken = violations(self.order)
        assert not broken, broken

    def refused(self, role: str, event: str, subject: Any = None, **args: Any) -> str:
        """The code of the refusal; asserts that nothing changed."""
        before = repr(self.order)
        try:
            self.do(role, event, subject, **args)
        except Refused as refusal:
            assert repr(self.order) == before, "a refusal changed the order"
            return refusal.code
        return ""

    def tick(self, days: float = 0) -> Self:
        """Let time pass, and the clock do what it does."""
        self.world.now += int(days * DAY)
        run = lifecycle.begin(self.order, SYSTEM, self.world)
        lifecycle.finish(run)
        self._after(run)
        return self

    def refunds(self) -> list[int]:
        """Amounts of the refunds that were not cancelled."""
        return [refund.amount for refund in self.order.refunds if refund.state != "cancelled"]

    def tasks(self) -> list[str]:
        return [task.kind for task in self.order.open_tasks()]


class Shop(Counter):
    """A shop in which an order goes its way, each step from the one before."""

    def submitted(self) -> Shop:
        self.do("S", "order.submit")
        return self

    def unpaid(self) -> Shop:
        self.submitted().do("S", "order.request_payment")
        return self

    def paid(self, provider: str = "stripe") -> Shop:
        if self.order.total == 0:
            return self.submitted()
        self.unpaid().pay(self.order.total, provider)
        return self

    def pay(self, amount: int, provider: str = "stripe") -> Payment:
        payment: Payment = self.do("Y", "payment.start", None, amount=amount, provider=provider)
        self.do("Y", "payment.capture", payment)
        return payment

    def promised(self) -> Shop:
        payment = self.unpaid().do("S", "payment.start", None, amount=self.order.total, provider="cash")
        self.do("S", "payment.promise", payment)
        return self

    def confirmed(self, provider: str = "stripe") -> Shop:
        self.paid(provider).do("S", "order.confirm")
        return self

    def part(self, number: int = 0) -> Fulfilment:
        return list(self.order.open_fulfilments())[number]

    def picked(self) -> Shop:
        for part in list(self.order.open_fulfilments()):
            if part.state == "allocated":
                self.do("K", "fulfilment.pick", part)
                self.do("K", "fulfilment.picked", part)
        return self

    def boxed(self, **args: Any) -> Parcel:
        self.picked()
        parcel: Parcel = self.do("K", "parcel.open", None, **args)
        return parcel

    def packed(self, **args: Any) -> Parcel:
        parcel = self.boxed(**args)
        for row in parcel.lines:
            self.do("K", "parcel.scan", parcel, line_id=row.line_id, units=row.qty)
        self.do("K", "parcel.pack", parcel)
        return parcel

    def labelled(self, **args: Any) -> Parcel:
        parcel = self.packed(**args)
        self.do("K", "parcel.label", parcel, waybill=f"W{parcel.id}", carrier="SF")
        return parcel

    def sent(self, **args: Any) -> Parcel:
        parcel = self.labelled(**args)
        self.do("K", "parcel.hand_over", parcel)
        return parcel

    def delivered(self, **args: Any) -> Parcel:
        parcel = self.sent(**args)
        self.do("Y", "parcel.deliver", parcel)
        return parcel

    def ask(self, kind: str, units: int | dict[int, int] = 1, role: str = "C", **args: Any) -> Case:
        """A case about units of the first line, or of the lines named by number."""
        wanted = {0: units} if isinstance(units, int) else units
        lines = {self.order.lines[number].id: count for number, count in wanted.items()}
        case: Case = self.do(role, "case.request", None, kind=kind, lines=lines, reason="quality", **args)
        return case

    def money_back(self) -> Shop:
        """Every refund on its way arrives."""
        for refund in list(self.order.refunds):
            if refund.state == "created":
                self.do("$", "refund.dispatch", refund)
            if refund.state in ("pending", "unknown"):
                self.do("Y", "refund.succeed", refund)
        return self

"""A random walk over the life of orders, in memory: every event of the table with random arguments, all invariants after each."""

from __future__ import annotations

import itertools
import random
from typing import Any

from desktop_oms.domain import holds, lifecycle
from desktop_oms.domain.command import NOTHING, Run
from desktop_oms.domain.entities import OrderLine, Payment
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.machines import TABLE, events_from
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor, Policy, Role
from desktop_oms.domain.stock import Level, Stock
from desktop_oms.domain.world import Goods, House, World

PEOPLE = [
    Actor(n, f"p{n}", frozenset({role}))
    for n, role in enumerate(
        [Role.CUSTOMER, Role.DESK, Role.CLERK, Role.REVIEWER, Role.REVIEWER, Role.CASHIER, Role.MANAGER, Role.SUPPLIER],
        start=1,
    )
]
DAY = 86_400_000


class Walk:
    """One order, a stock shared with nobody, and a seeded source of decisions."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.seed = seed
        self.ids = itertools.count(1)
        rng = self.rng
        goods = {
            n: Goods(n, f"S{n}", category="c", product_code=f"P{n // 2}", supplier_id=77 if n == 5 else None)
            for n in range(1, 6)
        }
        houses = (House(1, "W1", priority=1), House(2, "W2", priority=2))
        levels = {(h, s): Level(h, s, rng.choice([0, 1, 3, 20])) for h in (1, 2) for s in range(1, 5)}
        policy = Policy(
            single_operator=rng.random() < 0.2, undo_delay=rng.choice([0, 0, 1000]), reserve_unpaid=rng.random() < 0.2
        )
        self.world = World(1_000_000, lambda: next(self.ids), goods, houses, (), policy, Stock(levels))
        self.order = self.new_order()
        self.edges: set[tuple[str, str]] = set()
        self.log: list[str] = []
        self.events: set[str] = set()

    def new_order(self) -> Order:
        rng = self.rng
        order = Order(next(self.ids), 1, 1, f"A{self.seed}", "CNY", "draft")
        zero = rng.random() < 0.05
        for seq in range(rng.randint(1, 3)):
            qty, price = rng.randint(1, 4), 0 if zero else rng.randint(1, 500)
            line = OrderLine(
                next(self.ids), seq + 1, "sale", qty, rng.randint(1, 5), f"S{seq}", unit_price=price, amount=qty * price
            )
            order.lines.append(line)
        if rng.random() < 0.2:
            order.lines.append(OrderLine(next(self.ids), 9, "gift", 1, 1, "G"))
        order.goods = sum(line.amount for line in order.lines)
        order.discount_seller = rng.randint(0, order.goods // 2)
        order.shipping = 0 if zero else rng.choice([0, 1000, 7])
        order.total = order.goods - order.discount_seller + order.shipping
        order.ship_name, order.ship_phone, order.ship_city, order.ship_street = "张三", "13800138000", "深圳", "南路 18"
        return order

    def subjects(self) -> list[Any]:
        o = self.order
        return [o, None, *o.fulfilments, *o.parcels, *o.cases, *o.refunds, *o.payments, *o.holds, *o.tasks]

    def machine(self, subject: Any) -> str:
        return "order" if isinstance(subject, Order) else type(subject).__name__.lower()

    def choices(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        for subject in self.subjects():
            if subject is None:
                found += [
                    (name, None)
                    for name, rows in TABLE.items()
                    if NOTHING in rows[0].sources and name != "fulfilment.plan"
                ]
            else:
                state = subject.stage if isinstance(subject, Order) else subject.state
                found += [(name, subject) for name in events_from(self.machine(subject), state)]
        return found

    def units(self, lines: list[Any], low: int = 1) -> dict[int, int]:
        picked = [line for line in lines if self.rng.random() < 0.7] or lines[:1]
        return {line.id: self.rng.randint(low, max(low, line.qty)) for line in picked}

    def args(self, event: str, subject: Any) -> dict[str, Any]:
        rng, o = self.rng, self.order
        maker = getattr(self, "args_" + event.replace(".", "_"), None)
        args: dict[str, Any] = maker(subject) if maker else {}
        if rng.random() < 0.9:
            args.setdefault("reason", "r")
        if rng.random() < 0.8:
            args.setdefault("proof", "p")
        return args

    def args_order_confirm(self, _: Any) -> dict[str, Any]:
        return {"ship_partial": self.rng.random() < 0.5}

    def args_order_amend(self, _: Any) -> dict[str, Any]:
        if self.rng.random() < 0.5:
            return {"remove": self.units([x for x in self.order.lines if x.kind == "sale"])}
        return {"add": [{"sku_id": self.rng.randint(1, 4), "qty": 1, "price": self.rng.randint(0, 300)}]}

    def args_fulfilment_short(self, part: Any) -> dict[str, Any]:
        return {"lines": {row.line_id: self.rng.randint(1, row.qty) for row in part.lines if self.rng.random() < 0.6}}

    def args_fulfilment_substitute(self, _: Any) -> dict[str, Any]:
        return {"agreed": True, "sku_id": self.rng.randint(1, 4)}

    def args_fulfilment_give_up(self, _: Any) -> dict[str, Any]:
        return {"agreed": True}

    def args_parcel_open(self, _: Any) -> dict[str, Any]:
        parts = [part for part in self.order.fulfilments if part.state == "picked"]
        if not parts:
            return {}
        part = self.rng.choice(parts)
        args: dict[str, Any] = {"fulfilment_id": part.id}
        if self.rng.random() < 0.4 and part.lines:
            args["lines"] = {row.line_id: self.rng.randint(1, row.qty) for row in part.lines if self.rng.random() < 0.7}
        return args

    def args_parcel_scan(self, parcel: Any) -> dict[str, Any]:
        row = self.rng.choice(parcel.lines)
        return {
            "line_id": row.line_id,
            "units": row.qty - row.scanned if self.rng.random() < 0.8 else self.rng.choice([-1, 1]),
        }

    def args_parcel_take_out(self, parcel: Any) -> dict[str, Any]:
        row = self.rng.choice(parcel.lines)
        return {"line_id": row.line_id, "units": self.rng.randint(1, row.qty)}

    def args_parcel_pack(self, _: Any) -> dict[str, Any]:
        return {"override": self.rng.random() < 0.1}

    def args_parcel_label(self, _: Any) -> dict[str, Any]:
        return {"waybill": f"W{next(self.ids)}"}

    def args_parcel_report(self, _: Any) -> dict[str, Any]:
        args: dict[str, Any] = {"lines": self.units(self.order.lines)}
        offered = [part for part in self.order.fulfilments if part.state == "accepted" and part.lines]
        if offered and self.rng.random() < 0.7:
            part = self.rng.choice(offered)
            args = {"fulfilment_id": part.id, "lines": {row.line_id: row.qty for row in part.lines}}
        return args

    def args_parcel_bounce(self, _: Any) -> dict[str, Any]:
        return {"refused": self.rng.random() < 0.4}

    def args_case_request(self, _: Any) -> dict[str, Any]:
        rng, o = self.rng, self.order
        kind = rng.choice(
            [
                "refund_unshipped",
                "refund_only",
                "return_refund",
                "exchange",
                "resend",
                "refund_lost",
                "allowance",
                "shortage",
            ]
        )
        sale = [line for line in o.lines if line.kind != "gift"]
        if kind == "allowance":
            line = rng.choice(o.lines)
            return {
                "kind": kind,
                "amounts": {line.id: rng.randint(1, max(1, line.payable // 3))},
                "shipping": rng.choice([0, 0, 3]),
            }
        return {
            "kind": kind,
            "lines": self.units(sale),
            "reason": rng.choice(["missing", "r"]),
            "sku_id": rng.choice([None, 1]),
        }

    def args_case_change_kind(self, _: Any) -> dict[str, Any]:
        return {"kind": self.rng.choice(["refund_only", "return_refund", "exchange", "refund_unshipped", "resend"])}

    def args_case_approve(self, _: Any) -> dict[str, Any]:
        rng = self.rng
        return (
            {}
            if rng.random() < 0.6
            else {"amount": rng.randint(0, 300)}
            if rng.random() < 0.5
            else {"deduction": rng.randint(1, 50)}
        )

    def args_case_receive(self, case: Any) -> dict[str, Any]:
        return {
            "lines": {
                row.line_id: {self.rng.choice(["sellable", "damaged", "wrong"]): self.rng.randint(1, row.shipped)}
                for row in case.lines
                if row.shipped
            }
        }

    def args_case_received(self, _: Any) -> dict[str, Any]:
        return {"rest_missing": self.rng.random() < 0.5}

    def args_case_restock(self, case: Any) -> dict[str, Any]:
        return {
            "lines": {
                row.line_id: {
                    "restocked": row.sellable - row.restocked,
                    "scrapped": row.received - row.sellable - row.scrapped - row.sent_back,
                }
                for row in case.lines
                if row.received
            }
        }

    def args_payment_start(self, _: Any) -> dict[str, Any]:
        due = max(1, self.order.due - self.order.captured)
        return {
            "amount": self.rng.choice([due, due, due // 2 + 1, due + 5]),
            "provider": self.rng.choice(["stripe", "manual"]),
        }

    def args_refund_report(self, _: Any) -> dict[str, Any]:
        return {"amount": self.rng.choice([1, 50, max(1, self.order.captured), max(1, self.order.total // 2)])}

    def args_hold_place(self, _: Any) -> dict[str, Any]:
        return {"until": self.world.now + self.rng.choice([1, DAY]), "urgent_after": self.rng.random() < 0.3}

    def step(self, event: str, subject: Any, weight: float = 1.0) -> bool:
        actor = self.rng.choice([*PEOPLE, *PEOPLE, SYSTEM])
        rows = TABLE[event]
        roles = [person for person in [*PEOPLE, SYSTEM] if person.may(rows[0].roles)]
        if self.rng.random() < 0.9:
            actor = self.rng.choice(roles)
        self.world.now += self.rng.choice([1, 1000, DAY // 2, 3 * DAY]) if self.rng.random() < 0.3 else 1
        before = self.order.status
        order, run = self.order, lifecycle.begin(self.order, actor, self.world)
        args = self.args(event, subject)
        found = run.check(event, subject, args, actor)
        if not hasattr(found, "effect"):
            return False
        self.log.append(f"{event} {args} by {actor.name} on {getattr(subject, 'seq', '')}")
        lifecycle.perform(run, event, subject, **args)
        self.events.update(f"{s.machine}.{s.event}" for s in run.steps)
        self.events.add(event)
        order.version += 1
        broken = violations(order)
        stock = self.world.stock
        for key, level in stock.levels.items():
            held = sum(
                row.allocated
                for part in order.fulfilments
                for row in part.lines
                if (row.warehouse_id, row.sku_id) == key
            )
            if level.allocated != held or level.on_hand < 0 or level.allocated > level.on_hand:
                broken.append(f"stock {key}: {level} held {held}")
        if broken:
            raise AssertionError(f"seed {self.seed}: {broken}\n" + "\n".join(self.log[-30:]))
        if before != order.status:
            self.edges.add((before, order.status))
        return True

    def run(self, steps: int = 120) -> None:
        rare = {
            "order.cancel": 0.1,
            "order.amend": 0.2,
            "case.request": 0.35,
            "refund.report": 0.03,
            "parcel.report": 0.08,
            "hold.place": 0.1,
            "order.unconfirm": 0.1,
            "fulfilment.cancel": 0.1,
            "parcel.void": 0.15,
            "fulfilment.put_back": 0.1,
            "parcel.unpack": 0.15,
            "parcel.unlabel": 0.15,
            "payment.start": 0.3,
            "payment.fail": 0.3,
            "payment.expire": 0.2,
            "fulfilment.short": 0.2,
            "parcel.lose": 0.3,
            "parcel.bounce": 0.3,
            "order.expire": 0.3,
            "refund.reverse": 0.1,
        }
        for _ in range(steps):
            choices = self.choices()
            weights = [rare.get(event, 1.0) for event, _ in choices]
            event, subject = self.rng.choices(choices, weights)[0]
            self.step(event, subject)

"""Orders and goods for the tests of the desk, the bench and the hand-over, made through the rules, no file needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from desktop_oms.app import App
from desktop_oms.domain import lifecycle
from desktop_oms.domain.catalogue import Barcode, Sku
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.domain.stock import Move
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.commands import Done
from desktop_oms.storage import catalogue_rows, log_rows, order_rows, search_index, stock_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.tables.log import commands

SHELVED = "shelved"  # the ready shop that `open_shop` makes
CUP_CODE = "6901234567892"
GOODS = {
    "CUP": Sku(0, 0, "CUP", "陶瓷杯", "500 ml", weight_g=350),
    "TEE-XL": Sku(0, 0, "TEE-XL", "Cotton tee", "NAVY / XL", product_code="TEE", weight_g=200),
    "TEE-M": Sku(0, 0, "TEE-M", "Cotton tee", "NAVY / M", product_code="TEE", weight_g=190),
}
BINS = {"CUP": "A-10", "TEE-XL": "A-2", "TEE-M": "B-1"}


@dataclass
class Shop:
    """A shop with goods on its shelves and people at work."""

    app: App
    boss: Actor
    desk: Actor
    clerk: Actor
    other_clerk: Actor
    cashier: Actor
    skus: dict[str, int] = field(default_factory=dict)

    def order(
        self, external_no: str = "", *, cod: bool = False, confirm: bool = True, channel: str = "shopify", **lines: int
    ) -> str:
        """A paid (and confirmed) order of CUP=1, TEE_XL=2; the number."""
        wanted = {name.replace("_", "-"): units for name, units in (lines or {"CUP": 1, "TEE_XL": 2}).items()}
        number = make_order(self.app, self.skus, wanted, external_no, cod, channel)
        if confirm:
            self.do(self.desk, number, "order.confirm")
        return number

    def read(self, number: str) -> Order:
        """The order as it stands; every invariant must hold."""
        order = self.app.orders.load(self.app.orders.find(number))
        assert violations(order) == []
        return order

    def link(self, conn: Connection, code: str, sku: str) -> None:
        """One more code for goods."""
        catalogue_rows.put(conn, Barcode(code, self.skus[sku]))

    def put_stock(self, conn: Connection, warehouse_id: int, sku: str, units: int) -> None:
        """Goods on the shelf of another warehouse."""
        move = Move(warehouse_id, self.skus[sku], units, reason="count", ref=f"{warehouse_id}:{sku}")
        stock_rows.move(conn, [move], at=self.app.database.now(), user_id=0, new_id=self.app.database.new_id)

    def send_with(self, first: Carrier, *more: Carrier) -> None:
        """The house sends with these carriers."""
        settings = self.app.bench_settings
        settings.put_carrier(self.boss, first, settings.values().carriers[0])
        for one in more:
            settings.put_carrier(self.boss, one)

    def deeds(self, conn: Connection, event: str) -> list[tuple[str, int, Any]]:
        """Who did something beside the order's history, to which order, with what result."""
        asked = select(commands.c.actor, commands.c.order_id, commands.c.result).where(commands.c.event == event)
        return [tuple(row) for row in conn.execute(asked)]

    def do(self, actor: Actor, number: str, event: str, subject: Any = None, **args: Any) -> Done:
        order_id = self.app.orders.find(number)
        key = getattr(subject, "id", None)
        return self.app.commands.do(actor, order_id, event, key, args=args)


def sound(shop: Shop) -> bool:
    """The whole database adds up; orders of this ground begin in the middle of their history."""
    return {finding.code for finding in shop.app.upkeep.reconcile(full=True)} <= {"history_jumps"}


def open_shop(app: App) -> Shop:
    """Goods in bins (a shop that is `SHELVED` has them), and people at two benches."""
    people = app.people
    shop = Shop(
        app,
        people.actor("boss"),
        people.actor("desk"),
        people.actor("clerk", "bench 1"),
        people.actor("clerk2", "bench 2"),
        people.actor("cashier"),
    )
    state = app.setup.state()
    seller, house = state.seller(), state.warehouse()
    there = app.database.read(lambda conn: catalogue_rows.skus_by_code(conn, seller.id, GOODS))
    if there:
        shop.skus = {code: there[code].id for code in GOODS}
        return shop

    def fill(conn: Connection) -> None:
        new_id = app.database.new_id
        for code, goods in GOODS.items():
            key = shop.skus[code] = new_id()
            catalogue_rows.put(
                conn,
                Sku(key, seller.id, code, goods.name, goods.spec, "", goods.product_code, weight_g=goods.weight_g),
            )
            stock_rows.put_level(conn, (house.id, key), bin=BINS[code])
            move = Move(house.id, key, 100, reason="count", ref=f"first:{code}")
            stock_rows.move(conn, [move], at=app.database.now(), user_id=0, new_id=new_id)
        catalogue_rows.put(conn, Barcode(CUP_CODE, shop.skus["CUP"]))
        catalogue_rows.put(conn, Barcode("CARTON-2", shop.skus["TEE-XL"], 2))

    app.database.write(fill)
    return shop


def make_order(app: App, skus: dict[str, int], wanted: dict[str, int], external_no: str, cod: bool, shop: str) -> str:
    """An order of 10.00 a piece and 5.00 shipping, paid at once or promised on delivery."""

    def work(conn: Connection) -> str:
        channel = app.setup.state().channel(shop)
        new_id, now = app.database.new_id, app.database.now()
        number = catalogue_rows.next_number(conn, channel.merchant_id)
        order = Order(new_id(), channel.merchant_id, channel.id, number, "CNY", "draft", created_at=now, placed_at=now)
        for seq, (code, units) in enumerate(wanted.items(), start=1):
            sold = GOODS[code]
            line = OrderLine(new_id(), seq, "sale", units, skus[code], code, sold.name, sold.spec)
            line.unit_price, line.amount = 1000, 1000 * units
            order.lines.append(line)
        order.external_no = external_no or None
        order.goods = sum(line.amount for line in order.lines)
        order.shipping, order.total = 500, order.goods + 500
        order.buyer, order.ship_name, order.ship_phone = "小鱼", "\U00020bb7田 㐂䶮", "13912345678"
        order.ship_country, order.ship_province, order.ship_city = "CN", "广东省", "深圳市"
        order.ship_district, order.ship_street = "南山区", "科技南路 18 号 3 栋 801 室"
        order.buyer_note, order.ship_by = "请放门口", now + 48 * 3_600_000
        run = lifecycle.begin(order, SYSTEM, app.worlds.for_order(conn, order, {}))
        pay(run, order, cod)
        order_rows.insert(conn, order)
        before = order_rows.snapshot(order)
        log_rows.append_events(conn, order, run.steps, f"made:{number}", "new", at=now, new_id=new_id)
        order_rows.save(conn, before, order)
        search_index.add(conn, [order])
        return number

    return app.database.write(work)


def pay(run: Run, order: Order, cod: bool) -> None:
    lifecycle.perform(run, "order.submit", order)
    lifecycle.perform(run, "order.request_payment", order)
    payment = lifecycle.perform(run, "payment.start", None, provider="manual", amount=order.total)
    if cod:
        lifecycle.perform(run, "payment.promise", payment)
    else:
        lifecycle.perform(run, "payment.pend", payment)
        lifecycle.perform(run, "payment.capture", payment)

"""The shop of the walks, in a real database: two warehouses, five products, a supplier, three currencies."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import event

from desktop_oms.app import App, build
from desktop_oms.domain.catalogue import Barcode, Channel, Merchant, Sku, User, Warehouse
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, IncomingParcel, ShopState
from desktop_oms.domain.roles import Policy
from desktop_oms.domain.world import Goods, House
from desktop_oms.services.entry import DraftForm, DraftLine
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

NOON = 1_795_233_600_000
HOUR = 3_600_000
DAY = 24 * HOUR
SUPPLIER = 77
CURRENCIES = {1: "CNY", 2: "JPY", 3: "KWD"}
PRODUCTS = range(1, 6)
OWN = range(1, 5)
HOUSES = (House(1, "W1", priority=1), House(2, "W2", priority=2))
GOODS = {n: Goods(n, f"S{n}", f"Goods {n}", "", "c", f"P{n // 2}", SUPPLIER if n == 5 else None, 200) for n in PRODUCTS}
RECEIVER = Address("张三", "13800138000", "CN", "广东省", "深圳市", "南山区", "南路 18 号")


@dataclass
class Clock:
    """Tells what the walk says it is, milliseconds UTC; it may jump either way."""

    ms: int = NOON

    def __call__(self) -> int:
        return self.ms


def make_ground(place: str) -> None:
    """Bring the shop up in an empty database."""
    app = build(place, now=Clock())
    app.database.write(furnish)
    app.close()


def furnish(conn: Connection) -> None:
    """Sellers, shelves, goods and people; keys are small, so that a walk's log can be read."""
    catalogue_rows.insert(conn, [Merchant(1, "S", "Seller", "A"), Merchant(SUPPLIER, "T", "Supplier", kind="supplier")])
    catalogue_rows.insert(conn, [Warehouse(house.id, house.code, house.code, house.priority) for house in HOUSES])
    catalogue_rows.insert(
        conn, [Channel(key, 1, f"C{key}", f"C{key}", "taobao", "UTC", money) for key, money in CURRENCIES.items()]
    )
    catalogue_rows.insert(conn, [User(key, f"p{key}", f"p{key}", "S") for key in range(1, 10)])
    for one in GOODS.values():
        named = (one.id, 1, one.code, one.name, one.spec, one.category, one.product_code, one.supplier_id)
        catalogue_rows.put(conn, Sku(*named, weight_g=one.weight_g))
        catalogue_rows.put(conn, Barcode(f"690000000000{one.id}", one.id))


def new_policy(rng: random.Random) -> Policy:
    """The merchant's rules, others each time."""
    limits = {"R": rng.choice([100, 50_000]), "M": 500_000, "Y": rng.choice([0, 200, 20_000])}
    return Policy(
        refund_limits=limits,
        single_operator=rng.random() < 0.1,
        undo_delay=rng.choice([0, 0, 1000]),
        reserve_unpaid=rng.random() < 0.2,
    )


def a_draft(rng: random.Random) -> DraftForm:
    """An order that the desk writes down."""
    chosen = [(rng.randint(1, 5), rng.randint(1, 4), price_of(rng)) for _ in range(rng.randint(1, 3))]
    lines = tuple(DraftLine(f"S{sku}", qty, price) for sku, qty, price in chosen)
    goods = sum(line.qty * line.price for line in lines)
    receiver = replace(RECEIVER, street="") if rng.random() < 0.1 else RECEIVER
    discount = rng.randint(0, goods // 2) if rng.random() < 0.4 else 0
    return DraftForm(rng.choice(list(CURRENCIES)), receiver, lines, "buyer", rng.choice([0, 7, 1000]), discount)


def price_of(rng: random.Random) -> int:
    """The price of one piece; now and then nothing."""
    return 0 if rng.random() < 0.06 else rng.randint(0, rng.choice([3, 500, 9999]))


STATES = [ShopState.UNPAID] * 5 + [ShopState.PAID] * 12 + list(ShopState)


def a_shop_order(number: str, channel_id: int, rng: random.Random, now: int) -> IncomingOrder:
    """An order as a shop tells it, at any stage."""
    lines = []
    for place in range(rng.randint(1, 3)):
        sku = "NOBODY" if rng.random() < 0.03 else f"S{rng.randint(1, 5)}"
        qty, price = rng.randint(1, 4), price_of(rng)
        lines.append(IncomingLine(sku, sku, "", qty, price, qty * price, external_id=str(place)))
    goods = sum(line.amount or 0 for line in lines)
    seller = rng.randint(0, goods // 2) if rng.random() < 0.4 else 0
    platform = rng.randint(0, (goods - seller) // 2) if rng.random() < 0.3 else 0
    shipping = rng.choice([0, 1000, 7]) if goods else 0
    told = IncomingOrder(
        number,
        CURRENCIES[channel_id],
        ShopState.UNPAID,
        tuple(lines),
        replace(RECEIVER, street="") if rng.random() < 0.06 else RECEIVER,
        placed_at=now - rng.randint(0, DAY),
        goods=goods,
        discount_seller=seller,
        discount_platform=platform,
        shipping=shipping,
        total=goods - seller - platform + shipping,
        buyer="buyer",
        cash_on_delivery=rng.random() < 0.15,
        ship_by=rng.choice([None, now + DAY]),
        rows=(2,),
    )
    return further(told, rng.choice(STATES), rng, now)


def further(told: IncomingOrder, state: ShopState, rng: random.Random, now: int) -> IncomingOrder:
    """The same order as a later file tells it: paid, sent, ended, given back, or with another text."""
    total = told.total or 0
    if state in (ShopState.UNPAID, ShopState.CANCELLED):
        note = rng.choice(["", "note", "another note"])
        return replace(told, state=state, seller_note=note)
    new = replace(told, state=state, paid=0 if told.cash_on_delivery else total, paid_at=now)
    if state == ShopState.REFUNDED:
        return replace(new, paid=total, refunded=total, cash_on_delivery=False)
    if state == ShopState.PAID:
        return replace(new, open_refund=rng.random() < 0.1, refunded=rng.choice([0, 0, 0, total // 2]))
    parcels = (IncomingParcel("SF", f"SHOP{told.external_no}"),)
    if state == ShopState.PARTLY_SHIPPED:
        lines = tuple(replace(line, shipped=rng.randint(0, line.qty)) for line in told.lines)
        return replace(new, lines=lines, parcels=parcels)
    sent = tuple(replace(line, shipped=line.qty) for line in told.lines)
    return replace(new, lines=sent, parcels=parcels, completed_at=now if state == ShopState.COMPLETED else None)


def sessions(place: str, clock: Clock, *, count: int = 2, hasty: bool = True) -> list[App]:
    """So many programs on one database; hasty ones do not wait for the disk, of which walks say nothing."""
    apps = [build(place, now=clock, create=False) for _ in range(count)]
    for app in apps:
        if hasty and app.database.path:
            event.listen(app.database.engine, "connect", _do_not_wait)
            app.database.engine.dispose()
    return apps


def _do_not_wait(driver: Any, _record: object) -> None:
    driver.execute("PRAGMA synchronous = OFF")

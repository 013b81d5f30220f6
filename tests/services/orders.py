"""Orders as a shop tells them, for tests: one good one, and whatever is changed about it."""

from __future__ import annotations

from dataclasses import replace

from desktop_oms.app import App
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, ParsedFile, ShopState
from desktop_oms.domain.order import Order
from desktop_oms.resources import resource
from desktop_oms.services.import_plan import ImportPlan, ImportResult
from desktop_oms.storage import catalogue_rows, order_rows

STOCKED = "stocked"  # the ready shop that `stocked` makes
PLACED = 1_795_222_800_000
ADDRESS = Address("林晓雯", "13800138000", "CN", "广东省", "深圳市", "南山区", "科技园南路18号A座")
TEE = IncomingLine("TEE-NV-XL", "纯棉短袖T恤", "藏青 / XL", 2, 5990, external_id="1")
CUP = IncomingLine("CUP-500", "保温杯", "500ml", 1, 12900, external_id="2")


def an_order(number: str = "3906", **changes: object) -> IncomingOrder:
    """Two T-shirts and a cup for 258.80, paid, with an address."""
    order = IncomingOrder(
        number,
        "CNY",
        ShopState.PAID,
        (TEE, CUP),
        ADDRESS,
        placed_at=PLACED,
        paid_at=PLACED + 60_000,
        goods=24880,
        shipping=1000,
        total=25880,
        paid=25880,
        buyer="tb_lin",
        rows=(2, 3),
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def stocked(app: App) -> App:
    """The shop with the sample products and their stock in its one warehouse; a shop that is `STOCKED` has them."""
    if app.database.read(lambda conn: catalogue_rows.skus(conn, limit=1)):
        return app
    boss = app.people.actor("boss")
    products = resource("samples", "products.csv")
    app.catalogue.import_file(boss, products.name, products.read_bytes())
    counts = resource("samples", "stock.csv").read_bytes().replace(b"MAIN", b"SZ")
    app.stock.import_file(boss, "stock.csv", counts)
    return app


def plan_of(app: App, *orders: IncomingOrder, channel: str = "taobao") -> ImportPlan:
    parsed = ParsedFile("taobao", "utf-8", 1, (), orders, ())
    return app.importing.plan(parsed, app.setup.state().channel(channel))


def bring_in(app: App, *orders: IncomingOrder, channel: str = "taobao") -> ImportResult:
    return app.importing.run(plan_of(app, *orders, channel=channel), app.people.actor("desk"))


def load(app: App, order_id: int | None) -> Order:
    assert order_id is not None
    return app.database.read(lambda conn: order_rows.load(conn, order_id, lock=False))


def the_order(app: App, incoming: IncomingOrder) -> Order:
    """The order that this one became when it was brought in."""
    result = bring_in(app, incoming)
    return load(app, result.orders[0].order_id)


def assert_sound(app: App) -> None:
    """Everything in the database adds up, every history replays."""
    found = app.upkeep.reconcile(full=True)
    assert found == [], found

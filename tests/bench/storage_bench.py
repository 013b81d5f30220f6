"""How fast orders are written and changed, each figure beside the same statements on the bare driver.

Same database, same journal, same rows, same number of commits; PostgreSQL is compared with COPY where many rows are
written.  Both sides take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine

from desktop_oms.domain.catalogue import Channel, Merchant, Sku
from desktop_oms.domain.command import Step
from desktop_oms.domain.entities import OrderLine, Parcel, ParcelLine, Payment
from desktop_oms.domain.keys import KeyMaker
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.storage import catalogue_rows, log_rows, order_rows
from desktop_oms.storage.engine import address_of, close_engine, open_engine, write
from desktop_oms.storage.schema import migrate
from desktop_oms.storage.sqlite_file import driver
from desktop_oms.storage.statements import Row
from tests.postgres import PostgresServer

NOW = 1_790_000_000_000
DURABLE = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 50\n"
ROUNDS = 5
new_id = KeyMaker(1, lambda: NOW)

Result = dict[str, object]


def run(scale: int = 100_000) -> list[Result]:
    """Every figure on both databases; `scale` is the number of orders that are imported."""
    results = []
    with tempfile.TemporaryDirectory(prefix="storage-bench-") as folder:
        for kind, url in databases(Path(folder)):
            engine = open_engine(url)
            migrate(engine)
            write(engine, fill_shop)
            results.append(import_orders(kind, engine, scale))
            results.append(one_transition(kind, engine))
            close_engine(engine)
    return results


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """A file, and a database on a server that waits for its disk as a real one does."""
    yield "SQLite", f"sqlite:///{folder / 'shop.sqlite'}"
    folder.chmod(0o755)
    server = PostgresServer(folder / "postgres")
    server.folder.mkdir()
    server.start(DURABLE)
    try:
        yield "PostgreSQL", server.create_database("shop")
    finally:
        server.stop()


def fill_shop(connection: Connection) -> None:
    """A seller with one channel and a hundred products."""
    catalogue_rows.insert(connection, [Merchant(1, "acme", "ACME", "A")])
    catalogue_rows.insert(connection, [Channel(2, 1, "web", "Web", "shopify", "UTC", "CNY")])
    catalogue_rows.insert(connection, [Sku(100 + at, 1, f"SKU-{at}", "Tee") for at in range(100)])


def imported(number: int) -> Order:
    """A paid order as an import leaves it, of two or three lines."""
    count = 2 + number % 2
    made = Order(
        new_id(),
        1,
        2,
        f"A{number}",
        "CNY",
        "paid",
        "paid",
        "to_audit",
        external_no=f"S-{number}",
        event_seq=3,
        created_at=NOW + number,
        placed_at=NOW,
        paid_at=NOW,
        goods=1000 * count,
        total=1000 * count,
        captured=1000 * count,
        buyer="张伟",
        ship_name="张伟",
        ship_phone="13800138000",
        ship_country="CN",
        ship_province="广东省",
        ship_city="深圳市",
        ship_district="南山区",
        ship_street="科技园南路18号",
        content_hash=f"{number:032x}",
        item_count=count,
        summary="Tee XL × 2",
        phone_tail="8000",
    )
    made.lines.extend(imported_line(number, seq) for seq in range(1, count + 1))
    made.payments.append(Payment(new_id(), 1, "captured", "file", 1000 * count, f"T{number}", 1000 * count, at=NOW))
    return made


def imported_line(number: int, seq: int) -> OrderLine:
    """One unit of one of the hundred products."""
    sku = (number + seq) % 100
    line = OrderLine(new_id(), seq, "sale", 1, 100 + sku, f"SKU-{sku}", "短袖T恤 圆领", "藏青 XL")
    line.unit_price = line.amount = line.payable = 1000
    return line


def import_orders(kind: str, engine: Engine, count: int) -> Result:
    """Writes `count` orders in batches of 500 by each side, in turns of a batch."""
    ours = bare = 0.0
    with bare_connection(engine) as raw:
        for start in range(0, count, order_rows.BATCH):
            first = [imported(100_000_000 + start + at) for at in range(order_rows.BATCH)]
            second = [imported(200_000_000 + start + at) for at in range(order_rows.BATCH)]
            ours += timed(lambda first=first: write(engine, lambda connection: insert(connection, first)))
            tables = rows_of(second)
            bare += timed(lambda tables=tables: bare_insert(raw, tables))
    bar = 2.5 if kind == "SQLite" else 3.5
    beside = "executemany" if kind == "SQLite" else "COPY"
    return result(f"{kind}: import {count:,} orders of 2.5 lines beside {beside}", ours, bare, bar)


def insert(connection: Connection, orders: list[Order]) -> None:
    """What an import leaves of each order."""
    order_rows.insert_many(connection, orders)
    log_rows.append(connection, [event for order in orders for event in events_of(order)])


def events_of(order: Order) -> list[log_rows.OrderEvent]:
    """Created, submitted, paid."""
    return [
        log_rows.OrderEvent(
            new_id(),
            order.id,
            1,
            seq,
            NOW,
            0,
            "system",
            "Y",
            "",
            "import-1",
            "order",
            event,
            order.id,
            before,
            after,
            before,
            after,
            {},
        )
        for seq, (event, before, after) in enumerate(
            (("create", "-", "draft"), ("submit", "draft", "submitted"), ("pay", "submitted", "paid")), start=1
        )
    ]


def rows_of(orders: list[Order]) -> list[tuple[str, tuple[str, ...], list[Row]]]:
    """The same rows as tuples, made beforehand: table, columns, rows."""
    event_names = log_rows._EVENT_NAMES
    events = [
        (*(getattr(event, name) for name in event_names[:-1]), "{}") for order in orders for event in events_of(order)
    ]
    return [
        ("orders", order_rows._ORDER.names, [order_rows._ORDER.values(order) for order in orders]),
        *(
            (
                child.table.name,
                ("id", "order_id", "merchant_id", *child.names[1:]),
                [(row.id, order.id, 1, *child.values(row)[1:]) for order in orders for row in getattr(order, owner)],
            )
            for child, owner in ((order_rows._LINES, "lines"), (order_rows._PAYMENTS, "payments"))
        ),
        ("order_events", event_names, events),
    ]


def bare_insert(raw: Any, tables: list[tuple[str, tuple[str, ...], list[Row]]]) -> None:
    """All rows with executemany (SQLite) or COPY (PostgreSQL), and one commit."""
    if isinstance(raw, psycopg.Connection):
        with raw.transaction(), raw.cursor() as cursor:
            for name, columns, rows in tables:
                with cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        return
    raw.execute("BEGIN IMMEDIATE")
    for name, columns, rows in tables:
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows)
    raw.execute("COMMIT")


def one_transition(kind: str, engine: Engine, count: int = 400) -> Result:
    """One committed change: load an order with its twelve tables, change three rows, add an event."""
    keys = [write(engine, lambda connection, at=at: put_packed(connection, at)) for at in range(count)]
    ours = bare = float("inf")
    with bare_connection(engine) as raw:
        change = BareChange(raw)
        for turn in range(ROUNDS):
            ours = min(ours, timed(lambda turn=turn: [hand_over(engine, key, turn) for key in keys[: count // 2]]))
            bare = min(bare, timed(lambda turn=turn: [change(key, turn) for key in keys[count // 2 :]]))
    return result(f"{kind}: one committed transition", ours / (count // 2), bare / (count // 2), 3.5)


def put_packed(connection: Connection, at: int) -> int:
    """An order with one labelled parcel; returns its key."""
    made = imported(300_000_000 + at)
    made.event_seq = 0
    box = Parcel(new_id(), 1, "labelled", waybill=f"SF{at}", carrier="SF")
    box.lines = [ParcelLine(new_id(), box.id, line.id, 1, 1) for line in made.lines]
    made.parcels.append(box)
    order_rows.insert(connection, made)
    return made.id


def hand_over(engine: Engine, key: int, turn: int) -> None:
    """Our side of the transition."""

    def work(connection: Connection) -> None:
        order = order_rows.load(connection, key)
        before = order_rows.snapshot(order)
        box = order.parcels[0]
        order.status, order.work_stage = f"status {turn}", f"stage {turn}"
        box.state, box.handed_at = f"state {turn}", turn
        order.lines[0].picked, order.lines[0].boxed = turn, turn + 1
        steps = [Step("parcel", "hand_over", box.id, "labelled", "in_transit", SYSTEM, {"n": turn})]
        log_rows.append_events(connection, order, steps, "c", "confirmed", at=NOW, new_id=new_id)
        order_rows.save(connection, before, order)

    write(engine, work)


class BareChange:
    """The same statements on the bare driver, written out beforehand."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.server = isinstance(raw, psycopg.Connection)
        self.mark = "%s" if self.server else "?"
        lock = " FOR UPDATE" if self.server else ""
        orders, *children = [order_rows._ORDER, *order_rows._CHILDREN]
        self.reads = [self.say(f"SELECT {', '.join(orders.names)} FROM orders WHERE id = ?{lock}")]
        for child in children:
            by = "seq, id" if "seq" in child.names else "id"
            columns = ", ".join(child.names)
            self.reads.append(self.say(f"SELECT {columns} FROM {child.table.name} WHERE order_id = ? ORDER BY {by}"))
        marks = ", ".join("?" * len(log_rows._EVENT_NAMES))
        self.event = self.say(f"INSERT INTO order_events ({', '.join(log_rows._EVENT_NAMES)}) VALUES ({marks})")
        self.order = self.say(
            "UPDATE orders SET status = ?, work_stage = ?, event_seq = ?, version = version + 1"
            " WHERE id = ? AND version = ?"
        )
        self.parcel = self.say("UPDATE parcels SET state = ?, handed_at = ? WHERE id = ?")
        self.line = self.say("UPDATE order_lines SET picked = ?, boxed = ? WHERE id = ?")

    def say(self, words: str) -> str:
        """The statement with this driver's placeholders."""
        return words.replace("?", self.mark)

    def __call__(self, key: int, turn: int) -> None:
        """One committed transition."""
        run = self.raw.execute
        if not self.server:
            run("BEGIN IMMEDIATE")
        order, lines, _parts, _shares, parcels, *_rest = [run(words, (key,)).fetchall() for words in self.reads]
        seq, version = order[0][order_rows._ORDER.names.index("event_seq")], order[0][order_rows._VERSION]
        about = ("parcel", "hand_over", parcels[0][0], "labelled", "in_transit", "confirmed", "shipped", '{"n":1}')
        run(self.event, (new_id(), key, 1, seq + 1, NOW, 0, "system", "Y", "", "c", *about))
        run(self.order, (f"status {turn}", f"stage {turn}", seq + 1, key, version))
        run(self.parcel, (f"state {turn}", turn, parcels[0][0]))
        run(self.line, (turn, turn + 1, lines[0][0]))
        run("COMMIT")


@contextmanager
def bare_connection(engine: Engine) -> Iterator[Any]:
    """A connection of the bare driver with the journal and the promises of ours."""
    address = address_of(engine)
    if address.path is None:
        with psycopg.connect(**address.server, autocommit=False) as server:  # type: ignore[arg-type]
            yield server
        return
    with closing(driver.connect(address.path, isolation_level=None, cached_statements=512)) as file:
        for words in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", "temp_store=MEMORY"):
            file.execute(f"PRAGMA {words}")
        yield file


def timed(work: Callable[[], object]) -> float:
    """How many ms some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def result(name: str, ours: float, baseline: float, bar: float) -> Result:
    """One line of the table."""
    return {
        "name": name,
        "ours_ms": round(ours, 3),
        "baseline_ms": round(baseline, 3),
        "ratio": round(ours / baseline, 2),
        "bar": f"<= {bar}x",
    }


if __name__ == "__main__":
    for line in run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(json.dumps(line))

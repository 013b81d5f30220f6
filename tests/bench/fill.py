"""Fills an empty database with many believable orders, fast: rows straight into the tables, indexes and checks kept.

Foreign keys are not looked at meanwhile, the disk is not waited for, and PostgreSQL sorts its search index at the end.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, text

from desktop_oms.domain.order import Order
from desktop_oms.domain.search_text import searchable
from desktop_oms.domain.stock import Level
from desktop_oms.storage import search_index
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import close_engine, is_sqlite, open_engine
from desktop_oms.storage.order_rows import insert_many
from desktop_oms.storage.tables import catalogue, log, search, stock
from tests.bench.copies import Shift, copy_orders, copy_texts
from tests.bench.made_orders import (
    CHANNELS,
    MERCHANTS,
    NOW,
    SKUS,
    SUPPLIER,
    WAREHOUSES,
    YEAR,
    Made,
    made_orders,
    sku_code,
    sku_name,
)

BATCH = 1000
MANY = 50_000
HISTORIES = 50_000  # so many newest orders get their history; more would only take disk

Spent = Counter[str]
Held = Counter[tuple[int, int]]


def fill(url: str, count: int, *, seed: int = 1, busy: float = 0.06, block: int | None = None) -> dict[str, float]:
    """Make the tables, a catalogue and `count` orders in an empty database; returns the seconds spent on each part.

    Of many orders only the two newest twentieths (or blocks of the given size) are thought up; the others are copies,
    made inside the database.
    """
    if block is None:
        block = count // 20 if count >= MANY else count
    engine = open_engine(url)
    migrate(engine)
    spent: Spent = Counter()
    with engine.connect() as conn:
        _be_quick(conn)
        _begin_bulk(conn)
        _fill_catalogue(conn)
        held: Held = Counter()
        if count >= 3 * block:
            _fill_blocks(conn, (count // block, block), seed, busy, held, spent)
        else:
            _fill_one_by_one(conn, made_orders(count, seed, busy=busy, with_history=HISTORIES), held, spent)
        _fill_stock(conn, held)
        with _timed(spent, "tidying"):
            _end_bulk(conn)
    close_engine(engine)
    return dict(spent)


def _fill_one_by_one(conn: Connection, coming: Iterator[Made], held: Held, spent: Spent) -> list[Order]:
    """Write invented orders; returns them."""
    written = []
    while batch := _next(coming, spent):
        _write(conn, batch, spent)
        _hold(batch, held)
        conn.commit()
        written += [made.order for made in batch]
    return written


def _fill_blocks(conn: Connection, size: tuple[int, int], seed: int, busy: float, held: Held, spent: Spent) -> None:
    """Many orders: the newest block, one of old orders, and that one again and again, each further back in time."""
    blocks, block = size
    span = YEAR // blocks
    newest = made_orders(block, seed, busy=min(0.6, busy * blocks), with_history=HISTORIES, span=span)
    _fill_one_by_one(conn, newest, held, spent)
    old = made_orders(block, seed + 1, busy=0, with_history=0, first=-block, until=NOW - span, span=span)
    texts = [(order.id, order.merchant_id, searchable(order)) for order in _fill_one_by_one(conn, old, held, spent)]
    for copy in range(1, blocks - 1):
        with _timed(spent, "copies of orders"):
            copy_orders(conn, texts[0][0], texts[-1][0], Shift(copy * span, copy * block))
        with _timed(spent, "copies in the search index"):
            copy_texts(conn, texts, Shift(copy * span, copy * block))
        conn.commit()


@contextmanager
def _timed(spent: Spent, part: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    spent[part] += time.perf_counter() - start


def _next(coming: Iterator[Made], spent: Spent) -> list[Made]:
    with _timed(spent, "inventing"):
        return list(islice(coming, BATCH))


def _be_quick(conn: Connection) -> None:
    if is_sqlite(conn):
        driver: Any = conn.connection.driver_connection
        for habit in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
            driver.execute(f"PRAGMA {habit}")


def _begin_bulk(conn: Connection) -> None:
    if not is_sqlite(conn):
        conn.execute(text("SET session_replication_role = replica"))
        conn.execute(text("SET synchronous_commit = off"))
        conn.execute(text("DROP INDEX ix_order_search_grams"))


def _end_bulk(conn: Connection) -> None:
    if is_sqlite(conn):
        conn.commit()
        driver: Any = conn.connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    conn.execute(text("SET maintenance_work_mem = '1GB'"))
    conn.execute(text(search.POSTGRES_SEARCH[-1]))
    conn.commit()
    server: Any = conn.connection.driver_connection
    server.autocommit = True
    server.execute("VACUUM ANALYZE")
    server.autocommit = False


def _write(conn: Connection, batch: Sequence[Made], spent: Spent) -> None:
    orders = [made.order for made in batch]
    with _timed(spent, "orders"):
        insert_many(conn, orders)
    with _timed(spent, "search index"):
        search_index.add(conn, orders)
    with _timed(spent, "histories"):
        events = [row for made in batch for row in _history(made)]
        if events:
            conn.execute(insert(log.order_events), events)


def _history(made: Made) -> Iterator[dict[str, Any]]:
    order, status = made.order, "new"
    for seq, ((machine, event, subject, before, after), shown) in enumerate(made.steps, 1):
        yield {
            "id": order.id + 2000 + seq,
            "order_id": order.id,
            "merchant_id": order.merchant_id,
            "seq": seq,
            "at": order.created_at + seq * 1000,
            "user_id": 1,
            "actor": "desk",
            "role": "S",
            "station": "desk-1",
            "command_id": f"{order.id}-{seq}",
            "machine": machine,
            "event": event,
            "subject_id": subject,
            "from_state": before,
            "to_state": after,
            "status_before": status,
            "status_after": shown,
            "facts": {},
        }
        status = shown


def _fill_catalogue(conn: Connection) -> None:
    blank = dict.fromkeys(
        ("sender_name", "sender_phone", "sender_address", "return_name", "return_phone", "return_address"), ""
    )
    merchants = [(key, f"M{key}", f"Shop {key}", "ABC"[key - 1], "own") for key in range(1, MERCHANTS + 1)]
    merchants.append((SUPPLIER, "S9", "Supplier 9", "", "supplier"))
    conn.execute(
        insert(catalogue.merchants),
        [dict(zip(("id", "code", "name", "prefix", "kind"), row, strict=True)) | blank for row in merchants],
    )
    conn.execute(
        insert(catalogue.channels),
        [
            {
                "id": key,
                "merchant_id": 1 + (key - 1) % MERCHANTS,
                "code": f"C{key}",
                "name": f"Channel {key}",
                "kind": "shopify" if key == CHANNELS else "taobao",
                "time_zone": "Asia/Shanghai",
                "currency": "CNY",
                "settings": {},
            }
            for key in range(1, CHANNELS + 1)
        ],
    )
    nowhere = dict.fromkeys(("contact", "phone", "country", "province", "city", "district", "street", "postcode"), "")
    conn.execute(
        insert(catalogue.warehouses),
        [
            {
                "id": key,
                "code": f"W{key}",
                "name": f"Warehouse {key}",
                "priority": key,
                "merchant_id": None,
                "active": True,
            }
            | nowhere
            for key in range(1, WAREHOUSES + 1)
        ],
    )
    conn.execute(insert(catalogue.skus), [_sku(place) for place in range(SKUS)])


def _sku(place: int) -> dict[str, Any]:
    name, spec = sku_name(place)
    return {
        "id": 1 + place,
        "merchant_id": 1,
        "code": sku_code(place),
        "name": name,
        "spec": spec,
        "category": name,
        "product_code": f"P{place // 5}",
        "supplier_id": None,
        "weight_g": 300,
        "picture": "",
        "gift": False,
        "active": True,
    }


def _hold(batch: Sequence[Made], held: Held) -> None:
    for made in batch:
        for part in made.order.fulfilments:
            for row in part.lines:
                if row.allocated and row.warehouse_id is not None and row.sku_id is not None:
                    held[row.warehouse_id, row.sku_id] += row.allocated


def _fill_stock(conn: Connection, held: Held) -> None:
    """A level for each product in each warehouse, and the movements that made it so."""
    levels, moves = [], []
    for warehouse in range(1, WAREHOUSES + 1):
        for sku in range(1, SKUS + 1):
            taken = held[warehouse, sku]
            level = Level(warehouse, sku, taken + sku % 50, taken)
            numbers = {
                "warehouse_id": warehouse,
                "sku_id": sku,
                "on_hand": level.on_hand,
                "allocated": taken,
                "damaged": 0,
            }
            levels.append(numbers | {"buffer": 0, "bin": f"A-{sku}", "restock_at": None})
            key = warehouse * 10_000 + sku
            moves.append(numbers | {"id": key, "reason": "opening", "ref": str(key), "at": NOW, "user_id": 1})
    conn.execute(insert(stock.stock_levels), levels)
    conn.execute(insert(stock.stock_movements), moves)


def main() -> None:
    """Fill the database that the command line names and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("count", type=int)
    asked = parser.parse_args()
    print(json.dumps({part: round(seconds, 1) for part, seconds in fill(asked.url, asked.count).items()}, indent=1))


if __name__ == "__main__":
    main()

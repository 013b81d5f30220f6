"""Makes many old orders out of few, inside the database: the same buyers bought the same before, under other numbers.

Thinking up and writing a million orders one by one takes half an hour; copies take two minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Integer, String, Table, cast, func, insert, select

from desktop_oms.domain.search_text import FIELD_END, grams, pieces_of
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.search_index import in_span, tokens
from desktop_oms.storage.statements import cursor
from desktop_oms.storage.tables import aftercare, order, sending
from tests.bench.made_orders import FIRST_NUMBER

COPIED = (
    order.orders,
    order.order_lines,
    sending.fulfilments,
    sending.parcels,
    sending.parcel_lines,
    aftercare.payments,
    aftercare.cases,
    aftercare.case_lines,
    aftercare.refunds,
)
KEYS = frozenset({"id", "order_id", "fulfilment_id", "line_id", "parcel_id", "payment_id", "case_id"})
NUMBERED = frozenset({"number", "external_no", "waybill"})
DIGITS = len(str(FIRST_NUMBER))


@dataclass(frozen=True, slots=True)
class Shift:
    """How far back copies lie: in milliseconds, and in the count of orders."""

    ms: int
    places: int


def copy_orders(conn: Connection, first: int, last: int, shift: Shift) -> None:
    """Copy the orders with keys `first` to `last`, with their lines, parcels, payments, cases and refunds."""
    for table in COPIED:
        order_id = table.c.id if table is order.orders else table.c.order_id
        copied = select(*(_copied(table, column, shift) for column in table.c)).where(order_id.between(first, last))
        conn.execute(insert(table).from_select([column.name for column in table.c], copied))


def _copied(table: Table, column: Column[Any], shift: Shift) -> ColumnElement[Any]:
    if column.name in KEYS:
        return column - (shift.ms << 22)
    if column.name.endswith("_at") or column.name in ("at", "ship_by"):
        return column - shift.ms
    if column.name in NUMBERED:
        number = cast(func.substr(column, func.length(column) - DIGITS + 1), Integer) - shift.places
        return func.substr(column, 1, func.length(column) - DIGITS).concat(cast(number, String))
    if column.name in ("refund_no", "txn"):
        return cast(table.c.order_id - (shift.ms << 22), BigInteger).cast(String).concat(column.name[0])
    return column


def copy_texts(conn: Connection, texts: Sequence[tuple[int, int, str]], shift: Shift) -> None:
    """Put the copies into the search index: their texts differ in the numbers only."""
    found = []
    for order_id, merchant_id, text in texts:
        number, external, waybill, rest = text.split(FIELD_END, 3)
        head = FIELD_END.join(_earlier(value, shift.places) for value in (number, external, waybill))
        found.append((order_id - (shift.ms << 22), merchant_id, head, FIELD_END + rest))
    at = cursor(conn)
    if is_sqlite(conn):
        first = at.execute("SELECT coalesce(max(doc), 0) + 1 FROM order_search").fetchone()[0]
        at.executemany(
            "INSERT INTO order_search VALUES (?, ?, ?, ?)",
            [(doc, key, seller, head + rest) for doc, (key, seller, head, rest) in enumerate(found, first)],
        )
        at.executemany(
            "INSERT INTO order_grams (rowid, grams) VALUES (?, ?)",
            [(doc, tokens(_grams(head, rest))) for doc, (_, _, head, rest) in enumerate(found, first)],
        )
        return
    with at.copy("COPY order_search (order_id, merchant_id, text, grams) FROM STDIN") as copy:
        for key, seller, head, rest in found:
            numbers = in_span(_grams(head, rest), key)
            copy.write_row((key, seller, head + rest, "{" + ",".join(map(str, numbers)) + "}"))


def _earlier(value: str, places: int) -> str:
    return value and f"{value[:-DIGITS]}{int(value[-DIGITS:]) - places}"


_known: dict[str, frozenset[int]] = {}


def _grams(head: str, rest: str) -> tuple[int, ...]:
    """The grams of a text whose second part came before; fields share none."""
    found = _known.get(rest)
    if found is None:
        found = _known[rest] = frozenset(grams(pieces_of(rest)))
    return tuple(found.union(grams(pieces_of(head))))

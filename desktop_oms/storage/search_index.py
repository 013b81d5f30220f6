"""The search index: the normalised text of every order, and the grams by which it is found.

It is made of the orders and can be thrown away and made again (`rebuild`).  Its row is written in the same transaction
as the order's.  PostgreSQL keeps the grams beside the text, under a GIN index, each mixed with the span of 50 days in
which the order came: a piece has one list a span, and the newest orders that hold it are found without a look at all
others.  SQLite keeps the grams in an FTS5 table without content, which brings the newest first anyway; its documents
are numbered densely, which makes the lists of a million orders five times smaller than their keys would.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import xor

from sqlalchemy import Connection, Table, select

from desktop_oms.domain.entities import Case, OrderLine, Parcel
from desktop_oms.domain.order import Order
from desktop_oms.domain.search_text import grams, pieces_of, searchable
from desktop_oms.storage.statements import Chosen, cursor
from desktop_oms.storage.tables.aftercare import cases
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.tables.search import create_search, drop_search, order_search
from desktop_oms.storage.tables.sending import parcels

BATCH = 500
SPAN_BITS = 54  # of a key within one span: 22 of station and counter, 32 of milliseconds (50 days)


_TEXTS = Chosen([order_search.c.order_id, order_search.c.text], order_search.c.order_id)


def add(conn: Connection, new: Iterable[Order]) -> None:
    """Make orders that were just inserted searchable."""
    _insert(conn, [(order.id, order.merchant_id, searchable(order)) for order in new])


def put(conn: Connection, changed: Iterable[Order]) -> None:
    """Bring the index up to date with these orders, new or changed; one whose text is the same costs one look."""
    told = {order.id: (order.id, order.merchant_id, searchable(order)) for order in changed}
    before = {row[0]: row[1] for row in _TEXTS.find(conn, told)}
    differ = [entry for entry in told.values() if before.get(entry[0]) != entry[2]]
    _update(conn, [entry for entry in differ if entry[0] in before], before)
    _insert(conn, [entry for entry in differ if entry[0] not in before])


def rebuild(conn: Connection) -> int:
    """Make the whole index again from the orders; returns how many there are."""
    drop_search(conn)
    create_search(conn)
    count, last = 0, 0
    while batch := _orders_after(conn, last):
        add(conn, batch)
        count, last = count + len(batch), batch[-1].id
    return count


_Entry = tuple[int, int, str]


def _insert(conn: Connection, entries: Sequence[_Entry]) -> None:
    if not entries:
        return
    at = cursor(conn)
    if conn.dialect.name == "sqlite":
        first: int = at.execute("SELECT coalesce(max(doc), 0) + 1 FROM order_search").fetchone()[0]
        numbered = list(enumerate(entries, first))
        at.executemany("INSERT INTO order_search VALUES (?, ?, ?, ?)", [(doc, *entry) for doc, entry in numbered])
        at.executemany(_REMEMBER, [(doc, tokens(grams(pieces_of(words)))) for doc, (_, _, words) in numbered])
        return
    with at.copy("COPY order_search (order_id, merchant_id, text, grams) FROM STDIN") as copy:
        for entry in entries:
            copy.write_row((*entry, _array(entry[0], entry[2])))


def _update(conn: Connection, entries: Sequence[_Entry], before: dict[int, str]) -> None:
    """FTS5 without content forgets a document only when told its old grams again: they are made from the old text."""
    at = cursor(conn)
    if conn.dialect.name != "sqlite":
        for key, _, words in entries:
            at.execute(
                "UPDATE order_search SET text = %s, grams = %s::integer[] WHERE order_id = %s",
                (words, _array(key, words), key),
            )
        return
    for key, _, words in entries:
        doc = at.execute("SELECT doc FROM order_search WHERE order_id = ?", (key,)).fetchone()[0]
        at.execute(_FORGET, (doc, tokens(grams(pieces_of(before[key])))))
        at.execute(_REMEMBER, (doc, tokens(grams(pieces_of(words)))))
        at.execute("UPDATE order_search SET text = ? WHERE doc = ?", (words, doc))


_REMEMBER = "INSERT INTO order_grams (rowid, grams) VALUES (?, ?)"
_FORGET = "INSERT INTO order_grams (order_grams, rowid, grams) VALUES ('delete', ?, ?)"


def tokens(numbers: Sequence[int]) -> str:
    """Grams as words of the FTS5 table: eight hexadecimal digits each, nothing its query language could mistake."""
    return struct.pack(f">{len(numbers)}i", *numbers).hex(" ", 4)


def in_span(numbers: Iterable[int], order_id: int) -> tuple[int, ...]:
    """Grams as PostgreSQL keeps them: each mixed with the number of the span in which a time-ordered key was made."""
    return tuple(map(xor, numbers, repeat(order_id >> SPAN_BITS)))


def _array(order_id: int, words: str) -> str:
    """An order's grams as PostgreSQL writes an array."""
    return "{" + ",".join(map(str, in_span(grams(pieces_of(words)), order_id))) + "}"


def _orders_after(conn: Connection, last: int) -> list[Order]:
    """The next orders by key, with only what the index reads of them."""
    names = [column.name for column in orders.c]
    found = conn.execute(select(orders).where(orders.c.id > last).order_by(orders.c.id).limit(BATCH)).all()
    batch = [Order(**dict(zip(names, row, strict=True))) for row in found]
    keys = [order.id for order in batch]
    codes = _by_order(conn, order_lines, "sku_code", keys)
    boxes = _by_order(conn, parcels, "waybill", keys)
    returns = _by_order(conn, cases, "return_waybill", keys)
    for order in batch:
        order.lines = [OrderLine(0, 0, "", 0, sku_code=code) for code in codes.get(order.id, ())]
        order.parcels = [Parcel(0, 0, "", waybill=waybill) for waybill in boxes.get(order.id, ())]
        order.cases = [Case(0, 0, "", "", return_waybill=waybill) for waybill in returns.get(order.id, ())]
    return batch


def _by_order(conn: Connection, rows: Table, name: str, keys: Sequence[int]) -> dict[int, list[str]]:
    """One text of the orders' child rows, by order, in the rows' order."""
    wanted = (
        select(rows.c.order_id, rows.c[name]).where(rows.c.order_id.in_(keys)).order_by(rows.c.order_id, rows.c.seq)
    )
    found: dict[int, list[str]] = {}
    for key, words in conn.execute(wanted):
        found.setdefault(key, []).append(words)
    return found

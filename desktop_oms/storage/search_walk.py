"""Orders that a query asks for, found by walking: along the best index the query allows, the newest first.

A text that must hold is found by the grams; else a status, a stage or a rare badge by its index; else all orders are
looked at from the newest on.  Each order met is compared with the whole query (`matches`), so the hits are those of a
full scan, as far as the walk went.  A walk stands between its steps: a long one (an export) takes a transaction a step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from sqlalchemy import Connection, bindparam, literal_column, select, tuple_

from desktop_oms.domain.money import exponent
from desktop_oms.domain.order import Badge
from desktop_oms.domain.search_query import All, Between, During, Either, Holds, Not, OneOf, Query
from desktop_oms.domain.search_text import FIELD_END, FIELDS, closeness, pieces_of
from desktop_oms.storage import queues, search, statements
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.queues import OrderRow, Queue
from desktop_oms.storage.statements import Statement
from desktop_oms.storage.tables import INDEXED_BADGES, order_search

STEP = 500
COLUMNS = {
    "placed": "placed_at",
    "created": "created_at",
    "paid": "paid_at",
    "due": "ship_by",
    "items": "item_count",
    "stage": "work_stage",
}


def matches(query: Query, row: OrderRow, text: str) -> bool:
    """Whether an order is asked for; `text` is its search text."""
    match query:
        case Holds(field, wanted):
            return wanted in (text if not field else text.split(FIELD_END)[FIELDS.index(field)])
        case OneOf(field, codes):
            return _is_one(row, field, codes)
        case Between(field, low, high):
            return _is_between(row, field, low, high)
        case During(field, start, end):
            at = getattr(row, COLUMNS[field])
            return at is not None and (start is None or at >= start) and (end is None or at < end)
        case Not(part):
            return not matches(part, row, text)
        case All(parts):
            return all(matches(part, row, text) for part in parts)
        case Either(parts):
            return any(matches(part, row, text) for part in parts)


def _is_one(row: OrderRow, field: str, codes: frozenset[str]) -> bool:
    if field == "badge":
        return any(row.badges & Badge[code.upper()] for code in codes)
    if field == "channel":
        return str(row.channel_id) in codes
    return getattr(row, COLUMNS.get(field, field)) in codes


def _is_between(row: OrderRow, field: str, low: Decimal | None, high: Decimal | None) -> bool:
    value = Decimal(getattr(row, COLUMNS.get(field, field)))
    if field != "items":
        value = value.scaleb(-exponent(row.currency))
    return (low is None or value >= low) and (high is None or value <= high)


class Walk:
    """One way through the orders of a query.  `looked` counts the orders met, `done` says that it is at its end:
    none is left, or (`cut`) it has met `most`.
    """

    def __init__(self, query: Query, *, most: int | None = None) -> None:
        self.query, self.looked, self.done, self.cut = query, 0, False, False
        self._most = most
        self._musts = list(_musts(query))
        self._needs_text = _holds_any(query)
        self._ids: list[int] | None = None
        self._statement: Statement | None = None
        self._after: tuple[int, ...] = ()

    def step(self, conn: Connection) -> list[tuple[int, OrderRow]]:
        """The hits among the next few hundred orders, the newest first, each with its `search_text.closeness`."""
        met = self._meet(conn)
        texts = _texts(conn, met) if self._needs_text else {}
        self.looked += len(met)
        if self._most is not None and self.looked >= self._most:
            self.done = self.cut = True
        hits = [row for row in met if matches(self.query, row, texts.get(row.id, ""))]
        wanted = [must.text for must in self._musts if isinstance(must, Holds)]
        return [(closeness(texts.get(row.id, ""), wanted[0]) if wanted else 0, row) for row in hits]

    def _meet(self, conn: Connection) -> list[OrderRow]:
        wanted = max((must for must in self._musts if _has_grams(must)), key=_length, default=None)
        if isinstance(wanted, Holds):
            return self._meet_by_text(conn, wanted)
        if self._statement is None:
            self._statement = way_statement(way_of(self._musts), is_sqlite(conn), started=False)
        values = (*self._after, STEP)
        rows = list(map(OrderRow._make, statements.rows(conn, self._statement, values)))
        self.done = len(rows) < STEP
        if rows and not self.done:
            self._after = (rows[-1].created_at, rows[-1].id)
            self._statement = way_statement(way_of(self._musts), is_sqlite(conn), started=True)
        return rows

    def _meet_by_text(self, conn: Connection, wanted: Holds) -> list[OrderRow]:
        if self._ids is None:
            found = search.newest_ids(conn, wanted.text, wanted.field or None)
            self._ids = list(islice(found, self._most))
        here, self._ids = self._ids[:STEP], self._ids[STEP:]
        self.done = not self._ids
        return queues.rows(conn, here)


def walk_until(conn: Connection, walk: Walk, limit: int, is_over: Callable[[], bool]) -> list[OrderRow]:
    """Step on to `limit` hits, to the end, or until `is_over`; the likeliest come first, then the newest."""
    found: list[tuple[int, OrderRow]] = []
    while not walk.done and len(found) < limit and not is_over():
        found += walk.step(conn)
    return [row for _, row in sorted(found, key=lambda hit: hit[0])]


def _musts(query: Query) -> Iterator[Query]:
    """The conditions that every hit fulfils."""
    if isinstance(query, All):
        for part in query.parts:
            yield from _musts(part)
    elif not isinstance(query, (Not, Either)):
        yield query


def _has_grams(query: Query) -> bool:
    return isinstance(query, Holds) and bool(pieces_of(query.text))


def _length(query: Query) -> int:
    return len(query.text) if isinstance(query, Holds) else 0


def _holds_any(query: Query) -> bool:
    if isinstance(query, (All, Either)):
        return any(map(_holds_any, query.parts))
    return _holds_any(query.part) if isinstance(query, Not) else isinstance(query, Holds)


def way_of(musts: Sequence[Query]) -> Queue:
    """The index to go along, with the conditions it takes: all of them keep the order newest first."""
    index, conditions = "ix_orders_created", []
    for must in musts:
        if index == "ix_orders_created" and isinstance(must, OneOf) and len(must.codes) == 1:
            index, condition = _indexed(must.field, next(iter(must.codes)))
            conditions += [condition] if condition else []
        elif isinstance(must, During) and must.field == "created":
            conditions += [f"created_at >= {must.start}"] if must.start is not None else []
            conditions += [f"created_at < {must.end}"] if must.end is not None else []
    return Queue("walk", index, " AND ".join(conditions))


def _indexed(field: str, code: str) -> tuple[str, str]:
    """The index that holds one code of a field, and its condition; codes are names of ours, never what was typed."""
    if field in ("status", "stage") and code.replace("_", "").isalpha():
        column = COLUMNS.get(field, field)
        return f"ix_orders_{column}", f"{column} = '{code}'"
    if field == "badge" and (bit := Badge[code.upper()].value) in INDEXED_BADGES:
        return f"ix_orders_badge_{bit}", f"(badges & {bit}) <> 0"
    return "ix_orders_created", ""


def way_statement(way: Queue, sqlite: bool, *, started: bool) -> Statement:
    """The query for the next orders along the way, from its top or after a key."""
    found = queues.chosen(way, [literal_column(name) for name in OrderRow._fields], sqlite)
    names: tuple[str, ...] = ()
    if started:
        here = tuple_(literal_column("created_at"), literal_column("id"))
        found = found.where(here < tuple_(bindparam("moment"), bindparam("last")))
        names = ("moment", "last")
    found = found.order_by(literal_column("created_at").desc(), literal_column("id").desc())
    return Statement(found.limit(bindparam("limit")).offset(literal_column("0")), (*names, "limit"))


def _texts(conn: Connection, rows: Sequence[OrderRow]) -> dict[int, str]:
    asked = select(order_search.c.order_id, order_search.c.text).where(
        order_search.c.order_id.in_([row.id for row in rows])
    )
    return {row[0]: row[1] for row in conn.execute(asked)}

"""Orders that a query asks for, found by walking: along the best index the query allows, the newest first.

A tag leads to its orders, a text that must hold is found by the grams, whichever are fewer; else a status, a stage or a
rare badge by its index, days by when orders were placed; else all orders are looked at from the newest on.  Each order
met is compared with the whole query (`matches`), so the hits are those of a full scan, as far as the walk went.  A walk
stands between its steps: a long one (an export) takes a transaction a step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from sqlalchemy import Connection, bindparam, literal_column, select, tuple_

from desktop_oms.domain.badges import Badge
from desktop_oms.domain.money import exponent
from desktop_oms.domain.search_query import All, Between, During, Either, Holds, Not, OneOf, Query
from desktop_oms.domain.search_text import FIELD_END, FIELDS, closeness, pieces_of, values
from desktop_oms.storage import desk_rows, queues, search, statements
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.queues import OrderRow, Queue
from desktop_oms.storage.statements import Statement
from desktop_oms.storage.tables.order import INDEXED_BADGES
from desktop_oms.storage.tables.search import order_search

STEP = 500
COLUMNS = {
    "placed": "placed_at",
    "created": "created_at",
    "paid": "paid_at",
    "due": "ship_by",
    "items": "item_count",
    "stage": "work_stage",
}

MANY = frozenset({"shipped", "completed", "cancelled", "refunded", "in_transit", "none"})
"""Statuses and stages in which orders pile up over the years."""


def matches(query: Query, row: OrderRow, text: str, tags: Collection[str] = ()) -> bool:
    """Whether an order is asked for; `text` is its search text, `tags` are the keys of its tags."""
    match query:
        case Holds():
            return _stands(query, text)
        case OneOf(field, codes):
            return not codes.isdisjoint(tags) if field == "tag" else _is_one(row, field, codes)
        case Between(field, low, high):
            return _is_between(row, field, low, high)
        case During(field, start, end):
            at = getattr(row, COLUMNS[field])
            return at is not None and (start is None or at >= start) and (end is None or at < end)
        case Not(part):
            return not matches(part, row, text, tags)
        case All(parts):
            return all(matches(part, row, text, tags) for part in parts)
        case Either(parts):
            return any(matches(part, row, text, tags) for part in parts)


def _stands(part: Holds, text: str) -> bool:
    if part.whole:
        return part.text in values(text, part.field)
    return part.text in (text if not part.field else text.split(FIELD_END)[FIELDS.index(part.field)])


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
        self._needs_text = _any(query, lambda part: isinstance(part, Holds))
        self._needs_tags = _any(query, _is_tag)
        self._leads = any(_has_grams(must) or _is_tag(must) for must in self._musts)
        self._ids: list[int] | None = None
        self._statement: Statement | None = None
        self._after: tuple[int, ...] = ()

    def step(self, conn: Connection) -> list[tuple[int, OrderRow]]:
        """The hits among the next few hundred orders, the newest first, each with its `search_text.closeness`."""
        met = self._meet(conn)
        texts = _texts(conn, met) if self._needs_text else {}
        tags = desk_rows.tags_of(conn, [row.id for row in met]) if self._needs_tags else {}
        keys = {order: [str(tag.id) for tag in found] for order, found in tags.items()}
        self.looked += len(met)
        if self._most is not None and self.looked >= self._most:
            self.done = self.cut = True
        hits = [row for row in met if matches(self.query, row, texts.get(row.id, ""), keys.get(row.id, ()))]
        wanted = [must.text for must in self._musts if isinstance(must, Holds)]
        return [(closeness(texts.get(row.id, ""), wanted[0]) if wanted else 0, row) for row in hits]

    def _meet(self, conn: Connection) -> list[OrderRow]:
        if self._leads and self._ids is None:
            self._ids = self._led_to(conn)
        if self._ids is not None:
            here, self._ids = self._ids[:STEP], self._ids[STEP:]
            self.done = not self._ids
            return queues.rows(conn, here)
        if self._statement is None:
            self._statement = way_statement(way_of(self._musts), is_sqlite(conn), started=False)
        start = (*self._after, STEP)
        rows = list(map(OrderRow._make, statements.rows(conn, self._statement, start)))
        self.done = len(rows) < STEP
        if rows and not self.done:
            self._after = (getattr(rows[-1], way_of(self._musts).column), rows[-1].id)
            self._statement = way_statement(way_of(self._musts), is_sqlite(conn), started=True)
        return rows

    def _led_to(self, conn: Connection) -> list[int]:
        """The orders that a text or a tag leads to, the newest first: those of the text, unless fewer bear the tag."""
        text = max((must for must in self._musts if _has_grams(must)), key=_length, default=None)
        tag = next((must for must in self._musts if _is_tag(must)), None)
        bearing = desk_rows.tagged(conn, map(int, tag.codes)) if isinstance(tag, OneOf) else None
        if isinstance(text, Holds) and (bearing is None or len(bearing) > STEP):
            found = search.newest_ids(conn, text.text, text.field or None)
            if bearing is None:
                return list(islice(found, self._most))
            holding = list(islice(found, len(bearing[: self._most])))
            if len(holding) < len(bearing[: self._most]):
                return holding
        return (bearing or [])[: self._most]


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


def _is_tag(query: Query) -> bool:
    return isinstance(query, OneOf) and query.field == "tag"


def _any(query: Query, is_so: Callable[[Query], bool]) -> bool:
    """Whether something is so for a part of the query, however deep."""
    if isinstance(query, (All, Either)):
        return any(_any(part, is_so) for part in query.parts)
    return _any(query.part, is_so) if isinstance(query, Not) else is_so(query)


def way_of(musts: Sequence[Query]) -> Queue:
    """The index to go along, with the conditions it takes: all of them keep the order newest first.

    Orders of some days are read by when they were placed, unless few orders fulfil another condition anyway.
    """
    placed = next((must for must in musts if isinstance(must, During) and must.field == "placed"), None)
    if placed is not None and not any(_is_rare(must) for must in musts):
        return Queue("walk", "ix_orders_placed", " AND ".join(_span("placed_at", placed)), "placed_at")
    index, conditions = "ix_orders_created", []
    for must in musts:
        if index == "ix_orders_created" and isinstance(must, OneOf) and len(must.codes) == 1:
            index, condition = _indexed(must.field, next(iter(must.codes)))
            conditions += [condition] if condition else []
        elif isinstance(must, During) and must.field == "created":
            conditions += _span("created_at", must)
    return Queue("walk", index, " AND ".join(conditions))


def _span(column: str, days: During) -> list[str]:
    """The conditions that a span of time puts on a column."""
    start = [f"{column} >= {days.start}"] if days.start is not None else []
    return [*start, *([f"{column} < {days.end}"] if days.end is not None else [])]


def _is_rare(must: Query) -> bool:
    """Whether an index leads to the few orders that are still worked on, or that bear a mark."""
    if not isinstance(must, OneOf) or len(must.codes) != 1:
        return False
    code = next(iter(must.codes))
    return bool(_indexed(must.field, code)[1]) and code not in MANY


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
        here = tuple_(literal_column(way.column), literal_column("id"))
        found = found.where(here < tuple_(bindparam("moment"), bindparam("last")))
        names = ("moment", "last")
    found = found.order_by(literal_column(way.column).desc(), literal_column("id").desc())
    return Statement(found.limit(bindparam("limit")).offset(literal_column("0")), (*names, "limit"))


def _texts(conn: Connection, rows: Sequence[OrderRow]) -> dict[int, str]:
    asked = select(order_search.c.order_id, order_search.c.text).where(
        order_search.c.order_id.in_([row.id for row in rows])
    )
    return {row[0]: row[1] for row in conn.execute(asked)}

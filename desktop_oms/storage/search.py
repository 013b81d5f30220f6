"""One box that finds an order from any scrap: a number, the end of a phone, two characters of a name, a waybill, a SKU.

The hits are exactly the orders whose text contains what was typed (`domain/search_text.py`), the likeliest first: the
number itself, the shop's number or a waybill, the start of a number, the end of a phone, another whole value (a name, a
SKU), then the newest.  Nothing typed finds nothing.  A single letter or digit, or up to three digits, stands in so many
orders that an index would not help: the texts are read from the newest on until the list is full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, literal_column, or_, select

from desktop_oms.domain.search_text import FIELD_END, FIELDS, closeness, grams, needle, pieces_of
from desktop_oms.storage import statements
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.queues import PAGE, OrderRow, rows
from desktop_oms.storage.search_index import SPAN_BITS, tokens
from desktop_oms.storage.statements import Statement, cursor
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.search import order_search
from desktop_oms.storage.tables.sending import parcels

AT_ONCE = 1000
PHONE_TAIL = 4
OLDEST, LATEST = -(2**63), 2**63 - 1
LOOKED_FOR = 3  # grams that are looked for; more would cost more than they rule out
PAIR = 2  # characters of most pieces; the others are one character or four digits
SAMPLE = 60  # newest orders that tell which pieces of a text are rare
COMMON = 2  # a piece that so many of them hold is in so many orders that the newest are worth a look first
FRESH = 10_000  # newest orders looked at one by one then


class Listed(NamedTuple):
    """What a pasted list of numbers came to: the orders in the list's order, and the numbers nobody knows."""

    rows: list[OrderRow]
    unknown: list[str]


def find(conn: Connection, typed: str, *, field: str | None = None, limit: int = PAGE) -> list[OrderRow]:
    """Up to `limit` orders that hold what was typed, the likeliest first; `field` is one of `search_text.FIELDS`."""
    return rows(conn, find_ids(conn, typed, field=field, limit=limit))


def find_ids(conn: Connection, typed: str, *, field: str | None = None, limit: int = PAGE) -> list[int]:
    """The keys of up to `limit` orders that hold what was typed, the likeliest first."""
    wanted = needle(typed)
    if not wanted or limit <= 0:
        return []
    likely, sample = _first_look(conn, wanted, limit)
    hits = {key: text for key, text in likely if wanted in text and _holds(text, wanted, field)}
    if len(hits) < limit:
        hits |= dict(islice(_newest_hits(conn, wanted, field, min(limit, AT_ONCE), sample), limit))
    ranked = sorted(hits.items(), key=lambda hit: (closeness(hit[1], wanted), -hit[0]))
    return [key for key, _ in ranked[:limit]]


def newest_ids(conn: Connection, wanted: str, field: str | None = None) -> Iterator[int]:
    """The keys of all orders that hold a normalised text, the newest first, as far as they are drawn."""
    (sample,) = _answers(conn, [(_newest(conn), (SAMPLE,))])
    return (key for key, _ in _newest_hits(conn, wanted, field, AT_ONCE, sample))


def find_listed(conn: Connection, numbers: Sequence[str]) -> Listed:
    """The orders of a pasted list of numbers, ours or the shop's, each matched whole."""
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    found = conn.execute(
        select(orders.c.id, orders.c.number, orders.c.external_no).where(
            or_(orders.c.number.in_(wanted), orders.c.external_no.in_(wanted))
        )
    ).all()
    keys: dict[str, list[int]] = {}
    for key, number, external in found:
        keys.setdefault(number, []).append(key)
        if external is not None and external != number:
            keys.setdefault(external, []).append(key)
    ids = dict.fromkeys(key for number in wanted for key in keys.get(number, ()))
    return Listed(rows(conn, list(ids)), [number for number in wanted if number not in keys])


_SQLITE_BY_GRAMS = """SELECT s.doc, s.order_id, s.text FROM order_grams JOIN order_search s ON s.doc = order_grams.rowid
    WHERE order_grams MATCH ? AND order_grams.rowid < ? AND instr(s.text, ?) > 0
    ORDER BY order_grams.rowid DESC LIMIT ?"""
_SQLITE_BY_TEXT = """SELECT doc, order_id, text FROM order_search WHERE doc < ? AND instr(text, ?) > 0
    ORDER BY doc DESC LIMIT ?"""
# From span to span of the keys, the newest first, as far as the list needs.  "+ 0": the grams lead, never the keys.
_POSTGRES_BY_GRAMS = """WITH RECURSIVE spans(last, pieces) AS (
    SELECT max(order_id), %s::integer[] FROM order_search WHERE order_id < %s UNION ALL
    SELECT (SELECT max(order_id) FROM order_search WHERE order_id < last >> :bits << :bits), pieces
    FROM spans WHERE last IS NOT NULL)
    SELECT order_id, order_id, text FROM spans CROSS JOIN LATERAL (SELECT order_id, text FROM order_search
    WHERE grams @> (SELECT array_agg(piece # (last >> :bits)::integer) FROM unnest(pieces) AS piece)
    AND order_id + 0 BETWEEN last >> :bits << :bits AND last AND strpos(text, %s) > 0
    ORDER BY order_id DESC OFFSET 0) AS found LIMIT %s""".replace(":bits", str(SPAN_BITS))
_POSTGRES_BY_TEXT = """SELECT order_id, order_id, text FROM order_search
    WHERE order_id >= %s AND order_id < %s AND strpos(text, %s) > 0 ORDER BY order_id DESC LIMIT %s"""
_POSTGRES_EDGE = "SELECT order_id FROM order_search ORDER BY order_id DESC OFFSET %s LIMIT 1"


_Sample = Sequence[tuple[Any, ...]]


class _Question(NamedTuple):
    """A query for hits, the first of its values, and the place below which it looks."""

    sql: str
    asked: tuple[Any, ...]
    below: int


def _newest_hits(
    conn: Connection, wanted: str, field: str | None, at_once: int, sample: _Sample
) -> Iterator[tuple[int, str]]:
    """Every hit with its text, the newest first, read in portions."""
    pieces = _judged(pieces_of(wanted), sample)
    questions = _sqlite_question(pieces) if is_sqlite(conn) else _postgres_questions(conn, pieces, sample)
    at = cursor(conn)
    for question in questions:
        below, full = question.below, True
        while full:
            found = at.execute(question.sql, (*question.asked, below, wanted, at_once)).fetchall()
            yield from ((key, text) for _, key, text in found if _holds(text, wanted, field))
            full = len(found) == at_once
            below = found[-1][0] if found else below


def _sqlite_question(pieces: Sequence[tuple[int, str]]) -> Iterator[_Question]:
    """One query: FTS5 brings its documents one by one, newest first."""
    if not pieces:
        yield _Question(_SQLITE_BY_TEXT, (), LATEST)
        return
    asked = " AND ".join(f'"{word}"' for word in tokens(grams([piece for _, piece in pieces])).split())
    yield _Question(_SQLITE_BY_GRAMS, (asked,), LATEST)


def _postgres_questions(conn: Connection, pieces: Sequence[tuple[int, str]], sample: _Sample) -> Iterator[_Question]:
    """One query: GIN brings all rows of its pieces at once, so it is asked span by span, the newest first.

    Pieces that many orders hold would bring many rows even of the newest span; the newest orders are read first then,
    and mostly suffice.
    """
    if not pieces or not sample:
        yield _Question(_POSTGRES_BY_TEXT, (OLDEST,), LATEST)
        return
    start = LATEST
    if pieces[0][0] >= COMMON:
        edge = cursor(conn).execute(_POSTGRES_EDGE, (FRESH - 1,)).fetchone()
        start = edge[0] if edge else OLDEST
        yield _Question(_POSTGRES_BY_TEXT, (start,), LATEST)
    yield _Question(_POSTGRES_BY_GRAMS, (list(grams([piece for _, piece in pieces])),), start)


def _judged(pieces: set[str], newest: _Sample) -> list[tuple[int, str]]:
    """The few pieces that rule out most, with how many of the newest orders hold them, the rarest first.

    Every hit holds all pieces anyway, so leaving some out loses none; a common one costs more than it rules out.  A
    character of a longer piece rules nothing out, and two plain characters little beside four digits.
    """
    parts = set("".join(piece for piece in pieces if len(piece) > 1))
    digits = any(len(piece) > PAIR for piece in pieces)
    telling = [piece for piece in pieces - parts if not (digits and len(piece) == PAIR and piece.isascii())]
    seen = sorted(
        (sum(piece in text for _, text in newest), -len(piece), sum(map(str.isascii, piece)), piece)
        for piece in telling
    )
    return [(count, piece) for count, *_, piece in seen[:LOOKED_FOR] if count <= seen[0][0] + COMMON]


def _holds(text: str, wanted: str, field: str | None) -> bool:
    return field is None or wanted in text.split(FIELD_END)[FIELDS.index(field)]


def _first_look(conn: Connection, wanted: str, limit: int) -> tuple[Iterator[tuple[int, str]], _Sample]:
    """Orders whose number begins so, whose shop's number or waybill is this, or whose phone ends so; and the newest."""
    likely = [(statement, (*values, limit)) for statement, values in _likely(wanted)]
    *found, sample = _answers(conn, [*likely, (_newest(conn), (SAMPLE,))])
    return ((key, text) for rows in found for key, text in rows), sample


def _answers(conn: Connection, asked: Sequence[tuple[Statement, tuple[Any, ...]]]) -> list[list[tuple[Any, ...]]]:
    """All answers in one round trip.

    PostgreSQL is told to plan each statement once: for new values it plans most of these again, which takes longer
    than to run them.  It holds until the transaction ends.
    """
    if is_sqlite(conn):
        return statements.answers(conn, asked)
    return statements.answers(conn, [(_PLANNED_ONCE, ()), *asked])[1:]


def _newest(conn: Connection) -> Statement:
    return _SQLITE_SAMPLE if is_sqlite(conn) else _POSTGRES_SAMPLE


def _likely(wanted: str) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    if not wanted.isascii():
        return
    number = wanted.upper()
    yield _NUMBERED, (number,)
    yield _BY_NUMBER, (number, number[:-1] + chr(ord(number[-1]) + 1))
    yield _BY_EXTERNAL, (wanted, number)
    yield _BY_WAYBILL, (wanted, number)
    if len(wanted) == PHONE_TAIL and wanted.isdigit():
        yield _BY_PHONE, (wanted,)


_TEXT = (order_search.c.order_id, order_search.c.text)
_OF_ORDER = order_search.c.order_id == orders.c.id
_OF_PARCEL = order_search.c.order_id == parcels.c.order_id


def _limited(found: Select[Any], *names: str) -> Statement:
    return Statement(found.limit(bindparam("limit")).offset(literal_column("0")), (*names, "limit"))


_HERE = orders.c.number
_NUMBERED = _limited(select(*_TEXT).where(bindparam("number") == _HERE, _OF_ORDER), "number")
_BY_NUMBER = _limited(
    select(*_TEXT).where(bindparam("number") <= _HERE, bindparam("beyond") > _HERE, _OF_ORDER).order_by(_HERE.desc()),
    "number",
    "beyond",
)
_EITHER: list[Any] = [bindparam("typed"), bindparam("upper")]
_BY_EXTERNAL = _limited(select(*_TEXT).where(orders.c.external_no.in_(_EITHER), _OF_ORDER), "typed", "upper")
_BY_WAYBILL = _limited(select(*_TEXT).where(parcels.c.waybill.in_(_EITHER), _OF_PARCEL), "typed", "upper")
_BY_PHONE = _limited(
    select(*_TEXT)
    .where(orders.c.phone_tail == bindparam("tail"), _OF_ORDER)
    .order_by(orders.c.created_at.desc(), orders.c.id.desc()),
    "tail",
)
_PLANNED_ONCE = Statement(
    select(func.set_config(*map(literal_column, ("'plan_cache_mode'", "'force_generic_plan'", "true")))), ()
)
_SQLITE_SAMPLE = _limited(select(*_TEXT).order_by(order_search.c.doc.desc()))
_POSTGRES_SAMPLE = _limited(select(*_TEXT).order_by(order_search.c.order_id.desc()))

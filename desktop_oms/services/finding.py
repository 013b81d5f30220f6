"""What a line in the search box means, and the orders it finds.

Three meanings, tried in this order: a query (a known field stands in it, `domain/search_query.py`), a pasted list of
numbers, a scrap of text.  A scrap that stands nowhere as it was typed is asked again: as the barcode of goods that must
be in the order, and, of several words, as words that all must stand in it.  A query looks at no more than `MOST_LOOKED`
orders and for no longer than `MOST_MS`; when more is left, the answer says so.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import lru_cache

from desktop_oms.domain import search_query, search_text
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.search_query import CHOICES, All, Either, Holds, Not, Query, Vocabulary
from desktop_oms.formats import zone
from desktop_oms.services.database import Database
from desktop_oms.services.found import Counted, Found
from desktop_oms.services.matching import scanned_codes
from desktop_oms.storage import catalogue_rows, desk_rows
from desktop_oms.storage import search as found_by
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.queues import COUNTED_TO
from desktop_oms.storage.search_walk import Walk, walk_until
from desktop_oms.words import table
from desktop_oms.words.search import MEANINGS

FIELDS = search_text.FIELDS
SHOWN_HITS = 200
MOST_LOOKED = 10_000
MOST_MS = 300
LIST_SIGNS = re.compile(r"[,;\n\t\uff0c\uff1b\u3001\u2028\u2029]+")
DIGIT = re.compile(r"\d")


def search(database: Database, text: str, limit: int = SHOWN_HITS) -> Found:
    """The orders that a line means.  Raises OmsError `search_...` for a query that cannot be meant."""
    words, zone_name = database.read(shop_words)
    lone = search_query.lone_field(text, words)
    if lone is not None:
        return _scrap(database, lone[1], lone[0], limit)
    if search_query.is_query(text, words):
        asked = search_query.parse(text, words, database.now(), zone(zone_name))
        return _asked(database, text, database.read(lambda conn: with_goods(conn, asked)), limit)
    listed = _listed(database, text)
    if listed is not None:
        return listed
    found = _scrap(database, text, "", limit)
    if found.rows or len(text.split()) < 2:
        return found
    asked = search_query.parse(text, words, database.now(), zone(zone_name))
    return _asked(database, text, database.read(lambda conn: with_goods(conn, asked)), limit)


def meaning(conn: Connection, text: str, now: int) -> Query:
    """The whole of what a line asks, for whoever walks through all its orders: the same orders that `search` finds."""
    words, zone_name = shop_words(conn)
    lone = search_query.lone_field(text, words)
    if lone is not None:
        return _scrap_meant(conn, lone[1], lone[0])
    if not search_query.is_query(text, words) and (not text.split()[1:] or found_by.find_ids(conn, text, limit=1)):
        return _scrap_meant(conn, text, "")
    return with_goods(conn, search_query.parse(text, words, now, zone(zone_name)))


def with_goods(conn: Connection, query: Query) -> Query:
    """The query with the goods themselves where their barcode was scanned or typed: orders know SKU codes only."""
    match query:
        case Holds("" | "sku", text):
            meant = [Holds("sku", search_text.needle(code), whole=True) for code in scanned_codes(conn, text)]
            return (meant[0] if len(meant) == 1 else Either(tuple(meant))) if meant else query
        case Not(part):
            return Not(with_goods(conn, part))
        case All(parts):
            return All(tuple(with_goods(conn, part) for part in parts))
        case Either(parts):
            return Either(tuple(with_goods(conn, part) for part in parts))
    return query


def _scrap_meant(conn: Connection, text: str, field: str) -> Query:
    scrap = Holds(field, search_text.needle(text))
    return scrap if found_by.find_ids(conn, text, field=field or None, limit=1) else with_goods(conn, scrap)


def count(conn: Connection, text: str, now: int, within_ms: int = MOST_MS) -> int | None:
    """How many orders a line finds, `COUNTED_TO` for as many and more; None when that is not known in time.

    Raises OmsError `search_...` for a query that cannot be meant.
    """
    numbers = numbers_of(text)
    if numbers and (listed := found_by.find_listed(conn, numbers).rows):
        return len(listed)
    walk = Walk(meaning(conn, text, now), most=MOST_LOOKED)
    ends = time.monotonic() + within_ms / 1000
    found = len(walk_until(conn, walk, COUNTED_TO, lambda: time.monotonic() > ends))
    return min(found, COUNTED_TO) if (walk.done and not walk.cut) or found >= COUNTED_TO else None


def count_all(database: Database, text: str, goes_on: Callable[[], bool]) -> Counted:
    """How many orders a line finds, however many they are, as far as `goes_on`, asked between portions, lets it count.

    Each portion has a transaction of its own.  Takes about 20 s for a million orders met, so ask beside the screen.
    """
    listed = _listed(database, text)
    if listed is not None:
        return Counted(len(listed.rows))
    walk = Walk(database.read(lambda conn: meaning(conn, text, database.now())))
    found = 0
    while not walk.done:
        if not goes_on():
            return Counted(found, whole=False)
        found += len(database.read(walk.step))
    return Counted(found)


def numbers_of(text: str) -> list[str]:
    """A pasted list: divided by commas or lines, or by blanks when each part has a digit; [] when it is none."""
    numbers = [part.strip() for part in LIST_SIGNS.split(text) if part.strip()]
    if len(numbers) == 1:
        numbers = text.split()
        numbers = numbers if all(map(DIGIT.search, numbers)) else []
    return numbers if len(numbers) > 1 else []


def _scrap(database: Database, text: str, field: str, limit: int) -> Found:
    rows = database.read(lambda conn: found_by.find(conn, text, field=field or None, limit=limit))
    if not rows:
        scrap = Holds(field, search_text.needle(text))
        goods = database.read(lambda conn: with_goods(conn, scrap))
        if goods != scrap:
            return _asked(database, text, goods, limit)
    return Found(tuple(rows), text.strip(), field, more=len(rows) == limit)


def _listed(database: Database, text: str) -> Found | None:
    numbers = numbers_of(text)
    listed = database.read(lambda conn: found_by.find_listed(conn, numbers)) if numbers else None
    if listed is None or not listed.rows:
        return None
    return Found(tuple(listed.rows), text, unknown=tuple(listed.unknown), numbers=len(numbers))


def _asked(database: Database, text: str, query: Query, limit: int) -> Found:
    walk = Walk(query, most=MOST_LOOKED)
    ends = time.monotonic() + MOST_MS / 1000
    rows = database.read(lambda conn: walk_until(conn, walk, limit, lambda: time.monotonic() > ends))
    more = len(rows) > limit or (len(rows) == limit and not walk.done)
    unseen = walk.cut or not walk.done
    looked = walk.looked if unseen and len(rows) < limit else 0
    return Found(tuple(rows[:limit]), text.strip(), more=more, looked=looked)


def shop_words(conn: Connection) -> tuple[Vocabulary, str]:
    """What may be named in a query of this shop, and the time zone by whose days it is asked."""
    channels = catalogue_rows.channels(conn)
    names = tuple((str(channel.id), channel.code, channel.name, channel.currency) for channel in channels)
    tags = tuple((str(tag.id), tag.name) for tag in desk_rows.all_tags(conn))
    return _vocabulary(names, tags), channels[0].time_zone if channels else "UTC"


@lru_cache(maxsize=8)
def _vocabulary(channels: tuple[tuple[str, str, str, str], ...], tags: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Every word of both languages that a query may use, with the shop's channels by code and name, and its tags."""
    spoken = table()
    fields: dict[str, str] = {}
    choices = {field: dict[str, str]() for field in CHOICES}
    for key, texts in spoken.items():
        if key.startswith("search.field."):
            name = key.rpartition(".")[2]
            fields |= {word.casefold(): name for text in texts for word in text.split()} | {name: name}
        kind, _, code = key.partition(".")
        if kind in ("status", "stage", "badge") and (kind != "badge" or code.upper() in Badge.__members__):
            choices[kind] |= {text.casefold(): code for text in texts} | {code: code}
    for key, code, name, currency in channels:
        choices["channel"] |= {code.casefold(): key, name.casefold(): key}
        choices["currency"][currency.casefold()] = currency
    choices["tag"] = {name.casefold(): key for key, name in tags}
    return Vocabulary(fields, choices, MEANINGS)

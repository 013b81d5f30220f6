"""Orders as a table for other programs: a queue, what a search finds or chosen orders, in chosen columns.

Read a few hundred at a time, each portion in a transaction of its own, and written between them, so a long export keeps
nobody waiting and takes no more memory than a short one.  The file appears under its name when it is whole.  Receivers
are masked as everywhere; amounts are plain decimals beside their currency; times are those of the order's shop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desktop_oms.domain.badges import Badge
from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.exports import Exported, Wanted, known_columns
from desktop_oms.domain.money import exponent
from desktop_oms.formats import HIDDEN, mask_name, money_plain, zone
from desktop_oms.gateways.files import sheet_writing
from desktop_oms.services import finding
from desktop_oms.services.database import Database
from desktop_oms.services.order_lists import known_queue
from desktop_oms.storage import catalogue_rows, desk_rows, queues, search
from desktop_oms.storage.desk_rows import Tag
from desktop_oms.storage.queues import OrderRow
from desktop_oms.storage.search_walk import Walk
from desktop_oms.words import say

PORTION = 500
MINUTE = 60 * 1000
DAY = 24 * 60  # minutes
DAY_MS = DAY * MINUTE
CLOCK = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(DAY))
FIRST_DAY = date(1970, 1, 1).toordinal()
REMEMBERED = 1_000  # texts of days, of which neighbours share most
CENT = 2  # digits after the point
CENTS = tuple(f".{part:02}" for part in range(100))

Tell = Callable[[int], bool]
Fields = Mapping[str, Sequence[Any]]  # of some orders: OrderRow's, and "zone", the clock of their shop
Column = Callable[[Fields], Iterable[str]]
Tags = Mapping[int, Sequence[Tag]]
NO_TAGS: Tags = {}
NOT_LISTED = search.Listed([], [])


class Exports:
    """Writes orders to files."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def write(self, wanted: Wanted, path: Path, language: str, tell: Tell = lambda _done: True) -> Exported | None:
        """Write the file; `tell` hears how many orders are written and answers False to stop: then there is no file.

        Raises `export_kind_unknown`, `export_column_unknown`, `queue_unknown`, `search_...`, `file_not_written`.
        """
        columns = known_columns(wanted.columns)
        texts = RowTexts(self.database.read(catalogue_rows.channels), language)
        tags_of = self._tags_of if "tags" in columns else lambda _orders: NO_TAGS
        listed = self._listed(wanted)
        found = iter([listed.rows]) if listed.rows else self._portions(wanted)
        portions = (texts.columns(columns, orders, tags_of(orders)) for orders in found if orders)
        with sheet_writing.in_one_go(path) as half:
            count = _written(half, heads(columns, language), portions, tell, say("export.sheet", language))
            if count is None:
                half.unlink()
        unknown = tuple(listed.unknown) if listed.rows else ()
        return Exported(path, count, unknown) if count is not None else None

    def _listed(self, wanted: Wanted) -> search.Listed:
        """What a search comes to that is a pasted list of numbers; nothing for any other."""
        numbers = finding.numbers_of(wanted.search) if not wanted.order_ids else []
        return self.database.read(lambda conn: search.find_listed(conn, numbers)) if numbers else NOT_LISTED

    def _portions(self, wanted: Wanted) -> Iterator[Sequence[OrderRow]]:
        if wanted.order_ids:
            return self._chosen(wanted.order_ids)
        if wanted.search:
            return self._searched(wanted.search)
        known_queue(wanted.queue)
        return self._queued(wanted.queue, turned=wanted.turned)

    def _tags_of(self, orders: Sequence[OrderRow]) -> Tags:
        return self.database.read(lambda conn: desk_rows.tags_of(conn, [order.id for order in orders]))

    def _chosen(self, ids: Sequence[int]) -> Iterator[Sequence[OrderRow]]:
        for at in range(0, len(ids), PORTION):
            part = ids[at : at + PORTION]
            yield self.database.read(lambda conn, part=part: queues.rows(conn, part))  # type: ignore[misc]

    def _queued(self, queue: str, *, turned: bool) -> Iterator[Sequence[OrderRow]]:
        now, after = self.database.now(), None
        while True:
            key = after
            rows = self.database.read(
                lambda conn, key=key: queues.page(  # type: ignore[misc]
                    conn, queue, now=now, after=key, reverse=turned, limit=PORTION
                )
            )
            yield rows
            if len(rows) < PORTION:
                return
            after = queues.key_of(queue, rows[-1])

    def _searched(self, text: str) -> Iterator[Sequence[OrderRow]]:
        now = self.database.now()
        return self._walked(Walk(self.database.read(lambda conn: finding.meaning(conn, text, now))))

    def _walked(self, walk: Walk) -> Iterator[Sequence[OrderRow]]:
        while not walk.done:
            yield [row for _, row in self.database.read(walk.step)]


def _written(
    path: Path,
    head: Sequence[str],
    portions: Iterable[Sequence[Sequence[str]]],  # column by column
    tell: Tell,
    title: str,
) -> int | None:
    """How many orders were written; None when it was stopped."""
    count = 0
    with sheet_writing.opened(path, title) as sheet:
        sheet.write([head])
        for columns in portions:
            sheet.write_columns(columns)
            count += len(columns[0])
            if not tell(count):
                return None
    return count


def heads(columns: Sequence[str], language: str) -> list[str]:
    """The first row."""
    return [say(f"export.column.{name}", language) for name in columns]


class RowTexts:
    """Writes the fields of orders as text, with the words of one language.

    A column of many orders at a time: a call of ours for every field of every order would take five times as long.
    """

    def __init__(self, channels: Iterable[Channel], language: str) -> None:
        self._sign = say("orders.list_sign", language)
        known = {channel.id: channel for channel in channels}
        name = cache(lambda key: known[key].name if key in known else "")
        ahead = cache(Ahead)
        self._zone = cache(lambda key: ahead(known[key].time_zone if key in known else "UTC"))
        status = cache(lambda code: say(f"status.{code}", language))
        stage = cache(lambda code: say(f"stage.{code}", language))
        badges = cache(lambda bits: self._badges(bits, language))
        self._columns: dict[str, Column] = {
            "number": lambda orders: orders["number"],
            "external_no": lambda orders: [number or "" for number in orders["external_no"]],
            "channel": lambda orders: map(name, orders["channel_id"]),
            "status": lambda orders: map(status, orders["status"]),
            "stage": lambda orders: map(stage, orders["work_stage"]),
            "badges": lambda orders: map(badges, orders["badges"]),
            "placed_at": lambda orders: moments(orders["placed_at"], orders["zone"]),
            "created_at": lambda orders: moments(orders["created_at"], orders["zone"]),
            "paid_at": lambda orders: moments(orders["paid_at"], orders["zone"]),
            "ship_by": lambda orders: moments(orders["ship_by"], orders["zone"]),
            "currency": lambda orders: orders["currency"],
            "total": lambda orders: amounts(orders["total"], orders["currency"]),
            "captured": lambda orders: amounts(orders["captured"], orders["currency"]),
            "refunded": lambda orders: amounts(orders["refunded"], orders["currency"]),
            "items": lambda orders: map(str, orders["item_count"]),
            "goods": lambda orders: orders["summary"],
            "receiver": lambda orders: masked(orders["ship_name"]),
            "city": lambda orders: orders["ship_city"],
            "phone_tail": lambda orders: orders["phone_tail"],
            "tags": lambda orders: orders["tags"],
        }

    def columns(self, columns: Sequence[str], orders: Sequence[OrderRow], tags: Tags = NO_TAGS) -> list[Sequence[str]]:
        """These columns of these orders, a text for each order in each; `tags` by the orders' keys."""
        fields: dict[str, Sequence[Any]] = dict(zip(OrderRow._fields, zip(*orders, strict=True), strict=True))
        fields["tags"] = [
            self._sign.join(tag.name for tag in tags.get(order.id, ())) if tags else "" for order in orders
        ]
        fields["zone"] = list(map(self._zone, fields["channel_id"]))
        return [list(self._columns[name](fields)) for name in columns]

    @staticmethod
    def _badges(bits: int, language: str) -> str:
        names = [str(badge.name).lower() for badge in Badge if badge & bits]
        return say("orders.list_sign", language).join(say(f"badge.{name}", language) for name in names)


class Ahead(dict[int, int]):
    """How many minutes a time zone is ahead of UTC, by the day since 1970; a KeyError on a day when clocks change."""

    def __init__(self, zone_name: str) -> None:
        self.zone = zone(zone_name)

    def __missing__(self, day: int) -> int:
        edges = (datetime.fromtimestamp(at * DAY * 60, self.zone).utcoffset() for at in (day, day + 1))
        ahead, later = (offset // timedelta(minutes=1) if offset else 0 for offset in edges)
        if ahead != later:
            raise KeyError(day)
        self[day] = ahead
        return ahead


def amounts(minors: Sequence[int], currencies: Sequence[str]) -> list[str]:
    """Amounts as plain decimals; nearly all currencies have cents, and nearly no amount is below zero."""
    if min(minors) >= 0 and all(exponent(currency) == CENT for currency in set(currencies)):
        return [str(minor // 100) + CENTS[minor % 100] for minor in minors]
    return list(map(money_plain, minors, currencies))


def masked(names: Sequence[str]) -> list[str]:
    """Names as everybody may read them; one of Chinese characters alone needs no closer look."""
    return [
        name[0] + HIDDEN * (len(name) - 1)
        if name.isalpha() and not name.isascii() and len(name) > 1
        else mask_name(name)
        for name in names
    ]


def moments(times: Sequence[int | None], zones: Sequence[Ahead]) -> list[str]:
    """Moments as spreadsheets read them, each on the clock of its time zone: "2026-11-22 09:15"; none is ""."""
    pairs = zip(times, zones, strict=True)
    try:
        return [
            "" if at is None else _DAYS[(minute := at // MINUTE + ahead[at // DAY_MS]) // DAY] + CLOCK[minute % DAY]
            for at, ahead in pairs
        ]
    except KeyError:
        pairs = zip(times, zones, strict=True)
        return ["" if at is None else _moment(at, ahead.zone) for at, ahead in pairs]


def _moment(at: int, where: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, where).isoformat(" ", "minutes")[:16]


class Days(dict[int, str]):
    """The first half of a moment, by the day since 1970."""

    def __missing__(self, day: int) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        text = self[day] = f"{date.fromordinal(FIRST_DAY + day)} "
        return text


_DAYS = Days()

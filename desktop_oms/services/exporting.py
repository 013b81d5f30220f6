"""Orders as a table for other programs: a queue, what a search finds or chosen orders, in chosen columns.

Read a few hundred at a time, each portion in a transaction of its own, and written between them, so a long export keeps
nobody waiting and takes no more memory than a short one.  The file appears under its name when it is whole.  Receivers
are masked as everywhere; amounts are plain decimals beside their currency; times are those of the order's shop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import KINDS, Exported, Wanted, known_columns
from desktop_oms.domain.order import Badge
from desktop_oms.formats import mask_name, money_plain, zone
from desktop_oms.gateways.files import sheet_writing
from desktop_oms.services import finding
from desktop_oms.services.database import Database
from desktop_oms.storage import catalogue_rows, queues, search
from desktop_oms.storage.queues import OrderRow
from desktop_oms.storage.search_walk import Walk
from desktop_oms.words import say

PORTION = 500
MINUTE = 60 * 1000
QUARTER = 15 * 60 * 1000  # offsets of time zones change at quarters of an hour

Tell = Callable[[int], bool]
Field = Callable[[OrderRow], str]


class Exports:
    """Writes orders to files."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def write(self, wanted: Wanted, path: Path, language: str, tell: Tell = lambda _done: True) -> Exported | None:
        """Write the file; `tell` hears how many orders are written and answers False to stop: then there is no file.

        Raises `export_kind_unknown`, `export_column_unknown`, `queue_unknown`, `search_...`, `file_not_written`.
        """
        if path.suffix.lower() not in KINDS:
            raise OmsError("export_kind_unknown", file=path.name)
        columns = known_columns(wanted.columns)
        portions = self._portions(wanted)
        channels = self.database.read(catalogue_rows.channels)
        fields = RowFields({channel.id: channel for channel in channels}, language).of(columns)
        half = path.with_name(f"{path.stem}.part{path.suffix}")
        try:
            count = _written(half, fields, heads(columns, language), portions, tell, say("export.sheet", language))
            if count is not None:
                half.replace(path)
        except (OSError, ValueError) as trouble:
            reason = getattr(trouble, "strerror", None) or ""
            raise OmsError("file_not_written", file=str(path), reason=reason) from None
        finally:
            half.unlink(missing_ok=True)
        return Exported(path, count) if count is not None else None

    def _portions(self, wanted: Wanted) -> Iterator[Sequence[OrderRow]]:
        if wanted.order_ids:
            return self._chosen(wanted.order_ids)
        if wanted.search:
            return self._searched(wanted.search)
        if wanted.queue not in queues.QUEUES:
            raise OmsError("queue_unknown", queue=wanted.queue, known=", ".join(queues.QUEUES))
        return self._queued(wanted.queue)

    def _chosen(self, ids: Sequence[int]) -> Iterator[Sequence[OrderRow]]:
        for at in range(0, len(ids), PORTION):
            part = ids[at : at + PORTION]
            yield self.database.read(lambda conn, part=part: queues.rows(conn, part))  # type: ignore[misc]

    def _queued(self, queue: str) -> Iterator[Sequence[OrderRow]]:
        now, after = self.database.now(), None
        while True:
            key = after
            rows = self.database.read(
                lambda conn, key=key: queues.page(conn, queue, now=now, after=key, limit=PORTION)  # type: ignore[misc]
            )
            yield rows
            if len(rows) < PORTION:
                return
            after = queues.key_of(queue, rows[-1])

    def _searched(self, text: str) -> Iterator[Sequence[OrderRow]]:
        numbers = finding.numbers_of(text)
        listed = self.database.read(lambda conn: search.find_listed(conn, numbers)).rows if numbers else []
        if listed:
            return iter([listed])
        now = self.database.now()
        return self._walked(Walk(self.database.read(lambda conn: finding.meaning(conn, text, now))))

    def _walked(self, walk: Walk) -> Iterator[Sequence[OrderRow]]:
        while not walk.done:
            yield [row for _, row in self.database.read(walk.step)]


def _written(
    path: Path,
    fields: Sequence[Field],
    head: Sequence[str],
    portions: Iterator[Sequence[OrderRow]],
    tell: Tell,
    title: str,
) -> int | None:
    """How many orders were written; None when it was stopped."""
    count = 0
    with sheet_writing.opened(path, title) as sheet:
        sheet.write([head])
        for rows in portions:
            sheet.write([[field(row) for field in fields] for row in rows])
            count += len(rows)
            if not tell(count):
                return None
    return count


def heads(columns: Sequence[str], language: str) -> list[str]:
    """The first row."""
    return [say(f"export.column.{name}", language) for name in columns]


class RowFields:
    """Writes the fields of an order as text, with the words of one language."""

    def __init__(self, channels: dict[int, Channel], language: str) -> None:
        self._channels = channels
        status = cache(lambda code: say(f"status.{code}", language))
        stage = cache(lambda code: say(f"stage.{code}", language))
        badges = cache(lambda bits: self._badges(bits, language))
        self._fields: dict[str, Field] = {
            "number": lambda row: row.number,
            "external_no": lambda row: row.external_no or "",
            "channel": lambda row: channels[row.channel_id].name if row.channel_id in channels else "",
            "status": lambda row: status(row.status),
            "stage": lambda row: stage(row.work_stage),
            "badges": lambda row: badges(row.badges),
            "placed_at": self._time("placed_at"),
            "created_at": self._time("created_at"),
            "paid_at": self._time("paid_at"),
            "ship_by": self._time("ship_by"),
            "currency": lambda row: row.currency,
            "total": lambda row: money_plain(row.total, row.currency),
            "captured": lambda row: money_plain(row.captured, row.currency),
            "refunded": lambda row: money_plain(row.refunded, row.currency),
            "items": lambda row: str(row.item_count),
            "goods": lambda row: row.summary,
            "receiver": lambda row: mask_name(row.ship_name),
            "city": lambda row: row.ship_city,
            "phone_tail": lambda row: row.phone_tail,
        }

    def of(self, columns: Sequence[str]) -> list[Field]:
        """The writers of these columns."""
        return [self._fields[name] for name in columns]

    @staticmethod
    def _badges(bits: int, language: str) -> str:
        names = [str(badge.name).lower() for badge in Badge if badge & bits]
        return say("orders.list_sign", language).join(say(f"badge.{name}", language) for name in names)

    def _time(self, name: str) -> Field:
        channels = self._channels

        def field(row: OrderRow) -> str:
            at: int | None = getattr(row, name)
            if at is None:
                return ""
            channel = channels.get(row.channel_id)
            return moment(at, channel.time_zone if channel else "UTC")

        return field


def moment(ms: int, zone_name: str) -> str:
    """A moment as spreadsheets read it, on the clock of a time zone: "2026-11-22 09:15"."""
    quarter = ms // QUARTER
    return f"{_hour(quarter, zone_name)}{(ms + _offset(quarter, zone_name)) // MINUTE % 60:02}"


@lru_cache(maxsize=100_000)
def _hour(quarter: int, zone_name: str) -> str:
    """The local day and hour of a quarter of an hour, "2026-11-22 09:"."""
    clock = datetime.fromtimestamp(quarter * QUARTER / 1000, UTC) + timedelta(milliseconds=_offset(quarter, zone_name))
    return f"{clock:%Y-%m-%d %H:}"


@lru_cache(maxsize=100_000)
def _offset(quarter: int, zone_name: str) -> int:
    """How many milliseconds a zone is ahead of UTC in a quarter of an hour."""
    offset = datetime.fromtimestamp(quarter * QUARTER / 1000, UTC).astimezone(zone(zone_name)).utcoffset()
    return int((offset or timedelta()).total_seconds() * 1000)

"""The order desk's lists: which orders stand in a queue, page by page, and how many there are.

A queue is data: a condition in words both databases read alike, each served by one index of `tables/order.py` in the
very order the list is shown in.  So a page costs the same at the top and at the bottom of a million orders: it starts
at a key, never at an offset.  Anchors (every 200th key) give a true scroll bar; they take long and are made beside the
screen.  SQLite is told the index (it would guess another for want of statistics) and refuses the query when it cannot
use it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import ColumnClause, Connection, Select, bindparam, func, literal_column, select, text, tuple_

from desktop_oms.domain.badges import Badge
from desktop_oms.storage import statements
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.statements import Statement
from desktop_oms.storage.tables.order import BEFORE_HAND_OVER, BEFORE_LEAVING, DUE, NO_DEADLINE, orders

COUNTED_TO = 1000
YEAR_ONE = -62_135_596_800_000  # no deadline is earlier; milliseconds UTC
PAGE = 200

Key = tuple[int, int]


class OrderRow(NamedTuple):
    """An order as a list shows it; money in minor units, times in milliseconds UTC."""

    id: int
    number: str
    external_no: str | None
    merchant_id: int
    channel_id: int
    created_at: int
    placed_at: int
    paid_at: int | None
    ship_by: int | None
    buyer: str
    ship_name: str
    ship_city: str
    phone_tail: str
    summary: str
    item_count: int
    status: str
    work_stage: str
    badges: int
    currency: str
    total: int
    captured: int
    refunded: int
    version: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of orders: the index it is read by, its condition (none: all orders), and the column it is sorted by.

    The condition stands in the query letter by letter, as the index wants it; `:now` is the clock.  `falling` means
    newest first, otherwise the most urgent first.  `place` is the column as the index holds it, where that differs;
    `within` is the index's own condition, from which the queue's follows: SQLite has to read it, and PostgreSQL
    would take both for rarer than they are.
    """

    key: str
    index: str
    condition: str = ""
    column: str = "created_at"
    falling: bool = True
    place: str = ""
    within: str = ""

    @property
    def moment(self) -> ColumnClause[int]:
        """What the list is sorted by, in words for the database."""
        return literal_column(self.place or self.column)


def _in_stage(stage: str) -> Queue:
    return Queue(stage, "ix_orders_work_stage", f"work_stage = '{stage}'")


def _in_stage_by_deadline(stage: str) -> Queue:
    """Told where deadlines begin, PostgreSQL goes along the index; else it sorts a queue that it takes for short."""
    condition = f"{_in_stage(stage).condition} AND {DUE} >= {YEAR_ONE}"
    return Queue(f"{stage}.ship_by", "ix_orders_stage_due", condition, "ship_by", False, DUE, BEFORE_LEAVING)


_TO_SEND = f"ship_by IS NOT NULL AND {BEFORE_LEAVING}"
SOON_MS = 24 * 3_600_000
_SOON = f"{_TO_SEND} AND ship_by >= :now AND ship_by < :now + {SOON_MS}"

QUEUES: Mapping[str, Queue] = {
    queue.key: queue
    for queue in (
        Queue("all", "ix_orders_created"),
        _in_stage("to_audit"),
        _in_stage("to_pay"),
        _in_stage("to_offer"),
        _in_stage("to_allocate"),
        _in_stage("to_pick"),
        _in_stage("to_pack"),
        _in_stage("to_label"),
        _in_stage("to_hand_over"),
        _in_stage("in_transit"),
        Queue("due_soon", "ix_orders_late", _SOON, "ship_by", falling=False),
        Queue("late", "ix_orders_late", _TO_SEND + " AND ship_by < :now", "ship_by", falling=False),
        _in_stage("to_solve"),
        Queue("after_sales", "ix_orders_after_sales", "status IN ('refunding', 'exchanging')"),
        Queue("on_hold", f"ix_orders_badge_{Badge.ON_HOLD.value}", f"(badges & {Badge.ON_HOLD.value}) <> 0"),
    )
}

SORTED: Mapping[str, Queue] = {
    "all.placed_at": Queue("all.placed_at", "ix_orders_placed", column="placed_at"),
    **{f"{stage}.ship_by": _in_stage_by_deadline(stage) for stage in BEFORE_HAND_OVER},
}

SORTS: Mapping[str, tuple[str, ...]] = {
    queue: (known.column, *(other.column for key, other in SORTED.items() if key.startswith(f"{queue}.")))
    for queue, known in QUEUES.items()
}
"""By which columns each queue can be sorted, the usual one first: those along which an index holds the whole queue."""

LISTS: Mapping[str, Queue] = {**QUEUES, **SORTED}
"""Every list of orders there is: the queues in their usual sorting, and in their others under `queue.column`."""


def sorted_queue(queue: str, column: str) -> str:
    """The list of a queue sorted by a column; in its usual sorting when it cannot be sorted by that one."""
    return f"{queue}.{column}" if column in SORTS[queue][1:] else queue


def key_of(queue: str, row: OrderRow) -> Key:
    """Where a row stands in a queue; a page starts after or before such a key."""
    moment: int | None = getattr(row, LISTS[queue].column)
    return NO_DEADLINE if moment is None else moment, row.id


def page(
    conn: Connection,
    queue: str,
    *,
    now: int,
    after: Key | None = None,
    before: Key | None = None,
    reverse: bool = False,
    limit: int = PAGE,
    skip: int = 0,
) -> list[OrderRow]:
    """Up to `limit` rows of a queue after a key (or the last ones before it; neither: the first), in the queue's order.

    `reverse` turns the list round: oldest first, or least urgent first.  `now` is the clock, milliseconds UTC.  `skip`
    leaves out a few rows next to the key.
    """
    start = after if before is None else before
    statement = page_statement(
        queue, is_sqlite(conn), started=start is not None, reverse=reverse != (before is not None)
    )
    found = _fetch(conn, queue, statement, now, (*(start or ()), limit, skip))
    rows_found: list[OrderRow] = list(map(tuple.__new__, repeat(OrderRow), found))  # `_make` would count the columns
    return rows_found if before is None else rows_found[::-1]


def rows(conn: Connection, order_ids: Sequence[int]) -> list[OrderRow]:
    """The rows of these orders, in the order asked for; an order that is gone is left out."""
    asked = select(*(orders.c[name] for name in OrderRow._fields)).where(orders.c.id.in_(order_ids))
    found = {row.id: row for row in map(OrderRow._make, conn.execute(asked))}
    return [found[key] for key in order_ids if key in found]


def standing(conn: Connection, queue: str, order_ids: Collection[int], *, now: int) -> set[int]:
    """Which of these orders stand in a queue; they are read by their keys, not along its index."""
    condition = LISTS[queue].condition
    asked = select(orders.c.id).where(orders.c.id.in_(order_ids), *([text(condition)] if condition else []))
    return set(conn.execute(asked, {"now": now} if clocks(queue) else {}).scalars())


def counts(conn: Connection, *, now: int) -> dict[str, int]:
    """How many orders stand in each queue: exact to 999, and 1000 for more (shown as 999+)."""
    found = statements.rows(conn, counts_statement(is_sqlite(conn)), (now,) * sum(map(clocks, QUEUES)))
    return dict(zip(QUEUES, found[0], strict=True))


def total(conn: Connection, queue: str, *, now: int) -> int:
    """How many orders stand in a queue, exactly.  It counts them all: ask beside the screen."""
    count = chosen(LISTS[queue], [func.count()], is_sqlite(conn))
    found: int = conn.execute(count, {"now": now}).scalar_one()
    return found


@dataclass(frozen=True, slots=True)
class Anchors:
    """Every `step`-th key of a queue and how many rows it had: what a true scroll bar needs."""

    queue: str
    step: int
    total: int
    keys: tuple[Key, ...]


def anchors(conn: Connection, queue: str, *, now: int, step: int = PAGE) -> Anchors:
    """Walk a whole queue along its index and keep every `step`-th key.  Takes up to seconds at a million orders."""
    wanted = LISTS[queue]
    key: list[Any] = [wanted.moment.label("moment"), literal_column("id")]
    place = func.row_number().over(order_by=_sorting(wanted, reverse=False)).label("place")
    numbered = chosen(wanted, [*key, place], is_sqlite(conn)).subquery()
    moment, last, here = numbered.c
    kept = select(moment, last).where((here - 1) % step == 0).order_by(here)
    keys = tuple((row[0], row[1]) for row in conn.execute(kept, {"now": now}))
    return Anchors(queue, step, total(conn, queue, now=now), keys)


def page_at(conn: Connection, known: Anchors, index: int, *, now: int, limit: int = PAGE) -> list[OrderRow]:
    """The rows from the `index`-th on (from 0): from the nearest anchor above, so at most `step` rows are skipped.

    Orders that came or left since the anchors were made shift the place by as many rows; the rows themselves are true.
    """
    if not known.keys or index >= known.total:
        return []
    place = min(index // known.step, len(known.keys) - 1)
    moment, last = known.keys[place]
    just_before = (moment, last + 1 if LISTS[known.queue].falling else last - 1)
    return page(conn, known.queue, now=now, after=just_before, limit=limit, skip=index - place * known.step)


def _fetch(conn: Connection, queue: str, statement: Statement, now: int, values: tuple[int, ...]) -> list[Any]:
    return statements.rows(conn, statement, (*(now,) * clocks(queue), *values))


def clocks(queue: str) -> int:
    """How often a queue's condition asks the clock."""
    return LISTS[queue].condition.count(":now")


def chosen(queue: Queue, columns: Sequence[Any], sqlite: bool) -> Select[Any]:
    """These columns of a queue's orders, along its index; neither sorted nor cut yet."""
    found = select(*columns).select_from(text(f"orders INDEXED BY {queue.index}" if sqlite else "orders"))
    conditions = (queue.condition, queue.within if sqlite else "")
    return found.where(*(text(condition) for condition in conditions if condition))


def _sorting(queue: Queue, *, reverse: bool) -> list[Any]:
    columns: tuple[Any, ...] = (queue.moment, literal_column("id"))
    return [column.desc() if queue.falling != reverse else column.asc() for column in columns]


@cache
def page_statement(key: str, sqlite: bool, *, started: bool, reverse: bool) -> Statement:
    """The query for one page of a queue, from its top or from a key."""
    queue = LISTS[key]
    names = ["now"] * clocks(key)
    found = chosen(queue, [literal_column(name) for name in OrderRow._fields], sqlite)
    if started:
        here = tuple_(queue.moment, literal_column("id"))
        start = tuple_(bindparam("moment"), bindparam("last"))
        found = found.where(here < start if queue.falling != reverse else here > start)
        names += ["moment", "last"]
    found = found.order_by(*_sorting(queue, reverse=reverse)).limit(bindparam("limit")).offset(bindparam("skip"))
    return Statement(found, (*names, "limit", "skip"))


@cache
def counts_statement(sqlite: bool) -> Statement:
    """One query that counts every queue, each along its index and at most to `COUNTED_TO`."""
    counted = []
    for queue in QUEUES.values():
        few = (
            chosen(queue, [literal_column("1")], sqlite)
            .limit(literal_column(str(COUNTED_TO)))
            .offset(literal_column("0"))
        )
        counted.append(select(func.count()).select_from(few.subquery()).scalar_subquery().label(queue.key))
    return Statement(select(*counted), ("now",) * sum(map(clocks, QUEUES)))

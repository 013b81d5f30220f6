"""Open tasks over all orders, and what orders wait for because it is not in stock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, literal_column, select, tuple_

from desktop_oms.domain.badges import Badge
from desktop_oms.storage.tables.aftercare import tasks
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.tables.sending import fulfilment_lines, fulfilments

Key = tuple[int, int]


class TaskLine(NamedTuple):
    """A task 异常 with its order; times in milliseconds UTC."""

    id: int
    order_id: int
    number: str
    external_no: str | None
    channel_id: int
    kind: str
    state: str
    blocking: bool
    line_id: int | None
    sku_code: str | None
    line_name: str | None
    subject_id: int | None
    detail: str
    owner: str
    opened_at: int
    solved_at: int | None
    solved_by: str
    due_at: int | None


class ShortLine(NamedTuple):
    """Units of a line that a fulfilment lacks."""

    order_id: int
    number: str
    fulfilment_id: int
    line_id: int
    sku_id: int | None
    sku_code: str
    name: str
    warehouse_id: int | None
    units: int


_OF_ORDER = (orders.c.number, orders.c.external_no, orders.c.channel_id)
_COLUMNS = (
    *(tasks.c.id, tasks.c.order_id, *_OF_ORDER, tasks.c.kind, tasks.c.state, tasks.c.blocking, tasks.c.line_id),
    *(order_lines.c.sku_code, order_lines.c.name, tasks.c.subject_id, tasks.c.detail, tasks.c.owner),
    *(tasks.c.opened_at, tasks.c.solved_at, tasks.c.solved_by, tasks.c.due_at),
)
_JOINED = tasks.join(orders, orders.c.id == tasks.c.order_id).outerjoin(
    order_lines, order_lines.c.id == tasks.c.line_id
)


def open_tasks(
    connection: Connection,
    *,
    kinds: Iterable[str] = (),
    order_id: int | None = None,
    sku_code: str | None = None,
    owner: str | None = None,
    after: Key | None = None,
    limit: int,
) -> list[TaskLine]:
    """Open tasks, the newest first, after a (time, key); of some kinds, one order, an owner, or lines with a code."""
    asked = select(*_COLUMNS).select_from(_JOINED).where(literal_column("tasks.state = 'open'"))
    wanted = tuple(kinds)
    if wanted:
        asked = asked.where(tasks.c.kind.in_(wanted))
    if order_id is not None:
        asked = asked.where(tasks.c.order_id == order_id)
    if sku_code is not None:
        asked = asked.where(order_lines.c.sku_code == sku_code)
    if owner is not None:
        asked = asked.where(tasks.c.owner == owner)
    if after is not None:
        asked = asked.where(tuple_(tasks.c.opened_at, tasks.c.id) < tuple_(*after))
    asked = asked.order_by(tasks.c.opened_at.desc(), tasks.c.id.desc()).limit(limit)
    return [TaskLine._make(row) for row in connection.execute(asked)]


def task(connection: Connection, task_id: int) -> TaskLine | None:
    """The task with that key."""
    asked = select(*_COLUMNS).select_from(_JOINED).where(tasks.c.id == task_id)
    found = connection.execute(asked).first()
    return None if found is None else TaskLine._make(found)


def counts(connection: Connection) -> dict[str, int]:
    """How many tasks of each kind are open."""
    asked = select(tasks.c.kind, func.count()).where(literal_column("state = 'open'")).group_by(tasks.c.kind)
    return {row[0]: row[1] for row in connection.execute(asked)}


def owned(connection: Connection, owner: str) -> int:
    """How many open tasks somebody takes care of."""
    asked = select(func.count()).select_from(tasks).where(literal_column("state = 'open'"), tasks.c.owner == owner)
    return connection.execute(asked).scalar_one()


def shortages(connection: Connection, *, limit: int) -> list[ShortLine]:
    """What fulfilments in shortage lack, the oldest order first."""
    short: ColumnElement[bool] = literal_column(f"(orders.badges & {Badge.SHORTAGE.value}) <> 0")
    part, row = fulfilments.c, fulfilment_lines.c
    asked = (
        select(
            *(orders.c.id, orders.c.number, part.id, row.line_id, order_lines.c.sku_id, order_lines.c.sku_code),
            *(order_lines.c.name, part.warehouse_id, row.qty - row.allocated),
        )
        .select_from(
            orders.join(fulfilments, part.order_id == orders.c.id)
            .join(fulfilment_lines, row.fulfilment_id == part.id)
            .join(order_lines, order_lines.c.id == row.line_id)
        )
        .where(short, part.state == "shortage", row.qty > row.allocated)
        .order_by(orders.c.created_at, orders.c.id, order_lines.c.seq)
        .limit(limit)
    )
    return [ShortLine._make(found) for found in connection.execute(asked)]

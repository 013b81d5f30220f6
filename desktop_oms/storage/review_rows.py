"""Reviews 评价 that buyers wrote of their orders."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from desktop_oms.storage.tables.aftercare import reviews
from desktop_oms.storage.tables.order import orders


class ReviewRow(NamedTuple):
    """A review: one to five stars, the buyer's words, what the house answered; times in milliseconds UTC."""

    id: int
    order_id: int
    number: str
    stars: int
    words: str
    answer: str
    written_at: int
    answered_at: int | None


_COLUMNS = (
    *(reviews.c.id, reviews.c.order_id, orders.c.number, reviews.c.stars, reviews.c.words),
    *(reviews.c.answer, reviews.c.written_at, reviews.c.answered_at),
)
_JOINED = select(*_COLUMNS).select_from(reviews.join(orders, orders.c.id == reviews.c.order_id))


def put(connection: Connection, merchant_id: int, row: ReviewRow) -> None:
    """Keep a new one."""
    values = row._asdict() | {"merchant_id": merchant_id}
    del values["number"]
    connection.execute(reviews.insert().values(values))


def answer(connection: Connection, review_id: int, text: str, at: int) -> bool:
    """What the house says to it; False when there is no such review."""
    changed = reviews.update().where(reviews.c.id == review_id).values(answer=text, answered_at=at)
    return bool(connection.execute(changed).rowcount)


def of_order(connection: Connection, order_id: int) -> list[ReviewRow]:
    """An order's reviews, the oldest first: a second one is what the buyer added later."""
    asked = _JOINED.where(reviews.c.order_id == order_id).order_by(reviews.c.written_at, reviews.c.id)
    return [ReviewRow._make(row) for row in connection.execute(asked)]


def newest(connection: Connection, *, at_most: int, limit: int) -> list[ReviewRow]:
    """Reviews with at most so many stars, the newest first."""
    asked = _JOINED.where(reviews.c.stars <= at_most).order_by(reviews.c.id.desc()).limit(limit)
    return [ReviewRow._make(row) for row in connection.execute(asked)]

"""The order desk's lists: queues with counts, page by page, and the tags of the orders in them.

A window shows them first.  So they stand apart from all that is known of a single order, and need none of its rules.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.database import Database
from desktop_oms.storage import desk_rows, queues
from desktop_oms.storage.desk_rows import Tag
from desktop_oms.storage.queues import Anchors, OrderRow

__all__ = ["Anchors", "OrderLists", "OrderRow", "SORTS", "Tag", "sorted_queue"]

COUNTED_TO = queues.COUNTED_TO
PAGE = queues.PAGE
SORTS = queues.SORTS
sorted_queue = queues.sorted_queue


class OrderLists:
    """Answers what a list of orders asks."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def counts(self) -> dict[str, int]:
        """How many orders stand in each queue: exact to 999, 1000 means more."""
        return self.database.read(lambda conn: queues.counts(conn, now=self.database.now()))

    def page(
        self,
        queue: str,
        *,
        after: OrderRow | None = None,
        before: OrderRow | None = None,
        reverse: bool = False,
        limit: int = PAGE,
    ) -> list[OrderRow]:
        """A page of a queue from its top, after a row, or before one; `reverse` turns the list round."""
        known_queue(queue)
        return self.database.read(
            lambda conn: queues.page(
                conn,
                queue,
                now=self.database.now(),
                after=queues.key_of(queue, after) if after else None,
                before=queues.key_of(queue, before) if before else None,
                reverse=reverse,
                limit=limit,
            )
        )

    def anchors(self, queue: str) -> Anchors:
        """What a true scroll bar needs; takes up to seconds at a million orders."""
        known_queue(queue)
        return self.database.read(lambda conn: queues.anchors(conn, queue, now=self.database.now()))

    def page_at(self, known: Anchors, index: int, limit: int = PAGE) -> list[OrderRow]:
        """The rows of a queue from the `index`-th on."""
        return self.database.read(lambda conn: queues.page_at(conn, known, index, now=self.database.now(), limit=limit))

    def rows(self, order_ids: Sequence[int]) -> list[OrderRow]:
        """The list rows of these orders, in their order."""
        return self.database.read(lambda conn: queues.rows(conn, order_ids))

    def standing(self, queue: str, order_ids: Collection[int]) -> set[int]:
        """Which of these orders stand in a queue now."""
        known_queue(queue)
        return self.database.read(lambda conn: queues.standing(conn, queue, order_ids, now=self.database.now()))

    def total(self, queue: str) -> int:
        """How many orders stand in a queue, exactly; it counts them all, so ask beside the screen."""
        known_queue(queue)
        return self.database.read(lambda conn: queues.total(conn, queue, now=self.database.now()))

    def tags_of(self, order_ids: Sequence[int]) -> dict[int, list[Tag]]:
        """The tags of these orders; an order without tags is missing."""
        return self.database.read(lambda conn: desk_rows.tags_of(conn, order_ids))


def known_queue(queue: str) -> None:
    """Refuse a list nobody knows, naming the queues that exist."""
    if queue not in queues.LISTS:
        raise OmsError("queue_unknown", queue=queue, known=", ".join(queues.QUEUES))

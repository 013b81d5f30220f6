"""Reviews 评价: what buyers wrote once they had their goods, and what the house answered."""

from __future__ import annotations

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.commands import load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.storage import review_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.review_rows import ReviewRow

__all__ = ["ReviewRow", "Reviews"]

WRITERS = frozenset({Role.DESK, Role.MANAGER, Role.REVIEWER})
LONGEST = 2000  # characters
PAGE = 200


class Reviews:
    """Keeps reviews beside their orders."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, actor: Actor, order_id: int, stars: int, words: str = "", at: int | None = None) -> ReviewRow:
        """Keep a review of an order that is completed or was paid back.

        `at` is when it was written (ms UTC), else now.  Raises `not_your_role`, `order_missing`, `stars_out_of_range`
        (one to five), `review_too_early`, `note_too_long`.
        """
        require_role(actor, "review.add", WRITERS)
        if not 1 <= stars <= 5:
            raise OmsError("stars_out_of_range")
        said = words.strip()
        if len(said) > LONGEST:
            raise OmsError("note_too_long", limit=LONGEST)

        def work(conn: Connection) -> ReviewRow:
            order = load(conn, order_id)
            if order.stage not in ("completed", "closed"):
                raise Refused("review_too_early", number=order.number)
            written = self.database.now() if at is None else at
            new = ReviewRow(self.database.new_id(), order.id, order.number, stars, said, "", written, None)
            review_rows.put(conn, order.merchant_id, new)
            return new

        return self.database.write(work)

    def answer(self, actor: Actor, review_id: int, text: str) -> None:
        """What the house says to a review; a later answer takes its place.  Raises `review_missing`, `note_empty`."""
        require_role(actor, "review.answer", WRITERS)
        said = text.strip()
        if not said:
            raise OmsError("note_empty")
        if len(said) > LONGEST:
            raise OmsError("note_too_long", limit=LONGEST)
        now = self.database.now()
        if not self.database.write(lambda conn: review_rows.answer(conn, review_id, said, now)):
            raise OmsError("review_missing")

    def of_order(self, order_id: int) -> list[ReviewRow]:
        """An order's reviews, the oldest first."""
        return self.database.read(lambda conn: review_rows.of_order(conn, order_id))

    def newest(self, *, at_most: int = 5, limit: int = PAGE) -> list[ReviewRow]:
        """Reviews with at most so many stars, the newest first."""
        return self.database.read(lambda conn: review_rows.newest(conn, at_most=at_most, limit=limit))

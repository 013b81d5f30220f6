"""`review add`, `review list`, `review answer`: what buyers wrote, and what the house said."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call
from desktop_oms.services.reviews import ReviewRow

LIMIT = 50
STARS = "★"


def add(call: Call) -> Answer:
    """Keep a buyer's review of an order."""
    given = call.given
    order_id = call.order_id(given.number)
    kept = call.app.reviews.add(call.actor(), order_id, given.stars, given.text or "")
    return Answer(kept, _line(kept))


def answer(call: Call) -> Answer:
    """Say something to an order's newest review."""
    reviews = call.app.reviews
    order_id = call.order_id(call.given.number)
    newest = reviews.of_order(order_id)[-1:]
    reviews.answer(call.actor(), newest[0].id if newest else 0, call.given.text)
    kept = reviews.of_order(order_id)[-1]
    return Answer(kept, _line(kept))


def list_reviews(call: Call) -> Answer:
    """The newest reviews, of all orders or of one."""
    given = call.given
    if given.order:
        rows = call.app.reviews.of_order(call.order_id(given.order))
    else:
        rows = call.app.reviews.newest(at_most=given.stars or 5, limit=call.limit(LIMIT))
    return Answer(rows, "\n".join(map(_line, rows)) or call.say("cli.reviews_none"))


def _line(row: ReviewRow) -> str:
    said = f"{row.number}  {STARS * row.stars:<5}  {row.words}".rstrip()
    return f"{said}\n    {row.answer}" if row.answer else said

"""What the buyer said of an order afterwards: stars, words, and what the house answered."""

from __future__ import annotations

from desktop_oms.services.order_view import OrderView
from ui.deeds.moments import past
from ui.shared.cards import Card, label
from ui.shared.messages import Words

MOST = 5


def review_card(words: Words, view: OrderView, now: int) -> Card:
    """The reviews of an order, the newest first."""
    card = Card(words("review.card"))
    card.content.setSpacing(6)
    for review in sorted(view.reviews, key=lambda one: -one.written_at):
        stars = label(starred(review.stars), bold=True)
        stars.setAccessibleName(words("review.stars", n=review.stars))
        card.content.addWidget(stars)
        if review.words:
            card.content.addWidget(label(words("cases.quoted", text=review.words), wrap=True))
        told = [words("review.written", time=past(words, review.written_at, view.time_zone, now))]
        told += [words("review.answered", text=review.answer)] if review.answer else [words("review.not_answered")]
        card.content.addWidget(label(" · ".join(told), style="secondary", tone="muted", wrap=True))
    return card


def starred(stars: int) -> str:
    """So many of five stars."""
    return "★" * stars + "☆" * (MOST - stars)

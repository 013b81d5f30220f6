"""The words of an order's history: reasons, and what each entry says in a line."""

from __future__ import annotations

from desktop_oms.services import trail_words
from desktop_oms.services.order_view import Entry, OrderView
from ui.shared.messages import Words

BUYER = "buyer"  # who asks through a channel has no login of the house


def reason_words(words: Words, reason: str) -> str:
    """A reason as people read it: a code of ours by its word, anything else as it was typed."""
    key = f"reason.{reason}"
    return words(key) if words.knows(key) else reason


def who_words(words: Words, entry: Entry) -> str:
    """Who did it: the program and the buyer by their words, everybody else by name."""
    if entry.actor in ("", "system"):
        return words("orders.system")
    if entry.actor == entry.name == BUYER:
        return words("orders.the_buyer")
    return entry.name


def entry_words(words: Words, entry: Entry, view: OrderView) -> str:
    """What happened, in a line: the event, what it was about, why, and each field that changed."""
    what = trail_words.what(entry, words.language, view.currency)
    return "\n".join([what, *(trail_words.changed_words(one, view, words.language) for one in entry.changes)])

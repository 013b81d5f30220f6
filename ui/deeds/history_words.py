"""The words of an order's history: reasons, and what each entry says in a line."""

from __future__ import annotations

from desktop_oms.services import trail_words
from desktop_oms.services.order_view import Entry, OrderView
from ui.shared.messages import Words


def reason_words(words: Words, reason: str) -> str:
    """A reason as people read it: a code of ours by its word, anything else as it was typed."""
    key = f"reason.{reason}"
    return words(key) if words.knows(key) else reason


def entry_words(words: Words, entry: Entry, view: OrderView) -> str:
    """What happened, in a line: the event, what it was about, why, and each field that changed."""
    what = trail_words.what(entry, words.language, view.currency)
    return "\n".join([what, *(trail_words.changed_words(one, view, words.language) for one in entry.changes)])

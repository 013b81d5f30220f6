"""The words of an order's history: reasons, and what each entry says in a line."""

from __future__ import annotations

from desktop_oms.services.order_view import Entry
from ui.shared.messages import Words


def reason_words(words: Words, reason: str) -> str:
    """A reason as people read it: a code of ours by its word, anything else as it was typed."""
    key = f"reason.{reason}"
    return words(key) if words.knows(key) else reason


def entry_words(words: Words, entry: Entry) -> str:
    """What happened, in a line: the event, what it was about, and why."""
    key = f"event.{entry.machine}.{entry.event}"
    event = words(key) if words.knows(key) else key  # of an older or newer program
    subject = (
        words(f"orders.subject.{entry.machine}", n=entry.subject) if entry.subject and entry.subject.isdigit() else ""
    )
    facts = entry.facts
    told = [str(facts[name]) for name in ("carrier", "waybill") if facts.get(name)]
    reason = reason_words(words, str(facts.get("reason") or ""))
    head = " · ".join(part for part in (event, subject) if part)
    return " · ".join(part for part in (head, " ".join(told), reason) if part)

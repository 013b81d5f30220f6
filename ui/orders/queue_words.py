"""The queues at the left: their words and counts, and which of them call for a hand."""

from __future__ import annotations

from collections.abc import Mapping

from ui.orders.queue_names import GROUPS
from ui.shared.messages import Words
from ui.shared.queues import Queue

FAMILIES = {"to_allocate": "attention", "due_soon": "attention", "late": "trouble", "to_solve": "trouble"}


def shown_queues(words: Words, counts: Mapping[str, int], exact: Mapping[str, int]) -> list[Queue]:
    """All queues with their counts; those counted exactly in full."""
    found = []
    for group, keys in GROUPS:
        if group:
            found.append(Queue("", words(group)))
        for key in keys:
            word = words(f"orders.queue.{key}")
            count = exact.get(key, counts.get(key))
            found.append(Queue(key, word, count, FAMILIES.get(key), exact=key in exact))
    return found

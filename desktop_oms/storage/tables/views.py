"""Views of the order desk that people saved: a search or a queue under a name, with its columns."""

from __future__ import annotations

from sqlalchemy import Table

from desktop_oms.storage.tables.columns import flags, key, longs, metadata, only_one, words

saved_views = Table(
    "saved_views",
    metadata,
    key(),
    *words("owner", "name", "queue", "search", "columns"),
    *flags("turned", "shared"),
    *longs("saved_at"),
    only_one("owner", "name"),
)

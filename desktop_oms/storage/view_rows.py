"""Saved views: one row one dataclass."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import Connection, or_, select

from desktop_oms.domain.views import SavedView
from desktop_oms.storage.tables.views import saved_views

_VIEW = tuple(saved_views.c[part.name] for part in fields(SavedView))


def seen_by(conn: Connection, login: str) -> list[SavedView]:
    """A person's own views by name, then what others share."""
    asked = select(*_VIEW).where(or_(saved_views.c.owner == login, saved_views.c.shared.is_(True)))
    found = [SavedView(*row) for row in conn.execute(asked.order_by(saved_views.c.name, saved_views.c.id))]
    return sorted(found, key=lambda view: view.owner != login)


def put(conn: Connection, view: SavedView) -> None:
    """Save a view in the place of the owner's one of the same name."""
    mine = (saved_views.c.owner == view.owner, saved_views.c.name == view.name)
    values = asdict(view)
    kept = {name: value for name, value in values.items() if name != "id"}
    if not conn.execute(saved_views.update().where(*mine).values(kept)).rowcount:
        conn.execute(saved_views.insert().values(values))


def remove(conn: Connection, owner: str, name: str) -> bool:
    """Take a person's view away; False when there is none of that name."""
    mine = (saved_views.c.owner == owner, saved_views.c.name == name)
    return bool(conn.execute(saved_views.delete().where(*mine)).rowcount)

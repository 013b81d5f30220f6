"""Saved views: a person's own and those that others share, with how many orders stand in each."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.domain import order_columns
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.views import LONGEST_NAME, SavedView, own_view
from desktop_oms.services import finding
from desktop_oms.services.database import Database
from desktop_oms.storage import queues, view_rows
from desktop_oms.storage.engine import Connection

COUNTED_TO = queues.COUNTED_TO
COUNT_MS = 60  # a view is counted no longer than this


class Views:
    """Keeps what people look at again and again."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def seen_by(self, actor: Actor) -> list[SavedView]:
        """The person's own views by name, then those that others share."""
        return self.database.read(lambda conn: view_rows.seen_by(conn, actor.name))

    def view(self, actor: Actor, name: str) -> SavedView:
        """The view of that name, the person's own before a shared one; raises `view_missing`, naming what there is."""
        seen = self.seen_by(actor)
        found = next((view for view in seen if view.name.casefold() == name.strip().casefold()), None)
        if found is None:
            raise OmsError("view_missing", name=name, known=", ".join(view.name for view in seen))
        return found

    def save(
        self,
        actor: Actor,
        name: str,
        *,
        queue: str = "all",
        search: str = "",
        columns: str = "",
        turned: bool = False,
        shared: bool = False,
        known: Sequence[SavedView] | None = None,
    ) -> SavedView:
        """Keep a view under a name, in the place of the person's own one of that name.

        `columns` is a layout of the list (`domain/order_columns.py`).  `known` are the views that the person has seen:
        one that was saved elsewhere since is not overwritten (`view_changed`).  Raises `view_name_missing`,
        `view_name_long`, `queue_unknown`, and `search_...` for a search that cannot be meant.
        """
        called = " ".join(name.split())
        if not called:
            raise Refused("view_name_missing")
        if len(called) > LONGEST_NAME:
            raise Refused("view_name_long", n=LONGEST_NAME)
        if queue not in queues.QUEUES:
            raise OmsError("queue_unknown", queue=queue, known=", ".join(queues.QUEUES))
        now = self.database.now()
        key = self.database.new_id()
        view = SavedView(
            key, actor.name, called, queue, search.strip(), order_columns.read(columns).text(), turned, shared, now
        )

        def work(conn: Connection) -> SavedView:
            if view.search:
                finding.meaning(conn, view.search, now)
            there = own_view(view_rows.seen_by(conn, actor.name), actor.name, called)
            if known is not None and there not in (None, own_view(known, actor.name, called)):
                raise Refused("view_changed", name=called)
            view_rows.put(conn, view)
            return next(one for one in view_rows.seen_by(conn, actor.name) if one.name == called)

        return self.database.settle(work)

    @staticmethod
    def list_of(view: SavedView) -> str:
        """The list that a view of a queue shows: the queue in the sorting that the view keeps."""
        return queues.sorted_queue(view.queue, order_columns.read(view.columns).sorted_by)

    def remove(self, actor: Actor, name: str) -> None:
        """Take the person's own view away.  Raises `view_of_other` for a shared one, `view_missing`."""
        view = self.view(actor, name)
        if view.owner != actor.name:
            raise Refused("view_of_other", name=view.name, owner=view.owner)
        self.database.settle(lambda conn: view_rows.remove(conn, actor.name, view.name))

    def counts(self, views: Sequence[SavedView]) -> dict[int, int]:
        """How many orders stand in each view, `COUNTED_TO` for as many and more.

        Each is counted for 0.06 s and over 10,000 orders at most; one whose end was not reached by then is left out.
        """
        if not views:
            return {}
        return self.database.read(lambda conn: self._counts(conn, views))

    def _counts(self, conn: Connection, views: Sequence[SavedView]) -> dict[int, int]:
        now, found = self.database.now(), dict[int, int]()
        whole = queues.counts(conn, now=now) if any(not view.search for view in views) else {}
        for view in views:
            count = self._count(conn, view.search, now) if view.search else whole.get(view.queue)
            if count is not None:
                found[view.id] = count
        return found

    @staticmethod
    def _count(conn: Connection, text: str, now: int) -> int | None:
        """How many orders a search finds; None when that is not known in time or it can no longer be meant."""
        try:
            return finding.count(conn, text, now, COUNT_MS)
        except OmsError:
            return None

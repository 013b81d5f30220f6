"""`view list|save|remove|show`: views of the order desk, one's own and those that others share."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.orders import LIMIT, as_data, cut, left_out, listed
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.views import COUNTED_TO


def list_views(call: Call) -> Answer:
    """The views this person sees, with how many orders stand in each."""
    actor = call.actor()
    views = call.app.views.seen_by(actor)
    counts = call.app.views.counts(views)
    rows = [
        (
            view.name,
            view.search or call.say(f"orders.queue.{view.queue}"),
            _count(counts.get(view.id)),
            call.say("views.own") if view.owner == actor.name else call.say("views.shared_by", owner=view.owner),
        )
        for view in views
    ]
    return Answer({"views": views, "counts": counts}, aligned(rows, right=(2,)) if rows else call.say("views.none"))


def _count(count: int | None) -> str:
    if count is None:
        return ""
    return f"{COUNTED_TO - 1}+" if count >= COUNTED_TO else str(count)


def save(call: Call) -> Answer:
    """Keep a queue or a search under a name."""
    given = call.given
    if given.search and given.queue:
        raise OmsError("usage_queue_or_search")
    queue, search = given.queue or "all", given.search or ""
    view = call.app.views.save(call.actor(), given.view, queue=queue, search=search, shared=given.shared)
    return Answer({"view": view}, call.say("views.saved", name=view.name))


def remove(call: Call) -> Answer:
    """Take a view of one's own away."""
    call.app.views.remove(call.actor(), given := call.given.view)
    return Answer({"removed": given}, call.say("views.removed", name=given))


def show(call: Call) -> Answer:
    """The orders of a view."""
    view = call.app.views.view(call.actor(), call.given.view)
    desk, limit = call.app.orders, call.limit(LIMIT)
    found = desk.search(view.search, limit) if view.search else None
    if found is not None:
        rows = list(found.rows)
    else:
        rows = desk.page(call.app.views.list_of(view), reverse=view.turned, limit=limit)
    text = listed(call, rows) or call.say("cli.orders_none")
    notes = left_out(call, found) if found is not None else []
    return Answer({"view": view, "orders": [as_data(row) for row in rows], **cut(found)}, "\n".join([text, *notes]))

"""`export`: orders into a CSV or XLSX file."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call
from desktop_oms.domain import order_columns
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Wanted


def export(call: Call) -> Answer:
    """A queue (all orders unless named), what a search finds or a view, whole, in the columns asked for."""
    given = call.given
    if sum(map(bool, (given.search, given.queue, given.view))) > 1:
        raise OmsError("usage_queue_or_search")
    columns = tuple(name.strip() for name in (given.columns or "").split(",") if name.strip())
    wanted = Wanted(given.queue or "all", given.search or "", columns=columns)
    if given.view:
        view = call.app.views.view(call.actor(), given.view)
        shown = order_columns.read(view.columns).exported() if view.columns else ()
        of = call.app.views.list_of(view)
        wanted = Wanted(of, view.search, columns=columns or shown, turned=view.turned)
    done = call.app.exports.write(wanted, Path(given.file), call.language)
    count = done.count if done else 0
    told = call.say("export.done", n=count, count=f"{count:,}", name=Path(given.file).name)
    unknown = done.unknown if done else ()
    if unknown:
        told += "\n" + call.say("cli.orders_unknown", numbers=", ".join(unknown))
    return Answer({"file": str(given.file), "orders": count, "unknown": unknown}, told)

"""`export`: orders into a CSV or XLSX file."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Wanted


def export(call: Call) -> Answer:
    """A queue (all orders unless named) or what a search finds, whole, in the columns asked for."""
    given = call.given
    if given.search and given.queue:
        raise OmsError("usage_queue_or_search")
    columns = tuple(name.strip() for name in (given.columns or "").split(",") if name.strip())
    wanted = Wanted(given.queue or "all", given.search or "", columns=columns)
    done = call.app.exports.write(wanted, Path(given.file), call.language)
    count = done.count if done else 0
    told = call.say("export.done", n=count, count=f"{count:,}", name=Path(given.file).name)
    return Answer({"file": str(given.file), "orders": count}, told)

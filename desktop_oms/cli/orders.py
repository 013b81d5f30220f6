"""`orders`: a queue or the hits of a search as a list, with how many stand in each queue."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.cli.answers import Answer, aligned, shortened
from desktop_oms.cli.call import Call
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import mask_name
from desktop_oms.services.found import Found
from desktop_oms.services.order_lists import COUNTED_TO, SORTS, OrderRow, sorted_queue
from desktop_oms.services.orders import badge_names

LIMIT = 50
HEADS = ("number", "external_no", "placed", "status", "stage", "total", "receiver", "goods")
GOODS = 40


def list_orders(call: Call) -> Answer:
    """A page of a queue (all orders unless named) in its usual sorting or another one, or what a search found."""
    given, desk = call.given, call.app.orders
    limit = call.limit(LIMIT)
    if given.search and given.queue:
        raise OmsError("usage_queue_or_search")
    counts = desk.counts()
    if given.search and given.sort:
        raise OmsError("sorted_by_likeness")
    if given.search:
        found = desk.search(given.search, limit)
        rows: Sequence[OrderRow] = found.rows
        notes = left_out(call, found)
    else:
        found = None
        rows = desk.page(_list(given.queue or "all", given.sort or ""), limit=limit)
        notes = [queue_line(call, counts)]
    table = listed(call, rows)
    text = "\n".join(filter(None, [table or call.say("cli.orders_none"), *notes]))
    return Answer({"queues": counts, "orders": [as_data(row) for row in rows], **cut(found)}, text)


def left_out(call: Call, found: Found) -> list[str]:
    """What a search does not show, in words: numbers that nobody knows, further hits, orders it did not look at."""
    notes = [call.say("cli.orders_unknown", numbers=", ".join(found.unknown))] if found.unknown else []
    notes += [call.say("cli.orders_more")] if found.more else []
    if found.looked:
        n, looked = len(found.rows), f"{found.looked:,}"
        key = "search.looked" if n else "search.looked_none"
        notes.append(call.say(key, n=n, count=n, looked=looked))
    return notes


def cut(found: Found | None) -> dict[str, object]:
    """The same for programs: `more` hits than these, and how many of the newest orders alone were `looked` at."""
    return {"unknown": found.unknown, "more": found.more, "looked": found.looked} if found is not None else {}


def _list(queue: str, column: str) -> str:
    """The list of a queue in the sorting asked for.  Raises `column_not_sorted` naming what it can be sorted by."""
    ways = SORTS.get(queue, ())
    if column and ways and column not in ways:
        raise OmsError("column_not_sorted", column=column, known=", ".join(ways))
    return sorted_queue(queue, column) if ways else queue


def listed(call: Call, rows: Sequence[OrderRow]) -> str:
    """Orders as a table; "" for none."""
    zones = {channel.id: channel.time_zone for channel in call.app.setup.state().channels}
    cells = [
        (
            row.number,
            row.external_no or "",
            call.time(row.placed_at, zones.get(row.channel_id, "UTC")),
            _status(call, row),
            call.say(f"stage.{row.work_stage}"),
            call.money(row.total, row.currency),
            mask_name(row.ship_name),
            shortened(row.summary, GOODS),
        )
        for row in rows
    ]
    return aligned(cells, [call.say(f"cli.head_{head}") for head in HEADS], right=(5,)) if cells else ""


def _status(call: Call, row: OrderRow) -> str:
    badges = [call.say(f"badge.{badge}") for badge in badge_names(row.badges)]
    return call.say("cli.list_comma").join([call.say(f"status.{row.status}"), *badges])


def queue_line(call: Call, counts: dict[str, int]) -> str:
    """Every queue that is not empty with its count; above 999 it is not counted on."""
    parts = [
        call.say("cli.queue_count", queue=queue, n=f"{COUNTED_TO - 1}+" if n >= COUNTED_TO else n)
        for queue, n in counts.items()
        if n
    ]
    return call.say("cli.queues", counts=call.say("cli.list_comma").join(parts)) if parts else ""


def as_data(row: OrderRow) -> dict[str, object]:
    """A row for programs: badges by name, the receiver masked."""
    return row._asdict() | {"badges": badge_names(row.badges), "ship_name": mask_name(row.ship_name)}

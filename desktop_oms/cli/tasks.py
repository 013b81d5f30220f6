"""`task list`, `take`, `give`, `resolve`, `link`: what needs a person, who takes care of it, and what settles it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.doing import seller_of, told
from desktop_oms.cli.parser import whole
from desktop_oms.cli.sentences import address_parts, sentence, word
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.tasks import TaskRow
from desktop_oms.words import table as all_words

LIMIT = 200


def list_tasks(call: Call) -> Answer:
    """The open tasks, the newest first."""
    given = call.given
    order_id = call.order_id(given.order) if given.order else None
    kinds = [given.kind] if given.kind else []
    known = [key.removeprefix("task.") for key in all_words() if key.startswith("task.")]
    if given.kind and given.kind not in known:
        raise OmsError("task_kind_unknown", given=given.kind, known=", ".join(known))
    rows = call.app.tasks.page(kinds, order_id=order_id, limit=call.limit(LIMIT))
    table = [
        (
            row.id,
            row.number,
            word(f"task.{row.kind}", call.language, row.kind),
            call.say("cli.blocking") if row.blocking else "",
            row.owner,
            about(call, row),
        )
        for row in rows
    ]
    heads = [call.say(f"cli.head_{head}") for head in ("task", "number", "kind", "blocking", "owner", "about")]
    return Answer(rows, aligned(table, heads) if rows else call.say("cli.tasks_none"))


def about(call: Call, row: TaskRow) -> str:
    """What a task is about: goods, what an address lacks, or what the shop changed, both sides."""
    if row.kind == "address_incomplete":
        return address_parts(row.detail.split(","), call.language)
    return row.goods or row.detail or "; ".join(f"{one.field}: {one.ours} → {one.shop}" for one in row.differences)


def task_id(call: Call, kinds: Sequence[str] = ()) -> int:
    """The task meant by its key, or by its order's number where only one task of it is open.

    Raises `task_missing`, or `task_needed` naming the keys.
    """
    wanted, desk = call.given.task, call.app.tasks
    try:
        return desk.task(whole(wanted)).id
    except (ValueError, OmsError):
        order_id = _order_of(call, wanted)
    found = desk.page(kinds, order_id=order_id)
    if not found:
        raise OmsError("task_missing", task=wanted)
    if len(found) > 1:
        shown = [f"{row.id} ({word(f'task.{row.kind}', call.language, row.kind)})" for row in found]
        raise OmsError("task_needed", known=", ".join(shown))
    return found[0].id


def _order_of(call: Call, number: str) -> int:
    try:
        return call.order_id(number)
    except OmsError:
        raise OmsError("task_missing", task=number) from None


def resolve(call: Call) -> Answer:
    """Settle a task, saying what was done."""
    done = call.app.tasks.resolve(call.actor(), task_id(call), call.given.reason or "")
    return Answer(done, told(call, done, done.status))


def reveal(call: Call) -> Answer:
    """What a task is about with the receiver in full; the reason is kept."""
    row = call.app.tasks.reveal(call.actor(), task_id(call), call.given.reason or "")
    return Answer(row, about(call, row))


def take(call: Call) -> Answer:
    """Take care of a task from now on."""
    done = call.app.tasks.take(call.actor(), task_id(call))
    return Answer(done, told(call, done, done.status))


def give(call: Call) -> Answer:
    """Give a task to somebody, or to nobody in particular."""
    done = call.app.tasks.assign(call.actor(), task_id(call), call.given.to or "")
    return Answer(done, told(call, done, done.status))


def link(call: Call) -> Answer:
    """Say which product an unknown code means, for this order and all others that wait for it."""
    task = call.app.tasks.task(task_id(call, ["sku_unknown"]))
    sku = call.app.catalogue.find(call.given.sku, seller_of(call, call.app.orders.load(task.order_id)))
    results = call.app.tasks.link(call.actor(), task.id, sku.id)
    lines = []
    for one in results:
        if one.done:
            lines.append(told(call, one.done, one.done.status))
        if one.trouble:
            lines.append(sentence(one.trouble, call.language))
    data = [
        {"order_id": str(one.order_id), "done": one.done, "error": one.trouble.code if one.trouble else None}
        for one in results
    ]
    return Answer(data, "\n".join(lines), ok=all(one.trouble is None for one in results))

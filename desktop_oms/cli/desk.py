"""Work on many orders, tags, orders that ship together, and blocked buyers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import sentence
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import zone
from desktop_oms.services.commands import BulkResult

NAMELESS = ("order_missing", "order_number_shared")  # a number that names not one order


def many(call: Call) -> Answer:
    """The same for each of these orders: a row each, exit code 1 when one was refused."""
    given, app = call.given, call.app
    actor = call.actor()
    numbers, strange = named_orders(call, given.numbers)
    args: dict[str, object] = {}
    if given.reason is not None:
        args["reason"] = given.reason
    if given.until is not None:
        args["until"] = _moment(given.until, call)
    if given.to is not None:
        args["to"] = given.to
    results = app.bulk.run(actor, given.deed, list(numbers), args, command_id=given.command)
    told = [(numbers[one.order_id], one) for one in results] + strange
    rows = [(number, *_told(call, one)) for number, one in told]
    refused = sum(one.trouble is not None for _number, one in told)
    said = [call.say("orders.bulk.done", n=len(told) - refused)]
    left = len(numbers) - len(results)
    if refused:
        said.append(call.say("orders.bulk.refused", n=refused))
    if left:  # the database was lost on the way
        said.append(call.say("orders.bulk.left", n=left))
    data = [
        {"number": number, "done": one.done, "error": one.trouble.code if one.trouble else ""} for number, one in told
    ]
    return Answer(data, aligned(rows) + "\n" + call.say("orders.sentence_sign").join(said), ok=not refused)


def named_orders(call: Call, numbers: Sequence[str]) -> tuple[dict[int, str], list[tuple[str, BulkResult]]]:
    """The orders meant, and a refused result for each number that means none, or several."""
    known: dict[int, str] = {}
    strange: list[tuple[str, BulkResult]] = []
    for number in dict.fromkeys(numbers):
        try:
            known[call.order_id(number)] = number
        except OmsError as trouble:
            if trouble.code not in NAMELESS:
                raise
            strange.append((number, BulkResult(0, None, trouble)))
    return known, strange


def _told(call: Call, one: BulkResult) -> tuple[str, str]:
    if one.trouble is not None:
        return call.say("orders.bulk.row_refused"), sentence(one.trouble, call.language)
    assert one.done is not None
    return call.say("orders.bulk.row_done"), call.say(f"status.{one.done.status}")


def _moment(text: str, call: Call) -> int:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise OmsError("moment_not_read", typed=text) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(call.zone()))
    return int(moment.timestamp() * 1000)


def list_tags(call: Call) -> Answer:
    """All tags with their colours."""
    found = call.app.tagging.tags()
    return Answer(found, aligned([(tag.name, tag.family) for tag in found]) or call.say("desk.no_tags"))


def paint_tag(call: Call) -> Answer:
    """A tag gets its colour; made when there is none of the name."""
    tag = call.app.tagging.paint(call.actor(), call.given.name, call.given.family)
    return Answer(tag, call.say("desk.tag_painted", tag=tag.name, family=tag.family))


def list_together(call: Call) -> Answer:
    """Which orders could ship together, and which do."""
    found = call.app.together.hints()
    rows = [
        (call.say("desk.grouped" if mates.group_id else "desk.could_group"), " ".join(mates.numbers)) for mates in found
    ]
    return Answer(found, aligned(rows) or call.say("desk.none_together"))


def make_together(call: Call) -> Answer:
    """These orders ship together."""
    orders = [call.order_id(number) for number in call.given.numbers]
    group = call.app.together.make(call.actor(), orders)
    return Answer({"group_id": group}, call.say("desk.together_made", n=len(set(orders))))


def undo_together(call: Call) -> Answer:
    """The orders that ship together with this one go their own ways."""
    found = call.app.together.undo(call.actor(), call.order_id(call.given.number))
    return Answer({"order_ids": found}, call.say("desk.together_undone", n=len(found)))


def leave_together(call: Call) -> Answer:
    """This order goes its own way, out of its box as well; the others stay together."""
    order_id = call.order_id(call.given.number)
    call.app.together.leave(call.actor(), order_id)
    number = call.app.orders.load(order_id).number
    return Answer({"order_id": order_id}, call.say("desk.together_left", number=number))


def list_reasons(call: Call) -> Answer:
    """Why orders are put on hold: the usual reasons, and those of the house."""
    found = call.app.hold_reasons.offered(call.language)
    return Answer([{"reason": key, "word": word} for key, word in found], aligned(found))


def add_reason(call: Call) -> Answer:
    """A further reason to wait, in Chinese and English."""
    call.app.hold_reasons.add(call.actor(), call.given.zh, call.given.en)
    return Answer({}, call.say("desk.reason_added", reason=call.given.en))


def rename_reason(call: Call) -> Answer:
    """A reason of the house is said in other words."""
    given = call.given
    call.app.hold_reasons.rename(call.actor(), given.reason, given.zh, given.en)
    return Answer({}, call.say("desk.reason_renamed", reason=given.reason, new=given.en))


def remove_reason(call: Call) -> Answer:
    """A reason of the house goes."""
    call.app.hold_reasons.remove(call.actor(), call.given.reason)
    return Answer({}, call.say("desk.reason_removed", reason=call.given.reason))


def list_blocked(call: Call) -> Answer:
    """The blocked buyers."""
    found = call.app.buyers.blocked()
    return Answer(found, aligned([(one.value, one.reason) for one in found]) or call.say("desk.none_blocked"))


def block(call: Call) -> Answer:
    """A phone number or a buyer's name is blocked: a hint, no more."""
    one = call.app.buyers.block(call.actor(), call.given.buyer, call.given.reason or "")
    return Answer(one, call.say("desk.blocked", buyer=one.value))


def unblock(call: Call) -> Answer:
    """A block is taken back."""
    call.app.buyers.unblock(call.actor(), call.given.buyer)
    return Answer({}, call.say("desk.unblocked", buyer=call.given.buyer))

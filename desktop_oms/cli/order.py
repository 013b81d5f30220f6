"""`order NUMBER`: everything about one order, its history, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop_oms.cli.answers import Answer, aligned, as_json, indented
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import address_parts, word, worded
from desktop_oms.domain.machines import TABLE
from desktop_oms.services.order_view import Action, OrderView

Part = tuple[str, str]
STARS = "★"


def show(call: Call) -> Answer:
    """The whole order; --reveal shows the receiver in full and writes down who looked and why."""
    me, order_id = call.actor(), call.order_id(call.given.number)
    receiver = call.app.orders.reveal(order_id, me, call.given.reveal) if call.given.reveal is not None else None
    view = call.app.orders.view(order_id, me, unmasked=receiver is not None)
    return Answer(as_data(call, view), as_text(call, view))


def as_data(call: Call, view: OrderView) -> dict[str, object]:
    """The order for programs, with a sentence beside each refusal and all events that its state rules out."""
    told: dict[str, object] = as_json(view)
    told["actions"] = [
        as_json(action) | {"allowed": action.allowed, "message": refusal_of(call, action)} for action in view.actions
    ]
    told["not_in_state"] = not_in_state(view)
    return told


def not_in_state(view: OrderView) -> list[str]:
    """The events a person could ask for that none of the order's rows is in the state for."""
    offered = {action.event for action in view.actions}
    return [event for event, rows in TABLE.items() if event not in offered and not rows[0].internal]


def refusal_of(call: Call, action: Action) -> str:
    """Why an action may not be done, "" when it may."""
    return worded(f"error.{action.refusal}", action.facts, call.language) if action.refusal else ""


def as_text(call: Call, view: OrderView) -> str:
    """The order for people: a head, then a paragraph for each part that is not empty."""
    parts = [_head(call, view)]
    for name, table in _PARTS:
        body = table(call, view)
        if body:
            parts.append(call.say(f"cli.part_{name}") + "\n" + indented(body))
    return "\n\n".join(parts)


def _head(call: Call, view: OrderView) -> str:
    zone = view.time_zone
    badges = [call.say(f"badge.{badge}") for badge in view.badges]
    status = call.say("cli.list_comma").join([call.say(f"status.{view.status}"), *badges])
    rows = [
        (call.say("cli.head_number"), f"{view.number}  {view.external_no}".strip()),
        (call.say("cli.head_status"), status),
        (call.say("cli.head_stage"), call.say(f"stage.{view.work_stage}")),
        (call.say("cli.head_channel"), f"{view.channel}, {view.seller}"),
        (call.say("cli.head_placed"), call.time(view.placed_at, zone)),
        (call.say("cli.head_ship_by"), call.time(view.ship_by, zone)),
        (call.say("cli.head_version"), view.version),
    ]
    return aligned([row for row in rows if row[1] != ""])


def _receiver(call: Call, view: OrderView) -> str:
    told = view.receiver
    lines = [" ".join(filter(None, [told.name, told.phone])), told.address]
    if told.problems:
        lines.append(call.say("cli.receiver_lacks", parts=address_parts(told.problems, call.language)))
    return "\n".join(filter(None, lines))


def _lines(call: Call, view: OrderView) -> str:
    rows = [
        (
            f"#{line.seq}",
            line.sku,
            f"{line.name} {line.spec}".strip(),
            line.bin,
            f"× {line.qty}",
            call.money(line.payable, view.currency),
            call.say("cli.list_comma").join(
                call.say("cli.import_count", result=call.say(f"cli.units_{name}"), n=n) for name, n in line.units
            ),
        )
        for line in view.lines
    ]
    return aligned(rows, right=(4, 5))


def _money(call: Call, view: OrderView) -> str:
    rows = [(call.say(f"cli.money_{name}"), call.money(amount, view.currency)) for name, amount in view.money]
    return aligned(rows, right=(1,))


def _parts(call: Call, view: OrderView) -> str:
    rows = [
        (
            f"{part.seq}",
            call.say(f"state.fulfilment.{part.state}"),
            part.sender,
            ", ".join(f"{sku} × {qty}" for sku, qty, _, _ in part.lines),
        )
        for part in view.parts
    ]
    return aligned(rows)


def _parcels(call: Call, view: OrderView) -> str:
    rows = [
        (
            f"{parcel.seq}",
            call.say(f"state.parcel.{parcel.state}"),
            f"{parcel.carrier} {parcel.waybill}".strip(),
            f"{parcel.scanned}/{parcel.pieces}",
            call.time(parcel.delivered_at or parcel.handed_at or parcel.labelled_at, view.time_zone),
        )
        for parcel in view.parcels
    ]
    return aligned(rows)


def _payments(call: Call, view: OrderView) -> str:
    rows = [
        (f"{one.seq}", call.say(f"state.payment.{one.state}"), call.money(one.amount, view.currency), one.provider)
        for one in view.payments
    ]
    return aligned(rows, right=(2,))


def _cases(call: Call, view: OrderView) -> str:
    rows = [
        (
            f"{case.seq}",
            call.say(f"case_kind.{case.kind}"),
            call.say(f"state.case.{case.state}"),
            call.money(case.worth, view.currency),
            word(f"reason.{case.reason}", call.language, case.reason) if case.reason else "",
            ", ".join(f"{sku} × {n}" for sku, n in case.lines),
        )
        for case in view.cases
    ]
    return aligned(rows, right=(3,))


def _refunds(call: Call, view: OrderView) -> str:
    rows = [
        (one.refund_no, call.say(f"state.refund.{one.state}"), call.money(one.amount, view.currency))
        for one in view.refunds
    ]
    return aligned(rows, right=(2,))


def _holds(call: Call, view: OrderView) -> str:
    rows = [
        (
            call.say(f"state.hold.{hold.state}"),
            word(f"reason.{hold.reason}", call.language, hold.reason),
            hold.note,
            call.time(hold.until, view.time_zone),
            hold.id,
        )
        for hold in view.holds
    ]
    return aligned(rows)


def _tasks(call: Call, view: OrderView) -> str:
    rows = [
        (
            call.say(f"state.task.{task.state}"),
            word(f"task.{task.kind}", call.language, task.kind),
            word(f"task_help.{task.kind}", call.language, task.detail) if task.state == "open" else task.solved_by,
            task.id,
        )
        for task in view.tasks
    ]
    return aligned(rows)


def _notes(call: Call, view: OrderView) -> str:
    return aligned([(call.say(f"cli.{whose}"), text) for whose, text in view.notes])


def _history(call: Call, view: OrderView) -> str:
    rows = [
        (
            entry.seq or "",
            call.time(entry.at, view.time_zone),
            entry.actor,
            call.say(f"machine.{entry.machine}") + (f" {entry.subject}" if entry.subject.isdigit() else ""),
            word(f"event.{entry.machine}.{entry.event}", call.language, entry.event),
            call.say("cli.status_now", status=call.say(f"status.{entry.status_after}"))
            if entry.status_after != entry.status_before
            else "",
        )
        for entry in view.entries
    ]
    return aligned(rows, right=(0,))


def _allowed(call: Call, view: OrderView) -> str:
    rows = [
        (action.event, action.subject, word(f"event.{action.event}", call.language), ", ".join(action.needs))
        for action in view.actions
        if action.allowed
    ]
    return aligned(rows)


def _refused(call: Call, view: OrderView) -> str:
    return aligned(
        [(action.event, action.subject, refusal_of(call, action)) for action in view.actions if not action.allowed]
    )


def _not_now(_call: Call, view: OrderView) -> str:
    return _wrapped(not_in_state(view))


def _wrapped(words: Iterable[str], columns: int = 100) -> str:
    lines = [""]
    for one in words:
        if len(lines[-1]) + len(one) > columns:
            lines.append("")
        lines[-1] += one + " "
    return "\n".join(line.rstrip() for line in lines)


def _reviews(call: Call, view: OrderView) -> str:
    rows = [
        (call.time(row.written_at, view.time_zone), STARS * row.stars, row.words, row.answer) for row in view.reviews
    ]
    return aligned(rows)


_PARTS: tuple[tuple[str, Callable[[Call, OrderView], str]], ...] = (
    ("receiver", _receiver),
    ("lines", _lines),
    ("money", _money),
    ("notes", _notes),
    ("tasks", _tasks),
    ("holds", _holds),
    ("fulfilments", _parts),
    ("parcels", _parcels),
    ("payments", _payments),
    ("cases", _cases),
    ("refunds", _refunds),
    ("reviews", _reviews),
    ("history", _history),
    ("allowed", _allowed),
    ("refused", _refused),
    ("not_now", _not_now),
)

"""The verbs of the reviewer: `case open`, `list`, `show`, `approve`, `allowance`, `reject`, `receive`, `refund` ..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.doing import reader, told
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.sentences import word
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.formats import mask_name
from desktop_oms.services.case_view import CaseDetail, CaseRow, case_number

LIMIT = 200


def list_cases(call: Call) -> Answer:
    """The cases of a group, the most urgent first; the last line counts each group that is not empty."""
    desk, group = call.app.after_sales, call.given.queue or "to_decide"
    rows, zone = desk.page(group, limit=call.limit(LIMIT)), call.zone()
    counts = call.say("cli.list_comma").join(f"{name} {n}" for name, n in desk.counts().items() if n)
    heads = [
        call.say(f"cli.head_{head}") for head in ("case", "case_kind", "status", "amount", "due", "receiver", "owner")
    ]
    table = [_line(call, row, zone) for row in rows]
    lines = [aligned(table, heads)] if rows else [call.say("cli.cases_none")]
    lines += [call.say("cli.cases_counts", counts=counts)] if counts else []
    return Answer({"cases": rows, "counts": desk.counts()}, "\n".join(lines))


def _line(call: Call, row: CaseRow, zone: str) -> tuple[object, ...]:
    return (
        case_number(row.number, row.seq),
        word(f"case_kind.{row.kind}", call.language, row.kind),
        word(f"state.case.{row.state}", call.language, row.state),
        call.money(row.worth, row.currency),
        call.time(row.due_at, zone),
        row.name if row.masked else mask_name(row.name),
        row.claimed_name or "",
    )


def show(call: Call) -> Answer:
    """One case with everything to decide by: units, the money line by line, evidence, what may be done now."""
    seen = call.app.after_sales.detail(_case(call), call.actor())
    row, order = seen.row, seen.order
    facts = [
        (call.say("cli.head_case"), seen.number),
        (call.say("cli.head_case_kind"), word(f"case_kind.{row.kind}", call.language, row.kind)),
        (call.say("cli.head_status"), word(f"state.case.{row.state}", call.language, row.state)),
        (call.say("cli.head_reason"), row.reason),
        (call.say("cli.head_due"), call.time(row.due_at, order.time_zone)),
    ]
    units = [
        (f"#{unit.seq}", unit.sku, unit.bought, unit.sent, unit.signed, unit.refunded, unit.claimed, unit.received)
        for unit in seen.units
    ]
    heads = [call.say(f"cli.head_{name}") for name in ("line", "sku", "bought", "sent", "signed", "refunded")]
    heads += [call.say("cli.head_claimed"), call.say("cli.head_received")]
    events = [action for action in order.actions if action.event.startswith("case.") and action.subject_id == row.id]
    allowed = call.say("cli.list_comma").join(action.event for action in events if action.allowed)
    lines = [aligned([fact for fact in facts if fact[1]]), "", aligned(units, heads), "", _money(call, seen)]
    lines += ["", call.say("cli.case_allowed", events=allowed)] if allowed else []
    return Answer(seen, "\n".join(lines))


def _money(call: Call, seen: CaseDetail) -> str:
    money = seen.money
    rows = [
        ("case_paid", money.paid),
        ("case_refunded", -money.refunded),
        ("case_on_the_way", -money.on_the_way),
        ("case_left", money.left),
        ("case_list_price", money.list_price),
        ("case_discount_share", money.discount_share),
        ("case_shipping", money.shipping),
        ("case_deduction", -money.deduction),
        ("case_waived", -money.waived),
        ("case_replaced", -money.replaced),
        ("case_maximum", money.maximum),
        ("case_remains", money.remains),
    ]
    always = {"case_paid", "case_left", "case_maximum"}
    shown = [(call.say(f"cli.{name}"), call.money(n, money.currency)) for name, n in rows if n or name in always]
    return aligned(shown)


def open_case(call: Call) -> Answer:
    """Ask for after-sales in a buyer's name."""
    given, order_id = call.given, call.order_id(call.given.number)
    order = call.app.orders.load(order_id)
    settings = [f"kind={given.kind}", *(given.set or ())]
    args = reader(call, order, "case.request").read(settings, given.lines or (), given.reason)
    done = call.app.commands.do(call.actor(), order_id, "case.request", args=args, command_id=given.command)
    row = call.app.after_sales.row(done.subject_id)
    number = case_number(row.number, row.seq)
    text = call.say("cli.case_opened", case=number) + " " + told(call, done, order.status)
    return Answer({"case": number, "done": done}, text)


def approve(call: Call) -> Answer:
    """Agree, in full or to less: less money, or fewer units."""
    answer = _decide(call, "case.approve", "amount", "deduction")
    return Answer(answer.data, answer.text + _undo_time(call))


def unapprove(call: Call) -> Answer:
    """Take the approval back, as long as nothing of it was carried out."""
    return _decide(call, "case.unapprove")


def allowance(call: Call) -> Answer:
    """Agree to money in place of the goods, which stay with the buyer."""
    row = _row(call)
    order = call.app.orders.load(row.order_id)
    args = reader(call, order, "case.change_kind").read(["kind=allowance", f"amount={call.given.amount}"], (), None)
    why = reader(call, order, "case.approve").read([], (), call.given.reason)
    done = call.app.after_sales.decide_in_turn(
        call.actor(),
        row.id,
        (("case.change_kind", args), ("case.approve", why)),
        command_id=call.given.command,
        seen_version=order.version,
    )
    return Answer(done, told(call, done, order.status) + _undo_time(call))


def _undo_time(call: Call) -> str:
    """For how long what was agreed to can be taken back; nothing where it was carried out at once."""
    left = _undo_left(call, _row(call))
    return "\n" + call.say("cli.case_undo_time", case=call.given.case, n=-(-left // 1_000)) if left > 0 else ""


def _undo_left(call: Call, row: CaseRow) -> int:
    return (row.due_at or 0) - call.app.database.now() if row.state == "approved" else 0


def reject(call: Call) -> Answer:
    """Refuse, with a reason."""
    return _decide(call, "case.reject")


def receive(call: Call) -> Answer:
    """Count goods that came back, by verdict."""
    return _decide(call, "case.receive")


def restock(call: Call) -> Answer:
    """Put received units back on the shelf, or write them off."""
    return _decide(call, "case.restock")


def refund(call: Call) -> Answer:
    """Settle the case's refund by hand, with proof; where there is no gateway this is how the money is recorded."""
    row, commands, done = _row(call), call.app.commands, None
    if _undo_left(call, row) > 0:
        raise Refused("refund_waits")
    if row.state == "approved":
        call.app.house_clock.move(row.order_id)  # an undo time that is over needs nobody else to end it
    order = call.app.orders.load(row.order_id)
    for one in order.refunds:
        for event in STEPS.get(one.state, ()) if one.case_id == row.id else ():
            args = {} if event == "refund.dispatch" else {"proof": call.given.proof or ""}
            done = commands.do(call.actor(), order.id, event, one.id, args=args)
    if done is None:
        raise OmsError("case_has_no_refund", case=call.given.case)
    return Answer(done, told(call, done, order.status))


# How a refund that a person settles comes to its end from where it stands.
STEPS = {
    "created": ("refund.dispatch", "refund.succeed"),
    "pending": ("refund.succeed",),
    "failed": ("refund.settle_manually",),
    "unknown": ("refund.settle_manually",),
}


def attach(call: Call) -> Answer:
    """Keep a picture or paper as evidence."""
    file = Path(call.given.file)
    kept = call.app.after_sales.attach(call.actor(), _case(call), file.name, read_bytes(call.given.file))
    return Answer(kept, call.say("cli.evidence_kept", file=kept.name, digest=kept.digest[:12]))


def _decide(call: Call, event: str, *names: str) -> Answer:
    row, given = _row(call), call.given
    order = call.app.orders.load(row.order_id)
    told_names = [name for name in names if getattr(given, name, None) is not None]
    settings = [f"{name}={getattr(given, name)}" for name in told_names]
    args: dict[str, Any] = reader(call, order, event).read(
        settings, getattr(given, "lines", None) or (), getattr(given, "reason", None)
    )
    done = call.app.after_sales.decide(call.actor(), row.id, event, args=args)
    return Answer(done, told(call, done, order.status))


def _case(call: Call) -> int:
    return call.app.after_sales.find(call.given.case)


def _row(call: Call) -> CaseRow:
    return call.app.after_sales.row(_case(call))

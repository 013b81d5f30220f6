"""`reconcile`, `backup`, `restore`, `migrate`, `move`, `demo`: looking after the database."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import worded
from desktop_oms.domain.errors import OmsError
from desktop_oms.services import upkeep
from desktop_oms.settings import default_database

SHOWN = 200


def demo(call: Call) -> Answer:
    """Make the demo shop in an empty database."""
    given = call.given
    asked = {name: getattr(given, name) for name in ("orders", "seed") if getattr(given, name) is not None}
    if asked.get("orders", 1) < 1:
        raise OmsError("orders_too_few", n=asked["orders"])
    made = call.app.demo.create(**asked)
    comma = call.say("cli.list_comma")
    text = call.say("cli.demo_made", orders=made.orders, products=made.products, users=comma.join(made.users))
    return Answer(made, text)


def reconcile(call: Call) -> Answer:
    """Ask whether everything adds up; what does not is named (exit code 1)."""
    found = call.app.upkeep.reconcile(full=call.given.full)
    rows = [(one.invariant, one.subject, said(call, one)) for one in found[:SHOWN]]
    lines = [call.say("reconcile.found", n=len(found)), aligned(rows)] if found else [call.say("reconcile.nothing")]
    if len(found) > SHOWN:
        lines.append(call.say("cli.more_rows", n=len(found) - SHOWN))
    data = [
        {"invariant": one.invariant, "code": one.code, "subject": one.subject, "order_id": one.order_id}
        | {"facts": one.facts, "message": said(call, one)}
        for one in found
    ]
    return Answer({"findings": data}, "\n".join(lines), ok=not found)


def backup(call: Call) -> Answer:
    """Copy the database into a file, or make today's copy among those that are kept."""
    service = call.app.upkeep
    made = service.backup(call.given.file) if call.given.file else service.daily()
    text = call.say("cli.backed_up", file=made) if made else call.say("cli.backed_up_today")
    return Answer({"file": made}, text)


def restore(call: Call) -> Answer:
    """Put a copy in the database's place; what was there is kept beside it."""
    safety = upkeep.restore(call.given.file, call.place or default_database())
    lines = [call.say("cli.restored", file=call.given.file)]
    lines += [call.say("cli.restored_safety", file=safety)] if safety else []
    return Answer({"file": Path(call.given.file), "safety_copy": safety}, "\n".join(lines))


def migrate(call: Call) -> Answer:
    """Bring the database up to this program's tables."""
    done = upkeep.migrate(call.place or default_database())
    key = "cli.migrated_not" if done.before == done.after else "cli.migrated"
    lines = [call.say(key, before=done.before or "–", after=done.after)]
    lines += [call.say("cli.backed_up", file=done.backup)] if done.backup else []
    return Answer(done, "\n".join(lines))


def move(call: Call) -> Answer:
    """Bring the shop into an empty database elsewhere; unless --db named it, the window opens there from now on."""
    moved = upkeep.move(call.place or default_database(), call.given.to)
    lines = [call.say("cli.moved", n=moved.orders, old=moved.source, to=moved.target)]
    if not call.given.db:
        call.preferences.change(database=call.given.to)
        lines.append(call.say("cli.moved_window"))
    return Answer(moved, "\n".join(lines))


def said(call: Call, finding: upkeep.Finding) -> str:
    """What does not add up, in one sentence."""
    return worded(f"reconcile.{finding.code}", {"subject": finding.subject, **finding.facts}, call.language)

"""`order history NUMBER`: the audit trail of an order, sifted, as a table, JSON, CSV or a file."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.cli.answers import Answer, aligned, as_json
from desktop_oms.cli.call import Call
from desktop_oms.services.trail import as_csv
from desktop_oms.services.trail_words import Sieve, heads


def history(call: Call) -> Answer:
    """Who did what and every field that changed, the newest first; --reveal shows receivers in full."""
    given, me = call.given, call.actor()
    order_id = call.order_id(given.number)
    sieve = Sieve(given.kind or "", given.person or "", given.search or "")
    rows = [one for one in call.app.trails.read(me, order_id, call.language, reason=given.reveal) if sieve.lets(one)]
    if given.output:
        done = call.app.trails.write(rows, given.number, Path(given.output), call.language)
        told = call.say("trail.exported", n=done.count, name=done.path.name)
        return Answer({"file": str(done.path), "entries": done.count}, told)
    if given.csv:
        return Answer([as_json(one) for one in rows], as_csv(rows, call.language))
    table = aligned([_shown(one.cells) for one in rows], heads(call.language)) if rows else call.say("trail.none")
    return Answer([as_json(one) for one in rows], table)


def _shown(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A cell of several lines in one."""
    return tuple("; ".join(cell.split("\n")) for cell in cells)

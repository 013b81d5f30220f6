"""`printer list|add|change|remove|test|assign`, and `queue|again|send|settle|void|resume` of what they were given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.paper import print_line
from desktop_oms.cli.parser import whole
from desktop_oms.cli.sentences import sentence, word
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import ANYWHERE, Printer
from desktop_oms.services.print_queue import Listed, subject_words, trouble_of

PRINTER_HEADS = ("printer", "way", "address", "language", "dpi", "paper", "fallback")


def list_printers(call: Call) -> Answer:
    """The printers in use, and which document goes where."""
    printers = call.app.printers.all()
    names = {one.id: one.name for one in printers}
    stations = {one.id: one.name for one in call.app.people.stations()} | {ANYWHERE: call.say("printing.anywhere")}
    table = [
        (
            one.name,
            call.say(f"printing.backend.{one.backend}"),
            one.address,
            one.language,
            f"{one.dpi:g}",
            one.paper,
            names.get(one.fallback_id or 0, ""),
        )
        for one in printers
    ]
    heads = [call.say(f"cli.head_{head}") for head in PRINTER_HEADS]
    lines = [aligned(table, heads) if printers else call.say("cli.printers_none")]
    assigned = call.app.printers.assignments()
    for one in assigned:
        place, document = stations.get(one.station_id, ""), document_word(call, one.document)
        facts = {"document": document, "station": place, "printer": names.get(one.printer_id, "")}
        lines.append(call.say("cli.printer_assigned", **facts))
    return Answer({"printers": printers, "assignments": assigned}, "\n".join(lines))


def add(call: Call) -> Answer:
    """A further printer."""
    given = call.given
    told = _told(call)
    made = call.app.printers.add(call.actor(), given.name, given.backend, given.address or "", **told)
    return _shown(call, "cli.printer_added", made)


def change(call: Call) -> Answer:
    """Change what is named of a printer."""
    given, told = call.given, _told(call)
    for name in ("backend", "address"):
        if getattr(given, name) is not None:
            told[name] = getattr(given, name)
    if given.rename:
        told["name"] = given.rename
    made = call.app.printers.change(call.actor(), call.app.printers.printer(given.name).id, **told)
    return _shown(call, "cli.printer_changed", made)


def remove(call: Call) -> Answer:
    """Take a printer out of use."""
    gone = call.app.printers.remove(call.actor(), call.app.printers.printer(call.given.name).id)
    return _shown(call, "cli.printer_removed", gone)


def test(call: Call) -> Answer:
    """Print a test page, or one with rulers."""
    printer = call.app.printers.printer(call.given.name)
    kind = "calibration" if call.given.calibration else "test"
    return _sent(call, call.app.print_desk.test(call.actor(), printer.id, kind))


def assign(call: Call) -> Answer:
    """Send a kind of document to a printer, at a station or anywhere; or (--off) into files again."""
    given, app = call.given, call.app
    station = app.people.station(given.at).id if given.at else ANYWHERE
    printer = app.printers.printer(given.name)
    app.printers.assign(call.actor(), given.document, station, None if given.off else printer.id)
    place = given.at or call.say("printing.anywhere")
    document = document_word(call, given.document)
    key = "cli.printer_unassigned" if given.off else "cli.printer_assigned"
    return Answer({"document": given.document}, call.say(key, document=document, station=place, printer=printer.name))


def queue(call: Call) -> Answer:
    """Prints with how far they are, the newest first; the printers are asked before."""
    call.app.print_queue.watch(call.actor())
    rows = call.app.print_queue.listing(call.given.filter or "today", call.limit(200))
    return Answer(rows, _table(call, rows) if rows else call.say("cli.prints_none"))


def _table(call: Call, rows: Sequence[Listed]) -> str:
    """Prints with what they are, where they went and how far they are."""
    table = [
        (
            one.job.id,
            document_word(call, one.job.document),
            subject_words(one),
            one.job.copy,
            one.printer,
            call.say(f"printing.state.{one.state}"),
            said(call, one),
        )
        for one in rows
    ]
    heads = [call.say(f"cli.head_{head}") for head in ("task", "paper_kind", "of", "copy", "printer", "state", "about")]
    return aligned(table, heads, right=(3,))


def again(call: Call) -> Answer:
    """A further copy with its reason, on the same printer or another one."""
    given = call.given
    printer_id = call.app.printers.printer(given.printer).id if given.printer else None
    reason = given.reason or ""
    return _sent(call, call.app.print_queue.again(call.actor(), job_id(call), reason, printer_id=printer_id))


def send(call: Call) -> Answer:
    """Send what never left, with what waits behind it in its batch."""
    return _sent(call, call.app.print_queue.retry(call.actor(), job_id(call)))


def settle(call: Call) -> Answer:
    """The paper is out, whatever the printer says."""
    return _sent(call, call.app.print_queue.settle(call.actor(), job_id(call)))


def void(call: Call) -> Answer:
    """Give a print up; with the reason "address" the waybill of a label is void too."""
    one = call.app.print_queue.void(call.actor(), job_id(call), call.given.reason or "")
    return _sent(call, one)


def resume(call: Call) -> Answer:
    """Go on with the batch of a print behind the label that was scanned."""
    way = call.app.print_queue.one(job_id(call)).sending
    if way is None or way.batch_id is None:
        raise OmsError("label_not_in_batch", scanned=call.given.code)
    made = call.app.print_queue.resume(call.actor(), way.batch_id, call.given.code)
    return Answer(made, _table(call, made), ok=not any(map(trouble_of, made)))


def job_id(call: Call) -> int:
    """The print meant; raises `print_missing`."""
    try:
        return whole(call.given.job)
    except ValueError:
        raise OmsError("print_missing", job=call.given.job) from None


def said(call: Call, one: Listed) -> str:
    """What is the matter with a print, in a sentence."""
    trouble = trouble_of(one)
    return sentence(trouble, call.language) if trouble else ""


def document_word(call: Call, document: str) -> str:
    """What a document is called."""
    return word(f"printing.document.{document}", call.language, document)


def _told(call: Call) -> dict[str, Any]:
    """What was given of a printer beside its name, way and address."""
    given = call.given
    found = {"language": given.language, "dpi": given.dpi, "paper": given.size, "fallback": given.fallback}
    return {name: value for name, value in found.items() if value is not None}


def _shown(call: Call, key: str, printer: Printer) -> Answer:
    return Answer(printer, call.say(key, printer=printer.name))


def _sent(call: Call, one: Listed) -> Answer:
    """How a print went: ok unless it has trouble."""
    return Answer(one, print_line(call, one), ok=not trouble_of(one))

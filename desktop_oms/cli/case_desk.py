"""`case note`, `said`, `tell`, `receive-scan`, `found`, `ownerless`: what goes on beside deciding a case."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.return_bench import ReturnScan
from desktop_oms.services.case_notes import CaseNote
from desktop_oms.services.return_bench import FoundParcel


def note(call: Call) -> Answer:
    """Keep a note, or with --from-buyer what the buyer said."""
    kind = "buyer" if call.given.from_buyer else "note"
    kept = call.app.case_notes.write(call.actor(), _case(call), call.given.text, kind)
    return Answer(kept, _line(call, kept))


def tell(call: Call) -> Answer:
    """Make a message to the buyer from a template, and keep it as told."""
    language = call.given.language or call.language
    kept = call.app.case_notes.tell(call.actor(), _case(call), call.given.template, language)
    return Answer(kept, kept.text)


def said(call: Call) -> Answer:
    """Everything that was said beside a case."""
    rows = call.app.case_notes.of(_case(call))
    return Answer(rows, "\n".join(_line(call, row) for row in rows) or call.say("cli.said_nothing"))


def _line(call: Call, row: CaseNote) -> str:
    who = f"{call.say(f'note_kind.{row.kind}')} {row.author}".strip()
    return f"{call.time(row.written_at, call.zone())}  {who}: {row.text}"


def receive_scan(call: Call) -> Answer:
    """Count a parcel that came back by scans; without scans say what is expected."""
    bench, given = call.app.return_bench, call.given
    if not given.scan:
        session = bench.open(given.code).session
        rows = [(line.sku, line.name, line.spec, line.qty) for line in session.lines]
        return Answer({"case": session.case, "lines": session.lines}, f"{session.case}\n{aligned(rows)}")
    received = bench.receive_by_scans(call.actor(), given.code, given.scan)
    lines = [_scan(call, scan) for scan in received.scans]
    if received.done is None:
        lines.append(call.say("cli.return_not_stored"))
    else:
        lines.append(call.say("cli.return_stored", case=received.job.session.case))
    data = {"case": received.job.session.case, "scans": received.scans, "done": received.done}
    return Answer(data, "\n".join(lines), ok=received.done is not None)


def _scan(call: Call, scan: ReturnScan) -> str:
    goods = scan.line.sku if scan.line else ""
    verdict = call.say(f"return_verdict.{scan.verdict}") if scan.verdict else ""
    left = scan.line.left if scan.line else 0
    told = call.say(f"cli.return_{scan.result}", goods=goods, verdict=verdict, units=abs(scan.units), left=left)
    return f"{scan.code}  {told}"


def found(call: Call) -> Answer:
    """Write down a parcel that nobody announced."""
    given = call.given
    kept = call.app.return_bench.found(
        call.actor(),
        waybill=given.waybill or "",
        carrier=given.carrier or "",
        sender=given.sender or "",
        note=given.reason or "",
        photos=[read_bytes(file) for file in given.photo or ()],
    )
    return Answer(kept, _found(call, kept))


def ownerless(call: Call) -> Answer:
    """Parcels of which nobody knows yet whose they are; with --parcel say what became of one."""
    bench, given = call.app.return_bench, call.given
    if given.parcel is None:
        rows = bench.ownerless()
        return Answer(rows, "\n".join(_found(call, row) for row in rows) or call.say("cli.ownerless_none"))
    if given.case:
        kept = bench.match(call.actor(), given.parcel, call.app.after_sales.find(given.case))
    elif given.reason:
        kept = bench.settle(call.actor(), given.parcel, given.reason)
    else:
        raise OmsError("found_outcome_missing")
    return Answer(kept, _found(call, kept))


def _found(call: Call, row: FoundParcel) -> str:
    told = [row.carrier, row.waybill, row.sender, row.note, row.outcome]
    return f"{row.id}  {call.say(f'found.{row.state}')}  " + " ".join(filter(None, told))


def _case(call: Call) -> int:
    return call.app.after_sales.find(call.given.case)

"""`print DOCUMENT NUMBER... -o PLACE | --printer NAME`: paper into a file or onto a printer, and sheets of codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import write_bytes
from desktop_oms.cli.sentences import sentence
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.services.commands import BulkResult
from desktop_oms.services.paper_wanted import paper_for
from desktop_oms.services.print_queue import Listed, trouble_of
from desktop_oms.services.printing import Print

DPI = 203.2


def print_paper(call: Call) -> Answer:
    """Make the paper and put it where it was asked for: onto a printer, into a folder or into that very file."""
    if not call.given.output and not call.given.printer:
        raise OmsError("usage_where_to_print")
    documents = {"slip": slip, "label": label, "picklist": pick_list, "manifest": manifest, "logistic": logistic}
    documents |= {"return": returned, "inspection": returned}
    document = documents.get(call.given.document, codes)
    if document is not codes and not call.given.numbers:
        raise OmsError("paper_number_missing")
    if document is label and call.given.printer and call.given.start is None:
        return sent_labels(call)
    made, refused = document(call)
    if made is None:
        raise refused[0].trouble or Refused("nothing_to_pick", number=call.given.numbers[0])
    file, line = put(call, made)
    lines = [line]
    lines += [notice.said(call.language) for notice in made.notices]
    lines += [sentence(one.trouble, call.language) for one in refused if one.trouble]
    data = {
        "file": file,
        "document": made.document,
        "format": made.fmt,
        "size": made.size,
        "copy": made.copy,
        "job_id": made.job_id,
        "printer": call.given.printer or "",
        "notices": [notice.said(call.language) for notice in made.notices],
        "refused": [
            {"order_id": one.order_id, "error": one.trouble.code, "message": sentence(one.trouble, call.language)}
            for one in refused
            if one.trouble
        ],
    }
    return Answer(data, "\n".join(lines), ok=not refused)


def _paper(call: Call) -> dict[str, object]:
    given = call.given
    if given.printer:
        paper = paper_for(call.app.printers.printer(given.printer), given.document)
        return {"size": paper.size, "fmt": paper.fmt, "dpi": paper.dpi}
    return {"size": given.size or "", "fmt": given.format or "pdf", "dpi": given.dpi or DPI}


def slip(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """The packing slips of the orders, in the order given."""
    ids = [call.order_id(number) for number in call.given.numbers]
    return call.app.printing.slips(call.actor(), ids, **_paper(call)), ()  # type: ignore[arg-type]


def label(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """The labels of the orders' parcels; A100001-2 names one parcel."""
    parcels, told = parcels_meant(call), {"reason": call.given.reason or "", **_paper(call)}
    start = 1 if call.given.start is None else call.given.start
    if len(parcels) == 1 and start == 1:
        return call.app.printing.label(call.actor(), parcels[0], **told), ()  # type: ignore[arg-type]
    return call.app.printing.labels(call.actor(), parcels, start=start, **told), ()  # type: ignore[arg-type]


def sent_labels(call: Call) -> Answer:
    """The labels on a printer, each a print of its own, as a batch that `printer resume` can go on with."""
    printer_id, reason = call.app.printers.printer(call.given.printer).id, call.given.reason or ""
    sent = call.app.print_desk.print_labels(call.actor(), parcels_meant(call), reason=reason, printer_id=printer_id)
    return Answer(sent, "\n".join(print_line(call, one) for one in sent), ok=not any(map(trouble_of, sent)))


def logistic(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """The logistic labels of the orders' parcels."""
    return call.app.sheets.logistic(call.actor(), parcels_meant(call), **_paper(call)), ()  # type: ignore[arg-type]


def parcels_meant(call: Call) -> list[int]:
    """The parcels of all the numbers given, in their order."""
    return [parcel_id for number in call.given.numbers for parcel_id in labelled(call, number)]


def manifest(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """The manifests with these numbers."""
    return call.app.sheets.manifests(call.actor(), call.given.numbers, **_paper(call)), ()  # type: ignore[arg-type]


def returned(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """The return slips, or the inspection sheets, of the cases."""
    bench = call.given.document == "inspection"
    return call.app.sheets.returns(call.actor(), call.given.numbers, bench=bench, **_paper(call)), ()  # type: ignore[arg-type]


def codes(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """A sheet of codes: of the bench's commands, of people, locations or products."""
    given = call.given
    dpi = given.dpi or DPI
    made = call.app.sheets.codes(call.actor(), given.document, given.numbers, fmt=given.format or "pdf", dpi=dpi)
    return made, ()


def labelled(call: Call, number: str) -> list[int]:
    """The parcels meant by an order's or a parcel's number, those with a label; raises `no_label_yet`."""
    order, seq = _order_of(call, number)
    found = [parcel for parcel in order.parcels if seq in (None, parcel.seq) and parcel.kind == "outbound"]
    ready = [parcel.id for parcel in found if parcel.waybill and parcel.state != "void" and not parcel.reported]
    if not ready:
        raise Refused("no_label_yet", number=order.number, parcel=seq or (found[-1].seq if found else 1))
    return ready


def _order_of(call: Call, number: str) -> tuple[Order, int | None]:
    try:
        return call.app.orders.load(call.order_id(number)), None
    except OmsError:
        head, dash, seq = number.rpartition("-")
        if not dash or not seq.isdecimal():
            raise
        return call.app.orders.load(call.order_id(head)), int(seq)


def pick_list(call: Call) -> tuple[Print | None, Sequence[BulkResult]]:
    """One pick list a warehouse for the orders; their parts count as being picked from now on."""
    ids = [call.order_id(number) for number in call.given.numbers]
    found = call.app.printing.pick_list(call.actor(), ids, **_paper(call))  # type: ignore[arg-type]
    return found.made, found.refused


def put(call: Call, made: Print) -> tuple[Path | None, str]:
    """Where the print went, and the sentence that says so; raises what kept a printer from taking it."""
    if call.given.printer:
        printer_id = call.app.printers.printer(call.given.printer).id
        one = call.app.print_desk.put(call.actor(), made, printer_id=printer_id)
        trouble = trouble_of(one)
        if trouble is not None:
            raise trouble
        return None, print_line(call, one)
    file = saved(call, made)
    return file, call.say("cli.printed", file=file, size=made.size, copy=made.copy)


def print_line(call: Call, one: Listed) -> str:
    """How far a print is, and what is the matter with it."""
    state, trouble = call.say(f"printing.state.{one.state}"), trouble_of(one)
    line = call.say("cli.print_state", job=one.job.id, printer=one.printer, state=state, copy=one.job.copy)
    return "\n".join([line, *([sentence(trouble, call.language)] if trouble else [])])


def saved(call: Call, made: Print) -> Path:
    """Where the print went; from then on its job is done."""
    place = Path(call.given.output)
    if place.is_dir():
        return call.app.printing.save(call.actor(), made, place)
    write_bytes(place, made.data)
    call.app.printing.done(call.actor(), made.job_id)
    return place

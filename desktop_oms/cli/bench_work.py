"""`to-pack`, `pack NUMBER --scan CODE...`: the packing bench without a screen; each scan is judged and stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_oms.cli.answers import Answer, aligned, as_json
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import worded
from desktop_oms.domain.codes import Family, normalise, read
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.packing import STOPS, PackLine, ScanResult, Verdict
from desktop_oms.domain.roles import Actor
from desktop_oms.services.pack_job import PackJob
from desktop_oms.services.pack_queue import SHOWN

ACKNOWLEDGE = "CMD:OK"
SETTLED = frozenset(
    {
        Verdict.ACKNOWLEDGED,
        Verdict.NOTE_READ,
        Verdict.SHORT,
        Verdict.LINKED,
        Verdict.WEIGHT_ACCEPTED,
        Verdict.TAKEN_OVER,
        Verdict.PARTED,
    }
)


def to_pack(call: Call) -> Answer:
    """What can be packed, the most urgent first: what to scan, where it lies, its pieces and when it must leave."""
    found = call.app.pack_queue.waiting(call.limit(SHOWN))
    zone = call.zone()
    rows = [
        (
            one.code,
            one.number,
            call.say("packing.picked" if one.picked else "packing.on_shelf"),
            one.pieces,
            call.time(one.ship_by, zone),
            call.say("badge.urgent") if one.urgent else "",
        )
        for one in found
    ]
    heads = [call.say(key) for key in ("packing.column_scan", "wave.column_order", "packing.column_state")]
    heads += [call.say(key) for key in ("packing.column_pieces", "cli.head_ship_by")] + [""]
    text = aligned(rows, heads, right=(3,)) if rows else call.say("packing.ready_none")
    return Answer(as_json([{**one._asdict(), "code": one.code} for one in found]), text)


def pack(call: Call) -> Answer:
    """Open the order's box at this station, and scan; without scans only say what belongs in it.

    A mistake stops the box until CMD:OK is scanned; ending on a stop counts as refused (exit code 1).
    """
    me, number, bench = call.actor(), call.given.number, call.app.packing
    codes: list[str] = list(call.given.scan or [])
    parcel_id = carried_on(call, me, opened(call, me, number, codes), codes)
    results = bench.pack_by_scans(me, number, codes) if call.given.scan else []
    results = [replace(one, code=one.code or normalise(code)) for one, code in zip(results, codes, strict=True)]
    box = bench.job(parcel_id)
    text = "\n".join([*(scan_line(call, result) for result in results), box_text(call, box)])
    data = {"scans": [_scan_data(call, result) for result in results], "box": box}
    return Answer(data, text, ok=not stopped(results))


def opened(call: Call, me: Actor, number: str, codes: list[str]) -> PackJob:
    """The order's box at this station; one that another bench has open comes over by a badge scanned first."""
    bench, badge = call.app.packing, read(codes[0]) if codes else None
    try:
        return bench.open(me, number)
    except Refused as refusal:
        if refusal.code != "box_elsewhere" or badge is None or badge.family != Family.BADGE:
            raise
        whose = str(refusal.facts["number"])  # what was typed may be a parcel or a waybill
    bench.deeds.take_over(me, badge.body, call.order_id(whose))
    del codes[0]
    return bench.open(me, number)


def carried_on(call: Call, me: Actor, job: PackJob, codes: list[str]) -> int:
    """The parcel to go on with: CMD:OK on a box with blocked pieces says that they were taken out.

    Each call of the program is a bench of its own, so the stop is found in the box, not remembered.
    """
    if job.blocked and codes and normalise(codes[0]) == ACKNOWLEDGE:
        if call.app.packing.carry_on(me, job.parcel_id) is None:
            raise Refused("box_emptied", number=job.number)
        del codes[0]
    return job.parcel_id


def stopped(results: Sequence[ScanResult]) -> bool:
    """True when the last mistake was not acknowledged."""
    stop = False
    for result in results:
        if result.verdict in STOPS or (result.verdict == Verdict.ACKNOWLEDGE_FIRST):
            stop = True
        elif result.verdict in SETTLED:
            stop = False
    return stop


def scan_line(call: Call, result: ScanResult) -> str:
    """One scan and what it came to."""
    if result.refusal:
        verdict = worded(f"error.{result.refusal}", result.facts, call.language)
    else:
        goods = result.line or result.article
        facts = {
            "note": "",
            "n": 0,
            "package": "",
            "weight_g": 0,
            "weight": 0,
            "expected": 0,
            **result.facts,
            "goods": f"{goods.name} {goods.spec}".strip() if goods else "",
            "scanned": result.line.scanned if result.line else 0,
            "qty": result.line.qty if result.line else 0,
            "waybill": result.facts.get("waybill", ""),
            "carrier": result.facts.get("carrier", ""),
        }
        labelled = result.verdict == Verdict.ALL_IN and facts["waybill"]
        verdict = call.say("cli.scan_labelled" if labelled else f"cli.scan_{result.verdict.value}", **facts)
        if facts["carrier"] and not labelled:
            verdict += call.say("orders.sentence_sign") + call.say("cli.scan_label_ready", **facts)
    return call.say("cli.scan", code=result.code, verdict=verdict)


def _scan_data(call: Call, result: ScanResult) -> dict[str, object]:
    return {
        "code": result.code,
        "verdict": result.verdict.value,
        "sku": result.line.sku if result.line else result.article.sku if result.article else None,
        "scanned": result.line.scanned if result.line else None,
        "qty": result.line.qty if result.line else None,
        "facts": result.facts,
        "message": scan_line(call, result),
    }


def barcode(line: PackLine) -> str:
    """The code on the goods, as short as it is printed; the SKU is shown already."""
    return min((code for code in line.codes if code != line.sku.upper()), key=len, default="")


def box_text(call: Call, box: PackJob) -> str:
    """The box: its lines by bin with what is in, and its waybill."""
    head = call.say(
        "cli.box", number=box.number, seq=box.seq, state=call.say(f"state.parcel.{box.state}"), waybill=box.waybill
    )
    blocked = ", ".join(f"{sku} × {n}" for sku, n in box.blocked)
    numbers = call.say("orders.list_sign").join(part.number for part in box.parts)
    shared = [call.say("packing.one_box", n=len(box.parts), numbers=numbers)] if box.mates else []
    lines = [head.rstrip(), *shared, *([call.say("cli.box_blocked", goods=blocked)] if blocked else [])]
    rows = [
        (
            *([line.order_no] if box.mates else []),
            line.bin,
            f"{line.scanned}/{line.qty}",
            line.sku,
            f"{line.name} {line.spec}".strip(),
            barcode(line),
        )
        for line in box.lines
    ]
    return "\n".join([*lines, aligned(rows, right=(2 if box.mates else 1,))])

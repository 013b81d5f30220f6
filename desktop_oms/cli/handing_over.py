"""`hand-over scan|list|close|reopen`: parcels leave with their carrier, onto a manifest that is closed when signed."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import sentence
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import with_mates
from desktop_oms.services.hand_over import HandedOver


def scan(call: Call) -> Answer:
    """Hand over each parcel whose waybill is given; one that is refused stops none of the others."""
    me, desk = call.actor(), call.app.hand_over
    lines: list[str] = []
    data: list[object] = []
    ok = True
    for code in call.given.codes:
        try:
            out: HandedOver = desk.scan(me, code, call.given.carrier or "")
        except OmsError as trouble:
            ok = False
            lines.append(call.say("cli.scan", code=code, verdict=sentence(trouble, call.language)))
            data.append({"code": code, "error": trouble.code, "message": sentence(trouble, call.language)})
            continue
        lines.append(
            call.say(
                "cli.handed_over",
                waybill=out.waybill,
                number=with_mates(out.number, out.mates),
                carrier=out.carrier,
                manifest=out.manifest.number,
                n=out.manifest.parcels,
            )
        )
        data.append(out)
    return Answer(data, "\n".join(lines), ok=ok)


def list_parcels(call: Call) -> Answer:
    """The parcels that wait for their carrier, and the manifests of the day."""
    desk = call.app.hand_over
    waiting, manifests = desk.waiting(), desk.manifests(call.given.day or "")
    boxes = [(box.carrier, box.waybill, with_mates(f"{box.number}-{box.seq}", box.mates)) for box in waiting]
    sheets = [
        (one.number, one.carrier, one.warehouse, one.day, call.say(f"cli.manifest_{one.state}"), one.parcels)
        for one in manifests
    ]
    heads = [call.say(f"cli.head_{name}") for name in ("carrier", "waybill", "parcel")]
    other = [call.say(f"cli.head_{name}") for name in ("manifest", "carrier", "warehouse", "day", "status", "parcels")]
    lines = [aligned(boxes, heads) if boxes else call.say("cli.hand_over_none")]
    lines += [aligned(sheets, other, right=(5,))] if sheets else []
    return Answer({"waiting": waiting, "manifests": manifests}, "\n\n".join(lines))


def close(call: Call) -> Answer:
    """Close a manifest for good."""
    desk = call.app.hand_over
    closed = desk.close(call.actor(), desk.numbered(call.given.manifest).id)
    return Answer(closed, call.say("cli.manifest_closed_now", manifest=closed.number, n=closed.parcels))


def reopen(call: Call) -> Answer:
    """Let a closed manifest take parcels again; a manager's deed, with a reason."""
    desk = call.app.hand_over
    opened = desk.reopen(call.actor(), desk.numbered(call.given.manifest).id, call.given.reason or "")
    return Answer(opened, call.say("cli.manifest_reopened", manifest=opened.number, n=opened.parcels))

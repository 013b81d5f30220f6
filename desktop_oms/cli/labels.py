"""`label attach NUMBER FILE`: a label the carrier issued, kept and printed in place of ours."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.cli.answers import Answer
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.paper import labelled


def attach(call: Call) -> Answer:
    """Keep the file with the parcel; of an order with several parcels one must be named (A100001-2)."""
    (parcel_id, *_) = labelled(call, call.given.number)
    data = read_bytes(call.given.file)
    kept = call.app.carrier_labels.attach(call.actor(), parcel_id, data, Path(call.given.file).name)
    text = call.say("cli.label_attached", waybill=kept.waybill, format=kept.fmt, size=kept.size)
    return Answer(kept._asdict(), text)

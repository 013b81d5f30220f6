"""What the band calls for at each moment: the colour, the word and the counter, made of the bench as it stands."""

from __future__ import annotations

from desktop_oms.domain.packing import Moment
from ui.packing.bench import Bench
from ui.packing.box import Box, Packed, Scene
from ui.packing.errands import Errand
from ui.shared.band import Call
from ui.shared.messages import Words

PACKED_SHOWN = 8.0  # seconds that a finished box is praised before the band asks for the next


def call_of(bench: Bench, words: Words) -> Call:
    """What the band says; a stop has a screen of its own and no band."""
    box = bench.box
    if box is None:
        return _idle_call(bench, words)
    n, m = box.session.pieces
    counter = words("packing.counter", n=n, m=m)
    if bench.scene == Scene.OPEN:
        times = box.session.times
        word = words("packing.scan_item_times", n=times) if times else words("packing.scan_item")
        kind = "care" if times else "idle"
        return Call(kind, "scan", word, counter=counter, caption=words("packing.packed"))
    return _label_call(bench, box, counter, words)


def just_packed(bench: Bench) -> Packed | None:
    """The box finished a moment ago, if any."""
    packed = bench.packed
    return packed if packed is not None and bench.clock() - packed.at < PACKED_SHOWN else None


def _idle_call(bench: Bench, words: Words) -> Call:
    packed = just_packed(bench)
    if bench.errands.current == Errand.OPENING:
        return Call("idle", "scan", words("packing.opening", code=bench.opening), words("packing.scan_order_how"))
    if bench.trouble is not None:
        return Call("care", "alert", words("packing.nothing_opened"), words.error(bench.trouble))
    if packed is not None:
        word = words("packing.box_packed", number=packed.number)
        return Call("go", "check", word, words("packing.box_packed_next", waybill=packed.waybill))
    return Call("idle", "scan", words("packing.scan_order"), words("packing.scan_order_how"))


def _label_call(bench: Bench, box: Box, counter: str, words: Words) -> Call:
    label = box.label
    if label.trouble is not None:
        word = words("packing.print_trouble" if label.made is not None else "packing.label_trouble")
        return Call("care", "alert", word, words.error(label.trouble), counter)
    if label.wants_weight or bench.errands.current == Errand.WEIGHING:
        how = words("packing.weigh_how" if label.wants_weight else "packing.weigh_wait")
        return Call("idle", "scale", words("packing.weigh_box"), how, counter)
    if label.wants_waybill:
        how = words("packing.scan_waybill_how", carrier=box.job.carrier or words("packing.this_carrier"))
        return Call("idle", "scan", words("packing.scan_waybill"), how, counter)
    if label.asks_reason:
        return Call("care", "printer", words("packing.why_reprint"), words("packing.why_reprint_how"), counter)
    if bench.labels.is_late(box) and box.session.moment == Moment.LABELLED:
        return Call("care", "clock", words("packing.label_late"), words("packing.label_late_how"), counter)
    word = words("packing.all_in", n=box.session.pieces[1])
    return Call("go", "check", word, words(_label_news(bench, box)), counter)


def _label_news(bench: Bench, box: Box) -> str:
    """The word key of how far the label is."""
    label = box.label
    if bench.errands.current == Errand.CONFIRMING:
        return "packing.confirming"
    if label.made is None:
        return "packing.label_coming"
    if label.printer:
        return "packing.label_sent"
    if label.file is not None:
        return "packing.label_ready"
    return "packing.label_known" if label.known else "packing.label_saving"

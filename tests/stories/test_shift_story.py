"""The story of a shift: twelve orders from the shelf to the courier, with everything that goes wrong in between.

Something is not in its bin, a wrong piece comes to the bench, a buyer wants money back while the box is open, a parcel
becomes two, and the printer jams among the labels.  In the end nothing is double and everything adds up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packing import Verdict
from desktop_oms.domain.pick_walk import PickVerdict, Work
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.waves import Wave
from desktop_oms.gateways.printers.practice import PracticePrinter
from desktop_oms.services.scan_bench import ScanBench
from desktop_oms.services.wave_scans import WaveBench
from desktop_oms.services.wave_shorts import SHIP_REST
from tests.documents.reading import decoded, read_text
from tests.services.orders import CUP, STOCKED, TEE, an_order, assert_sound, bring_in, load, stocked
from tests.services.print_shop import as_image

READY = STOCKED

TEE_CODE, TEE_L_CODE, CUP_CODE = "6901234500011", "6901234500028", "6901234500042"
CODES = {"TEE-NV-XL": TEE_CODE, "CUP-500": CUP_CODE}
SCRIPT = "ok, ok, ok, jam"  # the printer jams at the fourth label of the shift


@dataclass
class Shift:
    """A picker, a packer and the order desk, one printer, twelve orders by what is in them."""

    app: App
    clerk: Actor
    desk: Actor
    orders: dict[str, int]
    printer: PracticePrinter
    parcels: list[int] = field(default_factory=list)  # as their boxes were filled
    labelled: list[int] = field(default_factory=list)  # whose labels were printed and scanned at the bench already

    @property
    def unprinted(self) -> list[int]:
        """The parcels whose labels are printed together, in the order of their boxes."""
        return [parcel_id for parcel_id in self.parcels if parcel_id not in self.labelled]

    def order(self, external_no: str) -> Order:
        return load(self.app, self.orders[external_no])

    def ask_refund(self, external_no: str, sku: str, units: int) -> None:
        """The buyer wants money back for goods that have not left."""
        order = self.order(external_no)
        line = next(line for line in order.lines if line.sku_code == sku)
        facts = {"kind": "refund_unshipped", "lines": {line.id: units}, "reason": "not_wanted"}
        self.app.commands.do(self.desk, order.id, "case.request", args=facts)

    def waybills(self, parcels: list[int]) -> list[str]:
        """The waybill of each of these parcels."""
        found = {one.id: one.waybill or "" for key in self.orders for one in self.order(key).parcels}
        return [found[key] for key in parcels]


def sold(tees: int, cups: int) -> dict[str, object]:
    """What an order of so many T-shirts and cups changes about the usual one."""
    lines = tuple(replace(line, qty=units) for line, units in ((TEE, tees), (CUP, cups)) if units)
    goods = sum(line.qty * (line.price or 0) for line in lines)
    return {"lines": lines, "goods": goods, "total": goods + 1000, "paid": goods + 1000}


WANTED = {f"N{n:02}": (0, 1) for n in range(1, 5)}  # single cups
WANTED |= {f"N{n:02}": (2, 1) for n in range(5, 10)} | {"N10": (0, 2), "N11": (1, 0), "N12": (3, 2)}


@pytest.fixture
def shift(app: App) -> Shift:
    """Twelve orders came in overnight and were confirmed; a printer that will jam stands at the bench."""
    stocked(app)
    result = bring_in(app, *(an_order(number, **sold(*units)) for number, units in WANTED.items()))
    orders = {number: one.order_id or 0 for number, one in zip(WANTED, result.orders, strict=True)}
    boss, desk, clerk = app.people.actor("boss"), app.people.actor("desk"), app.people.actor("clerk", "bench 1")
    for order_id in orders.values():
        if load(app, order_id).stage == "paid":
            app.commands.do(desk, order_id, "order.confirm")
    printer = app.printers.add(boss, "Bench printer", "practice", SCRIPT)
    app.printers.assign(boss, "label", clerk.station_id, printer.id)
    way = app.printers.way(printer)
    assert isinstance(way, PracticePrinter)
    return Shift(app, clerk, desk, orders, way)


def make_wave(shift: Shift) -> Wave:
    """One wave of all twelve, a basket each."""
    (wave,), results = shift.app.waves.make(shift.clerk, list(shift.orders.values()))
    assert [result.trouble for result in results if result.trouble] == []
    assert len(wave.baskets) == 12
    return wave


def pick(shift: Shift, wave: Wave) -> Wave:
    """Walk the bins; one T-shirt is not there, so one order goes without it."""
    at = WaveBench(shift.app.wave_scans, shift.clerk, wave.id, Work.BASKETS)
    assert at.scan(TEE_L_CODE).verdict == PickVerdict.WRONG
    at.scan("CMD:OK")
    tees = sum(units for units, _ in WANTED.values())
    assert at.scan(f"{tees - 1}*{TEE_CODE}").verdict == PickVerdict.TAKEN
    (short,) = shift.app.wave_shorts.short(shift.clerk, wave.id, "TEE-NV-XL", 1, SHIP_REST)
    assert (short.units, short.trouble) == (1, None)
    at = WaveBench(shift.app.wave_scans, shift.clerk, wave.id, Work.BASKETS)
    cups = sum(units for _, units in WANTED.values())
    assert at.scan(f"{cups}*{CUP_CODE}").verdict == PickVerdict.ALL_TAKEN
    now = shift.app.waves.show(wave.id)
    assert Counter(basket.state for basket in now.baskets) == {"full": 12}
    assert now.put_backs() == ()
    return now


def pack(shift: Shift, code: str, *before: str) -> ScanBench:
    """Open the box by the basket's code, scan `before`, then what is missing; the full box has its label."""
    bench = ScanBench(shift.app.packing, shift.clerk, shift.app.packing.open(shift.clerk, code))
    for scanned in before:
        bench.scan(scanned)
    fill(shift, bench)
    return bench


def fill(shift: Shift, bench: ScanBench) -> None:
    """The pieces that are still missing, by scan."""
    for line in [line for line in bench.session.lines if line.left > 0]:
        bench.scan(f"{line.left}*")
        bench.scan(CODES[line.sku])
    assert bench.job.parcel_id not in shift.parcels
    shift.parcels.append(bench.job.parcel_id)
    assert shift.app.packing.job(bench.job.parcel_id).state == "labelled"


def basket(shift: Shift, wave: Wave, external_no: str) -> str:
    """The code of an order's basket."""
    found = next(one for one in wave.baskets if one.order_id == shift.orders[external_no])
    return f"{wave.number}-{found.number}"


def pack_with_a_wrong_piece(shift: Shift, code: str) -> None:
    """Foreign goods, one too many and a code of nothing stop the bench; none of them counts."""
    bench = ScanBench(shift.app.packing, shift.clerk, shift.app.packing.open(shift.clerk, code))
    for scanned, verdict in (
        (TEE_L_CODE, Verdict.WRONG),
        ("4006381333931", Verdict.UNKNOWN),
        (f"9*{CUP_CODE}", Verdict.OVER),
    ):
        if "*" in scanned:
            bench.scan("9*")
        assert bench.scan(scanned.rpartition("*")[2]).verdict == verdict
        assert bench.scan(CUP_CODE).verdict == Verdict.ACKNOWLEDGE_FIRST
        assert bench.scan("CMD:OK").verdict == Verdict.ACKNOWLEDGED
    assert bench.session.pieces[0] == 0
    fill(shift, bench)


def pack_while_a_refund_is_asked_for(shift: Shift, external_no: str, code: str) -> None:
    """The cup lies in the box when its buyer wants the money back: the next scan stops, the cup comes out."""
    bench = ScanBench(shift.app.packing, shift.clerk, shift.app.packing.open(shift.clerk, code))
    assert bench.scan(CUP_CODE).verdict == Verdict.OK
    shift.ask_refund(external_no, "CUP-500", 1)
    stopped = bench.scan(TEE_CODE)
    assert stopped.verdict == Verdict.BLOCKED
    assert bench.scan("CMD:OK").verdict == Verdict.ACKNOWLEDGED
    assert [(line.sku, line.qty, line.scanned) for line in bench.session.lines] == [("TEE-NV-XL", 2, 0)]
    fill(shift, bench)


def pack_two_parcels(shift: Shift, external_no: str, code: str) -> None:
    """What does not fit goes into a further parcel, which opens once the first one bears its label."""
    bench = ScanBench(shift.app.packing, shift.clerk, shift.app.packing.open(shift.clerk, code))
    bench.scan(CUP_CODE)
    assert bench.scan("CMD:NEXTPARCEL").verdict == Verdict.NEXT_PARCEL
    first = bench.job.parcel_id
    shift.parcels.append(first)
    assert shift.app.print_desk.print_label(shift.clerk, first).state == "spooled"
    assert bench.scan(shift.waybills([first])[0]).verdict == Verdict.LABEL_OK
    shift.labelled.append(first)
    pack(shift, code)
    assert [one.seq for one in shift.order(external_no).live_parcels()] == [1, 2]


def print_with_a_jam(shift: Shift) -> None:
    """The third label is torn; printing goes on behind the second, which is scanned; nothing comes out twice."""
    boxes, queue = shift.unprinted, shift.app.print_queue
    waybills = shift.waybills(boxes)
    made = shift.app.print_desk.print_labels(shift.clerk, boxes, request="shift")
    assert [one.state for one in made] == ["done", "done", "stuck", *["waiting"] * (len(made) - 3)]
    assert queue.unsettled("bench 1") == len(made) - 2
    batch_id = made[0].sending.batch_id if made[0].sending else None
    assert batch_id
    with pytest.raises(OmsError, match="label_not_in_batch"):
        queue.resume(shift.clerk, batch_id, "F99999999")
    queue.resume(shift.clerk, batch_id, waybills[1])
    queue.watch(shift.clerk)
    after = queue.batch(batch_id)
    assert [one.state for one in after] == ["done", "confirmed", *["done"] * (len(made) - 2)]
    assert [one.job.copy for one in after] == [1, 1, 2, *[1] * (len(made) - 3)]
    seen = [decoded(as_image(queue.pages(one.job.id).picture(0, 203.2))) for one in after]
    assert [code for label in seen for kind, code in label if kind == "Code 128"] == waybills
    assert len(shift.app.print_desk.print_labels(shift.clerk, boxes, request="shift")) == len(made)
    assert len(shift.printer.printed) == len(set(shift.printer.printed)) == len(shift.parcels)
    with pytest.raises(Refused, match="label_printed_before"):
        shift.app.print_desk.print_label(shift.clerk, boxes[0])


def confirm_labels(shift: Shift) -> None:
    """Each label is scanned off its box; another box's is refused."""
    packing, boxes = shift.app.packing, shift.unprinted
    waybills = shift.waybills(boxes)
    assert packing.confirm_label(shift.clerk, boxes[0], waybills[1]).verdict == Verdict.WRONG_LABEL
    for parcel_id, waybill in zip(boxes, waybills, strict=True):
        assert packing.confirm_label(shift.clerk, parcel_id, waybill).verdict == Verdict.LABEL_OK


def hand_over(shift: Shift, folder: Path) -> None:
    """Every parcel leaves once, onto one manifest, which is printed and closed."""
    waybills = shift.waybills(shift.parcels)
    for waybill in waybills:
        left = shift.app.hand_over.scan(shift.clerk, waybill)
        with pytest.raises(Refused, match="already_handed_over"):
            shift.app.hand_over.scan(shift.clerk, waybill)
    assert left.manifest.parcels == len(waybills)
    shift.app.hand_over.close(shift.clerk, left.manifest.id)
    with pytest.raises(Refused, match="manifest_closed"):
        shift.app.hand_over.close(shift.clerk, left.manifest.id)
    (manifest,) = shift.app.hand_over.manifests()
    assert (manifest.parcels, manifest.closed_at is not None) == (len(waybills), True)
    made = shift.app.sheets.manifests(shift.clerk, [manifest.number])
    paper = read_text(shift.app.printing.save(shift.clerk, made, folder).read_bytes())
    assert all(waybill in paper for waybill in waybills)


def nothing_is_double(shift: Shift) -> None:
    """Each sold piece left once, waits for stock, or is being refunded; no number was given twice."""
    sent = Counter[str]()
    for key in shift.orders:
        order = shift.order(key)
        for parcel in order.parcels:
            assert parcel.state == "in_transit"
            sent.update({order.line(row.line_id).sku_code: row.scanned for row in parcel.lines})
    tees, cups = (sum(units) for units in zip(*WANTED.values(), strict=True))
    assert sent == {"TEE-NV-XL": tees - 1, "CUP-500": cups - 1}
    assert len(set(shift.waybills(shift.parcels))) == len(shift.parcels) == 13
    left = {sku: next(row for row in shift.app.stock.show(sku) if row.code == sku) for sku in CODES}
    # The missing T-shirt left the count of its bin when it was not found; the cup is back on the shelf.
    assert {sku: row.on_hand for sku, row in left.items()} == {"TEE-NV-XL": 40 - tees, "CUP-500": 30 - (cups - 1)}
    assert shift.app.print_queue.unsettled() == 0
    assert [row.units for row in shift.app.stock.shortages()] == [1]


def test_a_shift_from_the_wave_to_the_closed_manifest(shift: Shift, tmp_path: Path) -> None:
    wave = pick(shift, make_wave(shift))
    pack_with_a_wrong_piece(shift, basket(shift, wave, "N05"))
    pack_while_a_refund_is_asked_for(shift, "N06", basket(shift, wave, "N06"))
    pack_two_parcels(shift, "N12", basket(shift, wave, "N12"))
    for number in WANTED:
        if number not in ("N05", "N06", "N12"):
            pack(shift, basket(shift, wave, number))
    assert shift.app.waves.close(shift.clerk, wave.id).state == "done"
    print_with_a_jam(shift)
    confirm_labels(shift)
    hand_over(shift, tmp_path)
    nothing_is_double(shift)
    assert_sound(shift.app)

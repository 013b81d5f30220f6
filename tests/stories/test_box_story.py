"""Three orders of one buyer go into one box: one basket, one waybill, one label, one row; a refund comes meanwhile."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.pick_walk import Work
from desktop_oms.services.wave_scans import WaveBench
from tests.documents.reading import read_text
from tests.services.packing_bench import ask_refund
from tests.services.shop_orders import CUP_CODE, Shop, open_shop


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def picked_into_one_basket(shop: Shop, numbers: tuple[str, ...]) -> str:
    """One of the orders in a wave brings the others along; the basket's code comes back."""
    app = shop.app
    (wave,), results = app.waves.make(shop.boss, [app.orders.find(numbers[1])])
    assert [result.trouble for result in results] == [None] * 3
    told = [(basket.number, basket.order_no) for basket in wave.baskets]
    assert told == [(1, numbers[1]), (1, numbers[0]), (1, numbers[2])]
    assert [stop.baskets for stop in wave.stops()] == [((1, 2),), ((1, 3),), ((1, 1),)]
    bench = WaveBench(app.wave_scans, shop.clerk, wave.id, Work.BASKETS)
    results = [bench.scan(code) for code in ("TEE-XL", "TEE-XL", CUP_CODE, CUP_CODE, "CMD:UNDO", "2*", CUP_CODE)]
    assert str(results[-1].verdict) == "taken"
    last = bench.scan("TEE-M")
    assert (str(last.verdict), last.full) == ("all_taken", (1,))
    progress = app.waves.show(wave.id).progress()
    assert (progress.baskets, progress.full, progress.all_sorted) == (1, 1, True)
    return f"{wave.number}-1"


def packed_without_what_is_refunded(shop: Shop, basket: str, numbers: tuple[str, ...]) -> int:
    """The buyer asks for the money of one cup while the box is open; the box's parcel comes back."""
    packing = shop.app.packing
    job = packing.open(shop.clerk, basket)
    assert [part.number for part in job.parts] == [*numbers]
    ask_refund(shop, numbers[1], CUP=1)
    refused = packing.record_scan(shop.clerk, job, job.session().scan("TEE-M")).refusal
    assert refused is not None
    assert refused.code == "units_blocked"
    left = packing.carry_on(shop.clerk, job.parcel_id)
    assert left is not None
    assert [(line.order_no, line.qty) for line in left.lines if line.sku == "CUP"] == [(numbers[0], 1), (numbers[1], 1)]
    scans = ["TEE-XL", "TEE-XL", CUP_CODE, CUP_CODE, "TEE-M"]
    assert str(packing.pack_by_scans(shop.clerk, numbers[2], scans)[-1].verdict) == "all_in"
    return job.parcel_id


def labelled_once(shop: Shop, parcel_id: int, numbers: tuple[str, ...]) -> str:
    """One label bears the number of all; one slip has the lines and notes of all.  The waybill comes back."""
    app = shop.app
    (waybill,) = {str(shop.read(number).parcels[-1].waybill) for number in numbers}
    said = read_text(app.printing.label(shop.clerk, shop.read(numbers[1]).parcels[-1].id).data)
    assert waybill in said
    assert f"{numbers[0]}+2" in said
    assert len(app.printing.waiting()) == 1
    slip = read_text(app.printing.slips(shop.clerk, [app.orders.find(number) for number in numbers], size="A5").data)
    assert all(f"{number}:请放门口" in slip for number in numbers)
    assert slip.count("TEE-M") == 1
    assert str(app.packing.confirm_label(shop.clerk, parcel_id, waybill).verdict) == "label_ok"
    return waybill


def test_three_orders_share_basket_box_label_and_row_and_all_arrive(shop: Shop) -> None:
    app = shop.app
    numbers = (shop.order("S-1"), shop.order("S-2", CUP=2), shop.order("S-3", TEE_M=1))
    app.together.make(shop.desk, [app.orders.find(number) for number in numbers])
    basket = picked_into_one_basket(shop, numbers)
    parcel_id = packed_without_what_is_refunded(shop, basket, numbers)
    waybill = labelled_once(shop, parcel_id, numbers)
    out = app.hand_over.scan(shop.clerk, waybill)
    assert (out.number, out.mates, out.manifest.parcels) == (numbers[0], numbers[1:], 1)
    assert len(app.hand_over.parcels(out.manifest.id)) == 1
    assert app.hand_over.close(shop.clerk, out.manifest.id).parcels == 1
    with pytest.raises(Refused, match="already_handed_over"):
        app.hand_over.scan(shop.clerk, waybill)
    app.hand_over.deliver(shop.desk, shop.read(numbers[2]).parcels[-1].id, "the buyer called")
    assert [shop.read(number).parcels[-1].state for number in numbers] == ["delivered"] * 3
    assert [case.state for case in shop.read(numbers[1]).cases] == ["refunding"]
    assert {finding.code for finding in app.upkeep.reconcile(full=True)} <= {"history_jumps"}

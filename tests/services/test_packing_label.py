"""Closing a box: numbers given once, labels that scan, prints that survive a kill."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packing import Verdict
from desktop_oms.services import boxes
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.pack_job import PackJob, Stored
from desktop_oms.storage import sending_rows
from tests.documents.reading import decoded, printed_pages
from tests.services.packing_bench import ALL, ask_refund, scan, verdicts
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_a_label_lost_between_commit_and_printer_is_made_again_the_same(shop: Shop, started_again: App) -> None:
    number = shop.order()
    verdicts(shop, number, *ALL)
    (job,) = started_again.printing.waiting()
    first = shop.app.printing.made(job.id)
    assert started_again.printing.made(job.id).data == first.data


def fill(shop: Shop, number: str) -> tuple[PackJob, Stored]:
    """All pieces of an order; the last one fills the box."""
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL[:-1])
    last = shop.app.packing.job(job.parcel_id).session().scan(ALL[-1])
    return job, shop.app.packing.fill(shop.clerk, job, last)


def kept(shop: Shop, number: str) -> tuple[str, list[int], list[str]]:
    """The state of an order's box, the pieces in it by line, and what its scans came to."""
    (parcel,) = shop.read(number).parcels
    scans = shop.app.database.read(lambda conn: sending_rows.scans(conn, parcel.id))
    return parcel.state, sorted(row.scanned for row in parcel.lines), [one.verdict for one in scans]


def test_the_piece_that_fills_a_box_closes_it_in_the_same_command(shop: Shop) -> None:
    number = shop.order()
    job, stored = fill(shop, number)
    assert stored.refusal is None
    assert stored.labelled is not None
    assert stored.version == shop.read(number).version == job.version + 3
    assert kept(shop, number) == ("labelled", [1, 2], ["ok", "ok", "all_in"])
    again = shop.app.packing.finish(shop.clerk, job.parcel_id)
    assert (again.waybill, again.label.data) == (stored.labelled.waybill, stored.labelled.label.data)


def test_a_full_box_that_cannot_be_closed_keeps_its_last_piece(shop: Shop) -> None:
    shop.send_with(Carrier("顺丰"))
    number = shop.order()
    job, stored = fill(shop, number)
    assert (stored.refusal, stored.labelled) == (None, None)
    assert kept(shop, number) == ("open", [1, 2], ["ok", "ok", "all_in"])
    with pytest.raises(OmsError, match="waybill_missing"):
        shop.app.packing.finish(shop.clerk, job.parcel_id)
    assert shop.app.packing.finish(shop.clerk, job.parcel_id, waybill="SF1").waybill == "SF1"


def test_a_last_piece_that_is_refused_neither_counts_nor_closes(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL[:-1])
    last = shop.app.packing.job(job.parcel_id).session().scan(ALL[-1])
    shop.do(shop.desk, number, "hold.place", reason="address_check")
    stored = shop.app.packing.fill(shop.clerk, job, last)
    assert stored.refusal is not None
    assert (stored.refusal.code, stored.labelled) == ("on_hold", None)
    assert kept(shop, number) == ("open", [1, 1], ["ok", "ok", "blocked"])
    assert shop.app.printing.waiting() == []


def test_a_blocked_piece_in_a_labelled_box_takes_the_label_off(shop: Shop) -> None:
    number = shop.order()
    verdicts(shop, number, *ALL, "F10000001")
    (parcel,) = shop.read(number).parcels
    ask_refund(shop, number, CUP=1)
    job = shop.app.packing.carry_on(shop.clerk, parcel.id)
    assert job is not None
    assert (job.state, job.waybill, job.session().pieces) == ("open", "", (2, 2))
    label = shop.app.packing.finish(shop.clerk, parcel.id)
    assert label.waybill == "F10000002"
    assert label.label.copy == 1
    assert ("Code 128", "F10000002") in decoded(printed_pages(label.label.data, 203.2)[0])


def test_closing_a_box_twice_gives_the_same_number_and_the_same_label(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL)
    first = shop.app.packing.finish(shop.clerk, job.parcel_id, weight_g=780)
    again = shop.app.packing.finish(shop.clerk, job.parcel_id)
    assert (again.waybill, again.label.data, again.label.job_id) == (
        first.waybill,
        first.label.data,
        first.label.job_id,
    )
    other = shop.order()
    assert shop.app.packing.pack_by_scans(shop.clerk, other, ALL)[-1].facts["waybill"] == "F10000002"


@pytest.mark.parametrize("dpi", [203.2, 300])
def test_the_label_bears_the_waybill_as_a_scanner_reads_it(shop: Shop, dpi: float) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL)
    label = shop.app.packing.finish(shop.clerk, job.parcel_id, dpi=dpi).label
    (page,) = printed_pages(label.data, dpi)
    assert ("Code 128", "F10000001") in decoded(page)
    assert label.notices == ()
    assert shop.app.printing.preview(label).startswith(b"\x89PNG")


def test_a_label_that_does_not_fit_leaves_the_box_labelled_and_the_job_failed(shop: Shop) -> None:
    number = shop.order()
    order_id = shop.app.orders.find(number)
    shop.app.commands.do(
        shop.desk, order_id, "order.amend", args={"address": {"street": "很长的路" * 200}, "reason": "long"}
    )
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL)
    with pytest.raises(OmsError, match="text_does_not_fit"):
        shop.app.packing.finish(shop.clerk, job.parcel_id)
    assert shop.read(number).parcels[0].state == "labelled"
    assert shop.app.printing.waiting() == []


def test_a_full_box_whose_label_does_not_fit_is_closed_without_one(shop: Shop) -> None:
    number = shop.order()
    shop.do(shop.desk, number, "order.amend", address={"street": "很长的路" * 200}, reason="long")
    job, stored = fill(shop, number)
    assert (stored.refusal, stored.labelled) == (None, None)
    assert kept(shop, number)[0] == "labelled"
    with pytest.raises(OmsError, match="text_does_not_fit"):
        shop.app.packing.finish(shop.clerk, job.parcel_id)


def test_a_typed_waybill_is_taken_once(shop: Shop) -> None:
    numbers = [shop.order(), shop.order()]
    boxes = [shop.app.packing.open(shop.clerk, number) for number in numbers]
    for box in boxes:
        scan(shop, box, *ALL)
    assert shop.app.packing.finish(shop.clerk, boxes[0].parcel_id, waybill=" SF123 ").waybill == "SF123"
    with pytest.raises(Refused, match="waybill_taken") as refused:
        shop.app.packing.finish(shop.clerk, boxes[1].parcel_id, waybill="SF123")
    assert refused.value.facts["number"] == numbers[0]
    assert shop.read(numbers[1]).parcels[0].state == "open"


def test_an_unknown_carrier_is_refused_naming_those_that_exist(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL)
    with pytest.raises(OmsError, match="carrier_unknown"):
        shop.app.packing.finish(shop.clerk, job.parcel_id, carrier="Pigeon")
    assert [carrier.name for carrier in shop.app.packing.carriers()] == ["自有车队"]


def test_cash_on_delivery_is_collected_once(shop: Shop) -> None:
    number = shop.order(cod=True)
    job = shop.app.packing.open(shop.clerk, number)
    assert job.collect == 3500
    scan(shop, job, *ALL)
    assert shop.app.packing.finish(shop.clerk, job.parcel_id).waybill


def test_another_parcels_label_is_named(shop: Shop) -> None:
    first, second = shop.order(), shop.order()
    verdicts(shop, first, *ALL)
    told = shop.app.packing.pack_by_scans(shop.clerk, second, [*ALL, "F10000001"])
    assert (told[-1].verdict, told[-1].facts) == (Verdict.WRONG_LABEL, {"waybill": "F10000002", "number": first})


def test_a_number_typed_at_two_benches_at_once_is_refused_to_the_slower(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked before either wrote: then the database's own key decides."""
    numbers = [shop.order(), shop.order()]
    jobs = [shop.app.packing.open(shop.clerk, number) for number in numbers]
    for job in jobs:
        scan(shop, job, *ALL)
    shop.app.packing.finish(shop.clerk, jobs[0].parcel_id, waybill="SF123")
    monkeypatch.setattr(boxes, "waybill_is_free", lambda *_: None)
    with pytest.raises(Refused, match="waybill_taken"):
        shop.app.packing.finish(shop.clerk, jobs[1].parcel_id, waybill="SF123")
    assert shop.read(numbers[1]).parcels[0].state == "open"

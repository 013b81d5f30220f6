"""The packing bench: claims, scans stored at once, refusals in time, numbers and labels."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packing import Moment, Verdict
from desktop_oms.services.pack_job import PackJob
from desktop_oms.storage import sending_rows
from tests.services.packing_bench import ALL, ask_refund, scan, verdicts
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_one_scan_picks_and_opens_the_box_in_one_command(shop: Shop) -> None:
    number = shop.order("S-1")
    before = shop.read(number)
    job = shop.app.packing.open(shop.clerk, number)
    after = shop.read(number)
    assert after.version == before.version + 1
    assert [part.state for part in after.fulfilments] == ["picked"]
    assert (job.state, job.number, job.external_no, job.place, job.notes) == (
        "open",
        number,
        "S-1",
        (1, 1),
        (("buyer_note", "请放门口"),),
    )
    assert [(line.sku, line.bin, line.qty, line.scanned) for line in job.lines] == [
        ("TEE-XL", "A-2", 2, 0),
        ("CUP", "A-10", 1, 0),
    ]
    assert job.weight_g == 750


def test_order_shop_parcel_and_waybill_numbers_all_open_the_box(shop: Shop) -> None:
    number = shop.order("S-1")
    job = shop.app.packing.open(shop.clerk, number)
    for code in (number.lower(), " S-1 ", f"{number}-1"):
        assert shop.app.packing.open(shop.clerk, code).parcel_id == job.parcel_id
    scan(shop, job, *ALL)
    labelled = shop.app.packing.finish(shop.clerk, job.parcel_id)
    again = shop.app.packing.open(shop.clerk, labelled.waybill)
    assert (again.parcel_id, again.session().moment) == (job.parcel_id, Moment.LABELLED)


def test_resuming_writes_nothing(shop: Shop) -> None:
    number = shop.order()
    version = shop.app.packing.open(shop.clerk, number).version
    assert shop.app.packing.open(shop.clerk, number).version == version == shop.read(number).version


@pytest.mark.parametrize("code", ["NOBODY", "", "A100001-9", "CMD:OK"])
def test_a_code_that_is_no_order_is_refused(shop: Shop, code: str) -> None:
    shop.order()
    with pytest.raises(OmsError, match="pack_code_unknown"):
        shop.app.packing.open(shop.clerk, code)


def test_goods_scanned_before_their_order_are_told_apart(shop: Shop) -> None:
    with pytest.raises(OmsError, match="pack_order_first"):
        shop.app.packing.open(shop.clerk, CUP_CODE)


def test_wrong_over_and_unknown_pieces_stop_and_do_not_count(shop: Shop) -> None:
    number = shop.order()
    told = shop.app.packing.pack_by_scans(
        shop.clerk, number, [CUP_CODE, "TEE-M", "TEE-XL", "CMD:OK", "what", "CMD:OK", CUP_CODE, "CMD:OK", "CARTON-2"]
    )
    assert [str(result.verdict) for result in told] == [
        "ok",
        "wrong",
        "acknowledge_first",
        "acknowledged",
        "unknown",
        "acknowledged",
        "over",
        "acknowledged",
        "all_in",
    ]
    assert told[1].article is not None
    assert told[1].article.spec == "NAVY / M"
    assert [one.line.scanned for one in told if one.line] == [1, 1, 2]  # as it was when the code was scanned
    assert told[-1].facts["waybill"] == "F10000001"
    (parcel,) = shop.read(number).parcels
    assert (parcel.state, parcel.waybill) == ("labelled", "F10000001")


def test_every_scan_is_stored_with_its_verdict(shop: Shop) -> None:
    number = shop.order()
    verdicts(shop, number, CUP_CODE, "TEE-M", "CMD:OK", "TEE-XL", "CMD:UNDO", "CARTON-2", "F1", "CMD:OK", "F10000001")
    (parcel,) = shop.read(number).parcels
    kept = shop.app.database.read(lambda conn: sending_rows.scans(conn, parcel.id))
    assert [(one.code, one.verdict) for one in kept] == [
        (CUP_CODE, "ok"),
        ("TEE-M", "wrong"),
        ("CMD:OK", "acknowledged"),
        ("TEE-XL", "ok"),
        ("CMD:UNDO", "undone"),
        ("CARTON-2", "all_in"),
        ("F1", "wrong_label"),
        ("CMD:OK", "acknowledged"),
        ("F10000001", "label_ok"),
    ]
    assert parcel.printed_at is not None


def test_a_program_killed_after_any_scan_finds_its_counts_again(shop: Shop, started_again: App) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    for count, code in enumerate(ALL, start=1):
        scan(shop, job, code)
        session = started_again.packing.open(shop.clerk, number).session()
        assert session.pieces == (count, 3)
    assert session.moment == Moment.ALL_IN
    labelled = shop.app.packing.finish(shop.clerk, job.parcel_id)
    resumed = started_again.packing.open(shop.clerk, number)
    assert resumed.session().moment == Moment.LABELLED
    assert started_again.packing.finish(shop.clerk, job.parcel_id).waybill == labelled.waybill
    assert started_again.packing.confirm_label(shop.clerk, job.parcel_id, labelled.waybill).verdict == Verdict.LABEL_OK
    with pytest.raises(Refused, match="box_labelled"):
        started_again.packing.open(shop.clerk, number)


def test_undo_after_a_restart_takes_back_what_was_scanned_last(shop: Shop, started_again: App) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, "CARTON-2", CUP_CODE, "CMD:UNDO")
    session = started_again.packing.open(shop.clerk, number).session()
    undone = session.scan("CMD:UNDO")
    assert (undone.units, session.pieces) == (-2, (0, 3))
    assert started_again.packing.record_scan(shop.clerk, job, undone).refusal is None
    assert [row.scanned for row in shop.read(number).parcels[0].lines] == [0, 0]


def test_an_order_is_packed_at_one_bench_only(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    with pytest.raises(Refused, match="box_elsewhere") as refused:
        shop.app.packing.open(shop.other_clerk, number)
    assert refused.value.facts["clerk"] == "clerk"
    result = job.session().scan(CUP_CODE)
    stored = shop.app.packing.record_scan(shop.other_clerk, job, result)
    assert stored.refusal is not None
    assert stored.refusal.code == "box_elsewhere"
    with pytest.raises(Refused, match="box_elsewhere"):
        shop.app.packing.finish(shop.other_clerk, job.parcel_id)
    assert shop.read(number).parcels[0].lines[0].scanned == 0


def test_the_slower_of_two_benches_gets_no_box_of_its_own(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other bench opens the box between this one's look and its command."""
    number, packing = shop.order(), shop.app.packing
    resume = packing._resume

    def look(*args: object) -> PackJob | None:
        found = resume(*args)  # type: ignore[arg-type]
        monkeypatch.undo()
        packing.open(shop.other_clerk, number)
        return found

    monkeypatch.setattr(packing, "_resume", look)
    with pytest.raises(Refused, match="box_elsewhere"):
        packing.open(shop.clerk, number)
    assert len(shop.read(number).parcels) == 1


def test_a_refund_asked_for_meanwhile_stops_the_next_scan(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, CUP_CODE)
    ask_refund(shop, number, TEE_XL=1)
    stored = shop.app.packing.record_scan(shop.clerk, job, job.session().scan("TEE-XL"))
    assert stored.refusal is not None
    assert (stored.refusal.code, stored.refusal.facts["sku"]) == ("units_blocked", "TEE-XL")
    assert [row.scanned for row in shop.read(number).parcels[0].lines] == [1, 0]
    assert shop.app.packing.job(job.parcel_id).blocked == (("TEE-XL", 1),)


def test_blocked_pieces_leave_the_box_and_the_rest_is_packed(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, CUP_CODE)
    ask_refund(shop, number, TEE_XL=1)
    assert verdicts(shop, number, "TEE-XL", "CMD:OK", "TEE-XL") == ["blocked", "acknowledged", "all_in"]
    (parcel,) = shop.read(number).parcels
    assert sorted(row.qty for row in parcel.lines) == [1, 1]
    assert parcel.state == "labelled"


def test_a_box_that_is_blocked_as_a_whole_is_dissolved(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    ask_refund(shop, number, CUP=1, TEE_XL=2)
    told = shop.app.packing.pack_by_scans(shop.clerk, number, [CUP_CODE, "CMD:OK"])
    assert [result.refusal for result in told] == ["units_blocked", "box_emptied"]
    assert shop.read(number).parcels[0].state == "void"
    assert shop.app.packing.job(job.parcel_id).state == "void"


def test_a_refund_asked_for_meanwhile_stops_packing_and_labelling(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, *ALL)
    ask_refund(shop, number, CUP=1)
    with pytest.raises(Refused, match="units_blocked"):
        shop.app.packing.finish(shop.clerk, job.parcel_id)
    (parcel,) = shop.read(number).parcels
    assert (parcel.state, parcel.waybill) == ("open", None)
    assert shop.app.printing.waiting() == []


def test_a_hold_stops_scan_packing_and_carrying_on(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    shop.do(shop.desk, number, "hold.place", reason="address_check")
    stored = shop.app.packing.record_scan(shop.clerk, job, job.session().scan(CUP_CODE))
    assert stored.refusal is not None
    assert stored.refusal.code == "on_hold"
    for work in (shop.app.packing.finish, shop.app.packing.carry_on):
        with pytest.raises(Refused, match="on_hold"):
            work(shop.clerk, job.parcel_id)
    with pytest.raises(Refused, match="on_hold"):
        shop.app.packing.open(shop.clerk, number)


def test_what_may_not_be_packed_says_why(shop: Shop) -> None:
    unpaid = shop.order(confirm=False)
    with pytest.raises(Refused, match="order_not_confirmed"):
        shop.app.packing.open(shop.clerk, unpaid)
    refunded = shop.order()
    ask_refund(shop, refunded, CUP=1, TEE_XL=2)
    with pytest.raises(Refused):
        shop.app.packing.open(shop.clerk, refunded)
    sent = shop.order()
    waybill = shop.app.packing.pack_by_scans(shop.clerk, sent, ALL)[-1].facts["waybill"]
    shop.app.hand_over.scan(shop.clerk, str(waybill))
    with pytest.raises(Refused, match="pack_already_sent"):
        shop.app.packing.open(shop.clerk, sent)


def test_an_order_that_waits_for_stock_is_put_aside(shop: Shop) -> None:
    number = shop.order(confirm=False, CUP=200)
    shop.do(shop.desk, number, "order.confirm", backorder=True)
    order = shop.read(number)
    assert {part.state for part in order.fulfilments} & {"shortage"}
    waiting = [part for part in order.fulfilments if part.state == "allocated"]
    for part in waiting:
        shop.do(shop.clerk, number, "fulfilment.short", part, reason="not_found")
    with pytest.raises(Refused, match="pack_awaits_stock"):
        shop.app.packing.open(shop.clerk, number)


def test_only_clerks_pack(shop: Shop) -> None:
    number = shop.order()
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.packing.open(shop.cashier, number)
    assert shop.read(number).parcels == []


def test_a_box_is_not_closed_before_all_pieces_are_in(shop: Shop) -> None:
    number = shop.order()
    job = shop.app.packing.open(shop.clerk, number)
    scan(shop, job, CUP_CODE)
    with pytest.raises(Refused, match="pieces_missing"):
        shop.app.packing.finish(shop.clerk, job.parcel_id)


def test_the_bench_sees_its_own_latest_boxes(shop: Shop) -> None:
    first, second = shop.order(), shop.order()
    shop.app.packing.open(shop.clerk, first)
    shop.app.packing.open(shop.other_clerk, second)
    assert [box.number for box in shop.app.packing.recent(shop.clerk)] == [first]


def test_a_newly_linked_code_counts_in_a_reopened_box(shop: Shop) -> None:
    number = shop.order()
    assert verdicts(shop, number, "NEW-CODE") == ["unknown"]
    shop.app.database.write(lambda conn: shop.link(conn, "NEW-CODE", "CUP"))
    shop.app.packing.forget_catalogue()
    assert verdicts(shop, number, "new-code") == ["ok"]


def test_without_benches_a_box_belongs_to_who_opened_it(shop: Shop) -> None:
    people, number = shop.app.people, shop.order()
    job = shop.app.packing.open(people.actor("clerk"), number)
    assert shop.app.packing.open(people.actor("clerk"), number).parcel_id == job.parcel_id
    with pytest.raises(Refused, match="box_elsewhere"):
        shop.app.packing.open(people.actor("clerk2"), number)


def test_what_lies_on_the_bench_is_packed_before_what_is_still_in_its_bin(shop: Shop) -> None:
    """An order sent from two warehouses: the second one's goods were picked first."""
    house = shop.app.setup.add_warehouse(shop.boss, "义乌仓", "YW", priority=50)
    shop.app.database.write(lambda conn: shop.put_stock(conn, house.id, "TEE-M", 150))
    number = shop.order(CUP=1, TEE_M=120)
    order = shop.read(number)
    assert len(order.fulfilments) == 2
    last = order.fulfilments[-1]
    for event in ("fulfilment.pick", "fulfilment.picked"):
        shop.do(shop.clerk, number, event, last)
    first_box, second_box = (shop.app.packing.open(actor, number) for actor in (shop.clerk, shop.other_clerk))
    boxes = {parcel.id: parcel.fulfilment_id for parcel in shop.read(number).parcels}
    assert boxes[first_box.parcel_id] == last.id
    assert boxes[second_box.parcel_id] == order.fulfilments[0].id


def test_an_order_that_changed_in_its_shop_is_not_packed(shop: Shop) -> None:
    number = shop.order()

    def changes(run: Run) -> Order:
        run.open_task("changed_in_shop", detail="[]")
        return run.order

    shop.app.commands.run(shop.desk, shop.app.orders.find(number), "test.changed", changes)
    with pytest.raises(Refused, match="pack_changed_in_shop"):
        shop.app.packing.open(shop.clerk, number)

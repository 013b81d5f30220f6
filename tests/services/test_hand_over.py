"""Hand-over: parcels leave by scan onto manifests, and what became of them is recorded."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.hand_over import HandOver, Leaving
from desktop_oms.storage import stock_rows
from tests.services.conftest import StandingClock
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


@pytest.fixture
def desk(app: App) -> HandOver:
    return app.hand_over


def packed(shop: Shop, carrier: str = "") -> tuple[str, str, int]:
    """An order in a labelled box: its number, the waybill, the parcel."""
    number = shop.order()
    if carrier:
        job = shop.app.packing.open(shop.clerk, number)
        session = job.session()
        for code in ALL:
            shop.app.packing.record_scan(shop.clerk, job, session.scan(code))
        typed = f"SF{number}"
        waybill = shop.app.packing.finish(shop.clerk, job.parcel_id, carrier=carrier, waybill=typed).waybill
        return number, waybill, job.parcel_id
    told = shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    return number, str(told[-1].facts["waybill"]), shop.read(number).parcels[0].id


def test_a_scan_hands_the_parcel_over_and_takes_the_goods_off_the_shelf(shop: Shop, desk: HandOver) -> None:
    number, waybill, parcel_id = packed(shop)
    assert [(box.number, box.waybill, box.pieces) for box in desk.waiting()] == [(number, waybill, 3)]
    out = desk.scan(shop.clerk, waybill.lower())
    assert (out.number, out.parcel_id, out.manifest.number, out.manifest.parcels) == (number, parcel_id, "M000001", 1)
    order = shop.read(number)
    assert (order.status, order.work_stage) == ("shipped", "in_transit")
    assert desk.waiting() == []
    levels = shop.app.database.read(lambda conn: stock_rows.levels(conn, shop.skus.values()))
    on_hand = {sku_id: level.on_hand for (_, sku_id), level in levels.items()}
    assert (on_hand[shop.skus["CUP"]], on_hand[shop.skus["TEE-XL"]]) == (99, 98)


def test_parcels_of_a_carrier_and_day_share_a_manifest(
    shop: Shop, desk: HandOver, standing_clock: StandingClock
) -> None:
    shop.send_with(Carrier("自有车队", "F"), Carrier("顺丰"))
    first, second, other = packed(shop), packed(shop), packed(shop, "顺丰")
    out = [desk.scan(shop.clerk, waybill).manifest.number for _, waybill, _ in (first, second, other)]
    assert out == ["M000001", "M000001", "M000002"]
    assert [box.waybill for box in desk.parcels(desk.numbered("m000001").id)] == [first[1], second[1]]
    late = packed(shop)
    standing_clock.pass_hours(24)
    assert desk.scan(shop.clerk, late[1]).manifest.number == "M000003"
    assert [manifest.number for manifest in desk.manifests()] == ["M000003", "M000002", "M000001"]


def test_a_second_scan_is_refused_naming_the_manifest(shop: Shop, desk: HandOver) -> None:
    number, waybill, _ = packed(shop)
    desk.scan(shop.clerk, waybill)
    with pytest.raises(Refused, match="already_handed_over") as refused:
        desk.scan(shop.clerk, waybill)
    assert refused.value.facts == {"number": number, "waybill": waybill, "manifest": "M000001"}


def test_two_benches_that_scan_one_parcel_at_once_hand_it_over_once(shop: Shop, desk: HandOver) -> None:
    """Both looked the parcel up before either wrote."""
    number, waybill, parcel_id = packed(shop)
    order_id = shop.app.orders.find(number)
    slower = Leaving(shop.app.database, shop.other_clerk, parcel_id, "", None)
    desk.scan(shop.clerk, waybill)
    with pytest.raises(Refused, match="already_handed_over"):
        shop.app.commands.run(shop.other_clerk, order_id, "hand_over.scan", slower.deed, ready=slower.ready)
    assert desk.numbered("M000001").parcels == 1


@pytest.mark.parametrize("code", ["F99999999", "", "A100001"])
def test_a_code_that_is_no_waybill_is_refused(shop: Shop, desk: HandOver, code: str) -> None:
    with pytest.raises(OmsError, match="waybill_unknown"):
        desk.scan(shop.clerk, code)


def test_a_void_parcel_stays_here(shop: Shop, desk: HandOver) -> None:
    number, waybill, _ = packed(shop)
    shop.do(shop.clerk, number, "parcel.void", shop.read(number).parcels[0])
    with pytest.raises(Refused, match="parcel_void"):
        desk.scan(shop.clerk, waybill)


def test_another_carriers_parcel_is_refused(shop: Shop, desk: HandOver) -> None:
    _, waybill, _ = packed(shop)
    with pytest.raises(Refused, match="other_carrier"):
        desk.scan(shop.clerk, waybill, carrier="顺丰")
    with pytest.raises(Refused, match="other_warehouse"):
        desk.scan(shop.clerk, waybill, warehouse_id=1)
    assert desk.manifests() == []
    assert desk.scan(shop.clerk, waybill, carrier="自有车队").manifest.parcels == 1


def test_a_refund_asked_for_meanwhile_keeps_the_parcel_here(shop: Shop, desk: HandOver) -> None:
    number, waybill, _ = packed(shop)
    line = next(one for one in shop.read(number).lines if one.qty == 2)
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    with pytest.raises(Refused, match="units_blocked") as refused:
        desk.scan(shop.clerk, waybill)
    assert refused.value.facts == {"sku": line.sku_code, "n": 1}
    assert shop.read(number).parcels[0].state == "labelled"
    assert desk.manifests() == []


def test_a_hold_keeps_the_parcel_here(shop: Shop, desk: HandOver) -> None:
    number, waybill, _ = packed(shop)
    shop.do(shop.desk, number, "hold.place", reason="address_check")
    with pytest.raises(Refused, match="on_hold"):
        desk.scan(shop.clerk, waybill)


def test_a_closed_manifest_stays_closed_and_the_next_parcel_begins_another(shop: Shop, desk: HandOver) -> None:
    _, first, _ = packed(shop)
    _, second, _ = packed(shop)
    manifest = desk.scan(shop.clerk, first).manifest
    closed = desk.close(shop.clerk, manifest.id)
    assert (closed.state, closed.parcels, closed.closed_at) == ("closed", 1, shop.app.database.now())
    with pytest.raises(Refused, match="manifest_closed"):
        desk.close(shop.clerk, manifest.id)
    assert desk.scan(shop.clerk, second).manifest.number == "M000002"
    with pytest.raises(OmsError, match="manifest_missing"):
        desk.close(shop.clerk, 1)
    with pytest.raises(OmsError, match="manifest_missing"):
        desk.numbered("M9")


def test_a_delivered_order_completes(shop: Shop, desk: HandOver, standing_clock: StandingClock) -> None:
    number, waybill, parcel_id = packed(shop)
    desk.scan(shop.clerk, waybill)
    order_id = shop.app.orders.find(number)
    with pytest.raises(Refused, match="nothing_delivered"):
        desk.complete(shop.desk, order_id, "done")
    with pytest.raises(Refused, match="reason_missing"):
        desk.deliver(shop.desk, parcel_id)
    desk.deliver(SYSTEM, parcel_id, at=standing_clock.ms - 5)
    assert shop.read(number).parcels[0].delivered_at == standing_clock.ms - 5
    with pytest.raises(Refused, match="reason_missing"):
        desk.complete(shop.desk, order_id)
    assert desk.complete(shop.desk, order_id, "buyer confirmed").status == "completed"
    with pytest.raises(OmsError, match="parcel_missing"):
        desk.deliver(SYSTEM, 1)


def test_only_clerks_hand_over(shop: Shop, desk: HandOver) -> None:
    _, waybill, _ = packed(shop)
    with pytest.raises(Refused, match="not_your_role"):
        desk.scan(shop.cashier, waybill)


def test_from_the_cut_off_on_parcels_go_onto_the_next_days_manifest(shop: Shop, standing_clock: StandingClock) -> None:
    shop.send_with(Carrier("自有车队", "F", cut_off="12:30"))
    early, late = packed(shop)[1], packed(shop)[1]
    assert shop.app.hand_over.scan(shop.clerk, early).manifest.day == "2026-11-21"
    standing_clock.pass_hours(0.5)
    out = shop.app.hand_over.scan(shop.clerk, late)
    assert (out.manifest.day, out.manifest.parcels) == ("2026-11-22", 1)
    with pytest.raises(OmsError, match="carrier_cut_off"):
        shop.send_with(Carrier("自有车队", "F", cut_off="6 pm"))


def test_only_a_manager_reopens_a_manifest_and_says_why(shop: Shop) -> None:
    manifest = shop.app.hand_over.scan(shop.clerk, packed(shop)[1]).manifest
    with pytest.raises(Refused, match="manifest_open"):
        shop.app.hand_over.reopen(shop.boss, manifest.id, "one was left out")
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.hand_over.close(shop.desk, manifest.id)
    shop.app.hand_over.close(shop.clerk, manifest.id)
    for actor, reason, code in ((shop.clerk, "late", "not_your_role"), (shop.boss, " ", "reason_missing")):
        with pytest.raises(Refused, match=code):
            shop.app.hand_over.reopen(actor, manifest.id, reason)
    assert shop.app.hand_over.reopen(shop.boss, manifest.id, "one was left out").state == "open"
    assert shop.app.hand_over.scan(shop.clerk, packed(shop)[1]).manifest.id == manifest.id

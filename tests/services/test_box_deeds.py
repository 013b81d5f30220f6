"""At the bench beside scanning: missing pieces, further parcels, leave by badge, weights, pictures, single pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packing import Moment
from desktop_oms.services.bench_rules import Package
from tests.services.conftest import StandingClock
from tests.services.orders import CUP, an_order, bring_in
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def pack(shop: Shop, number: str, *codes: str) -> list[str]:
    return [str(result.verdict) for result in shop.app.packing.pack_by_scans(shop.clerk, number, codes)]


def states(shop: Shop, number: str) -> list[str]:
    return sorted(part.state for part in shop.read(number).fulfilments)


def test_a_piece_that_is_not_there_becomes_a_shortage_and_the_rest_goes_out(shop: Shop) -> None:
    number = shop.order()
    assert pack(shop, number, CUP_CODE, "TEE-XL", "CMD:SHORT", "CMD:OK", "F10000001") == [
        "ok",
        "ok",
        "ask_short",
        "short",
        "label_ok",
    ]
    order = shop.read(number)
    assert [(row.qty, row.scanned) for row in order.parcels[0].lines] == [(1, 1), (1, 1)]
    assert (order.parcels[0].state, states(shop, number)) == ("labelled", ["picked", "shortage"])
    assert [task.kind for task in order.open_tasks()] == ["shortage"]


def test_missing_goods_leave_the_count_of_the_shelf(shop: Shop) -> None:
    number = shop.order(TEE_M=2)
    pack(shop, number, "TEE-M", "CMD:SHORT", "CMD:OK")
    assert [row.on_hand for row in shop.app.stock.show("TEE-M")] == [99]
    order = shop.read(number)
    short = next(part for part in order.fulfilments if part.state == "shortage")
    assert [(row.qty, row.allocated, row.picked) for row in short.lines] == [(1, 0, 0)]


def test_each_way_out_of_a_shortage_reported_at_the_bench_is_open(shop: Shop) -> None:
    number = shop.order(TEE_M=2)
    pack(shop, number, "TEE-M", "CMD:SHORT", "CMD:OK")
    short = next(part for part in shop.read(number).fulfilments if part.state == "shortage")
    shop.do(shop.desk, number, "fulfilment.substitute", short, agreed=True, sku_id=shop.skus["TEE-XL"])
    assert "allocated" in states(shop, number)
    other = shop.order(TEE_M=2)
    pack(shop, other, "TEE-M", "CMD:SHORT", "CMD:OK")
    short = next(part for part in shop.read(other).fulfilments if part.state == "shortage")
    shop.do(shop.desk, other, "fulfilment.allocate", short)
    assert "allocated" in states(shop, other)


def test_a_box_of_which_nothing_is_there_is_dissolved(shop: Shop) -> None:
    number = shop.order(TEE_M=1)
    told = shop.app.packing.pack_by_scans(shop.clerk, number, ["CMD:SHORT", "CMD:OK"])
    assert (told[-1].refusal, shop.read(number).parcels[0].state) == ("box_emptied", "void")
    assert states(shop, number) == ["done", "shortage"]


def test_a_shortage_asked_for_by_mistake_is_taken_back(shop: Shop) -> None:
    number = shop.order()
    assert pack(shop, number, "CMD:SHORT", CUP_CODE, "CMD:UNDO", CUP_CODE) == [
        "ask_short",
        "acknowledge_first",
        "acknowledged",
        "ok",
    ]


def test_what_does_not_fit_goes_into_a_further_parcel(shop: Shop) -> None:
    number = shop.order()
    assert pack(shop, number, CUP_CODE, "CMD:NEXTPARCEL", "F10000001") == ["ok", "next_parcel", "label_ok"]
    assert pack(shop, number, "2*", "TEE-XL", "F10000002") == ["quantity", "all_in", "label_ok"]
    order = shop.read(number)
    assert [(parcel.seq, parcel.waybill) for parcel in order.parcels] == [(1, "F10000001"), (2, "F10000002")]
    assert states(shop, number) == ["picked"]


def test_a_further_parcel_needs_something_in_this_one(shop: Shop) -> None:
    assert pack(shop, shop.order(), "CMD:NEXTPARCEL") == ["not_now"]


def test_a_quantity_is_undone_whole_also_after_a_restart(shop: Shop) -> None:
    number = shop.order(CUP=5)
    assert pack(shop, number, "QTY:3", CUP_CODE) == ["quantity", "ok"]
    again = shop.app.packing.open(shop.clerk, number).session()
    assert again.pieces == (3, 5)
    assert again.scan("CMD:UNDO").units == -3


def test_a_quantity_never_counts_past_what_remains(shop: Shop) -> None:
    number = shop.order(CUP=2)
    assert pack(shop, number, "12*", CUP_CODE, "CMD:OK", CUP_CODE) == ["quantity", "over", "acknowledged", "ok"]


def test_a_note_is_read_before_the_first_piece(shop: Shop) -> None:
    number = shop.order(CUP=2, confirm=False)
    shop.do(shop.desk, number, "order.amend", packing_note="Fragile")
    shop.do(shop.desk, number, "order.confirm")
    assert pack(shop, number, CUP_CODE, "CMD:OK", CUP_CODE) == ["acknowledge_first", "note_read", "ok"]
    assert shop.app.packing.open(shop.clerk, number).session().stop is None


def test_an_unknown_code_is_linked_by_the_badge_of_somebody_who_may(shop: Shop) -> None:
    number = shop.order(CUP=1)
    bring_in(shop.app, an_order(lines=(replace(CUP, sku="NEWCODE-1"),)))
    assert shop.app.tasks.counts() == {"sku_unknown": 1}
    assert pack(shop, number, "NEWCODE-1", "CMD:LINK", "USR:desk", "NEWCODE-1") == [
        "unknown",
        "ask_link",
        "linked",
        "all_in",
    ]
    assert shop.app.catalogue.find("NEWCODE-1").code == "CUP"
    assert shop.app.tasks.counts() == {}  # what another order waited for
    deeds = shop.app.database.read(lambda conn: shop.deeds(conn, "product.link"))
    assert [(deed[0], deed[2]["code"]) for deed in deeds] == [("clerk", "NEWCODE-1")]


@pytest.mark.parametrize(("badge", "code"), [("clerk2", "badge_not_enough"), ("nobody", "badge_unknown")])
def test_a_badge_without_the_right_links_nothing(shop: Shop, badge: str, code: str) -> None:
    told = shop.app.packing.pack_by_scans(
        shop.clerk, shop.order(CUP=1), ["NEWCODE-1", "CMD:LINK", f"USR:{badge}", "NEWCODE-1"]
    )
    assert (told[2].refusal, str(told[3].verdict)) == (code, "acknowledge_first")
    with pytest.raises(OmsError, match="sku_unknown"):
        shop.app.catalogue.find("NEWCODE-1")


def test_the_box_of_a_silent_bench_is_given_to_the_next_one(shop: Shop, standing_clock: StandingClock) -> None:
    number = shop.order()
    pack(shop, number, CUP_CODE)
    standing_clock.pass_hours(0.3)
    with pytest.raises(Refused, match="box_elsewhere"):
        shop.app.packing.open(shop.other_clerk, number)
    standing_clock.pass_hours(0.1)
    job = shop.app.packing.open(shop.other_clerk, number)
    assert (job.session().pieces, shop.read(number).parcels[0].claimed_by) == ((1, 3), "clerk2")
    with pytest.raises(Refused, match="box_elsewhere"):
        shop.app.packing.open(shop.clerk, number)


@pytest.mark.parametrize("badge", ["clerk", "boss"])
def test_a_box_is_handed_over_by_the_badge_of_who_has_it_or_of_a_manager(shop: Shop, badge: str) -> None:
    number = shop.order()
    pack(shop, number, CUP_CODE)
    order_id = shop.app.orders.find(number)
    with pytest.raises(Refused, match="badge_not_enough"):
        shop.app.packing.deeds.take_over(shop.other_clerk, "desk", order_id)
    parcel_id = shop.app.packing.deeds.take_over(shop.other_clerk, badge, order_id)
    assert shop.app.packing.open(shop.other_clerk, number).parcel_id == parcel_id
    parcel = shop.read(number).parcels[0]
    assert (parcel.claimed_by, parcel.station_id) == ("clerk2", shop.other_clerk.station_id)


def test_a_box_is_weighed_where_the_house_says_so(shop: Shop) -> None:
    shop.app.bench_settings.change(shop.boss, weigh=True)
    number = shop.order(CUP=1)
    assert pack(shop, number, CUP_CODE, "WGT:360", "F10000001") == ["all_in", "weighed", "label_ok"]
    assert shop.read(number).parcels[0].weight_g == 360


def test_a_weight_that_is_off_stops_until_it_is_right_or_a_manager_says_why(shop: Shop) -> None:
    shop.app.bench_settings.change(shop.boss, weigh=True)
    codes = [CUP_CODE, "WGT:500", "CMD:OK", "WGT:390", "F10000001"]
    assert pack(shop, shop.order(CUP=1), *codes) == ["all_in", "weight_off", "acknowledged", "weighed", "label_ok"]
    other = shop.order(CUP=1, TEE_M=1)
    codes = [CUP_CODE, "TEE-M", "WGT:900", "CMD:WRAPPING", "USR:clerk2", "USR:boss", "CMD:WRAPPING", "F10000002"]
    assert pack(shop, other, *codes)[2:] == [
        "weight_off",
        "acknowledge_first",
        "badge",
        "badge",
        "weight_accepted",
        "label_ok",
    ]
    assert shop.read(other).parcels[0].weight_g == 900


def test_the_same_goods_are_expected_to_weigh_as_they_did(shop: Shop) -> None:
    shop.app.bench_settings.change(shop.boss, weigh=True)
    shop.app.bench_settings.put_package(shop.boss, Package("M", 100, "30 x 20 x 10 cm"))
    first = shop.order(CUP=1)
    assert pack(shop, first, "PKG:M", CUP_CODE, "WGT:480") == ["package", "all_in", "weighed"]
    job = shop.app.packing.open(shop.clerk, first)
    assert (job.package, job.expected_g) == ("M", 480)
    assert shop.app.packing.open(shop.clerk, shop.order(CUP=1)).expected_g == 350


def test_a_piece_scanned_at_an_empty_bench_opens_the_oldest_order_for_just_it(shop: Shop) -> None:
    two, held, first = shop.order(CUP=2), shop.order(CUP=1), shop.order(CUP=1)
    shop.do(shop.desk, held, "hold.place", reason="address")
    job = shop.app.packing.open(shop.clerk, CUP_CODE)
    assert (job.number, job.session().moment) == (first, Moment.ALL_IN)
    assert shop.app.packing.open(shop.clerk, CUP_CODE).number == first  # this bench has not finished it
    with pytest.raises(OmsError, match="pack_order_first"):
        shop.app.packing.open(shop.other_clerk, CUP_CODE)
    assert shop.read(two).parcels == []


def test_without_the_fast_lane_goods_ask_for_their_order(shop: Shop) -> None:
    shop.app.bench_settings.change(shop.boss, fast_lane=False)
    shop.order(CUP=1)
    with pytest.raises(OmsError, match="pack_order_first"):
        shop.app.packing.open(shop.clerk, CUP_CODE)


def test_a_picture_of_the_box_is_kept(shop: Shop) -> None:
    job = shop.app.packing.open(shop.clerk, shop.order())
    assert shop.app.packing.deeds.photograph(shop.clerk, job.parcel_id, "box.png", PNG) == 1
    assert shop.app.packing.job(job.parcel_id).pictures == 1
    with pytest.raises(OmsError, match="picture_not_valid"):
        shop.app.packing.deeds.photograph(shop.clerk, job.parcel_id, "box.svg", b"<svg/>")
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.packing.deeds.photograph(shop.cashier, job.parcel_id, "box.png", PNG)

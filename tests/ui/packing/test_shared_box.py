"""One box for several orders at the bench, by typed scans alone, read as shown in both languages."""

from __future__ import annotations

from tests.services.shop_orders import CUP_CODE
from tests.ui.shop_window import ShopWindow

XL = "TEE-XL"


def together(bench: ShopWindow) -> tuple[str, str, str]:
    """Three orders of one buyer that ship together."""
    shop = bench.shop
    numbers = (shop.order("S-1"), shop.order("S-2", CUP=1), shop.order("S-3", TEE_M=1))
    shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in numbers])
    return numbers


def test_the_box_shows_whose_goods_it_holds_and_gets_one_label(bench: ShopWindow) -> None:
    one, two, three = together(bench)
    bench.scan(two)
    top, lines = bench.shown("packing.top"), bench.shown("packing.lines")
    assert bench.says("packing.one_box", n=3, numbers=bench.says("orders.list_sign").join((one, two, three))) in top
    assert f"{one} +2" in top
    assert "0 / 5" in bench.shown("packing.band")
    assert f"{one} A-2 Cotton tee NAVY / XL 0/2" in lines
    assert f"{three} B-1 Cotton tee NAVY / M 0/1" in lines
    assert all(f"{number} · 请放门口" in bench.shown("packing.note") for number in (one, two, three))
    bench.scan(XL, XL, CUP_CODE, CUP_CODE)
    assert "4 / 5" in bench.shown("packing.band")
    bench.scan("TEE-M ")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")
    assert len(list((bench.folder / "labels").iterdir())) == 1
    bench.scan("F10000001")
    assert bench.says("packing.box_packed", number=f"{one} +2") in bench.shown("packing.band")
    assert [bench.shop.read(number).parcels[0].waybill for number in (one, two, three)] == ["F10000001"] * 3


def test_an_order_that_stops_the_box_is_taken_out_by_a_scan(bench: ShopWindow) -> None:
    one, two, three = together(bench)
    bench.scan(one, XL)
    bench.shop.do(bench.shop.desk, two, "hold.place", reason="buyer_asked")
    bench.scan(XL)
    stop = bench.shown("packing.stop")
    assert bench.says("packing.blocked") in stop
    assert two in stop
    assert bench.says("error.on_hold") in stop
    assert bench.says("packing.take_order_out", number=two) in stop
    bench.scan("CMD:APART")
    assert bench.shown("packing.stop") == ""
    assert "1 / 4" in bench.shown("packing.band")
    bench.scan(XL, CUP_CODE, "TEE-M ", "F10000001")
    assert bench.says("packing.box_packed", number=f"{one} +1") in bench.shown("packing.band")
    assert [bench.shop.read(number).parcels[0].state for number in (one, two, three)] == [
        "labelled",
        "void",
        "labelled",
    ]


def test_an_order_that_stops_the_opening_is_taken_out_by_a_scan_too(bench: ShopWindow) -> None:
    one, two, three = together(bench)
    bench.shop.do(bench.shop.desk, two, "hold.place", reason="buyer_asked")
    bench.scan(three)
    assert bench.says("packing.take_order_out", number=two) in bench.shown("packing.stop")
    bench.scan("CMD:APART")
    assert "0 / 4" in bench.shown("packing.band")
    assert f"{one} +1" in bench.shown("packing.top")
    assert not bench.shop.read(two).parcels

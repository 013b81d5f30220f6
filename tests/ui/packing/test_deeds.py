"""The bench beside counting, as it is shown: missing pieces, further parcels, leave by badge, notes, weights."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.services.shop_orders import CUP_CODE
from tests.ui.shop_window import ShopWindow

XL = "TEE-XL"


def test_missing_pieces_are_asked_about_and_the_rest_gets_its_label(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE, XL, "CMD:SHORT")
    stop = bench.shown("packing.stop")
    assert bench.says("packing.ask_short", n=1) in stop
    assert "1 × Cotton tee NAVY / XL" in stop
    bench.scan("CMD:OK")
    assert bench.says("packing.all_in", n=2) in bench.shown("packing.band")
    bench.scan("F10000001")
    assert bench.says("packing.box_packed", number=number) in bench.shown("packing.band")
    assert "shortage" in {part.state for part in bench.shop.read(number).fulfilments}


def test_a_question_is_taken_back_by_its_key(bench: ShopWindow) -> None:
    bench.scan(bench.shop.order(), CUP_CODE)
    bench.key(Qt.Key.Key_F6)
    assert bench.says("packing.ask_short", n=2) in bench.shown("packing.stop")
    bench.key(Qt.Key.Key_F9)
    assert bench.shown("packing.stop") == ""
    assert "1 / 3" in bench.shown("packing.band")


def test_a_further_parcel_opens_by_itself_once_this_one_is_labelled(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE, "CMD:NEXTPARCEL")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")
    bench.scan("F10000001")
    assert bench.says("packing.parcel_of", number=number, n=2, m=2) in bench.shown("packing.top")
    bench.scan("QTY:2")
    assert bench.says("packing.scan_item_times", n=2) in bench.shown("packing.band")
    bench.scan(XL, "F10000002")
    assert bench.says("packing.box_packed", number=number) in bench.shown("packing.band")


def test_a_label_that_does_not_come_out_is_put_on_the_other_printer(bench: ShopWindow) -> None:
    shop, app = bench.shop, bench.shop.app
    app.printers.add(shop.boss, "Spare", "practice", "")
    usual = app.printers.add(shop.boss, "Zebra", "practice", "", fallback="Spare")
    app.printers.assign(shop.boss, "label", shop.clerk.station_id, usual.id)
    bench.scan(shop.order(CUP=1), CUP_CODE)
    assert "Zebra" in bench.shown("packing.steps")
    assert bench.shown("packing.printer2") == bench.says("packing.printer2")
    bench.scan("CMD:PRINTER2")
    assert "Spare" in bench.shown("packing.steps")
    assert bench.says("packing.copy", n=2) in bench.shown("packing.steps")
    bench.key(Qt.Key.Key_F8)
    assert "Zebra" in bench.shown("packing.steps")
    bench.scan("F10000001")
    assert bench.shown("packing.steps") == ""


def test_an_unknown_code_is_linked_at_the_bench(bench: ShopWindow) -> None:
    bench.scan(bench.shop.order(CUP=2), "NEWCODE-7")
    bench.key(Qt.Key.Key_F9)
    assert bench.says("packing.ask_link") in bench.shown("packing.stop")
    bench.scan("USR:clerk2")
    assert bench.says("error.badge_not_enough", name="Clerk2") in bench.shown("packing.stop")
    bench.scan("USR:desk", "NEWCODE-7")
    assert "1 / 2" in bench.shown("packing.band")


def test_a_note_stands_alone_until_it_was_read(bench: ShopWindow) -> None:
    number = bench.shop.order(CUP=2, confirm=False)
    bench.shop.do(bench.shop.desk, number, "order.amend", packing_note="Wrap twice")
    bench.shop.do(bench.shop.desk, number, "order.confirm")
    bench.scan(number)
    assert "Wrap twice" in bench.shown("packing.stop")
    bench.scan(CUP_CODE)
    assert bench.says("packing.not_counted_ok_first", code=CUP_CODE) in bench.shown("packing.stop")
    bench.scan("CMD:OK", CUP_CODE)
    assert "1 / 2" in bench.shown("packing.band")


def test_another_benches_box_comes_over_by_a_badge(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.shop.app.packing.pack_by_scans(bench.shop.other_clerk, number, [CUP_CODE])
    bench.scan(number)
    assert bench.says("packing.badge_takes_over") in bench.shown("packing.stop")
    bench.scan("USR:clerk2")
    assert bench.shown("packing.stop") == ""
    assert "1 / 3" in bench.shown("packing.band")


def test_the_practice_scale_weighs_the_full_box(bench: ShopWindow) -> None:
    bench.window.preferences.change(scale="practice:1000")
    number = bench.shop.order(CUP=1)
    bench.scan(number, CUP_CODE)
    assert bench.says("packing.weight_off") in bench.shown("packing.stop")
    bench.scan("USR:boss")
    assert bench.says("packing.why_let_through") in bench.shown("packing.stop")
    bench.scan("CMD:WRAPPING")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")
    assert "1.00 kg" in bench.shown("packing.steps")
    assert bench.shop.read(number).parcels[0].weight_g == 1000
    bench.scan("F10000001", bench.shop.order(CUP=1), CUP_CODE)
    assert bench.says("packing.label_ready") in bench.shown("packing.band")


def test_a_box_that_must_be_weighed_asks_for_its_weight(bench: ShopWindow) -> None:
    bench.shop.app.bench_settings.change(bench.shop.boss, weigh=True)
    bench.scan(bench.shop.order(CUP=1), CUP_CODE)
    assert bench.says("packing.weigh_box") in bench.shown("packing.band")
    bench.scan("WGT:360")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")


def test_a_piece_alone_is_packed_in_two_scans(bench: ShopWindow) -> None:
    number = bench.shop.order(CUP=1)
    bench.scan(CUP_CODE)
    assert bench.says("packing.all_in", n=1) in bench.shown("packing.band")
    bench.scan("F10000001")
    assert bench.says("packing.box_packed", number=number) in bench.shown("packing.band")


def test_a_picture_is_kept_with_the_box(bench: ShopWindow, tmp_path: Path) -> None:
    file = tmp_path / "box.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 9)
    bench.scan(bench.shop.order())
    page = bench.packing()
    assert page.bench.box is not None
    page.bench.deeds.photograph(page.bench.box, file)
    assert bench.says("packing.photos_kept", n=1) in bench.shown("packing.echo")

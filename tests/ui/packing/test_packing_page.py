"""The bench from the first scan to the scanned label, typed as keys and read as shown, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_oms.domain.packing import Verdict
from desktop_oms.services.carriers import Carrier
from desktop_oms.storage import sending_rows
from tests.services.shop_orders import CUP_CODE
from tests.ui.packing.conftest import OpenBench
from tests.ui.reachable import tab_order, unreachable
from tests.ui.shop_window import ShopWindow

XL = "TEE-XL"


def refund(bench: ShopWindow, number: str, sku: str = XL) -> None:
    """Somebody asks the money back for one piece while the box is open."""
    order = bench.shop.read(number)
    lines = {line.id: 1 for line in order.lines if line.sku_code == sku}
    shop = bench.shop
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines=lines, reason="changed_mind")


def counted(bench: ShopWindow, number: str) -> list[tuple[str, int]]:
    """What the database says is in the box."""
    order = bench.shop.read(number)
    return [(order.line(row.line_id).sku_code, row.scanned) for row in order.parcels[0].lines]


def test_the_empty_bench_says_how_to_start(bench: ShopWindow) -> None:
    assert bench.says("packing.scan_order") in bench.shown("packing.band")
    assert bench.shown("packing.empty") == bench.says("packing.nothing_recent")
    assert bench.says("packing.bench") in bench.shown("packing.top")


def test_what_waits_is_listed_at_the_empty_bench_and_opened_by_scan_or_key(bench: ShopWindow) -> None:
    page = bench.packing()
    assert page.idle.ready.title.text() == bench.says("packing.how_to_start")
    first, second = bench.shop.order("S-1"), bench.shop.order("S-2", CUP=1)
    bench.ticks.seconds += 9
    page.show_time()
    assert bench.shown("packing.ready") == ""
    bench.ticks.seconds += 1
    page.show_time()
    model = page.idle.ready.listing.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    assert [row.cells[0].text for row in rows if row] == [first, second]
    assert rows[0] is not None
    assert bench.says("packing.on_shelf") in rows[0].cells[0].spoken()
    assert page.idle.ready.title.text() == bench.says("packing.ready_count", n=2)
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    assert second in bench.shown("packing.top")


def test_the_foot_says_where_labels_go_and_what_did_not_come_out(bench: ShopWindow) -> None:
    assert bench.says("packing.print_folder") in bench.shown("packing.folder")
    app, boss = bench.shop.app, bench.shop.boss
    printer = app.printers.add(boss, "Zebra", "practice", "offline")
    app.printers.assign(boss, "label", 0, printer.id)
    app.print_desk.test(boss, printer.id)
    bench.page().reload()  # type: ignore[attr-defined]
    assert bench.shown("packing.folder") == ""
    stuck = bench.says("packing.prints_stuck", printer="Zebra", n=1)
    assert bench.shown("packing.printer") == f"{bench.says('packing.prints_on')} {stuck}"


def test_the_bench_fills_the_window_and_gives_it_back(open_bench: OpenBench) -> None:
    bench = open_bench()
    assert not bench.window.rail.isVisible()
    assert not bench.window.foot.isVisible()
    bench.key(Qt.Key.Key_Escape)
    assert bench.window.pages.open_name() == "orders"
    assert bench.window.rail.isVisible()
    assert bench.window.foot.isVisible()


def test_an_order_is_packed_by_the_scanner_alone(bench: ShopWindow) -> None:
    number = bench.shop.order("S-1")
    bench.scan(number)
    assert bench.says("packing.scan_item") in bench.shown("packing.band")
    assert "0 / 3" in bench.shown("packing.band")
    assert number in bench.shown("packing.top")
    assert "NAVY · XL" in bench.shown("packing.item")
    assert "A-2" in bench.shown("packing.item")
    assert bench.shown("packing.note") == "请放门口"
    bench.scan(XL)
    assert "1 / 3" in bench.shown("packing.band")
    assert bench.says("packing.just_scanned", goods="Cotton tee NAVY / XL") == bench.shown("packing.echo")
    assert "1/2" in bench.shown("packing.lines")
    bench.scan(XL, CUP_CODE)
    assert bench.says("packing.all_in", n=3) in bench.shown("packing.band")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")
    assert "F10000001" in bench.shown("packing.steps")
    assert "label-" in bench.shown("packing.steps")
    bench.scan("F10000001")
    assert bench.says("packing.box_packed", number=number) in bench.shown("packing.band")
    assert counted(bench, number) == [(XL, 2), ("CUP", 1)] or sorted(counted(bench, number)) == [("CUP", 1), (XL, 2)]


def test_the_label_is_a_file_in_the_chosen_folder_and_says_where(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, XL, XL, CUP_CODE)
    (file,) = (bench.folder / "labels").iterdir()
    assert file.read_bytes().startswith(b"%PDF")
    assert file.name in bench.shown("packing.steps")
    assert str(bench.folder / "labels") in bench.shown("packing.steps")
    assert bench.packing().label.picture.has_picture()


def test_a_wrong_piece_fills_the_screen_with_what_is_wanted_until_ok(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, "TEE-M ")
    told = bench.shown("packing.stop")
    for words in (
        bench.says("packing.wrong"),
        bench.says("packing.not_counted"),
        bench.says("packing.you_scanned"),
        bench.says("packing.take_this"),
        bench.says("packing.put_back", what="M"),
        bench.says("packing.scan_ok"),
        "A-2",
    ):
        assert words in told
    assert bench.shown("packing.band") == ""
    assert bench.shown("packing.undo") == ""
    bench.scan(XL)
    assert bench.says("packing.not_counted_ok_first", code=XL) in bench.shown("packing.stop")
    assert sorted(counted(bench, number)) == [("CUP", 0), (XL, 0)]
    bench.scan("CMD:OK")
    assert bench.shown("packing.stop") == ""
    bench.scan(XL)
    assert "1 / 3" in bench.shown("packing.band")


def test_one_too_many_and_an_unknown_code_stop_too(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE, CUP_CODE)
    assert bench.says("packing.over") in bench.shown("packing.stop")
    assert bench.says("packing.take_out_last", n=1) in bench.shown("packing.stop")
    bench.scan("CMD:OK", "WHAT-IS-THIS")
    assert bench.says("packing.unknown") in bench.shown("packing.stop")
    assert "WHAT-IS-THIS" in bench.shown("packing.stop")
    bench.key(Qt.Key.Key_F8)
    assert bench.says("packing.scan_item") in bench.shown("packing.band")


def test_a_carton_counts_for_all_it_holds_and_never_past_what_remains(bench: ShopWindow) -> None:
    bench.scan(bench.shop.order(), "CARTON-2")
    assert bench.says("packing.just_scanned_more", n=2, goods="Cotton tee NAVY / XL") == bench.shown("packing.echo")
    bench.scan("CMD:UNDO", XL, "CARTON-2")
    assert bench.says("packing.take_out_carton", n=2, left=1) in bench.shown("packing.stop")


def test_undo_takes_the_last_scan_back_by_code_and_by_key(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE, XL, "CMD:UNDO")
    assert bench.says("packing.taken_back", goods="Cotton tee NAVY / XL") == bench.shown("packing.echo")
    bench.key(Qt.Key.Key_F4)
    assert "0 / 3" in bench.shown("packing.band")
    bench.key(Qt.Key.Key_F4)
    assert bench.shown("packing.echo") == bench.says("packing.nothing_to_undo")
    assert sorted(counted(bench, number)) == [("CUP", 0), (XL, 0)]


def test_a_wrong_label_stops_and_says_whose_it_is(bench: ShopWindow) -> None:
    first, second = bench.shop.order(), bench.shop.order()
    bench.scan(first, XL, XL, CUP_CODE, "CMD:ASIDE", second, XL, XL, CUP_CODE, "F10000001")
    told = bench.shown("packing.stop")
    assert bench.says("packing.wrong_label") in told
    assert bench.says("packing.label_of", number=first) in told
    assert "F10000002" in told
    bench.scan("CMD:OK", "F10000002")
    assert bench.says("packing.box_packed", number=second) in bench.shown("packing.band")


def test_a_refund_asked_for_meanwhile_stops_the_next_scan_and_takes_its_piece_back(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE)
    refund(bench, number)
    bench.scan(XL)
    told = bench.shown("packing.stop")
    assert bench.says("packing.blocked") in told
    assert bench.says("packing.take_out_units", sku=XL, n=1) in told
    assert sorted(counted(bench, number)) == [("CUP", 1), (XL, 0)]
    bench.scan("CMD:OK")
    assert "1 / 2" in bench.shown("packing.band")
    bench.scan(XL)
    assert bench.says("packing.all_in", n=2) in bench.shown("packing.band")


def test_an_order_on_hold_is_blocked_and_the_box_may_go_aside(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, CUP_CODE)
    bench.shop.do(bench.shop.desk, number, "hold.place", reason="address")
    bench.scan(XL)
    sentence = bench.says("error.on_hold")
    assert sentence in bench.shown("packing.stop")
    bench.scan("CMD:OK")
    assert sentence in bench.shown("packing.stop")
    bench.scan("CMD:ASIDE")
    assert bench.says("packing.scan_order") in bench.shown("packing.band")
    bench.scan(number)
    assert sentence in bench.shown("packing.stop")
    bench.scan("CMD:OK")
    assert bench.says("packing.scan_order") in bench.shown("packing.band")


def test_a_code_that_is_no_order_only_asks_again(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan("NOBODY-1")
    assert bench.says("error.pack_code_unknown", scanned="NOBODY-1") in bench.shown("packing.band")
    bench.scan(CUP_CODE)
    assert bench.says("error.pack_order_first", scanned=CUP_CODE) in bench.shown("packing.band")
    bench.scan("CMD:UNDO")
    assert bench.says("error.pack_no_box") in bench.shown("packing.band")
    bench.scan(number)
    assert bench.says("packing.scan_item") in bench.shown("packing.band")


def test_an_order_at_another_bench_is_refused(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.shop.app.packing.open(bench.shop.other_clerk, number)
    bench.scan(number)
    assert bench.says("error.box_elsewhere", parcel=1, clerk="clerk2") in bench.shown("packing.stop")
    assert bench.says("packing.order_in_box", number=number) in bench.shown("packing.stop")


def test_closing_and_opening_again_finds_the_counts_again(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, XL)
    bench.key(Qt.Key.Key_Escape)
    bench.key(Qt.Key.Key_Escape)
    assert bench.window.pages.open_name() == "orders"
    bench.window.open_page("packing")
    table = bench.packing().idle.listing.table
    assert table.rows.index(0, 0).data() == f"{number}-1"
    assert table.rows.index(0, 1).data() == bench.says("packing.state_open")
    table.setFocus()
    bench.key(Qt.Key.Key_Return)
    assert "1 / 3" in bench.shown("packing.band")
    bench.scan("CMD:UNDO")
    assert "0 / 3" in bench.shown("packing.band")


def test_a_box_with_its_label_is_taken_up_at_its_label(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.scan(number, XL, XL, CUP_CODE, "CMD:ASIDE", number)
    assert bench.says("packing.label_known") in bench.shown("packing.band")
    assert bench.says("packing.saved_before") in bench.shown("packing.steps")
    assert len(list((bench.folder / "labels").iterdir())) == 1
    bench.scan("F10000001")
    assert bench.says("packing.box_packed", number=number) in bench.shown("packing.band")


def test_a_label_not_scanned_for_a_minute_asks_and_is_printed_again_with_a_reason(bench: ShopWindow) -> None:
    bench.scan(bench.shop.order(), XL, XL, CUP_CODE)
    bench.ticks.seconds += 61
    bench.packing().show_time()
    assert bench.says("packing.label_late") in bench.shown("packing.band")
    bench.key(Qt.Key.Key_F6)
    assert bench.says("packing.why_reprint") in bench.shown("packing.band")
    bench.scan("CMD:JAM")
    assert bench.says("packing.copy", n=2) in bench.shown("packing.steps")
    assert bench.says("packing.label_ready") in bench.shown("packing.band")
    first, second = sorted((bench.folder / "labels").iterdir())
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(bench: ShopWindow) -> None:
    (bench.folder / "labels").write_text("in the way")
    bench.scan(bench.shop.order(), XL, XL, CUP_CODE)
    assert bench.says("packing.print_trouble") in bench.shown("packing.band")
    assert str(bench.folder / "labels") in bench.shown("packing.band")
    (bench.folder / "labels").unlink()
    bench.key(Qt.Key.Key_F5)
    assert bench.says("packing.label_ready") in bench.shown("packing.band")


def test_a_carrier_that_numbers_itself_wants_its_number_scanned(bench: ShopWindow) -> None:
    bench.shop.send_with(Carrier("SF"))
    bench.scan(bench.shop.order(), XL, XL, CUP_CODE)
    assert bench.says("packing.scan_waybill") in bench.shown("packing.band")
    bench.scan(CUP_CODE)
    assert bench.says("packing.over") in bench.shown("packing.stop")
    bench.scan("CMD:OK", "SF1420778803", "SF1420778803")
    assert "SF1420778803" in bench.shown("packing.band")


def test_a_code_is_typed_with_f2_or_by_simply_typing(bench: ShopWindow) -> None:
    number = bench.shop.order()
    field = bench.packing().foot.field
    bench.key(Qt.Key.Key_F2)
    assert field.isVisible()
    field.setText(number)
    bench.key(Qt.Key.Key_Return)
    assert not field.isVisible()
    assert bench.says("packing.scan_item") in bench.shown("packing.band")
    bench.type("CUP")
    bench.key(Qt.Key.Key_Return)
    assert "1 / 3" in bench.shown("packing.band")
    bench.key(Qt.Key.Key_F2)
    bench.key(Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert "1 / 3" in bench.shown("packing.band")


def test_a_mistake_cannot_be_left_without_ok(bench: ShopWindow) -> None:
    bench.scan(bench.shop.order(), "TEE-M ")
    bench.key(Qt.Key.Key_Escape)
    assert bench.says("packing.wrong") in bench.shown("packing.stop")
    bench.scan("CMD:ASIDE")
    assert bench.says("packing.wrong") in bench.shown("packing.stop")


def test_the_page_of_another_order_is_opened_as_if_scanned(bench: ShopWindow) -> None:
    number = bench.shop.order()
    bench.window.open_page("orders")
    bench.window.open_page("packing", number)
    assert number in bench.shown("packing.top")


def test_every_scan_is_in_the_database_with_its_verdict(open_bench: OpenBench) -> None:
    bench = open_bench()
    number = bench.shop.order()
    bench.scan(
        number, XL, "TEE-M ", XL, "CMD:OK", "CARTON-2", "CMD:OK", XL, CUP_CODE, "F99999999", "CMD:OK", "F10000001"
    )
    (parcel,) = bench.shop.read(number).parcels
    kept = bench.shop.app.database.read(lambda conn: sending_rows.scans(conn, parcel.id))
    assert [one.verdict for one in kept] == [
        Verdict.OK,
        Verdict.WRONG,
        Verdict.ACKNOWLEDGED,
        Verdict.OVER,
        Verdict.ACKNOWLEDGED,
        Verdict.OK,
        Verdict.ALL_IN,
        Verdict.WRONG_LABEL,
        Verdict.ACKNOWLEDGED,
        Verdict.LABEL_OK,
    ]


def test_the_language_switches_in_the_middle_of_a_box_and_the_bench_stays(open_bench: OpenBench) -> None:
    bench = open_bench("en")
    number = bench.shop.order()
    bench.scan(number, XL)
    bench.words.set_language("zh_CN")
    assert not bench.window.rail.isVisible()
    assert bench.says("packing.scan_order") in bench.shown("packing.band")
    bench.scan(number)
    assert "1 / 3" in bench.shown("packing.band")


@pytest.mark.parametrize("codes", [(), ("S-1",), ("S-1", "TEE-M "), ("S-1", XL, XL, CUP_CODE)])
def test_everything_has_its_names_and_a_place_in_the_tab_order(bench: ShopWindow, codes: tuple[str, ...]) -> None:
    bench.shop.order("S-1")
    for code in codes:
        bench.packing().scan(code)
    assert unreachable(bench.page()) == []
    assert tab_order(bench.page())

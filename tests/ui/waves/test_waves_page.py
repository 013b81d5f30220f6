"""The picking page: a wave is made, picked and sorted by scan, cut short and stopped; read in both languages."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_oms.domain.waves import IN_BULK
from tests.services.shop_orders import CUP_CODE
from tests.ui.reachable import unreachable
from tests.ui.shop_window import ShopWindow
from ui.shared.goods import goods_of, short_name
from ui.shared.sound import Voice
from ui.waves.waves_page import WavesPage

XL = "TEE-XL"


def page_of(floor: ShopWindow) -> WavesPage:
    return cast(WavesPage, floor.page())


def make(floor: ShopWindow, mode: str = "baskets") -> WavesPage:
    """A wave of everything that waits, made by the dialog."""
    page = page_of(floor)
    page.open_new()
    assert page.maker.new is not None
    page.maker.new.mode.choose(mode)
    page.maker.new.dialog.deed.click()
    return page


def rows(page: WavesPage, name: str) -> list[str]:
    """What a list of the chosen wave shows, a line a row."""
    listing = {"waves": page.waves, "baskets": page.pane.baskets, "walk": page.pane.walk, "back": page.pane.back}[name]
    return [
        " | ".join(cell.spoken() for cell in listing.model.row_at(place).cells)
        for place in range(listing.model.rowCount())
    ]


def act(page: WavesPage, name: str) -> None:
    page.pane.acted.emit(name)


def test_without_a_wave_the_page_says_what_one_is(floor: ShopWindow) -> None:
    assert floor.says("wave.none") in floor.shown("empty_state")
    assert not page_of(floor).pane.isVisible()


def test_the_dialog_counts_live_and_makes_the_wave(floor: ShopWindow) -> None:
    page = page_of(floor)
    page.open_new()
    assert page.maker.new is not None
    facts = {"orders": 3, "lines": 4, "pieces": 6, "bins": 2}
    assert page.maker.new.live.text() == floor.says("wave.live", **facts)
    page.maker.new.pieces.choose("single")
    assert page.maker.new.live.text() == floor.says(
        "wave.live", **(facts | {"orders": 1, "lines": 1, "pieces": 1, "bins": 1})
    )
    page.maker.new.area.setText("Z")
    assert page.maker.new.live.text() == floor.says("wave.nothing_waits")
    assert page.maker.new.dialog.deed.refusal
    page.maker.new.area.setText("")
    page.maker.new.pieces.choose("any")
    page.maker.new.dialog.deed.click()
    assert [line.split(" ")[0] for line in rows(page, "waves")] == ["W000001"]
    assert [line.split(" | ")[:3] for line in rows(page, "baskets")] == [
        ["1", "A100001", "0/1"],
        ["2", "A100002", "0/2"],
        ["3", "A100003", "0/3"],
    ]
    assert rows(page, "walk")[0].startswith("A-2")


def test_pieces_go_into_their_baskets_by_the_scanner_alone(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "pick")
    assert not floor.window.rail.isVisible()
    assert floor.says("wave.take", bin="A-2") in floor.shown("wave.band")
    assert "NAVY / XL" in floor.shown("wave.card")
    floor.scan("LOC:A-2", "QTY:2", XL)
    assert floor.says("wave.put_in", basket=3) in floor.shown("wave.band")
    floor.scan(CUP_CODE)
    assert floor.says("wave.basket_is_full", basket=1) in floor.shown("wave.band")
    floor.scan("CMD:UNDO")
    assert "2 / 6" in floor.shown("wave.band")
    floor.scan("QTY:4", CUP_CODE)
    assert floor.says("wave.all_sorted") in floor.shown("wave.band")
    floor.key(Qt.Key.Key_Escape)
    assert floor.window.rail.isVisible()
    assert {line.split(" | ")[3] for line in rows(page, "baskets")} == {floor.says("wave.basket_full")}
    act(page, "close")
    assert floor.says("wave.state_done") in rows(page, "waves")[0]


def test_a_mistake_stays_red_until_ok(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "pick")
    for code, word in (
        ("TEE-M", "wave.stop_wrong"),
        ("NOBODY", "wave.stop_unknown"),
        ("LOC:Z-9", "wave.stop_wrong_bin"),
    ):
        floor.scan(code)
        assert floor.says(word) in floor.shown("wave.stop")
        floor.scan(CUP_CODE)
        assert floor.says(word) in floor.shown("wave.stop")
        assert floor.says("packing.not_counted_ok_first", code=CUP_CODE) in floor.shown("wave.stop")
        floor.scan("CMD:OK")
        assert floor.shown("wave.stop") == ""
        assert "0 / 6" in floor.shown("wave.band")


def test_a_wrong_piece_at_the_cart_is_marked_by_what_is_wrong_and_goes_back(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "pick")
    floor.scan("TEE-M")
    session = page.at.session
    goods = goods_of(session.stop.article, session.lines[0].goods)
    assert any(part.marked for part in goods.parts)
    assert floor.says("packing.put_back", what=short_name(goods)) in floor.shown("wave.stop")


def test_the_cart_is_heard_once_for_each_thing(floor: ShopWindow) -> None:
    page, heard = make(floor), list[str]()

    class Ear:
        """Notes what is played."""

        def play(self, name: str) -> None:
            heard.append(name)

        def silence(self) -> None:
            heard.append("silence")

    page.voice = Voice(Ear(), lambda: page.desk.preferences.settings.sound == "on")
    act(page, "pick")
    floor.scan("LOC:A-2", XL, "NOBODY", XL, "CMD:OK", XL, CUP_CODE)
    assert heard == ["right", "right", "wrong", "right", "all_in"]
    page.leave()
    assert heard[-1] == "silence"


def test_at_the_wall_the_basket_number_fills_the_card(floor: ShopWindow) -> None:
    page = make(floor, IN_BULK)
    act(page, "pick")
    floor.scan("QTY:4", CUP_CODE, "QTY:2", XL)
    assert floor.says("wave.all_taken") in floor.shown("wave.band")
    page.leave()
    act(page, "sort")
    floor.scan(CUP_CODE)
    assert floor.says("wave.put_in", basket=1) in floor.shown("wave.band")
    assert floor.says("wave.into") + " · 1" in floor.shown("wave.card")


def test_a_refund_asked_for_meanwhile_stops_and_lists_what_goes_back(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "pick")
    floor.scan(CUP_CODE)
    shop = floor.shop
    line = shop.read("A100001").lines[0]
    shop.do(shop.desk, "A100001", "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    floor.scan(CUP_CODE)
    assert floor.says("error.wave_basket_stopped_by", number="A100001", basket=1, pieces=1) in floor.shown("wave.stop")
    floor.scan("CMD:OK", CUP_CODE)
    assert floor.says("wave.put_in", basket=2) in floor.shown("wave.band")
    page.leave()
    assert floor.says("wave.basket_out") in rows(page, "baskets")[0]
    assert rows(page, "back")[0].startswith("A-10")
    act(page, "back_done")
    assert rows(page, "back") == []


def test_goods_that_are_missing_are_recorded_by_command_barcodes(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "pick")
    floor.scan("CMD:SHORT")
    assert page.shorts.dialog is not None
    page.scan("QTY:1")
    assert page.shorts.dialog.missing.value() == 1
    page.scan("CMD:REST")
    assert page.shorts.dialog is None
    QApplication.processEvents()
    assert "0 / 5" in floor.shown("wave.band")
    kinds = sorted(task.kind for task in floor.shop.read("A100003").open_tasks())
    assert kinds == ["shortage", "stock_count"]
    for code, word in (("CMD:LATER", "wave.short_done"), ("CMD:ORDER", "wave.short_out")):
        floor.scan("CMD:SHORT")
        page.scan("QTY:1")
        page.scan(code)
        assert floor.window.toasts.accessibleName() == floor.says(word, n=1)


def test_an_order_is_taken_out_and_the_rest_goes_on(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "kick_out")
    assert floor.says("wave.basket_out") not in "".join(rows(page, "baskets"))
    page.pane.baskets.table.choose(1)
    act(page, "kick_out")
    assert floor.says("wave.basket_out") in rows(page, "baskets")[1]
    assert floor.says("wave.reason_kicked_out") in rows(page, "baskets")[1]


def test_the_pick_list_is_saved_where_paper_goes(floor: ShopWindow) -> None:
    page = make(floor)
    act(page, "print")
    (file,) = (floor.folder / "labels").iterdir()
    assert file.read_bytes().startswith(b"%PDF")


def test_a_picker_is_named_and_a_scanned_number_chooses_the_wave(floor: ShopWindow) -> None:
    page = make(floor)
    page.pane.assigned.emit("clerk2")
    assert "Clerk2" in rows(page, "waves")[0]
    assert page.scan("W000001")
    assert not page.scan("W999999")


def test_every_control_is_reached_by_the_keyboard(floor: ShopWindow) -> None:
    page = make(floor)
    assert unreachable(floor.window) == []
    act(page, "pick")
    assert unreachable(floor.window) == []

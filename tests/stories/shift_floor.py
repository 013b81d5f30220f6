"""A shift in the window: what is picked, packed, printed and handed over, scan by scan, and what is read at each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt

from desktop_oms.domain.waves import Wave
from tests.services.shop_orders import CUP_CODE
from tests.ui.shop_window import ShopWindow
from ui.shared.dialogs import ConfirmDialog
from ui.waves.waves_page import WavesPage

XL, M = "TEE-XL", "TEE-M"
SCRIPT = "offline"  # the label printer is off when the first label comes, and there when it is asked again


@dataclass
class Floor:
    """The window of the shift; `seen` is told the name of each state once it stands there."""

    at: ShopWindow
    seen: Callable[[str], None]

    def reads(self, state: str, part: str, *sentences: str) -> None:
        """A part of the page says all of these."""
        self.seen(state)
        shown = self.at.shown(part)
        for sentence in sentences:
            assert sentence in shown, f"{state}: {sentence!r} is not in {shown!r}"

    def says(self, key: str, **facts: object) -> str:
        return self.at.says(key, **facts)

    def waybill(self, number: str, parcel: int = -1) -> str:
        return self.at.shop.read(number).parcels[parcel].waybill or ""


def open_the_floor(at: ShopWindow) -> list[str]:
    """Five orders and a label printer at the bench; the numbers of the orders."""
    shop = at.shop
    printer = shop.app.printers.add(shop.boss, "Zebra ZD421", "practice", SCRIPT)
    shop.app.printers.assign(shop.boss, "label", shop.clerk.station_id, printer.id)
    wanted = ({"CUP": 1}, {"CUP": 2}, {"CUP": 1, "TEE_XL": 2}, {"TEE_XL": 2, "TEE_M": 1}, {"CUP": 1, "TEE_M": 1})
    numbers = [shop.order(**lines) for lines in wanted]
    shop.do(shop.desk, numbers[0], "order.amend", packing_note="Wrap it twice")
    return numbers


def pick(floor: Floor) -> Wave:
    """A wave of all of them; a wrong bin, a full basket, and a T-shirt that is not there."""
    at = floor.at
    page = cast(WavesPage, at.page())
    page.open_new()
    at.settle()
    assert page.maker.new is not None
    facts = {"orders": 5, "lines": 8, "pieces": 11, "bins": 3}
    assert page.maker.new.live.text() == floor.says("wave.live", **facts)
    floor.seen("wave_new")
    page.maker.new.dialog.deed.click()
    at.settle()
    floor.seen("wave_made")
    page.pane.acted.emit("pick")
    at.settle()
    floor.reads("pick", "wave.band", floor.says("wave.take", bin="A-2"))
    at.scan("LOC:Z-9")
    floor.reads("pick_wrong", "wave.stop", floor.says("wave.scan_ok"))
    at.scan("CMD:OK", "QTY:4", XL, "QTY:4", CUP_CODE)
    full = floor.says("wave.baskets_are_full", baskets=floor.says("orders.list_sign").join("123"))
    floor.reads("basket_full", "wave.band", full)
    at.scan(CUP_CODE, M, "CMD:SHORT")
    assert page.shorts.dialog is not None
    floor.seen("pick_short")
    at.scan("CMD:REST")
    at.settle()
    floor.reads("pick_done", "wave.band", floor.says("wave.all_sorted"))
    at.key(Qt.Key.Key_Escape)
    wave = at.shop.app.waves.latest()[0]
    assert [basket.state for basket in wave.baskets] == ["full"] * 5
    at.shop.app.waves.close(at.shop.clerk, wave.id)
    return wave


def pack_with_mistakes(floor: Floor, basket: str, number: str) -> None:
    """Wrong, unknown and one too many; the printer is off, then there; another box's label, then the right one."""
    at, m = floor.at, 3
    floor.reads("bench_idle", "packing.band", floor.says("packing.scan_order"))
    waiting = at.shop.app.pack_queue.waiting()
    assert [one.code for one in waiting if one.picked].count(basket) == 1
    assert at.packing().idle.ready.title.text() == floor.says("packing.ready_count", n=len(waiting))
    at.key(Qt.Key.Key_F3)
    floor.seen("bench_set_up")
    at.key(Qt.Key.Key_Escape)
    at.scan(basket)
    floor.reads("bench_open", "packing.band", floor.says("packing.scan_item"), f"0 / {m}")
    at.scan(M)
    floor.reads("wrong", "packing.stop", floor.says("packing.wrong"), floor.says("packing.scan_ok"))
    at.scan("CMD:OK", "4006381333931")
    floor.reads("unknown", "packing.stop", floor.says("packing.unknown"))
    at.scan("CMD:OK", "QTY:3", XL)
    floor.reads("over", "packing.stop", floor.says("packing.over"))
    at.scan("CMD:OK", XL, XL)
    floor.reads("nearly", "packing.band", f"2 / {m}")
    at.scan(CUP_CODE)
    off = floor.says("error.printer_offline", printer="Zebra ZD421")
    floor.reads("print_trouble", "packing.band", floor.says("packing.print_trouble"), off)
    at.scan("CMD:RETRY")
    sent = floor.says("packing.label_sent")
    floor.reads("label", "packing.band", floor.says("packing.all_in", n=m), sent)
    at.scan("F99999999")
    floor.reads("wrong_label", "packing.stop", floor.says("packing.wrong_label"))
    at.scan("CMD:OK", floor.waybill(number))
    floor.reads("packed", "packing.band", floor.says("packing.box_packed", number=number))


def pack_stopped_by_a_refund(floor: Floor, basket: str, number: str) -> None:
    """The piece that is wanted back lies in the box: the next scan stops, it comes out, the rest goes."""
    at, shop = floor.at, floor.at.shop
    at.scan(basket, M)
    line = next(line for line in shop.read(number).lines if line.sku_code == M)
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    at.scan(XL)
    floor.reads("blocked", "packing.stop", floor.says("packing.blocked"), floor.says("packing.scan_ok_aside"))
    at.scan("CMD:OK")
    floor.reads("taken_out", "packing.band", "0 / 2")
    at.scan(XL, XL, floor.waybill(number))
    at.scan(floor.waybill(number))
    floor.reads("packed_rest", "packing.band", floor.says("packing.box_packed", number=number))


def pack_two_parcels(floor: Floor, basket: str, number: str) -> None:
    """The second parcel opens by itself once the first one bears its label."""
    at = floor.at
    at.scan(basket, CUP_CODE, "CMD:NEXTPARCEL")
    at.scan(floor.waybill(number))
    floor.reads("next_parcel", "packing.top", floor.says("packing.parcel_of", number=number, n=2, m=2))
    at.scan(CUP_CODE)
    at.scan(floor.waybill(number))
    floor.reads("packed_two", "packing.band", floor.says("packing.box_packed", number=number))


def pack_with_a_note(floor: Floor, basket: str, number: str) -> None:
    """One cup, and something to be read first."""
    floor.at.scan(basket)
    floor.reads("note", "packing.stop", floor.says("packing.read_note"), "Wrap it twice")
    floor.at.scan("CMD:OK", CUP_CODE)
    floor.at.scan(floor.waybill(number))
    floor.reads("packed_single", "packing.band", floor.says("packing.box_packed", number=number))


def pack_taken_over(floor: Floor, basket: str, number: str) -> None:
    """One cup that another bench began; its clerk's badge hands the box over, and the scale has its say."""
    at, shop = floor.at, floor.at.shop
    shop.app.packing.open(shop.other_clerk, basket)
    shop.app.bench_settings.change(shop.boss, weigh=True)
    at.scan(basket)
    floor.reads("elsewhere", "packing.stop", floor.says("packing.blocked"), floor.says("packing.badge_takes_over"))
    at.scan("USR:clerk2")
    floor.reads("taken_over", "packing.band", floor.says("packing.scan_item"))
    at.scan(CUP_CODE)
    floor.reads("weigh", "packing.band", floor.says("packing.weigh_box"))
    at.scan("WGT:9000")
    floor.reads("weight_off", "packing.stop", floor.says("packing.weight_off"))
    at.scan("CMD:OK", "WGT:350")
    at.scan(floor.waybill(number))
    floor.reads("packed_weighed", "packing.band", floor.says("packing.box_packed", number=number))


def hand_over(floor: Floor, numbers: list[str]) -> int:
    """Every parcel leaves by scan, one of them tried twice; the manifest closes.  Gives how many left."""
    at = floor.at
    at.window.open_page("hand_over")
    at.settle()
    floor.reads("hand_over_idle", "hand_over.band", floor.says("hand_over.scan_waybill"))
    waybills = [parcel.waybill or "" for number in numbers for parcel in at.shop.read(number).live_parcels()]
    for waybill in waybills:
        at.scan(waybill)
        floor.reads("handed_over", "hand_over.band", floor.says("hand_over.handed", waybill=waybill))
    at.scan(waybills[0])
    floor.reads("handed_twice", "hand_over.band", floor.says("hand_over.refused"))
    at.key(Qt.Key.Key_F9)
    dialog = at.page().findChild(ConfirmDialog)
    assert dialog is not None
    floor.seen("manifest_question")
    assert dialog.deed.accessibleName() == floor.says("hand_over.close_deed", n=len(waybills))
    dialog.deed.click()
    at.settle()
    floor.seen("manifest_closed")
    told = floor.says("hand_over.closed", manifest="M000001", n=len(waybills))
    assert at.window.toasts.accessibleName() == told
    return len(waybills)


def walk(floor: Floor) -> None:
    """The whole shift."""
    numbers = open_the_floor(floor.at)
    floor.at.page().reload()  # type: ignore[attr-defined]
    floor.at.settle()
    wave = pick(floor)
    codes = {basket.order_no: f"{wave.number}-{basket.number}" for basket in wave.baskets}
    single, two, mixed, refunded, short = numbers
    floor.at.window.open_page("packing")
    floor.at.settle()
    pack_with_mistakes(floor, codes[mixed], mixed)
    pack_stopped_by_a_refund(floor, codes[refunded], refunded)
    pack_two_parcels(floor, codes[two], two)
    pack_with_a_note(floor, codes[single], single)
    pack_taken_over(floor, codes[short], short)
    assert hand_over(floor, numbers) == 6

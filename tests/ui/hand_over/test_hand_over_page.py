"""The hand-over as it is shown: labels scanned as keys, refusals in sentences, manifests closed once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.hand_over import HandOver
from tests.services.shop_orders import CUP_CODE
from tests.ui.hand_over.conftest import OpenDesk
from tests.ui.reachable import tab_order, unreachable
from tests.ui.shop_window import ShopWindow, SlowJobs
from ui.shared.dialogs import ConfirmDialog
from ui.shared.form_dialog import FormDialog
from ui.shared.jobs import Lane
from ui.shared.listing import Listing

ALL = (CUP_CODE, "TEE-XL", "TEE-XL")


def packed(desk: ShopWindow, carrier: str = "") -> tuple[str, str]:
    """An order in a labelled box; its number and its waybill."""
    number, packing, clerk = desk.shop.order(), desk.shop.app.packing, desk.shop.clerk
    job = packing.open(clerk, number)
    session = job.session()
    for code in ALL:
        packing.record_scan(clerk, job, session.scan(code))
    return number, packing.finish(clerk, job.parcel_id, carrier=carrier).waybill


def two_carriers(desk: ShopWindow) -> None:
    desk.shop.send_with(Carrier("SF", "F"), Carrier("JD", "J"))


def rows(listing: Listing) -> list[list[str]]:
    """What a list shows, cell by cell."""
    model, role = listing.model, Qt.ItemDataRole.AccessibleTextRole
    counts = model.rowCount(), model.columnCount()
    return [[str(model.index(row, column).data(role)) for column in range(counts[1])] for row in range(counts[0])]


def test_an_empty_house_says_where_parcels_come_from(desk: ShopWindow) -> None:
    page = desk.hand_over()
    assert desk.says("hand_over.scan_waybill") in desk.shown("hand_over.band")
    assert page.waiting.currentWidget().accessibleName() == desk.says("hand_over.nothing_waits")
    assert page.pane.manifests.currentWidget().accessibleName() == desk.says("hand_over.no_manifest")
    assert desk.shown("action.close") == ""


def test_a_scanned_label_hands_its_parcel_over(desk: ShopWindow) -> None:
    number, waybill = packed(desk)
    page = desk.hand_over()
    page.reload()
    (row,) = rows(page.waiting)
    assert row[0].startswith(waybill)
    assert row[1] == f"{number}-1"
    desk.scan(waybill)
    assert desk.says("hand_over.handed", waybill=waybill) in desk.shown("hand_over.band")
    assert "M000001" in desk.shown("hand_over.band")
    assert desk.shop.read(number).status == "shipped"
    assert rows(page.waiting) == []
    (manifest,) = rows(page.pane.manifests)
    assert manifest[0].startswith("M000001")
    assert manifest[1:] == [desk.says("hand_over.state_open"), "1"]
    assert [row[0] for row in rows(page.pane.parcels)] == [waybill]


def test_every_refusal_stands_in_the_band_and_in_the_list(desk: ShopWindow) -> None:
    number, waybill = packed(desk)
    desk.scan(waybill, waybill)
    again = desk.says("error.already_handed_over", number=number, waybill=waybill, manifest="M000001")
    assert desk.says("hand_over.refused") in desk.shown("hand_over.band")
    assert again in desk.shown("hand_over.band")
    desk.scan("NOBODY-1")
    unknown = desk.says("error.waybill_unknown", waybill="NOBODY-1")
    assert unknown in desk.shown("hand_over.band")
    page = desk.hand_over()
    assert [row[3] for row in rows(page.scanned)][:2] == [unknown, again]
    assert [row[2] for row in rows(page.scanned)] == [
        desk.says("hand_over.result_refused"),
        desk.says("hand_over.result_refused"),
        desk.says("hand_over.result_handed"),
    ]
    assert page.tabs.words()[1] == f"{desk.says('hand_over.scanned_refused', n=2)} 3"


def test_an_earlier_scan_is_told_again_in_full(desk: ShopWindow) -> None:
    desk.scan("NOBODY-1", "NOBODY-2")
    page = desk.hand_over()
    page.tabs.chosen.emit("scanned")
    page.scanned.table.choose(1)
    assert desk.says("error.waybill_unknown", waybill="NOBODY-1") in desk.shown("hand_over.band")


def test_an_order_on_hold_does_not_leave(desk: ShopWindow) -> None:
    number, waybill = packed(desk)
    desk.shop.do(desk.shop.desk, number, "hold.place", reason="address")
    desk.scan(waybill)
    assert desk.says("error.on_hold") in desk.shown("hand_over.band")
    assert desk.shop.read(number).status == "confirmed"


def test_only_parcels_of_the_chosen_carrier_are_shown_and_leave(desk: ShopWindow) -> None:
    two_carriers(desk)
    (number, waybill), (_, other) = packed(desk, "SF"), packed(desk, "JD")
    page = desk.hand_over()
    page.reload()
    assert [queue.key for queue in page.carriers.model().queues] == ["all", "", "carrier:SF", "carrier:JD"]
    page.carriers.choose("carrier:JD")
    assert desk.says("hand_over.scan_how_of", carrier="JD") in desk.shown("hand_over.band")
    assert [row[0].split(" ")[0] for row in rows(page.waiting)] == [other]
    desk.scan(waybill)
    assert desk.says("error.other_carrier", number=number, carrier="SF", wanted="JD") in desk.shown("hand_over.band")
    desk.scan(other)
    page.carriers.choose("all")
    desk.scan(waybill)
    assert [row[0].split(" ")[0] for row in rows(page.pane.manifests)] == ["M000002", "M000001"]
    assert page.pane.manifest is not None
    assert page.pane.manifest.carrier == "SF"


def test_a_waybill_may_be_typed(desk: ShopWindow, qtbot: QtBot) -> None:
    _, waybill = packed(desk)
    field = desk.hand_over().scans.field
    desk.hand_over().take_focus()
    assert field.hasFocus()
    qtbot.keyClicks(field, waybill.lower())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.says("hand_over.handed", waybill=waybill) in desk.shown("hand_over.band")
    assert field.text() == ""


def test_a_manifest_closes_once_after_its_numbers_were_read(desk: ShopWindow) -> None:
    (_, first), (_, second) = packed(desk), packed(desk)
    desk.scan(first, second)
    page = desk.hand_over()
    desk.key(Qt.Key.Key_F9)
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    assert dialog.accessibleName() == desk.says("hand_over.close_question", manifest="M000001")
    assert dialog.deed.accessibleName() == desk.says("hand_over.close_deed", n=2)
    assert dialog.way_back.hasFocus()
    dialog.deed.click()
    (manifest,) = rows(page.pane.manifests)
    assert manifest[1:] == [desk.says("hand_over.state_closed"), "2"]
    assert desk.shown("action.close") == ""
    assert desk.says("hand_over.scan_waybill") in desk.shown("hand_over.band")
    assert desk.window.toasts.accessibleName() == desk.says("hand_over.closed", manifest="M000001", n=2)
    _, third = packed(desk)
    desk.scan(third)
    assert [row[0].split(" ")[0] for row in rows(page.pane.manifests)] == ["M000002", "M000001"]


def test_a_manager_reopens_a_closed_manifest_with_a_reason(desk: ShopWindow) -> None:
    manifest = desk.shop.app.hand_over.scan(desk.shop.clerk, packed(desk)[1]).manifest
    desk.shop.app.hand_over.close(desk.shop.clerk, manifest.id)
    page = desk.hand_over()
    page.reload()
    for login, state in (("clerk", "state_closed"), ("boss", "state_open")):
        desk.window.preferences.change(user=login)
        page.pane.findChild(QPushButton, "action.reopen").click()
        dialog = page.findChildren(FormDialog)[-1]
        dialog.form.fill({"reason": "one was left out"})
        dialog.deed.click()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert rows(page.pane.manifests)[0][1] == desk.says(f"hand_over.{state}")


def test_the_paper_of_a_manifest_is_saved_where_labels_are(desk: ShopWindow) -> None:
    desk.scan(packed(desk)[1])
    desk.key(Qt.Key.Key_F7)
    saved = [file.name for file in (desk.folder / "labels").iterdir()]
    assert any("M000001" in name for name in saved)
    assert "M000001" in desk.window.toasts.accessibleName()


def test_the_paper_of_a_manifest_goes_to_the_printer_of_the_station(desk: ShopWindow) -> None:
    printers, boss = desk.shop.app.printers, desk.shop.boss
    office = printers.add(boss, "Office", "practice", "ok", paper="A4", language="pdf")
    printers.assign(boss, "manifest", 0, office.id)
    desk.scan(packed(desk)[1])
    desk.key(Qt.Key.Key_F7)
    (sent,) = [one for one in desk.shop.app.print_queue.listing("today") if one.sending is not None]
    assert (sent.job.document, sent.printer) == ("manifest", "Office")
    assert desk.window.toasts.accessibleName() == desk.says("printing.now.spooled", printer="Office")


def test_a_second_press_while_the_first_is_under_way_does_nothing(open_desk: OpenDesk) -> None:
    jobs = SlowJobs(Lane.INTERACTIVE)
    desk = open_desk("en", jobs)
    desk.scan(packed(desk)[1])
    jobs.slow = True
    bar = desk.hand_over().pane.bar
    for _ in range(2):
        bar.button("print").click()
    assert len(jobs.held) == 1
    jobs.slow = False
    jobs.let_go()
    assert len(list((desk.folder / "labels").iterdir())) == 1
    bar.button("print").click()
    assert len(list((desk.folder / "labels").iterdir())) == 2


def test_the_way_back_leaves_the_manifest_open(desk: ShopWindow) -> None:
    desk.scan(packed(desk)[1])
    page = desk.hand_over()
    desk.key(Qt.Key.Key_F9)
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.way_back.click()
    assert desk.shop.app.hand_over.manifests()[0].state == "open"


def test_an_earlier_manifest_shows_its_own_parcels_and_stays_chosen(desk: ShopWindow) -> None:
    two_carriers(desk)
    (_, first), (_, second) = packed(desk, "SF"), packed(desk, "JD")
    desk.scan(first, second)
    page = desk.hand_over()
    page.pane.manifests.table.choose(1)
    assert [row[0] for row in rows(page.pane.parcels)] == [first]
    page.reload()
    assert page.pane.manifest is not None
    assert page.pane.manifest.carrier == "SF"
    assert page.pane.manifests.table.currentIndex().row() == 1


def test_a_database_out_of_reach_is_told_and_older_rows_stay(desk: ShopWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(desk)
    page = desk.hand_over()
    page.reload()

    def gone(_self: HandOver, day: str = "") -> None:
        raise OmsError("database_unreachable", database="shop")

    monkeypatch.setattr(HandOver, "manifests", gone)
    page.reload()
    assert desk.says("error.database_unreachable", database="shop") in page.news()["error"]
    assert len(rows(page.waiting)) == 1


def test_a_row_opens_its_order(open_desk: OpenDesk) -> None:
    desk = open_desk()
    number, _ = packed(desk)
    page = desk.hand_over()
    page.reload()
    page.waiting.table.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.window.pages.open_name() == "orders"
    assert desk.page().subjects == [number]  # type: ignore[attr-defined]


def test_the_lists_are_clean_by_qts_own_tester(open_desk: OpenDesk) -> None:
    desk = open_desk()
    _, waybill = packed(desk)
    page, mode = desk.hand_over(), QAbstractItemModelTester.FailureReportingMode.Fatal
    lists = (page.waiting, page.scanned, page.pane.manifests, page.pane.parcels)
    testers = [QAbstractItemModelTester(listing.model, mode) for listing in lists]
    page.reload()
    desk.scan(waybill, waybill, packed(desk)[1])
    QApplication.processEvents()
    assert [len(rows(listing)) for listing in lists] == [0, 3, 1, 2]
    assert len(testers) == 4


def test_everything_has_its_names_and_a_place_in_the_tab_order(desk: ShopWindow) -> None:
    desk.scan(packed(desk)[1])
    assert unreachable(desk.page()) == []
    order = tab_order(desk.page())
    assert order.index("hand_over.code") < order.index("hand_over.give")
    assert "action.close" in order

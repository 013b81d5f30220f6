"""The papers of an order as they are looked at, printed and saved; labels of many in one go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.print_queue import Listed
from tests.documents.reading import printed_pages
from tests.ui.orders.conftest import TO_HAND_OVER, TO_PICK, DeskStage, settled, shop_of
from tests.ui.orders.test_many import check, open_bulk, save_into
from tests.ui.real_shop import leave, rows
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.paper_dialog import PaperDialog
from ui.orders.orders_page import OrdersPage

ZPL = b"^XA^PW800^LL1200^FO50,50^A0N,40^FDSF1420^FS^XZ\n"  # as a carrier issues it


def looked_at(desk: DeskStage, page: OrdersPage) -> PaperDialog:
    """The papers of the open order, opened by key."""
    QTest.keyClick(page.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = page.papers.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def asked_for(page: OrdersPage) -> PaperDialog:
    """The papers of the open order, however often: the screen of tests does not give the keyboard back to the page."""
    assert page.pane.seen is not None
    page.pane.papers_asked.emit(page.pane.seen.view.id)
    assert page.papers.dialog is not None
    return page.papers.dialog


def gone(kind: type[QWidget]) -> None:
    """Dialogs that were closed are no more."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one for one in QApplication.allWidgets() if isinstance(one, kind)] == []


def printer_for(desk: DeskStage, document: str, script: str = "ok") -> None:
    """A practice printer for a document at every station."""
    boss = shop_of(desk).boss
    paper = "100x150" if document == "label" else "A5"
    made = desk.app.printers.add(boss, f"Printer of {document}s", "practice", script, paper=paper)
    desk.app.printers.assign(boss, document, 0, made.id)


def sent(desk: DeskStage) -> list[Listed]:
    """What went to a printer, the newest first."""
    return [one for one in desk.app.print_queue.listing("today") if one.sending is not None]


def test_whoever_may_only_read_looks_at_papers_and_is_told_why_they_stay(desk: DeskStage) -> None:
    desk.app.setup.add_user(shop_of(desk).boss, "auditor", "Auditor", "U")
    desk.stage.preferences.change(user="auditor")
    page = desk.open(TO_HAND_OVER, "en")
    before = desk.app.print_queue.counts()
    dialog = looked_at(desk, page)
    why = page.words.error(desk.app.print_queue.refusal(desk.app.people.actor("auditor")))
    assert dialog.view.pages == 1
    assert dialog.where.text() == why
    for button in (dialog.print, dialog.save, dialog.system):
        assert button.refusal == why
        button.click()
    assert dialog.isVisible()
    assert desk.app.print_queue.counts() == before
    dialog.reject()


@pytest.mark.parametrize(
    ("language", "names", "where"),
    [
        ("zh_CN", ["装箱单", "面单"], "A5 · 未指定打印机，保存为文件"),
        ("en", ["Packing slip", "Shipping label"], "A5 · no printer here: it becomes a file"),
    ],
)
def test_a_paper_is_looked_at_and_saved(
    desk: DeskStage, tmp_path: Path, language: str, names: list[str], where: str
) -> None:
    page = desk.open(TO_HAND_OVER, language)
    dialog = looked_at(desk, page)
    assert [dialog.list.model().index(row, 0).data() for row in range(2)] == names
    assert dialog.where.text() == where
    assert dialog.view.true_size
    assert dialog.view.pages == 1
    assert not dialog.print.isVisible()
    before = desk.app.print_queue.counts()["today"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    save_into(settled(page), tmp_path)
    assert [file.name for file in tmp_path.glob("slip-*")] == [f"slip-{TO_HAND_OVER}.pdf"]
    assert desk.app.print_queue.counts()["today"] == before + 1


def test_a_label_goes_to_its_printer_and_a_second_time_only_with_a_reason(desk: DeskStage) -> None:
    printer_for(desk, "label")
    page = desk.open(TO_HAND_OVER)
    for time in (1, 2):
        dialog = looked_at(desk, page)
        dialog.list.choose(list(dialog.papers)[-1])
        assert dialog.where.text() == "100x150 · prints on Printer of labels"
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        desk.app.print_queue.watch(shop_of(desk).boss)
        assert len(sent(desk)) == 1
        assert (page.papers.question is not None) == (time == 2)
    assert page.papers.question is not None
    page.papers.question.deed.click()
    assert [one.job.reason for one in sent(desk)] == ["jam", ""]
    assert desk.stage.room.toasts[-1] == "Handed to Printer of labels"


def test_a_label_that_cannot_be_shown_is_saved_and_not_printed(desk: DeskStage, tmp_path: Path) -> None:
    printer_for(desk, "label")
    parcel = desk.app.orders.load(desk.app.orders.find(TO_HAND_OVER)).parcels[0]
    desk.app.carrier_labels.attach(shop_of(desk).clerk, parcel.id, ZPL)
    page = desk.open(TO_HAND_OVER)
    dialog = asked_for(page)
    assert dialog.size_shown == "A5"
    dialog.list.choose(list(dialog.papers)[-1])
    dialog.save.click()
    assert sent(desk) == []
    save_into(settled(page), tmp_path)
    assert [file.read_bytes() for file in tmp_path.glob("label-*")] == [ZPL]


def test_a_label_is_saved_a_second_time_only_with_a_reason(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.open(TO_HAND_OVER)
    for time in (1, 2):
        dialog = asked_for(page)
        dialog.list.choose(list(dialog.papers)[-1])
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert (page.papers.question is not None) == (time == 2)
        if time == 1:
            save_into(settled(page), tmp_path)
            gone(QFileDialog)
    assert page.papers.question is not None
    page.papers.question.deed.click()
    save_into(settled(page), tmp_path)
    labels = sorted(file.name for file in tmp_path.glob("label-*"))
    assert labels == [f"label-{TO_HAND_OVER}-1-2.pdf", f"label-{TO_HAND_OVER}-1.pdf"]
    copies = [one.job for one in desk.app.print_queue.listing("today") if one.job.document == "label"]
    assert [(one.copy, one.reason) for one in copies[:2]] == [(2, "jam"), (1, "")]


def test_who_leaves_the_save_dialog_leaves_no_waiting_print(desk: DeskStage) -> None:
    page = desk.open(TO_HAND_OVER)
    before = len(desk.app.printing.waiting())
    for paper in (0, -1):
        dialog = asked_for(page)
        dialog.list.choose(list(dialog.papers)[paper])
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        question = settled(page).findChild(QFileDialog)
        assert question is not None
        question.reject()
        gone(QFileDialog)
    waiting = desk.app.printing.waiting()
    assert len(waiting) == before
    assert [one.document for one in waiting if one.subject.startswith(TO_HAND_OVER)] == ["label"]


def test_a_sheet_goes_through_the_systems_own_dialog_and_a_label_does_not(desk: DeskStage, tmp_path: Path) -> None:
    page = desk.open(TO_HAND_OVER)
    dialog = asked_for(page)
    dialog.list.choose(list(dialog.papers)[-1])
    assert not dialog.system.isVisible()
    dialog.list.choose(next(iter(dialog.papers)))
    dialog.system.click()
    for code, states in ((QDialog.DialogCode.Rejected, ["void"]), (QDialog.DialogCode.Accepted, ["done", "void"])):
        asked = settled(page).papers.system
        assert asked is not None
        asked.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer.setOutputFileName(str(tmp_path / "slip.pdf"))
        asked.dialog.done(code)
        slips = [one.state for one in desk.app.print_queue.listing("today") if one.job.document == "slip"]
        assert slips == states
        if code == QDialog.DialogCode.Rejected:
            asked_for(page).system.click()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert desk.stage.room.toasts[-1] == page.words("printing.now.done")


def test_a_slip_is_printed_in_the_size_of_its_printer(desk: DeskStage) -> None:
    printer_for(desk, "slip")
    page = desk.open(TO_PICK)
    looked_at(desk, page).print.click()
    [one] = sent(desk)
    assert (one.job.document, one.job.size.partition("@")[0], one.printer) == ("slip", "A5", "Printer of slips")


def test_a_pick_list_goes_to_its_printer_too(desk: DeskStage) -> None:
    printer_for(desk, "picklist")
    page = desk.open(TO_PICK)
    page.pane.asked.emit(next(one for one in page.pane.offers() if one.deed.name == "pick_list"))
    settled(page)
    [one] = sent(desk)
    assert (one.job.document, one.printer) == ("picklist", "Printer of picklists")
    assert settled(page).findChild(QFileDialog) is None


def test_the_labels_of_checked_orders_are_one_batch_and_the_rest_say_why_not(desk: DeskStage) -> None:
    printer_for(desk, "label")
    shop = shop_of(desk)
    desk.app.packing.pack_by_scans(shop.clerk, TO_PICK, ["6901234567892", "TEE-XL", "TEE-XL"])
    page = desk.show()
    check(desk, page, 2, 4, 5)
    settled(page).browser.toolbar.bulk.acted.emit("labels")
    dialog = open_bulk(page)
    refused = [row[0] for row in rows(dialog.table) if row[1] == "refused"]
    printed = sorted(sent(desk), key=lambda one: one.sending.place if one.sending else 0)
    assert len(refused) == 1
    assert [one.job.subject.partition("/")[0] for one in printed] == [f"{TO_HAND_OVER}-1", f"{TO_PICK}-1"]
    assert len({one.sending.batch_id for one in printed if one.sending}) == 1
    leave(dialog)


def test_labels_on_sheets_begin_where_the_person_says(desk: DeskStage) -> None:
    shop = shop_of(desk)
    made = desk.app.printers.add(shop.boss, "Office", "practice", "ok", paper="A4", language="pdf")
    desk.app.printers.assign(shop.boss, "label", 0, made.id)
    desk.app.packing.pack_by_scans(shop.clerk, TO_PICK, ["6901234567892", "TEE-XL", "TEE-XL"])
    page = desk.show()
    check(desk, page, 2, 4)
    settled(page).browser.toolbar.bulk.acted.emit("labels")
    question = settled(page).findChild(DeedDialog)
    assert question is not None
    assert sent(desk) == []
    place = question.questions[0].field  # type: ignore[attr-defined]
    assert [place.itemText(n) for n in range(place.count())] == ["Place 1 of 2", "Place 2 of 2"]
    place.setCurrentIndex(1)
    question.deed.click()
    [one] = sent(desk)
    assert one.job.size.startswith("A4-2up")
    assert len(printed_pages(desk.app.printing.made(one.job.id).data, 203.2)) == 2  # the second place, then a new sheet


def test_checked_orders_come_in_the_order_in_which_they_are_listed(desk: DeskStage) -> None:
    page = desk.show()
    page.show_subject(f"{TO_PICK} {TO_HAND_OVER}")
    rows_shown = page.browser.list.rows
    check(desk, page, 0, 1)
    assert page.browser.checked() == [row.id for row in map(rows_shown.row_at, range(2)) if row is not None]
    assert len(page.browser.checked()) == 2


def test_who_nobody_knows_is_told_so_in_the_papers_place(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    desk.stage.preferences.change(user="")
    dialog = looked_at(desk, page)
    assert dialog.view.trouble.startswith(page.words.error(OmsError("user_needed", known="~")).partition("~")[0])
    assert not dialog.save.isEnabled()
    leave(dialog)

"""The printing page as it is shown: what is stuck, the page itself, and what a person does about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from desktop_oms.documents.raster import page_sizes
from tests.documents.reading import decoded, printed_pages
from tests.ui.printing.conftest import PrintStage
from tests.ui.real_shop import rows, said_by, texts


def test_a_jam_stands_first_and_is_printed_again_once(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("jam")
    made = stage.label()
    stage.app.print_queue.watch(stage.shop.clerk)
    page = stage.page(language)
    words = page.words
    [shown] = rows(page.prints.table)
    assert words("printing.state.stuck") in shown[2]
    assert words("printing.short.printer_jam") in shown[2]
    assert page.news()["stuck"].startswith(words("printing.unconfirmed", n=1))
    page.prints.table.choose(0)
    assert page.pane.paper.accessibleDescription() == words("document.page", page=1, pages=1)
    assert not page.pane.next.isVisible()
    assert words("error.printer_jam", printer="Practice") in texts(page.pane)
    page.pane.bar.button("again").click()
    assert page.dialog is not None
    for _ in range(2):
        page.dialog.decided.emit()  # a double click
    assert stage.app.print_queue.one(made).state == "void"
    assert stage.app.print_queue.counts()["today"] == 2
    assert "stuck" not in page.news()


def test_a_print_that_was_not_sent_is_sent_with_one_key(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("offline")
    made = stage.label()
    page = stage.page(language)
    page.prints.table.choose(0)
    page.pane.bar.button("retry").click()
    assert stage.app.print_queue.one(made).state == "spooled"
    stage.app.print_queue.watch()
    page.reload()
    assert stage.app.print_queue.one(made).state == "done"
    assert rows(page.prints.table) == []


def test_what_a_person_holds_is_marked_as_printed(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("unsure")
    made = stage.label()
    page = stage.page(language)
    page.prints.table.choose(0)
    page.pane.asked.emit("settle")
    assert stage.app.print_queue.one(made).state == "done"


def test_a_void_print_needs_a_reason_that_is_chosen(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("lost")
    made = stage.label()
    page = stage.page(language)
    page.prints.table.choose(0)
    page.pane.asked.emit("void")
    assert page.dialog is not None
    page.dialog.decided.emit()
    assert stage.app.print_queue.one(made).state == "void"


def test_nothing_to_print_is_said(print_stage: PrintStage, language: str) -> None:
    page = print_stage.page(language)
    assert page.prints.currentWidget().accessibleName() == page.words("printing.nothing")
    page.filters.choose("stuck")
    assert page.prints.currentWidget().accessibleName() == page.words("printing.nothing")


def test_a_sheet_goes_through_the_systems_dialog_at_its_true_size(
    print_stage: PrintStage, language: str, tmp_path: Path
) -> None:
    shop, page, file = print_stage.shop, print_stage.page(language), tmp_path / "out.pdf"
    ordered = [shop.order(name) for name in ("S-1", "S-2")]
    keys = [print_stage.app.orders.find(number) for number in ordered]
    made = print_stage.app.printing.slips(shop.clerk, keys, size="A5")
    page.pane.show_print(print_stage.app.print_queue.one(made.job_id))
    page.pane.asked.emit("system")
    assert page.system is not None
    assert page.system.dialog.isVisible()
    page.system.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    page.system.printer.setOutputFileName(str(file))
    page.system.dialog.done(QDialog.DialogCode.Accepted)
    assert [tuple(map(round, size)) for size in page_sizes(file.read_bytes())] == [(148, 210)] * 2
    for number, picture in zip(ordered, printed_pages(file.read_bytes(), 300), strict=True):
        assert number in {text for _, text in decoded(picture)}
    assert print_stage.app.print_queue.one(made.job_id).state == "done"


def test_a_label_never_goes_through_the_systems_dialog(print_stage: PrintStage) -> None:
    print_stage.printer("ok")
    page = print_stage.page("en")
    one = print_stage.app.print_queue.one(print_stage.label())
    assert "system" not in {action.name for action in page.pane.offered(one)}


def test_whoever_may_only_read_is_told_why_nothing_can_be_done(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    stage.printer("offline")
    made = stage.label()
    stage.app.setup.add_user(stage.shop.boss, "auditor", "Auditor", "U")
    stage.stage.preferences.change(user="auditor")
    page = stage.page(language)
    page.prints.table.choose(0)
    bar, why = page.pane.bar, page.words.error(stage.app.print_queue.refusal(stage.app.people.actor("auditor")))
    assert why in said_by(page.pane)
    bar.button("retry").click()
    assert stage.app.print_queue.one(made).state == "failed"
    assert {one.name for one in bar.offered if not one.refusal} == {"open_file"}
    stage.stage.preferences.change(user="clerk")
    page.reload()
    assert why not in said_by(page.pane)
    bar.button("retry").click()
    assert stage.app.print_queue.one(made).state == "spooled"

"""The printers of the settings: added, tried out, given their documents, taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from tests.ui.real_shop import Stage, press, rows
from tests.ui.settings.hands import dialog, line, opened
from ui.settings.printers_section import PrintersSection
from ui.settings.settings_page import SettingsPage
from ui.shared.forms import Choice


def section(page: SettingsPage) -> PrintersSection:
    found = page.section()
    assert isinstance(found, PrintersSection)
    return found


def add(page: SettingsPage, stage: Stage, name: str, script: str = "", paper: str = "100x150") -> None:
    """A practice printer by its form."""
    press(stage.qtbot, page, "settings.add_printer")
    form = dialog(page)
    line(form, "printer.name").setText(name)
    line(form, "printer.address").setText(script)
    for field, value in (("backend", "practice"), ("language", "zpl"), ("paper", paper)):
        choice = form.form.field(field)
        assert isinstance(choice, Choice)
        choice.choose(value)
    form.deed.click()


def test_a_printer_is_added_and_an_address_that_cannot_be_is_refused_in_its_form(stage: Stage) -> None:
    page = opened(stage, "printers")
    at = section(page)
    assert at.printers.nothing.text() == page.words("settings.no_printers")
    assert at.assign.refusal == page.words("settings.no_printers")
    add(page, stage, "Zebra", "dance")
    form = dialog(page)
    assert "dance" in form.refusal.text()
    line(form, "printer.address").setText("ok")
    form.deed.click()
    assert [row[0] for row in rows(at.printers.table)] == ["Zebra"]
    assert stage.room.toasts[-1] == page.words("settings.saved")
    assert at.assign.refusal is None


def test_a_test_page_says_what_became_of_it(stage: Stage) -> None:
    page = opened(stage, "printers", "zh_CN")
    at = section(page)
    add(page, stage, "Zebra", "ok, offline")
    assert at.test.refusal == page.words("settings.choose_row")
    at.printers.table.choose(0)
    for button, state in ((at.test, "spooled"), (at.calibrate, "failed")):
        button.click()
        assert stage.room.toasts[-1] == page.words(f"printing.now.{state}", printer="Zebra")
    assert {one.job.document for one in stage.app.print_queue.listing("today")} == {"testpage"}


def test_a_document_gets_its_printer_only_where_the_paper_fits(stage: Stage) -> None:
    page = opened(stage, "printers")
    at = section(page)
    add(page, stage, "Office", paper="A5")
    press(stage.qtbot, page, "settings.assign")
    form = dialog(page)
    form.deed.click()  # labels do not come in A5
    assert form.isVisible()
    assert "A5" in form.refusal.text()
    document = form.form.field("document")
    assert isinstance(document, Choice)
    document.choose("slip")
    form.deed.click()
    words = page.words
    assert rows(at.assigned.table) == [[words("printing.document.slip"), words("printing.anywhere"), "Office"]]
    at.assigned.table.choose(0)
    at.unassign.click()
    assert rows(at.assigned.table) == []


def test_a_printer_that_is_changed_keeps_its_documents_and_one_that_is_removed_loses_them(stage: Stage) -> None:
    page = opened(stage, "printers")
    at = section(page)
    add(page, stage, "Zebra")
    boss = stage.app.people.actor("boss")
    stage.app.printers.assign(boss, "label", 0, stage.app.printers.printer("Zebra").id)
    at.reload()
    at.printers.opened.emit(at.printers.rows[0].facts)
    form = dialog(page)
    line(form, "printer.name").setText("Zebra front")
    form.deed.click()
    assert [row[-1] for row in rows(at.assigned.table)] == ["Zebra front"]
    at.printers.table.choose(0)
    remove = page.findChild(QAbstractButton, "settings.remove_printer")
    assert remove is not None
    remove.click()
    assert (rows(at.printers.table), rows(at.assigned.table)) == ([], [])

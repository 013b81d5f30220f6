"""A batch that jammed goes on behind the last good label, which is scanned into the dialog; pages are turned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.printing.conftest import ALL, PrintStage
from tests.ui.real_shop import rows


def batch(stage: PrintStage, script: str, boxes: int = 3) -> int:
    """Labels of so many boxes as one batch; gives its key."""
    stage.printer(script)
    numbers = [stage.shop.order() for _ in range(boxes)]
    for number in numbers:
        stage.app.packing.pack_by_scans(stage.shop.clerk, number, ALL)
    parcels = [stage.shop.read(number).parcels[0].id for number in numbers]
    made = stage.app.print_desk.print_labels(stage.shop.clerk, parcels)
    stage.app.print_queue.watch(stage.shop.clerk)
    way = made[0].sending
    assert way is not None
    assert way.batch_id is not None
    return way.batch_id


def test_a_batch_goes_on_behind_the_label_that_is_scanned(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    batch_id = batch(stage, "ok, jam, ok")
    page = stage.page(language)
    words = page.words
    place = next(place for place, row in enumerate(rows(page.prints.table)) if words("printing.state.stuck") in row[2])
    page.prints.table.choose(place)
    page.pane.bar.button("resume").click()
    dialog = page.dialog
    assert dialog is not None
    assert dialog.windowTitle() == words("printing.resume_title")
    field = dialog.form.field("code")
    assert dialog.focusWidget() is field
    QTest.keyClicks(field, "F10000099")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.refusal.text() == words("error.label_not_in_batch", scanned="F10000099")
    field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(field, "F10000001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    stage.app.print_queue.watch(stage.shop.clerk)
    assert [one.state for one in stage.app.print_queue.batch(batch_id)] == ["confirmed", "done", "done"]


def test_the_pages_of_a_print_are_turned(print_stage: PrintStage, language: str) -> None:
    stage = print_stage
    numbers = [stage.shop.order() for _ in range(3)]
    orders = [stage.app.orders.find(number) for number in numbers]
    stage.app.printing.slips(stage.shop.clerk, orders)
    page = stage.page(language)
    page.filters.choose("today")
    page.prints.table.choose(0)
    paper, pane, seen = page.pane.paper, page.pane, []
    assert (paper.pages, pane.back.isEnabled(), pane.next.isEnabled()) == (3, False, True)
    for _ in range(2):
        pane.next.click()
        seen.append(paper.accessibleDescription())
    assert seen == [page.words("document.page", page=n, pages=3) for n in (2, 3)]
    assert not pane.next.isEnabled()
    QTest.keyClick(paper, Qt.Key.Key_PageUp)
    pane.back.click()
    assert (paper.page, pane.back.isEnabled()) == (0, False)
    page.prints.table.choose(0)
    assert paper.page == 0

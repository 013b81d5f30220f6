"""Goods that come back: counted by keys and by scan, restocked apart; and cases that our own people open."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from desktop_oms.services.demo_pictures import picture
from tests.services.shop_orders import CUP_CODE
from tests.ui.after_sales.conftest import BACK, SWAP, TORN, CaseStage, choose, said, settled, shown
from tests.ui.real_shop import leave
from ui.after_sales import pictures_question
from ui.after_sales.pictures_question import PicturesQuestion
from ui.after_sales.return_dialog import ReturnDialog
from ui.deeds.deed_dialog import DeedDialog
from ui.shared.notices import Strip

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def bench(cases: CaseStage) -> CaseStage:
    """Somebody who receives sits at the screen."""
    cases.stage.preferences.change(user="clerk", station="bench 1")
    return cases


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_goods_are_counted_by_scan(bench: CaseStage, language: str) -> None:
    page = bench.show(language)
    assert page.scan(BACK)
    dialog = page.findChild(ReturnDialog)
    assert dialog is not None
    assert shown(page) == BACK
    page.scan(CUP_CODE)
    assert ("all is here" if language == "en" else "已收齐") in dialog.said.text()
    page.scan("CMD:DAMAGED")
    (line,) = dialog.job.session.lines
    assert dialog.fields[line.line_id]["damaged"].value() == 1
    page.scan("CMD:DONE")
    order = bench.app.orders.load(bench.app.orders.find(BACK.partition("-")[0]))
    (row,) = order.cases[0].lines
    assert (row.received, row.damaged, row.restocked) == (1, 1, 0)
    assert bench.stage.room.toasts[-1].startswith(BACK)


def test_goods_are_counted_by_keys_and_restocked_apart(bench: CaseStage) -> None:
    page = bench.show()
    choose(bench, page, BACK)
    bench.key(page, "i", "1", ENTER)
    order = bench.app.orders.load(bench.app.orders.find(BACK.partition("-")[0]))
    (row,) = order.cases[0].lines
    assert (row.received, row.sellable, row.restocked, row.scrapped) == (1, 1, 0, 0)
    settled(page)
    bench.key(page, "k")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    fields = dialog.question("lines").fields  # type: ignore[attr-defined]
    assert list(fields) == [row.line_id]  # of the goods that came back, not of everything the order holds
    counts = fields[row.line_id]
    assert {name: field.value() for name, field in counts.items()} == {"restocked": 0, "scrapped": 0}
    counts["restocked"].setValue(1)
    dialog.deed.click()
    order = bench.app.orders.load(order.id)
    assert order.cases[0].lines[0].restocked == 1


def test_damaged_goods_are_paid_for_less_what_is_kept_back(cases: CaseStage) -> None:
    case_id, clerk = cases.app.after_sales.find(BACK), cases.app.people.actor("clerk")
    order = cases.app.orders.load(cases.app.after_sales.row(case_id).order_id)
    lines = {order.cases[0].lines[0].line_id: {"damaged": 1}}
    cases.app.after_sales.decide(clerk, case_id, "case.receive", args={"lines": lines})
    page = cases.show()
    choose(cases, page, BACK)
    steps = {name.partition(".")[0] for name in page.money.buttons}  # nothing of replacements, which make no sense here
    assert steps == {"case_start_refund", "case_restock", "inspection_sheet", "case_send_back"}
    cases.key(page, "d")
    dialog = page.findChild(DeedDialog)
    assert dialog is not None
    for name, typed in (("deduction", "4.00"), ("reason", "a crack")):
        dialog.question(name).field.setText(typed)  # type: ignore[attr-defined]
    cases.key(page, ENTER)
    case = cases.app.orders.load(order.id).cases[0]
    assert (case.state, case.worth, case.deduction_reason) == ("refunding", 600, "a crack")


def test_a_strange_piece_stops_the_count_with_words(bench: CaseStage) -> None:
    page = bench.show()
    page.scan(BACK)
    page.scan("TEE-XL")
    dialog = page.findChild(ReturnDialog)
    assert dialog is not None
    assert "TEE-XL is not of this case" in dialog.said.text()
    page.scan("CMD:OK")
    assert dialog.said.text() == "Good, go on"
    leave(dialog)


def test_a_scan_that_means_nothing_here_is_told(bench: CaseStage) -> None:
    page = bench.show()
    page.scan("YT00000000")
    assert "No case waits for YT00000000" in page.news()["error"]
    page.scan(TORN)
    assert shown(page) == TORN


@pytest.mark.parametrize(
    ("language", "waits"),
    [("zh_CN", "无主退件：1 最早的：YT00000000 · 湿盒子"), ("en", "announced: 1 the oldest: YT")],
)
def test_a_parcel_nobody_announced_is_recorded_and_finds_its_case(bench: CaseStage, language: str, waits: str) -> None:
    page = bench.show(language)
    page.scan("YT00000000")
    strip = page.findChild(Strip)
    assert strip is not None
    strip.action.click()
    dialog = page.found.dialog
    assert dialog is not None
    assert dialog.question("waybill").field.text() == "YT00000000"  # type: ignore[attr-defined]
    dialog.question("note").field.setText("湿盒子")  # type: ignore[attr-defined]
    dialog.deed.click()
    assert waits in page.news()["ownerless"]
    page.found.settle(bench.app.return_bench.ownerless()[0])
    dialog = page.found.dialog
    assert not dialog.asks("photos")
    dialog.deed.click()
    assert dialog.refusal.isVisible()
    dialog.question("case").field.setText(BACK)  # type: ignore[attr-defined]
    dialog.deed.click()
    assert bench.app.after_sales.row(bench.app.after_sales.find(BACK)).return_waybill == "YT00000000"
    assert "ownerless" not in page.news()


@pytest.mark.parametrize(
    ("language", "wrong"), [("zh_CN", "照片不是 PNG 或 JPEG。"), ("en", "The picture is neither PNG nor JPEG.")]
)
def test_pictures_of_a_parcel_are_seen_before_they_are_kept_and_come_to_its_case(
    bench: CaseStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, wrong: str
) -> None:
    files = [tmp_path / f"{name}.png" for name in ("parcel", "tag", "letter")]
    for file in files[:2]:
        file.write_bytes(picture(file.stem, Random(1)))
    files[2].write_text("no picture at all")
    monkeypatch.setattr(pictures_question, "files_to_open", lambda *_asked: files)
    page = bench.show(language)
    page.found.record("YT00000000")
    dialog = page.found.dialog
    assert dialog is not None
    asked = dialog.question("photos")
    assert isinstance(asked, PicturesQuestion)
    bench.key(page, Qt.Key.Key_Tab)
    bench.stage.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert wrong in asked.wrong.text()
    assert asked.tiles is not None
    assert [tile.caption for tile in asked.tiles.tiles] == ["parcel.png", "tag.png"]
    assert all(tile.picture and not tile.picture.isNull() for tile in asked.tiles.tiles)
    QGuiApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    asked.paste.click()
    assert (len(asked.files), asked.wrong.text()) == (3, "")
    asked.tiles.tiles[1].setFocus()
    bench.key(page, Qt.Key.Key_Delete)
    assert [name for name, _ in asked.files] == ["parcel.png", page.words("cases.pasted_name")]
    asked.tiles.tiles[0].setFocus()
    bench.key(page, Qt.Key.Key_Return)
    assert asked.dialog is not None
    asked.dialog.accept()
    dialog.deed.click()
    (parcel,) = bench.app.return_bench.ownerless()
    assert bench.app.return_bench.photos(parcel.id)[0] == files[0].read_bytes()
    page.found.settle(parcel)
    settling = page.found.dialog
    assert settling is not None
    assert len(settling.question("photos").tiles.tiles) == 2  # type: ignore[attr-defined]
    settling.question("case").field.setText(BACK)  # type: ignore[attr-defined]
    settling.deed.click()
    case = bench.app.after_sales.detail(bench.app.after_sales.find(BACK), bench.app.people.actor("boss"))
    assert [one.name for one in case.evidence] == ["YT00000000-1.png", "YT00000000-2.png"]


def test_goods_that_came_for_an_exchange_are_put_away_first(bench: CaseStage) -> None:
    """The replacement goes its own way; what stands out for whoever receives is what lies on the bench."""
    app, case_id = bench.app, bench.app.after_sales.find(SWAP)
    app.after_sales.decide(app.people.actor("reviewer"), case_id, "case.approve")
    line = app.orders.load(app.after_sales.row(case_id).order_id).cases[0].lines[0].line_id
    counted = {"lines": {line: {"sellable": 1}}}
    app.after_sales.decide(app.people.actor("clerk"), case_id, "case.receive", args=counted)
    page = bench.show()
    choose(bench, page, SWAP)
    assert next(iter(page.money.buttons)).startswith("case_restock")
    restocked = {"lines": {line: {"restocked": 1}}}
    app.after_sales.decide(app.people.actor("clerk"), case_id, "case.restock", args=restocked)
    page.reload()
    assert not any(name.startswith("case_restock") for name in page.money.buttons)


def test_a_case_is_opened_by_keys(cases: CaseStage) -> None:
    cases.stage.preferences.change(user="desk")
    page = cases.show()
    cases.key(page, "n", "nothing", ENTER)
    dialog = page.cases.dialog
    assert dialog is not None
    assert dialog.refusal.isVisible()
    dialog.question("number").field.setText(SWAP.partition("-")[0])  # type: ignore[attr-defined]
    cases.key(page, ENTER)
    asked = page.cases.deeds.dialog
    assert asked is not None
    kind = asked.question("kind").field  # type: ignore[attr-defined]
    assert [kind.itemData(n) for n in range(kind.count())] == ["refund_only", "return_refund", "exchange", "resend"]
    kind.choose("exchange")
    reason = asked.question("reason").field  # type: ignore[attr-defined]
    assert (reason.itemData(0), reason.itemText(0)) == ("size", page.words("reason.size"))
    kind.choose("refund_only")
    assert reason.chosen() == "quality"
    order = cases.app.orders.load(cases.app.orders.find(SWAP.partition("-")[0]))
    asked.question("lines").fields[order.lines[1].id].setValue(1)  # type: ignore[attr-defined]
    asked.deed.click()
    page.show_subject(SWAP.replace("C1", "C2"))
    assert "Refund only" in said(page)

"""The page of stock as it is shown: every product, found and counted by keys, and why a count is refused."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.stock_list import StockList
from tests.services.orders import an_order, the_order
from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import Stage, press, rows, texts
from ui.shared.notices import EmptyState
from ui.stock.stock_page import StockPage

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def opened(stage: Stage, language: str = "en", size: tuple[int, int] = (1440, 900)) -> StockPage:
    return settled(cast(StockPage, stage.show(StockPage, language, size)))


def settled(page: StockPage) -> StockPage:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    return page


def key(stage: Stage, page: StockPage, *keys: Qt.Key | str) -> None:
    """Type keys where the focus is, in the dialog while one is open."""
    for one in keys:
        dialogs = [part for part in page.findChildren(QWidget) if part.isWindow() and part.isVisible()]
        window = dialogs[-1] if dialogs else page
        window.activateWindow()
        stage.qtbot.waitUntil(window.isActiveWindow)
        target = window.focusWidget() or window
        stage.qtbot.keyClicks(target, one) if isinstance(one, str) else stage.qtbot.keyClick(target, one)
        settled(page)


def codes(page: StockPage) -> list[str]:
    return [row[0].split(" · ")[1] for row in rows(page.list.table)]


def said(page: StockPage) -> str:
    parts = [part for part in settled(page).pane.findChildren(QWidget) if part.isVisible()]
    return "\n".join(part.text() if isinstance(part, QLabel) else part.accessibleName() for part in parts)


def find(stage: Stage, page: StockPage, code: str) -> None:
    """Look for a product by keys."""
    page.search.take_focus()
    key(stage, page, code, ENTER)


def on_hand(stage: Stage, code: str) -> int:
    return stage.app.stock.show(code)[0].on_hand


def confirmed(stage: Stage) -> str:
    """An order that holds two T-shirts; its number."""
    order = the_order(stage.app, an_order())
    stage.app.commands.do(stage.app.people.actor("desk"), order.id, "order.confirm")
    return order.number


@pytest.mark.parametrize(("language", "nowhere"), [("zh_CN", "未入库"), ("en", "not stocked")])
def test_every_product_is_listed_those_without_stock_too(stage: Stage, language: str, nowhere: str) -> None:
    stage.app.catalogue.add(stage.app.people.actor("boss"), "A", "AAA-1", "新品")
    page = opened(stage, language)
    first = rows(page.list.table)[0]
    assert first == ["新品 · AAA-1", nowhere, "0", "0", "0", "0", "0", "—"]
    assert len(rows(page.list.table)) == stage.app.stock_list.outline().total
    press(stage.qtbot, page, "stock.tabs.none")
    assert codes(page) == ["AAA-1"]


def test_a_count_is_corrected_by_keys(stage: Stage) -> None:
    page = opened(stage)
    find(stage, page, "TEE-NV-XL")
    assert codes(page) == ["TEE-NV-XL"]
    assert page.list.table.hasFocus()
    key(stage, page, "c")
    dialog = page.counts.dialog
    assert dialog is not None
    dialog.form.field("on_hand").selectAll()  # type: ignore[attr-defined]
    key(stage, page, "7", TAB, "month's end", ENTER)
    assert on_hand(stage, "TEE-NV-XL") == 7
    assert rows(page.list.table)[0][2] == "7"
    assert stage.room.toasts == ["TEE-NV-XL (SZ): 7 on hand, 7 available"]
    assert "Counted" in said(page)
    name = next(user.name for user in stage.app.people.users() if user.login == stage.preferences.settings.user)
    assert name in said(page)


def test_what_orders_hold_cannot_be_counted_away(stage: Stage) -> None:
    number = confirmed(stage)
    page = opened(stage)
    page.show_subject("TEE-NV-XL")
    assert number in said(page)
    key(stage, page, "c")
    dialog = page.counts.dialog
    assert dialog is not None
    dialog.form.field("on_hand").setValue(1)  # type: ignore[attr-defined]
    dialog.form.fill({"reason": "counted"})
    dialog.deed.click()
    assert dialog.isVisible()
    assert dialog.form.row("on_hand").error().startswith("TEE-NV-XL cannot become 1: 2 units are promised")
    dialog.form.field("on_hand").setValue(2)  # type: ignore[attr-defined]
    dialog.form.fill({"reason": ""})
    dialog.deed.click()
    assert dialog.form.row("reason").error()
    dialog.form.fill({"reason": "counted"})
    dialog.deed.click()
    settled(page)
    assert on_hand(stage, "TEE-NV-XL") == 2


def test_bin_kept_back_restock_and_damage_are_written(stage: Stage) -> None:
    page = opened(stage)
    page.show_subject("TEE-NV-XL")
    page.list.table.setFocus()
    key(stage, page, "b")
    dialog = page.counts.dialog
    assert dialog is not None
    dialog.form.fill({"bin": "Z-9", "restock": "soon"})
    dialog.form.field("buffer").setValue(3)  # type: ignore[attr-defined]
    dialog.deed.click()
    assert "soon" in dialog.refusal.text()
    dialog.form.fill({"restock": "2026-12-01"})
    dialog.deed.click()
    page.list.table.setFocus()
    key(stage, page, "d")
    damage = page.counts.dialog
    assert damage is not None
    damage.form.field("damaged").setValue(1)  # type: ignore[attr-defined]
    damage.form.fill({"reason": "wet"})
    damage.deed.click()
    settled(page)
    (row,) = rows(page.list.table)
    assert (row[1], row[4], row[5], row[7]) == ("SZ · Z-9", "1", "3", "1 Dec 2026")


@pytest.mark.parametrize(("language", "saved"), [("zh_CN", "HAT-1 已保存"), ("en", "HAT-1 is saved")])
def test_a_product_is_written_down_by_keys_and_changed(stage: Stage, language: str, saved: str) -> None:
    page = opened(stage, language)
    page.list.table.setFocus()
    key(stage, page, "n", "TEE-NV-XL", TAB, "Sun hat", ENTER)
    dialog = page.products.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "TEE-NV-XL" in dialog.form.row("code").error()
    dialog.form.fill({"code": "HAT-1", "barcode": "6901234500999 TB-5"})
    key(stage, page, ENTER)
    assert stage.room.toasts[-1] == saved
    hat = stage.app.catalogue.find("TB-5")
    assert (hat.code, hat.name, hat.weight_g, hat.supplier_id) == ("HAT-1", "Sun hat", None, None)
    page.show_subject("HAT-1")
    page.list.table.setFocus()
    key(stage, page, "e")
    form = page.products.dialog.form  # type: ignore[union-attr]
    form.fill({"barcode": "TB-5", "category": "caps"})
    form.field("weight_g").setValue(90)  # type: ignore[attr-defined]
    key(stage, page, ENTER)
    changed = stage.app.catalogue.product(hat.id)
    assert [one.code for one in changed.barcodes] == ["TB-5"]
    assert (changed.sku.name, changed.sku.category, changed.sku.weight_g) == ("Sun hat", "caps", 90)


def test_a_product_changed_elsewhere_is_not_written_over(stage: Stage) -> None:
    page = opened(stage)
    page.show_subject("TEE-NV-XL")
    page.list.table.setFocus()
    key(stage, page, "e")
    boss, tee = stage.app.people.actor("boss"), stage.app.catalogue.find("TEE-NV-XL")
    stage.app.catalogue.edit(boss, tee.id, weight_g=321)
    dialog = page.products.dialog
    assert dialog is not None
    dialog.form.fill({"name": "Old"})
    key(stage, page, ENTER)
    assert dialog.isVisible()
    assert dialog.refusal.text()
    assert stage.app.catalogue.find("TEE-NV-XL").weight_g == 321
    dialog.reject()


def test_a_product_never_stocked_asks_for_its_warehouse(stage: Stage) -> None:
    stage.app.catalogue.add(stage.app.people.actor("boss"), "A", "AAA-1", "新品")
    page = opened(stage)
    page.show_subject("AAA-1")
    page.pane.asked.emit("count")
    dialog = page.counts.dialog
    assert dialog is not None
    dialog.form.field("on_hand").setValue(4)  # type: ignore[attr-defined]
    dialog.form.fill({"reason": "opening"})
    dialog.deed.click()
    assert rows(page.list.table)[0][1:3] == ["SZ", "4"]


def test_a_scanned_barcode_finds_its_product(stage: Stage) -> None:
    page = opened(stage)
    tee = stage.app.catalogue.find("TEE-NV-XL")
    assert page.scan(stage.app.stock_list.card(tee.id).barcodes[0])
    assert codes(page) == ["TEE-NV-XL"]


def test_an_order_is_opened_from_what_holds_the_product(stage: Stage) -> None:
    number = confirmed(stage)
    page = opened(stage)
    page.show_subject("TEE-NV-XL")
    link = page.pane.findChild(QWidget, "stock.holder.0")
    assert link is not None
    link.click()  # type: ignore[attr-defined]
    assert stage.room.opened == [("orders", number)]


def test_what_orders_wait_for_has_its_tab(stage: Stage) -> None:
    stage.app.stock.set(stage.app.people.actor("boss"), "TEE-NV-XL", "SZ", 1, "counted")
    order = the_order(stage.app, an_order())
    args = {"backorder": True}
    stage.app.commands.do(stage.app.people.actor("desk"), order.id, "order.confirm", args=args)
    page = opened(stage)
    assert page.tabs.words()[1] == "Orders waiting 1"
    press(stage.qtbot, page, "stock.tabs.short")
    assert rows(page.list.table)[0][0].endswith("orders lack 1")


@pytest.mark.parametrize(("language", "sentence"), [("zh_CN", "还没有商品"), ("en", "There are no products yet")])
def test_a_shop_without_products_is_led_to_the_import(empty_stage: Stage, language: str, sentence: str) -> None:
    page = opened(empty_stage, language)
    state = page.list.currentWidget()
    assert state.accessibleName() == sentence
    cast(EmptyState, state).action.click()
    assert empty_stage.room.opened == [("importing", None)]


@pytest.mark.parametrize(("language", "none"), [("zh_CN", "没有找到“zzz”"), ("en", 'Nothing found for "zzz"')])
def test_a_search_without_a_hit_says_so_and_leads_back(stage: Stage, language: str, none: str) -> None:
    page = opened(stage, language)
    page.show_subject("zzz")
    state = page.list.currentWidget()
    assert state.accessibleName() == none
    cast(EmptyState, state).action.click()
    assert len(rows(page.list.table)) > 5
    assert page.list.table.hasFocus()


def test_a_database_out_of_reach_is_told_and_older_rows_stay(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(stage)
    before = codes(page)

    def gone(*_: object, **__: object) -> None:
        raise OmsError("database_unreachable", database="shop")

    monkeypatch.setattr(StockList, "outline", gone)
    page.reload()
    assert page.words("error.database_unreachable", database="shop") in page.news()["error"]
    assert codes(page) == before
    monkeypatch.undo()
    page.reload()
    assert "error" not in page.news()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_names_and_a_place_in_the_tab_order(stage: Stage, language: str) -> None:
    confirmed(stage)
    page = opened(stage, language, (1280, 680))
    page.show_subject("TEE-NV-XL")
    assert unreachable(settled(page)) == []
    order = tab_order(page)
    assert order.index("stock.search") < order.index("stock.table") < order.index("action.count")
    tester = QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.show_subject("")
    assert tester.model() is page.list.model
    assert texts(page.pane)

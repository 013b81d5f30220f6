"""What the second step asks: channel, profile, encoding, columns; and files of products and stock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_oms.resources import resource
from tests.services.orders import TEE, an_order, bring_in
from tests.ui.importing.test_importing_page import board, head, opened, own_file, samples
from tests.ui.real_shop import Stage, press, rows, texts
from ui.importing.goods_board import GoodsBoard
from ui.importing.importing_page import ImportingPage
from ui.shared.forms import Choice


def field(page: ImportingPage, name: str) -> Choice:
    """The choice of a field's column."""
    found = page.findChild(Choice, f"importing.field.{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "advice", "sample"),
    [
        ("zh_CN", "认不出是哪个平台的文件，请对好字段。", "例如：保温杯"),
        ("en", "The file is of no marketplace we know; please map its columns.", "For example: 保温杯"),
    ],
)
def test_an_unknown_file_asks_what_its_columns_are(
    stage: Stage, tmp_path: Path, language: str, advice: str, sample: str
) -> None:
    page = opened(stage, language)
    page.take_files([own_file(tmp_path, 1)])
    assert page.orders.currentWidget() is page.orders.mapping
    assert {advice, sample} <= set(texts(page))
    assert (field(page, "order_no").chosen(), field(page, "product").chosen()) == ("订单编号", "商品名称")


def test_a_column_mapped_by_hand_counts(stage: Stage, tmp_path: Path) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, 1)])
    field(page, "receiver").choose("商品名称")
    QTest.keyClick(page.orders.mapping.channel, Qt.Key.Key_Return)
    assert rows(board(page).table)[0][3] == "保温杯"


def test_a_missing_column_is_named_where_it_can_be_mapped(stage: Stage, tmp_path: Path) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, 1)])
    field(page, "qty").setCurrentIndex(0)
    assert "Required" in texts(page)
    page.orders.check()
    assert page.orders.currentWidget() is page.orders.mapping
    assert "has no column" in page.news()["error"]


def test_a_mapping_is_kept_as_a_profile_and_offered_for_the_next_file(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, 1)])
    field(page, "buyer").choose("收件人")
    page.orders.mapping.name.setFocus()
    QTest.keyClicks(page.orders.mapping.name, "resellers")
    QTest.keyClick(page.orders.mapping.name, Qt.Key.Key_Return)
    assert stage.room.toasts == ['Kept as the profile "resellers"']
    assert stage.app.importing.profiles()["resellers"]["buyer"] == "收件人"
    page.take_files([own_file(tmp_path, 2)])
    page.orders.mapping.profile.choose("resellers")
    assert field(page, "buyer").chosen() == "收件人"
    press(qtbot, page, "importing.check")
    assert head(page).startswith("Import orders Checked")
    assert "resellers" in page.bar.accessibleName()


def test_a_profile_needs_a_name_of_its_own(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, 1)])
    page.orders.mapping.name.setText("taobao")
    press(qtbot, page, "importing.save_profile")
    assert "built-in profile" in page.news()["error"]


def test_a_profile_that_was_saved_elsewhere_meanwhile_is_replaced_knowingly_only(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, 1)])
    step, importing = page.orders.mapping, stage.app.importing
    stage.app.profiles.save(stage.app.people.actor("boss"), "resellers", {"sku": "Code"})
    step.name.setText("resellers")
    press(qtbot, page, "importing.save_profile")
    assert page.news()["error"] == page.words("error.profile_changed", profile="resellers")
    assert importing.profiles() == {"resellers": {"sku": "Code"}}
    assert step.name_row.text() == "Takes the place of the profile"
    press(qtbot, page, "importing.save_profile")
    assert importing.profiles()["resellers"]["order_no"] == "订单编号"
    assert "error" not in page.news()


def test_several_channels_of_a_platform_are_asked_for(stage: Stage) -> None:
    boss = stage.app.people.actor("boss")
    second = stage.app.setup.add_channel(boss, "A", "shopify", "Shopify US", "America/New_York", "USD", "US")
    page = opened(stage)
    page.take_files(samples("story_shopify.csv"))
    assert "There are several channels of this platform; please choose one." in texts(page)
    page.orders.mapping.channel.choose(str(second.id))
    page.orders.check()
    assert page.orders.plan is not None
    assert page.orders.plan.channel == second


def test_a_platform_without_a_channel_says_what_to_do(stage: Stage) -> None:
    page = opened(stage, "zh_CN")
    page.take_files(samples("shared_pdd.csv"))
    assert any(words.startswith("拼多多还没有渠道") for words in texts(page))
    assert page.findChild(Choice, "importing.field.qty") is None


def test_the_encoding_can_be_named(stage: Stage) -> None:
    page = opened(stage)
    page.take_files(samples("story_taobao_orders.csv", "story_taobao_items.csv"))
    page.orders.show_columns()
    page.orders.mapping.encoding.choose("big5")
    assert "error" in page.news()
    page.orders.mapping.encoding.choose("gb18030")
    assert "error" not in page.news()
    page.orders.check()
    assert head(page).startswith("Import orders Checked")


def test_a_shop_that_is_not_set_up_is_led_to_its_set_up(empty_stage: Stage, qtbot: QtBot) -> None:
    page = opened(empty_stage)
    assert page.news()["set_up"].startswith("No shop is set up yet")
    press(qtbot, page, "strip.action")
    assert empty_stage.room.opened == [("first_run", None)]


def goods(page: ImportingPage) -> GoodsBoard:
    """The board of a product or stock file."""
    shown = page.goods.currentWidget()
    assert isinstance(shown, GoodsBoard)
    return shown


@pytest.mark.parametrize(
    ("language", "title", "code_missing"),
    [("zh_CN", "导入商品 已写入", "没有商品编码。"), ("en", "Import products Written", "There is no product code.")],
)
def test_a_product_file_shows_what_became_of_each_row(
    stage: Stage, tmp_path: Path, language: str, title: str, code_missing: str
) -> None:
    page = opened(stage, language)
    file = tmp_path / "goods.csv"
    file.write_text("code,name\nNEW-1,Lamp\nCUP-500,Better cup\nMUG-GR,\n,Nameless\n", encoding="utf-8")
    page.take_goods("products", file)
    shown = rows(goods(page).board.table)
    assert head(page) == title
    assert [row[2] for row in shown] == ["NEW-1", "CUP-500", "MUG-GR", ""]
    assert shown[3][3] == code_missing
    assert stage.app.catalogue.find("NEW-1").name == "Lamp"


@pytest.mark.parametrize(
    ("language", "said"), [("zh_CN", "订单里等它的 2 行已对上"), ("en", "2 order lines that waited have it now")]
)
def test_a_product_that_orders_waited_for_says_so(stage: Stage, tmp_path: Path, language: str, said: str) -> None:
    lines = (replace(TEE, sku="NEW-1"),)
    bring_in(stage.app, an_order("1", lines=lines), an_order("2", lines=lines))
    page = opened(stage, language)
    file = tmp_path / "goods.csv"
    file.write_text("code,name\nNEW-1,Tee\n", encoding="utf-8")
    page.take_goods("products", file)
    assert [row[3] for row in rows(goods(page).board.table)] == [said]
    assert stage.app.tasks.page(["sku_unknown"]) == []


def test_a_stock_file_leads_on_to_the_stock(stage: Stage) -> None:
    page = opened(stage)
    page.take_goods("stock", resource("samples", "stock.csv"))
    assert {row[1] for row in rows(goods(page).board.table)} == {"Refused"}
    assert goods(page).board.tabs.words() == ["All 12", "Refused 12"]
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_O)
    assert stage.room.opened == [("stock", None)]
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_N)
    assert page.stack.currentWidget() is page.choose


def test_with_several_sellers_a_product_file_says_whose_it_is(stage: Stage, tmp_path: Path) -> None:
    stage.app.setup.add_seller(stage.app.people.actor("boss"), "Second", "B", "B")
    page = opened(stage)
    assert page.choose.seller.isVisible()
    page.choose.seller.choose("B")
    file = tmp_path / "goods.csv"
    file.write_text("code,name\nNEW-1,Lamp\n", encoding="utf-8")
    page.take_goods("products", file)
    assert stage.app.catalogue.find("NEW-1", "B").name == "Lamp"

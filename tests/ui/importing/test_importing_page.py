"""Bringing order files in through the window: as shown, by keys, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop_oms.resources import resource
from desktop_oms.services.importing import APART
from desktop_oms.words import LANGUAGES, say
from tests.ui.reachable import unreachable
from tests.ui.real_shop import Stage, press, rows
from ui.deeds.deed_dialog import DeedDialog
from ui.importing import importing_page
from ui.importing.board import Board
from ui.importing.importing_page import ImportingPage
from ui.importing.order_board import OrderBoard
from ui.shared.forms import Choice
from ui.shared.jobs import Jobs, Lane

TAOBAO = ("dirty_taobao_orders.csv", "dirty_taobao_items.csv")
HEADER = "订单编号,收件人,手机,收货地址,商家编码,商品名称,数量,单价,合计\n"


def opened(stage: Stage, language: str = "en") -> ImportingPage:
    """The page."""
    page = stage.show(ImportingPage, language)
    assert isinstance(page, ImportingPage)
    return page


def samples(*names: str) -> list[Path]:
    """Sample files by name."""
    return [resource("samples", "orders", name) for name in names]


def own_file(folder: Path, *numbers: int, qty: str = "1", name: str = "orders.csv") -> Path:
    """A table of our own with an order for each number."""
    lines = [
        f"G{n},林晓雯,13800138000,广东省深圳市南山区科技园1号,CUP-500,保温杯,{qty},129.00,129.00\n" for n in numbers
    ]
    file = folder / name
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    return file


def board(page: ImportingPage) -> Board:
    """The board now shown."""
    shown = page.orders.currentWidget()
    assert isinstance(shown, OrderBoard), shown
    return shown.board


def head(page: ImportingPage) -> str:
    """Title and what is shown."""
    return page.header.accessibleName()


@pytest.mark.parametrize(
    ("language", "title", "counters", "tabs", "primary"),
    [
        (
            "zh_CN",
            "导入订单 检查结果：还没有写入任何东西",
            ["5 单新增", "0 单已有", "4 单留意", "18 行拒绝"],
            ["全部 27", "拒绝 18", "留意 4", "新增 4", "历史 1"],
            "导入 9 单",
        ),
        (
            "en",
            "Import orders Checked: nothing has been written yet",
            ["5 new orders", "0 known orders", "4 to settle", "18 rows refused"],
            ["All 27", "Refused 18", "To settle 4", "New 4", "History 1"],
            "Import 9 orders",
        ),
    ],
)
def test_a_known_export_is_looked_through_at_once(
    stage: Stage, language: str, title: str, counters: list[str], tabs: list[str], primary: str
) -> None:
    page = opened(stage, language)
    page.take_files(samples(*TAOBAO))
    assert head(page) == title
    assert [spoken.split(" · ")[0] for spoken in board(page).counters.spoken()] == counters
    assert board(page).tabs.words() == tabs
    assert isinstance(page.orders.board, OrderBoard)
    assert page.orders.board.primary.accessibleName() == primary
    assert not stage.app.orders.search("5906571234567890001").rows


@pytest.mark.parametrize(
    ("language", "why", "advice"),
    [
        ("zh_CN", "“5.90657E+18”被 Excel 改成了科学计数", "在表格软件里把这一列设成文本"),
        ("en", "Excel changed this number to 5.90657E+18", "Format the column as text"),
    ],
)
def test_the_faulty_cell_is_marked_and_what_to_do_is_said(stage: Stage, language: str, why: str, advice: str) -> None:
    page = opened(stage, language)
    page.take_files(samples(*TAOBAO))
    table = board(page).table
    table.choose(1)
    row = table.chosen()
    assert row is not None
    assert [(cell.text, cell.marked) for cell in row.cells if cell.marked] == [("5.90657E+18", "trouble")]
    assert row.cells[-1].text.startswith(why)
    panel = board(page).panel
    assert panel is not None
    assert advice in panel.accessibleName()
    assert panel.accessibleDescription().split(" | ")[:2] == ["5.90657E+18", "小**娜"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_goods_are_named_beside_their_codes_and_unknown_ones_marked(
    stage: Stage, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "orders.csv"
    goods = ("CUP-500,", "CUP-500,礼品杯", "NOBODYS,", "NOBODYS,木盒")
    lines = [
        f"G{n},林晓雯,13800138000,广东省深圳市南山区科技园1号,{one},1,129.00,129.00\n" for n, one in enumerate(goods)
    ]
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    page = opened(stage, language)
    page.take_files([file])
    page.orders.check()
    known = stage.app.catalogue.page("CUP-500", limit=1)[0]
    unknown = say("orders.sku_unknown", language)
    assert [row[4:6] for row in rows(board(page).table)] == [
        ["CUP-500", f"{known.name} {known.spec}".strip()],
        ["CUP-500", "礼品杯"],
        ["NOBODYS", unknown],
        ["NOBODYS", "木盒"],
    ]
    marks = []
    for place in range(len(goods)):
        board(page).table.choose(place)
        chosen = board(page).table.chosen()
        assert chosen is not None
        marks.append(chosen.cells[4].marked)
    assert marks == ["", "", "attention", "attention"]


def test_a_tab_shows_only_its_rows(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    page.take_files(samples(*TAOBAO))
    press(qtbot, page, "importing.tabs.task")
    assert {row[1] for row in rows(board(page).table)} == {"To settle"}
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    assert {row[1] for row in rows(board(page).table)} == {"New"}


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "已导入 9 单"), ("en", "9 orders imported")])
def test_enter_imports_and_each_row_shows_our_number(stage: Stage, language: str, said: str) -> None:
    page = opened(stage, language)
    page.take_files(samples(*TAOBAO))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert stage.room.toasts == [said]
    numbers = [row[8] for row in rows(board(page).table) if row[8]]
    assert numbers[:2] == ["A100001", "A100002"]
    assert stage.app.orders.search("A100001").rows[0].external_no == "5906571234567890001"
    board(page).table.choose(0)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert stage.room.opened == [("orders", "A100001")]


def test_a_result_that_was_left_does_not_come_back(stage: Stage) -> None:
    page = opened(stage)
    page.take_files(samples("story_shopify.csv"))
    page.orders.run()
    board(page).table.choose(0)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    page.hide()
    page.show()
    assert head(page).startswith("Import orders Written"), "an order of the result was looked at"
    page.hide()
    page.show()
    assert page.stack.currentWidget() is page.choose
    page.take_files(samples("story_shopify.csv"))
    page.hide()
    page.orders.run()
    page.show()
    assert head(page).startswith("Import orders"), "it was done while nobody looked"
    assert page.stack.currentWidget() is page.orders


def test_the_same_file_again_has_nothing_to_import_and_says_why(stage: Stage) -> None:
    page = opened(stage)
    page.take_files(samples("story_shopify.csv"))
    page.orders.run()
    page.take_files(samples("story_shopify.csv"))
    assert {row[1] for row in rows(board(page).table)} == {"Unchanged"}
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(page.orders.board, OrderBoard)
    assert page.orders.board.foot.sentence() == "All orders of the file are ours already, or were refused."
    assert head(page).startswith("Import orders Checked")


@pytest.mark.parametrize(
    ("language", "sums"), [("zh_CN", "1 单有变化，0 单新增，0 单留意"), ("en", "1 changed, 0 new, 0 to settle")]
)
def test_what_changed_is_not_called_new(stage: Stage, tmp_path: Path, language: str, sums: str) -> None:
    page = opened(stage, language)
    (source,) = samples("story_shopify.csv")
    page.take_files([source])
    page.orders.run()
    page.orders.forget()
    told = source.read_text(encoding="utf-8-sig")
    again = tmp_path / "again.csv"
    again.write_text(told.replace("18号A座1203", "9号"), encoding="utf-8")
    page.take_files([again])
    assert isinstance(page.orders.board, OrderBoard)
    assert page.orders.board.foot.sentence() == sums


def test_escape_leaves_everything_as_it_was(stage: Stage) -> None:
    page = opened(stage)
    page.take_files(samples("story_shopify.csv"))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.choose
    assert page.focusWidget() is page.choose.choose
    assert not stage.app.orders.search("A100001").rows


def test_d_saves_the_refused_rows_with_their_reasons(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importing_page, "file_to_save", lambda *_: tmp_path / "refused.csv")
    page = opened(stage)
    page.take_files(samples(*TAOBAO))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_D)
    assert stage.room.toasts == ["Saved as refused.csv, refused-2.csv"]
    assert "Excel changed this number" in (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")


def test_files_can_be_dropped_on_the_page(stage: Stage) -> None:
    page = opened(stage)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in samples("story_shopify.csv")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(300, 300), copy, mime, left, Qt.KeyboardModifier.NoModifier))
    assert head(page).startswith("Import orders Checked")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", "order.pdf 是 PDF，不是表格。请导出 CSV 或 XLSX。"),
        ("en", "order.pdf is a PDF, not a table. Export CSV or XLSX instead."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(stage: Stage, tmp_path: Path, language: str, said: str) -> None:
    page = opened(stage, language)
    file = tmp_path / "order.pdf"
    file.write_bytes(b"%PDF-1.7 ...")
    page.take_files([file])
    assert page.news()["error"] == said
    assert page.stack.currentWidget() is page.choose
    page.take_files(samples("story_shopify.csv"))
    assert "error" not in page.news()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_who_knows_the_encoding_says_it(stage: Stage, tmp_path: Path, language: str) -> None:
    page = opened(stage, language)
    file = tmp_path / "taiwan.csv"
    told = "訂單編號,收件人,電話,地址,商品,數量\nT-1,林曉雯,0912345678,臺北市信義路五段七號,繁體書籍與筆記簿,1\n" * 3
    file.write_bytes(told.encode("big5"))
    page.take_files([file])
    assert page.stack.currentWidget() is page.choose
    (dialog,) = page.findChildren(DeedDialog)
    field = dialog.question("encoding").field  # type: ignore[attr-defined]
    field.choose("utf-16")
    dialog.deed.click()
    assert dialog.refusal.text()
    field.choose("big5")
    dialog.deed.click()
    assert not dialog.isVisible()
    assert "error" not in page.news()
    assert page.orders.mapping.told()[3] == "big5"
    assert page.orders.looked is not None
    assert "訂單編號" in page.orders.looked.seen[0].columns
    page.begin()
    assert page.orders.mapping.told()[3] is None


def test_an_answer_that_comes_after_escape_leads_nowhere(stage: Stage, qtbot: QtBot, jobs: Jobs) -> None:
    stage.jobs = jobs
    page = opened(stage)
    qtbot.waitUntil(lambda: page.choose.choose.hasFocus())
    page.take_files(samples(*TAOBAO))
    assert page.orders.looking.isVisible()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    done: list[str] = []
    page.orders.questions._jobs.ask(page, lambda: "later", done.append, lane=Lane.LONG)
    qtbot.waitUntil(lambda: bool(done))
    assert page.stack.currentWidget() is page.choose


def test_a_stop_keeps_what_was_written(stage: Stage, tmp_path: Path) -> None:
    page = opened(stage)
    page.take_files([own_file(tmp_path, *range(600))])
    page.orders.mapping.channel.choose(str(stage.app.setup.state().channel("taobao").id))
    page.orders.check()
    begin = page.orders.running.begin

    def begin_and_stop():  # type: ignore[no-untyped-def]  # noqa: ANN202
        progress = begin()
        progress.told.connect(lambda *_: page.orders.running.stop.click())
        return progress

    page.orders.running.begin = begin_and_stop  # type: ignore[method-assign]
    page.orders.run()
    assert head(page) == "Import orders Stopped half-way; what was written counts"
    assert len(rows(board(page).table)) == 500
    assert stage.room.toasts == ["500 orders imported"]


def test_a_large_file_is_read_beside_the_window(stage: Stage, tmp_path: Path) -> None:
    page = opened(stage)
    file = own_file(tmp_path, *range(12_000), qty="x")
    file.write_text(file.read_text(encoding="utf-8").replace("科技园1号", "科技园1号" * 8), encoding="utf-8")
    assert file.stat().st_size > APART
    page.take_files([file])
    page.orders.check()
    assert board(page).counters.spoken()[3].startswith("12,000 rows refused")


def test_all_lists_are_clean_and_everything_can_be_reached(stage: Stage) -> None:
    page = opened(stage)
    assert unreachable(page) == []
    page.take_files(samples(*TAOBAO))
    model = board(page).rows
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tester.model() is model
    assert unreachable(page) == []
    page.orders.show_columns()
    assert unreachable(page) == []
    assert page.focusWidget() is page.findChild(Choice, "importing.channel")

"""The table over a list of any length: pages on demand, nothing jumps, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from ui.shared import theme
from ui.shared.cells import Cell, Column
from ui.shared.jobs import InstantJobs, Jobs
from ui.shared.row_table import RowTable
from ui.shared.table_model import PAGE_ROWS, PAGES_KEPT, Row, VirtualTable

COLUMNS = (
    Column("check", "", 34, "check"),
    Column("number", "Order", 120, sortable=True),
    Column("goods", "Goods"),
    Column("amount", "Amount", 90, "number"),
)


class Shop:
    """Orders by id; `asked` remembers every page that was fetched."""

    def __init__(self, count: int) -> None:
        self.ids = list(range(1, count + 1))
        self.asked: list[int] = []
        self.trouble: OmsError | None = None

    def fetch(self, first: int, count: int) -> Sequence[Row]:
        self.asked.append(first)
        if self.trouble:
            raise self.trouble
        return [
            Row(n, (Cell(), Cell(f"A{n}"), Cell("<b>Tee</b>", "1 pc"), Cell("9.00"))) for n in self.ids[first:][:count]
        ]


def made(jobs: Jobs, shop: Shop) -> VirtualTable:
    """A model over the shop."""
    owner = QWidget()
    model = VirtualTable(COLUMNS, jobs, owner)
    model.owner = owner  # type: ignore[attr-defined]
    model.show(len(shop.ids), shop.fetch)
    return model


@pytest.fixture
def shop() -> Shop:
    return Shop(1000)


@pytest.fixture
def table(qtbot: QtBot, instant: InstantJobs, shop: Shop) -> RowTable:
    view = RowTable(made(instant, shop), "orders.table", "Orders")
    qtbot.addWidget(view)
    view.resize(700, 520)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def shown(model: QAbstractItemModel, row: int, column: int = 1) -> object:
    """What a cell shows."""
    return model.index(row, column).data()


def test_the_model_is_clean_by_qts_own_tester(instant: InstantJobs, shop: Shop) -> None:
    model = made(instant, shop)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tester.model() is model
    model.show(30, shop.fetch)
    model.set_count(900)
    model.refresh(10)
    model.show(0, shop.fetch)


def test_rows_are_placeholders_until_their_page_arrives(qtbot: QtBot, jobs: Jobs, shop: Shop) -> None:
    model = made(jobs, shop)
    assert shown(model, 0) == ""
    qtbot.waitUntil(lambda: shown(model, 0) == "A1")
    assert shop.asked == [0]


def test_only_pages_looked_at_are_fetched_and_old_ones_are_let_go(instant: InstantJobs) -> None:
    shop = Shop(PAGE_ROWS * (PAGES_KEPT + 5))
    model = made(instant, shop)
    for page in range(PAGES_KEPT + 5):
        model.row_at(page * PAGE_ROWS)
    assert len(shop.asked) == PAGES_KEPT + 5
    model.row_at(0)
    assert shop.asked[-1] == 0
    model.row_at((PAGES_KEPT + 4) * PAGE_ROWS)
    assert len(shop.asked) == PAGES_KEPT + 6


def test_a_long_drag_fetches_what_is_looked_at_last(qtbot: QtBot, jobs: Jobs) -> None:
    shop = Shop(100_000)
    model = made(jobs, shop)
    for page in range(400):
        model.row_at(page * PAGE_ROWS)
    qtbot.waitUntil(lambda: model.row_at(399 * PAGE_ROWS) is not None)
    assert len(shop.asked) < 12


def test_a_late_answer_for_an_older_list_is_not_shown(qtbot: QtBot, jobs: Jobs) -> None:
    older, newer = Shop(1000), Shop(3)
    newer.ids = [7001, 7002, 7003]
    model = made(jobs, older)
    model.row_at(0)
    model.show(3, newer.fetch)
    qtbot.waitUntil(lambda: shown(model, 0) == "A7001")


def test_a_page_that_fails_is_told_once_and_asked_again_after_a_refresh(instant: InstantJobs, shop: Shop) -> None:
    shop.trouble = OmsError("unexpected")
    model, told = made(instant, shop), list[str]()
    model.failed.connect(lambda error: told.append(error.code))
    for _ in range(3):
        assert model.row_at(0) is None
    assert told == ["unexpected"]
    shop.trouble = None
    model.refresh(1000)
    assert model.row_at(0) is not None


def test_a_refresh_keeps_the_old_rows_until_the_new_ones_are_there(qtbot: QtBot, jobs: Jobs, shop: Shop) -> None:
    model = made(jobs, shop)
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    shop.ids.insert(0, 5000)
    model.refresh(1001)
    assert shown(model, 0) == "A1"
    qtbot.waitUntil(lambda: shown(model, 0) == "A5000")


def test_the_chosen_order_stays_chosen_when_others_arrive_before_it(table: RowTable, shop: Shop) -> None:
    told: list[int] = []
    table.choose(5)
    table.row_chosen.connect(lambda row: told.append(row.id))
    shop.ids[:0] = [9001, 9002]
    table.rows.refresh(1002)
    table.viewport().repaint()
    assert table.currentIndex().row() == 7
    assert table.chosen() is not None
    assert table.chosen().id == 6
    assert told == []


def test_a_scrolled_list_keeps_the_chosen_order_at_its_height(table: RowTable, shop: Shop) -> None:
    table.choose(60)
    before = table.visualRect(table.currentIndex()).y()
    shop.ids[:0] = [9001, 9002, 9003]
    table.rows.refresh(1003)
    table.viewport().repaint()
    assert table.currentIndex().row() == 63
    assert table.visualRect(table.currentIndex()).y() == before


def test_checks_belong_to_orders_not_to_places(table: RowTable, shop: Shop) -> None:
    table.rows.check([3, 4])
    shop.ids.insert(0, 9001)
    table.rows.refresh(1001)
    assert table.rows.checked == {3, 4}
    states = [table.rows.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(5)]
    assert [state == Qt.CheckState.Checked for state in states] == [False, False, False, True, True]


def test_another_list_starts_without_a_chosen_row(table: RowTable, shop: Shop) -> None:
    table.choose(5)
    table.rows.show(10, shop.fetch)
    assert table.chosen() is None


def test_keys_choose_open_and_check_rows(qtbot: QtBot, table: RowTable) -> None:
    chosen, opened = list[int](), list[int]()
    table.row_chosen.connect(lambda row: chosen.append(row.id))
    table.row_opened.connect(lambda row: opened.append(row.id))
    assert table.currentIndex().row() == 0
    keys = Qt.Key
    for key in (keys.Key_Down, keys.Key_Down, keys.Key_Space, keys.Key_Return, keys.Key_End, keys.Key_Home):
        qtbot.keyClick(table, key)
    assert chosen == [2, 3, 1000, 1]
    assert opened == [3]
    assert table.rows.checked == {3}


def test_shift_and_space_check_all_rows_between(qtbot: QtBot, table: RowTable) -> None:
    table.choose(2)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    table.choose(5)
    qtbot.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert table.rows.checked == {3, 4, 5, 6}


def test_a_click_on_the_box_checks_without_choosing(qtbot: QtBot, table: RowTable) -> None:
    table.choose(0)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 48 * 3 + 20))
    assert table.rows.checked == {4}
    assert table.currentIndex().row() == 0


def test_letters_are_left_to_shortcuts_and_search_no_rows(qtbot: QtBot, table: RowTable, shop: Shop) -> None:
    before = list(shop.asked)
    qtbot.keyClick(table, "z")
    assert shop.asked == before


def test_a_click_on_a_sortable_heading_asks_for_another_order(qtbot: QtBot, table: RowTable) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, down: asked.append((key, down)))
    heading = table.horizontalHeader().viewport()
    for _ in range(2):
        qtbot.mouseClick(heading, Qt.MouseButton.LeftButton, pos=QPoint(80, 15))
        table.show_sorted(*asked[-1])
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton, pos=QPoint(300, 15))
    assert asked == [("number", False), ("number", True)]


def test_the_box_in_the_heading_asks_for_all_and_takes_all_back(qtbot: QtBot, table: RowTable) -> None:
    asked: list[bool] = []
    table.check_all_asked.connect(lambda: asked.append(True))
    heading = table.horizontalHeader().viewport()
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    assert asked == [True]
    table.rows.check([1, 2])
    assert table.heading_check() == Qt.CheckState.PartiallyChecked
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    assert table.rows.checked == set()


def test_what_is_shown_is_also_spoken(table: RowTable) -> None:
    index = table.rows.index(0, 2)
    assert index.data() == "<b>Tee</b>"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "<b>Tee</b> · 1 pc"


@pytest.mark.parametrize("change", [lambda t: t.rows.set_count(1_000_000), lambda t: t.choose(999)])
def test_the_scroll_bar_stands_below_the_heading_and_is_true(
    qtbot: QtBot, table: RowTable, change: Callable[[RowTable], None]
) -> None:
    change(table)
    bar = table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == table.rows.rowCount() * 48 - table.viewport().height())
    assert table.childAt(table.width() - 5, 10).__class__.__name__ == "_HeaderEnd"
    assert table.viewport().width() == table.width() - bar.width()


def test_nothing_older_is_seen_below_the_last_row(qtbot: QtBot, instant: InstantJobs) -> None:
    view = RowTable(made(instant, Shop(2)), "orders.table", "Orders")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    picture = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    view.viewport().render(picture, renderFlags=QWidget.RenderFlag.DrawChildren)
    assert picture.pixelColor(300, picture.height() - 1) == theme.color("surface")

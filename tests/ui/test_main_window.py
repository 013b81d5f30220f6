"""The window: pages, keys, languages, themes, scans, and what it says when something goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from desktop_oms.settings import Preferences
from tests.ui.conftest import MakeWindow
from tests.ui.reachable import tab_order, unreachable
from tests.ui.sample_window import SamplePage
from ui.main_window import MainWindow
from ui.shared import theme
from ui.shared.help_overlay import HelpOverlay
from ui.shared.jobs import Jobs
from ui.shared.notices import Strip
from ui.shared.rail import NavigationRail, RailButton
from ui.shared.safety_net import catch_unexpected

CONTROL = Qt.KeyboardModifier.ControlModifier
Hook = tuple[type[BaseException], BaseException, TracebackType | None]


def open_sample(window: MainWindow) -> SamplePage:
    """The open page."""
    page = window.page()
    assert isinstance(page, SamplePage)
    return page


def words_shown(widget: QWidget) -> list[str]:
    """The texts of all visible labels."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def scan(window: MainWindow, code: str) -> None:
    """Type a code as a scanner does."""
    for sign in code:
        QTest.keyClick(window.windowHandle(), sign)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)


def test_the_window_stands_and_takes_keys_before_there_is_a_shop(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, shop = make_window(started=False)
    assert window.page() is None
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.findChild(HelpOverlay) is not None
    window.start(lambda: shop)
    assert open_sample(window).name == "orders"


def test_a_page_is_made_when_it_is_first_shown_and_kept(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window()
    orders = open_sample(window)
    assert len(window.findChildren(SamplePage)) == 1
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert open_sample(window).name == "packing"
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert open_sample(window) is orders
    assert len(window.findChildren(SamplePage)) == 2


def test_the_open_pages_list_has_the_focus_unless_the_rail_is_walked(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window()
    assert window.focusWidget() is open_sample(window).table
    rail = {button.item.name: button for button in window.findChildren(RailButton)}
    qtbot.mouseClick(rail["packing"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is open_sample(window).table
    rail["packing"].setFocus()
    qtbot.keyClick(rail["packing"], Qt.Key.Key_Down)
    assert open_sample(window).name == "hand_over"
    assert window.focusWidget() is rail["hand_over"]


def test_a_page_can_be_opened_at_an_order(make_window: MakeWindow) -> None:
    window, _ = make_window()
    window.open_page("packing", "A102481")
    assert open_sample(window).subjects == ["A102481"]


def test_foot_and_rail_tell_what_waits(make_window: MakeWindow) -> None:
    window, shop = make_window("en")
    foot = window.foot
    assert [foot.database.words, foot.station.words, foot.user.words, foot.outbox.words] == [
        "shop.sqlite",
        "Bench 3",
        "Chen Jie",
        "17 messages to send",
    ]
    rail = {button.item.name: button for button in window.findChildren(RailButton)}
    assert (rail["packing"].count, rail["orders"].count) == (31, 0)
    foot.show_facts(shop.facts(counted=False))
    assert (foot.database.words, foot.outbox.words) == ("shop.sqlite", "")


def test_a_print_that_did_not_come_out_is_told_on_every_page(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, shop = make_window("en")
    assert window.foot.prints.words == ""
    shop.stuck, shop.moves = 2, True
    before = open_sample(window).reloads
    window.line.watch()
    assert (shop.watches, open_sample(window).reloads) == (1, before + 1)
    qtbot.waitUntil(lambda: window.foot.prints.words == "2 prints did not come out")
    assert window.foot.database.toolTip().endswith("/srv/data/shop.sqlite</p>")


def test_after_a_change_the_open_page_reloads_at_once_and_hidden_ones_when_shown(make_window: MakeWindow) -> None:
    window, _ = make_window()
    orders = open_sample(window)
    window.open_page("packing")
    packing = open_sample(window)
    window.jobs.change(packing, lambda: None)
    assert (orders.reloads, packing.reloads) == (0, 1)
    window.open_page("orders")
    assert orders.reloads == 1
    window.open_page("packing")
    assert packing.reloads == 1


@pytest.mark.parametrize(("language", "other", "title"), [("zh_CN", "en", "Packing"), ("en", "zh_CN", "打包")])
def test_the_language_switches_at_once_on_the_same_page(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path, language: str, other: str, title: str
) -> None:
    window, _ = make_window(language)
    window.open_page("packing")
    qtbot.mouseClick(window.foot.language, Qt.MouseButton.LeftButton)
    page = open_sample(window)
    assert page.name == "packing"
    assert page.accessibleName() == title
    assert [rail for rail in window.findChildren(NavigationRail) if rail.isVisible()] == [window.rail]
    assert Preferences(tmp_path / "settings.json").settings.language == other


def test_answers_for_pages_of_the_old_language_are_dropped(make_window: MakeWindow, qtbot: QtBot, jobs: Jobs) -> None:
    window, _ = make_window("en", jobs=jobs)
    qtbot.waitUntil(lambda: window.page() is not None)
    seen: list[str] = []
    jobs.ask(window.page(), lambda: "late", seen.append)
    window.words.set_language("zh_CN")
    jobs.ask(window.page(), lambda: "new", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["new"]


def test_the_theme_switches_at_once_and_is_remembered(make_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = make_window()
    before = window.grab().toImage().pixelColor(5, 5)
    qtbot.mouseClick(window.foot.theme, Qt.MouseButton.LeftButton)
    assert theme.name() == "dark"
    assert window.grab().toImage().pixelColor(5, 5) != before
    assert Preferences(tmp_path / "settings.json").settings.theme == "dark"


def test_f1_explains_the_page_and_gives_the_focus_back(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    focus = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    overlay = window.findChild(HelpOverlay)
    assert overlay is not None
    assert "Help: Orders" in words_shown(overlay)
    assert 'Open "Packing"' in words_shown(overlay)
    assert window.focusWidget() is overlay.close_button
    qtbot.keyClick(overlay.close_button, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert window.focusWidget() is focus


def test_a_scan_goes_to_the_open_page_and_into_no_field(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    window.open_page("packing")
    page = open_sample(window)
    page.search.setFocus()
    window.toast("Done")
    scan(window, "A102481")
    qtbot.waitUntil(lambda: page.scans == ["A102481"])
    assert page.search.text() == ""
    assert page.news() == {}
    assert not window.toasts.isVisible()


def test_a_page_without_use_for_a_scan_says_where_to_go(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    scan(window, "6901234500127")
    qtbot.waitUntil(lambda: "scan" in open_sample(window).news())
    assert open_sample(window).news()["scan"].startswith("Scanned 6901234500127")


@pytest.mark.parametrize(("language", "said"), [("en", "The database is out of reach"), ("zh_CN", "连不上数据库")])
def test_out_of_reach_is_a_strip_on_every_page_until_it_is_over(
    make_window: MakeWindow, language: str, said: str
) -> None:
    window, shop = make_window(language)
    shop.reachable = False
    window.line.ask()
    assert open_sample(window).news()["offline"].startswith(said)
    window.open_page("packing")
    assert "offline" in open_sample(window).news()
    shop.trouble = OmsError("database_newer", database="shop", version="0009", known="0008")
    window.line.ask()
    assert "of a newer version" in open_sample(window).news()["offline"] or language == "zh_CN"
    assert not open_sample(window).news()["offline"].startswith(said)
    shop.reachable = True
    strip = next(s for s in open_sample(window).findChildren(Strip) if s.isVisible())
    strip.action.click()
    assert (open_sample(window).news(), open_sample(window).reloads) == ({}, 1)  # it may have got nothing meanwhile
    window.line.ask()
    assert open_sample(window).reloads == 1
    window.open_page("orders")
    assert (open_sample(window).news(), open_sample(window).reloads) == ({}, 1)


def test_a_refusal_nobody_handles_becomes_a_calm_strip_on_its_page(make_window: MakeWindow) -> None:
    window, _ = make_window("en")
    window.jobs.ask(window.page(), _refuse, lambda _: None)
    assert open_sample(window).news()["error"].startswith("Something went wrong")


def test_a_bug_is_one_calm_dialog_and_the_window_goes_on(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    window.jobs.ask(window.page(), lambda: 1 // 0, lambda _: None, lambda _: None)
    window.jobs.ask(window.page(), lambda: 1 // 0, lambda _: None, lambda _: None)
    dialogs = [dialog for dialog in window.findChildren(QWidget, "notice") if dialog.isVisible()]
    assert len(dialogs) == 1
    assert any("ZeroDivisionError" in words for words in words_shown(dialogs[0]))
    qtbot.keyClick(dialogs[0], Qt.Key.Key_Return)
    assert not dialogs[0].isVisible()
    window.open_page("packing")
    assert open_sample(window).name == "packing"


@pytest.fixture
def hooks() -> Iterator[None]:
    """The hooks of the test run, put back afterwards."""
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_what_nobody_caught_is_logged_and_told(hooks: None, caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    catch_unexpected(told.append)
    try:
        raise KeyError("lost")
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert told == ["KeyError"]
    assert "lost" in caplog.text


def test_the_packing_bench_may_fill_the_window(make_window: MakeWindow) -> None:
    window, _ = make_window()
    window.toast("Said elsewhere")
    window.fill_window(True)
    assert not window.toasts.isVisible()
    assert not window.rail.isVisible()
    assert not window.foot.isVisible()
    window.fill_window(False)
    assert window.rail.isVisible()


def test_closing_lets_the_shop_go(make_window: MakeWindow) -> None:
    window, shop = make_window()
    window.close()
    assert shop.closed


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_names_and_its_place_in_the_tab_order(make_window: MakeWindow, language: str) -> None:
    window, _ = make_window(language)
    assert unreachable(window) == []
    order = tab_order(window)
    assert order[:1] == ["rail.orders"]
    assert order[-3:] == ["switch.language", "switch.theme", "switch.help"]
    assert order.index("orders.search") < order.index("queues") < order.index("orders.table")


def test_the_smallest_window_cuts_no_word_of_rail_and_foot(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    window.resize(window.minimumSize())
    assert (window.width(), window.height()) == (1280, 680)
    facts = (window.foot.database, window.foot.station, window.foot.user, window.foot.outbox)
    qtbot.waitUntil(lambda: all(fact.width() >= fact.sizeHint().width() for fact in facts))
    buttons = sorted(window.findChildren(RailButton), key=lambda button: button.y())
    assert all(upper.geometry().bottom() < lower.y() for upper, lower in pairwise(buttons))


def _refuse() -> None:
    raise OmsError("unexpected")


def test_what_is_due_is_done_beside_the_work(make_window: MakeWindow) -> None:
    window, shop = make_window()
    tick, page = window.line._again.timeout, open_sample(window)
    before = page.reloads
    tick.emit()
    assert (shop.turns, page.reloads) == (1, before)
    shop.moves = True
    tick.emit()
    assert (shop.turns, page.reloads) == (2, before + 1)


def test_a_turn_that_fails_is_tried_again_and_is_in_nobodys_way(make_window: MakeWindow) -> None:
    window, shop = make_window()
    shop.reachable = False
    window.line.turn()
    assert not [dialog for dialog in window.findChildren(QWidget, "notice") if dialog.isVisible()]
    shop.reachable = True
    window.line.turn()
    assert shop.turns == 2
    window.line.hang_up()
    window.line.turn()
    assert shop.turns == 2

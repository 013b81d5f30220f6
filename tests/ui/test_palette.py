"""Ctrl+K: every command by the start of its words, in either language, as the buttons would do it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import MakeWindow
from tests.ui.orders.conftest import SHORT, TO_AUDIT, DeskStage, desk, ready_folder
from tests.ui.reachable import unreachable
from ui.main_window import MainWindow
from ui.orders.orders_page import OrdersPage
from ui.orders.queue_names import GROUPS
from ui.pages import PAGES
from ui.palette import PaletteDesk
from ui.settings.sections import SECTIONS
from ui.shared.commands import Command
from ui.shared.page import Place
from ui.shared.palette import Palette

__all__ = ["desk", "ready_folder"]

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESC, K = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_K


def shown(window: MainWindow) -> Palette | None:
    found = [one for one in window.findChildren(Palette) if one.isVisible()]
    return found[-1] if found else None


def over(page: OrdersPage) -> Palette:
    """The commands over a page that stands alone."""
    palettes = PaletteDesk(page, PAGES, page.words, lambda: page)
    palettes.desk = lambda: page.desk
    palettes.open()
    return page.findChildren(Palette)[-1]


def chosen(palette: Palette, typed: str) -> Command:
    palette.line.setText(typed)
    found = palette.chosen()
    assert found is not None
    return found


def test_the_key_opens_it_from_the_search_box_and_a_page_is_opened_by_its_start(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window, _ = make_window("en")
    page = window.page()
    assert page is not None
    page.search.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClick(page.search, K, CONTROL)  # type: ignore[attr-defined]
    palette = shown(window)
    assert palette is not None
    assert unreachable(palette) == []
    qtbot.keyClicks(palette.line, "hand")
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    found = chosen(palette, "打包")
    assert (found.word, found.key) == ("Packing", "Ctrl+2")
    qtbot.keyClick(palette.line, ENTER)
    assert shown(window) is None
    assert window.pages.open_name() == "packing"
    qtbot.keyClick(window, K, CONTROL)
    palette = shown(window)
    assert palette is not None
    assert chosen(palette, "gift").group == "view"
    qtbot.keyClick(palette.line, ESC)
    assert shown(window) is None


def test_a_key_of_the_page_does_not_get_past_the_commands(make_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = make_window("en")
    qtbot.keyClick(window, K, CONTROL)
    palette = shown(window)
    assert palette is not None
    qtbot.keyClicks(palette.line, "/2")
    qtbot.keyClick(palette.line, Qt.Key.Key_2, CONTROL)
    assert (palette.line.text(), window.pages.open_name()) == ("/2", "orders")
    qtbot.keyClick(palette.line, K, CONTROL)
    assert shown(window) is None


@pytest.mark.parametrize(("language", "typed", "word"), [("en", "确认", "Confirm"), ("zh_CN", "conf", "确认")])
def test_a_deed_is_done_as_its_button_would(desk: DeskStage, language: str, typed: str, word: str) -> None:
    palette = over(desk.open(TO_AUDIT, language))
    found = chosen(palette, typed)
    assert (found.word, found.key, found.refusal) == (word, "C", "")
    desk.stage.qtbot.keyClick(palette.line, ENTER)
    assert desk.status(TO_AUDIT) == "confirmed"


def test_a_refused_command_says_why_and_does_nothing(desk: DeskStage) -> None:
    page = desk.open(SHORT)
    palette = over(page)
    found = chosen(palette, "confirm")
    assert found.refusal == page.pane.bar.reason() != ""
    desk.stage.qtbot.keyClick(palette.line, ENTER)
    assert palette.isVisible()
    assert palette.said.text() == found.refusal
    assert desk.status(SHORT) == "paid"


def test_all_that_is_refused_can_be_asked_for_by_name(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    offered = {f"action.{one.name}" for one in page.pane.offers()}
    told = {command.name: command for command in over(page).model.commands}
    assert offered <= set(told)
    assert all(told[f"action.{one.name}"].refusal for one in page.pane.offers() if one.refusal)


def test_queues_searches_and_orders_used_last_are_commands(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    desk.stage.qtbot.keyClick(page.browser.list.table, ENTER)
    palette = over(page)
    assert chosen(palette, "A100001").name == f"order.{TO_AUDIT}"
    assert chosen(palette, "nothing like it").name == "search"
    assert chosen(palette, "refr").key == "F5"
    chosen(palette, "to pick").do()
    assert page.queues.open_key() == "to_pick"


def test_what_many_orders_can_have_done_is_offered_while_some_are_checked(desk: DeskStage) -> None:
    page = desk.show()
    assert [one for one in over(page).model.commands if one.name.startswith("bulk.")] == []
    page.browser.list.rows.toggle(0)
    of_many = page.words("palette.of", menu=page.words("palette.checked"), command=page.words("orders.bulk.tag"))
    assert of_many in [one.word for one in over(page).model.commands]


def test_a_view_is_opened_as_soon_as_it_is_known(desk: DeskStage) -> None:
    page = desk.show()
    view = desk.app.views.save(page.desk.actor(), "First", search=f"number:{TO_AUDIT}")
    page.show_subject(Place(f"view:{view.id}", ""))
    assert page.browser.sought == ""
    page.reload()
    assert page.browser.sought == f"number:{TO_AUDIT}"


def test_the_places_of_the_pages_are_those_they_have() -> None:
    places = {spec.name: [place.key for place in spec.places] for spec in PAGES}
    assert places["orders"] == [key for _, keys in GROUPS for key in keys]
    assert places["settings"] == [section.name for section in SECTIONS]

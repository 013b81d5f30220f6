"""The first set-up: what it asks, what it says to wrong answers, and that the keyboard is enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import Stage, press, texts
from ui.first_run.first_run_page import FirstRunPage
from ui.shared.forms import Choice

USUAL = {
    "zh_CN": ("淘宝", "taobao", "CNY", "主仓", "zh_CN"),
    "en": ("Shopify", "shopify", None, "Main warehouse", "en"),
}


def line(page: FirstRunPage, name: str) -> QLineEdit:
    """A line of the form."""
    found = page.findChild(QLineEdit, f"first_run.{name}")
    assert found is not None
    return found


def choice(page: FirstRunPage, name: str) -> Choice:
    """A choice of the form."""
    found = page.findChild(Choice, f"first_run.{name}")
    assert found is not None
    return found


def opened(stage: Stage, language: str = "en") -> FirstRunPage:
    """The page over an empty database."""
    page = stage.show(FirstRunPage, language)
    assert isinstance(page, FirstRunPage)
    return page


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_likely_is_filled_in(empty_stage: Stage, language: str) -> None:
    page = opened(empty_stage, language)
    name, kind, currency, house, paper = USUAL[language]
    assert (line(page, "channel_name").text(), choice(page, "channel_kind").chosen()) == (name, kind)
    assert currency in (None, choice(page, "currency").chosen())
    assert choice(page, "time_zone").chosen()
    assert (line(page, "warehouse_name").text(), choice(page, "language").chosen()) == (house, paper)
    assert line(page, "seller_name").text() == line(page, "user_name").text() == ""


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "林间小铺已设置好"), ("en", "林间小铺 is set up")])
def test_two_names_typed_and_enter_make_a_shop(empty_stage: Stage, qtbot: QtBot, language: str, said: str) -> None:
    page = opened(empty_stage, language)
    assert QApplication.focusWidget() is line(page, "seller_name")
    line(page, "seller_name").setText("林间小铺")
    line(page, "user_name").setFocus()
    QTest.keyClicks(line(page, "user_name"), "Chen")
    QTest.keyClick(line(page, "user_name"), Qt.Key.Key_Return)
    state = empty_stage.app.setup.state()
    assert (state.sellers[0].name, state.users[0].name, state.ready) == ("林间小铺", "Chen", True)
    assert empty_stage.room.toasts[0].startswith(said)
    assert empty_stage.room.opened == [("orders", None)]
    assert empty_stage.preferences.settings.user == state.users[0].login


@pytest.mark.parametrize(
    ("language", "missing", "prefix"),
    [("zh_CN", "请填写：你的名字。", "订单号前缀“12”不行"), ("en", "Please fill in: Your name.", '"12" cannot stand')],
)
def test_a_wrong_answer_is_explained_at_its_field(
    empty_stage: Stage, qtbot: QtBot, language: str, missing: str, prefix: str
) -> None:
    page = opened(empty_stage, language)
    press(qtbot, page, "first_run.create")
    assert missing in texts(page)
    assert QApplication.focusWidget() is line(page, "user_name")
    qtbot.keyClicks(line(page, "user_name"), "Chen")
    assert missing not in texts(page)  # it is being put right
    line(page, "prefix").setText("12")
    press(qtbot, page, "first_run.create")
    assert any(words.startswith(prefix) for words in texts(page))
    assert not empty_stage.app.setup.state().sellers


def test_the_next_order_number_is_shown_while_the_prefix_is_typed(empty_stage: Stage) -> None:
    page = opened(empty_stage)
    line(page, "prefix").setText("ln")
    assert "Order numbers will look like LN100001" in texts(page)


def test_the_channel_is_called_as_its_platform_until_it_has_a_name(empty_stage: Stage) -> None:
    page = opened(empty_stage)
    choice(page, "channel_kind").choose("douyin")
    assert line(page, "channel_name").text() == "Douyin"
    line(page, "channel_name").setText("Flagship")
    choice(page, "channel_kind").choose("jd")
    assert line(page, "channel_name").text() == "Flagship"


def test_somebody_faster_is_told_above_the_form(empty_stage: Stage, qtbot: QtBot) -> None:
    page = opened(empty_stage)
    line(page, "seller_name").setText("One")
    line(page, "user_name").setText("Chen")
    empty_stage.app.setup.create(page.form.told())
    press(qtbot, page, "first_run.create")
    assert page.news()["error"] == "The shop is set up already."


def test_the_demo_shop_is_made_with_progress_and_can_be_stopped(empty_stage: Stage, qtbot: QtBot) -> None:
    page = opened(empty_stage)
    told: list[tuple[int, int]] = []

    def begin(begin=page.work.begin):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        progress = begin()
        progress.told.connect(lambda done, of: (told.append((done, of)), done == 3 and page.work.stop.click()))
        return progress

    page.work.begin = begin  # type: ignore[method-assign]
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert told == [(1, 400), (2, 400), (3, 400)]
    assert empty_stage.room.toasts == ["The demo shop is ready"]
    assert empty_stage.room.opened == [("orders", None)]
    assert empty_stage.app.people.actor(empty_stage.preferences.settings.user)


def test_everything_can_be_reached_by_tab_in_reading_order(empty_stage: Stage) -> None:
    page = opened(empty_stage)
    assert unreachable(page) == []
    assert [name.removeprefix("first_run.") for name in tab_order(page)] == [
        *("seller_name", "prefix", "sender_phone", "sender_address", "user_name", "alone"),
        *("channel_kind", "channel_name", "time_zone", "currency", "warehouse_name", "language", "demo", "create"),
    ]

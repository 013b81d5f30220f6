"""The window and its database: one that does not open, the way to another one, its copies, work done in between."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from tests.ui.conftest import MakeWindow
from tests.ui.sample_window import SampleShop
from tests.ui.settings.hands import line, typed
from tests.ui.test_main_window import open_sample
from ui.shared import shop_line
from ui.shared.form_dialog import FormDialog
from ui.shared.notices import Strip
from ui.shared.shop_line import Opener


def test_a_shop_that_cannot_be_opened_is_a_sentence_with_a_second_try(make_window: MakeWindow) -> None:
    window, shop = make_window("en", started=False)
    tries: list[int] = []

    def opener() -> object:
        tries.append(1)
        if len(tries) == 1:
            raise OmsError("unexpected")
        return shop

    window.start(opener)
    strip = window.pages.findChild(Strip)
    assert strip is not None
    assert strip.accessibleName().startswith("The database could not be opened")
    strip.action.click()
    assert open_sample(window).name == "orders"


@pytest.mark.parametrize(("language", "other"), [("en", "Open another database"), ("zh_CN", "打开另一个数据库")])
def test_a_shop_that_cannot_be_opened_leaves_the_way_to_another(
    make_window: MakeWindow, language: str, other: str
) -> None:
    """A password was changed, or the server moved: without this, nobody would get to the settings any more."""
    window, shop = make_window(language, started=False)
    asked: list[str] = []

    def elsewhere(place: str) -> Opener:
        def opener() -> SampleShop:
            asked.append(place)
            if place.endswith("@db/shop") and ":new@" not in place:
                raise OmsError("database_login_refused", database="postgresql://oms@db/shop")
            return shop

        return opener

    window.line.elsewhere = elsewhere
    window.start(elsewhere("postgresql://oms:old@db/shop"))
    strip = window.pages.findChild(Strip)
    assert strip is not None
    assert strip.second.accessibleName() == other
    strip.second.click()
    dialog = window.findChild(FormDialog)
    assert dialog is not None
    address, password = (line(dialog, f"start.database.{name}") for name in ("address", "password"))
    assert (address.text(), password.echoMode()) == ("postgresql://oms@db/shop", QLineEdit.EchoMode.Password)
    typed(password, "wrong")
    assert dialog.form.row("password").error()
    typed(password, "new")
    assert open_sample(window).name == "orders"
    assert asked[-1] == window.preferences.settings.database == "postgresql://oms:new@db/shop"


def test_a_copy_is_kept_once_the_first_rows_had_their_time(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop_line, "COPY_AFTER_MS", 50)
    _, shop = make_window()
    assert shop.copies == 0
    qtbot.waitUntil(lambda: shop.copies == 1, timeout=30_000)


def test_why_no_copy_is_kept_is_told_once_and_remembered(make_window: MakeWindow) -> None:
    window, shop = make_window("en")
    shop.no_copy = OmsError("backup_tool_old", tool="pg_dump", found=15, version=18)
    window.line._copies.timeout.emit()
    assert open_sample(window).news()["copy"].startswith("No copy of the database was kept today The server is Post")
    assert window.preferences.settings.copy_trouble == "backup_tool_old"
    open_sample(window).untell("copy")
    window.line._copies.timeout.emit()  # an hour later, or tomorrow
    assert open_sample(window).news() == {}
    shop.no_copy = OmsError("database_unreachable", database="shop")  # told by the strip of its own
    window.line._copies.timeout.emit()
    assert open_sample(window).news() == {}
    shop.no_copy = None
    window.line._copies.timeout.emit()
    assert window.preferences.settings.copy_trouble == ""


def test_work_on_the_database_is_done_while_the_shop_is_closed_and_told_afterwards(make_window: MakeWindow) -> None:
    window, shop = make_window()
    before = open_sample(window)
    done: list[tuple[str, bool]] = []

    def between(place: str) -> str:
        done.append((place, shop.closed))
        return "Restored."

    window.reopen(None, between)
    assert done == [("shop.sqlite", True)]
    assert open_sample(window) is not before
    assert window.toasts.accessibleName() == "Restored."
    window.reopen("other.sqlite")
    assert shop.asked_for == "other.sqlite"


def test_work_that_was_refused_is_told_on_the_page_of_the_shop_opened_again(make_window: MakeWindow) -> None:
    window, _ = make_window()

    def between(_place: str) -> str:
        raise OmsError("backup_missing", file="x.sqlite")

    window.reopen(None, between)
    assert open_sample(window).news()["error"] == "There is no backup x.sqlite."

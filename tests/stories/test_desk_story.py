"""The order desk's day by keyboard alone: an order from a pasted text, its money, audit, amendment, hold, tag; and
several dozen orders at once, stopped on the way, gone on with, the refused tried again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_oms.domain.order import Order
from desktop_oms.services.commands import BulkResult
from desktop_oms.settings import Preferences
from tests.services.conftest import make_stocked
from tests.services.orders import CUP, an_order, bring_in
from tests.stories.window import StoryWindow, story_window
from ui.orders.bulk import MORE

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, DOWN, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape
MANY, CUPS, STOPPED_AFTER = 36, 30, 7  # orders of one cup each, and the cups there are


@pytest.fixture(params=[("zh_CN", "sqlite_url"), ("en", "postgres_url")], ids=["zh_CN-sqlite", "en-postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[StoryWindow]:
    """The window over a stocked shop, the boss before it: each language once, each kind of database once."""
    language, database = request.param
    url: str = request.getfixturevalue(database)
    make_stocked(url)
    Preferences(tmp_path / "settings.json").change(user="boss")
    at = story_window(url, language, tmp_path, qtbot)
    yield at
    at.close()


def newest(at: StoryWindow) -> Order:
    return at.app.orders.load(at.app.orders.page("all", limit=1)[0].id)


def enter_order(at: StoryWindow, goods: str, price: str) -> Order:
    """An order from a pasted receiver, paid in cash."""
    at.page("orders")
    at.press("n")
    page = at.page("entry")
    QGuiApplication.clipboard().setText("林晓雯 13800138000 广东深圳南山区科苑路15号")
    at.key(Qt.Key.Key_V, CONTROL)
    at.key(ENTER)
    at.until(lambda: at.focus() == "entry.goods")
    for _ in range(2):
        at.write(goods)
        at.key(ENTER)
        at.settle()
        if at.focus() != "entry.goods":
            at.write(price)
            at.key(ENTER)
    at.go_to("entry.way")
    at.key(DOWN)
    at.settle()
    at.key(ENTER, CONTROL)
    at.settle()
    order = newest(at)
    assert (order.status, order.item_count) == ("paid", 2)
    assert at.words("entry.sent", status=at.words("status.paid"), total=f"¥{order.total / 100:.2f}") in at.shown(page)
    at.open(1, "orders")
    return order


def command(at: StoryWindow, typed: str) -> None:
    """Do what the list of commands finds for this; English words are known in either language."""
    at.key(Qt.Key.Key_K, CONTROL)
    at.until(lambda: at.focus() == "palette.line")
    at.write(typed)
    at.key(ENTER)
    at.settle()


def look_at(at: StoryWindow, number: str) -> None:
    """Find the order by its number."""
    page = at.page("orders")
    at.write("/")
    at.write(number)
    at.key(ENTER)
    at.settle()
    at.until(lambda: page.pane.seen is not None and page.pane.seen.view.number == number)  # type: ignore[attr-defined]


def audit_and_amend(at: StoryWindow) -> None:
    """Confirmed; one cup fewer, and what the buyer gets back is said first; held and released."""
    order = enter_order(at, "CUP-500", "129")
    look_at(at, order.number)
    at.press("c")
    assert newest(at).status == "confirmed"

    at.press("q")
    dialog = at.dialog()
    at.write("1")
    at.key(ENTER)
    assert at.words("orders.bill_less", amount="¥129.00") in at.shown(dialog)
    assert newest(at).cases == []
    at.key(ENTER)
    at.settle()
    assert [case.reason for case in newest(at).cases] == ["amended"]

    command(at, "hold")
    at.dialog()
    at.write("call first")
    at.key(ENTER)
    at.settle()
    assert newest(at).held
    at.press("u")
    assert not newest(at).held


def told(at: StoryWindow, name: str, order: Order) -> str:
    """What the window says when something was done with one checked order."""
    return at.words("orders.done", number=order.number, deed=at.words(f"orders.bulk.{name}"))


def tag_and_confirm_many(at: StoryWindow) -> None:
    """A checked order is tagged, then confirmed, and the window says so each time."""
    other = enter_order(at, "NB-A5", "18.50")
    look_at(at, other.number)
    at.key(SPACE)
    at.go_to("bulk.more")
    at.key(SPACE)
    for _ in range(MORE.index("tag") + 1):
        at.key(DOWN)
    at.key(ENTER)
    at.dialog()
    at.write("VIP")
    at.key(ENTER)
    at.until(lambda: told(at, "tag", other) == at.window.toasts.accessibleName())
    at.settle()
    assert [tag.name for tag in at.app.lists.tags_of([other.id])[other.id]] == ["VIP"]
    at.go_to("bulk.confirm")
    at.key(SPACE)
    at.until(lambda: told(at, "confirm", other) == at.window.toasts.accessibleName())
    at.settle()
    assert newest(at).status == "confirmed"


def stop_on_the_way(at: StoryWindow) -> None:
    """Confirm what is checked; Esc comes while one order is being worked on, and that one is finished."""
    bulk, begun, go = at.app.bulk, threading.Event(), threading.Event()
    run = bulk.run

    def paused(*told: Any, progress: Any, **more: Any) -> list[BulkResult]:
        def tell(done: int) -> bool:
            if done == STOPPED_AFTER:
                begun.set()
                go.wait(20)
            return bool(progress(done))

        return run(*told, progress=tell, **more)

    bulk.run = paused  # type: ignore[method-assign]
    at.go_to("bulk.confirm")
    at.key(SPACE)
    at.until(begun.is_set)
    at.key(ESCAPE)
    bulk.run = run  # type: ignore[method-assign]
    go.set()
    done, left = at.words("orders.bulk.done", n=STOPPED_AFTER), at.words("orders.bulk.left", n=MANY - STOPPED_AFTER)
    assert at.words("orders.sentence_sign").join((done, left)) in at.shown(at.dialog())


def many_at_once(at: StoryWindow) -> None:
    """Dozens of orders by one key; what was stopped goes on, the refused are tried again when the reason is gone."""
    cup = replace(CUP, qty=1)
    bring_in(at.app, *(an_order(f"7{n:04d}", lines=(cup,), goods=12900, total=13900, paid=13900) for n in range(MANY)))
    at.page("orders").reload()
    at.until(lambda: at.focus() == "orders.table")
    at.key(SPACE)
    at.key(Qt.Key.Key_End)
    at.key(SPACE, SHIFT)
    at.key("a", CONTROL)  # takes them all back
    at.key("a", CONTROL)
    assert at.words("orders.checked", n=MANY) in at.shown()
    stop_on_the_way(at)
    assert (len(at.app.orders.page("to_pick")), len(at.app.orders.page("to_audit"))) == (7, 29)
    at.go_to("bulk.go_on")
    at.key(SPACE)
    refused = at.words("orders.bulk.refused", n=MANY - CUPS)
    at.until(lambda: refused in at.shown(at.dialog()))
    at.app.stock.set(at.app.people.actor("boss"), "CUP-500", "SZ", 200, "counted")
    at.go_to("bulk.retry")
    at.key(SPACE)
    at.until(lambda: at.words("orders.bulk.done", n=MANY - CUPS) in at.shown(at.dialog()))
    at.key(ENTER)
    at.settle()
    assert len(at.app.orders.page("to_pick")) == MANY


def cancel_with_reason(at: StoryWindow) -> None:
    """What has not left becomes a refund."""
    at.press("x")
    at.dialog()
    at.go_to("deed.reason")
    at.write("changed mind")
    at.go_to("deed.do")
    at.key(SPACE)
    at.settle()
    assert [case.kind for case in newest(at).cases] == ["refund_unshipped"]


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")  # menus off the screen
def test_the_desk_works_by_keyboard_alone(desk: StoryWindow) -> None:
    many_at_once(desk)
    audit_and_amend(desk)
    tag_and_confirm_many(desk)
    cancel_with_reason(desk)
    assert desk.watch.strays == []
    assert desk.app.upkeep.reconcile(full=True) == []

"""The time in which an approval can be taken back: counted on the case, open to the toast and to key U, then over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.after_sales.conftest import WORN, CaseStage, choose, said
from tests.ui.after_sales.test_deciding import order_of

ENTER = Qt.Key.Key_Return


@pytest.mark.parametrize(
    ("language", "said_first", "said_later"),
    [
        ("zh_CN", "15 秒后退 ¥10.00，按 U 撤回。", "4 秒后退 ¥10.00，按 U 撤回。"),
        ("en", "¥10.00 will be sent in 15 s. U takes it back.", "¥10.00 will be sent in 4 s. U takes it back."),
    ],
)
def test_the_undo_time_is_counted_down_and_then_the_money_goes(
    cases: CaseStage, language: str, said_first: str, said_later: str
) -> None:
    page = cases.show(language)
    room = cases.stage.room
    cases.key(page, "a")
    assert room.lasting == 15_000
    choose(cases, page, WORN)
    assert said_first in said(page)
    cases.clock.ms += 11_001
    cases.stage.qtbot.waitUntil(lambda: said_later in said(page), timeout=20_000)
    assert room.due == 0
    cases.clock.ms += 4_000
    cases.stage.qtbot.waitUntil(lambda: room.due == 1, timeout=20_000)
    cases.app.worker.turn()
    assert [refund.amount for refund in order_of(cases, WORN).refunds] == [1000]


@pytest.mark.parametrize("way", ["toast", "key"])
def test_money_is_taken_back_within_the_undo_time(cases: CaseStage, way: str) -> None:
    page = cases.show()
    cases.key(page, "a")
    if way == "toast":
        assert cases.stage.room.undo is not None
        cases.stage.room.undo()
    else:
        choose(cases, page, WORN)
        cases.key(page, "u")
    assert cases.state(WORN) == "requested"
    cases.undo_over()
    assert order_of(cases, WORN).refunds == []


def test_who_will_not_wait_sends_the_money_now(cases: CaseStage) -> None:
    page = cases.show()
    cases.key(page, "a")
    choose(cases, page, WORN)
    cases.key(page, "d", ENTER)
    assert cases.state(WORN) == "refunding"

"""The audit trail in the window: opened from the order, sifted, revealed with a reason, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.orders.conftest import TO_PICK, DeskStage, said
from tests.ui.orders.test_order import act
from tests.ui.real_shop import leave, press
from ui.deeds.trail_dialog import TrailDialog
from ui.orders.orders_page import OrdersPage


def trail_of(page: OrdersPage) -> TrailDialog:
    """The trail that is open."""
    dialog = page.deeds.trail.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def amend(desk: DeskStage) -> None:
    boss = desk.app.people.actor("boss", "window 2")
    args = {"packing_note": "易碎", "address": {"phone": "13700001111"}}
    desk.app.commands.do(boss, desk.app.orders.find(TO_PICK), "order.amend", args=args)


@pytest.mark.parametrize(
    ("language", "change"), [("zh_CN", "打包备注：（空） → 易碎"), ("en", "packing note: (empty) → 易碎")]
)
def test_a_change_is_told_in_the_order_and_found_in_the_trail(desk: DeskStage, language: str, change: str) -> None:
    amend(desk)
    page = desk.open(TO_PICK, language)
    assert change in said(page)
    act(page, "trail")
    trail = trail_of(page)
    whole = len(trail.rows)
    trail.text.setText("易碎")
    assert [one.station for one in trail.shown] == ["window 2"]
    assert change in trail.shown[0].changes
    desk.stage.qtbot.keyClick(trail.text, Qt.Key.Key_Return)
    assert trail.isVisible()  # Enter belongs to the search, not to a button
    trail.text.setText("")
    trail.kind.setCurrentIndex(trail.kind.findData("payment"))
    assert 0 < len(trail.shown) < whole
    assert {one.machine for one in trail.shown} == {"payment"}
    leave(trail)


def test_receivers_are_shown_in_full_with_a_reason_that_is_kept(desk: DeskStage, tmp_path: Path) -> None:
    amend(desk)
    page = desk.open(TO_PICK)
    act(page, "trail")
    trail = trail_of(page)
    assert "13700001111" not in str(trail.rows)
    press(desk.stage.qtbot, trail, "trail.reveal")
    question = page.deeds.trail.question
    assert question is not None
    question.deed.click()
    assert question.isVisible()
    question.question("reason").field.setText("the buyer calls")  # type: ignore[attr-defined]
    question.deed.click()
    assert "13700001111" in str(trail.rows)
    assert "the buyer calls" in trail.rows[0].what
    assert not trail.reveal.isVisible()
    trail.write(tmp_path / "trail.csv")
    assert "易碎" in (tmp_path / "trail.csv").read_text(encoding="utf-8-sig")
    trail.write(tmp_path / "trail.doc")
    assert trail.refusal.isVisible()
    leave(trail)

"""A buyer is blocked from an order: what was said is seen on all of theirs, and taken back the same way."""

from __future__ import annotations

import pytest

from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage, said, settled
from tests.ui.orders.test_order import act
from tests.ui.real_shop import texts
from ui.shared.buttons import Button


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN", "买家被拉黑：拒收三次。"), ("en", "A blocked buyer: 拒收三次.")]
)
def test_a_buyer_is_blocked_for_a_reason_and_unblocked_on_another_order(
    desk: DeskStage, language: str, told: str
) -> None:
    page = desk.open(TO_PICK, language)
    act(page, "block_buyer")
    dialog = page.deeds.blocking.dialog
    assert dialog is not None
    assert page.words("desk.block_note") in texts(dialog)
    dialog.deed.click()
    assert page.words("error.reason_missing") in texts(dialog)
    dialog.question("reason").field.setText("拒收三次")  # type: ignore[attr-defined]
    dialog.deed.click()
    assert told in said(page)
    assert [one.kind for one in desk.app.buyers.blocked()] == ["phone"]
    other = desk.open(TO_AUDIT, language)
    assert told in said(other)
    button = settled(other).pane.findChild(Button, "card.unblock_buyer")
    assert button is not None
    button.click()
    assert desk.app.buyers.blocked() == []
    assert told not in said(other)
    act(other, "block_buyer")
    assert other.deeds.blocking.dialog is not None
    other.deeds.blocking.dialog.reject()

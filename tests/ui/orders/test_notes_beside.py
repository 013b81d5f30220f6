"""What the desk notes beside the open order, from its own menu: a tag, and who takes care of it."""

from __future__ import annotations

import pytest

from tests.ui.orders.conftest import TO_PICK, DeskStage, said, settled
from tests.ui.orders.test_order import act
from ui.deeds.deed_dialog import DeedDialog
from ui.orders.orders_page import OrdersPage


def answered(page: OrdersPage, to: str) -> None:
    """The question of the tag or the login gets its answer."""
    dialog = page.bulk.question
    assert isinstance(dialog, DeedDialog)
    field = dialog.question("to").field  # type: ignore[attr-defined]
    if hasattr(field, "choose"):
        field.choose(to)
    else:
        field.setText(to)
    dialog.deed.click()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_open_order_is_tagged_given_to_somebody_and_untagged(desk: DeskStage, language: str) -> None:
    page = desk.open(TO_PICK, language)
    assert "untag" not in [one.name for one in page.pane.offers()]
    act(page, "tag")
    answered(page, "VIP")
    assert page.bulk.dialog is None
    assert desk.stage.room.toasts[-1] == page.words("orders.done", number=TO_PICK, deed=page.words("orders.bulk.tag"))
    act(settled(page), "assign")
    answered(page, "desk")
    key = desk.app.orders.find(TO_PICK)
    assert [tag.name for tag in desk.app.lists.tags_of([key])[key]] == ["VIP"]
    assert page.words("desk.owner", owner="desk") in said(page)
    act(settled(page), "untag")
    answered(page, "VIP")
    assert desk.app.lists.tags_of([key]) == {}

"""One order leaves those it ships with, from the order's own pane: what comes of it is said first."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage, settled, shop_of
from ui.orders.orders_page import OrdersPage
from ui.shared.buttons import Button


def grouped(desk: DeskStage) -> str:
    """An order that ships with the one that is to be picked; its number."""
    shop = shop_of(desk)
    shop.do(shop.desk, TO_AUDIT, "order.confirm")
    shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in (TO_PICK, TO_AUDIT)])
    return TO_AUDIT


def leave(page: OrdersPage) -> Button:
    """The button in the order's card."""
    found = page.pane.findChild(Button, "card.leave")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "word", "told"),
    [
        ("zh_CN", "移出合单", "箱里它的 2 件要拿出来，放回打包台。"),
        ("en", "Ship alone", "Its 2 pieces come out of the box and lie on the bench again."),
    ],
)
def test_an_order_leaves_its_box_once_it_was_said_what_comes_of_it(
    desk: DeskStage, language: str, word: str, told: str
) -> None:
    mate, shop = grouped(desk), shop_of(desk)
    shop.app.packing.pack_by_scans(shop.clerk, TO_PICK, ["TEE-XL"] * 4)
    page = desk.open(TO_PICK, language)
    assert leave(page).accessibleName() == word
    leave(page).click()
    dialog = settled(page).deeds.leaving.dialog
    assert dialog is not None
    words = [part.text() for part in dialog.findChildren(QLabel)]
    assert any(told in one and mate in one for one in words), words
    dialog.deed.click()
    assert desk.stage.room.toasts[-1] == page.words("desk.together_left", number=TO_PICK)
    assert settled(page).pane.findChild(Button, "card.leave") is None
    assert shop.read(TO_PICK).parcels[-1].state == "void"
    assert shop.app.together.group_of(shop.app.orders.find(mate)) == ()


def test_who_may_not_let_it_go_is_told_why(desk: DeskStage) -> None:
    grouped(desk)
    desk.stage.preferences.change(user="cashier")
    page = desk.open(TO_PICK)
    leave(page).click()
    assert settled(page).deeds.leaving.dialog is None
    assert page.pane.bar.reason().startswith("Ship alone")

"""An order's address amended: pasted, what is unsure marked, what is not named left as it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_oms.words import LANGUAGES, say
from tests.ui.orders.conftest import TO_AUDIT, DeskStage, shop_of
from tests.ui.orders.test_order import act, dialog_of
from tests.ui.real_shop import said_by
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import AddressQuestion
from ui.deeds.receiver_form import MoveForm
from ui.orders.orders_page import OrdersPage


def asked(page: OrdersPage) -> tuple[DeedDialog, MoveForm]:
    """The dialog that asks for an address, and its form."""
    act(page, "address")
    dialog = dialog_of(page)
    question = dialog.question("address")
    assert isinstance(question, AddressQuestion)
    return dialog, question.form


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_pasted_its_doubt_marked_and_the_rest_stays(desk: DeskStage, language: str) -> None:
    page = desk.open(TO_AUDIT, language)
    before = shop_of(desk).read(TO_AUDIT)
    dialog, form = asked(page)
    assert said_by(dialog).count(say("orders.address_now", language, receiver="").strip()) == 1
    form.paste.setPlainText("浙江省杭州市文一路2号 13912345678")
    desk.stage.qtbot.keyClick(form.paste, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is form.fields["district"]
    assert form.rows["district"].error() == say("entry.missing", language)
    assert form.fields["name"].placeholderText() == say("orders.address_prompt", language)
    assert form.fields["postcode"].placeholderText() == say("orders.address_goes", language)
    desk.stage.qtbot.keyClicks(form.fields["district"], "Xihu")
    dialog.deed.click()
    order = shop_of(desk).read(TO_AUDIT)
    assert (order.ship_name, order.ship_phone, order.ship_postcode) == (before.ship_name, "13912345678", "")
    assert (order.ship_city, order.ship_district, order.ship_street) == ("杭州市", "Xihu", "文一路2号")


def test_a_pasted_address_without_a_doubt_needs_one_more_key(desk: DeskStage) -> None:
    page = desk.open(TO_AUDIT)
    dialog, form = asked(page)
    assert dialog.focusWidget() is form.paste
    form.paste.setPlainText("李雷 13912345678 浙江省杭州市西湖区文一路2号")
    desk.stage.qtbot.keyClick(form.paste, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.deed
    desk.stage.qtbot.keyClick(dialog.deed, Qt.Key.Key_Return)
    assert shop_of(desk).read(TO_AUDIT).ship_street == "文一路2号"


def test_what_is_read_later_takes_the_place_of_what_was_read_before_and_not_of_what_was_typed(desk: DeskStage) -> None:
    dialog, form = asked(desk.open(TO_AUDIT))
    desk.stage.qtbot.keyClicks(form.fields["name"], "Li")
    for text in ("138001", "13800138000"):  # typed with a pause: at first it looks like a street
        form.paste.setPlainText(text)
        form.read(look=False)
    assert form.told() == {"name": "Li", "phone": "13800138000"}
    assert form.fields["street"].text() == ""
    dialog.reject()

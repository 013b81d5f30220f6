"""An order is amended beside the list: what is said of its bill, and who was slower than somebody else."""

from __future__ import annotations

import pytest

from desktop_oms.services.entry import DraftForm, DraftLine, Paying
from tests.services.orders import ADDRESS
from tests.ui.orders.conftest import TO_PICK, DeskStage, said
from tests.ui.orders.test_order import act, dialog_of, write
from ui.orders.goods_card import LineRow


@pytest.mark.parametrize(
    ("language", "less"), [("zh_CN", "应付金额减少 ¥10.00。"), ("en", "The bill is ¥10.00 smaller.")]
)
def test_a_bill_that_nobody_paid_only_becomes_smaller_and_a_gift_is_called_one(
    desk: DeskStage, language: str, less: str
) -> None:
    app, clerk = desk.app, desk.app.people.actor("desk")
    lines = (DraftLine("CUP", 2, 1000), DraftLine("TEE-M", 1, 0, gift=True))
    form = DraftForm(app.setup.state().channel("shopify").id, ADDRESS, lines, "lin")
    made = app.entry.draft(clerk, form, paying=Paying())
    page = desk.open(made.number, language)
    assert any(page.words("orders.gift") in row.accessibleName() for row in page.pane.findChildren(LineRow))
    act(page, "take_out")
    dialog = dialog_of(page)
    cup = app.orders.load(made.order_id).lines[0]
    dialog.question("remove").fields[cup.id].setValue(1)  # type: ignore[attr-defined]
    dialog.deed.click()
    assert dialog.consequence.text() == less
    dialog.deed.click()
    assert app.orders.load(made.order_id).total == 1000
    assert page.words("orders.pieces", n=2) in said(page), "as many as the list says"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_who_was_slower_keeps_what_was_typed_and_may_press_again(desk: DeskStage, language: str) -> None:
    key = desk.app.orders.find(TO_PICK)
    page = desk.open(TO_PICK, language)
    act(page, "amend_notes")
    dialog = dialog_of(page)
    write(dialog, "packing_note", "wrap twice")
    desk.app.commands.do(desk.app.people.actor("desk"), key, "order.amend", args={"seller_note": "calls back"})
    dialog.deed.click()
    assert TO_PICK in dialog.refusal.text()
    assert desk.app.orders.load(key).packing_note == ""
    dialog.deed.click()
    order = desk.app.orders.load(key)
    assert (order.packing_note, order.seller_note) == ("wrap twice", "calls back")
    act(page, "cancel_paid")
    asked = dialog_of(page)
    assert asked.way_back.text() == page.words("shell.back")
    asked.way_back.click()

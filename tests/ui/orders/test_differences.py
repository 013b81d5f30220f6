"""What a shop changed, beside the order: masked as the receiver is, in full with it for a reason that is kept once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.orders import ADDRESS, TEE, an_order, bring_in
from tests.ui.orders.conftest import TO_AUDIT, DeskStage, said, shop_of
from tests.ui.orders.test_order import dialog_of, write
from tests.ui.real_shop import press


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_the_shop_changed_is_shown_in_full_with_the_receiver(desk: DeskStage, language: str) -> None:
    order = an_order("T-9", lines=(TEE,), goods=11980, total=12980, paid=12980)
    bring_in(desk.app, order)
    bring_in(desk.app, replace(order, ship_to=replace(ADDRESS, phone="13900139000")))
    page = desk.show(language)
    assert "139******00" in said(page)
    press(desk.stage.qtbot, page, "receiver.reveal")
    write(dialog_of(page), "reason", "both sides are compared")
    dialog_of(page).deed.click()
    shown = said(page)
    assert "13900139000" in shown
    assert shown.count("13800138000") == 2  # the receiver, and ours beside the shop's
    page.reload()
    assert "13900139000" in said(page)
    assert len(desk.app.database.read(lambda conn: shop_of(desk).deeds(conn, "order.reveal"))) == 1
    bring_in(desk.app, replace(order, ship_to=replace(ADDRESS, phone="13700137000")))
    page.reload()
    assert "13700137000" not in said(page)  # nobody said why to see that
    page.show_subject(TO_AUDIT)
    page.show_subject("T-9")
    assert "13900139000" not in said(page)

"""The order at the right with what shops really write: long names and variants, and large amounts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from tests.ui.orders.conftest import TO_PICK, DeskStage, settled
from ui.orders.goods_card import LineRow
from ui.shared.cards import Card
from ui.shared.tokens import ORDER_PANE


def test_long_names_and_large_amounts_are_read_whole(desk: DeskStage) -> None:
    page = desk.open(TO_PICK)
    usual, view = page.pane.findChildren(LineRow)[0].height(), page.pane.seen.view
    name, spec = "加厚长绒棉宽松圆领套头卫衣男女同款情侣装", "深海军蓝拼雾灰 / XXXL（建议 180-200 斤）"
    line = replace(view.lines[0], name=name, spec=spec)
    large = replace(view, lines=(line,), money=tuple((key, amount + 12_345_678_00) for key, amount in view.money))
    page.pane.show_order(replace(page.pane.seen, view=large))
    settled(page)
    row = next(one for one in page.pane.findChildren(LineRow) if one.goods == name)
    assert row.height() > usual
    assert "".join(words for words, _ in row.named).replace(" ", "") == (name + spec).replace(" ", "")
    money = next(card for card in page.pane.findChildren(Card) if card.title.text() == "Money" and card.isVisible())
    assert page.pane.receiver.y() > money.geometry().bottom()
    assert all(part.sizeHint().width() <= part.width() for part in money.findChildren(QLabel))
    assert money.width() < ORDER_PANE

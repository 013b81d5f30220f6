"""What comes after the goods: reviews recorded beside the order and answered, and cases decided from there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.orders.conftest import TO_HAND_OVER, DeskStage, bar_of, said, settled, shop_of, table_of


@pytest.mark.parametrize(
    ("language", "stars", "unanswered", "answered"),
    [
        ("zh_CN", "4 星，满分 5 星", "还没有回复", "已回复：Thank you"),
        ("en", "4 of 5 stars", "not answered yet", "answered: Thank you"),
    ],
)
def test_a_review_is_recorded_once_the_order_is_completed_and_answered(
    desk: DeskStage, language: str, stars: str, unanswered: str, answered: str
) -> None:
    page, shop, boss = desk.open(TO_HAND_OVER, language), shop_of(desk), desk.app.people.actor("boss")
    assert "review_add" not in [one.name for one in page.pane.offers()]
    parcel = shop.read(TO_HAND_OVER).parcels[0]
    shop.do(shop.clerk, TO_HAND_OVER, "parcel.hand_over", parcel)
    desk.app.hand_over.deliver(boss, parcel.id, "signed for")
    desk.app.hand_over.complete(boss, desk.app.orders.find(TO_HAND_OVER), "the buyer has it")
    page.reload()
    table_of(settled(page)).setFocus()
    desk.key(page, "z")
    dialog = page.deeds.reviews.dialog
    assert dialog is not None
    dialog.question("stars").field.setCurrentIndex(1)  # type: ignore[attr-defined]
    dialog.question("text").field.setText("很好")  # type: ignore[attr-defined]
    dialog.deed.click()
    words = said(settled(page))
    assert all(part in words for part in ("很好", unanswered))
    assert stars in [label.accessibleName() for label in page.findChildren(QLabel)]
    bar_of(page).acted.emit("review_answer")
    answering = page.deeds.reviews.dialog
    assert answering is not None
    answering.deed.click()
    assert answering.refusal.isVisible()
    answering.question("text").field.setText("Thank you")  # type: ignore[attr-defined]
    answering.deed.click()
    assert answered in said(settled(page))
    (kept,) = desk.app.reviews.of_order(desk.app.orders.find(TO_HAND_OVER))
    assert (kept.stars, kept.words, kept.answer) == (4, "很好", "Thank you")


@pytest.mark.parametrize("delay", [15, 0])
def test_an_approval_on_the_order_is_taken_back_as_long_as_nothing_happened(desk: DeskStage, delay: int) -> None:
    boss, order_id = desk.app.people.actor("boss"), desk.app.orders.find(TO_HAND_OVER)
    desk.app.limits.set(boss, "undo_delay", delay * 1000)
    line = desk.app.orders.load(order_id).lines[0]
    args = {"kind": "allowance", "amounts": {line.id: 100}, "reason": "goodwill"}
    case = desk.app.commands.do(desk.app.people.actor("desk"), order_id, "case.request", args=args).subject_id
    page = desk.open(TO_HAND_OVER)
    bar_of(page).acted.emit(f"case_approve.{case}")
    dialog = page.deeds.dialog
    assert dialog is not None
    dialog.deed.click()
    undo = desk.stage.room.undo
    assert (undo is not None) is bool(delay)
    if undo is not None:
        undo()
    assert desk.app.after_sales.row(case).state == ("requested" if delay else "refunding")

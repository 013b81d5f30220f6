"""The stepper of an order: what it tells, and that every name can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.words import LANGUAGES
from tests.ui.sample_shop import STATUSES, life_line, words_of
from ui.shared.fonts import advance
from ui.shared.stepper import Branch, Step, Stepper
from ui.shared.tokens import AXIS, ORDER_PANE, SECONDARY


def test_the_stepper_tells_where_the_order_stands() -> None:
    steps = [Step("Paid", "08:34", "done"), Step("Confirmed", "08:36", "current"), Step("Shipped")]
    stepper = Stepper(steps, [Branch(1, (Step("Refunding"), Step("Refunded")))])
    assert stepper.accessibleName() == "Paid 08:34, Confirmed 08:36"
    stepper.show_steps(steps[:1], [Branch(0, (Step("Refunding", state="current"),))])
    assert stepper.accessibleName() == "Paid 08:34, Refunding"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_stepper_can_be_read_wherever_the_order_stands(qtbot: QtBot, language: str) -> None:
    stepper, words = Stepper(), words_of(language)
    qtbot.addWidget(stepper)
    stepper.resize(ORDER_PANE - 37, stepper.height())  # as wide as beside the list
    for current in STATUSES[:7]:
        steps, branches = life_line(current, language, words, ("08:30",) * 7)
        stepper.show_steps(steps, branches)
        px = SECONDARY if language == "zh_CN" else AXIS
        halves = [advance(step.word.split(" ")[0], px, step.state == "current") / 2 for step in steps]
        spans = [(x - half, x + half) for x, half in zip(stepper.places(), halves, strict=True)]
        assert all(right + 4 <= left for (_, right), (left, _) in pairwise(spans)), (current, spans)
        assert spans[0][0] >= 0, (current, spans)
        assert spans[-1][1] <= stepper.width(), (current, spans)
        assert inked_edges(stepper) == 0, current


def inked_edges(widget: QWidget) -> int:
    """How many pixels of its outermost columns were drawn on: words that are cut leave some there."""
    image = widget.grab().toImage()
    ground, last = image.pixel(0, 0), image.width() - 1
    return sum(image.pixel(x, y) != ground for x in (0, last) for y in range(image.height()))

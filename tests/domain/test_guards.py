"""Every refusal of every guard, and who gets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_oms.domain import arguments
from desktop_oms.words import table
from tests.domain import refusals_of_cases, refusals_of_goods, refusals_of_money, refusals_of_orders
from tests.domain.refusals import STORIES

DOMAIN = Path(arguments.__file__).parent
TOLD_IN = (refusals_of_orders, refusals_of_goods, refusals_of_money, refusals_of_cases)
# Told by the table itself, by lists of problems, or of states that no command leaves behind.
ELSEWHERE = {
    # no event of an order: what stops a bench or a wave, met in tests/services/test_packing.py and test_waves.py
    "pack_changed_in_shop",
    "wave_basket_stopped",
    "wave_not_full",
    "wave_over",
    "wave_put_back_first",
    "argument_not_valid",
    "argument_unknown",
    "field_too_long",
    "event_unknown",
    "event_internal",
    "over_captured",
    "nothing_was_paid",
    "something_was_paid",
    "units_unsettled",
    "task_needs_person",
    "not_outbound",
}


@pytest.mark.parametrize("name", STORIES)
def test_the_story_ends_in_its_refusal(name: str) -> None:
    assert STORIES[name]() == name.partition(":")[0]


def test_every_refusal_of_the_rules_has_a_story_and_a_sentence() -> None:
    told = {name.partition(":")[0] for name in STORIES}
    codes = {
        code
        for path in DOMAIN.glob("*.py")
        for code in re.findall(r'Refusal\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert codes - told == ELSEWHERE
    assert {f"error.{code}" for code in codes} <= set(table())


def test_the_stories_stand_in_their_files() -> None:
    assert all(module.__doc__ for module in TOLD_IN)

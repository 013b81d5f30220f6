"""An order can be shown wherever a life may bring it: views of the orders of random walks."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_oms.domain import settlement
from desktop_oms.domain.command import Run
from desktop_oms.domain.roles import EVERY_ROLE, Actor
from desktop_oms.services.offers import actions
from desktop_oms.services.order_view import case_view, parcel_view, part_view, unit_counts
from desktop_oms.services.orders import FORWARD, badge_names, branches, money_rows, stops
from desktop_oms.services.receivers import receiver
from desktop_oms.words import table
from tests.domain.walk import Walk

BOSS = Actor(99, "boss", EVERY_ROLE)


class Watched(Walk):
    """A walk whose orders are looked at after every command, as the detail pane looks at them."""

    branches_before: dict[int, set[str]]

    def check(self, run: Run, before: str, said: str) -> bool:
        kept: dict[int, set[str]] = self.__dict__.setdefault("branches_before", {})
        order = run.order
        shown = kept.get(order.id)
        assert shown is None or order.status in {*FORWARD, *shown}, (before, order.status, shown)
        reached = stops(order, {})
        assert [stop.state for stop in reached].count("current") == 1
        kept[order.id] = {status for chain in branches(order) for status in chain}
        look(run)
        return super().check(run, before, said)


def look(run: Run) -> None:
    """Everything a view is made of, without a database."""
    order: Any = run.order
    codes = {line.id: line.sku_code for line in order.lines}
    for line in order.lines:
        assert all(units > 0 for _, units in unit_counts(line))
    for part in order.fulfilments:
        part_view(part, "", codes)
    for parcel in order.parcels:
        parcel_view(parcel, codes, (), None)
    for case in order.cases:
        assert case_view(case, settlement.value(order, case), codes).worth >= 0
    assert all(f"badge.{name}" in table() for name in badge_names(order.badges))
    assert f"status.{order.status}" in table()
    assert f"stage.{order.work_stage}" in table()
    assert dict(money_rows(order))["total"] == order.total
    receiver(order, unmasked=False)
    for action in actions(order, BOSS, run.world):
        assert action.allowed or action.refusal


@pytest.mark.parametrize("seed", range(40))
def test_an_order_is_shown_at_every_step_of_a_random_life(seed: int) -> None:
    Watched(seed).run(100)

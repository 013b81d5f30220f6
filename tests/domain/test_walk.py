"""Random walks: no invariant breaks, no order is stuck, no unknown edge is seen, and planted bugs are found.

The long walk, which reaches every edge and every event, is a proof of its own (`tests/proof/test_domain_walk.py`).
"""

from __future__ import annotations

import pytest

from desktop_oms.domain import deliveries, fulfilments, settlement
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.machines import TABLE
from tests.domain.edges import EDGES
from tests.domain.walk import Walk

WALKS, STEPS = 300, 100  # about 400 orders
RARELY = {
    "case.lapse",
    "case.send_back",
    "case.waive_return",
    "parcel.join",  # boxes of several orders: tests/services/test_shared_boxes.py
    "parcel.part",
    "parcel.claim",  # a bench's own: tests/services/test_box_deeds.py
    "parcel.leave_out",  # and there too
    "parcel.unlabel",
    "parcel.unpack",
    "order.reopen",
}


@pytest.mark.timeout(600)
def test_short_walks_break_nothing_and_see_only_known_edges() -> None:
    edges: set[tuple[str, str]] = set()
    events: set[str] = set()
    for seed in range(WALKS):
        walk = Walk(seed)
        walk.run(STEPS)
        edges |= walk.edges
        events |= walk.events
    assert edges <= EDGES
    assert len(edges) > 40
    assert set(TABLE) - events <= RARELY


def test_a_walk_is_its_seed() -> None:
    first, second = Walk(7), Walk(7)
    first.run(STEPS)
    second.run(STEPS)
    assert first.log == second.log
    assert repr(first.orders) == repr(second.orders)


def found() -> str:
    """What the walks complain about first."""
    for seed in range(WALKS):
        try:
            Walk(seed).run(STEPS)
        except AssertionError as broken:
            return str(broken).partition("\n")[0]
    return ""


def test_walks_find_boxes_that_forget_to_give_back_their_units(monkeypatch: pytest.MonkeyPatch) -> None:
    right = fulfilments.leave

    def leave(run: object, row: object, units: int, ref: str) -> None:
        right(run, row, units, ref)  # type: ignore[arg-type]
        row.allocated += 1  # type: ignore[attr-defined]

    monkeypatch.setattr(fulfilments, "leave", leave)
    assert "I8" in found()


def test_walks_find_a_cent_lost_in_the_value_of_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settlement, "value_of_units", lambda value, left, units: value // left * units)
    assert "left over" in found()


def test_walks_find_bounced_units_that_would_be_sent_although_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "_over", lambda line: 0)
    assert found()


def test_walks_find_claims_that_are_not_released(monkeypatch: pytest.MonkeyPatch) -> None:
    right = OrderLine.free_shipped
    monkeypatch.setattr(OrderLine, "free_shipped", property(lambda line: right.fget(line) + line.claimed_shipped))  # type: ignore[attr-defined]
    assert found()

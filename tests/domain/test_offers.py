"""What may be done now: buttons and the command line ask the same guards as commands do."""

from __future__ import annotations

import pytest

from desktop_oms.domain import lifecycle
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.machines import TABLE
from tests.domain.shop import BY_ROLE, DESK, Shop
from tests.domain.walk import Walk


def offers(shop: Shop, role: str) -> dict[str, str]:
    """Event to refusal ("" when allowed), of the first row each is about."""
    found: dict[str, str] = {}
    for offer in lifecycle.available(shop.order, BY_ROLE[role], shop.world):
        found.setdefault(offer.event, offer.refusal.code if offer.refusal else "")
    return found


def test_an_order_to_audit_may_be_confirmed() -> None:
    found = offers(Shop().paid(), "S")
    assert found["order.confirm"] == ""
    assert found["order.amend"] == ""
    assert "order.submit" not in found
    assert "order.close" not in found


def test_a_refused_event_says_why() -> None:
    found = offers(Shop((1, 2, 500), stock=0).paid(), "S")
    assert found["order.confirm"] == "stock_short"
    assert offers(Shop().paid(), "K")["order.confirm"] == "not_your_role"


def test_an_argument_still_to_be_asked_for_is_no_refusal() -> None:
    shop = Shop().unpaid()
    by_event = {offer.event: offer for offer in lifecycle.available(shop.order, DESK, shop.world)}
    assert by_event["order.cancel"].refusal is None
    assert by_event["order.cancel"].needs == ("reason",)
    assert by_event["payment.start"].needs[0] == "amount"


def test_nothing_of_the_order_is_changed_by_asking() -> None:
    shop = Shop().confirmed()
    before = repr(shop.order)
    lifecycle.available(shop.order, DESK, shop.world)
    assert repr(shop.order) == before


def test_what_is_offered_without_needs_can_be_done_and_what_is_refused_cannot() -> None:
    for seed in range(25):
        walk = Walk(seed)
        for _ in range(40):
            walk.step()
        order = walk.orders[0]
        for role, actor in BY_ROLE.items():
            for offer in lifecycle.available(order, actor, walk.world):
                run = lifecycle.begin(order, actor, walk.world)
                found = run.check(offer.event, offer.subject, {}, actor)
                assert (offer.refusal is None) or found == offer.refusal, (role, offer)
                assert not TABLE[offer.event][0].internal


def test_asking_for_what_was_refused_is_refused_for_the_same_reason() -> None:
    shop = Shop().confirmed()
    for offer in lifecycle.available(shop.order, DESK, shop.world):
        if offer.refusal is None:
            continue
        run = lifecycle.begin(shop.order, DESK, shop.world)
        with pytest.raises(Refused) as refused:
            lifecycle.perform(run, offer.event, offer.subject)
        assert refused.value.code == offer.refusal.code

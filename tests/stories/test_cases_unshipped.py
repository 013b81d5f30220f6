"""After-sales about goods that have not left, or came back unopened: from the request to the last cent and unit."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.errors import Refused
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED
from tests.stories.counter import CUP, ONE_CUP, PAID, SHIPPING, TEE, TWO_TEES, Counter, open_counter

READY = STOCKED


@pytest.fixture
def counter(app: App, standing_clock: StandingClock) -> Counter:
    return open_counter(app, standing_clock)


def test_refund_unshipped_gives_back_all_that_was_paid_in_two_steps(app: App, standing_clock: StandingClock) -> None:
    counter = open_counter(app, standing_clock, 5000, 20000)
    counter.do("desk", "order.confirm")
    assert counter.promised(TEE) == [2]
    counter.ask("refund_unshipped", tee=2)
    assert (counter.state, counter.order.status) == ("refunding", "refunding")  # under the rule's limit
    counter.work()
    assert (counter.state, counter.order.refunded) == ("completed", TWO_TEES)
    assert (counter.order.status, counter.promised(TEE)) == ("confirmed", [])
    counter.ask("refund_unshipped", cup=1)
    counter.work()
    assert counter.case.shipping_booked == SHIPPING
    assert [pay.committed for pay in counter.order.payments] == [5000, 20000]
    assert counter.shelf() == {}
    counter.settled(PAID, "refunded")


def test_refund_unshipped_above_the_rules_limit_waits_for_a_reviewer(counter: Counter) -> None:
    counter.ask("refund_unshipped", tee=2, cup=1)
    counter.work()
    assert (counter.state, counter.order.refunded) == ("requested", 0)
    counter.decide("reviewer", "case.approve")
    counter.work()
    assert counter.shelf() == {}
    counter.settled(PAID, "refunded")


def test_refused_parcel_comes_back_and_everything_with_it(counter: Counter) -> None:
    parcel = counter.send()
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.do("outside", "parcel.bounce", parcel, refused=True)
    assert (counter.case.kind, counter.state) == ("refused_parcel", "requested")
    assert counter.shelf() == {}
    with pytest.raises(Refused):
        counter.send()  # what waits for its money is not sent again
    counter.decide("reviewer", "case.approve")
    counter.work()
    assert counter.shelf() == {}
    counter.settled(PAID, "refunded")


def test_shortage_is_paid_back_and_the_rest_is_sent(counter: Counter) -> None:
    counter.do("desk", "order.confirm")
    part = counter.order.fulfilments[0]
    counter.do("clerk", "fulfilment.short", part, lines={counter.row("tee"): 2}, reason="not on the shelf")
    short = next(part for part in counter.order.fulfilments if part.state == "shortage")
    assert counter.order.badges & Badge.SHORTAGE
    counter.do("desk", "fulfilment.give_up", short, agreed=True)
    assert counter.case.kind == "shortage"
    counter.work()
    assert (counter.state, counter.order.refunded) == ("completed", TWO_TEES)
    counter.send()
    counter.deliver()
    counter.do("desk", "order.complete", counter.order_id, reason="all arrived")
    assert counter.shelf() == {TEE: -2, CUP: -1}  # what was not found is not there
    counter.settled(TWO_TEES, "completed")


def test_a_rejected_request_lets_the_goods_go(counter: Counter) -> None:
    counter.do("desk", "order.confirm")
    counter.ask("refund_unshipped", tee=2, cup=1)
    assert counter.order.status == "refunding"
    counter.decide("reviewer", "case.reject", reason="the buyer called and wants them after all")
    assert counter.order.status == "confirmed"
    counter.send()
    counter.deliver()
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.settled(0, "shipped")
    assert counter.order.line(counter.row("cup")).payable == ONE_CUP

"""After-sales about goods the buyer has, or should have: from the request to the last cent and the last unit."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.errors import Refused
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED
from tests.stories.counter import CUP, ONE_CUP, ONE_TEE, TEE, TEE_L, TWO_TEES, Counter, open_counter

READY = STOCKED


@pytest.fixture
def counter(app: App, standing_clock: StandingClock) -> Counter:
    """The order has arrived."""
    made = open_counter(app, standing_clock)
    made.send()
    made.deliver()
    return made


def completed(counter: Counter) -> None:
    """All that is left is to say that it is over."""
    counter.do("desk", "order.complete", counter.order_id, reason="all arrived")


def test_refund_only_pays_for_what_stays_with_the_buyer(counter: Counter) -> None:
    counter.ask("refund_only", reason="damaged", tee=1)
    assert counter.order.status == "refunding"
    counter.decide("reviewer", "case.approve")
    counter.work()
    assert counter.shelf() == {TEE: -2, CUP: -1}
    completed(counter)
    counter.settled(ONE_TEE, "completed")
    assert counter.order.badges & Badge.PARTLY_REFUNDED


def test_return_refund_pays_for_what_came_back_and_no_more(counter: Counter) -> None:
    counter.ask("return_refund", tee=2)
    counter.decide("reviewer", "case.approve")
    assert counter.state == "awaiting_return"
    counter.do("desk", "case.announce", counter.case, waybill="YT5550001")
    counter.receive(sellable=1)
    with pytest.raises(Refused, match="more_than_announced"):
        counter.receive(sellable=2)
    assert counter.order.refunded == 0
    counter.decide("clerk", "case.received", rest_missing=True)
    counter.work()
    assert (counter.state, counter.order.refunded) == ("refunding", ONE_TEE)  # the piece still stands on the bench
    counter.restock(restocked=1)
    with pytest.raises(Refused):
        counter.restock(restocked=1)
    assert counter.shelf() == {TEE: -1, CUP: -1}
    completed(counter)
    counter.settled(ONE_TEE, "completed")


def test_damaged_goods_are_paid_for_less_a_deduction_and_never_reach_the_shelf(counter: Counter) -> None:
    counter.ask("return_refund", tee=1)
    counter.decide("reviewer", "case.approve", deduction=778, reason="worn and washed")
    counter.receive(damaged=1)
    counter.decide("reviewer", "case.start_refund")
    with pytest.raises(Refused):
        counter.restock(restocked=1)
    counter.restock(scrapped=1)
    counter.work()
    completed(counter)
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.settled(ONE_TEE - 778, "completed")
    counter.ask("refund_only", reason="damaged", tee=1)
    counter.decide("reviewer", "case.approve")
    counter.work()
    counter.settled(2 * ONE_TEE - 778, "completed")  # what was kept back falls to no other piece


def test_damaged_goods_wait_for_the_reviewer_who_keeps_something_back(counter: Counter) -> None:
    counter.ask("return_refund", tee=2)
    counter.decide("reviewer", "case.approve")
    counter.receive(sellable=1, damaged=1)
    counter.work()
    assert (counter.state, counter.order.refunds) == ("received", [])
    with pytest.raises(Refused, match="reason_missing"):
        counter.decide("reviewer", "case.start_refund", deduction=1556)
    with pytest.raises(Refused, match="amount_over_value"):
        counter.decide("reviewer", "case.start_refund", deduction=TWO_TEES + 1, reason="worn")
    counter.decide("reviewer", "case.start_refund", deduction=1556, reason="one is worn")
    counter.restock(restocked=1, scrapped=1)
    counter.work()
    completed(counter)
    assert counter.shelf() == {TEE: -1, CUP: -1}
    counter.settled(TWO_TEES - 1556, "completed")


def test_wrong_goods_go_back_to_the_buyer_who_may_ask_again(counter: Counter) -> None:
    counter.ask("return_refund", tee=1)
    counter.decide("reviewer", "case.approve")
    counter.receive(wrong=1)
    counter.work()
    assert (counter.state, counter.order.refunds) == ("received", [])
    counter.decide("reviewer", "case.send_back", reason="these are not our goods", carrier="SF", waybill="SF9001")
    assert counter.state == "rejected"
    assert [parcel.kind for parcel in counter.order.parcels] == ["outbound", "send_back"]
    counter.deliver()
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.settled(0, "shipped")
    counter.ask("return_refund", tee=1)
    assert counter.state == "requested"


def test_exchange_sends_other_goods_in_the_same_order(counter: Counter) -> None:
    goods = {row.code: row.sku_id for row in counter.app.stock.show("TEE")}
    line = counter.row("tee")
    args = {"kind": "exchange", "lines": {line: 1}, "reason": "size", "sku_id": goods[TEE_L]}
    counter.do("desk", "case.request", **args)
    counter.decide("reviewer", "case.approve")
    counter.receive(sellable=1)
    assert (counter.state, counter.order.status) == ("replacing", "exchanging")
    counter.restock(restocked=1)
    assert counter.promised(TEE_L) == [1]
    parcel = counter.send()
    assert [counter.order.line(row.line_id).sku_code for row in parcel.lines] == [TEE_L]
    assert counter.state == "completed"
    counter.deliver()
    completed(counter)
    assert counter.shelf() == {TEE: -1, TEE_L: -1, CUP: -1}
    assert len(counter.order.parcels) == 2
    counter.settled(0, "completed")
    new = counter.order.lines[-1]
    assert (new.payable, new.origin_line) == (0, line)


def test_resend_replaces_what_was_not_in_the_box(counter: Counter) -> None:
    counter.ask("resend", reason="missing", tee=1)
    counter.decide("reviewer", "case.approve")
    counter.work()
    counter.send()
    assert counter.state == "completed"
    counter.deliver()
    completed(counter)
    assert counter.shelf() == {TEE: -3, CUP: -1}
    counter.settled(0, "completed")


def test_refund_lost_is_paid_by_rule_and_cannot_be_argued_away(app: App, standing_clock: StandingClock) -> None:
    counter = open_counter(app, standing_clock)
    parcel = counter.send()
    counter.do("outside", "parcel.lose", parcel)
    counter.ask("refund_lost", login="outside", reason="lost", tee=2)
    counter.work()
    assert (counter.state, counter.order.refunded) == ("completed", TWO_TEES)
    counter.ask("refund_lost", login="outside", reason="lost", cup=1)
    counter.work()
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.settled(TWO_TEES + ONE_CUP, "refunded")


def test_allowance_is_money_without_goods_and_lowers_what_is_left(counter: Counter) -> None:
    line = counter.row("tee")
    counter.do("desk", "case.request", kind="allowance", amounts={line: 501}, shipping=300, reason="goodwill")
    assert counter.order.status == "shipped"  # an allowance only shows once money is on its way
    counter.decide("reviewer", "case.approve")
    counter.work()
    assert counter.order.refunded == 801
    counter.ask("refund_only", reason="damaged", tee=1)
    counter.decide("reviewer", "case.approve")
    counter.work()
    left = TWO_TEES - 501
    first = left - left // 2  # the first piece takes the odd cent
    assert counter.order.refunded == 801 + first
    counter.ask("refund_only", reason="damaged", tee=1)
    counter.decide("reviewer", "case.approve")
    counter.work()
    completed(counter)
    assert counter.shelf() == {TEE: -2, CUP: -1}
    counter.settled(TWO_TEES + 300, "completed")

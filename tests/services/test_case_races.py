"""Two people at one case: whichever command comes first, the other is refused, and everything adds up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError, Refused
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED
from tests.stories.counter import CODES, CUP, ONE_TEE, PAID, TEE, TWO_TEES, Counter, open_counter

READY = STOCKED

Step = Callable[[], object]


@pytest.fixture
def counter(app: App, standing_clock: StandingClock) -> Counter:
    return open_counter(app, standing_clock)


@pytest.fixture
def arrived(counter: Counter) -> Counter:
    counter.send()
    counter.deliver()
    return counter


def told(step: Step) -> str:
    """The code of the refusal, "" when it was done."""
    try:
        step()
    except OmsError as refusal:
        return refusal.code
    return ""


BEFORE_STEP = range(6)


@pytest.mark.parametrize("moment", BEFORE_STEP)
def test_a_request_just_before_each_step_of_packing_keeps_the_goods_here(counter: Counter, moment: int) -> None:
    """Opened, a piece in, all in, label confirmed, handed over: the request is between any two of them."""
    counter.do("desk", "order.confirm")
    clerk, bench, number = counter.who("clerk"), counter.app.packing, counter.order.number
    codes, box = [CODES[TEE], CODES[TEE], CODES[CUP]], {"id": 0, "waybill": ""}

    def opened() -> None:
        box["id"] = bench.open(clerk, number).parcel_id

    def scanned(*pieces: str) -> None:
        results = bench.pack_by_scans(clerk, number, list(pieces))
        if results and results[-1].refusal:
            raise Refused(results[-1].refusal)
        box["waybill"] = str(results[-1].facts.get("waybill", ""))

    steps: list[Step] = [
        opened,
        lambda: scanned(codes[0]),
        lambda: scanned(codes[1], codes[2]),
        lambda: bench.confirm_label(clerk, int(box["id"]), str(box["waybill"])),
        lambda: counter.app.hand_over.scan(clerk, str(box["waybill"])),
    ]
    for step in steps[:moment]:
        step()
    asked = told(lambda: counter.ask("refund_unshipped", tee=2, cup=1))
    for step in steps[moment:]:
        told(step)
    left = moment == len(steps)
    assert asked == ("units_not_free" if left else "")
    order = counter.order
    assert any(line.shipped for line in order.lines) is left
    if not left:
        for parcel in order.live_parcels():
            counter.do("clerk", "parcel.void", parcel)
        counter.decide("reviewer", "case.approve")
        counter.work()
        assert counter.shelf() == {}
        counter.settled(PAID, "refunded")


def test_of_two_approvals_one_counts(arrived: Counter, shop_url: str) -> None:
    arrived.ask("refund_only", reason="damaged", tee=1)
    case = arrived.case
    other = build(shop_url, now=arrived.clock, create=False)
    arrived.decide("reviewer", "case.approve")
    late = told(lambda: other.after_sales.decide(other.people.actor("reviewer2"), case.id, "case.approve"))
    other.close()
    assert late == "not_in_state"
    arrived.work()
    arrived.settled(ONE_TEE, "shipped")
    assert len(arrived.order.refunds) == 1


@pytest.mark.parametrize("first", ["withdraw", "approve"])
def test_a_withdrawal_against_the_refund(arrived: Counter, first: str) -> None:
    arrived.ask("refund_only", reason="damaged", tee=2)
    case = arrived.case
    steps = {
        "withdraw": lambda: arrived.do("desk", "case.withdraw", case),
        "approve": lambda: arrived.do("reviewer", "case.approve", case),
    }
    assert told(steps.pop(first)) == ""
    arrived.work()
    (second,) = steps.values()
    assert told(second) == "not_in_state"
    arrived.work()
    arrived.settled(0 if first == "withdraw" else TWO_TEES, "shipped")


@pytest.mark.parametrize("first", ["receipt", "lapse"])
def test_a_receipt_against_the_deadline(arrived: Counter, first: str) -> None:
    arrived.ask("return_refund", tee=1)
    arrived.decide("reviewer", "case.approve")
    arrived.clock.pass_hours(7 * 24 - 1 if first == "receipt" else 7 * 24)
    if first == "lapse":
        arrived.app.worker.turn()
        assert arrived.state == "rejected"
        assert told(lambda: arrived.receive(sellable=1)) == "not_in_state"
        arrived.settled(0, "shipped")
        return
    arrived.receive(sellable=1)
    arrived.clock.pass_hours(2)
    arrived.work()
    arrived.restock(restocked=1)
    arrived.settled(ONE_TEE, "shipped")


def test_the_same_decision_sent_twice_is_one_decision(arrived: Counter) -> None:
    case_id = arrived.ask("refund_only", reason="damaged", tee=1)
    reviewer = arrived.who("reviewer")
    for _ in range(2):
        arrived.app.after_sales.decide(reviewer, case_id, "case.approve", command_id="one click")
    arrived.work()
    arrived.settled(ONE_TEE, "shipped")


def test_a_withdrawal_in_the_undo_time_keeps_the_money_here(arrived: Counter, shop_url: str) -> None:
    """Agreed at one station, withdrawn at another, and the clock of a third has nothing left to send."""
    arrived.ask("refund_only", reason="damaged", tee=2)
    case = arrived.case.id
    arrived.decide("reviewer", "case.approve")
    other = build(shop_url, now=arrived.clock, create=False)
    assert told(lambda: other.commands.do(arrived.who("desk"), arrived.order_id, "case.withdraw", case)) == ""
    other.close()
    arrived.work()
    assert (arrived.state, arrived.order.refunds) == ("withdrawn", [])
    arrived.settled(0, "shipped")


def test_of_an_undo_and_the_end_of_its_time_whichever_is_first_counts(arrived: Counter, shop_url: str) -> None:
    """Two stations: at one the time ends and the money starts, at the other the undo of it comes a moment late."""
    arrived.ask("refund_only", reason="damaged", tee=1)
    reviewer, case = arrived.who("reviewer"), arrived.case.id
    arrived.decide("reviewer", "case.approve")
    arrived.decide("reviewer", "case.unapprove")
    arrived.clock.ms += arrived.app.setup.policy().undo_delay
    assert arrived.app.house_clock.tick() == 0
    arrived.decide("reviewer", "case.approve")
    arrived.clock.ms += arrived.app.setup.policy().undo_delay
    other = build(shop_url, now=arrived.clock, create=False)
    assert other.house_clock.tick() == 1
    late = told(lambda: arrived.app.after_sales.decide(reviewer, case, "case.unapprove"))
    other.close()
    assert late == "not_in_state"
    arrived.work()
    arrived.settled(ONE_TEE, "shipped")

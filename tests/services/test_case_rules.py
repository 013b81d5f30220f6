"""The rules of after-sales as a stale client meets them: who lets how much go, alone or with whom, and until when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import SYSTEM, Actor, Role
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED, assert_sound
from tests.services.refunding import unpaid_order
from tests.stories.counter import ONE_CUP, PAID, TWO_TEES, Counter, open_counter

READY = STOCKED

DAY = 24
LIMITS = {"R": TWO_TEES, "M": ONE_CUP, "Y": 6000}


@pytest.fixture
def counter(app: App, standing_clock: StandingClock) -> Counter:
    made = open_counter(app, standing_clock)
    rules(made, refund_limits=LIMITS)
    return made


@pytest.fixture
def arrived(counter: Counter) -> Counter:
    counter.send()
    counter.deliver()
    return counter


def rules(counter: Counter, **changes: object) -> None:
    counter.app.setup.set_policy(counter.who("boss"), replace(counter.app.setup.policy(), **changes))  # type: ignore[arg-type]


def code(counter: Counter, who: Actor, event: str, **args: object) -> str:
    """What a client that has not looked again is told; "" when it was done."""
    try:
        counter.app.commands.do(who, counter.order_id, event, counter.case.id, args=args)
    except OmsError as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("who", "units", "state"),
    [
        ("reviewer", {"tee": 2}, "approved"),
        ("reviewer", {"cup": 1}, "awaiting_second"),
        ("boss", {"cup": 1}, "approved"),
        ("boss", {"tee": 2, "cup": 1}, "awaiting_second"),
    ],
)
def test_each_role_has_its_limit_to_the_cent(arrived: Counter, who: str, units: dict[str, int], state: str) -> None:
    arrived.ask("refund_only", reason="damaged", **units)
    assert code(arrived, arrived.who(who), "case.approve") == ""
    assert arrived.state == state
    rules(arrived, refund_limits={**LIMITS, "R": TWO_TEES - 1, "M": ONE_CUP})
    if state == "approved" and who == "reviewer":
        arrived.work()
        arrived.ask("refund_only", reason="damaged", cup=1)
        assert code(arrived, arrived.who(who), "case.approve") == ""
        assert arrived.state == "awaiting_second"


@pytest.mark.parametrize("who", ["desk", "clerk", "cashier"])
def test_nobody_else_lets_money_go(arrived: Counter, who: str) -> None:
    arrived.ask("refund_only", reason="damaged", tee=1)
    assert code(arrived, arrived.who(who), "case.approve") == "not_your_role"
    assert arrived.order.refunds == []


def test_the_second_is_neither_who_asked_nor_who_agreed_first(arrived: Counter) -> None:
    reviewer, other, boss = (arrived.who(name) for name in ("reviewer", "reviewer2", "boss"))
    arrived.ask("refund_only", login="reviewer", reason="damaged", cup=1)
    assert code(arrived, reviewer, "case.approve") == "own_request"
    assert code(arrived, other, "case.approve") == ""
    assert arrived.state == "awaiting_second"
    for who in (reviewer, other):
        assert code(arrived, who, "case.second_approve", reason="I do it anyway") == "second_person_needed"
    assert code(arrived, boss, "case.second_approve") == ""
    assert (arrived.state, arrived.case.second_by) == ("approved", boss.user_id)


def test_a_single_operator_is_marked_in_the_history(arrived: Counter) -> None:
    rules(arrived, single_operator=True, refund_limits={"R": 0, "M": 0, "Y": 0})
    boss = arrived.who("boss")
    arrived.ask("refund_only", login="boss", reason="damaged", cup=1)
    assert code(arrived, boss, "case.approve") == "reason_missing"
    assert code(arrived, boss, "case.approve", reason="alone in the shop") == ""
    assert code(arrived, boss, "case.second_approve") == "reason_missing"
    assert code(arrived, boss, "case.second_approve", reason="alone in the shop") == ""
    entries = arrived.app.orders.view(arrived.order_id, boss).entries
    marked = [entry.event for entry in entries if entry.facts.get("own_request")]
    assert marked == ["approve", "second_approve"]


def test_another_kind_and_its_approval_are_one_command(arrived: Counter, standing_clock: StandingClock) -> None:
    """Both happen or neither does, once for one command id; a clock that has run out does not come between them."""
    rules(arrived, silence_agrees=True)
    desk, reviewer = arrived.app.after_sales, arrived.who("reviewer")
    arrived.ask("refund_only", login="outside", reason="damaged", cup=1)
    standing_clock.pass_hours(3 * DAY)
    arrived.work()
    case, kept_back = arrived.case.id, {"deduction": 5}
    for asked in (("case.change_kind", {"kind": "exchange"}), ("case.approve", kept_back)), (("case.approve", {}),) * 2:
        with pytest.raises(Refused):
            desk.decide_in_turn(reviewer, case, asked)
        assert (arrived.case.kind, arrived.state) == ("refund_only", "requested")
    asked, version = (("case.change_kind", {"kind": "exchange"}), ("case.approve", {})), arrived.order.version
    done = desk.decide_in_turn(reviewer, case, asked, command_id="both", seen_version=version)
    assert done == desk.decide_in_turn(reviewer, case, asked, command_id="both", seen_version=version)
    assert done.events[:2] == ("case.change_kind", "case.approve")
    assert (arrived.case.kind, arrived.state, arrived.case.approved_by) == (
        *("exchange", "awaiting_return"),
        reviewer.user_id,
    )


@pytest.mark.parametrize("kind", ["refund_only", "allowance"])
def test_the_sum_that_is_shown_for_an_amount_is_what_is_paid(arrived: Counter, kind: str) -> None:
    if kind == "allowance":
        line = arrived.order.lines[0].id
        arrived.do("desk", "case.request", kind="allowance", amounts={line: TWO_TEES}, reason="goodwill")
    else:
        arrived.ask("refund_only", reason="damaged", tee=2)
    desk, case = arrived.app.after_sales, arrived.case.id
    assert desk.calculation(case, amount=TWO_TEES - 1).maximum == TWO_TEES - 1
    with pytest.raises(Refused, match="amount_over_value"):
        desk.calculation(case, amount=TWO_TEES + 1)
    assert code(arrived, arrived.who("reviewer"), "case.approve", amount=TWO_TEES - 1, reason="as agreed") == ""
    arrived.work()
    assert arrived.order.refunded == TWO_TEES - 1


def test_what_comes_in_goods_is_no_money(arrived: Counter) -> None:
    """An exchange is worth its units, all of it in goods; the same units given back are all money."""
    arrived.ask("return_refund", reason="quality", tee=1)
    asked = arrived.app.after_sales.detail(arrived.case.id, arrived.who("reviewer")).money
    assert (asked.replaced, asked.maximum) == (0, asked.worth + asked.shipping)
    assert code(arrived, arrived.who("reviewer"), "case.change_kind", kind="exchange", sku_id=404) == "sku_unknown"
    other = arrived.order.lines[0].sku_id
    assert code(arrived, arrived.who("reviewer"), "case.change_kind", kind="exchange", sku_id=other) == ""
    swapped = arrived.app.after_sales.detail(arrived.case.id, arrived.who("reviewer")).money
    assert (swapped.replaced, swapped.maximum) == (asked.worth + asked.shipping, 0)
    assert swapped.worth == asked.worth > 0


def test_the_rule_agrees_below_its_limit_to_what_has_not_left_and_to_what_was_lost(counter: Counter) -> None:
    counter.ask("refund_unshipped", tee=1)  # 57.78 of 60.00
    assert counter.state == "refunding"
    counter.work()
    counter.ask("refund_unshipped", cup=1)
    assert counter.state == "requested"
    counter.decide("reviewer", "case.reject", reason="already sent")
    parcel = counter.send()
    counter.do("outside", "parcel.lose", parcel)
    counter.ask("refund_lost", login="outside", reason="lost", tee=1)
    assert counter.state == "refunding"
    counter.ask("refund_lost", login="outside", reason="lost", cup=1)
    assert counter.state == "requested"
    assert code(counter, counter.who("reviewer"), "case.reject", reason="no") == "lost_not_rejectable"
    counter.work()
    assert counter.order.refunded == TWO_TEES
    assert_sound(counter.app)


def test_the_way_is_paid_back_only_when_nothing_left(counter: Counter) -> None:
    counter.ask("refund_unshipped", tee=2, cup=1)
    assert counter.app.after_sales.detail(counter.case.id, counter.who("reviewer")).money.maximum == PAID
    counter.decide("reviewer", "case.reject", reason="already sent")
    counter.send()
    counter.deliver()
    counter.ask("refund_only", reason="damaged", tee=2, cup=1)
    assert counter.app.after_sales.detail(counter.case.id, counter.who("reviewer")).money.maximum == PAID - 1000


@pytest.mark.parametrize(("reason", "days"), [("not_wanted", 7), ("damaged", 30)])
def test_the_buyer_has_a_window_and_the_desk_a_reason(arrived: Counter, reason: str, days: int) -> None:
    buyer = Actor(77, "buyer", frozenset({Role.CUSTOMER}))
    line = arrived.row("tee")
    args = {"kind": "return_refund", "lines": {line: 1}, "reason": reason}

    def ask(who: Actor) -> str:
        try:
            key = arrived.app.commands.do(who, arrived.order_id, "case.request", args=args).subject_id
        except OmsError as refusal:
            return refusal.code
        arrived.app.commands.do(buyer, arrived.order_id, "case.withdraw", key)
        return ""

    arrived.clock.pass_hours(days * DAY)
    assert ask(buyer) == ""
    arrived.clock.ms += 1
    assert ask(buyer) == "window_closed"
    assert ask(arrived.who("desk")) == ""
    assert ask(SYSTEM) == ""


def test_a_late_payment_of_a_cancelled_order_goes_back_whole(app: App, standing_clock: StandingClock) -> None:
    counter = open_counter(app, standing_clock)
    counter.order_id = unpaid_order(app).id
    args = {"amount": PAID, "provider": "practice", "txn": "LATE"}
    payment = counter.do("desk", "payment.start", **args)
    counter.do("desk", "order.cancel", counter.order_id, reason="not wanted")
    assert counter.order.stage == "cancelled"
    counter.do("outside", "payment.capture", payment)
    assert [task.kind for task in counter.order.open_tasks()] == ["money_excess"]
    counter.do("cashier", "refund.create_excess")
    counter.work()
    counter.settled(PAID, "cancelled")


def test_by_hand_with_proof_and_by_another_person(arrived: Counter) -> None:
    arrived.gateway.misbehave("refuse")
    arrived.ask("refund_only", reason="damaged", tee=1)
    arrived.decide("reviewer", "case.approve")
    arrived.work()
    refund = arrived.order.refunds[0]
    assert refund.state == "failed"

    def by_hand(login: str, **args: object) -> str:
        try:
            arrived.do(login, "refund.settle_manually", refund, **args)
        except OmsError as refusal:
            return refusal.code
        return ""

    assert by_hand("reviewer", proof="bank 1") == "not_your_role"
    assert by_hand("cashier") == "proof_missing"
    assert by_hand("cashier", proof="bank 1") == ""
    assert (arrived.state, arrived.order.refunds[0].proof) == ("completed", "bank 1")
    arrived.do("cashier", "refund.reverse", refund, reason="the account is closed")
    order = arrived.order
    assert (order.refunded, order.refunds[0].was_reversed, arrived.state) == (0, True, "completed")
    assert [task.kind for task in order.open_tasks()] == ["refund_trouble"]
    assert_sound(arrived.app)

"""What a case keeps of each step: who, when, how much, until when; and what it forgets with a decision."""

from __future__ import annotations

import pytest

from desktop_oms.domain import lifecycle
from desktop_oms.domain.cases import free_units
from desktop_oms.domain.entities import Case
from desktop_oms.domain.errors import Refused
from tests.domain.refusals import came_back, case_in, delivered_shop
from tests.domain.shop import BY_ROLE, DAY, Shop

HOUR = DAY // 24


def decision(case: Case) -> tuple[object, ...]:
    """All that a reviewer's word left behind."""
    return case.ceiling, case.deduction, case.deduction_reason, case.approved_by, case.second_by, case.decided_at


def then(shop: Shop) -> int:
    """The moment of the last command; the shop's clock moves on after each."""
    return shop.world.now - 1


NOTHING = (None, 0, "", None, None, None)


def test_a_request_says_who_asked_when_and_for_what() -> None:
    shop = delivered_shop()
    case = shop.ask("return_refund", note="too small")
    now, buyer = then(shop), BY_ROLE["C"].user_id
    assert (case.seq, case.kind, case.state, case.reason, case.note) == (
        1,
        "return_refund",
        "requested",
        "quality",
        "too small",
    )
    assert (case.requested_by, case.requested_at, case.ended_at, case.paused) == (buyer, now, None, False)
    assert decision(case) == NOTHING
    assert (case.due_at, case.worth) == (now + shop.world.policy.answer_window, 500)
    row = case.lines[0]
    assert (row.unshipped, row.shipped, row.received, row.missing) == (0, 1, 0, 0)
    assert shop.ask("refund_only").seq == 2


def test_an_approval_says_who_and_when_and_taking_it_back_forgets_all_of_it() -> None:
    shop = delivered_shop().policy(undo_delay=HOUR)
    case = shop.ask("refund_only", 2)
    shop.do("R", "case.approve", case, amount=700, deduction=100, reason="worn")
    now, reviewer = then(shop), BY_ROLE["R"].user_id
    assert decision(case) == (700, 100, "worn", reviewer, None, now)
    assert (case.send_after, case.due_at, case.worth) == (now + HOUR, now + HOUR, 700)
    shop.do("R", "case.unapprove", case)
    assert (decision(case), case.send_after) == (NOTHING, None)
    assert case.worth == 1000


@pytest.mark.parametrize("event", ["case.change_kind", "case.unapprove"])
def test_what_was_agreed_no_longer_counts(event: str) -> None:
    shop = delivered_shop().policy(undo_delay=HOUR)
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case, amount=1, reason="as agreed")
    shop.do("R", event, case, **({"kind": "return_refund"} if event == "case.change_kind" else {}))
    assert (decision(case), case.state) == (NOTHING, "requested")


def test_a_second_signature_is_written_down_and_starts_the_undo_time() -> None:
    shop = delivered_shop().policy(refund_limits={"R": 499}, undo_delay=HOUR)
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case)
    shop.world.now += 5
    shop.do("R2", "case.second_approve", case)
    assert (case.second_by, case.send_after, case.state) == (9, then(shop) + HOUR, "approved")


def test_an_own_decision_is_marked_and_another_is_not() -> None:
    shop = delivered_shop().policy(single_operator=True, undo_delay=HOUR)
    for role, marked in (("R", True), ("C", False)):
        case = shop.ask("refund_only", role=role)
        run = lifecycle.begin(shop.order, BY_ROLE["R"], shop.world)
        lifecycle.perform(run, "case.approve", case, reason="alone")
        (step,) = [step for step in run.steps if step.event == "approve"]
        assert step.facts.get("own_request", False) is marked


def test_the_limit_is_the_last_amount_that_one_person_lets_go() -> None:
    for limit, state in ((500, "refunding"), (499, "awaiting_second")):
        shop = delivered_shop().policy(refund_limits={"R": limit})
        case = shop.ask("refund_only")
        shop.do("R", "case.approve", case)
        assert case.state == state
    shop = delivered_shop().policy(refund_limits={"R": 499})
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case, deduction=1, reason="a cent")
    assert (case.state, shop.refunds()) == ("refunding", [499])


@pytest.mark.parametrize(
    ("args", "code"), [({"amount": 501}, "amount_over_value"), ({"amount": -1}, "amount_over_value")]
)
def test_an_amount_lies_between_nothing_and_the_worth(args: dict[str, int], code: str) -> None:
    shop = delivered_shop()
    case = shop.ask("refund_only")
    assert shop.refused("R", "case.approve", case, **args) == code
    assert shop.refused("R", "case.approve", case, deduction=args["amount"], reason="x") == code
    assert shop.refused("R", "case.approve", case, amount=499) == "reason_missing"
    shop.do("R", "case.approve", case, amount=500)
    assert shop.refunds() == [500]


def test_goods_are_awaited_until_a_day_and_the_buyer_is_told() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    until = then(shop) + shop.world.policy.send_back_window
    assert (case.state, case.return_due_at, case.due_at) == ("awaiting_return", until, until)
    shop.do("C", "case.announce", case, waybill=" R1 ")
    assert (case.return_waybill, case.return_due_at) == ("R1", then(shop) + shop.world.policy.receive_window)


def test_an_ended_case_says_when_and_frees_what_it_held() -> None:
    for event, args in (("case.reject", {"reason": "no"}), ("case.withdraw", {})):
        shop = delivered_shop()
        case = shop.ask("refund_only", 2)
        line = shop.order.lines[0]
        assert (line.claimed_shipped, free_units(shop.order, line, "refund_only", False)) == (2, 0)
        shop.do("R" if args else "C", event, case, **args)
        assert (case.ended_at, line.claimed_shipped, case.note) == (then(shop), 0, args.get("reason", ""))
        assert free_units(shop.order, line, "refund_only", False) == 2


def test_a_settled_case_says_when_and_its_units_are_refunded() -> None:
    shop = delivered_shop()
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case)
    shop.money_back()
    line = shop.order.lines[0]
    assert (case.state, case.ended_at, line.refunded, line.claimed_shipped) == ("completed", then(shop), 1, 0)
    assert (line.cancelled, line.committed, line.units_committed) == (0, 500, 1)
    refund = shop.order.refunds[0]
    assert (refund.settled_at, refund.attempts, refund.case_id) == (then(shop), 1, case.id)
    assert shop.order.refunded == 500


def test_units_that_never_left_are_cancelled_when_their_money_is_back() -> None:
    shop = Shop().confirmed()
    case = shop.ask("refund_unshipped")
    shop.money_back()
    line = shop.order.lines[0]
    assert (case.state, line.cancelled, line.claimed, line.refunded) == ("completed", 1, 0, 1)


def test_a_count_says_how_each_piece_is() -> None:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    line = shop.order.lines[0]
    came_back(shop, case, sellable=1, wrong=1)
    row = case.lines[0]
    assert (row.received, row.sellable, row.damaged, row.wrong, row.missing) == (2, 1, 0, 1, 0)
    assert (line.returned, case.state) == (2, "received")
    assert shop.refused("K", "case.restock", case, lines={line.id: {"restocked": 2}}) == "restock_not_sellable"
    for units in ({"restocked": -1}, {"scrapped": 3}, {"eaten": 1}):
        assert shop.refused("K", "case.restock", case, lines={line.id: units}) == "units_out_of_range"
    assert shop.refused("K", "case.restock", case) == "units_missing"
    before = sum(level.on_hand for level in shop.world.stock.levels.values())
    shop.do("K", "case.restock", case, lines={line.id: {"restocked": 1, "scrapped": 0}})
    assert (row.restocked, row.scrapped) == (1, 0)
    assert sum(level.on_hand for level in shop.world.stock.levels.values()) == before + 1
    assert shop.refused("K", "case.restock", case, lines={line.id: {"restocked": 1}}) == "restock_not_sellable"
    shop.do("K", "case.restock", case, lines={line.id: {"scrapped": 1}})
    assert (row.restocked, row.scrapped) == (1, 1)
    assert sum(level.on_hand for level in shop.world.stock.levels.values()) == before + 1


def test_the_goods_of_a_replacement_are_those_that_were_asked_for() -> None:
    for wanted in (None, 3):
        shop = delivered_shop()
        case = shop.ask("exchange", **({"sku_id": wanted} if wanted else {}))
        shop.do("R", "case.approve", case)
        came_back(shop, case, sellable=1)
        old, new = shop.order.lines[0], shop.order.lines[-1]
        goods = shop.world.goods[wanted or old.sku_id or 0]
        assert (new.kind, new.qty, new.sku_id, new.sku_code) == ("replacement", 1, goods.id, goods.code)
        assert (new.name, new.spec, new.origin_line, new.payable) == (goods.name, goods.spec, old.id, 0)
        assert (new.seq, case.lines[0].replacement_line) == (len(shop.order.lines), new.id)
        assert case.state == "replacing"
        assert [row.line_id for part in shop.order.open_fulfilments() for row in part.lines] == [new.id]


def test_sent_back_goods_are_the_buyers_again() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    line = shop.order.lines[0]
    came_back(shop, case, wrong=1)
    assert shop.refused("R", "case.send_back", case) == "reason_missing"
    shop.do("R", "case.send_back", case, reason="not ours", carrier="SF", waybill="B1")
    parcel = shop.order.parcels[-1]
    assert (parcel.kind, parcel.state, parcel.carrier, parcel.waybill) == ("send_back", "in_transit", "SF", "B1")
    assert (parcel.handed_at, [(row.line_id, row.qty) for row in parcel.lines]) == (then(shop), [(line.id, 1)])
    assert (line.returned, line.claimed_shipped, case.lines[0].sent_back, case.ended_at) == (0, 0, 1, then(shop))


def test_what_is_kept_back_after_the_goods_were_seen() -> None:
    for agreed, deduction, paid in ((None, 120, 380), (450, 120, 330), (450, 450, 0)):
        shop = delivered_shop()
        case = shop.ask("return_refund")
        shop.do("R", "case.approve", case, **({"amount": agreed, "reason": "as agreed"} if agreed else {}))
        came_back(shop, case, wrong=1)
        assert case.state == "received"
        assert shop.refused("R", "case.start_refund", case, deduction=deduction) == "reason_missing"
        over = (agreed or 500) + 1
        assert shop.refused("R", "case.start_refund", case, deduction=over, reason="x") == "amount_over_value"
        shop.do("R", "case.start_refund", case, deduction=deduction, reason="wrong colour")
        assert (sum(shop.refunds()), case.deduction_reason) == (paid, "wrong colour")


def test_a_clock_that_runs_out_in_the_very_moment() -> None:
    shop = delivered_shop().policy(silence_agrees=True, refund_limits={"R": 9999, "Y": 9999})
    run = lifecycle.begin(shop.order, BY_ROLE["Y"], shop.world)
    line = shop.order.lines[0]
    case = lifecycle.perform(run, "case.request", None, kind="refund_only", lines={line.id: 1}, reason="quality")
    due = case.due_at
    shop.world.now = due - 1
    shop.tick()
    assert case.state == "requested"
    shop.world.now = due
    shop.tick()
    assert case.state == "refunding"


def test_a_decision_on_a_request_of_ones_own_is_refused() -> None:
    shop = delivered_shop()
    case = shop.ask("refund_only", role="R")
    with pytest.raises(Refused, match="own_request"):
        shop.do("R", "case.approve", case)

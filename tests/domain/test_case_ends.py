"""Edges of after-sales that cost a cent or a unit when they are off by one: clocks, shares, what is given back."""

from __future__ import annotations

import pytest

from desktop_oms.domain import lifecycle, settlement
from desktop_oms.domain.entities import OrderLine
from tests.domain.refusals import came_back, case_in, delivered_shop, one_late, promise_rest
from tests.domain.shop import BY_ROLE, DAY, Shop


def half_replaced() -> tuple[Shop, OrderLine]:
    """Two units missing from a parcel are sent again; one of the two has left."""
    shop = delivered_shop()
    line = shop.order.lines[0]
    case = shop.do("S", "case.request", None, kind="resend", lines={line.id: 2}, reason="missing")
    shop.do("R", "case.approve", case)
    shop.sent(lines={shop.order.lines[1].id: 1})
    return shop, line


def test_a_buyer_who_wants_money_instead_is_decided_anew() -> None:
    shop, _line = half_replaced()
    (case,) = shop.order.cases
    shop.do("C", "case.convert", case)
    assert (case.state, case.approved_by, case.decided_at, case.send_after) == ("requested", None, None, None)
    assert (case.replacement_sku, case.worth) == (None, 500)


def test_what_was_replaced_before_the_case_ended_stays_exchanged() -> None:
    shop, line = half_replaced()
    (case,) = shop.order.cases
    shop.do("C", "case.convert", case)
    shop.do("C", "case.withdraw", case)
    assert (line.exchanged, line.cancelled, line.claimed_shipped, line.free_shipped) == (1, 0, 0, 1)


def test_a_substitute_that_left_stands_for_a_unit_that_no_longer_goes_out() -> None:
    shop = Shop((1, 2, 500)).stock(1, 0).paid()
    shop.do("S", "order.confirm", backorder=True)
    shop.do("S", "fulfilment.substitute", shop.part(), agreed=True, sku_id=2)
    line, substitute = shop.order.lines
    shop.sent(lines={substitute.id: 1})
    (case,) = shop.order.cases
    shop.do("C", "case.convert", case)
    shop.do("C", "case.withdraw", case)
    assert (line.exchanged, line.cancelled, line.claimed, line.going_out) == (1, 1, 0, 1)


def test_other_goods_are_forgotten_with_the_exchange() -> None:
    shop = delivered_shop().stock(3, 0)
    case = shop.ask("exchange", sku_id=3)
    shop.do("R", "case.approve", case)
    came_back(shop, case, sellable=1)
    assert (case.state, case.replacement_sku, case.worth) == ("received", 3, 0)
    shop.do("R", "case.convert", case)
    assert (case.replacement_sku, case.kind) == (None, "return_refund")


def test_a_second_signature_of_ones_own_is_marked() -> None:
    for role, marked in (("R", True), ("R2", False)):
        shop = delivered_shop().policy(single_operator=True, refund_limits={"R": 1}, undo_delay=DAY)
        case = shop.ask("refund_only")
        shop.do("R", "case.approve", case)
        run = lifecycle.begin(shop.order, BY_ROLE[role], shop.world)
        lifecycle.perform(run, "case.second_approve", case, reason="alone")
        (step,) = [step for step in run.steps if step.event == "second_approve"]
        assert step.facts.get("own_request", False) is marked


def test_an_allowance_takes_neither_nothing_nor_less() -> None:
    shop = Shop(shipping=80).confirmed()
    line = shop.order.lines[0]
    for args in ({}, {"shipping": -1}, {"amounts": {line.id: 10}, "shipping": -1}, {"amounts": {line.id: 0}}):
        assert shop.refused("S", "case.request", None, kind="allowance", **args) == "amount_not_positive"
    assert shop.refused("S", "case.request", None, kind="allowance", shipping=81) == "amount_over_value"
    shop.do("S", "case.request", None, kind="allowance", shipping=80)


# what was booked


def test_money_off_two_lines_of_one_sale_is_no_more_than_is_left_of_the_sale() -> None:
    shop, line = half_replaced()
    (resend,) = shop.order.cases
    shop.do("C", "case.convert", resend)
    shop.do("C", "case.withdraw", resend)
    shop.do("Y", "parcel.deliver", shop.order.parcels[-1])
    case = shop.ask("return_refund", {0: 1, 1: 1})
    shop.do("R", "case.change_kind", case, kind="allowance", amount=1000)
    assert settlement.worth(shop.order, case).lines == (500, 500)
    other = shop.do("C", "case.request", None, kind="allowance", amounts={line.id: 400}, reason="late")
    shop.do("R", "case.approve", other)
    shop.money_back()
    assert (line.value_left, settlement.worth(shop.order, case).lines) == (600, (500, 100))


def test_the_worth_of_a_case_that_pays_is_what_was_booked() -> None:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(300)
    promise_rest(shop)
    case = shop.ask("refund_unshipped", 2)
    assert (case.worth, settlement.booked(case), case.lines[0].booked, case.lines[0].waived) == (1000, 1000, 300, 700)
    shop = delivered_shop()
    case = case_in(shop)
    came_back(shop, case, damaged=1)
    if case.state == "received":
        shop.do("R", "case.start_refund", case, deduction=120, reason="a crack")
    assert case.worth == settlement.booked(case) == sum(shop.refunds())


def test_money_kept_back_at_the_bench_lowers_the_worth() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    came_back(shop, case, wrong=1)
    assert case.worth == 500
    shop.do("R", "case.start_refund", case, deduction=120, reason="other goods")
    assert (case.state, case.worth) == ("refunding", 380)


def test_a_refund_taken_back_gives_shipping_and_units_back() -> None:
    shop = Shop((1, 1, 500), shipping=80).paid("cash")
    case = shop.ask("refund_unshipped")
    order, line = shop.order, shop.order.lines[0]
    assert (case.shipping_booked, order.shipping_committed, order.shipping_left) == (80, 80, 0)
    shop.do("$", "refund.cancel", order.refunds[0])
    assert (case.shipping_booked, order.shipping_committed, order.shipping_left) == (0, 0, 80)
    assert (line.committed, line.units_committed, line.value_left, case.lines[0].units_booked) == (0, 0, 500, 0)


def test_shipping_that_was_never_paid_is_waived_with_the_last_unit() -> None:
    shop = Shop((1, 1, 500), shipping=80).promised()
    case = shop.ask("refund_unshipped")
    order = shop.order
    assert (case.shipping_waived, case.shipping_booked, order.shipping_waived, order.waived) == (80, 0, 80, 580)
    assert (shop.refunds(), order.collect) == ([], 0)


def test_shipping_paid_in_part_goes_back_as_far_as_it_came() -> None:
    shop = Shop((1, 1, 500), shipping=80).unpaid()
    shop.pay(30)
    promise_rest(shop)
    case = shop.ask("refund_unshipped")
    assert (case.shipping_waived, case.shipping_booked, shop.refunds()) == (50, 30, [30])


def test_what_was_never_collected_is_waived_once() -> None:
    shop = Shop((1, 1, 500), (2, 1, 300)).unpaid()
    shop.pay(250)
    promise_rest(shop)
    case = shop.ask("refund_unshipped", {0: 1, 1: 1})
    assert [(row.waived, row.booked) for row in case.lines] == [(500, 0), (50, 250)]
    assert (shop.refunds(), shop.order.waived) == ([250], 550)


def test_a_decision_taken_back_takes_back_every_payment_of_it() -> None:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(600, "cash")
    shop.pay(400, "cash")
    shop.ask("refund_unshipped", 2)
    shop.do("$", "refund.cancel", shop.order.refunds[0])
    assert [refund.state for refund in shop.order.refunds] == ["cancelled", "cancelled"]
    assert shop.steps.count("refund.cancel") == 2
    assert [payment.committed for payment in shop.order.payments] == [0, 0]


def test_shipping_goes_back_with_the_last_unit_that_was_not_taken_out_before() -> None:
    shop = Shop((1, 2, 500), shipping=80).unpaid()
    shop.do("S", "order.amend", remove={shop.order.lines[0].id: 1})
    shop.pay(shop.order.due)
    shop.ask("refund_unshipped")
    assert shop.refunds() == [580]


def test_units_that_are_booked_are_worth_nothing_more() -> None:
    shop = Shop((1, 1, 501)).paid()
    case = shop.ask("refund_unshipped")
    assert case.state == "refunding"
    assert settlement.worth(shop.order, case).total == 0


# what was lost


def test_a_lost_unit_is_counted_on_its_own_line() -> None:
    shop = Shop((1, 1, 500), (2, 2, 300)).confirmed()
    shop.do("Y", "parcel.lose", shop.sent())
    first, second = shop.order.lines
    shop.ask("refund_lost", {0: 1})
    assert settlement.lost_units_free(shop.order, first) == 0
    assert settlement.lost_units_free(shop.order, second) == 2
    assert shop.refused("C", "case.request", None, kind="resend", lines={first.id: 1}) == "units_not_free"
    shop.do("C", "case.request", None, kind="resend", lines={second.id: 2}, reason="lost")


def test_nobody_claims_a_lost_gift() -> None:
    shop = Shop((1, 1, 500))
    gift = shop.add_gift()
    shop.confirmed()
    shop.do("Y", "parcel.lose", shop.sent())
    assert (gift.lost, settlement.lost_units_free(shop.order, gift)) == (1, 0)


def test_an_exchange_without_its_goods_is_about_no_lost_unit() -> None:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    shop.do("S", "case.waive_return", case)
    assert (case.kind, case.lines[0].missing) == ("resend", 1)
    assert settlement.in_lost_cases(shop.order, shop.order.lines[0].id) == 0


# goods that came back


def test_goods_that_are_here_have_arrived_before() -> None:
    shop, late = one_late()
    line = shop.order.lines[0]
    case = case_in(shop, units=2)
    came_back(shop, case, sellable=1)
    assert (late.state, line.delivered, line.returned) == ("in_transit", 1, 1)
    came_back(shop, case, sellable=1)
    assert (late.state, line.delivered, line.returned) == ("delivered", 2, 2)


def test_a_unit_that_bounced_is_settled_with_the_one_that_came_back() -> None:
    shop, late = one_late()
    case = case_in(shop, units=2)
    shop.do("K", "parcel.bounce", late, reason="nobody home")
    assert (case.lines[0].unshipped, case.lines[0].shipped) == (1, 1)
    came_back(shop, case, sellable=1)
    assert (shop.refunds(), case.lines[0].units_booked) == ([1000], 2)


def test_a_unit_sent_after_the_others_came_back_is_awaited_too() -> None:
    """The rest comes after all, or a person says that it will not; each unit that came or never left is paid for."""
    for came, units in ((1, 3), (0, 2)):
        shop = Shop((1, 3, 500)).stock(1, 0).stock(3, 0).paid()
        shop.do("S", "order.confirm", backorder=True)
        line = shop.order.lines[0]
        case = shop.ask("exchange", 3, role="S", unshipped=True, sku_id=3)
        shop.do("R", "case.approve", case)
        shop.do("Y", "parcel.report", None, lines={line.id: 1})
        came_back(shop, case, sellable=1)
        shop.do("K", "case.restock", case, lines={line.id: {"scrapped": 1}})
        assert case.state == "received"
        shop.do("Y", "parcel.report", None, lines={line.id: 1})
        assert (case.state, shop.messages.count("buyer.return_goods")) == ("awaiting_return", 2)
        assert case.due_at == case.return_due_at == shop.world.now - 1 + shop.world.policy.send_back_window
        if came:
            came_back(shop, case, sellable=1)
        else:
            assert shop.refused("K", "case.received", case) == "goods_missing"
            shop.do("K", "case.received", case, rest_missing=True)
        assert (case.state, case.lines[0].missing) == ("received", 1 - came)
        shop.do("R", "case.convert", case)
        assert shop.refunds() == [500 * units]


def test_more_than_is_awaited_is_never_counted() -> None:
    shop = delivered_shop(3)
    case = case_in(shop, units=3)
    lines = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={lines: {"sellable": 1}})
    assert shop.refused("K", "case.receive", case, lines={lines: {"sellable": 3}}) == "more_than_announced"
    shop.do("K", "case.receive", case, lines={lines: {"sellable": 1}})
    assert shop.refused("K", "case.receive", case, lines={lines: {"sellable": 1, "wrong": 1}}) == "more_than_announced"


def test_what_did_not_come_is_missing_from_the_very_moment_on() -> None:
    for early, state in ((1, "awaiting_return"), (0, "refunding")):
        shop = delivered_shop()
        case = case_in(shop, units=2)
        came_back(shop, case, sellable=1)
        assert case.return_due_at is not None
        shop.world.now = case.return_due_at - early
        shop.tick()
        assert case.state == state


@pytest.mark.parametrize("done", ["restocked", "scrapped"])
def test_goods_that_were_put_away_are_not_sent_back(done: str) -> None:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"sellable": 1, "wrong": 1}})
    shop.do("K", "case.restock", case, lines={line: {done: 1}})
    assert shop.refused("R", "case.send_back", case, reason="not ours") == "goods_decided"


# clocks


def test_the_window_ends_with_its_last_moment() -> None:
    for late, code in ((0, ""), (1, "window_closed")):
        shop = delivered_shop()
        arrived = shop.order.parcels[0].delivered_at
        assert arrived is not None
        shop.world.now = arrived + shop.world.policy.return_window + late
        lines = {shop.order.lines[0].id: 1}
        args = {"kind": "return_refund", "lines": lines, "reason": "not_wanted"}
        assert shop.refused("C", "case.request", None, **args) == code


@pytest.mark.parametrize(
    ("silence", "role", "limit", "state", "tasks"),
    [
        (True, "Y", 500, "refunding", []),
        (True, "Y", 499, "requested", ["case_overdue"]),
        (False, "Y", 500, "requested", []),
        (True, "S", 500, "requested", []),
    ],
)
def test_what_nobody_answered(silence: bool, role: str, limit: int, state: str, tasks: list[str]) -> None:
    """Silence agrees where the house says so, with the buyer only, and within what the rule may let go."""
    shop = delivered_shop().policy(silence_agrees=silence, refund_limits={"Y": limit})
    case = shop.ask("refund_only", role=role)
    assert case.due_at is not None
    shop.world.now = case.due_at
    shop.tick()
    assert (case.state, shop.tasks()) == (state, tasks)


def test_a_second_signature_that_nobody_gives_is_told() -> None:
    shop = delivered_shop().policy(silence_agrees=True, refund_limits={"R": 1, "Y": 9999})
    case = shop.ask("refund_only", role="Y")
    shop.do("R", "case.approve", case)
    shop.tick(3)
    assert (case.state, shop.tasks()) == ("awaiting_second", ["case_overdue"])


def test_goods_that_need_no_sending_need_no_product() -> None:
    shop = Shop((1, 1, 500), (2, 1, 300))
    shop.order.lines[1].sku_id = None
    shop.paid()
    assert shop.tasks() == ["sku_unknown"]
    shop.do("C", "case.request", None, kind="refund_unshipped", lines={shop.order.lines[1].id: 1}, reason="not_wanted")
    shop.money_back()
    assert shop.tasks() == []

"""More edges of after-sales: what a case leaves alone, and the last moment or unit at which something may be done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.domain import clocks, settlement
from desktop_oms.domain.returns import decided
from tests.domain.refusals import came_back, case_in, delivered_shop, one_late, promise_rest
from tests.domain.shop import BY_ROLE, DAY, Shop

# asking


def test_goods_in_the_house_have_no_window() -> None:
    shop = Shop((1, 3, 500)).policy(refund_limits={}).confirmed()
    shop.delivered(lines={shop.order.lines[0].id: 1})
    shop.tick(40)
    assert shop.ask("refund_unshipped", 2).state == "requested"


def test_units_are_asked_for_one_by_one_at_least() -> None:
    shop = delivered_shop()
    for units in (0, -1):
        lines = {shop.order.lines[0].id: units}
        assert shop.refused("C", "case.request", None, kind="refund_only", lines=lines) == "units_missing"


def test_an_allowance_of_both_is_worth_both() -> None:
    shop = Shop(shipping=80).policy(undo_delay=10**9).confirmed()
    case = shop.do("S", "case.request", None, kind="allowance", amounts={shop.order.lines[0].id: 100}, shipping=30)
    assert (case.ceiling, case.worth) == (130, 130)
    shop.do("R", "case.approve", case)
    shop.do("R", "case.start_refund", case)
    assert (case.lines[0].booked, case.shipping_booked, shop.refunds()) == (100, 30, [130])


def test_delivered_units_do_not_become_lost_ones() -> None:
    shop = Shop((1, 4, 500)).confirmed()
    line = shop.order.lines[0]
    lost = shop.sent(lines={line.id: 2})
    shop.delivered()
    shop.do("Y", "parcel.lose", lost)
    shop.do("C", "case.request", None, kind="resend", lines={line.id: 2}, reason="lost")
    case = shop.ask("refund_only", 2)
    assert shop.refused("R", "case.change_kind", case, kind="refund_lost") == "units_not_free"


def test_a_line_may_be_named_with_nothing() -> None:
    shop = Shop((1, 1, 500), (2, 1, 300)).confirmed()
    shop.delivered()
    first, second = shop.order.lines
    case = shop.ask("refund_only", {0: 1, 1: 1})
    shop.do("R", "case.approve", case, lines={first.id: 0, second.id: 1}, reason="one")
    assert shop.refunds() == [300]


def test_a_unit_and_the_replacement_of_another_share_one_price() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    line = shop.order.lines[0]
    shop.delivered()
    shop.do(
        "R", "case.approve", shop.do("S", "case.request", None, kind="resend", lines={line.id: 1}, reason="missing")
    )
    shop.delivered()
    new = shop.order.lines[1]
    args = {"kind": "refund_only", "lines": {line.id: 1, new.id: 1}, "reason": "quality"}
    case = shop.do("C", "case.request", None, **args)
    assert case.worth == 1000
    shop.do("R", "case.approve", case)
    assert (shop.refunds(), [row.booked for row in case.lines]) == ([1000], [500, 500])


# goods on their way back


def test_the_buyer_is_told_where_to_send_the_goods_and_no_longer_when_they_are_waived() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    assert shop.messages.count("buyer.return_goods") == 1
    shop.do("S", "case.waive_return", case)
    assert case.return_due_at is None


def test_each_step_has_a_clock_of_its_own_length() -> None:
    shop = delivered_shop().policy(undo_delay=60_000)
    policy = shop.world.policy
    case = shop.ask("return_refund")
    lengths = [clocks.length(case, policy)]
    shop.do("R", "case.approve", case)
    lengths.append(clocks.length(case, policy))
    shop.do("C", "case.announce", case, waybill="YT1")
    lengths.append(clocks.length(case, policy))
    assert lengths == [policy.answer_window, policy.send_back_window, policy.receive_window]
    other = shop.ask("refund_only")
    shop.do("R", "case.approve", other)
    assert (other.state, clocks.length(other, policy)) == ("approved", policy.undo_delay)


def test_a_return_lapses_in_its_last_moment() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    assert case.return_due_at is not None
    shop.world.now = case.return_due_at - 1
    assert shop.refused("S", "case.lapse", case) == "return_not_overdue"
    shop.world.now = case.return_due_at
    shop.do("S", "case.lapse", case)
    assert case.state == "rejected"


def test_a_clerk_may_count_none_of_a_kind() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    came_back(shop, case, sellable=1, damaged=0, wrong=0)
    assert case.lines[0].received == 1


def test_a_count_is_corrected_down_to_what_was_put_away() -> None:
    shop = delivered_shop(3)
    case = case_in(shop, units=3)
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"sellable": 2}})
    row = case.lines[0]
    row.restocked = 1  # as after a decision that a later parcel of the same case did not undo
    shop.do("M", "case.receive", case, lines={line: {"sellable": -1}}, reason="counted twice")
    assert (row.sellable, row.received, decided(row)) == (1, 1, 1)
    assert shop.refused("M", "case.receive", case, lines={line: {"sellable": -1}}, reason="x") == "units_out_of_range"


def test_goods_sent_back_are_decided() -> None:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    came_back(shop, case, wrong=2)
    shop.do("R", "case.send_back", case, reason="not ours")
    assert decided(case.lines[0]) == 2


def test_a_replacement_that_left_is_not_turned_into_money() -> None:
    shop = delivered_shop(1)
    case = case_in(shop, "exchange")
    came_back(shop, case, sellable=1)
    shop.sent()
    assert case.state == "replacing"  # the goods that came back wait for their shelf
    assert shop.refused("R", "case.convert", case) == "replacement_packed"


def test_a_reviewer_who_turns_an_exchange_into_money_signs_for_it() -> None:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    came_back(shop, case, sellable=1)
    shop.do("R2", "case.convert", case)
    assert (case.state, case.approved_by) == ("refunding", BY_ROLE["R2"].user_id)


def test_a_bounced_unit_is_out_of_the_order_when_its_money_is_back() -> None:
    shop, late = one_late()
    line = shop.order.lines[0]
    case = case_in(shop, units=2)
    shop.do("K", "parcel.bounce", late, reason="nobody home")
    came_back(shop, case, sellable=1)
    shop.do("K", "case.restock", case, lines={line.id: {"restocked": 1}})
    shop.money_back()
    assert (case.state, line.refunded, line.cancelled, line.going_out) == ("completed", 2, 1, 0)


def test_a_replacement_has_the_look_of_the_goods_it_is() -> None:
    shop = delivered_shop().stock(1, 0)
    shop.world.goods[3] = replace(shop.world.goods[3], spec="RED")  # type: ignore[index]
    shop.order.lines[0].spec = "BLUE"
    for wanted, spec in ((3, "RED"), (None, "")):
        shop.stock(1, 100)
        case = shop.ask("exchange", **({"sku_id": wanted} if wanted else {}))
        shop.do("R", "case.approve", case)
        came_back(shop, case, sellable=1)
        assert shop.order.lines[-1].spec == spec


# money


def test_refunds_are_numbered_by_their_order() -> None:
    shop = Shop((1, 2, 500)).paid()
    shop.ask("refund_unshipped")
    shop.ask("refund_unshipped")
    assert [refund.refund_no for refund in shop.order.refunds] == ["A1-R1", "A1-R2"]


def test_a_refund_taken_back_leaves_those_of_other_cases() -> None:
    shop = Shop((1, 3, 500)).paid("cash")
    shop.ask("refund_unshipped")
    shop.ask("refund_unshipped")
    shop.do("$", "refund.cancel", shop.order.refunds[0])
    assert [refund.state for refund in shop.order.refunds] == ["cancelled", "created"]
    assert (shop.order.committed, shop.order.payments[0].committed) == (500, 500)


def test_a_refund_taken_back_owes_again_what_was_waived() -> None:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(300, "cash")
    promise_rest(shop)
    shop.ask("refund_unshipped", 2)
    order, line = shop.order, shop.order.lines[0]
    assert (line.waived, order.waived) == (700, 700)
    shop.do("$", "refund.cancel", order.refunds[0])
    assert (line.waived, order.waived, line.value_left, order.due) == (0, 0, 1000, 1000)


def test_the_rest_that_the_shop_gives_back_settles_all_units() -> None:
    shop = delivered_shop()
    shop.do("R", "case.approve", shop.ask("refund_only"))
    shop.money_back()
    shop.do("Y", "refund.report", None, amount=500)
    assert (shop.order.status, shop.order.lines[0].refunded, shop.tasks()) == ("refunded", 2, [])


@pytest.mark.parametrize(("provider", "code"), [("cash", "reason_missing"), ("stripe", "gateway_decides")])
def test_who_says_that_a_refund_failed(provider: str, code: str) -> None:
    shop = Shop((1, 1, 500)).paid(provider)
    shop.ask("refund_unshipped")
    refund = shop.order.refunds[0]
    if refund.state == "created":
        shop.do("$", "refund.dispatch", refund)
    assert shop.refused("$", "refund.fail", refund) == code


# what only a wrong sign or a word left out would show


def test_a_gateway_hears_of_each_refund_once() -> None:
    shop = Shop((1, 2, 500)).paid()
    shop.ask("refund_unshipped")
    assert shop.messages.count("gateway.refund") == 1
    shop.ask("refund_unshipped")
    assert shop.messages.count("gateway.refund") == 2


def test_the_worth_of_a_case_counts_shipping_that_was_never_paid() -> None:
    shop = Shop((1, 1, 500), shipping=80).unpaid()
    shop.pay(30)
    promise_rest(shop)
    case = shop.ask("refund_unshipped")
    assert settlement.booked(case) == 580


def test_a_refund_taken_back_owes_the_waived_shipping_again() -> None:
    shop = Shop((1, 1, 500), shipping=80).unpaid()
    shop.pay(30, "cash")
    promise_rest(shop)
    order = shop.order
    shop.ask("refund_unshipped")
    assert (order.shipping_waived, order.waived) == (50, 550)
    shop.do("$", "refund.cancel", order.refunds[0])
    assert (order.shipping_waived, order.waived, order.due) == (0, 0, 580)


def test_a_unit_said_to_be_missing_cannot_be_counted_as_well() -> None:
    shop = delivered_shop(4)
    case = case_in(shop, units=3)
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"sellable": 1}})
    case.lines[0].missing = 1  # as where a part was settled before the rest was awaited again
    assert shop.refused("K", "case.receive", case, lines={line: {"sellable": 2}}) == "more_than_announced"
    shop.do("K", "case.receive", case, lines={line: {"sellable": 1}})
    assert case.lines[0].received == 2


def test_a_reviewer_turns_an_exchange_into_money_up_to_the_limit_itself() -> None:
    for limit, state in ((500, "refunding"), (499, "awaiting_second")):
        shop = delivered_shop().policy(refund_limits={"R": limit}, undo_delay=DAY).stock(1, 0)
        case = shop.ask("exchange")
        shop.do("R", "case.approve", case)
        came_back(shop, case, sellable=1)
        shop.tick(1)
        now = shop.world.now
        shop.do("R", "case.convert", case)
        assert (case.state, case.approved_by) == (state, BY_ROLE["R"].user_id)
        assert (case.decided_at == now) is (state == "awaiting_second")


def test_an_allowance_instead_forgets_who_had_agreed() -> None:
    shop = delivered_shop().policy(undo_delay=DAY)
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case)
    assert (case.state, case.approved_by) == ("approved", BY_ROLE["R"].user_id)
    shop.do("R", "case.change_kind", case, kind="allowance", amount=300)
    assert (case.state, case.approved_by, case.decided_at) == ("requested", None, None)


def test_a_rejection_needs_its_reason_though_nothing_came_back() -> None:
    shop = delivered_shop()
    case = shop.ask("return_refund")
    assert shop.refused("R", "case.reject", case) == "reason_missing"
    assert shop.refused("R", "case.reject", case, reason="  ") == "reason_missing"


def test_goods_beside_a_gift_still_go_out_when_one_of_them_was_refunded() -> None:
    shop = Shop((1, 2, 500))
    gift = shop.add_gift()
    shop.confirmed()
    shop.ask("refund_unshipped")
    shop.money_back()
    assert (shop.order.lines[0].going_out, gift.going_out) == (1, 1)

"""Agreeing to a part: fewer units, less money, or an allowance in place of the goods; and taking it back."""

from __future__ import annotations

from tests.domain.refusals import came_back, case_in, delivered_shop
from tests.domain.shop import DAY, Shop


def test_fewer_units_are_paid_and_the_others_are_free_again() -> None:
    shop = delivered_shop(3)
    line, case = shop.order.lines[0], shop.ask("refund_only", 3)
    assert shop.refused("R", "case.approve", case, lines={line.id: 1}) == "reason_missing"
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="two are worn")
    row = case.lines[0]
    assert (row.shipped, row.declined_shipped, row.declined, case.deduction_reason) == (1, 2, 2, "two are worn")
    assert (shop.refunds(), line.claimed_shipped, line.free_shipped) == ([500], 1, 2)
    shop.money_back()
    assert (line.refunded, line.free_shipped, case.state) == (1, 2, "completed")
    shop.do("R", "case.approve", shop.ask("refund_only", 2))
    assert shop.refunds() == [500, 1000]


def test_a_line_that_is_not_named_is_not_agreed_to() -> None:
    shop = Shop((1, 1, 500), (2, 2, 300)).confirmed()
    shop.delivered()
    case = shop.ask("return_refund", {0: 1, 1: 2})
    first, second = shop.order.lines
    shop.do("R", "case.approve", case, lines={second.id: 1}, reason="not worn")
    assert [row.qty for row in case.lines] == [0, 1]
    assert (first.claimed_shipped, second.claimed_shipped, case.worth, case.state) == (0, 1, 300, "awaiting_return")
    shop.do("K", "case.receive", case, lines={second.id: {"sellable": 1}})
    assert shop.refunds() == [300]


def test_units_still_in_the_house_go_out_after_all() -> None:
    shop = Shop((1, 3, 500)).policy(refund_limits={"R": 9999}).confirmed()
    line, case = shop.order.lines[0], shop.ask("refund_unshipped", 3)
    assert (case.state, line.going_out) == ("requested", 0)
    shop.do("R", "case.approve", case, lines={line.id: 2}, reason="one was sewn to measure")
    assert (shop.refunds(), line.claimed, line.going_out, case.lines[0].declined_unshipped) == ([1000], 2, 1, 1)
    shop.money_back()
    assert (line.cancelled, shop.part().units) == (2, 1)


def test_the_limit_asks_for_what_is_agreed_to() -> None:
    shop = delivered_shop(2).policy(refund_limits={"R": 500})
    line, case = shop.order.lines[0], shop.ask("refund_only", 2)
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="one")
    assert (case.state, shop.refunds()) == ("refunding", [500])


def test_money_and_units_are_both_kept_back() -> None:
    shop = delivered_shop(2)
    line, case = shop.order.lines[0], shop.ask("refund_only", 2)
    only = {line.id: 1}
    assert shop.refused("R", "case.approve", case, lines=only, amount=501, reason="x") == "amount_over_value"
    assert shop.refused("R", "case.approve", case, lines=only, deduction=501, reason="x") == "amount_over_value"
    shop.do("R", "case.approve", case, lines=only, deduction=120, reason="worn")
    assert (shop.refunds(), line.withheld) == ([380], 120)


def test_taking_the_approval_back_asks_for_all_units_that_are_still_free() -> None:
    for claimed_meanwhile, units in ((0, 3), (1, 2), (2, 1)):
        shop = delivered_shop(3).policy(undo_delay=DAY)
        line, case = shop.order.lines[0], shop.ask("refund_only", 3)
        shop.do("R", "case.approve", case, lines={line.id: 1}, reason="one")
        if claimed_meanwhile:
            shop.ask("refund_only", claimed_meanwhile)
        shop.do("R", "case.unapprove", case)
        row = case.lines[0]
        assert (row.shipped, row.declined, line.claimed_shipped) == (units, 0, units + claimed_meanwhile)
        assert (case.worth, case.deduction_reason) == (500 * units, "")


def test_units_that_left_meanwhile_are_not_asked_for_again() -> None:
    for sent, units in ((False, 2), (True, 1)):
        shop = Shop((1, 2, 500)).policy(refund_limits={"R": 9999}, undo_delay=DAY).confirmed()
        line, case = shop.order.lines[0], shop.ask("refund_unshipped", 2)
        shop.do("R", "case.approve", case, lines={line.id: 1}, reason="one")
        if sent:
            shop.sent()
        shop.do("R", "case.unapprove", case)
        assert (case.lines[0].unshipped, case.lines[0].shipped, line.claimed) == (units, 0, units)


def test_lost_units_are_asked_for_again_as_far_as_they_are_lost() -> None:
    shop = Shop((1, 2, 500)).policy(refund_limits={"R": 9999}, undo_delay=DAY).confirmed()
    parcel, line = shop.sent(), shop.order.lines[0]
    shop.do("Y", "parcel.lose", parcel)
    case = shop.ask("refund_lost", 2)
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="one came")
    shop.do("Y", "parcel.deliver", parcel)
    shop.do("R", "case.unapprove", case)
    assert (case.lines[0].shipped, line.claimed_shipped) == (1, 1)


def test_an_exchange_of_fewer_units_sends_fewer() -> None:
    shop = delivered_shop(2)
    line, case = shop.order.lines[0], shop.ask("exchange", 2)
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="the other is worn")
    came_back(shop, case, sellable=1)
    assert (case.state, shop.order.lines[-1].kind, shop.order.lines[-1].qty) == ("replacing", "replacement", 1)


def test_money_instead_of_a_replacement_is_decided_anew_on_all_units() -> None:
    shop = delivered_shop(2).policy(undo_delay=DAY)
    line = shop.order.lines[0]
    case = shop.do("S", "case.request", None, kind="resend", lines={line.id: 2}, reason="missing")
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="the other came")
    shop.do("C", "case.convert", case)
    assert (case.state, case.lines[0].shipped, case.lines[0].declined, line.claimed_shipped) == ("requested", 2, 0, 2)


def test_what_was_not_agreed_to_stays_so_once_goods_are_under_way() -> None:
    shop = delivered_shop(2)
    line, case = shop.order.lines[0], shop.ask("exchange", 2)
    shop.do("R", "case.approve", case, lines={line.id: 1}, reason="the other is worn")
    came_back(shop, case, sellable=1)
    shop.do("C", "case.convert", case)
    assert (case.state, case.lines[0].shipped, line.claimed_shipped, case.worth) == ("requested", 1, 1, 500)


def test_an_allowance_in_place_of_a_return_leaves_the_goods_with_the_buyer() -> None:
    shop = Shop((1, 1, 500), (2, 2, 300)).confirmed()
    shop.delivered()
    case = shop.ask("return_refund", {0: 1, 1: 2})
    shop.do("R", "case.change_kind", case, kind="allowance", amount=330)
    assert (case.kind, case.state, case.ceiling, case.worth) == ("allowance", "requested", 330, 330)
    assert [(row.amount, row.qty, row.declined_shipped) for row in case.lines] == [(150, 0, 1), (180, 0, 2)]
    assert [line.claimed_shipped for line in shop.order.lines] == [0, 0]
    shop.do("R", "case.approve", case)
    shop.money_back()
    assert (case.state, shop.refunds(), [line.free_shipped for line in shop.order.lines]) == (
        "completed",
        [330],
        [1, 2],
    )


def test_the_buyer_who_wants_no_allowance_sends_the_goods_back_after_all() -> None:
    shop = delivered_shop()
    line, case = shop.order.lines[0], shop.ask("return_refund", 2)
    shop.do("R", "case.change_kind", case, kind="allowance", amount=1000)
    shop.do("C", "case.change_kind", case, kind="return_refund")
    row = case.lines[0]
    assert (case.kind, case.ceiling, case.worth, row.amount, row.shipped, row.declined) == (
        *("return_refund", None, 1000),
        *(0, 2, 0),
    )
    assert line.claimed_shipped == 2


def test_an_allowance_has_its_bounds() -> None:
    shop = delivered_shop()
    case = shop.ask("return_refund", 2)
    for amount, code in ((0, "amount_not_positive"), (-1, "amount_not_positive"), (1001, "amount_over_value")):
        assert shop.refused("R", "case.change_kind", case, kind="allowance", amount=amount) == code
    assert shop.refused("R", "case.change_kind", case, kind="allowance") == "amount_not_positive"
    shop.do("R", "case.change_kind", case, kind="allowance", amount=1)
    assert shop.refused("R", "case.change_kind", case, kind="allowance", amount=1) == "case_has_no_units"


def test_what_nobody_can_keep_is_not_kept_for_an_allowance() -> None:
    shop = Shop((1, 2, 500)).policy(refund_limits={"R": 9999}).confirmed()
    inside = shop.ask("refund_unshipped", 1)
    assert shop.refused("R", "case.change_kind", inside, kind="allowance", amount=1) == "case_kind_needs_shipped"
    shop.do("C", "case.withdraw", inside)
    shop.do("Y", "parcel.lose", shop.sent())
    lost = shop.ask("refund_lost")
    assert shop.refused("R", "case.change_kind", lost, kind="allowance", amount=1) == "lost_not_rejectable"


def test_a_part_is_no_choice_any_more_when_goods_are_here() -> None:
    shop = delivered_shop().stock(1, 0)
    line, case = shop.order.lines[0], case_in(shop, "exchange", 2)
    came_back(shop, case, sellable=2)
    shop.do("C", "case.convert", case)
    assert shop.refused("R", "case.approve", case, lines={line.id: 1}, reason="x") == "part_too_late"
    assert shop.refused("R", "case.change_kind", case, kind="allowance", amount=1) == "part_too_late"
    shop.do("R", "case.approve", case, deduction=100, reason="worn")
    assert shop.refunds() == [900]


def test_units_agreed_to_lie_between_one_and_what_was_asked_for() -> None:
    shop = delivered_shop()
    line, case = shop.order.lines[0], shop.ask("refund_only", 1)
    for lines in ({line.id: 2}, {line.id: -1}, {line.id: 0}, {}, {999: 1}):
        assert shop.refused("R", "case.approve", case, lines=lines, reason="x") == "units_out_of_range"
    money = shop.do("S", "case.request", None, kind="allowance", amounts={line.id: 10})
    assert shop.refused("R", "case.approve", money, lines={line.id: 1}, reason="x") == "case_has_no_units"
    shop.do("R", "case.approve", case, lines={line.id: 1})
    assert shop.refunds() == [500]

"""After-sales: who decides what, windows and clocks, and what the shop does by itself."""

from __future__ import annotations

from desktop_oms.domain import lifecycle
from desktop_oms.domain.cases import open_kinds
from tests.domain.refusals import came_back, case_in, delivered_shop
from tests.domain.shop import BY_ROLE, DAY, Shop


def test_cancelling_a_paid_order_is_agreed_by_rule_under_the_limit() -> None:
    shop = Shop().paid()
    assert shop.ask("refund_unshipped", 2).state == "refunding"
    shop = Shop().policy(refund_limits={"Y": 999}).paid()
    assert shop.ask("refund_unshipped", 2).state == "requested"


def test_above_the_limit_a_second_person_agrees() -> None:
    shop = delivered_shop().policy(refund_limits={"R": 499})
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case)
    assert (case.state, shop.refunds()) == ("awaiting_second", [])
    shop.do("R2", "case.second_approve", case)
    assert (case.state, case.second_by, shop.refunds()) == ("refunding", 9, [500])


def test_a_single_operator_decides_on_an_own_request_with_a_reason_that_is_marked() -> None:
    shop = delivered_shop().policy(single_operator=True, undo_delay=DAY)
    case = shop.ask("refund_only", role="R")
    assert shop.refused("R", "case.approve", case) == "reason_missing"
    shop.do("R", "case.approve", case, reason="alone in the shop")
    assert case.state == "approved"


def test_an_agreed_refund_waits_for_the_undo_time() -> None:
    shop = delivered_shop().policy(undo_delay=DAY)
    case = case_in(shop, "refund_only")
    assert case.state == "approved"
    shop.do("R", "case.unapprove", case)
    shop.do("R", "case.approve", case)
    shop.tick(1)
    assert case.state == "refunding"


def test_goods_that_come_within_the_undo_time_end_it() -> None:
    """Over the counter goods come a moment after the approval; it cannot be taken back then, so nothing waits."""
    shop = delivered_shop().policy(undo_delay=DAY)
    case = case_in(shop)
    came_back(shop, case, sellable=1)
    assert case.state == "refunding"


def test_a_clock_put_back_in_the_undo_time_leaves_the_case_to_a_person() -> None:
    shop = delivered_shop().policy(undo_delay=15_000)
    case = case_in(shop, "refund_only")
    shop.world.now -= DAY
    assert shop.refused("Y", "case.start_refund", case) == "refund_waits"
    shop.do("R", "case.start_refund", case)
    assert case.state == "refunding"


def test_later_than_the_window_the_desk_may_ask_with_a_reason() -> None:
    shop = delivered_shop().tick(8)
    lines = {shop.order.lines[0].id: 1}
    assert shop.refused("S", "case.request", None, kind="return_refund", lines=lines) == "reason_missing"
    shop.do("S", "case.request", None, kind="return_refund", lines=lines, reason="a good customer")


def test_poor_quality_has_a_longer_window() -> None:
    shop = delivered_shop().tick(29)
    shop.ask("return_refund")


def test_goods_not_sent_back_in_time_end_the_case() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    shop.tick(8)
    assert (case.state, shop.order.lines[0].claimed_shipped, shop.order.status) == ("rejected", 0, "shipped")


def test_goods_that_came_in_part_are_settled_when_the_time_is_over() -> None:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    came_back(shop, case, sellable=1)
    shop.tick(8)
    assert (case.state, case.lines[0].missing, shop.refunds()) == ("refunding", 1, [500])


def test_a_lost_return_parcel_is_paid_without_the_goods() -> None:
    shop = delivered_shop()
    case = case_in(shop)
    shop.do("C", "case.announce", case, waybill="R1")
    shop.do("R", "case.waive_return", case)
    assert (case.kind, case.state, shop.refunds()) == ("refund_only", "refunding", [500])


def test_an_exchange_without_its_goods_is_a_resend_that_claims_no_lost_unit() -> None:
    shop = delivered_shop()
    case = case_in(shop, "exchange")
    shop.do("S", "case.waive_return", case)
    assert (case.kind, case.state) == ("resend", "replacing")


def test_goods_that_bounced_before_they_could_be_returned_are_refunded() -> None:
    shop = Shop((1, 1, 500)).confirmed()
    parcel = shop.sent()
    case = case_in(shop)
    shop.do("Y", "parcel.bounce", parcel)
    assert (case.kind, shop.refunds(), shop.order.lines[0].claimed) == ("refund_only", [500], 1)


def test_a_buyers_wish_for_money_goes_back_to_the_reviewer() -> None:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    came_back(shop, case, sellable=1)
    assert case.state == "received"
    shop.do("C", "case.convert", case)
    assert (case.state, case.kind) == ("requested", "return_refund")
    shop.do("R", "case.approve", case)
    assert shop.refunds() == [500]


def test_a_reviewer_may_turn_an_exchange_into_money_within_the_limit() -> None:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    came_back(shop, case, sellable=1)
    shop.do("R", "case.convert", case)
    assert (case.state, shop.refunds()) == ("refunding", [500])


def test_above_the_limit_turning_into_money_takes_two() -> None:
    shop = delivered_shop().stock(1, 0).policy(refund_limits={"R": 0})
    case = case_in(shop, "exchange")
    came_back(shop, case, sellable=1)
    shop.do("R", "case.convert", case)
    assert case.state == "awaiting_second"
    shop.do("R2", "case.second_approve", case)
    assert shop.refunds() == [500]


def test_a_cancelled_refund_gives_the_value_back_and_waits_for_a_person() -> None:
    shop = delivered_shop()
    case = case_in(shop, "refund_only")
    shop.do("Y", "refund.fail", shop.order.refunds[0])
    shop.do("R", "refund.cancel", shop.order.refunds[0])
    assert (case.state, case.paused, shop.order.committed, shop.order.lines[0].committed) == ("approved", True, 0, 0)
    assert shop.tick().order.committed == 0
    shop.do("R", "case.start_refund", case)
    assert shop.refunds() == [500]


def test_a_reversed_refund_is_owed_again_while_units_and_stage_stay() -> None:
    shop = Shop((1, 1, 500)).paid()
    shop.ask("refund_unshipped")
    shop.money_back()
    refund = shop.order.refunds[0]
    shop.do("Y", "refund.reverse", refund)
    assert (shop.order.stage, shop.order.refunded, shop.order.lines[0].refunded) == ("closed", 0, 1)
    assert shop.tasks() == ["refund_trouble"]
    shop.do("$", "refund.settle_manually", refund, proof="no. 7")
    assert (shop.order.refunded, shop.tasks()) == (500, [])


def test_money_through_no_gateway_waits_for_the_cashier() -> None:
    shop = Shop((1, 1, 500)).paid("cash")
    shop.ask("refund_unshipped")
    refund = shop.order.refunds[0]
    assert refund.state == "created"
    shop.do("$", "refund.dispatch", refund)
    shop.do("$", "refund.succeed", refund, proof="receipt 9")
    assert (refund.proof, shop.order.status) == ("receipt 9", "refunded")


def test_a_manager_corrects_a_wrong_count() -> None:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    line = shop.order.lines[0]
    came_back(shop, case, sellable=1)
    correction = {line.id: {"sellable": -1, "damaged": 1}}
    assert shop.refused("K", "case.receive", case, lines=correction) == "not_your_role"
    shop.do("M", "case.receive", case, lines=correction, reason="a crack")
    assert (case.lines[0].sellable, case.lines[0].damaged, line.returned) == (0, 1, 1)


def test_the_shop_names_the_units_of_its_refund() -> None:
    shop = Shop((1, 2, 500), (2, 1, 300)).confirmed()
    shop.sent(lines={shop.order.lines[0].id: 1})
    first, second = shop.order.lines
    shop.do("Y", "refund.report", None, amount=800, lines={first.id: 1, second.id: 1})
    assert (first.refunded, second.refunded, first.cancelled, shop.order.refunded) == (1, 1, 1, 800)


def test_the_shop_refunds_everything() -> None:
    shop = delivered_shop()
    shop.do("Y", "refund.report", None, amount=1000)
    assert shop.order.status == "refunded"


def test_the_shop_refunds_an_exchange_it_had_been_asked_for() -> None:
    shop = delivered_shop()
    case = shop.ask("exchange", 2)
    shop.do("Y", "refund.report", None, amount=1000)
    assert (case.kind, case.state, shop.order.status) == ("refund_only", "completed", "refunded")


def test_a_shop_refund_for_nobody_knows_what_is_an_allowance_with_a_task() -> None:
    shop = delivered_shop()
    shop.do("Y", "refund.report", None, amount=120)
    assert (shop.order.cases[0].kind, shop.order.lines[0].committed, shop.tasks()) == (
        "allowance",
        120,
        ["refund_without_units"],
    )


def test_a_person_tells_what_the_shop_gave_back_with_proof() -> None:
    shop = delivered_shop()
    run = lifecycle.begin(shop.order, BY_ROLE["Y"], shop.world)
    run.open_task("refund_amount_unknown")
    lifecycle.finish(run)
    told = {"amount": 1000, "proof": " no. 7 "}
    assert shop.refused("S", "refund.report", None, **told) == "not_your_role"
    assert shop.refused("M", "refund.report", None, amount=1000) == "proof_missing"
    assert shop.refused("$", "refund.report", None, amount=1001, proof="no. 7") == "amount_over_value"
    shop.do("$", "refund.report", None, **told)
    assert (shop.order.status, shop.order.refunds[0].proof, shop.tasks()) == ("refunded", "no. 7", [])
    assert (shop.order.tasks[0].solved_by, shop.order.tasks[0].detail) == ("cashier", "no. 7")


def test_a_shop_refund_of_what_was_paid_too_much_needs_no_case() -> None:
    shop = Shop().unpaid()
    shop.pay(1200)
    shop.do("Y", "refund.report", None, amount=200)
    assert (shop.order.cases, shop.tasks(), shop.order.collected) == ([], [], 1000)


def test_an_order_says_which_cases_could_be_opened_and_about_how_many_units() -> None:
    shop = Shop((1, 3, 500))
    shop.add_gift()
    line = shop.order.lines[0]
    assert open_kinds(shop.unpaid().order) == {}
    shop.pay(1500)
    assert open_kinds(shop.order) == {"refund_unshipped": {line.id: 3}}
    shop.do("S", "order.confirm")
    lost = shop.sent(lines={line.id: 1})
    sent = ("refund_only", "return_refund", "exchange", "resend")
    assert open_kinds(shop.order) == {"refund_unshipped": {line.id: 2}, **{kind: {line.id: 1} for kind in sent}}
    shop.do("Y", "parcel.lose", lost)
    assert open_kinds(shop.order)["refund_lost"] == {line.id: 1}
    shop.ask("refund_lost")
    assert open_kinds(shop.order) == {"refund_unshipped": {line.id: 2}}


def test_what_was_refused_at_the_door_or_is_short_may_be_asked_for() -> None:
    shop = Shop((1, 1, 500), (2, 1, 300)).stock(2, 0).paid()
    shop.do("S", "order.confirm", ship_partial=True)
    assert set(open_kinds(shop.order)) == {"refund_unshipped", "shortage"}
    shop.do("K", "parcel.bounce", shop.sent(), reason="nobody home")
    assert "refused_parcel" in open_kinds(shop.order)

"""Traps that other order systems fell into, one story each."""

from __future__ import annotations

from copy import deepcopy

from desktop_oms.domain import lifecycle
from desktop_oms.domain.parcels import blocked
from tests.domain.refusals import case_in, delivered_shop
from tests.domain.shop import DESK, Shop


def test_two_orders_cannot_be_promised_the_same_units() -> None:
    shop = Shop((1, 2, 500), stock=0).stock(1, 3, house=1).paid()
    other = deepcopy(shop.order)
    shop.do("S", "order.confirm")
    run = lifecycle.begin(other, DESK, shop.world)
    found = run.check("order.confirm", other, {}, DESK)
    assert found.code == "stock_short"  # type: ignore[union-attr]
    assert shop.level(1).allocated == 2


def test_no_allocation_is_left_after_a_cancel() -> None:
    shop = Shop().policy(reserve_unpaid=True).unpaid()
    assert shop.level(1).allocated == 2
    shop.do("S", "order.cancel", reason="twice")
    assert shop.level(1).allocated == 0


def test_no_allocation_is_left_after_a_refund() -> None:
    shop = Shop().confirmed()
    shop.ask("refund_unshipped", 2)
    shop.money_back()
    assert shop.level(1).allocated == 0


def test_a_refund_the_gateway_failed_is_not_recorded_as_refunded() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped")
    shop.do("Y", "refund.fail", shop.order.refunds[0])
    assert shop.order.refunded == 0
    assert shop.order.lines[0].refunded == 0
    assert "refund_trouble" in shop.tasks()


def test_a_double_click_refunds_once() -> None:
    shop = delivered_shop()
    case = shop.ask("refund_only")
    shop.do("R", "case.approve", case)
    assert shop.refused("R", "case.approve", case) == "not_in_state"
    assert shop.refused("R", "case.start_refund", case) == "not_in_state"
    assert shop.refunds() == [500]


def test_an_unanswered_refund_is_never_sent_again() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped")
    refund = shop.order.refunds[0]
    shop.do("Y", "refund.time_out", refund)
    assert shop.refused("$", "refund.dispatch", refund) == "not_in_state"
    shop.do("Y", "refund.succeed", refund)
    assert shop.order.refunded == 500


def test_the_shops_echo_of_our_refund_is_no_second_refund() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped")
    refund = shop.order.refunds[0]
    assert shop.refused("Y", "refund.report", None, amount=500, refund_no=refund.refund_no) == "refund_known"


def test_the_shops_refund_makes_ours_give_way() -> None:
    shop = Shop().paid("cash")
    shop.ask("refund_unshipped")
    shop.do("Y", "refund.report", None, amount=500)
    assert [refund.state for refund in shop.order.refunds] == ["cancelled", "succeeded"]
    assert shop.order.refunded == 500


def test_two_came_back_of_three_announced_and_two_are_refunded() -> None:
    shop = Shop((1, 3, 500)).confirmed()
    shop.delivered()
    case = case_in(shop, units=3)
    line = shop.order.lines[0]
    shop.do("K", "case.receive", case, lines={line.id: {"sellable": 2}})
    shop.do("K", "case.received", case, rest_missing=True)
    shop.do("K", "case.restock", case, lines={line.id: {"restocked": 2}})
    shop.money_back()
    assert (shop.refunds(), line.refunded, line.free_shipped) == ([1000], 2, 1)


def test_half_and_half_of_an_odd_amount_add_up() -> None:
    shop = Shop((1, 2, 52), discount=1).paid()
    shop.ask("refund_unshipped")
    shop.ask("refund_unshipped")
    assert sum(shop.refunds()) == shop.order.total == 103


def test_an_order_cannot_get_stuck_in_an_edit() -> None:
    shop = Shop().confirmed()
    shop.do("S", "order.amend", add=[{"sku_id": 2, "qty": 1, "price": 300}])
    assert shop.order.held
    added = shop.order.lines[1]
    shop.do("S", "order.amend", remove={added.id: 1})
    assert not shop.order.held
    assert shop.order.collect == 0
    shop.delivered()
    shop.do("C", "order.complete")


def test_refunded_goods_are_no_longer_on_the_pick_list() -> None:
    shop = Shop((1, 2, 500), (2, 1, 300)).confirmed()
    shop.ask("refund_unshipped", {1: 1})
    shop.money_back()
    assert [(row.line_id, row.qty) for part in shop.order.open_fulfilments() for row in part.lines] == [
        (shop.order.lines[0].id, 2)
    ]


def test_refunded_goods_in_a_labelled_box_stop_the_box() -> None:
    shop = Shop().confirmed()
    box = shop.labelled()
    shop.ask("refund_unshipped", 1)
    assert blocked(shop.order, box) == {shop.order.lines[0].id: 1}
    assert shop.refused("K", "parcel.hand_over", box) == "units_blocked"
    assert shop.refunds() == []
    shop.do("K", "parcel.unlabel", box)
    shop.do("K", "parcel.take_out", box)
    assert shop.refunds() == [500]
    shop.do("K", "parcel.pack", box)
    shop.do("K", "parcel.label", box, waybill="W9")
    shop.do("K", "parcel.hand_over", box)
    assert shop.order.lines[0].shipped == 1


def test_a_payment_after_the_cancel_becomes_a_task_and_goes_back() -> None:
    shop = Shop().unpaid()
    payment = shop.do("Y", "payment.start", None, amount=1000, provider="stripe")
    shop.do("S", "order.cancel", reason="twice")
    shop.do("Y", "payment.capture", payment)
    assert (shop.order.stage, shop.tasks()) == ("cancelled", ["money_excess"])
    shop.do("$", "refund.create_excess", None)
    shop.money_back()
    assert (shop.order.refunded, shop.tasks()) == (1000, [])


def test_a_part_payment_of_a_cancelled_order_goes_back_by_itself() -> None:
    shop = Shop().unpaid()
    shop.pay(400)
    shop.do("S", "order.cancel", reason="twice")
    assert (shop.refunds(), shop.tasks()) == ([400], ["money_excess"])
    shop.money_back()
    assert shop.tasks() == []


def test_a_stale_attempt_that_expires_does_not_cancel_a_paid_order() -> None:
    shop = Shop().unpaid()
    stale = shop.do("Y", "payment.start", None, amount=1000, provider="stripe")
    shop.do("Y", "payment.pend", stale)
    shop.pay(1000)
    shop.world.now += 10**10
    shop.do("Y", "payment.expire", stale)
    assert shop.refused("Y", "order.expire") == "not_in_state"
    assert shop.order.stage == "paid"


def test_goods_shipped_though_cancelled_meanwhile_are_recorded_and_never_sent_again() -> None:
    shop = Shop().unpaid()
    shop.do("S", "order.cancel", reason="twice")
    parcel = shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 2})
    assert "shipped_though_cancelled" in shop.tasks()
    assert shop.order.status == "cancelled"
    shop.do("Y", "parcel.bounce", parcel)
    assert shop.order.lines[0].going_out == 0


def test_a_unit_is_restocked_once() -> None:
    shop = delivered_shop().policy(undo_delay=10**9)
    line = shop.order.lines[0]
    case = case_in(shop)
    shop.do("K", "case.receive", case, lines={line.id: {"sellable": 1}})
    before = shop.level(1).on_hand
    shop.do("K", "case.restock", case, lines={line.id: {"restocked": 1}})
    assert shop.refused("K", "case.restock", case, lines={line.id: {"restocked": 1}}) == "goods_decided"
    assert shop.level(1).on_hand == before + 1


def exchanged() -> Shop:
    """One of two units was exchanged; its replacement has arrived."""
    shop = Shop((1, 2, 515), discount=27).confirmed()
    shop.delivered()
    case = case_in(shop, "exchange")
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"damaged": 1}})
    shop.do("K", "case.restock", case, lines={line: {"scrapped": 1}})
    shop.delivered()
    assert case.state == "completed"
    return shop


def test_an_exchanged_unit_cannot_be_refunded_too() -> None:
    shop = exchanged()
    line = shop.order.lines[0]
    assert (line.exchanged, line.free_shipped) == (1, 1)
    lines = {line.id: 2}
    assert shop.refused("C", "case.request", None, kind="refund_only", lines=lines) == "units_not_free"


def test_a_replacement_is_worth_what_it_stands_for() -> None:
    shop = exchanged()
    shop.do("R", "case.approve", shop.ask("refund_only", {0: 1}))
    shop.do("R", "case.approve", shop.ask("refund_only", {1: 1}))
    assert sum(shop.refunds()) == shop.order.total
    shop.money_back()
    assert shop.order.status == "refunded"


def test_one_sku_on_two_lines_keeps_them_apart() -> None:
    shop = Shop((1, 1, 500), (1, 2, 300)).confirmed()
    assert shop.level(1).allocated == 3
    shop.ask("refund_unshipped", {1: 1})
    shop.money_back()
    box = shop.sent()
    assert {row.line_id: row.qty for row in box.lines} == {line.id: 1 for line in shop.order.lines}
    assert shop.level(1).allocated == 0
    assert shop.refunds() == [300]

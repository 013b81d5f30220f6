"""Payments, cash on delivery, holds and tasks."""

from __future__ import annotations

from tests.domain.shop import DAY, Shop


def test_two_part_payments_make_an_order_paid() -> None:
    shop = Shop().unpaid()
    shop.pay(400)
    assert shop.order.status == "awaiting_payment"
    shop.pay(600)
    assert (shop.order.status, "channel.paid" in shop.messages) == ("paid", True)


def test_a_retry_is_a_new_attempt_and_the_old_one_may_still_arrive() -> None:
    shop = Shop().unpaid()
    first = shop.do("Y", "payment.start", None, amount=1000, provider="stripe", txn="t1")
    shop.do("Y", "payment.fail", first)
    shop.pay(1000)
    shop.do("Y", "payment.capture", first)
    assert (shop.order.captured, shop.tasks()) == (2000, ["money_excess"])
    shop.do("$", "refund.create_excess", None)
    shop.money_back()
    assert (shop.order.refunded, shop.tasks()) == (1000, [])


def test_a_cancelled_excess_refund_brings_its_task_back() -> None:
    shop = Shop().unpaid()
    shop.pay(1500, "cash")
    refund = shop.do("$", "refund.create_excess", None)
    assert shop.tasks() == []
    shop.do("$", "refund.cancel", refund)
    assert shop.tasks() == ["money_excess"]


def test_cash_on_delivery_ships_and_is_collected() -> None:
    shop = Shop().promised()
    shop.do("S", "order.confirm")
    shop.delivered()
    assert shop.order.collect == 1000
    shop.do("$", "payment.collect", shop.order.payments[0])
    assert (shop.order.captured, shop.order.collect) == (1000, 0)


def test_cash_that_is_refused_opens_a_task_until_it_is_settled() -> None:
    shop = Shop().promised()
    shop.do("S", "order.confirm")
    shop.sent()
    shop.do("Y", "payment.refuse", shop.order.payments[0])
    assert (shop.tasks(), shop.order.work_stage) == (["cash_refused"], "to_solve")
    shop.pay(1000, "transfer")
    assert shop.tasks() == []


def test_a_promise_ends_when_the_money_came_another_way() -> None:
    shop = Shop().promised()
    shop.pay(1000)
    assert [payment.state for payment in shop.order.payments] == ["failed", "captured"]


def test_an_order_paid_by_nobody_and_taken_back_whole_is_cancelled() -> None:
    shop = Shop().promised()
    shop.ask("refund_unshipped", 2)
    assert (shop.order.status, shop.order.refunds, shop.order.waived) == ("cancelled", [], 1000)


def test_several_holds_stand_at_once_and_end_by_themselves() -> None:
    shop = Shop().paid()
    shop.do("S", "hold.place", None, reason="call the buyer")
    shop.do("S", "hold.place", None, reason="wait", until=shop.world.now + DAY, urgent_after=True)
    shop.tick(1)
    assert ([hold.state for hold in shop.order.holds], shop.order.urgent) == (["live", "released"], True)
    shop.do("S", "hold.release", shop.order.holds[0])
    assert not shop.order.held


def test_a_hold_may_last_until_the_order_has_to_ship() -> None:
    shop = Shop().paid()
    shop.do("S", "order.amend", ship_by=shop.world.now + DAY)
    hold = shop.do("S", "hold.place", None, reason="wait", until_ship_by=True)
    assert hold.until == shop.order.ship_by


def test_holds_end_with_the_order() -> None:
    shop = Shop().paid()
    shop.do("S", "hold.place", None, reason="wait")
    shop.ask("refund_unshipped", 2)
    shop.money_back()
    assert (shop.order.stage, shop.order.held) == ("closed", False)


def test_a_task_a_person_settles_says_what_was_done() -> None:
    shop = Shop().unpaid()
    shop.do("S", "order.cancel", reason="twice")
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    task = next(shop.order.open_tasks())
    assert shop.refused("S", "task.resolve", task) == "reason_missing"
    shop.do("S", "task.resolve", task, reason="the buyer keeps it and pays by transfer")
    assert (task.state, task.solved_by) == ("done", "desk")


def test_the_same_task_is_opened_once() -> None:
    shop = Shop((1, 3, 500)).unpaid()
    shop.do("S", "order.cancel", reason="twice")
    for _ in range(2):
        shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert shop.tasks() == ["shipped_though_cancelled"]

"""Refusals of payments, refunds, holds and tasks."""

from __future__ import annotations

from tests.domain.refusals import refund_of, story
from tests.domain.shop import DAY, Shop


@story("amount_missing")
def start_unknown() -> str:
    return Shop().unpaid().refused("S", "payment.start", None)


@story("amount_not_positive")
def start_nothing() -> str:
    return Shop().unpaid().refused("S", "payment.start", None, amount=0)


@story("order_over")
def start_cancelled() -> str:
    shop = Shop().unpaid()
    shop.do("S", "order.cancel", reason="twice")
    return shop.refused("S", "payment.start", None, amount=10)


@story("order_over", "hold")
def hold_cancelled() -> str:
    shop = Shop().unpaid()
    shop.do("S", "order.cancel", reason="twice")
    return shop.refused("S", "hold.place", None, reason="wait")


@story("already_promised")
def promise_twice() -> str:
    shop = Shop().promised()
    payment = shop.do("S", "payment.start", None, amount=10)
    return shop.refused("S", "payment.promise", payment)


@story("already_paid")
def promise_paid() -> str:
    shop = Shop().paid()
    payment = shop.do("S", "payment.start", None, amount=10)
    return shop.refused("S", "payment.promise", payment)


@story("no_excess")
def give_back_nothing() -> str:
    return Shop().paid().refused("$", "refund.create_excess", None)


@story("gateway_decides")
def succeed_by_hand() -> str:
    shop = Shop().paid()
    return shop.refused("$", "refund.succeed", refund_of(shop), proof="no. 7")


@story("proof_missing")
def succeed_without_proof() -> str:
    shop = Shop().paid("cash")
    refund = refund_of(shop)
    shop.do("$", "refund.dispatch", refund)
    return shop.refused("$", "refund.succeed", refund)


@story("money_on_its_way")
def cancel_half() -> str:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(600)
    shop.pay(400)
    shop.ask("refund_unshipped", 2)
    shop.do("Y", "refund.succeed", shop.order.refunds[0])
    shop.do("Y", "refund.fail", shop.order.refunds[1])
    return shop.refused("R", "refund.cancel", shop.order.refunds[1])


@story("refund_reversed")
def cancel_reversed() -> str:
    shop = Shop().paid()
    refund = refund_of(shop)
    shop.money_back()
    shop.do("Y", "refund.reverse", refund)
    return shop.refused("R", "refund.cancel", refund)


@story("second_person_needed", "settle one's own refund")
def settle_alone() -> str:
    shop = Shop().unpaid()
    shop.pay(1500)
    refund = shop.do("$", "refund.create_excess", None)
    shop.do("Y", "refund.fail", refund)
    return shop.refused("$", "refund.settle_manually", refund, proof="no. 7")


@story("refund_known")
def report_ours() -> str:
    shop = Shop().paid()
    refund = refund_of(shop)
    return shop.refused("Y", "refund.report", None, amount=refund.amount, refund_no=refund.refund_no)


@story("hold_not_over")
def release_early() -> str:
    shop = Shop().paid()
    hold = shop.do("S", "hold.place", None, reason="wait", until=shop.world.now + DAY)
    return shop.refused("Y", "hold.release", hold)


@story("hold_until_past")
def hold_until_yesterday() -> str:
    shop = Shop().paid()
    return shop.refused("S", "hold.place", None, reason="wait", until=shop.world.now)


@story("task_unsolved")
def resolve_unsolved() -> str:
    shop = Shop((1, 2, 500))
    shop.order.lines[0].sku_id = None
    shop.paid()
    return shop.refused("S", "task.resolve", shop.order.tasks[0], reason="never mind")

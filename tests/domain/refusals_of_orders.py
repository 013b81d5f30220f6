"""Refusals of the order itself: each story leads to a point where the last command is refused."""

from __future__ import annotations

from desktop_oms.domain.orders import shop_shipped
from tests.domain.refusals import code_of, delivered_shop, sent_shop, story
from tests.domain.shop import Shop


@story("order_without_number")
def no_seller() -> str:
    shop = Shop()
    shop.order.merchant_id, shop.order.stage = 0, "-"
    return shop.refused("S", "order.create")


@story("order_empty")
def only_a_gift() -> str:
    shop = Shop()
    shop.order.lines[0].kind = "gift"
    return shop.refused("S", "order.submit")


@story("line_not_valid", "a draft names unknown goods")
def draft_unknown_goods() -> str:
    return Shop().refused("S", "order.rewrite", add=[{"sku_id": 99, "qty": 1, "price": 1}])


@story("discount_not_valid")
def draft_discount_too_high() -> str:
    return Shop().refused("S", "order.rewrite", add=[{"sku_id": 1, "qty": 1, "price": 100}], discount=101)


@story("totals_differ")
def wrong_total() -> str:
    shop = Shop()
    shop.order.total += 1
    return shop.refused("S", "order.submit")


@story("address_part_missing")
def no_street() -> str:
    shop = Shop()
    shop.order.ship_street = " "
    return shop.refused("S", "order.submit")


@story("payment_not_requested")
def pay_before_asked() -> str:
    return Shop().submitted().refused("$", "order.pay")


@story("money_missing")
def pay_without_money() -> str:
    return Shop().unpaid().refused("$", "order.pay")


@story("money_missing", "a payment hold stays until the money is there")
def hold_for_money() -> str:
    shop = Shop().paid()
    shop.do("S", "order.amend", add=[{"sku_id": 2, "qty": 1, "price": 300}])
    return shop.refused("M", "hold.release", shop.order.holds[0])


@story("payment_not_overdue")
def expire_early() -> str:
    return Shop().unpaid().refused("Y", "order.expire")


@story("payment_pending")
def cancel_while_paying() -> str:
    shop = Shop().unpaid()
    payment = shop.do("Y", "payment.start", None, amount=1000, provider="stripe")
    shop.do("Y", "payment.pend", payment)
    return shop.refused("S", "order.cancel", reason="twice")


@story("already_paid", "a submitted order whose money came early")
def cancel_paid() -> str:
    shop = Shop().submitted()
    shop.pay(shop.order.total)
    return shop.refused("S", "order.cancel", reason="twice")


@story("already_shipped")
def cancel_sent() -> str:
    shop = Shop().unpaid()
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    return shop.refused("S", "order.cancel", reason="twice")


@story("already_shipped", "back to audit")
def unconfirm_sent() -> str:
    shop, _ = sent_shop()
    return shop.refused("S", "order.unconfirm")


@story("reason_missing")
def cancel_without_reason() -> str:
    return Shop().unpaid().refused("S", "order.cancel", reason="  ")


@story("task_blocks")
def confirm_with_a_task() -> str:
    shop = Shop((1, 2, 500))
    shop.order.lines[0].sku_id = None
    shop.paid()
    return shop.refused("S", "order.confirm")


@story("on_hold")
def confirm_held() -> str:
    shop = Shop().paid()
    shop.do("S", "hold.place", None, reason="wait")
    return shop.refused("S", "order.confirm")


@story("case_open")
def confirm_with_a_case() -> str:
    shop = Shop().policy(refund_limits={}).paid()
    shop.ask("refund_unshipped")
    return shop.refused("S", "order.confirm")


@story("case_open", "complete")
def complete_with_a_case() -> str:
    shop = delivered_shop()
    shop.ask("refund_only")
    return shop.refused("C", "order.complete")


@story("nothing_to_ship", "all units wait for their replacement's stock")
def confirm_nothing() -> str:
    shop = Shop((1, 1, 0)).submitted()
    case = shop.do(
        "C", "case.request", None, kind="exchange", unshipped=True, sku_id=2, lines={shop.order.lines[0].id: 1}
    )
    shop.do("R", "case.approve", case)
    shop.order.lines[1].take_out(1)
    found = shop.refused("S", "order.confirm")
    shop.order.lines[1].cancelled = shop.order.lines[1].taken_out = 0
    return found


@story("stock_short")
def confirm_without_stock() -> str:
    return Shop(stock=0).paid().refused("S", "order.confirm")


@story("nothing_shipped")
def confirm_as_shipped() -> str:
    shop = Shop(stock=0).paid()
    return code_of(shop_shipped, shop, shop.order)


@story("parcel_open")
def unconfirm_with_a_box() -> str:
    shop = Shop().confirmed()
    shop.boxed()
    return shop.refused("S", "order.unconfirm")


@story("not_all_shipped")
def complete_early() -> str:
    return Shop().confirmed().refused("C", "order.complete")


@story("nothing_delivered")
def complete_in_transit() -> str:
    shop, _ = sent_shop()
    return shop.refused("C", "order.complete")


@story("not_all_delivered")
def complete_partly() -> str:
    shop = Shop((1, 2, 500)).confirmed()
    shop.delivered(lines={shop.order.lines[0].id: 1})
    shop.sent()
    return shop.refused("C", "order.complete")


@story("too_early_to_complete")
def complete_by_itself() -> str:
    return delivered_shop().refused("Y", "order.complete")


@story("already_labelled")
def move_labelled() -> str:
    shop = Shop().confirmed()
    shop.labelled()
    return shop.refused("S", "order.amend", address={"street": "elsewhere"})


@story("address_part_missing", "a paid order loses its street")
def lose_the_street() -> str:
    return Shop().paid().refused("S", "order.amend", address={"street": " "})


@story("line_not_valid")
def add_unknown_goods() -> str:
    return Shop().paid().refused("S", "order.amend", add=[{"sku_id": 99, "qty": 1, "price": 1}])


@story("line_not_valid", "more goods than anybody buys")
def add_far_too_many() -> str:
    return Shop().paid().refused("S", "order.amend", add=[{"sku_id": 1, "qty": 100_001, "price": 1}])


@story("cancel_instead")
def remove_everything() -> str:
    shop = Shop().unpaid()
    return shop.refused("S", "order.amend", remove={shop.order.lines[0].id: 2})


@story("nothing_changed")
def amend_nothing() -> str:
    return Shop().paid().refused("S", "order.amend")


@story("difference_changed")
def amend_with_an_old_difference() -> str:
    shop = Shop().unpaid()
    return shop.refused("S", "order.amend", remove={shop.order.lines[0].id: 1}, difference=-1)


@story("units_out_of_range")
def remove_boxed() -> str:
    shop = Shop().confirmed()
    shop.boxed()
    return shop.refused("S", "order.amend", remove={shop.order.lines[0].id: 1})

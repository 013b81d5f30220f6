"""Refusals of after-sales cases."""

from __future__ import annotations

from desktop_oms.domain.cases import wants_goods
from desktop_oms.domain.outcomes import may_settle_refund, may_settle_replacement, may_start_refund
from tests.domain.refusals import case_in, code_of, delivered_shop, sent_shop, story
from tests.domain.shop import DAY, Shop


@story("not_in_state", "ask before paying")
def ask_unpaid() -> str:
    shop = Shop().unpaid()
    return shop.refused("C", "case.request", None, kind="refund_unshipped", lines={shop.order.lines[0].id: 1})


@story("kind_missing")
def ask_nothing() -> str:
    return Shop().paid().refused("C", "case.request", None)


@story("case_kind_unknown")
def ask_unknown() -> str:
    return Shop().paid().refused("C", "case.request", None, kind="gift_card")


@story("units_not_free")
def ask_twice() -> str:
    shop = delivered_shop()
    shop.ask("refund_only", 2)
    return shop.refused("C", "case.request", None, kind="refund_only", lines={shop.order.lines[0].id: 1})


@story("gift_has_no_value", "ask")
def ask_gift() -> str:
    shop = Shop()
    gift = shop.add_gift()
    shop.paid()
    return shop.refused("C", "case.request", None, kind="refund_unshipped", lines={gift.id: 1})


@story("convert_first")
def ask_replacement() -> str:
    shop = delivered_shop()
    case = case_in(shop, "exchange")
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    return shop.refused("C", "case.request", None, kind="refund_unshipped", lines={shop.order.lines[1].id: 1})


@story("window_closed")
def ask_late() -> str:
    shop = delivered_shop()
    shop.tick(8)
    return shop.refused("C", "case.request", None, kind="refund_only", lines={shop.order.lines[0].id: 1})


@story("too_many_requests")
def ask_again_and_again() -> str:
    shop = delivered_shop()
    asked = {"kind": "refund_only", "lines": {shop.order.lines[0].id: 1}, "reason": "damaged"}
    for _ in range(5):
        shop.do("C", "case.withdraw", shop.do("C", "case.request", None, **asked))
    return shop.refused("C", "case.request", None, **asked)


@story("amount_over_value", "allowance")
def allow_too_much() -> str:
    shop = Shop().paid()
    line = shop.order.lines[0].id
    return shop.refused("S", "case.request", None, kind="allowance", amounts={line: 1001})


@story("amount_over_value", "approve")
def approve_too_much() -> str:
    shop = delivered_shop()
    return shop.refused("R", "case.approve", shop.ask("refund_only"), amount=501)


@story("case_has_no_units")
def change_allowance() -> str:
    shop = Shop().policy(refund_limits={}).paid()
    case = shop.do("S", "case.request", None, kind="allowance", amounts={shop.order.lines[0].id: 1})
    return shop.refused("R", "case.change_kind", case, kind="refund_only")


@story("case_kind_needs_shipped")
def change_unshipped() -> str:
    shop = Shop().policy(refund_limits={}).paid()
    return shop.refused("R", "case.change_kind", shop.ask("refund_unshipped"), kind="return_refund")


@story("case_kind_needs_unshipped")
def change_shipped() -> str:
    shop = delivered_shop()
    return shop.refused("R", "case.change_kind", shop.ask("refund_only"), kind="refund_unshipped")


@story("units_not_free", "not lost")
def change_to_lost() -> str:
    shop = delivered_shop()
    return shop.refused("R", "case.change_kind", shop.ask("refund_only"), kind="refund_lost")


@story("own_request")
def approve_own() -> str:
    shop = delivered_shop()
    return shop.refused("R", "case.approve", shop.ask("refund_only", role="R"))


@story("over_limit")
def approve_by_rule() -> str:
    shop = delivered_shop().policy(refund_limits={"Y": 499})
    return shop.refused("Y", "case.approve", shop.ask("refund_only"))


@story("second_person_needed")
def second_by_the_first() -> str:
    shop = delivered_shop().policy(refund_limits={"R": 1})
    case = case_in(shop, "refund_only")
    return shop.refused("R", "case.second_approve", case)


@story("lost_not_rejectable")
def reject_lost() -> str:
    shop, parcel = sent_shop()
    shop.do("Y", "parcel.lose", parcel)
    shop.policy(refund_limits={})
    return shop.refused("R", "case.reject", shop.ask("refund_lost"), reason="no")


@story("part_too_late")
def agree_to_a_part_of_what_came() -> str:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    shop.do("C", "case.convert", case)
    return shop.refused("R", "case.approve", case, lines={shop.order.lines[0].id: 1}, reason="x")


@story("goods_received")
def withdraw_received() -> str:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"damaged": 1}})
    return shop.refused("C", "case.withdraw", case)


@story("case_without_return")
def expect_nothing() -> str:

    shop = delivered_shop()
    return code_of(wants_goods, shop, shop.ask("refund_only"))


@story("waybill_missing", "announce")
def announce_nothing() -> str:
    shop = delivered_shop()
    return shop.refused("C", "case.announce", case_in(shop))


@story("return_not_overdue")
def lapse_early() -> str:
    shop = delivered_shop()
    return shop.refused("S", "case.lapse", case_in(shop))


@story("return_on_its_way")
def lapse_announced() -> str:
    shop = delivered_shop()
    case = case_in(shop)
    shop.do("C", "case.announce", case, waybill="R1")
    shop.tick(11)
    return shop.refused("S", "case.lapse", case)


@story("goods_still_out")
def waive_by_itself() -> str:
    shop = delivered_shop()
    return shop.refused("Y", "case.waive_return", case_in(shop))


@story("more_than_announced")
def receive_too_many() -> str:
    shop = delivered_shop()
    case = case_in(shop)
    return shop.refused("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 2}})


@story("nothing_came")
def finish_nothing() -> str:
    shop = delivered_shop()
    return shop.refused("K", "case.received", case_in(shop), rest_missing=True)


@story("goods_missing")
def finish_half() -> str:
    shop = delivered_shop()
    case = case_in(shop, units=2)
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    return shop.refused("K", "case.received", case)


@story("goods_decided")
def restock_twice() -> str:
    shop = delivered_shop().policy(undo_delay=DAY)
    case = case_in(shop)
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"sellable": 1}})
    shop.do("K", "case.restock", case, lines={line: {"restocked": 1}})
    return shop.refused("K", "case.restock", case, lines={line: {"restocked": 1}})


@story("restock_not_sellable")
def restock_the_damaged() -> str:
    shop = delivered_shop().policy(undo_delay=DAY)
    case = case_in(shop)
    line = shop.order.lines[0].id
    shop.do("K", "case.receive", case, lines={line: {"damaged": 1}})
    return shop.refused("K", "case.restock", case, lines={line: {"restocked": 1}})


@story("goods_undecided")
def settle_undecided() -> str:

    shop = delivered_shop()
    case = case_in(shop)
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    shop.money_back()
    return code_of(may_settle_refund, shop, case)


@story("sku_unknown", "another kind with goods nobody knows")
def exchange_for_unknown_goods() -> str:
    shop = delivered_shop()
    return shop.refused("R", "case.change_kind", shop.ask("refund_only"), kind="exchange", sku_id=99)


@story("sku_unknown", "asked for at once")
def ask_for_unknown_goods() -> str:
    shop = delivered_shop()
    lines = {shop.order.lines[0].id: 1}
    return shop.refused("S", "case.request", None, kind="exchange", lines=lines, reason="wrong_goods", sku_id=99)


@story("case_replaces")
def refund_an_exchange() -> str:
    shop = delivered_shop().stock(1, 0)
    case = case_in(shop, "exchange")
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    return shop.refused("R", "case.start_refund", case)


@story("case_refunds")
def replace_a_refund() -> str:
    shop = delivered_shop().policy(undo_delay=DAY)
    return shop.refused("R", "case.start_replace", case_in(shop, "refund_only"))


@story("goods_not_here", "half came, then the kind changed back and forth")
def refund_before_the_goods() -> str:

    shop = delivered_shop()
    return code_of(may_start_refund, shop, case_in(shop))


@story("units_still_boxed")
def refund_boxed() -> str:
    shop = Shop().confirmed()
    shop.boxed()
    case = shop.ask("refund_unshipped", 2)
    return shop.refused("R", "case.start_refund", case)


@story("refund_waits")
def refund_in_the_undo_time() -> str:
    shop = delivered_shop().policy(undo_delay=DAY)
    return shop.refused("Y", "case.start_refund", case_in(shop, "refund_only"))


@story("goods_to_judge")
def refund_damaged_goods_by_rule() -> str:
    shop = delivered_shop()
    case = case_in(shop)
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"wrong": 1}})
    return shop.refused("Y", "case.start_refund", case)


@story("replacement_packed")
def convert_packed() -> str:
    shop = delivered_shop()
    case = case_in(shop, "exchange")
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    shop.packed()
    return shop.refused("R", "case.convert", case)


@story("replacement_not_sent")
def settle_unsent() -> str:
    shop = delivered_shop()
    lines = {shop.order.lines[0].id: 1}
    case = shop.do("S", "case.request", None, kind="resend", lines=lines, reason="missing")
    shop.do("R", "case.approve", case)
    return code_of(may_settle_replacement, shop, case)

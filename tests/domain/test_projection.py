"""The visible status, the badges and the work stage: a test for each row of their tables."""

from __future__ import annotations

from desktop_oms.domain.badges import Badge
from tests.domain.shop import Shop


def badges(shop: Shop) -> set[str]:
    return {badge.name.lower() for badge in Badge if shop.order.badges & badge and badge.name}


def shown(shop: Shop) -> tuple[str, str]:
    return shop.order.status, shop.order.work_stage


def test_a_draft_is_unsubmitted_and_nobodys_work() -> None:
    assert shown(Shop()) == ("draft", "none")


def test_a_submitted_order_waits_to_be_paid() -> None:
    assert shown(Shop().submitted()) == ("submitted", "to_pay")


def test_an_order_awaits_its_payment() -> None:
    assert shown(Shop().unpaid()) == ("awaiting_payment", "to_pay")


def test_a_paid_order_is_to_be_audited() -> None:
    assert shown(Shop().paid()) == ("paid", "to_audit")


def test_a_paid_order_with_an_open_case_is_not_to_be_audited() -> None:
    shop = Shop().policy(refund_limits={}).paid()
    shop.ask("refund_unshipped")
    assert shown(shop) == ("refunding", "none")


def test_a_blocking_task_is_to_be_solved_first() -> None:
    shop = Shop()
    shop.order.ship_street = ""
    shop.do("Y", "order.submit", imported=True)
    shop.do("Y", "order.request_payment", imported=True)
    shop.pay(shop.order.total)
    assert shown(shop) == ("paid", "to_solve")


def test_a_held_order_is_nobodys_work() -> None:
    shop = Shop().paid()
    shop.do("S", "hold.place", None, reason="ask the buyer")
    assert shown(shop) == ("paid", "none")
    assert badges(shop) == {"on_hold"}


def test_a_confirmed_order_is_to_be_picked() -> None:
    assert shown(Shop().confirmed()) == ("confirmed", "to_pick")


def test_an_order_without_stock_is_to_be_allocated_and_short() -> None:
    shop = Shop(stock=0).paid()
    shop.do("S", "order.confirm", backorder=True)
    assert shown(shop) == ("confirmed", "to_allocate")
    assert badges(shop) == {"shortage"}


def test_goods_of_a_supplier_await_the_supplier() -> None:
    assert shown(Shop((5, 1, 500)).confirmed()) == ("confirmed", "to_offer")


def test_picked_goods_are_to_be_packed() -> None:
    assert shown(Shop().confirmed().picked()) == ("confirmed", "to_pack")


def test_an_open_box_is_to_be_packed() -> None:
    shop = Shop().confirmed()
    shop.boxed()
    assert shown(shop) == ("confirmed", "to_pack")


def test_a_packed_box_is_to_be_weighed_or_labelled() -> None:
    shop = Shop().confirmed()
    shop.packed()
    assert shown(shop) == ("confirmed", "to_label")


def test_a_labelled_box_is_to_be_handed_over() -> None:
    shop = Shop().confirmed()
    shop.labelled()
    assert shown(shop) == ("confirmed", "to_hand_over")


def test_a_sent_order_is_shipped_and_in_transit() -> None:
    shop = Shop().confirmed()
    shop.sent()
    assert shown(shop) == ("shipped", "in_transit")


def test_of_a_mixed_order_the_first_work_applies() -> None:
    shop = Shop((1, 1, 500), (5, 1, 500)).confirmed()
    assert shown(shop) == ("confirmed", "to_offer")
    shop.do("P", "fulfilment.accept", shop.part())
    shop.sent()
    assert shown(shop) == ("confirmed", "to_offer")


def test_a_part_shipped_order_is_confirmed_with_a_badge() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    shop.sent(lines={shop.order.lines[0].id: 1})
    assert shown(shop) == ("confirmed", "to_pack")
    assert badges(shop) == {"partly_shipped"}


def test_a_part_delivered_order_has_a_badge() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    shop.delivered(lines={shop.order.lines[0].id: 1})
    shop.sent()
    assert shown(shop) == ("shipped", "in_transit")
    assert badges(shop) == {"partly_delivered"}


def test_a_completed_order_is_nobodys_work() -> None:
    shop = Shop().confirmed()
    shop.delivered()
    shop.do("C", "order.complete")
    assert shown(shop) == ("completed", "none")


def test_a_cancelled_order() -> None:
    shop = Shop().unpaid()
    shop.do("S", "order.cancel", reason="twice")
    assert shown(shop) == ("cancelled", "none")


def test_a_fully_refunded_order() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped", 2)
    shop.money_back()
    assert shown(shop) == ("refunded", "none")
    assert badges(shop) == set()


def test_a_partly_refunded_order_has_a_badge() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped", 1)
    shop.money_back()
    assert shown(shop) == ("paid", "to_audit")
    assert badges(shop) == {"partly_refunded"}


def test_an_exchange_shows_as_exchanging_and_a_refund_beside_it_wins() -> None:
    shop = Shop((1, 3, 500)).confirmed()
    shop.delivered()
    shop.ask("exchange")
    assert shop.order.status == "exchanging"
    shop.ask("refund_only")
    assert shop.order.status == "refunding"


def test_a_shortage_or_an_allowance_is_quiet_until_money_is_on_its_way() -> None:
    shop = Shop().policy(refund_limits={}).confirmed()
    line = shop.order.lines[0].id
    shop.do("S", "case.request", None, kind="allowance", amounts={line: 10})
    assert shop.order.status == "confirmed"
    shop.policy(refund_limits={"R": 100})
    shop.do("R", "case.approve", shop.order.cases[0])
    assert shop.order.status == "refunding"


def test_when_the_last_case_closes_the_order_is_where_it_stands_and_not_where_it_was() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    case = shop.ask("refund_only", 1, "S") if shop.order.lines[0].shipped else None
    assert case is None
    shop.sent(lines={shop.order.lines[0].id: 1})
    case = shop.ask("refund_only")
    shop.sent()
    shop.do("R", "case.reject", case, reason="no ground")
    assert shop.order.status == "shipped"


def test_a_failed_refund_is_trouble() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped", 1)
    shop.do("Y", "refund.fail", shop.order.refunds[0])
    assert badges(shop) == {"refund_trouble"}
    shop.money_back()


def test_cash_on_delivery_has_a_badge_until_it_is_collected() -> None:
    shop = Shop().promised()
    assert shown(shop) == ("paid", "to_audit")
    assert badges(shop) == {"cash_on_delivery"}
    shop.do("$", "payment.collect", shop.order.payments[0])
    assert badges(shop) == set()


def test_an_urgent_order_has_a_badge() -> None:
    shop = Shop().paid()
    shop.do("S", "order.amend", urgent=True)
    assert badges(shop) == {"urgent"}


def test_a_change_in_the_shop_has_a_badge_until_its_task_is_done() -> None:
    shop = Shop().paid()
    shop.order.changed_in_shop = True
    shop.tick()
    assert badges(shop) == {"changed_in_shop"}


def test_money_given_back_with_a_cancelled_order_is_no_part_refund() -> None:
    shop = Shop().unpaid()
    shop.pay(400)
    shop.do("S", "order.cancel", reason="twice")
    shop.money_back()
    assert (shop.order.refunded, badges(shop)) == (400, set())

"""The way of the goods: stock, picking, boxes, parcels, facts from outside."""

from __future__ import annotations

from tests.domain.refusals import delivered_shop, sent_shop
from tests.domain.shop import DAY, Shop


def test_the_usual_way_moves_stock_and_counters_step_by_step() -> None:
    shop = Shop().confirmed()
    line, level = shop.order.lines[0], shop.level(1)
    assert (level.on_hand, level.allocated) == (100, 2)
    shop.picked()
    assert line.picked == 2
    box = shop.labelled()
    assert (line.boxed, line.to_ship) == (2, 0)
    shop.do("K", "parcel.hand_over", box)
    assert (line.boxed, line.picked, line.shipped, line.in_transit) == (0, 0, 2, 2)
    assert (level.on_hand, level.allocated) == (98, 0)
    shop.do("Y", "parcel.deliver", box)
    assert (line.in_transit, line.delivered) == (0, 2)
    assert shop.order.fulfilments[0].state == "done"


def test_a_second_box_of_the_same_order_takes_what_is_left() -> None:
    shop = Shop((1, 3, 500)).confirmed()
    line = shop.order.lines[0]
    shop.sent(lines={line.id: 1})
    assert (line.picked, line.shipped) == (2, 1)
    shop.sent()
    assert (line.shipped, shop.order.status) == (3, "shipped")


def test_a_voided_box_gives_its_goods_back_to_the_bench() -> None:
    shop = Shop().confirmed()
    box = shop.labelled()
    shop.do("K", "parcel.void", box)
    assert (shop.order.lines[0].boxed, shop.order.lines[0].picked) == (0, 2)
    assert "carrier.void" in shop.messages


def test_goods_not_found_leave_the_count_and_wait_for_stock() -> None:
    shop = Shop((1, 3, 500)).confirmed()
    line = shop.order.lines[0]
    shop.do("K", "fulfilment.pick", shop.part())
    shop.do("K", "fulfilment.short", shop.part(), lines={line.id: 1}, reason="not on the shelf")
    level = shop.level(1)
    assert (level.on_hand, level.allocated) == (99, 2)
    assert sorted(part.state for part in shop.order.open_fulfilments()) == ["allocated", "shortage"]
    assert shop.tasks() == ["shortage"]
    short = next(part for part in shop.order.fulfilments if part.state == "shortage")
    shop.do("S", "fulfilment.allocate", short)
    assert shop.tasks() == []


def test_a_withdrawn_claim_is_picked_after_all() -> None:
    shop = Shop((1, 3, 500)).policy(refund_limits={}).confirmed()
    case = shop.ask("refund_unshipped")
    shop.picked()
    assert shop.order.lines[0].picked == 2
    shop.do("C", "case.withdraw", case)
    assert sorted((part.state, part.units) for part in shop.order.open_fulfilments()) == [
        ("allocated", 1),
        ("picked", 2),
    ]


def test_an_unpaid_order_keeps_its_stock_where_the_merchant_says_so() -> None:
    shop = Shop((1, 2, 500), (5, 1, 300)).policy(reserve_unpaid=True).unpaid()
    assert (shop.level(1).allocated, len(shop.order.fulfilments)) == (2, 1)
    shop.pay(shop.order.total)
    shop.do("S", "order.confirm")
    assert (shop.level(1).allocated, len(shop.order.fulfilments)) == (2, 2)


def test_a_late_payment_gives_the_stock_back() -> None:
    shop = Shop().policy(reserve_unpaid=True).unpaid()
    shop.world.now += DAY + 1
    shop.do("Y", "order.expire")
    assert (shop.order.status, shop.order.reason, shop.level(1).allocated) == ("cancelled", "payment_overdue", 0)


def test_back_to_audit_withdraws_offers_and_releases_stock() -> None:
    shop = Shop((1, 2, 500), (5, 1, 300)).confirmed()
    shop.do("S", "order.unconfirm")
    assert (shop.order.status, shop.level(1).allocated) == ("paid", 0)
    assert "supplier.withdraw" in shop.messages
    shop.do("S", "order.confirm")
    assert shop.level(1).allocated == 2


def test_a_suppliers_parcel_is_a_fact_and_touches_no_stock_of_ours() -> None:
    shop = Shop((5, 2, 500)).confirmed()
    part = shop.part()
    shop.do("P", "fulfilment.accept", part)
    lines = {shop.order.lines[0].id: 2}
    shop.do("Y", "parcel.report", None, fulfilment_id=part.id, lines=lines, carrier="YT", waybill="Y1")
    assert (part.state, shop.order.status, shop.world.stock.moves) == ("done", "shipped", [])


def test_a_paid_order_the_shop_has_shipped_counts_as_confirmed() -> None:
    shop = Shop((1, 3, 500)).paid()
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert (shop.order.status, shop.level(1).allocated, shop.level(1).on_hand) == ("confirmed", 2, 100)


def test_goods_sent_from_elsewhere_leave_our_boxes() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    box = shop.labelled()
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert (box.state, box.lines[0].qty, shop.tasks()) == ("open", 1, ["shipped_elsewhere"])
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert box.state == "void"


def test_goods_sent_although_claimed_stay_claimed_as_shipped() -> None:
    shop = Shop((1, 1, 500)).policy(refund_limits={}).confirmed()
    case = shop.ask("refund_unshipped")
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert (case.lines[0].unshipped, case.lines[0].shipped) == (0, 1)
    assert "shipped_though_claimed" in shop.tasks()
    shop.do("R", "case.change_kind", case, kind="return_refund")


def test_an_unpaid_order_the_shop_has_shipped_waits_for_its_money_only() -> None:
    shop = Shop((1, 1, 500)).unpaid()
    shop.do("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})
    assert (shop.order.status, shop.tasks()) == ("awaiting_payment", ["shipped_unpaid"])
    shop.pay(500)
    assert (shop.order.status, shop.tasks()) == ("shipped", [])


def test_a_parcel_that_bounced_is_restocked_and_sent_again() -> None:
    shop, parcel = sent_shop()
    shop.do("K", "parcel.bounce", parcel, reason="nobody home")
    assert (shop.order.status, shop.level(1).on_hand, shop.level(1).allocated) == ("confirmed", 100, 2)
    assert shop.part().state == "allocated"


def test_a_refused_parcel_becomes_a_case_instead() -> None:
    shop, parcel = sent_shop()
    shop.do("Y", "parcel.bounce", parcel, refused=True)
    assert (shop.order.cases[0].kind, shop.order.status, shop.order.lines[0].claimed) == (
        "refused_parcel",
        "refunding",
        2,
    )


def test_a_refunded_parcel_that_bounced_is_not_sent_again() -> None:
    shop, parcel = sent_shop()
    shop.do("R", "case.approve", shop.ask("refund_only"))
    shop.money_back()
    shop.do("Y", "parcel.bounce", parcel)
    assert (shop.order.lines[0].cancelled, shop.order.lines[0].going_out, shop.tasks()) == (1, 1, ["restock"])


def test_a_lost_parcel_asks_for_a_refund_or_a_resend() -> None:
    shop, parcel = sent_shop()
    shop.do("Y", "parcel.lose", parcel)
    assert shop.tasks() == ["parcel_lost"]
    shop.ask("refund_lost", 2)
    assert shop.tasks() == []
    shop.money_back()
    assert shop.order.status == "refunded"


def test_a_lost_unit_is_claimed_once() -> None:
    shop, parcel = sent_shop()
    shop.do("Y", "parcel.lose", parcel)
    shop.ask("refund_lost", 1)
    line = {shop.order.lines[0].id: 2}
    assert shop.refused("C", "case.request", None, kind="resend", lines=line) == "units_not_free"
    shop.ask("resend", 1)


def test_a_lost_parcel_that_turns_up_is_delivered_or_comes_back() -> None:
    shop, parcel = sent_shop()
    shop.do("Y", "parcel.lose", parcel)
    shop.do("Y", "parcel.deliver", parcel)
    assert (shop.order.lines[0].lost, shop.order.lines[0].delivered, shop.tasks()) == (0, 2, [])


def test_a_lost_and_refunded_unit_that_comes_back_leaves_the_order() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    line = shop.order.lines[0]
    parcel = shop.sent(lines={line.id: 1})
    shop.delivered()
    shop.do("Y", "parcel.lose", parcel)
    shop.ask("refund_lost", 1)
    shop.money_back()
    shop.do("Y", "parcel.bounce", parcel)
    assert (line.cancelled, line.going_out, line.free_shipped) == (1, 0, 1)


def test_an_order_completes_by_itself_after_its_days() -> None:
    shop = delivered_shop()
    assert shop.tick(9).order.status == "shipped"
    assert shop.tick(1).order.status == "completed"
    assert "buyer.review" in shop.messages


def test_a_replacement_opens_a_completed_order_again() -> None:
    shop = delivered_shop()
    shop.do("C", "order.complete")
    case = shop.ask("exchange")
    shop.do("R", "case.approve", case)
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: {"sellable": 1}})
    assert (shop.order.stage, shop.order.status) == ("confirmed", "exchanging")


def test_a_shortage_is_given_up_with_the_buyers_word() -> None:
    shop = Shop((1, 1, 500), (2, 1, 300)).stock(2, 0).paid()
    shop.do("S", "order.confirm", ship_partial=True)
    short = next(part for part in shop.order.fulfilments if part.state == "shortage")
    shop.do("S", "fulfilment.give_up", short, agreed=True)
    assert (shop.order.cases[0].kind, shop.refunds(), shop.tasks()) == ("shortage", [300], [])


def test_a_substitute_goes_out_in_place_of_what_is_short() -> None:
    shop = Shop((1, 2, 500)).stock(1, 0).paid()
    shop.do("S", "order.confirm", backorder=True)
    shop.do("S", "fulfilment.substitute", shop.part(), agreed=True, sku_id=2)
    assert (shop.order.lines[1].kind, shop.order.lines[1].sku_code, shop.level(2).allocated) == ("replacement", "S2", 2)
    shop.sent()
    line = shop.order.lines[0]
    assert (line.exchanged, line.cancelled, shop.order.status) == (2, 2, "shipped")


def test_a_replacement_sent_in_part_is_turned_into_money_for_the_rest() -> None:
    shop = Shop((1, 2, 500)).confirmed()
    shop.delivered()
    lines = {shop.order.lines[0].id: 2}
    case = shop.do("S", "case.request", None, kind="resend", lines=lines, reason="missing")
    shop.do("R", "case.approve", case)
    replacement = shop.order.lines[1]
    shop.sent(lines={replacement.id: 1})
    shop.do("R", "case.convert", case)
    shop.money_back()
    line = shop.order.lines[0]
    assert (line.exchanged, line.refunded, shop.refunds(), case.state) == (1, 1, [500], "completed")

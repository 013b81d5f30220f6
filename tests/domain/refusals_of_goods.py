"""Refusals of fulfilments and parcels."""

from __future__ import annotations

from desktop_oms.domain.parcels import empties
from tests.domain.refusals import code_of, story
from tests.domain.shop import Shop


@story("order_not_confirmed")
def pick_reserved() -> str:
    shop = Shop().policy(reserve_unpaid=True).unpaid()
    return shop.refused("K", "fulfilment.pick", shop.part())


@story("not_own_goods")
def allocate_supplied() -> str:
    shop = Shop((5, 1, 500)).confirmed()
    part = shop.part()
    shop.do("P", "fulfilment.decline", part, reason="sold out")
    return shop.refused("S", "fulfilment.allocate", shop.part())


@story("stock_short", "allocate")
def allocate_short() -> str:
    shop = Shop(stock=0).paid()
    shop.do("S", "order.confirm", backorder=True)
    return shop.refused("S", "fulfilment.allocate", shop.part())


@story("not_supplier_goods")
def offer_own() -> str:
    shop = Shop().confirmed()
    part = shop.part()
    part.state = "pending"
    found = shop.refused("S", "fulfilment.offer", part)
    part.state = "allocated"
    return found


@story("units_out_of_range", "short")
def short_too_many() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "fulfilment.short", shop.part(), lines={shop.order.lines[0].id: 3}, reason="gone")


@story("split_leaves_nothing")
def split_all() -> str:
    shop = Shop().confirmed()
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 2})


@story("split_leaves_nothing", "one unit")
def split_one() -> str:
    shop = Shop((1, 1, 500)).confirmed()
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1})


@story("split_from_nowhere")
def split_from_nowhere() -> str:
    shop = Shop().confirmed()
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1}, warehouse_id=9)


@story("stock_short", "ship apart from an empty warehouse")
def split_from_empty() -> str:
    shop = Shop().stock(1, 0, house=2).confirmed()
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1}, warehouse_id=2)


@story("units_out_of_range", "ship more apart than there is")
def split_too_many() -> str:
    shop = Shop().confirmed()
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 3})


@story("not_own_goods", "ship a supplier's goods apart")
def split_supplied() -> str:
    shop = Shop((5, 2, 500)).confirmed()
    part = shop.part()
    shop.do("P", "fulfilment.decline", part, reason="sold out")
    return shop.refused("S", "fulfilment.split", shop.part(), lines={shop.order.lines[0].id: 1})


@story("apart_not")
def join_whole() -> str:
    shop = Shop().confirmed()
    return shop.refused("S", "fulfilment.join", shop.part())


@story("apart_too_late")
def join_picked() -> str:
    shop = Shop().confirmed()
    home = shop.part()
    shop.do("S", "fulfilment.split", home, lines={shop.order.lines[0].id: 1})
    shop.do("K", "fulfilment.pick", home)
    return shop.refused("S", "fulfilment.join", shop.order.fulfilments[1])


@story("parcel_open", "cancel a fulfilment")
def cancel_boxed() -> str:
    shop = Shop().confirmed()
    shop.boxed()
    return shop.refused("S", "fulfilment.cancel", shop.part())


@story("buyer_not_asked")
def substitute_unasked() -> str:
    shop = Shop(stock=0).paid()
    shop.do("S", "order.confirm", backorder=True)
    return shop.refused("S", "fulfilment.substitute", shop.part(), sku_id=2)


def short_shop() -> Shop:
    shop = Shop().stock(1, 0).paid()
    shop.do("S", "order.confirm", backorder=True)
    return shop


@story("sku_missing")
def substitute_unnamed() -> str:
    shop = short_shop()
    return shop.refused("S", "fulfilment.substitute", shop.part(), agreed=True)


@story("sku_unknown")
def substitute_unknown() -> str:
    shop = short_shop()
    return shop.refused("S", "fulfilment.substitute", shop.part(), agreed=True, sku_id=99)


@story("same_goods")
def substitute_itself() -> str:
    shop = short_shop()
    return shop.refused("S", "fulfilment.substitute", shop.part(), agreed=True, sku_id=1)


@story("gift_has_no_value")
def substitute_gift() -> str:
    shop = Shop()
    shop.add_gift(4)
    shop.stock(4, 0).paid().do("S", "order.confirm", backorder=True)
    part = next(part for part in shop.order.fulfilments if part.state == "shortage")
    return shop.refused("S", "fulfilment.substitute", part, agreed=True, sku_id=2)


@story("nothing_to_pack")
def open_unpicked() -> str:
    return Shop().confirmed().refused("K", "parcel.open", None)


@story("units_out_of_range", "open a box for more than is picked")
def open_too_many() -> str:
    shop = Shop().confirmed().picked()
    return shop.refused("K", "parcel.open", None, lines={shop.order.lines[0].id: 3})


@story("line_missing")
def scan_nothing() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.scan", shop.boxed())


@story("not_in_parcel")
def scan_foreign() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.scan", shop.boxed(), line_id=12345)


@story("scan_over")
def scan_too_often() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.scan", shop.boxed(), line_id=shop.order.lines[0].id, units=3)


@story("pieces_missing")
def pack_unscanned() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.pack", shop.boxed())


@story("not_your_role", "override")
def override_by_a_clerk() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.pack", shop.boxed(), override=True, reason="late")


@story("units_blocked", "pack")
def pack_refunded() -> str:
    shop = Shop().policy(refund_limits={}).confirmed()
    box = shop.boxed()
    shop.ask("refund_unshipped")
    return shop.refused("K", "parcel.scan", box, line_id=shop.order.lines[0].id)


@story("units_blocked", "hand over")
def hand_over_refunded() -> str:
    shop = Shop().policy(refund_limits={}).confirmed()
    box = shop.labelled()
    shop.ask("refund_unshipped")
    return shop.refused("K", "parcel.hand_over", box)


@story("units_not_blocked")
def take_out_good_ones() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.take_out", shop.boxed())


@story("units_left")
def take_out_of_two() -> str:
    shop = Shop().policy(refund_limits={}).confirmed()
    box = shop.boxed()
    shop.ask("refund_unshipped")
    return code_of(empties, shop, box)


@story("waybill_missing")
def label_without_number() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.label", shop.packed())


@story("money_missing", "label when the promise was broken")
def label_unpaid() -> str:
    shop = Shop().promised()
    shop.do("S", "order.confirm")
    box = shop.packed()
    shop.do("Y", "payment.refuse", shop.order.payments[0])
    return shop.refused("K", "parcel.label", box, waybill="W1")


@story("on_hold", "hand over")
def hand_over_held() -> str:
    shop = Shop().confirmed()
    box = shop.labelled()
    shop.do("S", "hold.place", None, reason="wait")
    return shop.refused("K", "parcel.hand_over", box)


@story("not_in_state", "report a draft's parcel")
def report_draft() -> str:
    shop = Shop()
    return shop.refused("Y", "parcel.report", None, lines={shop.order.lines[0].id: 1})


@story("units_missing")
def report_nothing() -> str:
    return Shop().paid().refused("Y", "parcel.report", None)


@story("units_out_of_range", "report more than ordered")
def report_too_much() -> str:
    shop = Shop().paid()
    return shop.refused("Y", "parcel.report", None, lines={shop.order.lines[0].id: 3})


@story("box_empty")
def leave_everything_out() -> str:
    shop = Shop().confirmed()
    return shop.refused("K", "parcel.leave_out", shop.boxed())


@story("nothing_left_out")
def leave_nothing_out() -> str:
    shop = Shop().confirmed()
    box = shop.boxed()
    shop.do("K", "parcel.scan", box, line_id=shop.order.lines[0].id, units=box.lines[0].qty)
    return shop.refused("K", "parcel.leave_out", box)


@story("units_out_of_range", "miss what was scanned")
def miss_what_is_in() -> str:
    shop = Shop().confirmed()
    box = shop.boxed()
    shop.do("K", "parcel.scan", box, line_id=shop.order.lines[0].id)
    return shop.refused("K", "parcel.miss", box, lines={shop.order.lines[0].id: box.lines[0].qty})

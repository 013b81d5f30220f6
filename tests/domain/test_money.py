"""Money to the last cent: proration, the value of units, and any sequence of refunds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from desktop_oms.domain.money import exponent, prorate, spread, value_of_units
from tests.domain.refusals import came_back, delivered_shop
from tests.domain.shop import Shop

AMOUNTS = some.integers(0, 10**9)


@given(AMOUNTS, some.lists(AMOUNTS, min_size=1, max_size=8))
def test_shares_add_up_and_none_is_off_by_a_unit(total: int, weights: list[int]) -> None:
    shares = prorate(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert share >= 0
        assert not whole or abs(share * whole - total * weight) < whole


def test_nothing_is_shared_among_nobody() -> None:
    assert prorate(0, []) == []
    assert prorate(7, [0, 0, 0]) == [3, 2, 2]


@given(AMOUNTS, some.lists(some.integers(1, 5), min_size=1, max_size=10))
def test_any_sequence_of_units_is_worth_the_whole(value: int, sequence: list[int]) -> None:
    left, units_left, taken = value, sum(sequence), []
    for units in sequence:
        taken.append(value_of_units(left, units_left, units))
        left, units_left = left - taken[-1], units_left - units
    assert (left, sum(taken)) == (0, value)
    assert all(part >= 0 for part in taken)


@given(AMOUNTS, some.lists(AMOUNTS, max_size=6))
def test_purses_give_no_more_than_they_hold(amount: int, caps: list[int]) -> None:
    parts = spread(amount, caps)
    assert sum(parts) == min(amount, sum(caps))
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_currencies_have_their_own_places() -> None:
    assert [exponent(code) for code in ("CNY", "USD", "JPY", "KWD")] == [2, 2, 0, 3]


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.tuples(some.integers(1, 4), some.integers(0, 999)), min_size=1, max_size=3),
    some.integers(0, 500),
    some.integers(0, 99),
    some.randoms(use_true_random=False),
)
def test_refunds_of_all_units_in_any_order_give_back_what_was_paid(
    lines: list[tuple[int, int]], discount: int, shipping: int, rng: object
) -> None:
    goods = sum(qty * price for qty, price in lines)
    shop = Shop(
        *((sku, qty, price) for sku, (qty, price) in enumerate(lines, start=1)),
        discount=min(discount, goods),
        shipping=shipping,
    ).paid()
    units = [line for line in shop.order.lines for _ in range(line.qty)]
    rng.shuffle(units)  # type: ignore[attr-defined]
    for line in units:
        if not shop.order.ended:
            shop.do("C", "case.request", None, kind="refund_unshipped", lines={line.id: 1}, reason="not_wanted")
            shop.money_back()
    assert sum(shop.refunds()) == shop.order.total == shop.order.refunded
    assert shop.order.ended


def test_a_deduction_stays_with_its_units() -> None:
    shop = Shop((1, 3, 500)).confirmed()
    shop.delivered()
    shop.do("R", "case.approve", shop.ask("refund_only"), deduction=100, reason="worn")
    shop.do("R", "case.approve", shop.ask("refund_only"))
    shop.do("R", "case.approve", shop.ask("refund_only"))
    assert shop.refunds() == [400, 500, 500]
    assert shop.order.lines[0].withheld == 100


def test_an_agreed_amount_is_a_ceiling() -> None:
    shop = delivered_shop()
    shop.do("R", "case.approve", shop.ask("refund_only"), amount=123, reason="as agreed")
    assert shop.refunds() == [123]


def test_an_allowance_lowers_what_is_left_and_takes_no_unit() -> None:
    shop = delivered_shop()
    line = shop.order.lines[0]
    case = shop.do("S", "case.request", None, kind="allowance", amounts={line.id: 101})
    shop.do("R", "case.approve", case)
    shop.do("R", "case.approve", shop.ask("refund_only", 2))
    assert shop.refunds() == [101, 899]
    assert line.units_committed == 2


def test_an_allowance_may_be_agreed_for_less_and_thought_over() -> None:
    shop = Shop(shipping=80).policy(undo_delay=10**6).confirmed()
    line = shop.order.lines[0]
    case = shop.do("S", "case.request", None, kind="allowance", amounts={line.id: 100}, shipping=50)
    shop.do("R", "case.approve", case, amount=30, reason="as agreed")
    assert case.deduction_reason == "as agreed"
    shop.do("R", "case.unapprove", case)
    shop.do("R", "case.approve", case)
    shop.do("R", "case.start_refund", case)
    assert shop.refunds() == [150]


def test_shipping_goes_back_with_the_last_unit_when_nothing_was_shipped() -> None:
    shop = Shop((1, 2, 500), shipping=80).paid()
    shop.ask("refund_unshipped")
    shop.ask("refund_unshipped")
    assert shop.refunds() == [500, 580]


def test_shipping_stays_when_something_was_shipped() -> None:
    shop = Shop((1, 2, 500), shipping=80).confirmed()
    shop.sent(lines={shop.order.lines[0].id: 1})
    shop.ask("refund_unshipped")
    shop.do("R", "case.approve", shop.ask("refund_only"))
    assert shop.refunds() == [500, 500]


def test_a_discount_of_the_platform_is_never_paid_out() -> None:
    shop = Shop((1, 1, 1000), platform=300).paid()
    shop.ask("refund_unshipped")
    assert shop.refunds() == [700]


def test_what_was_never_collected_is_waived() -> None:
    shop = Shop((1, 2, 500)).promised()
    shop.ask("refund_unshipped")
    order = shop.order
    assert (order.waived, order.due, order.collect, shop.refunds()) == (500, 500, 500, [])
    shop.do("$", "payment.collect", order.payments[0])
    assert order.captured == 500
    shop.ask("refund_unshipped")
    assert shop.refunds() == [500]


def test_cash_paid_in_part_goes_back_only_as_far_as_it_came() -> None:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(300)
    payment = shop.do("S", "payment.start", None, amount=700, provider="cash")
    shop.do("S", "payment.promise", payment)
    shop.ask("refund_unshipped", 2)
    assert (shop.refunds(), shop.order.waived) == ([300], 700)


def test_a_refund_is_spread_over_the_payments() -> None:
    shop = Shop((1, 2, 500)).unpaid()
    shop.pay(600)
    shop.pay(400)
    shop.ask("refund_unshipped", 2)
    assert shop.refunds() == [600, 400]


def test_a_gift_leaves_with_the_last_unit_it_was_given_with() -> None:
    shop = Shop((1, 1, 500))
    gift = shop.add_gift()
    shop.confirmed()
    shop.ask("refund_unshipped")
    assert shop.refused("K", "parcel.open", None) == "nothing_to_pack"
    shop.money_back()
    assert gift.going_out == 0
    assert shop.level(4).allocated == 0


def test_a_gift_the_buyer_keeps_is_asked_back() -> None:
    shop = Shop((1, 1, 500))
    shop.add_gift()
    shop.confirmed()
    shop.delivered()
    shop.do("R", "case.approve", shop.ask("refund_only"))
    shop.money_back()
    assert (shop.order.status, shop.tasks()) == ("refunded", ["gift_to_reclaim"])


def test_a_zero_total_is_paid_by_itself_and_its_refund_needs_no_money() -> None:
    shop = Shop((1, 2, 0)).submitted()
    assert shop.order.status == "paid"
    shop.ask("refund_unshipped", 2)
    assert (shop.order.status, shop.order.refunds) == ("cancelled", [])


def test_a_paid_order_of_which_all_is_taken_out_is_refunded_and_not_cancelled() -> None:
    shop = Shop().paid()
    shop.ask("refund_unshipped", 2)
    shop.money_back()
    assert shop.order.stage == "closed"


def test_a_shop_that_gives_back_more_than_is_left_is_told_apart() -> None:
    shop = Shop((1, 1, 500)).paid()
    shop.do("Y", "refund.report", None, amount=800)
    assert (shop.order.refunded, shop.order.over_refunded, shop.tasks()) == (500, 300, ["over_refunded"])


def test_a_return_that_is_refused_after_inspection_goes_back_and_frees_the_units() -> None:
    shop = delivered_shop()
    line = shop.order.lines[0]
    case = shop.do("C", "case.request", None, kind="return_refund", lines={line.id: 2}, reason="not_wanted")
    shop.do("R", "case.approve", case)
    came_back(shop, case, damaged=2)
    shop.do("R", "case.send_back", case, reason="worn", waybill="B1")
    assert (line.returned, line.free_shipped, case.state) == (0, 2, "rejected")
    assert shop.order.parcels[-1].kind == "send_back"

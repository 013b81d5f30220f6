"""Waves through the services on both databases: chosen, picked by scan, sorted, cut short, stopped, put back."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.pick_walk import PickVerdict, Work
from desktop_oms.domain.waves import IN_BULK, INTO_BASKETS, Wave, Wish
from desktop_oms.services.wave_scans import WaveBench
from desktop_oms.services.wave_shorts import LATER, SHIP_REST, WHOLE_ORDER
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

XL, CUP = "TEE-XL", "CUP"


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def a_wave(shop: Shop, *numbers: str, mode: str = INTO_BASKETS) -> Wave:
    ids = [shop.app.orders.find(number) for number in numbers]
    waves, results = shop.app.waves.make(shop.clerk, ids, mode)
    assert [result.trouble for result in results if result.trouble] == []
    return waves[0]


def bench(shop: Shop, wave: Wave, work: Work) -> WaveBench:
    return WaveBench(shop.app.wave_scans, shop.clerk, wave.id, work)


def assert_adds_up(shop: Shop) -> None:
    """Everything adds up; the orders of this shop were made without the first step of their history."""
    found = shop.app.upkeep.reconcile(full=True)
    assert [one for one in found if one.code != "history_jumps" or one.facts["seq"] != 1] == []


def states(wave: Wave) -> list[str]:
    return [basket.state for basket in wave.baskets]


def test_a_proposal_takes_single_pieces_first_then_the_most_urgent(shop: Shop) -> None:
    big, single, late = shop.order(), shop.order(CUP=1), shop.order(CUP=2)
    shop.order(confirm=False)
    found = shop.app.waves.propose(Wish())
    assert [one.number for one in found.chosen] == [single, big, late]
    assert (found.lines, found.pieces, found.bins, found.more) == (4, 6, 2, 0)
    assert [one.number for one in shop.app.waves.propose(Wish(pieces="single")).chosen] == [single]
    assert [one.number for one in shop.app.waves.propose(Wish(area="a-10")).chosen] == [single, late]
    assert shop.app.waves.propose(Wish(most=1)).more == 2
    assert shop.app.waves.propose(Wish(ship_before=1)).chosen == ()


def test_an_order_in_a_wave_is_not_proposed_again(shop: Shop) -> None:
    number = shop.order()
    wave = a_wave(shop, number)
    assert shop.app.waves.propose(Wish()).chosen == ()
    shop.app.waves.kick_out(shop.clerk, wave.id, 1)
    assert [one.number for one in shop.app.waves.propose(Wish()).chosen] == [number]


def test_what_cannot_be_picked_is_refused_with_its_reason_and_gets_no_basket(shop: Shop) -> None:
    held, good, unpaid = shop.order(), shop.order(), shop.order(confirm=False)
    shop.do(shop.desk, held, "hold.place", reason="check")
    ids = [shop.app.orders.find(number) for number in (held, good, unpaid)]
    (wave,), results = shop.app.waves.make(shop.clerk, ids)
    assert [result.trouble.code for result in results if result.trouble] == ["on_hold", "nothing_to_pick"]
    assert [(basket.number, basket.order_no) for basket in wave.baskets] == [(1, good)]
    none, _ = shop.app.waves.make(shop.clerk, [shop.app.orders.find(held)])
    assert none == []
    assert [one.number for one in shop.app.waves.latest()] == [wave.number]  # a wave begins with its first basket


def test_at_the_cart_each_piece_goes_into_its_basket_and_a_full_one_is_ready_to_pack(shop: Shop) -> None:
    first, second = shop.order(), shop.order(CUP=2)
    wave = a_wave(shop, first, second)
    at = bench(shop, wave, Work.BASKETS)
    assert at.session.current is not None
    assert at.session.current.goods.bin == "A-2"
    assert at.scan("LOC:A-2").verdict == PickVerdict.BIN_OK
    at.scan("2*")
    put = at.scan(XL)
    assert (put.verdict, put.puts, put.full) == (PickVerdict.TAKEN, ((1, 2),), ())
    assert at.scan("QTY:2").facts == {"n": 2}
    put = at.scan(CUP_CODE)
    assert (put.puts, put.full) == (((1, 1), (2, 1)), (1,))
    assert states(shop.app.waves.show(wave.id)) == ["full", "begun"]
    assert shop.read(first).fulfilments[0].state == "picked"
    assert at.scan(CUP_CODE).verdict == PickVerdict.ALL_TAKEN
    now = shop.app.waves.show(wave.id)
    assert (states(now), now.state) == (["full", "full"], "picking")
    assert now.progress().all_sorted
    assert shop.app.waves.close(shop.clerk, wave.id).state == "done"
    assert shop.app.packing.open(shop.clerk, first).number == first
    assert states(shop.app.waves.show(wave.id)) == ["packing", "full"]
    assert_adds_up(shop)


def test_in_bulk_pieces_are_taken_first_and_sorted_at_the_wall(shop: Shop) -> None:
    first, second = shop.order(), shop.order(CUP=2)
    wave = a_wave(shop, first, second, mode=IN_BULK)
    at = bench(shop, wave, Work.BULK)
    assert at.scan(f"3*{CUP_CODE}").puts == ()
    assert at.scan(f"2*{XL}").verdict == PickVerdict.ALL_TAKEN
    now = shop.app.waves.show(wave.id)
    assert (now.progress().picked, now.progress().sorted, states(now)) == (5, 0, ["waiting", "waiting"])
    wall = bench(shop, wave, Work.SORT)
    assert wall.scan(CUP_CODE).puts == ((1, 1),)
    assert wall.scan(CUP_CODE).puts == ((2, 1),)
    assert wall.scan(CUP_CODE).full == (2,)
    assert wall.scan(CUP_CODE).verdict == PickVerdict.OVER
    assert wall.scan("CMD:OK").verdict == PickVerdict.ACKNOWLEDGED
    wall.scan(f"2*{XL}")
    now = shop.app.waves.show(wave.id)
    assert (states(now), now.state, now.progress().sorted) == (["full", "full"], "sorting", 5)
    assert_adds_up(shop)


def test_goods_picked_by_paper_may_be_sorted_by_scan(shop: Shop) -> None:
    number = shop.order(CUP=1)
    printed = shop.app.printing.pick_list(shop.clerk, [shop.app.orders.find(number)])
    wave = shop.app.waves.find(printed.waves[0])
    assert bench(shop, wave, Work.SORT).scan(CUP_CODE).full == (1,)
    assert shop.app.waves.show(wave.id).held == {shop.skus[CUP]: 1}


def test_wrong_unknown_and_too_many_stop_until_they_are_acknowledged(shop: Shop) -> None:
    at = bench(shop, a_wave(shop, shop.order(CUP=1)), Work.BASKETS)
    for code, verdict in (
        ("TEE-M", PickVerdict.WRONG),
        ("NOBODY", PickVerdict.UNKNOWN),
        (f"2*{CUP_CODE}", PickVerdict.OVER),
        ("LOC:Z-1", PickVerdict.WRONG_BIN),
    ):
        assert at.scan(code).verdict == verdict
        assert at.scan(CUP_CODE).verdict == PickVerdict.ACKNOWLEDGE_FIRST
        assert at.scan("CMD:OK").verdict == PickVerdict.ACKNOWLEDGED
    assert at.scan("CMD:NOTHING").verdict == PickVerdict.COMMAND_UNKNOWN
    assert at.scan(CUP_CODE).full == (1,)


def test_undo_takes_a_piece_out_of_a_full_basket_again(shop: Shop) -> None:
    number = shop.order(CUP=1)
    wave = a_wave(shop, number)
    at = bench(shop, wave, Work.BASKETS)
    at.scan(CUP_CODE)
    assert at.scan("CMD:UNDO").verdict == PickVerdict.UNDONE
    assert at.scan("CMD:UNDO").verdict == PickVerdict.NOTHING_TO_UNDO
    now = shop.app.waves.show(wave.id)
    assert (states(now), now.held) == (["waiting"], {shop.skus[CUP]: 0})
    assert shop.read(number).fulfilments[0].state == "picking"
    assert at.scan(CUP_CODE).full == (1,)
    assert_adds_up(shop)


def test_undo_goes_on_after_the_scanner_was_put_down_and_stops_at_what_others_hold(shop: Shop) -> None:
    wave = a_wave(shop, shop.order(CUP=2), shop.order(CUP=1))
    for _ in range(3):
        bench(shop, wave, Work.BASKETS).scan(CUP_CODE)
    assert bench(shop, wave, Work.BASKETS).scan("0*CUP").verdict == PickVerdict.UNKNOWN
    again = bench(shop, wave, Work.BASKETS)
    undone = [again.scan("CMD:UNDO"), bench(shop, wave, Work.BASKETS).scan("CMD:UNDO")]
    assert [(one.verdict, one.puts) for one in undone] == [
        (PickVerdict.UNDONE, ((2, -1),)),
        (PickVerdict.UNDONE, ((1, -1),)),
    ]
    other = WaveBench(shop.app.wave_scans, shop.other_clerk, wave.id, Work.BASKETS)
    assert other.scan("CMD:UNDO").verdict == PickVerdict.NOTHING_TO_UNDO
    shop.app.waves.kick_out(shop.clerk, wave.id, 1)
    assert bench(shop, wave, Work.BASKETS).scan("CMD:UNDO").verdict == PickVerdict.NOTHING_TO_UNDO
    assert_adds_up(shop)


@pytest.mark.parametrize("work", [Work.BASKETS, Work.BULK])
def test_a_refund_asked_for_meanwhile_stops_the_next_scan(shop: Shop, work: Work) -> None:
    first, second = shop.order(CUP=2), shop.order(CUP=1)
    wave = a_wave(shop, first, second)
    at = bench(shop, wave, work)
    at.scan(CUP_CODE)
    line = shop.read(first).lines[0]
    shop.do(shop.desk, first, "case.request", kind="refund_unshipped", lines={line.id: 2}, reason="changed_mind")
    stopped = at.scan(CUP_CODE)
    assert (stopped.verdict, stopped.refusal) == (PickVerdict.BLOCKED, "wave_basket_stopped_by")
    assert stopped.facts["basket"] == 1
    assert at.scan("CMD:OK").verdict == PickVerdict.ACKNOWLEDGED
    now = shop.app.waves.show(wave.id)
    assert states(now)[0] == "out"
    back = [(one.basket, one.units) for one in now.put_backs()]
    assert back == ([(1, 1)] if work == Work.BASKETS else [])  # a loose cup serves the other order
    at.scan(CUP_CODE)
    shop.app.waves.put_back(shop.clerk, wave.id)
    assert shop.app.waves.show(wave.id).put_backs() == ()
    assert_adds_up(shop)


def test_a_refund_for_one_of_two_pieces_leaves_the_other_to_pick(shop: Shop) -> None:
    number = shop.order(CUP=2)
    wave = a_wave(shop, number)
    at = bench(shop, wave, Work.BASKETS)
    line = shop.read(number).lines[0]
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    refused = at.scan(f"2*{CUP_CODE}")
    assert (refused.refusal, refused.facts["n"]) == ("wave_less_wanted", 1)
    at.scan("CMD:OK")
    assert at.scan(CUP_CODE).full == (1,)


def test_a_basket_whose_order_became_smaller_is_full_without_a_further_scan(shop: Shop) -> None:
    number = shop.order(CUP=2)
    wave = a_wave(shop, number)
    at = bench(shop, wave, Work.BASKETS)
    at.scan(CUP_CODE)
    line = shop.read(number).lines[0]
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    assert at.scan(CUP_CODE).refusal == "wave_none_wanted"
    at.scan("CMD:OK")
    assert states(shop.app.waves.show(wave.id)) == ["full"]
    assert shop.app.waves.close(shop.clerk, wave.id).state == "done"
    assert_adds_up(shop)


def test_a_hold_on_a_full_basket_stops_the_wave_too(shop: Shop) -> None:
    first, second = shop.order(CUP=1), shop.order(CUP=1)
    wave = a_wave(shop, first, second)
    at = bench(shop, wave, Work.BASKETS)
    at.scan(CUP_CODE)
    shop.do(shop.desk, first, "hold.place", reason="address")
    assert at.scan(CUP_CODE).facts["number"] == first
    at.scan("CMD:OK")
    assert shop.read(first).fulfilments[0].state == "allocated"
    assert [(one.basket, one.units) for one in shop.app.waves.show(wave.id).put_backs()] == [(1, 1)]


def test_short_and_ship_the_rest_leaves_a_shortage_and_a_bin_to_count(shop: Shop) -> None:
    first, second = shop.order(), shop.order()
    wave = a_wave(shop, first, second)
    at = bench(shop, wave, Work.BASKETS)
    at.scan(f"2*{CUP_CODE}")
    done = shop.app.wave_shorts.short(shop.clerk, wave.id, XL, 1, SHIP_REST)
    assert [(one.order_no, one.units, one.trouble) for one in done] == [(second, 1, None)]
    order = shop.read(second)
    assert sorted(part.state for part in order.fulfilments) == ["picking", "shortage"]
    assert sorted(task.kind for task in order.open_tasks()) == ["shortage", "stock_count"]
    assert shop.app.stock.shortages()[0].units == 1
    bench(shop, wave, Work.BASKETS).scan(f"3*{XL}")
    now = shop.app.waves.show(wave.id)
    assert states(now) == ["full", "full"]
    assert [basket.pieces for basket in now.baskets] == [(3, 3), (2, 2)]
    assert_adds_up(shop)


def test_a_line_refused_stays_to_pick_outside_the_wave(shop: Shop) -> None:
    number = shop.order()
    wave = a_wave(shop, number)
    bench(shop, wave, Work.BASKETS).scan(CUP_CODE)
    shop.app.wave_shorts.short(shop.clerk, wave.id, XL, 2, LATER)
    order = shop.read(number)
    assert sorted(part.state for part in order.fulfilments) == ["allocated", "picked"]
    assert [(basket.state, basket.pieces) for basket in shop.app.waves.show(wave.id).baskets] == [("full", (1, 1))]
    assert [one.number for one in shop.app.waves.propose(Wish()).chosen] == [number]
    assert_adds_up(shop)


def test_a_whole_order_short_leaves_the_wave_and_its_pieces_go_back(shop: Shop) -> None:
    number = shop.order()
    wave = a_wave(shop, number)
    bench(shop, wave, Work.BASKETS).scan(CUP_CODE)
    with pytest.raises(Refused, match="wave_not_full"):
        shop.app.waves.close(shop.clerk, wave.id)
    (done,) = shop.app.wave_shorts.short(shop.clerk, wave.id, XL, 1, WHOLE_ORDER, "damaged")
    assert done.out
    now = shop.app.waves.show(wave.id)
    assert (now.baskets[0].state, now.baskets[0].reason) == ("out", "short_order")
    assert [(one.goods.sku, one.units, one.basket) for one in now.put_backs()] == [(CUP, 1, 1)]
    assert {part.state for part in shop.read(number).fulfilments} == {"allocated", "shortage"}
    with pytest.raises(Refused, match="wave_put_back_first"):
        shop.app.waves.close(shop.clerk, wave.id)
    shop.app.waves.put_back(shop.clerk, wave.id)
    assert shop.app.waves.close(shop.clerk, wave.id).state == "done"
    assert_adds_up(shop)


def test_more_than_is_wanted_cannot_be_short(shop: Shop) -> None:
    wave = a_wave(shop, shop.order(CUP=1))
    with pytest.raises(Refused, match="wave_less_wanted"):
        shop.app.wave_shorts.short(shop.clerk, wave.id, CUP, 2, SHIP_REST)
    with pytest.raises(Refused, match="wave_goods_unknown"):
        shop.app.wave_shorts.short(shop.clerk, wave.id, XL, 1, SHIP_REST)
    with pytest.raises(OmsError, match="wave_outcome_unknown"):
        shop.app.wave_shorts.short(shop.clerk, wave.id, CUP, 1, "other")


def test_a_cancelled_wave_gives_its_orders_free(shop: Shop) -> None:
    first, second = shop.order(CUP=1), shop.order()
    wave = a_wave(shop, first, second)
    bench(shop, wave, Work.BASKETS).scan(XL)
    now = shop.app.waves.cancel(shop.clerk, wave.id)
    assert (now.state, states(now)) == ("cancelled", ["out", "out"])
    assert {shop.read(number).fulfilments[0].state for number in (first, second)} == {"allocated"}
    with pytest.raises(Refused, match="wave_over"):
        bench(shop, wave, Work.BASKETS)
    with pytest.raises(Refused, match="wave_over"):
        shop.app.waves.assign(shop.clerk, wave.id, "clerk2")


def test_a_wave_names_its_picker_and_who_may_run_it(shop: Shop) -> None:
    wave = a_wave(shop, shop.order())
    assert shop.app.waves.assign(shop.boss, wave.id, "clerk2").picker == "Clerk2"
    with pytest.raises(OmsError, match="user_unknown"):
        shop.app.waves.assign(shop.boss, wave.id, "nobody")
    with pytest.raises(Refused, match="not_your_role"):
        shop.app.waves.cancel(shop.cashier, wave.id)
    assert bench_refusal(shop, wave) == "not_your_role"


def bench_refusal(shop: Shop, wave: Wave) -> str:
    return WaveBench(shop.app.wave_scans, shop.desk, wave.id, Work.BASKETS).scan(XL).refusal


def test_a_wave_whose_last_order_moves_into_another_one_is_over(shop: Shop) -> None:
    one, other = shop.order(CUP=1), shop.order(CUP=1)
    first = a_wave(shop, one, other)
    a_wave(shop, one)
    assert (shop.app.waves.show(first.id).state, states(shop.app.waves.show(first.id))) == ("open", ["out", "waiting"])
    second = a_wave(shop, other)
    assert shop.app.waves.show(first.id).state == "cancelled"
    assert states(second) == ["waiting"]
    assert_adds_up(shop)


def test_an_order_half_in_a_basket_does_not_move_to_another_wave(shop: Shop) -> None:
    number, other = shop.order(), shop.order()
    wave = a_wave(shop, number, other)
    bench(shop, wave, Work.BASKETS).scan(CUP_CODE)
    ids = [shop.app.orders.find(one) for one in (number, other)]
    (second,), results = shop.app.waves.make(shop.clerk, ids)
    assert [result.trouble.code for result in results if result.trouble] == ["order_in_wave"]
    assert [basket.order_no for basket in second.baskets] == [other]
    assert states(shop.app.waves.show(wave.id)) == ["begun", "out"]


def test_the_bench_opens_the_box_of_a_basket_by_its_code(shop: Shop) -> None:
    number = shop.order(CUP=1)
    wave = a_wave(shop, number)
    bench(shop, wave, Work.BASKETS).scan(CUP_CODE)
    assert shop.app.packing.open(shop.clerk, f"{wave.number}-1").number == number


def test_counts_survive_the_program(shop: Shop) -> None:
    wave = a_wave(shop, shop.order(CUP=3))
    bench(shop, wave, Work.BASKETS).scan(f"2*{CUP_CODE}")
    again = bench(shop, wave, Work.BASKETS)
    assert again.session.current is not None
    assert (again.session.current.left, again.session.pieces) == (1, (2, 3))


def test_a_wave_with_a_stopped_basket_is_not_closed(shop: Shop) -> None:
    number = shop.order()
    wave = a_wave(shop, number)
    shop.do(shop.desk, number, "hold.place", reason="check")
    with pytest.raises(Refused, match="wave_basket_stopped"):
        shop.app.waves.close(shop.clerk, wave.id)

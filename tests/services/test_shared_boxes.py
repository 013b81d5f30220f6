"""One box for several orders: opened, packed, labelled, handed over and delivered together, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.services import paper
from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Database
from desktop_oms.services.pack_job import PackJob
from desktop_oms.services.packing import Packing
from desktop_oms.services.scan_bench import ScanBench
from desktop_oms.services.together import Company
from desktop_oms.storage.engine import Connection
from tests.services.packing_bench import ask_refund
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop, sound

READY = SHELVED
R = TypeVar("R")


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def three(shop: Shop, *, group: bool = True) -> tuple[str, str, str]:
    """Three orders of one buyer that ship together: a cup and two tees, a cup, and a tee in M."""
    numbers = (shop.order("S-1"), shop.order("S-2", CUP=1), shop.order("S-3", TEE_M=1))
    if group:
        shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in numbers])
    return numbers


def states(shop: Shop, *numbers: str) -> list[str]:
    """The newest parcel's state of each order."""
    return [shop.read(number).parcels[-1].state for number in numbers]


def pack(shop: Shop, number: str, *codes: str) -> list[str]:
    return [str(one.verdict) for one in shop.app.packing.pack_by_scans(shop.clerk, number, codes)]


def job_of(shop: Shop, number: str) -> PackJob:
    return shop.app.packing.job(shop.read(number).parcels[-1].id)


ALL = ("TEE-XL", "TEE-XL", CUP_CODE, CUP_CODE, "TEE-M")


def test_any_of_the_orders_opens_one_box_with_the_goods_of_all(shop: Shop) -> None:
    numbers = three(shop)
    job = shop.app.packing.open(shop.clerk, numbers[1])
    assert [part.number for part in job.parts] == [*numbers]
    assert (job.number, job.mates, job.version > 0) == (numbers[0], numbers[1:], True)
    assert [(line.order_no, line.sku, line.qty) for line in job.lines] == [
        (numbers[0], "TEE-XL", 2),
        (numbers[0], "CUP", 1),
        (numbers[1], "CUP", 1),
        (numbers[2], "TEE-M", 1),
    ]
    assert [text for _, text in job.notes] == [f"{number} · 请放门口" for number in numbers]
    assert job.weight_g == 2 * 200 + 2 * 350 + 190
    assert {shop.app.packing.open(shop.clerk, number).parcel_id for number in numbers} == {job.parcel_id}
    assert states(shop, *numbers) == ["open"] * 3


class AnswersLate(Database):
    """A database that loses the answer to each commit, so that the work runs a second time."""

    def write(self, work: Callable[[Connection], R]) -> R:
        super().write(work)
        return super().write(work)


def test_a_box_whose_opening_was_committed_unheard_is_opened_once(shop: Shop) -> None:
    numbers = three(shop)
    own = shop.app.database
    late = AnswersLate(own.engine, own.new_id, own.now)
    packing = Packing(late, Commands(late, shop.app.worlds), shop.app.printing)
    job = packing.open(shop.clerk, numbers[0])
    assert [part.number for part in job.parts] == [*numbers]
    assert states(shop, *numbers) == ["open"] * 3
    assert sound(shop)


def test_one_label_and_one_row_for_all_and_all_arrive(shop: Shop) -> None:
    numbers = three(shop)
    assert pack(shop, numbers[2], *ALL) == ["ok", "ok", "ok", "ok", "all_in"]
    (waybill,) = {shop.read(number).parcels[0].waybill for number in numbers}
    assert waybill
    assert states(shop, *numbers) == ["labelled"] * 3
    assert len(shop.app.printing.waiting()) == 1
    (seen,) = shop.app.orders.view(shop.app.orders.find(numbers[1]), shop.desk).parcels
    assert (seen.mates, seen.waybill) == ((numbers[0], numbers[2]), waybill)
    assert shop.app.packing.confirm_label(shop.clerk, job_of(shop, numbers[1]).parcel_id, waybill).verdict == "label_ok"
    (box,) = shop.app.hand_over.waiting()
    assert (box.number, box.mates, box.pieces) == (numbers[0], numbers[1:], 5)
    out = shop.app.hand_over.scan(shop.clerk, waybill)
    assert (out.number, out.mates, out.manifest.parcels) == (numbers[0], numbers[1:], 1)
    assert states(shop, *numbers) == ["in_transit"] * 3
    assert [(row.number, row.mates, row.pieces) for row in shop.app.hand_over.parcels(out.manifest.id)] == [
        (numbers[0], numbers[1:], 5)
    ]
    with pytest.raises(Refused, match="already_handed_over"):
        shop.app.hand_over.scan(shop.clerk, waybill)
    shop.app.hand_over.deliver(shop.desk, shop.read(numbers[1]).parcels[0].id, "buyer called")
    assert states(shop, *numbers) == ["delivered"] * 3
    assert sound(shop)


def test_the_slip_bears_the_head_of_the_shop_whose_order_leads_the_box(shop: Shop) -> None:
    numbers = (shop.order(CUP=1), shop.order(CUP=1, channel="taobao"))
    for code in ("shopify", "taobao"):
        channel = shop.app.setup.state().channel(code)
        shop.app.setup.change_channel(shop.boss, channel.id, store_name=f"Paper boat on {code}")
    shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in numbers])
    pack(shop, numbers[1], CUP_CODE, CUP_CODE)
    for number in numbers:
        (slip,) = shop.app.database.read(partial(paper.slip_contents, order=shop.read(number), parcel_id=None))
        assert (slip.store, slip.order_no, slip.mates) == ("Paper boat on shopify", numbers[0], (numbers[1],))


def test_a_refund_for_one_stops_the_box_at_the_next_scan_of_any(shop: Shop) -> None:
    numbers = three(shop)
    job = shop.app.packing.open(shop.clerk, numbers[0])
    session = job.session()
    assert shop.app.packing.record_scan(shop.clerk, job, session.scan("TEE-XL")).refusal is None
    ask_refund(shop, numbers[1], CUP=1)
    stored = shop.app.packing.record_scan(shop.clerk, job, session.scan("TEE-XL"))
    assert stored.refusal is not None
    assert stored.refusal.code == "units_blocked"
    left = shop.app.packing.carry_on(shop.clerk, job.parcel_id)
    assert left is not None
    assert [part.number for part in left.parts] == [numbers[0], numbers[2]]
    assert states(shop, *numbers) == ["open", "void", "open"]
    assert pack(shop, numbers[0], "TEE-XL", CUP_CODE, "TEE-M") == ["ok", "ok", "all_in"]
    assert states(shop, *numbers) == ["labelled", "void", "labelled"]
    assert sound(shop)


def test_a_refund_for_one_stops_a_labelled_box_at_the_door(shop: Shop) -> None:
    numbers = three(shop)
    pack(shop, numbers[0], *ALL)
    waybill = str(shop.read(numbers[0]).parcels[0].waybill)
    ask_refund(shop, numbers[0], CUP=1, TEE_XL=2)
    with pytest.raises(Refused, match="units_blocked"):
        shop.app.hand_over.scan(shop.clerk, waybill)
    job = shop.app.packing.open(shop.clerk, waybill)
    left = shop.app.packing.carry_on(shop.clerk, job.parcel_id)
    assert left is not None
    assert [part.number for part in left.parts] == [*numbers[1:]]  # the first led the box; the next one leads now
    assert states(shop, *numbers) == ["void", "open", "open"]
    assert [shop.read(number).parcels[0].waybill for number in numbers] == [None] * 3
    pack(shop, numbers[2])
    assert states(shop, *numbers) == ["void", "labelled", "labelled"]
    assert sound(shop)


def test_an_order_on_hold_stops_the_box_until_it_is_taken_out(shop: Shop) -> None:
    numbers = three(shop)
    job = shop.app.packing.open(shop.clerk, numbers[0])
    shop.do(shop.desk, numbers[2], "hold.place", reason="buyer_asked")
    stored = shop.app.packing.record_scan(shop.clerk, job, job.session().scan("TEE-XL"))
    assert stored.refusal is not None
    assert (stored.refusal.code, stored.refusal.facts["number"]) == ("mate_stopped", numbers[2])
    with pytest.raises(Refused, match="mate_stopped"):
        shop.app.packing.carry_on(shop.clerk, job.parcel_id)
    shop.app.together.leave(shop.clerk, shop.app.orders.find(numbers[2]))
    assert states(shop, *numbers) == ["open", "open", "void"]
    assert pack(shop, numbers[0], *ALL[:4])[-1] == "all_in"
    shop.app.together.leave(shop.desk, shop.app.orders.find(numbers[1]))  # takes a label off as well
    assert states(shop, *numbers) == ["open", "void", "void"]
    assert shop.app.together.group_of(shop.app.orders.find(numbers[0])) == ()
    assert [shop.read(number).parcels[0].box_id for number in numbers] == [None] * 3
    with pytest.raises(Refused, match="together_not"):
        shop.app.together.leave(shop.desk, shop.app.orders.find(numbers[1]))
    assert sound(shop)


def test_of_two_orders_that_stop_the_box_the_bench_without_a_screen_takes_out_one_after_the_other(shop: Shop) -> None:
    numbers = three(shop)
    bench = ScanBench(shop.app.packing, shop.clerk, shop.app.packing.open(shop.clerk, numbers[0]))
    for number in numbers[1:]:
        shop.do(shop.desk, number, "hold.place", reason="buyer_asked")
    assert bench.scan("TEE-XL").verdict == "blocked"
    assert bench.scan("CMD:APART").verdict == "parted"
    assert [part.number for part in bench.job.parts] == [numbers[0], numbers[2]]
    assert bench.scan("TEE-XL").verdict == "blocked"
    assert bench.scan("CMD:APART").verdict == "parted"
    assert [str(bench.scan(code).verdict) for code in ("TEE-XL", "TEE-XL", CUP_CODE)] == ["ok", "ok", "all_in"]
    assert states(shop, *numbers) == ["labelled", "void", "void"]


def test_a_mate_that_is_stopped_once_it_was_seen_stops_the_next_scan(shop: Shop) -> None:
    numbers = three(shop)
    job = shop.app.packing.open(shop.clerk, numbers[0])
    session = job.session()
    assert shop.app.packing.record_scan(shop.clerk, job, session.scan("TEE-XL")).refusal is None
    assert shop.app.packing.record_scan(shop.clerk, job, session.scan(CUP_CODE)).refusal is None
    shop.do(shop.desk, numbers[2], "hold.place", reason="buyer_asked")
    stopped = shop.app.packing.record_scan(shop.clerk, job, session.scan("TEE-XL")).refusal
    assert stopped is not None
    assert stopped.code == "mate_stopped"


def test_who_ships_with_whom_is_told_with_why_it_cannot_leave(shop: Shop) -> None:
    one, other = shop.order(CUP=1), shop.order(CUP=1)
    together, key = shop.app.together, shop.app.orders.find(one)
    assert together.company(shop.desk, key) == Company()
    together.make(shop.desk, [key, shop.app.orders.find(other)])
    assert together.company(shop.clerk, key) == Company((other,))
    refused = together.company(shop.cashier, key).stays
    assert refused is not None
    assert refused.code == "not_your_role"
    pack(shop, one, CUP_CODE, CUP_CODE, "F10000001")
    shop.app.hand_over.scan(shop.clerk, "F10000001")
    assert together.company(shop.desk, key) == Company((other,), Refusal("together_sent", {"number": one}))
    with pytest.raises(Refused, match="together_sent"):
        together.leave(shop.desk, key)


def test_a_box_waits_for_all_who_ship_in_it(shop: Shop) -> None:
    numbers = (shop.order(CUP=1), shop.order(confirm=False, CUP=1))
    shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in numbers])
    with pytest.raises(Refused, match="mate_stopped") as stopped:
        shop.app.packing.open(shop.clerk, numbers[0])
    assert stopped.value.facts["because"] == "order_not_confirmed"
    assert not shop.read(numbers[0]).parcels
    shop.do(shop.desk, numbers[1], "order.confirm")
    shop.do(shop.desk, numbers[1], "order.amend", address={"street": "另一条街 2 号"})
    with pytest.raises(Refused, match="mate_stopped") as stopped:
        shop.app.packing.open(shop.clerk, numbers[0])
    assert stopped.value.facts["because"] == "together_differs"
    shop.do(shop.desk, numbers[0], "order.amend", address={"street": "另一条街 2 号"})
    assert len(shop.app.packing.open(shop.clerk, numbers[0]).parts) == 2


def test_pieces_left_out_go_into_a_further_box_of_the_same_orders(shop: Shop) -> None:
    numbers = three(shop)
    assert pack(shop, numbers[0], "TEE-XL", CUP_CODE, "CMD:NEXTPARCEL")[-1] == "next_parcel"
    assert states(shop, *numbers) == ["labelled", "void", "void"]
    job = shop.app.packing.open(shop.clerk, numbers[1])
    assert [(line.order_no, line.sku, line.qty) for line in job.lines] == [
        (numbers[0], "TEE-XL", 1),
        (numbers[1], "CUP", 1),
        (numbers[2], "TEE-M", 1),
    ]
    assert pack(shop, numbers[1], "TEE-XL", CUP_CODE, "CMD:SHORT", "CMD:OK")[-1] == "short"
    assert states(shop, *numbers) == ["labelled", "labelled", "void"]
    waybills = {parcel.waybill for number in numbers[:2] for parcel in shop.read(number).parcels if parcel.waybill}
    assert len(waybills) == 2
    assert sound(shop)


def test_who_shares_two_boxes_leaves_both(shop: Shop) -> None:
    numbers = (shop.order("S-1"), shop.order("S-2", CUP=2))
    shop.app.together.make(shop.desk, [shop.app.orders.find(number) for number in numbers])
    assert pack(shop, numbers[0], "TEE-XL", CUP_CODE, CUP_CODE, "CMD:NEXTPARCEL", "F10000001")[-1] == "label_ok"
    assert pack(shop, numbers[0], "TEE-XL", CUP_CODE) == ["ok", "all_in"]
    assert [len(shop.read(number).parcels) for number in numbers] == [2, 2]
    shop.app.together.leave(shop.desk, shop.app.orders.find(numbers[0]))
    found = [(one.state, one.box_id) for number in numbers for one in shop.read(number).parcels]
    assert found == [("void", None)] * 2 + [("open", None)] * 2
    assert sound(shop)


def test_goods_that_left_from_elsewhere_leave_the_box_open_for_the_others(shop: Shop) -> None:
    numbers = three(shop)
    pack(shop, numbers[0], *ALL)
    gone = {shop.read(numbers[1]).lines[0].id: 1}
    shop.do(SYSTEM, numbers[1], "parcel.report", lines=gone, carrier="YT", waybill="Y1")
    first = [shop.read(number).parcels[0] for number in numbers]
    assert [(one.state, one.waybill) for one in first] == [("open", None), ("void", None), ("open", None)]
    assert [part.number for part in job_of(shop, numbers[0]).parts] == [numbers[0], numbers[2]]
    assert sound(shop)


def test_an_event_on_one_parcel_befalls_the_box_or_nothing_does(shop: Shop) -> None:
    numbers = three(shop)
    pack(shop, numbers[0], *ALL)
    middle = shop.read(numbers[1]).parcels[0]
    shop.do(shop.clerk, numbers[1], "parcel.unlabel", middle)
    assert states(shop, *numbers) == ["packed"] * 3
    shop.do(shop.clerk, numbers[1], "parcel.unpack", middle)
    shop.do(shop.desk, numbers[2], "hold.place", reason="buyer_asked")
    with pytest.raises(Refused, match="on_hold"):
        shop.do(shop.clerk, numbers[0], "parcel.pack", shop.read(numbers[0]).parcels[0])
    assert states(shop, *numbers) == ["open"] * 3
    shop.do(shop.clerk, numbers[1], "parcel.void", middle)
    assert states(shop, *numbers) == ["void"] * 3
    assert sound(shop)


def test_another_bench_takes_over_the_whole_box(shop: Shop) -> None:
    numbers = three(shop)
    shop.app.packing.open(shop.clerk, numbers[0])
    with pytest.raises(Refused, match="box_elsewhere"):
        shop.app.packing.open(shop.other_clerk, numbers[1])
    shop.app.packing.deeds.take_over(shop.other_clerk, "clerk", shop.app.orders.find(numbers[2]))
    owners = {(one.claimed_by, one.station_id) for number in numbers for one in shop.read(number).parcels}
    assert owners == {("clerk2", shop.other_clerk.station_id)}
    job = shop.app.packing.open(shop.other_clerk, numbers[1])
    session = job.session()
    assert shop.app.packing.record_scan(shop.other_clerk, job, session.scan(CUP_CODE)).refusal is None
    assert sound(shop)

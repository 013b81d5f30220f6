"""Goods that come back are counted by scan, and a parcel nobody announced is written down until it is known whose."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.return_bench import ReturnLine, ReturnSession
from desktop_oms.storage import found_parcel_rows
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED, assert_sound
from tests.stories.counter import CODES, CUP, ONE_TEE, TEE, TWO_TEES, Counter, open_counter

READY = STOCKED

PNG, OTHER = (b"\x89PNG\r\n\x1a\n" + name for name in (b"picture", b"another"))


@pytest.fixture
def counter(app: App, standing_clock: StandingClock) -> Counter:
    """Two T-shirts and the cup are to come back."""
    made = open_counter(app, standing_clock)
    made.send()
    made.deliver()
    made.ask("return_refund", tee=2, cup=1)
    made.decide("reviewer", "case.approve")
    return made


def session(*wanted: tuple[str, int]) -> ReturnSession:
    lines = [ReturnLine(seq, code, code, "", n, {code: 1}) for seq, (code, n) in enumerate(wanted, 1)]
    return ReturnSession("A1-C1", lines)


def results(bench: ReturnSession, *codes: str) -> list[str]:
    return [str(bench.scan(code).result) for code in codes]


def test_a_scanned_piece_is_sellable_until_it_is_said_otherwise() -> None:
    bench = session(("A", 3), ("B", 1))
    assert results(bench, "a", "CMD:DAMAGED", "A", "QTY:2", "B", "CMD:OK", "B") == [
        *("ok", "judged", "ok", "quantity", "over", "acknowledged", "ok"),
    ]
    assert bench.counts == {1: {"sellable": 1, "damaged": 1}, 2: {"sellable": 1}}
    assert results(bench, "CMD:SELLABLE", "CMD:UNDO", "CMD:UNDO", "CMD:DONE") == ["judged", "undone", "undone", "done"]
    assert bench.counts == {1: {"damaged": 1}}


def test_other_goods_stop_the_bench_and_count_as_wrong_only_when_said() -> None:
    bench = session(("A", 1))
    assert results(bench, "X", "A", "CMD:DONE", "CMD:OK") == [
        *("not_expected", "acknowledge_first", "acknowledge_first", "acknowledged"),
    ]
    assert bench.counts == {}
    assert results(bench, "X", "CMD:WRONG", "A") == ["not_expected", "all_here", "over"]
    assert bench.counts == {1: {"wrong": 1}}


def test_nothing_can_be_judged_or_taken_back_before_it_was_counted() -> None:
    bench = session(("A", 2))
    assert results(bench, "CMD:WRONG", "CMD:UNDO", "CMD:JUMP", "QTY:0", "USR:lin", "2*", "A") == [
        *("nothing_to_judge", "nothing_to_undo", "command_unknown", "quantity_bad", "not_now", "quantity", "all_here"),
    ]


def test_a_parcel_is_received_by_its_waybill_and_the_rest_by_the_case(counter: Counter) -> None:
    counter.do("desk", "case.announce", counter.case, waybill="yt7001")
    bench, clerk = counter.app.return_bench, counter.who("clerk")
    assert bench.receive_by_scans(clerk, "YT7001", [CODES[TEE]]).done is None
    assert counter.order.lines[0].returned == 0  # an unfinished count is not stored
    first = bench.receive_by_scans(clerk, "YT7001", [CODES[TEE], CODES[CUP], "CMD:DONE"])
    assert first.done is not None
    assert counter.state == "awaiting_return"
    number = f"{counter.order.number}-C1"
    assert [line.qty for line in bench.open(number).session.lines] == [1]
    bench.receive_by_scans(clerk, number, [CODES[TEE], "CMD:DAMAGED"])
    assert (counter.state, counter.order.lines[0].returned) == ("received", 2)
    with pytest.raises(Refused, match="return_not_awaited"):
        bench.open(number)
    assert_sound(counter.app)


def test_what_will_not_come_is_said_by_scan(counter: Counter) -> None:
    number = f"{counter.order.number}-C1"
    counter.app.return_bench.receive_by_scans(counter.who("clerk"), number, ["2*", CODES[TEE], "CMD:SHORT"])
    counter.work()
    counter.restock(restocked=2)
    assert counter.shelf() == {CUP: -1}
    counter.settled(TWO_TEES, "shipped")
    assert ONE_TEE * 2 == TWO_TEES


def test_an_unknown_code_and_one_of_ours_are_told_apart(counter: Counter) -> None:
    bench = counter.app.return_bench
    with pytest.raises(OmsError, match="return_unknown"):
        bench.open("ZZ1")
    sent = counter.order.parcels[0].waybill or ""
    with pytest.raises(OmsError, match="return_of_sent") as told:
        bench.open(sent)
    assert told.value.facts["number"] == counter.order.number


def test_a_parcel_nobody_announced_is_kept_once_and_finds_its_case(counter: Counter) -> None:
    bench, clerk = counter.app.return_bench, counter.who("clerk")
    with pytest.raises(OmsError, match="found_nothing_told"):
        bench.found(clerk)
    with pytest.raises(OmsError, match="photo_unreadable"):
        bench.found(clerk, waybill="yt9", photos=[PNG, b"%PDF-1.7"])
    kept = bench.found(clerk, waybill="yt9", sender="Lin", photos=[PNG])
    assert bench.found(clerk, waybill="YT9", photos=[PNG, OTHER]).id == kept.id
    assert bench.photos(kept.id) == [PNG, OTHER]
    assert [one.id for one in bench.ownerless()] == [kept.id]
    matched = bench.match(clerk, kept.id, counter.case.id)
    assert (matched.state, matched.order_id, counter.case.return_waybill) == ("matched", counter.order_id, "YT9")
    assert bench.ownerless() == []
    shown = counter.app.after_sales.detail(counter.case.id, clerk).evidence
    assert [counter.app.after_sales.file(one.id) for one in shown] == [PNG, OTHER]
    assert [one.name for one in shown] == ["YT9-1.png", "YT9-2.png"]
    assert bench.open("yt9").case_id == counter.case.id
    assert_sound(counter.app)


def test_a_parcel_that_is_not_ours_is_settled_in_words(counter: Counter) -> None:
    bench, clerk = counter.app.return_bench, counter.who("clerk")
    kept = bench.found(clerk, note="no label at all")
    with pytest.raises(Refused, match="reason_missing"):
        bench.settle(clerk, kept.id, " ")
    assert bench.settle(clerk, kept.id, "given to the neighbours").state == "settled"
    with pytest.raises(OmsError, match="found_missing"):
        bench.settle(clerk, kept.id, "again")
    assert not counter.app.database.write(lambda conn: found_parcel_rows.settle(conn, kept.id, "by another station", 1))
    assert bench.photos(kept.id) == []

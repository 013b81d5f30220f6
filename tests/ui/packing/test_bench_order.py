"""What happens while the shop is slow: scans are kept in order, and a late refusal stops what comes after it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.packing import Packing
from tests.services.shop_orders import CUP_CODE
from tests.ui.packing.conftest import OpenBench
from tests.ui.shop_window import ShopWindow, SlowJobs
from ui.packing.box import Scene
from ui.shared.jobs import Jobs

XL = "TEE-XL"


@pytest.fixture
def jobs() -> SlowJobs:
    return SlowJobs()


@pytest.fixture
def bench(open_bench: OpenBench, jobs: SlowJobs) -> ShopWindow:
    return open_bench("en", jobs)


def test_pieces_scanned_while_the_order_opens_count_when_it_is_open(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    jobs.slow = True
    bench.scan(number, XL, CUP_CODE)
    assert bench.says("packing.opening", code=number) in bench.shown("packing.band")
    jobs.let_go()
    assert "2 / 3" in bench.shown("packing.band")


def test_the_verdict_does_not_wait_for_the_database(bench: ShopWindow, jobs: SlowJobs) -> None:
    bench.scan(bench.shop.order())
    jobs.slow = True
    bench.scan(XL)
    assert "1 / 3" in bench.shown("packing.band")
    bench.scan("TEE-M ")
    assert bench.says("packing.wrong") in bench.shown("packing.stop")
    assert len(jobs.held) == 2


def test_the_label_waits_until_every_scan_is_stored(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    bench.scan(number)
    jobs.slow = True
    bench.scan(XL, XL, CUP_CODE)
    assert bench.says("packing.label_coming") in bench.shown("packing.band")
    jobs.let_go(2)
    assert bench.shop.read(number).parcels[0].waybill is None
    jobs.let_go()
    assert bench.shop.read(number).parcels[0].waybill == "F10000001"
    assert bench.says("packing.label_ready") in bench.shown("packing.band")


def test_a_late_refusal_takes_back_every_piece_it_touches(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    bench.scan(number)
    jobs.slow = True
    bench.scan(XL, XL)
    bench.shop.do(bench.shop.desk, number, "hold.place", reason="address")
    jobs.let_go(1)
    assert bench.says("error.on_hold") in bench.shown("packing.stop")
    jobs.let_go(1)
    assert bench.packing().bench.session.pieces == (0, 3)
    bench.scan(XL)
    assert bench.packing().bench.session.pieces == (0, 3)


def test_a_full_box_that_is_refused_late_is_neither_counted_nor_labelled(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    bench.scan(number)
    jobs.slow = True
    bench.scan(XL, XL, CUP_CODE)
    bench.shop.do(bench.shop.desk, number, "hold.place", reason="address")
    jobs.let_go()
    assert bench.says("error.on_hold") in bench.shown("packing.stop")
    assert bench.packing().bench.session.pieces == (0, 3)
    (parcel,) = bench.shop.read(number).parcels
    assert (parcel.state, parcel.waybill, [row.scanned for row in parcel.lines]) == ("open", None, [0, 0])


def test_what_was_scanned_while_an_order_was_refused_is_not_counted_and_told(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    bench.shop.app.packing.open(bench.shop.other_clerk, number)
    jobs.slow = True
    bench.scan(number, XL)
    jobs.let_go()
    assert bench.says("packing.not_counted_ok_first", code=XL) in bench.shown("packing.stop")


def test_the_next_order_scanned_while_a_label_is_checked_opens_after_it(bench: ShopWindow, jobs: SlowJobs) -> None:
    first, second = bench.shop.order(), bench.shop.order()
    bench.scan(first, XL, XL, CUP_CODE)
    jobs.slow = True
    bench.scan("F10000001", second)
    assert first in bench.shown("packing.top")
    jobs.let_go()
    assert second in bench.shown("packing.top")
    assert "0 / 3" in bench.shown("packing.band")


def test_a_box_put_aside_is_not_brought_back_by_a_late_answer(bench: ShopWindow, jobs: SlowJobs) -> None:
    number = bench.shop.order()
    jobs.slow = True
    bench.scan(number)
    bench.key(Qt.Key.Key_Escape)
    jobs.let_go()
    assert bench.packing().bench.scene == Scene.IDLE
    assert bench.says("packing.scan_order") in bench.shown("packing.band")


def test_a_scan_lost_with_the_connection_does_not_count_and_the_box_is_read_anew(
    bench: ShopWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.shop.order()
    bench.scan(number, XL)
    record = Packing.record_scan

    def gone(*_given: object) -> None:
        raise OmsError("database_unreachable", database="shop")

    monkeypatch.setattr(Packing, "record_scan", gone)
    bench.scan(XL)
    assert bench.says("error.database_unreachable", database="shop") in bench.shown("packing.stop")
    monkeypatch.setattr(Packing, "record_scan", record)
    bench.scan("CMD:OK")
    assert "1 / 3" in bench.shown("packing.band")


def test_the_whole_way_on_real_lanes(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench("en", Jobs())
    qtbot.waitUntil(lambda: bench.window.pages.open_name() == "packing")
    number = bench.shop.order()
    bench.scan(number, XL, XL, CUP_CODE)
    ready = bench.says("packing.label_ready")
    qtbot.waitUntil(lambda: ready in bench.shown("packing.band"))
    bench.scan("F10000001")
    done = bench.says("packing.box_packed", number=number)
    qtbot.waitUntil(lambda: done in bench.shown("packing.band"))

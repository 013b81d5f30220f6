"""Two people at one wave at the same moment, a refund against a scan, and a program that dies between two scans."""

from __future__ import annotations

import multiprocessing
import random
from multiprocessing.connection import Connection as Pipe

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.pick_walk import PickVerdict, Work
from desktop_oms.domain.waves import IN_BULK, INTO_BASKETS, Wave
from desktop_oms.services.wave_scans import WaveBench
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop
from tests.services.test_packing_races import at_once

READY = SHELVED

PATIENCE = 120.0
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.services.test_waves_races"])


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def a_wave(shop: Shop, *numbers: str, mode: str = INTO_BASKETS) -> Wave:
    (wave,), _ = shop.app.waves.make(shop.clerk, [shop.app.orders.find(number) for number in numbers], mode)
    return wave


@pytest.mark.parametrize(("mode", "work"), [(IN_BULK, Work.BULK), (INTO_BASKETS, Work.BASKETS)])
def test_two_pickers_never_take_more_than_the_wave_wants(shop: Shop, mode: str, work: Work) -> None:
    wave = a_wave(shop, shop.order(CUP=3), shop.order(CUP=2), mode=mode)
    benches = [WaveBench(shop.app.wave_scans, clerk, wave.id, work) for clerk in (shop.clerk, shop.other_clerk)]

    def picks(bench: WaveBench) -> int:
        taken = 0
        for _ in range(4):
            result = bench.scan(CUP_CODE)
            taken += result.units if result.verdict in (PickVerdict.TAKEN, PickVerdict.ALL_TAKEN) else 0
            bench.scan("CMD:OK")
        return taken

    taken = at_once(*(lambda bench=bench: picks(bench) for bench in benches))  # type: ignore[misc]
    assert sum(one for one in taken if isinstance(one, int)) == 5
    now = shop.app.waves.show(wave.id)
    assert now.held == {shop.skus["CUP"]: 5}
    assert now.progress().all_picked
    assert now.put_backs() == ()


def test_a_refund_and_the_last_piece_at_the_same_moment_leave_nothing_wrong(shop: Shop) -> None:
    for _ in range(4):
        number = shop.order(CUP=1)
        wave = a_wave(shop, number)
        bench = WaveBench(shop.app.wave_scans, shop.clerk, wave.id, Work.BASKETS)
        line = shop.read(number).lines[0]
        facts = {"kind": "refund_unshipped", "lines": {line.id: 1}, "reason": "changed_mind"}
        at_once(
            lambda bench=bench: bench.scan(CUP_CODE),  # type: ignore[misc]
            lambda number=number, facts=facts: shop.do(shop.desk, number, "case.request", **facts),  # type: ignore[misc]
        )
        shop.read(number)
        shop.app.waves.carry_on(shop.clerk, wave.id)
        shop.app.waves.put_back(shop.clerk, wave.id)
        now = shop.app.waves.show(wave.id)
        assert [basket.state for basket in now.baskets] == ["out"]
        assert set(now.held.values()) <= {0}


def test_an_order_put_into_two_waves_at_once_is_in_one(shop: Shop) -> None:
    number = shop.order(CUP=1)
    ids = [shop.app.orders.find(number)]
    at_once(*(lambda: shop.app.waves.make(shop.clerk, ids) for _ in range(2)))
    inside = [basket for wave in shop.app.waves.latest() for basket in wave.baskets if basket.state == "waiting"]
    assert [basket.order_no for basket in inside] == [number]


def pick_until_killed(place: str, wave_id: int, work: str, told: Pipe) -> None:
    """A program whose clerk scans; each scan that was stored is told."""
    app = build(place, create=False)
    bench = WaveBench(app.wave_scans, app.people.actor("clerk", "bench 1"), wave_id, Work(work))
    while True:
        result = bench.scan(CUP_CODE)
        if result.verdict not in (PickVerdict.TAKEN, PickVerdict.ALL_TAKEN):
            break
        told.send(result.units)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("work", [Work.BULK, Work.BASKETS])
def test_a_killed_program_loses_no_scan(shop_url: str, shop: Shop, work: Work) -> None:
    mode = IN_BULK if work == Work.BULK else INTO_BASKETS
    wave = a_wave(shop, *(shop.order(CUP=6) for _ in range(10)), mode=mode)
    rng, told_in_all = random.Random(5), 0
    for _ in range(4):
        told, teller = context.Pipe(duplex=False)
        child = context.Process(target=pick_until_killed, args=(shop_url, wave.id, str(work), teller))
        child.start()
        teller.close()
        assert told.poll(PATIENCE)
        child.join(rng.uniform(0, 0.1))
        child.kill()
        child.join(PATIENCE)
        try:
            while told.poll(0):
                told_in_all += told.recv()
        except EOFError:
            told.close()
        now = shop.app.waves.show(wave.id)
        held = now.held.get(shop.skus["CUP"], 0)
        assert told_in_all <= held <= told_in_all + 4
        if work == Work.BASKETS:
            assert held == sum(line.sorted for basket in now.baskets for line in basket.lines)
        for basket in now.baskets:
            assert (basket.state == "full") == (basket.pieces[0] == 6)
    for basket in now.baskets:
        shop.read(basket.order_no)

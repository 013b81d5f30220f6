"""Two benches at the same moment, for real: one box an order, one manifest a carrier, numbers given once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import Refused
from desktop_oms.services.pack_job import PackJob, Stored
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

T = TypeVar("T")
ALL = [CUP_CODE, "TEE-XL", "tee-xl"]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def at_once(*works: Callable[[], T]) -> list[T | Refused]:
    """What each of the works came to when all began together."""
    start = Barrier(len(works), timeout=120)

    def run(work: Callable[[], T]) -> T | Refused:
        start.wait()
        try:
            return work()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def test_one_of_two_benches_gets_the_order(shop: Shop) -> None:
    for _ in range(5):
        number = shop.order()
        got = at_once(
            lambda number=number: shop.app.packing.open(shop.clerk, number),  # type: ignore[misc]
            lambda number=number: shop.app.packing.open(shop.other_clerk, number),  # type: ignore[misc]
        )
        assert sorted(type(one) is PackJob for one in got) == [False, True]
        assert [one.code for one in got if isinstance(one, Refused)] == ["box_elsewhere"]
        assert len(shop.read(number).parcels) == 1


def test_boxes_closed_at_once_get_numbers_of_their_own(shop: Shop) -> None:
    jobs = []
    for number in (shop.order(), shop.order()):
        job = shop.app.packing.open(shop.clerk, number)
        session = job.session()
        for code in ALL:
            shop.app.packing.record_scan(shop.clerk, job, session.scan(code))
        jobs.append(job)
    works = [lambda job=job: shop.app.packing.finish(shop.clerk, job.parcel_id).waybill for job in jobs * 2]
    waybills = at_once(*works)
    assert waybills[:2] == waybills[2:]
    assert len(set(map(str, waybills))) == 2


def test_boxes_filled_at_once_get_numbers_of_their_own(shop: Shop) -> None:
    last = []
    for number in (shop.order(), shop.order()):
        job = shop.app.packing.open(shop.clerk, number)
        session = job.session()
        for code in ALL[:-1]:
            shop.app.packing.record_scan(shop.clerk, job, session.scan(code))
        last.append((job, session.scan(ALL[-1])))
    stored = at_once(*[lambda one=one: shop.app.packing.fill(shop.clerk, *one) for one in last])
    waybills = {one.labelled.waybill for one in stored if isinstance(one, Stored) and one.labelled}
    assert len(waybills) == 2


def test_two_parcels_handed_over_at_once_stand_on_one_manifest(shop: Shop) -> None:
    waybills = [
        str(shop.app.packing.pack_by_scans(shop.clerk, shop.order(), ALL)[-1].facts["waybill"]) for _ in range(4)
    ]
    works = [lambda waybill=waybill: shop.app.hand_over.scan(shop.clerk, waybill) for waybill in waybills * 2]
    got = at_once(*works)
    refused = [one.code for one in got if isinstance(one, Refused)]
    assert refused == ["already_handed_over"] * 4
    (manifest,) = shop.app.hand_over.manifests()
    assert manifest.parcels == 4

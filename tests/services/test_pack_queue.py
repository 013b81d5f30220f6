"""What waits to be packed: full baskets first, then goods on their shelf; what is being picked or boxed is left out."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.pick_walk import Work
from desktop_oms.services.wave_scans import WaveBench
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def codes(shop: Shop) -> list[tuple[str, int, bool]]:
    return [(one.code, one.pieces, one.picked) for one in shop.app.pack_queue.waiting()]


def test_what_can_be_packed_is_listed_by_urgency_and_leaves_the_list_with_its_box(shop: Shop) -> None:
    shelf, urgent = shop.order(CUP=1), shop.order(CUP=1)
    shop.do(shop.desk, urgent, "order.amend", urgent=True)
    filled, begun = shop.order(TEE_XL=2), shop.order(CUP=2)
    (wave,), _ = shop.app.waves.make(shop.clerk, [shop.app.orders.find(number) for number in (filled, begun)])
    at_cart = WaveBench(shop.app.wave_scans, shop.clerk, wave.id, Work.BASKETS)
    for code in ("TEE-XL", "TEE-XL", CUP_CODE):
        at_cart.scan(code)
    basket = f"{wave.number}-1"
    assert codes(shop) == [(basket, 2, True), (urgent, 1, False), (shelf, 1, False)]
    assert shop.app.packing.open(shop.clerk, basket).number == filled
    assert codes(shop) == [(urgent, 1, False), (shelf, 1, False)]
    shop.do(shop.desk, urgent, "hold.place", reason="address")
    assert codes(shop) == [(shelf, 1, False)]


def test_the_pieces_left_out_of_a_box_wait_for_a_further_one(shop: Shop) -> None:
    number = shop.order(CUP=1, TEE_XL=2)
    shop.app.packing.pack_by_scans(shop.clerk, number, [CUP_CODE, "CMD:NEXTPARCEL"])
    assert codes(shop) == [(number, 2, True)]

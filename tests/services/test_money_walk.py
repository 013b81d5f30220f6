"""Never a cent too much and never one lost: random orders and random after-sales, on both databases."""

from __future__ import annotations

from contextlib import closing

import pytest

from desktop_oms.app import App, build
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED, assert_sound, stocked
from tests.walks.money import MoneyWalk

READY = STOCKED

ORDERS = 50  # on each database


@pytest.mark.timeout(600)
def test_no_cent_too_much_goes_back_and_none_is_lost(app: App, shop_url: str, standing_clock: StandingClock) -> None:
    stocked(app)
    with closing(build(shop_url, now=standing_clock, create=False)) as other:
        walk = MoneyWalk((app, other), standing_clock, 11)
        walk.run(ORDERS)
    # A case that waits is raced for every second step; one order in two has such a case.  Of each race one is refused.
    assert walk.races >= ORDERS / 3
    assert walk.refusals >= walk.races
    assert_sound(app)

"""How the house packs, changed one by one: what is not named stays, and what cannot be is refused."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.bench_rules import Package
from desktop_oms.services.carriers import Carrier
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop
from tests.services.test_box_deeds import pack

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def code_of(what: object) -> str:
    assert callable(what)
    with pytest.raises(OmsError) as refused:
        what()
    return refused.value.code


def test_each_rule_is_changed_by_itself(shop: Shop) -> None:
    settings = shop.app.bench_settings
    settings.change(shop.boss, lease_minutes=45)
    settings.put_package(shop.boss, Package("BOX-S", 90, "20×15×10 cm"))
    settings.change(shop.boss, weigh=True, tolerance_g=20)
    rules = settings.values().rules
    assert (rules.lease_minutes, rules.weigh, rules.tolerance_g, rules.fast_lane) == (45, True, 20, True)
    settings.put_package(shop.boss, Package("BOX-M", 120), Package("BOX-S", 90, "20×15×10 cm"))
    assert settings.values().rules.packages == (Package("BOX-M", 120),)
    assert code_of(lambda: settings.change(shop.boss, lease_minutes=0)) == "bench_rules_not_valid"
    assert code_of(lambda: settings.change(shop.boss, tolerance_percent=101)) == "bench_rules_not_valid"
    assert code_of(lambda: settings.put_package(shop.boss, Package("box-m"))) == "bench_rules_not_valid"
    assert code_of(lambda: settings.put_package(shop.boss, Package(""))) == "bench_rules_not_valid"
    assert code_of(lambda: settings.put_package(shop.boss, Package("crate", 100_000))) == "bench_rules_not_valid"
    assert code_of(lambda: settings.drop_package(shop.boss, "CRATE")) == "package_unknown"
    assert code_of(lambda: settings.change(shop.clerk, weigh=False)) == "not_your_role"
    settings.drop_package(shop.boss, "BOX-M")
    assert settings.values().rules == settings.change(shop.boss)


def test_carriers_are_added_changed_and_dropped(shop: Shop) -> None:
    settings = shop.app.bench_settings
    fleet = settings.values().carriers[0]
    settings.put_carrier(shop.boss, Carrier(fleet.name, "F", cut_off="18:00"), fleet)
    settings.put_carrier(shop.boss, Carrier("顺丰", "S"))
    assert [(one.letter, one.cut_off) for one in settings.values().carriers] == [("F", "18:00"), ("S", "")]
    assert code_of(lambda: settings.put_carrier(shop.boss, Carrier("YTO", "S"))) == "carrier_letters_differ"
    assert code_of(lambda: settings.put_carrier(shop.boss, Carrier("YTO", cut_off="6 pm"))) == "carrier_cut_off"
    assert code_of(lambda: settings.drop_carrier(shop.boss, "YTO")) == "carrier_unknown"
    for name in (fleet.name, "顺丰"):
        settings.drop_carrier(shop.boss, name)
    assert settings.values().carriers == (fleet,)  # nobody named: the own fleet again


def test_what_was_removed_comes_back_in_its_place(shop: Shop) -> None:
    settings = shop.app.bench_settings
    (fleet,) = settings.values().carriers
    sf = Carrier("顺丰", "S")
    settings.put_carrier(shop.boss, sf, fleet)
    settings.drop_carrier(shop.boss, "顺丰")
    assert settings.carrier_back(shop.boss, sf, 0) == [sf]  # and not the own fleet before it
    settings.put_carrier(shop.boss, fleet)
    settings.drop_carrier(shop.boss, "顺丰", sf)
    assert settings.carrier_back(shop.boss, sf, 0) == [sf, fleet]
    for name in ("S", "M", "L"):
        settings.put_package(shop.boss, Package(name))
    settings.drop_package(shop.boss, "M", Package("M"))
    assert [one.name for one in settings.package_back(shop.boss, Package("M"), 1).packages] == ["S", "M", "L"]


def test_a_weight_is_off_by_the_houses_own_tolerance(shop: Shop) -> None:
    shop.app.bench_settings.change(shop.boss, weigh=True, tolerance_g=5, tolerance_percent=1)
    codes = [CUP_CODE, "WGT:360", "CMD:OK", "WGT:354", "F10000001"]
    assert pack(shop, shop.order(CUP=1), *codes) == ["all_in", "weight_off", "acknowledged", "weighed", "label_ok"]

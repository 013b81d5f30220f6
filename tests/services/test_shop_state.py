"""Which channel a file belongs to, and who is meant by a name or by none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop_oms.domain.catalogue import Channel, Merchant, Warehouse
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.shop_state import SetupState


def shop(*kinds: str) -> SetupState:
    channels = (Channel(key, 1, kind.upper(), kind, kind, "UTC", "CNY") for key, kind in enumerate(kinds, 1))
    return SetupState(True, channels=tuple(channels))


@pytest.mark.parametrize(
    ("kinds", "platform", "found"),
    [
        (("taobao",), "taobao", "TAOBAO"),
        (("tmall",), "taobao", "TMALL"),  # one back office
        (("taobao",), "generic", "TAOBAO"),
        (("taobao",), "our own table", "TAOBAO"),
        (("generic",), "shopify", "GENERIC"),
        (("taobao", "shopify"), "shopify", "SHOPIFY"),
        (("taobao", "shopify"), "tmall", "TAOBAO"),
        (("taobao", "generic"), "generic", "GENERIC"),
    ],
)
def test_a_file_belongs_to_the_channel_of_its_platform(kinds: tuple[str, ...], platform: str, found: str) -> None:
    assert shop(*kinds).channel_of(platform).code == found


@pytest.mark.parametrize(
    ("kinds", "platform", "code"),
    [
        (("taobao",), "pdd", "channel_of_platform_missing"),
        (("taobao", "shopify"), "pdd", "channel_of_platform_missing"),
        (("taobao", "shopify"), "generic", "channel_needed"),
        (("shopify", "shopify"), "shopify", "channel_needed"),
        ((), "shopify", "not_set_up"),
    ],
)
def test_orders_of_one_platform_never_slip_among_those_of_another(
    kinds: tuple[str, ...], platform: str, code: str
) -> None:
    with pytest.raises(OmsError, match=code):
        shop(*kinds).channel_of(platform)


TWO_SELLERS = SetupState(
    True,
    sellers=(Merchant(1, "A", "Joy", "A", "own"), Merchant(2, "N", "Nord", "N", "own")),
    warehouses=(Warehouse(1, "MAIN", "Main"), Warehouse(2, "NORTH", "Main")),
    channels=(
        Channel(1, 1, "SHOPIFY", "Shop", "shopify", "UTC", "CNY"),
        Channel(2, 2, "SHOPIFY", "Laden", "shopify", "UTC", "EUR"),
        Channel(3, 1, "COUNTER", "Desk", "generic", "UTC", "CNY"),
        Channel(4, 2, "NCOUNT", "Counter", "generic", "UTC", "EUR"),
    ),
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("COUNTER", 3), ("counter", 3), ("ncount", 4), ("Laden", 2), ("N/SHOPIFY", 2), ("a/shopify", 1)],
)
def test_a_channel_is_named_by_its_code_before_its_name_and_by_its_seller_where_two_share_a_code(
    wanted: str, found: int
) -> None:
    assert TWO_SELLERS.channel(wanted).id == found


@pytest.mark.parametrize(
    ("trouble", "known", "ask"),
    [
        ("seller_needed", "A (Joy), N (Nord)", lambda: TWO_SELLERS.seller()),
        ("warehouse_needed", "MAIN (Main), NORTH (Main)", lambda: TWO_SELLERS.warehouse()),
        ("channel_needed", "A/SHOPIFY (Shop), N/SHOPIFY (Laden)", lambda: TWO_SELLERS.channel("SHOPIFY")),
        ("channel_unknown", "A/SHOPIFY, N/SHOPIFY, COUNTER, NCOUNT", lambda: TWO_SELLERS.channel("nix")),
        ("supplier_none", None, lambda: TWO_SELLERS.supplier("S")),
        ("not_set_up", None, lambda: SetupState(False).warehouse()),
    ],
)
def test_whoever_is_not_named_is_asked_for_among_those_that_exist(
    trouble: str, known: str | None, ask: Callable[[], object]
) -> None:
    with pytest.raises(OmsError) as raised:
        ask()
    assert (raised.value.code, raised.value.facts.get("known")) == (trouble, known)

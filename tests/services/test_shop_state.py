"""Which channel a file belongs to."""

from __future__ import annotations

import pytest

from desktop_oms.domain.catalogue import Channel
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
    ],
)
def test_a_file_belongs_to_the_channel_of_its_platform(kinds: tuple[str, ...], platform: str, found: str) -> None:
    assert shop(*kinds).channel_of(platform).code == found


@pytest.mark.parametrize(
    ("kinds", "platform", "code"),
    [
        (("taobao",), "pdd", "channel_of_platform_missing"),
        (("taobao", "shopify"), "pdd", "channel_unknown"),
        (("taobao", "shopify"), "generic", "channel_unknown"),
        ((), "shopify", "channel_unknown"),
    ],
)
def test_orders_of_one_platform_never_slip_among_those_of_another(
    kinds: tuple[str, ...], platform: str, code: str
) -> None:
    with pytest.raises(OmsError, match=code):
        shop(*kinds).channel_of(platform)

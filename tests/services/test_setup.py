"""Setting a shop up, and adding to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Policy, Role
from tests.services.conftest import FORM


def test_an_empty_database_is_not_ready(bare_app: App) -> None:
    assert not bare_app.setup.state().ready


def test_one_form_makes_a_shop_that_is_ready(bare_app: App) -> None:
    state = bare_app.setup.create(FORM)
    assert state.ready
    assert state == bare_app.setup.state()
    assert state.seller().prefix == "A"
    assert state.warehouse("SZ").name == "深圳仓"
    assert state.channel("shopify").settings == {"ship_within_hours": 48}
    assert bare_app.people.actor("boss").may(frozenset({Role.ADMIN}))


def test_a_shop_is_set_up_once(app: App) -> None:
    with pytest.raises(OmsError, match="already_set_up"):
        app.setup.create(FORM)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seller_name": " "}, "field_missing"),
        ({"prefix": "A1"}, "prefix_not_valid"),
        ({"prefix": ""}, "prefix_not_valid"),
        ({"channel_kind": "ebay"}, "channel_kind_unknown"),
        ({"time_zone": "Asia/Shenzhen"}, "zone_not_valid"),
        ({"time_zone": ""}, "zone_not_valid"),
        ({"currency": "yuan"}, "currency_not_valid"),
        ({"user_name": ""}, "field_missing"),
        ({"warehouse_code": "深圳"}, "code_not_valid"),
    ],
)
def test_a_form_that_cannot_be_is_refused_in_words(bare_app: App, change: dict[str, str], code: str) -> None:
    with pytest.raises(OmsError, match=code):
        bare_app.setup.create(replace(FORM, **change))
    assert bare_app.setup.state().sellers == ()


def test_sellers_share_no_prefix_and_no_code(app: App) -> None:
    boss = app.people.actor("boss")
    app.setup.add_seller(boss, "第二家", "B")
    with pytest.raises(OmsError, match="prefix_taken"):
        app.setup.add_seller(boss, "第三家", "B", code="C3")
    with pytest.raises(OmsError, match="code_taken"):
        app.setup.add_seller(boss, "第三家", "C", code="B")


def test_only_managers_change_the_house(app: App) -> None:
    clerk = app.people.actor("clerk")
    with pytest.raises(Refused, match="not_your_role"):
        app.setup.add_warehouse(clerk, "北京仓", "BJ")
    with pytest.raises(Refused, match="not_your_role"):
        app.setup.set_policy(clerk, Policy())


def test_a_new_warehouse_is_seen_by_the_next_command(app: App) -> None:
    boss = app.people.actor("boss")
    app.database.read(app.worlds.standing)
    app.setup.add_warehouse(boss, "北京仓", "BJ", priority=5, city="北京市")
    assert [house.code for house in app.database.read(app.worlds.standing).houses] == ["BJ", "SZ"]


def test_the_policy_is_kept(app: App) -> None:
    boss = app.people.actor("boss")
    new = replace(app.setup.policy(), single_operator=True, refund_limits={"R": 1, "M": 2, "Y": 0})
    app.setup.set_policy(boss, new)
    assert app.setup.policy() == new
    with pytest.raises(OmsError, match="policy_negative"):
        app.setup.set_policy(boss, replace(new, pay_window=-1))


def test_an_unknown_channel_or_seller_names_those_that_exist(app: App) -> None:
    with pytest.raises(OmsError) as trouble:
        app.setup.state().channel("ebay")
    assert trouble.value.facts == {"wanted": "ebay", "known": "SHOPIFY, TAOBAO"}
    with pytest.raises(OmsError, match="seller_unknown"):
        app.setup.state().seller("Z")


def test_channels_have_settings_of_their_own(app: App) -> None:
    boss = app.people.actor("boss")
    channel = app.setup.state().channel("taobao")
    app.setup.change_channel(boss, channel.id, ship_within_hours=24)
    assert app.setup.state().channel("taobao").settings == {"ship_within_hours": 24}

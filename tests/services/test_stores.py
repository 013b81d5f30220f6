"""Changing sellers, suppliers, warehouses and channels."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from tests.services.shop_orders import SHELVED, open_shop

READY = SHELVED


def test_a_prefix_changes_until_the_first_order(app: App) -> None:
    boss = app.people.actor("boss")
    seller = app.setup.state().seller()
    assert app.stores.change_seller(boss, seller.id, prefix="ln", name=" 林间 ").prefix == "LN"
    assert app.setup.state().seller().name == "林间"
    open_shop(app).order()
    assert app.stores.numbered() == {seller.id}
    with pytest.raises(OmsError, match="prefix_fixed"):
        app.stores.change_seller(boss, seller.id, prefix="X")
    changed = app.stores.change_seller(boss, seller.id, prefix="LN", sender_phone="0755-1", return_address="退货仓")
    assert (changed.sender_phone, changed.return_address, changed.name) == ("0755-1", "退货仓", "林间")


def test_two_sellers_never_share_a_prefix(app: App) -> None:
    boss = app.people.actor("boss")
    other = app.setup.add_seller(boss, "第二家", "B")
    with pytest.raises(OmsError, match="prefix_taken"):
        app.stores.change_seller(boss, other.id, prefix="A")


def test_the_last_warehouse_keeps_sending(app: App) -> None:
    boss = app.people.actor("boss")
    house = app.setup.state().warehouse()
    with pytest.raises(OmsError, match="last_warehouse"):
        app.stores.change_warehouse(boss, house.id, priority=10, active=False)
    app.setup.add_warehouse(boss, "北京仓", "BJ")
    assert not app.stores.change_warehouse(boss, house.id, priority=10, active=False).active
    assert [one.code for one in app.database.read(app.worlds.standing).houses] == ["BJ"]


@pytest.mark.parametrize(("priority", "name", "code"), [(0, "x", "priority_out_of_range"), (5, " ", "field_missing")])
def test_a_warehouse_that_cannot_be_is_refused(app: App, priority: int, name: str, code: str) -> None:
    house = app.setup.state().warehouse()
    with pytest.raises(OmsError, match=code):
        app.stores.change_warehouse(app.people.actor("boss"), house.id, priority=priority, active=True, name=name)


def channel(app: App, **changed: object) -> dict[str, object]:
    found = app.setup.state().channel("taobao")
    facts: dict[str, object] = {"kind": found.kind, "time_zone": found.time_zone, "currency": found.currency}
    return {**facts, "ship_within": 24, "name": found.name, **changed}


def test_a_channel_changes_as_a_whole(app: App) -> None:
    boss, key = app.people.actor("boss"), app.setup.state().channel("taobao").id
    app.stores.change_channel(boss, key, **channel(app, kind="tmall", currency="usd", ship_within=12))  # type: ignore[arg-type]
    found = app.setup.state().channel("TAOBAO")
    assert (found.kind, found.currency, found.settings["ship_within_hours"]) == ("tmall", "USD", 12)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "ebay"}, "channel_kind_unknown"),
        ({"time_zone": "Shenzhen"}, "zone_not_valid"),
        ({"currency": "yuan"}, "currency_not_valid"),
        ({"ship_within": 0}, "ship_within_out_of_range"),
        ({"ship_within": 721}, "ship_within_out_of_range"),
        ({"name": ""}, "field_missing"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(app: App, changed: dict[str, object], code: str) -> None:
    key = app.setup.state().channel("taobao").id
    with pytest.raises(OmsError, match=code):
        app.stores.change_channel(app.people.actor("boss"), key, **channel(app, **changed))  # type: ignore[arg-type]


def test_only_managers_change_stores(app: App) -> None:
    desk, state = app.people.actor("desk"), app.setup.state()
    with pytest.raises(Refused, match="not_your_role"):
        app.stores.change_seller(desk, state.seller().id, name="x")
    with pytest.raises(Refused, match="not_your_role"):
        app.stores.change_warehouse(desk, state.warehouse().id, priority=1, active=True)


def test_a_row_somebody_removed_is_said(app: App) -> None:
    with pytest.raises(OmsError, match="row_gone"):
        app.stores.change_supplier(app.people.actor("boss"), 404, name="x")

"""`seller`, `supplier`, `warehouse`, `channel`: what a shop consists of, added and changed by the command line."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def test_only_what_is_named_of_a_seller_changes(shop: Shell) -> None:
    before = shop.ok("seller show A --json").data
    shop.ok("seller edit A --return-address 深圳退货仓 --prefix xm --sender-phone ' 0755-1 '")
    after = shop.ok("seller list --json").data
    assert after == [before | {"return_address": "深圳退货仓", "prefix": "XM", "sender_phone": "0755-1"}]
    shop.ok("seller edit 小满百货 --sender-phone '' --prefix A")
    assert shop.ok("seller show A --json").data == before | {"return_address": "深圳退货仓"}


def test_only_what_is_named_of_a_warehouse_changes(shop: Shell) -> None:
    made = shop.ok("warehouse add BJ 北京仓 --priority 50 --city 北京市 --json").data
    shop.ok("warehouse edit BJ --active no")
    shop.ok("warehouse edit BJ --name 大兴仓")
    shop.ok("warehouse edit bj --contact 李库 --priority 60")
    wanted = made | {"active": False, "name": "大兴仓", "contact": "李库", "priority": 60}
    assert shop.ok("warehouse show BJ --json").data == wanted
    assert [one["code"] for one in shop.ok("warehouse list --json").data] == ["MAIN", "BJ"]


def test_only_what_is_named_of_a_channel_changes(shop: Shell) -> None:
    made = shop.ok("channel add TMALL 天猫店 --kind tmall --ship-within 24 --json").data
    assert (made["time_zone"], made["settings"]["ship_within_hours"]) == ("Asia/Shanghai", 24)
    shop.ok("channel edit TMALL --currency usd")
    assert shop.ok("channel show TMALL --json").data == made | {"currency": "USD"}
    shop.ok("channel edit TMALL --ship-within 12 --time-zone Europe/Berlin --kind taobao --name 天猫")
    assert "天猫     Taobao    A       Europe/Berlin  USD       12 hours" in shop.ok("channel list").out


def test_a_seller_and_a_supplier_are_added_and_changed(shop: Shell) -> None:
    assert shop.ok("supplier list").out.startswith("No suppliers")
    shop.ok("supplier add NS 南山工厂")
    shop.ok("supplier edit NS --name 南山 --sender-phone 0757")
    assert shop.ok("supplier list").out.splitlines()[1].split() == ["NS", "南山", "0757"]
    assert "0757" in shop.ok("supplier show 南山").out
    shop.ok("seller add NORD 北欧工坊 --prefix NW")
    assert "numbers begin with NW" in shop.ok("setup").out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("seller edit A --prefix ''", "prefix_not_valid"),
        ("seller edit A --name ' '", "field_missing"),
        (f"seller edit A --return-address {'路' * 501}", "field_too_long"),
        ("seller edit NOBODY --name x", "seller_unknown"),
        ("seller add NORD 北欧工坊", "prefix_not_valid"),
        ("seller add B 另一家 --prefix A", "prefix_taken"),
        ("supplier edit NS --name x", "supplier_none"),
        (f"supplier add NS 南山 --sender-name {'名' * 501}", "field_too_long"),
        ("warehouse edit MAIN --active no", "last_warehouse"),
        ("warehouse edit MAIN --priority 0", "priority_out_of_range"),
        ("warehouse add BJ 北京仓 --priority 1000", "priority_out_of_range"),
        ("warehouse add MAIN 北京仓", "code_taken"),
        (f"warehouse edit MAIN --contact {'名' * 501}", "field_too_long"),
        ("channel edit SHOPIFY --ship-within 721", "ship_within_out_of_range"),
        ("channel add X 又一家 --ship-within 0", "ship_within_out_of_range"),
        ("channel edit SHOPIFY --time-zone Moon/Crater", "zone_not_valid"),
        ("channel edit SHOPIFY --currency yuan", "currency_not_valid"),
        ("channel edit MOON --name x", "channel_unknown"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(shop: Shell, line: str, code: str) -> None:
    before = shop.ok("setup --json").data
    assert shop.refused(line) == code
    assert shop.ok("setup --json").data == before


def test_only_a_manager_changes_what_the_shop_consists_of(shop: Shell) -> None:
    shop.ok("user add karl --roles K --as boss")
    for line in ("seller edit A", "warehouse edit MAIN", "channel edit SHOPIFY"):
        assert shop.refused(f"{line} --name x --as karl") == "not_your_role"
    assert shop.refused("warehouse add X y --as karl") == "not_your_role"


def test_a_field_that_is_too_long_is_named(shop: Shell) -> None:
    said = shop(f"seller edit A --return-address {'路' * 501}")
    assert said.err == "the return address: at most 500 characters.\n"

"""`rule`, `profile`, `support`: routing rules, saved mappings and the bundle by the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def two(shop: Shell) -> Shell:
    """A shop with a second warehouse that holds cups, too."""
    shop.ok("warehouse add BJ 北京仓 --priority 50")
    shop.ok("stock set CUP-500 9 --warehouse BJ --reason counted")
    return shop


def test_only_what_is_named_of_a_rule_changes(two: Shell) -> None:
    two.ok("rule add 北京先发 --warehouse BJ --province 广东省 --channel SHOPIFY --currency cny")
    before = two.ok("rule list --json").data[0]
    assert {name: before["condition"][name] for name in ("warehouse", "province", "currency")} == {
        "warehouse": "BJ",
        "province": "广东省",
        "currency": "CNY",
    }
    assert "Channel: Shopify, Province: 广东省" in two.ok("rule list").out.replace("Currency: CNY, ", "")
    two.ok("rule edit 北京先发 --province '' --channel ''")
    after = two.ok("rule list --json").data[0]
    assert after == before | {"condition": {"warehouse": "BJ", "currency": "CNY"}}
    two.ok("rule edit 1 --prefers has_all --active no --name 都有 --currency ''")
    assert (
        two.ok("rule list").out.splitlines()[1].split()
        == "1 都有 warehouses that have everything every order no".split()
    )


def test_rules_are_moved_and_removed_by_place_or_name(two: Shell) -> None:
    two.ok("rule usual")
    two.ok("rule add 北京先发 --warehouse BJ")
    two.ok("rule move 北京先发 1")
    two.ok("rule move 2 99")
    assert [one["kind"] for one in two.ok("rule list --json").data] == ["warehouse", "has_most", "priority", "has_all"]
    two.ok("rule remove 1")
    assert [one["kind"] for one in two.ok("rule list --json").data] == ["has_most", "priority", "has_all"]


def test_waiting_orders_are_tried_out_and_routed_again(orders: Shell) -> None:
    orders.ok("warehouse add BJ 北京仓 --priority 50")
    for sku in ("CUP-500", "MUG-GR"):
        orders.ok(f"stock set {sku} 9 --warehouse BJ --reason counted")
    orders.ok("do A100001 order.confirm")
    orders.ok("rule add 北京先发 --warehouse BJ")
    tried = orders.ok("rule try")
    assert tried.out.endswith("1 order would go elsewhere\n")
    assert tried.out == orders.ok("rule try").out
    assert orders.ok("rule run").out == "1 order was routed again, 0 stayed\n"
    assert "北京仓" in orders.ok("order A100001").out
    assert orders.ok("rule try --json").data == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rule add x --warehouse MOON", "warehouse_unknown"),
        ("rule add ' ' --warehouse MAIN", "field_missing"),
        ("rule add x --warehouse MAIN --channel MOON", "channel_unknown"),
        (f"rule add x --warehouse MAIN --province {'省' * 501}", "field_too_long"),
        ("rule edit 1 --active no", "rule_none"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(shop: Shell, line: str, code: str) -> None:
    assert shop.refused(line) == code
    assert shop.ok("rule list --json").data == []


def test_a_rule_must_be_told_apart(shop: Shell) -> None:
    shop.ok("rule add same --warehouse MAIN")
    shop.ok("rule add same --prefers has_all")
    assert shop.refused("rule remove same") == "rule_ambiguous"
    assert shop.refused("rule remove 3") == "rule_unknown"
    shop.ok("user add karl --roles K --as boss")
    assert shop.refused("rule remove 1 --as karl") == "not_your_role"


def test_a_mapping_goes_from_shop_to_shop(shop: Shell, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"name": "Mine", "columns": {"order_no": "No", "sku": "Art", "qty": "N"}}))
    assert shop.ok("profile read", file).out == 'The profile "Mine" was taken in\n'
    assert "in the place of" in shop.ok("profile read", file).out
    assert shop.ok("profile list").out == "Mine  No, Art, N\n"
    shop.ok("profile write Mine", tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_bytes()) == json.loads(file.read_bytes())
    shop.ok("profile remove Mine")
    assert shop.refused("profile remove Mine") == "import_profile_gone"
    assert shop.refused("profile write Mine", tmp_path / "no.json") == "import_profile_gone"


def test_the_bundle_is_made_by_a_manager(shop: Shell, tmp_path: Path) -> None:
    shop.ok("support", tmp_path / "help.zip")
    assert "about.json" in zipfile.ZipFile(tmp_path / "help.zip").namelist()
    shop.ok("user add karl --roles K --as boss")
    assert shop.refused("support --as karl", tmp_path / "other.zip") == "not_your_role"
    assert not (tmp_path / "other.zip").exists()

"""`setup`, `product import`, `stock`: the shop and its goods."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.settings import Preferences
from tests.cli.shell import SETUP, Shell


def test_a_shop_is_set_up_in_one_call_and_shown(nothing: Shell) -> None:
    said = nothing.ok(SETUP).out
    assert said == nothing.ok("setup").out
    assert "Seller     A        小满百货  numbers begin with A" in said
    data = nothing.ok("setup --json").data
    assert data["ready"] is True
    assert [user["login"] for user in data["users"]] == ["boss"]
    assert isinstance(data["sellers"][0]["id"], str)


def test_a_shop_that_stands_gets_what_is_named(shop: Shell) -> None:
    shop.ok("setup --seller 北欧工坊 --prefix NW --code NORD")
    shop.ok("setup --channel Amazon --kind amazon --of NORD --currency EUR --time-zone Europe/Berlin")
    shop.ok("setup --supplier 南山工厂 --code NS")
    shop.ok("setup --warehouse 北京仓 --code BJ")
    shop.ok("setup --user Karl --login karl --roles K")
    data = shop.ok("setup --json").data
    assert [one["code"] for one in data["channels"]] == ["SHOPIFY", "TAOBAO", "AMAZON"]
    assert data["channels"][-1]["time_zone"] == "Europe/Berlin"
    assert [one["code"] for one in data["warehouses"]] == ["MAIN", "BJ"]
    assert [one["code"] for one in data["suppliers"]] == ["NS"]
    assert data["users"][-1]["roles"] == "K"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("setup --seller 小满百货 --warehouse 主仓 --code MAIN", "field_missing"),
        (SETUP + " --prefix 12", "prefix_not_valid"),
        (SETUP + " --currency yuan", "currency_not_valid"),
        (SETUP + " --time-zone Moon/Crater", "zone_not_valid"),
    ],
)
def test_a_form_with_a_mistake_sets_nothing_up(nothing: Shell, line: str, code: str) -> None:
    assert nothing.refused(line) == code
    assert nothing.ok("setup --json").data["sellers"] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("setup --seller 另一家 --prefix A", "prefix_taken"),
        (f"setup --seller {'家' * 101} --prefix B", "field_too_long"),
        ("setup --user X --login boss --roles K", "login_taken"),
        ("setup --seller '' --prefix Q", "field_missing"),
        ("setup --user X --login x --roles Z", "roles_unknown"),
        ("setup --channel X --kind pdd --of NOBODY", "seller_unknown"),
        ("setup --warehouse X --code MAIN", "code_taken"),
    ],
)
def test_what_cannot_be_added_is_said(shop: Shell, line: str, code: str) -> None:
    assert shop.refused(line) == code


def test_what_has_to_be_filled_in_is_said_in_words(shop: Shell) -> None:
    assert shop("setup --seller '' --prefix Q").err == "Please fill in: the seller's name.\n"
    assert shop("buyer block '' --reason x --lang zh_CN").err == "请填写：买家。\n"


def test_one_of_several_people_must_be_named_unless_the_window_knows_who_works_here(shop: Shell) -> None:
    shop.ok("setup --user Karl --login karl --roles K")
    assert shop.refused("stock set CUP-500 31 --reason counted") == "user_needed"
    shop.ok("stock set CUP-500 31 --reason counted --as karl")
    Preferences().change(user="karl")
    shop.ok("stock set CUP-500 32 --reason counted")
    assert shop.refused("setup --warehouse X --code Y") == "not_your_role"


def test_bad_rows_of_goods_are_named_and_good_ones_come_in(shop: Shell, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text(
        "code,name,weight_g,barcode\nNEW-1,新品,100,\nNEW-2,,5,\nNEW-3,坏,heavy,\nNEW-4,撞,1,6901234500011\n"
    )
    said = shop("product import", file)
    assert said.code == 1
    assert said.out.splitlines()[0] == "1 new, 3 refused"
    assert 'Row 4 NEW-3: "heavy" is no weight.' in said.out
    told = shop("product import --json", file).data
    assert [row["result"] for row in told["rows"]] == ["unchanged", "refused", "refused", "refused"]
    assert [row.get("error") for row in told["rows"]] == [
        None,
        "row_name_missing",
        "weight_unreadable",
        "barcode_taken",
    ]


def test_stock_is_counted_by_code_or_barcode_and_shown_with_what_is_promised(orders: Shell) -> None:
    orders.ok("do A100001 order.confirm")
    row = orders.ok("stock show CUP-500 --json").data[0]
    assert (row["on_hand"], row["allocated"], row["available"]) == (30, 1, 29)
    assert orders.ok("stock set 6901234500042 12 --reason counted").out == (
        "CUP-500 in MAIN is 12 now, 11 available.\n"
    )
    assert orders.refused("stock set CUP-500 0 --reason counted") == "stock_promised"
    assert orders.refused("stock set CUP-500 -1 --reason counted") == "stock_negative"
    assert orders.refused("stock set CUP-500 1000000000 --reason counted") == "stock_too_large"
    assert orders.refused("stock place CUP-500 --keep 1000000000") == "stock_too_large"
    assert orders.refused("product edit CUP-500 --weight 10000001") == "weight_too_large"
    assert orders.refused("stock set CUP-500 5") == "reason_missing"
    assert orders.refused("stock set NO-SUCH 5 --reason counted") == "sku_unknown"
    assert orders.refused("stock set CUP-500 5 --warehouse MOON --reason counted") == "warehouse_unknown"
    assert orders.refused("stock show --limit 0") == "limit_too_small"


def test_bad_rows_of_stock_are_named(shop: Shell, tmp_path: Path) -> None:
    file = tmp_path / "counted.csv"
    file.write_text("code,warehouse,qty\nCUP-500,MAIN,7\nCUP-350,MAIN,-2\nNO-SUCH,MAIN,1\nMUG-GR,MOON,1\n")
    told = shop("stock import --json", file)
    assert told.code == 1
    assert [row.get("error") for row in told.data["rows"]] == [
        None,
        "stock_not_a_count",
        "sku_unknown",
        "warehouse_unknown",
    ]
    assert shop.ok("stock show CUP-500 --json").data[0]["on_hand"] == 7


def test_a_house_of_two_sellers_and_warehouses_is_told_what_to_name(shop: Shell, tmp_path: Path) -> None:
    shop.ok("setup --seller Nord --prefix N")
    shop.ok("setup --channel Laden --kind shopify --of N --currency EUR")
    shop.ok("setup --warehouse 北仓 --code NORTH")
    file = tmp_path / "goods.csv"
    file.write_text("code,name\nCUP-500,Becher\n")
    assert shop("product import", file).err == (
        "There are several sellers; say which one: A (小满百货), N (Nord). Name it with --of.\n"
    )
    assert shop("product import --of N", file).out == "1 new\n"
    assert shop("entry").err.endswith(
        "A/SHOPIFY (Shopify), TAOBAO (淘宝店), N/SHOPIFY (Laden). Name it with --channel.\n"
    )
    assert shop.refused("setup --channel Zweiter --kind shopify --of N") == "code_taken"
    assert shop("stock set MUG-GR 5 --reason counted").err.endswith(
        "MAIN (主仓), NORTH (北仓). Name it with --warehouse.\n"
    )
    wanted = "stock set CUP-500 5 --warehouse NORTH --reason counted"
    assert shop(wanted).err == 'Several sellers have "CUP-500". Say which seller is meant. Name it with --of.\n'
    assert shop.ok(f"{wanted} --of N").out == "CUP-500 in NORTH is 5 now, 5 available.\n"
    assert shop.ok("stock show CUP-500").out == (
        "SKU      Seller  Name          Warehouse  Bin     On hand  Promised  Damaged  Available\n"
        "CUP-500  A       保温杯 500ml  MAIN       A-02-1       30         0        0         30\n"
        "CUP-500  N       Becher        NORTH                    5         0        0          5\n"
    )
    assert [row["seller"] for row in shop.ok("product list CUP-500 --json").data] == ["A", "N"]


def test_a_file_that_is_not_there_is_said(shop: Shell, tmp_path: Path) -> None:
    assert shop.refused("product import", tmp_path / "none.csv") == "file_not_found"
    assert shop.refused("stock import", tmp_path) == "file_not_readable"


def test_chinese_columns_stand_in_line(shop: Shell) -> None:
    lines = shop.ok("stock show CUP --lang zh_CN").out.splitlines()
    columns = [len(line.partition("MAIN")[0].encode("gbk")) for line in lines[1:]]
    assert len(set(columns)) == 1


def test_stock_is_placed_damaged_and_its_history_shown(orders: Shell) -> None:
    orders.ok("stock place TEE-NV-XL --bin Z-9 --keep 2 --restock 2026-12-01")
    orders.ok("stock damage TEE-NV-XL 1 --reason wet")
    shown = orders.ok("stock show TEE-NV-XL --json").data[0]
    assert (shown["bin"], shown["damaged"]) == ("Z-9", 1)
    assert orders.refused("stock place TEE-NV-XL --restock soon") == "day_not_valid"
    assert orders.refused("stock damage TEE-NV-XL 1") == "reason_missing"
    assert orders.refused("stock damage TEE-NV-XL 99999 --reason wet") == "stock_damaged"
    orders.ok("stock place TEE-NV-XL --restock ''")
    told = orders.ok("stock history TEE-NV-XL").out
    assert "Damage noted" in told
    assert [one["reason"] for one in orders.ok("stock history TEE-NV-XL --json").data] == ["damage", "count"]

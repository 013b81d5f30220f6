"""`import`: whose file it is, what becomes of each row; every bad input gets a sentence, and no good row is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.shell import ORDERS, Shell

COLUMNS = "订单号,状态,收货人,手机,省,市,街道,商家编码,商品,数量,单价,总金额,商家备注"
GOOD = "G-{n},paid,林晓雯,13800138000,广东省,深圳市,科技园 {n} 号,CUP-500,保温杯,1,129.00,129.00,"
PLAIN = "--profile generic --channel TAOBAO"


def written(folder: Path, *rows: str, name: str = "orders.csv") -> Path:
    """A file of two good rows with these between them."""
    file = folder / name
    lines = [COLUMNS, GOOD.format(n=1), *rows, GOOD.format(n=2)]
    file.write_bytes("\n".join(lines).encode() + b"\n")
    return file


BAD_ROWS = [
    ("a truncated row", "B-1,paid,林晓雯,13800138000", "row_truncated"),
    ("a row that is too wide", GOOD.format(n=9) + "note,one,more", "row_too_wide"),
    ("a negative quantity", GOOD.format(n=9).replace(",1,129", ",-1,129"), "row_quantity_too_small"),
    ("no quantity", GOOD.format(n=9).replace(",1,129", ",,129"), "row_quantity_missing"),
    ("a rounded number", GOOD.format(n=9).replace("G-9", "3.9E+18"), "row_number_rounded"),
    ("a NUL", GOOD.format(n=9).replace("林晓雯", "林\0晓雯"), "row_nul"),
    ("turned text", GOOD.format(n=9).replace("林晓雯", "林\u202e晓雯"), "row_hidden_characters"),
    ("a cell of 10 MB", GOOD.format(n=9) + "x" * 10_000_000, "row_cell_too_long"),
    ("a number of a hundred and more", GOOD.format(n="9" * 99), "row_order_number_long"),
    ("no number", GOOD.format(n=9).replace("G-9", ""), "row_order_number_missing"),
    ("an unknown state", GOOD.format(n=9).replace("paid", "teleported"), "row_state_unknown"),
    ("a price that is none", GOOD.format(n=9).replace("129.00,129.00", "cheap,129.00"), "row_money_unreadable"),
]


@pytest.mark.parametrize(("row", "code"), [row[1:] for row in BAD_ROWS], ids=[row[0] for row in BAD_ROWS])
def test_a_bad_row_is_refused_with_its_reason_and_the_good_ones_come_in(
    shop: Shell, tmp_path: Path, row: str, code: str
) -> None:
    file, refused = written(tmp_path, row), tmp_path / "refused.csv"
    told = shop(f"import {PLAIN} --json", file, "--refused", refused)
    (part,) = told.data["imports"]
    assert told.code == 1
    assert [(one["row"], one["code"]) for one in part["refused_rows"]] == [(3, code)]
    assert part["refused_files"] == [str(refused)]
    assert [(one["external_no"], one["result"]) for one in part["orders"]] == [("G-1", "new"), ("G-2", "new")]
    assert {one["external_no"] for one in shop.ok("orders --json").data["orders"]} == {"G-1", "G-2"}
    csv.field_size_limit(20_000_000)
    with refused.open(encoding="utf-8-sig", newline="") as stream:
        (_, kept) = list(csv.reader(stream))
    assert kept[-2:] == ["3", part["refused_rows"][0]["message"]]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("=1+1", "=1+1"),
        ("＝1+1", "＝1+1"),
        ("<b onclick=x>粗</b> {0} %s ${HOME}", "<b onclick=x>粗</b> {0} %s ${HOME}"),
        ("x'; DROP TABLE orders; --", "x'; DROP TABLE orders; --"),
    ],
)
def test_a_note_is_only_text(shop: Shell, tmp_path: Path, note: str, shown: str) -> None:
    shop.ok(f"import {PLAIN}", written(tmp_path, GOOD.format(n=9) + note))
    assert f"House  {shown}" in shop.ok("order G-9").out
    assert shop.ok("order G-9 --json").data["notes"] == [["seller_note", shown]]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("slip.pdf", b"%PDF-1.7 and so on", "file_is_pdf"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "file_is_picture"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 999, "file_is_old_excel"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "file_is_web_page"),
        ("zip.xlsx", b"PK\x03\x04 but no workbook", "file_is_damaged"),
        ("noise.csv", bytes(range(256)) * 40, "file_encoding_unknown"),
        ("songs.csv", b"title,artist\nYesterday,The Beatles\n", "file_column_missing"),
    ],
)
def test_a_file_that_is_none_of_orders_is_refused_in_one_sentence(
    shop: Shell, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert shop.refused(f"import {PLAIN}", tmp_path / name) == code
    assert shop.ok("orders --json").data["orders"] == []


def test_what_was_asked_wrongly_is_said(shop: Shell, tmp_path: Path) -> None:
    file = written(tmp_path)
    mapping = tmp_path / "map.json"
    assert shop.refused("import", tmp_path / "none.csv") == "file_not_found"
    assert shop.refused("import", tmp_path) == "file_not_readable"
    assert shop.refused("import", file) == "import_profile_unsure"
    assert shop.refused("import --profile ebay", file) == "file_profile_unknown"
    assert shop.refused("import --profile generic", file) == "channel_needed"
    assert shop.refused(f"import {PLAIN} --encoding klingon", file) == "file_encoding_wrong"
    assert shop.refused(f"import {PLAIN} --encoding gbk", ORDERS / "story_taobao_orders.csv", file) is not None
    for text, code in (
        ("no json", "file_mapping_unreadable"),
        ('["订单号"]', "file_mapping_unreadable"),
        ('{"colour": "订单号"}', "file_mapping_field_unknown"),
        ('{"order_no": "Bestellung", "qty": "数量", "sku": "商家编码"}', "file_column_missing"),
    ):
        mapping.write_text(text)
        assert shop.refused(f"import {PLAIN}", file, "--map", mapping) == code


def test_a_mapping_names_the_columns_of_any_file(shop: Shell, tmp_path: Path) -> None:
    file, mapping = tmp_path / "own.csv", tmp_path / "map.json"
    file.write_text("Bestellung;Artikel;Menge;Preis\nD-1;CUP-500;2;129,00\n".replace(",", "."))
    mapping.write_text(json.dumps({"order_no": "Bestellung", "sku": "Artikel", "qty": "Menge", "price": "Preis"}))
    told = shop.ok("import --channel TAOBAO --json", file, "--map", mapping).data
    assert told["imports"][0]["orders"][0]["external_no"] == "D-1"
    assert shop.ok("order D-1 --json").data["lines"][0]["qty"] == 2


def test_a_dry_run_names_the_goods_of_each_order_and_says_which_nobody_knows(shop: Shell) -> None:
    told = shop.ok("import --json --dry-run", ORDERS / "story_shopify.csv").data["imports"][0]["orders"]
    goods = next(order["lines"] for order in told if order["external_no"] == "#2010")
    assert [(line["sku"], line["name"], line["known"]) for line in goods] == [
        ("MUG-GR", "马克杯", True),
        ("GIFT-BOX", "礼盒包装", False),
    ]


def test_a_dry_run_says_what_would_become_of_it_and_writes_nothing(shop: Shell, tmp_path: Path) -> None:
    line = ("import --dry-run", ORDERS / "story_shopify.csv")
    assert shop.ok(*line).out.startswith("Shopify → Shopify (nothing written): New 8, To settle 2, History 3\n")
    assert shop.ok("orders --json").data["orders"] == []
    told = shop.ok("import --json", ORDERS / "story_shopify.csv").data
    assert told["counts"] == shop.ok("import --json", *line[1:], "--dry-run").data["counts"] | {
        "new": 8, "task": 2, "history": 3, "unchanged": 0
    }  # fmt: skip


def test_the_same_file_again_writes_nothing(orders: Shell) -> None:
    before = orders.ok("orders --json --limit 99").data
    said = orders.ok("import", ORDERS / "story_shopify.csv")
    assert said.out == "Shopify → Shopify: Unchanged 13\n"
    assert orders.ok("orders --json --limit 99").data == before


def test_refused_rows_lie_beside_the_source_and_never_over_another_file(shop: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.format(n=9).replace(",1,129", ",-1,129"))
    for name in ("orders.refused.csv", "orders.refused-2.csv"):
        said = shop(f"import {PLAIN}", file)
        assert said.code == 1
        assert said.out.endswith(f"The refused rows with their reasons are in {tmp_path / name}.\n")


def test_nothing_comes_in_when_the_refused_rows_cannot_be_kept(shop: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.format(n=9).replace(",1,129", ",-1,129"))
    assert shop.refused(f"import {PLAIN}", file, "--refused", tmp_path / "no" / "such.csv") == "file_not_written"
    assert shop.ok("orders --json").data["orders"] == []


def test_files_of_several_marketplaces_come_in_by_one_call(shop: Shell) -> None:
    names = ("story_shopify.csv", "story_taobao_orders.csv", "story_taobao_items.csv")
    told = shop.ok("import --json", *(ORDERS / name for name in names)).data
    assert [part["profile"] for part in told["imports"]] == ["shopify", "taobao"]
    assert told["counts"] | {"new": 14, "task": 3, "history": 6, "refused": 0} == told["counts"]


def test_the_dirty_samples_lose_no_good_row(shop: Shell, tmp_path: Path) -> None:
    shop.ok("setup --channel 拼多多 --kind pdd")
    told = shop(
        "import --json", ORDERS / "dirty_pdd.csv", ORDERS / "dirty_shopify.csv", "--refused", tmp_path / "r.csv"
    )
    assert told.code == 1
    codes = {row["code"] for part in told.data["imports"] for row in part["refused_rows"]}
    assert {"row_order_repeated", "row_number_rounded", "row_quantity_too_small", "row_nul"} <= codes
    assert all(row["message"] for part in told.data["imports"] for row in part["refused_rows"])
    assert sorted(path.name for path in tmp_path.glob("r*.csv")) == ["r-pdd.csv", "r-shopify.csv"]
    kept = {order["external_no"] for order in shop.ok("orders --json --limit 99").data["orders"]}
    assert {"#3001", "#3009", "#3012", "#3019", "#3024"} <= kept


def test_what_needs_a_person_is_listed_linked_and_settled(orders: Shell) -> None:
    tasks = {task["kind"]: task for task in orders.ok("task list --json").data}
    assert set(tasks) == {"receiver_masked", "address_incomplete", "sku_unknown"}
    unknown, masked = tasks["sku_unknown"]["id"], tasks["receiver_masked"]["id"]
    assert orders.refused(f"task resolve {unknown} --reason nothing") == "task_unsolved"
    assert orders.refused(f"task link {masked} CUP-500") == "task_kind_differs"
    assert orders.refused("task resolve 77 --reason nothing") == "task_missing"
    assert orders.refused("task resolve A100001 --reason nothing") == "task_missing"
    assert orders.refused("task resolve GIFT --reason nothing") == "task_missing"
    assert orders.refused("task list --kind weather") == "task_kind_unknown"
    assert orders.refused(f"task resolve {masked}") == "reason_missing"
    orders.ok(f"task take {masked}")
    assert {task["owner"] for task in orders.ok("task list --json --kind receiver_masked").data} == {"boss"}
    assert orders.refused(f"task give {masked} nobody-here") == "user_unknown"
    orders.ok(f"task give {masked}")
    assert {task["owner"] for task in orders.ok("task list --json").data} == {""}
    orders.ok("setup --seller Nord --prefix N")
    orders.ok("product add NB-A5 Heft --of N")
    orders.ok("task link A100010 NB-A5")
    orders.ok(f"task resolve {masked} --reason 'the marketplace prints the label'")
    left = orders.ok("task list").out
    assert "the phone number, the city" in left
    assert left.count("\n") == 2
    assert orders.ok("task list --kind sku_unknown").out == "There are no open tasks.\n"
    number = tasks["address_incomplete"]["number"]
    orders.ok(f"do {number} order.amend --set address.phone=13800138000 --set address.city=深圳市")
    assert orders.ok(f"task list --order {number} --lang zh_CN").out == "没有未解决的异常。\n"

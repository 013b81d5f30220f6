"""`demo`, `reconcile`, `backup`, `restore`, `migrate`, `bench`: looking after the database."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from desktop_oms.cli import bench
from desktop_oms.storage.schema import HEAD
from tests.cli.shell import Shell


def test_the_demo_shop_is_made_once_in_an_empty_database(nothing: Shell) -> None:
    said = nothing.ok("demo --orders 12 --seed 3")
    assert said.out.startswith("The demo shop stands: 12 orders,")
    assert nothing.refused("demo --orders 12") == "demo_not_empty"
    assert nothing.refused("demo --orders 0") == "orders_too_few"
    assert len(nothing.ok("orders --json").data["orders"]) == 12
    assert nothing.ok("reconcile --full").out == "Everything adds up.\n"


def test_reconcile_names_what_does_not_add_up(orders: Shell) -> None:
    with sqlite3.connect(orders.place) as broken:
        broken.execute("UPDATE stock_levels SET allocated = allocated + 1 WHERE on_hand > 20")
    broken.close()
    told = orders("reconcile --json")
    assert told.code == 1
    assert {finding["code"] for finding in told.data["findings"]} >= {"allocated_not_summed"}
    said = orders("reconcile")
    assert said.code == 1
    assert told.data["findings"][0]["message"] in said.out


def test_a_copy_is_made_put_back_and_never_written_over(orders: Shell, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert orders.ok("backup", copy).out == f"The copy is {copy}.\n"
    assert orders.refused("backup", copy) == "backup_exists"
    assert orders.refused("backup", tmp_path / "no" / "copy.sqlite") == "backup_folder_missing"
    orders.ok("do A100001 order.confirm")
    assert "What was there is kept as" in orders.ok("restore", copy).out
    assert orders.ok("order A100001 --json").data["status"] == "paid"
    assert orders.refused("restore", tmp_path / "none.sqlite") == "backup_missing"
    (tmp_path / "text").write_text("no copy")
    assert orders.refused("restore", tmp_path / "text") in ("backup_foreign", "database_foreign")


def test_a_copy_of_today_is_made_once(orders: Shell) -> None:
    assert Path(orders.ok("backup --json").data["file"]).is_file()
    assert orders.ok("backup").out == "Today's copy is there already.\n"


def test_a_copy_can_begin_a_new_database(orders: Shell, tmp_path: Path) -> None:
    orders.ok("backup", tmp_path / "copy.sqlite")
    other = Shell(tmp_path / "other.sqlite")
    assert other.ok("restore", tmp_path / "copy.sqlite").out.count("\n") == 1
    assert len(other.ok("orders --json").data["orders"]) == 23


def test_a_current_database_needs_no_migration(orders: Shell, nothing: Shell) -> None:
    assert orders.ok("migrate").out == f"The database is up to date ({HEAD}).\n"
    assert nothing.refused("migrate") == "database_missing"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"ours_ms": 10, "ratio": 1.4, "bar": "<= 1.5x"}, "ok"),
        ({"ours_ms": 10, "ratio": 1.6, "bar": "ratio <= 1.5"}, "missed"),
        ({"ours_ms": 10, "ratio": 9, "bar": 2.5}, "missed"),
        ({"ours_ms": 26, "ratio": 1, "bar": "<= 25 ms"}, "missed"),
        ({"ours_ms": 4, "ratio": 9, "bar": "ours <= 5 ms and <= 2x at 10k"}, "ok"),
        ({"ours_ms": 59_000, "bar": "<= 60 s at 1,000,000"}, "ok"),
        ({"ours_ms": 5, "bar": None}, ""),
        ({"ours_ms": 5, "bar": "-"}, ""),
        ({"ratio": None, "bar": "<= 2x"}, ""),
    ],
)
def test_a_figure_is_judged_by_its_bar(row: dict[str, object], verdict: str) -> None:
    assert bench.verdict(row) == verdict


def test_a_measurement_prints_ours_beside_the_baseline(nothing: Shell, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    head, *rows = nothing.ok("bench import --orders 20 --on sqlite --output", kept).out.splitlines()
    assert head.split() == ["Measured", "Ours", "Baseline", "Ratio", "Bar"]
    assert rows[0].startswith("import 20 orders ")
    assert rows[0].endswith((" ok", " missed"))
    figures = json.loads(kept.read_bytes())["figures"]
    assert len(figures) == len(rows)
    assert figures[0]["ratio"] > 0


def test_a_measurement_that_nobody_knows_is_answered_with_those_there_are(nothing: Shell) -> None:
    said = nothing("bench nonsense")
    assert (said.code, said.err.partition(":")[0]) == (1, 'There is no measurement "nonsense". There are')

"""Where the database is: missing, unreachable, somebody else's, damaged; each in one sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_oms.settings import Preferences
from tests.cli.shell import SETUP, Shell

CLONE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("missing.sqlite", "database_missing"),
        ("no/such/folder/shop.sqlite", "database_folder_missing"),
        ("n" * 300, "database_unreachable"),
        ("mysql://root@localhost/shop", "database_address"),
        ("postgresql://127.0.0.1:1/shop", "database_unreachable"),
        ("foreign.sqlite", "database_foreign"),
        ("text.txt", "database_foreign"),
    ],
)
def test_a_place_without_our_database_is_said_in_one_sentence(tmp_path: Path, place: str, code: str) -> None:
    with sqlite3.connect(tmp_path / "foreign.sqlite") as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    (tmp_path / "text.txt").write_text("no database at all, but long enough to be read as one" * 20)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    there = place if "://" in place else tmp_path / place
    assert Shell(there).refused("orders") == code
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_password_is_never_shown(capfd: pytest.CaptureFixture[str]) -> None:
    said = Shell("postgresql://boss:s3cret@127.0.0.1:1/shop")("orders")
    assert said.code == 1
    assert "s3cret" not in said.err


def test_an_empty_database_asks_for_the_set_up(nothing: Shell) -> None:
    nothing.ok("setup")
    assert nothing.refused("import", CLONE / "resources/samples/orders/story_shopify.csv") == "not_set_up"
    assert nothing.refused("order A1") == "not_set_up"
    assert nothing.ok("orders").out == "There are no orders.\n"


def test_without_a_place_the_database_of_the_preferences_is_taken(nothing: Shell, tmp_path: Path) -> None:
    nothing.ok(SETUP)
    Preferences().change(database=nothing.place)
    done = subprocess.run(
        [sys.executable, "main.py", "setup", "--lang", "en"],
        cwd=CLONE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith(f"The shop is ready ({nothing.place}).")

"""The architecture page names files that exist: a newcomer finds each step where the map says."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`([\w./]+/|[\w/]+\.(?:py|md|toml))`")


def named_in_a_row(row: str) -> list[Path]:
    """The files a table row names; a bare name lies beside the one before it."""
    found: list[Path] = []
    for name in NAMED.findall(row):
        folder = found[-1].parent if found and "/" not in name else Path()
        found.append(folder / name)
    return found


def test_every_file_on_the_way_of_an_order_exists() -> None:
    rows = [
        line for line in (ROOT / "docs/architecture.md").read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)
    ]
    assert len(rows) >= 15
    missing = [str(path) for row in rows for path in named_in_a_row(row) if not (ROOT / path).exists()]
    assert missing == []

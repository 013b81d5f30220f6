"""The way to the first rows loads nothing that only paper, order files, servers or proofs need."""

from __future__ import annotations

import subprocess
import sys

from tests.house.source import CLONE

FIRST = ("desktop_oms.app", "ui.main_window", "ui.orders.orders_page")
LATER = (
    "desktop_oms.documents",
    "desktop_oms.gateways.files",
    "reportlab",
    "PIL",
    "zxingcpp",
    "pypdfium2",
    "python_calamine",
    "statemachine",
    "psycopg",
    "sqlalchemy.dialects.postgresql",
)


def test_the_first_page_loads_no_paper_and_no_reader_of_files() -> None:
    asked = f"import sys, {', '.join(FIRST)}; print(*(name for name in {LATER!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=CLONE, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split() == []

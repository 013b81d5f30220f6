"""The way to the first rows loads nothing that only paper, order files, servers, proofs or a single order need."""

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
    "asyncio.base_events",
    "ssl",
    "email",
    "desktop_oms.services.reimported",
    "desktop_oms.services.commands",
    "desktop_oms.services.finding",
    "desktop_oms.services.order_view",
    "desktop_oms.domain.lifecycle",
    "desktop_oms.domain.entities",
    "desktop_oms.domain.world",
    "desktop_oms.storage.tables.aftercare",
    "desktop_oms.storage.tables.every",
    "ui.deeds.deed_desk",
)
REAL = """
import desktop_oms.storage.engine, sys
stand_in = sys.modules["asyncio"]
import asyncio.events
async def answer():
    return asyncio.get_running_loop() is not None
print(asyncio.run(answer()), sys.modules["asyncio"] is asyncio, stand_in.Queue is asyncio.Queue)
"""
DESCRIBED = """
import desktop_oms.storage.engine
from importlib import metadata
print(bool(metadata.version("sqlalchemy")), "email" in __import__("sys").modules)
"""


def test_the_first_page_loads_no_paper_and_no_reader_of_files() -> None:
    asked = (
        f"import ui.application, sys, {', '.join(FIRST)}; print(*(name for name in {LATER!r} if name in sys.modules))"
    )
    assert told(asked) == []


def test_qt_reads_no_source_while_modules_are_imported() -> None:
    read = "print(*(name for name in linecache.cache if name.startswith('desktop_oms') or '/desktop_oms/' in name))"
    assert told(f"import ui.application, linecache, {', '.join(FIRST)}; {read}") == []


def test_asyncio_that_the_start_is_spared_is_itself_for_whoever_asks() -> None:
    assert told(REAL) == ["True", "True", "True"]


def test_installed_packages_are_described_to_whoever_asks() -> None:
    assert told(DESCRIBED) == ["True", "True"]


def told(script: str) -> list[str]:
    """What a fresh process prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CLONE, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.split()

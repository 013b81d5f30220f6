"""How fast orders become a table, beside the same columns given bare to `csv.writer`; and what memory it takes."""

from __future__ import annotations

import csv
import tempfile
import tracemalloc
from pathlib import Path

from sqlalchemy import text

from desktop_oms.app import build
from desktop_oms.domain.exports import Wanted
from desktop_oms.services.exporting import Exports
from desktop_oms.storage.queues import OrderRow
from tests.bench.figures import Figure, beside, medians, memory

ROUNDS = 3


def run(url: str, count: int) -> list[Figure]:
    """All orders of a database as CSV and as XLSX, each beside a bare CSV of the same rows."""
    app = build(url)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def bare() -> None:
            columns = ", ".join(OrderRow._fields)
            with app.database.engine.connect() as conn, (place / "bare.csv").open("w", newline="") as file:
                rows = conn.execute(text(f"SELECT {columns} FROM orders ORDER BY created_at DESC, id DESC"))
                csv.writer(file).writerows(rows)

        found = []
        for kind in ("csv", "xlsx"):
            path = place / f"ours.{kind}"
            ours, raw = medians(lambda path=path: app.exports.write(Wanted(), path, "en"), bare, rounds=ROUNDS)
            bar = "ratio <= 2" if kind == "csv" else "-"
            found.append(beside(f"{count:,} orders as {kind}, beside a bare csv.writer", ours, raw, bar))
        few, many = _memory(app.exports, place, 1_000), _memory(app.exports, place, None)
        found.append(memory("an export, beside one of 1,000 orders", many, 1.5 * few))
    app.close()
    return found


def _memory(exports: Exports, place: Path, most: int | None) -> float:
    """The most memory (MB) that Python held while it wrote."""
    tracemalloc.start()
    exports.write(Wanted(), place / "memory.xlsx", "en", lambda done: most is None or done < most)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak

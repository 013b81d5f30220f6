"""How fast paper is made, each figure beside a plain reportlab script that draws the same pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import median

from desktop_oms.documents import register_fonts, render, render_many
from desktop_oms.documents.content import Content
from desktop_oms.documents.layout import Page
from desktop_oms.documents.printing import lay_out, printable
from desktop_oms.documents.sizes import SIZES
from tests.bench import paper_baseline
from tests.bench.figures import Figure, beside, medians, started
from tests.documents.samples import different_labels, different_slips

COUNT = 1000

OURS = """
import time
start = time.perf_counter()
from tests.documents.samples import different_labels
from desktop_oms.documents import render
render(different_labels(1)[0])
print((time.perf_counter() - start) * 1000)
"""
BASELINE = """
import time
start = time.perf_counter()
from tests.bench import paper_baseline
paper_baseline.register()
ready = time.perf_counter() - start
from tests.bench.paper_bench import finished
from tests.documents.samples import different_labels
pages = finished(different_labels(1), "100x150")
start = time.perf_counter()
paper_baseline.draw(pages)
print((ready + time.perf_counter() - start) * 1000)
"""


def finished(contents: Sequence[Content], size: str) -> list[Page]:
    """The pages of the contents, laid out beforehand for the baseline."""
    return [sheet.page() for content in contents for sheet in lay_out(printable(content)[0], SIZES[size], 203.2)]


def compared(name: str, contents: Sequence[Content], size: str, bar: str, rounds: int) -> Figure:
    """Ours from content to bytes, the baseline from finished positions to bytes."""
    pages = finished(contents, size)
    works = (lambda: render_many(contents, size), lambda: paper_baseline.draw(pages))
    medians(*works, rounds=1)  # fonts and tables are there then
    return beside(name, *medians(*works, rounds=rounds), bar)


def first(script: str) -> float:
    """The ms that a fresh process reports for its first label, imports and fonts included; the middle of five."""
    started(script)  # whatever it imports is compiled then
    return median(float(started(script)) for _ in range(5))


def run() -> list[Figure]:
    """Every figure of paper with its bar."""
    register_fonts()
    paper_baseline.register()
    one = different_labels(1)
    pages = finished(one, "100x150")
    as_zpl = medians(lambda: render(one[0], fmt="zpl"), lambda: paper_baseline.draw(pages), rounds=40)
    return [
        beside("first label of a process, with imports and fonts", first(OURS), first(BASELINE), "<= 250 ms"),
        compared("one label, click to bytes, warm", one, "100x150", "<= 25 ms", 40),
        beside("one label as ZPL, warm (baseline: raw PDF)", *as_zpl, "<= 25 ms"),
        compared(f"{COUNT:,} labels in one PDF", different_labels(COUNT), "100x150", "<= 1.5x", 3),
        compared(f"{COUNT:,} slips in one PDF", different_slips(COUNT), "A5", "<= 3x", 3),
    ]


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))

"""`bench [NAME]`: our figures beside their raw baselines, by the measuring scripts that come with the source code.

`python -m tests.bench NAME --orders N --on KIND` measures in a process of its own and prints a row of JSON per figure:
what was measured, ours and the baseline (milliseconds), their ratio, and the bar it has to keep; for a name it does not
know it says those it knows and ends with 2.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop_oms.cli.answers import Answer, harmless, padded, shortened
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import write_bytes
from desktop_oms.domain.errors import OmsError
from desktop_oms.resources import ROOT

SCRIPTS = "tests.bench"
FOLDER = ROOT.parent / "tests" / "bench"
NAME_COLUMNS = 74
FIGURE_COLUMNS = 11
BAR = re.compile(r"(?P<of>ratio|ours)? ?(?P<sign><=|>=) (?P<limit>[\d.]+) ?(?P<unit>x|ms|s|MB)?\b")
NAME_UNKNOWN = 2
IN_MS = {"ms": 1.0, "s": 1000.0}


def bench(call: Call) -> Answer:
    """Measure, and print each figure as it comes; missing a bar is no failure of the program (exit code 0)."""
    if not (FOLDER / "__main__.py").is_file():
        raise OmsError("bench_missing")
    rows: list[dict[str, Any]] = []
    for row in measured(call):
        kept = row | {"verdict": verdict(row)}
        if not rows and not call.json:
            print(line([call.say(f"cli.head_{name}") for name in ("measured", "ours", "baseline", "ratio", "bar")]))
        rows.append(kept)
        if not call.json:
            print(harmless(line(cells(call, kept))), flush=True)
    if call.given.output:
        write_bytes(Path(call.given.output), json.dumps({"figures": rows}, ensure_ascii=False, indent=1).encode())
    return Answer({"figures": rows})


def measured(call: Call) -> Iterator[dict[str, Any]]:
    """The rows of the measurement asked for, or of all; raises `bench_failed` with the last line of what it said."""
    given = call.given
    words = [given.name] if given.name else []
    words += ["--orders", str(given.orders)] if given.orders else []
    words += ["--on", given.on] if given.on else []
    command = [sys.executable, "-m", SCRIPTS, *words]
    with subprocess.Popen(
        command, cwd=ROOT.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        for told in child.stdout:
            yield json.loads(told)
        said = child.stderr.read().strip().splitlines()
    if child.returncode == NAME_UNKNOWN:
        raise OmsError("bench_unknown", name=given.name, known=said[-1])
    if child.returncode:
        raise OmsError("bench_failed", name=given.name or SCRIPTS, why=said[-1] if said else str(child.returncode))


def verdict(row: Mapping[str, Any]) -> str:
    """`ok` or `missed`, "" where a row has no bar; a bar of two parts counts its first one that is a figure."""
    bar = row.get("bar")
    if isinstance(bar, int | float):
        bar = f"ratio <= {bar}"
    found = BAR.search(bar or "")
    if not found:
        return ""
    unit = found["unit"]
    figure = row.get("ours_ms") if unit in IN_MS else row.get("ratio")
    if not isinstance(figure, int | float):
        return ""
    limit = float(found["limit"]) * IN_MS.get(unit or "", 1.0)
    kept = figure <= limit if found["sign"] == "<=" else figure >= limit
    return "ok" if kept else "missed"


def cells(call: Call, row: Mapping[str, Any]) -> list[str]:
    """A row for people."""
    bar = str(row.get("bar") if row.get("bar") is not None else "")
    said = call.say(f"cli.bench_{row['verdict']}") if row["verdict"] else ""
    return [
        str(row.get("name", "")),
        figure_of(row.get("ours_ms"), "ms"),
        figure_of(row.get("baseline_ms"), "ms"),
        figure_of(row.get("ratio"), "x"),
        f"{bar} {said}".strip(),
    ]


def figure_of(value: object, unit: str) -> str:
    """A figure with its unit; "" for none."""
    return f"{value:,} {unit}" if isinstance(value, int | float) else ""


def line(row: list[str]) -> str:
    """One line of the table; widths stand before the figures come."""
    name, *figures, bar = row
    told = [padded(shortened(name, NAME_COLUMNS), NAME_COLUMNS)]
    told += [padded(figure, FIGURE_COLUMNS, right=True) for figure in figures]
    return "  ".join([*told, bar]).rstrip()

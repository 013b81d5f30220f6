"""What every measurement is made of: times of clock and processor, sides that take turns, rows of figures."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import Engine

from desktop_oms.resources import ROOT
from desktop_oms.storage.engine import address_of
from desktop_oms.storage.sqlite_file import driver

Figure = dict[str, Any]
Deed = Callable[[], object]

COMPILED = ROOT.parent / "build" / "bytecode"
PATIENCE = 600  # seconds


def beside(name: str, ours: float, baseline: float, bar: str, *, ratio: float | None = None, **more: object) -> Figure:
    """A line of the table: ours and the baseline in milliseconds, and how they stand to each other."""
    return {
        "name": name,
        "ours_ms": round(ours, 3),
        "baseline_ms": round(baseline, 3),
        "ratio": round(ours / baseline if ratio is None else ratio, 3),
        "bar": bar,
        **more,
    }


def alone(name: str, ours: float, bar: str, **more: object) -> Figure:
    """A line of the table without a baseline; milliseconds."""
    return {"name": name, "ours_ms": round(ours, 3), "bar": bar, **more}


def memory(name: str, megabytes: float, most: float) -> Figure:
    """A line of the table about memory: megabytes used, and how they stand to what may be used."""
    said = f"{name}: {megabytes:.0f} MB of {most:.0f}"
    return {"name": said, "megabytes": round(megabytes), "ratio": round(megabytes / most, 3), "bar": "<= 1x"}


def timed(work: Deed) -> float:
    """How many ms some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def both_times(work: Deed) -> tuple[float, float]:
    """Milliseconds on the clock, and of this program on the processor."""
    begun = time.process_time_ns()
    spent = timed(work)
    return spent, (time.process_time_ns() - begun) / 1e6


def medians(*deeds: Deed, rounds: int) -> list[float]:
    """The middle time of each deed in ms; they take turns, so that a busy machine slows all of them."""
    times: list[list[float]] = [[] for _ in deeds]
    for _ in range(rounds):
        for deed, spent in zip(deeds, times, strict=True):
            spent.append(timed(deed))
    return [median(spent) for spent in times]


def started(script: str, *arguments: str) -> str:
    """What a script prints in a process of its own, which finds its modules compiled as every start but the first does.

    Some machines forbid Python to keep what it compiled; a start then takes half as long again.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


@contextmanager
def bare_connection(engine: Engine) -> Iterator[Any]:
    """A connection of the bare driver with the journal and the promises of ours."""
    address = address_of(engine)
    if address.path is None:
        with psycopg.connect(**address.server, autocommit=False) as server:  # type: ignore[arg-type]
            yield server
        return
    with closing(driver.connect(address.path, isolation_level=None, cached_statements=512)) as file:
        for words in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-8000", "temp_store=MEMORY"):
            file.execute(f"PRAGMA {words}")
        yield file

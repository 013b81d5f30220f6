"""All measurements by name: `python -m tests.bench [NAME] [--orders N]` prints one line of JSON per figure.

Each runs in a process of its own, so that none warms another up.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator

# What each script is told: the number of orders, and a folder of its own that is empty.
SCRIPTS = {
    "orders": ("orders_bench", "{folder}/orders.sqlite", "{orders}"),
    "commands": ("commands_bench", "{folder}/commands.sqlite"),
    "storage": ("storage_bench", "{orders}"),
    "import": ("import_bench", "{orders}"),
    "paper": ("paper_bench",),
    "window": ("window_bench",),
}
ORDERS = 100_000


def figures(name: str, orders: int) -> Iterator[dict[str, object]]:
    """The rows of one measurement as they come."""
    script, *words = SCRIPTS[name]
    with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
        told = [word.format(folder=folder, orders=orders) for word in words]
        command = [sys.executable, "-m", f"tests.bench.{script}", *told]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
            assert child.stdout is not None
            yield from rows(child.stdout)
        if child.returncode:
            raise SystemExit(child.returncode)


def rows(lines: Iterator[str]) -> Iterator[dict[str, object]]:
    """One JSON object a line, or one list over many lines."""
    kept = ""
    for line in lines:
        kept += line
        try:
            found = json.loads(kept)
        except json.JSONDecodeError:
            continue
        kept = ""
        yield from found if isinstance(found, list) else [found]


def main() -> None:
    """Measure what is named, else everything; a name nobody knows is answered with those there are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--orders", type=int, default=ORDERS)
    given = parser.parse_args()
    if set(given.names) - set(SCRIPTS):
        print(", ".join(SCRIPTS), file=sys.stderr)
        raise SystemExit(2)
    for name in given.names or SCRIPTS:
        for row in figures(name, given.orders):
            print(json.dumps({"measurement": name, **row}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

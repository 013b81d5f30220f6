"""All measurements by name: `python -m tests.bench [NAME...] [--orders N] [--on KIND]`, one line of JSON per figure.

`main.py bench` shows the same as a table, with verdicts.
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.bench.all import ORDERS, PARTS, POSTGRESQL, SQLITE, rows

NAME_UNKNOWN = 2
BOTH = "both"


def main() -> int:
    """Measure what is named, else everything; a name nobody knows is answered with those there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--orders", type=int, default=ORDERS)
    parser.add_argument("--on", choices=(SQLITE, POSTGRESQL, BOTH), default=SQLITE)
    parser.add_argument("--filled", default="", help="a database of that kind with so many orders, the owner's address")
    asked = parser.parse_args()
    if set(asked.names) - set(PARTS):
        print(", ".join(PARTS), file=sys.stderr)
        return NAME_UNKNOWN
    names = list(asked.names or PARTS)
    for kind in (SQLITE, POSTGRESQL) if asked.on == BOTH else (asked.on,):
        if asked.on == BOTH and kind == POSTGRESQL:
            names = [name for name in names if name != "paper"]  # paper asks no database
        for row in rows(asked.orders, kind, names, asked.filled) if names else ():
            print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

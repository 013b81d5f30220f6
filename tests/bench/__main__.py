"""All measurements by name: `python -m tests.bench [NAME...] [--orders N] [--db PLACE]`, one line of JSON per figure.

`main.py bench` shows the same as a table, with verdicts.
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.bench.all import ORDERS, PARTS, rows

NAME_UNKNOWN = 2


def main() -> int:
    """Measure what is named, else everything; a name nobody knows is answered with those there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--orders", type=int, default=ORDERS)
    parser.add_argument("--db", default="", help="postgresql, or the address of a filled SQLite database")
    given = parser.parse_args()
    if set(given.names) - set(PARTS):
        print(", ".join(PARTS), file=sys.stderr)
        return NAME_UNKNOWN
    for row in rows(given.orders, given.db, given.names):
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

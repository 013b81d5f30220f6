"""What a packed box should weigh, and when the scale says something else.

All in grams.  The same set of goods weighed before tells better than the sum of catalogue weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

LEAST_TOLERANCE = 50  # grams: tape, slip and the scale itself
TOLERANCE_PERCENT = 5


def tolerance(expected: int, least: int = LEAST_TOLERANCE, percent: int = TOLERANCE_PERCENT) -> int:
    """How far a weight may be from the expected one: `least` grams, or `percent` of it where that is more."""
    return max(least, round(expected * percent / 100))


def is_off(expected: int | None, weight: int, within: int) -> bool:
    """True for a weight out of tolerance; where nothing is expected any weight is right."""
    return expected is not None and abs(weight - expected) > within


def fingerprint(goods: Iterable[tuple[str, int]], package: str) -> str:
    """A short name of a set of goods (SKU and units) in a package, alike however the lines are sorted."""
    units: dict[str, int] = {}
    for sku, count in goods:
        units[sku] = units.get(sku, 0) + count
    words = "\n".join(f"{sku}\t{count}" for sku, count in sorted(units.items()))
    return hashlib.blake2b(f"{package}\n{words}".encode(), digest_size=12).hexdigest()

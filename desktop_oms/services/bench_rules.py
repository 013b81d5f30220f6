"""The rules of the house for its benches, kept as data: how long a box is kept for a silent bench, scales, packages."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.weighing import LEAST_TOLERANCE, TOLERANCE_PERCENT, tolerance
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

SETTING = "bench"
LONGEST_CODE = 16  # signs that fit a card of two columns
LONGEST_LEASE = 24 * 60  # minutes
WIDEST_TOLERANCE = 10_000  # grams
HEAVIEST_PACKAGE = 99_999  # grams, empty


@dataclass(frozen=True, slots=True)
class Package:
    """A box or bag that goods go into: its name (as scanned after PKG:), its own weight in grams, its size in words."""

    name: str
    tare_g: int = 0
    size: str = ""

    @property
    def code(self) -> str:
        """What stands for it after PKG: on a card: its name, or eight signs of its own where bars cannot bear that."""
        if self.name.isascii() and self.name.isprintable() and len(self.name) <= LONGEST_CODE:
            return self.name
        return hashlib.sha256(self.name.encode()).hexdigest()[:8].upper()


@dataclass(frozen=True, slots=True)
class BenchRules:
    """What holds at every bench.

    A box whose bench has said nothing for `lease_minutes` may be opened at another one.  With `weigh` no box is
    labelled unweighed; its weight may be off by `tolerance_g` grams, or `tolerance_percent` of what is expected where
    that is more.  With `fast_lane` a piece scanned at an empty bench opens the oldest order for just that piece.
    """

    lease_minutes: int = 20
    weigh: bool = False
    fast_lane: bool = True
    packages: tuple[Package, ...] = ()
    tolerance_g: int = LEAST_TOLERANCE
    tolerance_percent: int = TOLERANCE_PERCENT

    def tolerance(self, expected: int) -> int:
        """How far a box may be from the weight expected, in grams."""
        return tolerance(expected, self.tolerance_g, self.tolerance_percent)

    def package(self, name: str) -> Package | None:
        """The package of that name or code, whatever the case."""
        wanted = name.strip().casefold()
        return next((one for one in self.packages if wanted in (one.name.casefold(), one.code.casefold())), None)


def bench_rules(conn: Connection) -> BenchRules:
    """The rules as they stand."""
    kept = dict(catalogue_rows.setting(conn, SETTING, {}))
    packages = tuple(Package(**one) for one in kept.pop("packages", []))
    return BenchRules(**kept, packages=packages)


def put_bench_rules(conn: Connection, new: BenchRules) -> None:
    """Keep other rules; raises `bench_rules_not_valid`.

    Minutes are from 1 to a day, tolerances from 0 to 10 kg and to the whole weight; packages have names of their own
    and weigh up to 99,999 grams.
    """
    names = [one.name.strip().casefold() for one in new.packages]
    measures = (
        (new.lease_minutes, 1, LONGEST_LEASE),
        (new.tolerance_g, 0, WIDEST_TOLERANCE),
        (new.tolerance_percent, 0, 100),
    )
    sound = all(least <= value <= most for value, least, most in measures) and all(names)
    if (
        not sound
        or len(set(names)) < len(names)
        or any(not 0 <= one.tare_g <= HEAVIEST_PACKAGE for one in new.packages)
    ):
        raise OmsError("bench_rules_not_valid")
    catalogue_rows.put_setting(conn, SETTING, asdict(new))

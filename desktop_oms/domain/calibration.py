"""What a scanner does to a code, learned from one scan of a code that is known: its speed, its prefix, its suffix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SAMPLE = "OMS-SAMPLE-1234567890"
LEAST_HOLD, MOST_HOLD = 30, 120  # ms between two keys of a scan; longer would make typing feel slow


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one scan of the sample told: keys typed before and after it, and ms between two keys (middle, longest).

    `hold_ms` is how long a key may be held back from now on; `ended` whether Enter or Tab closed the scan.
    """

    prefix: str
    suffix: str
    middle_ms: float
    longest_ms: int
    hold_ms: int
    ended: bool

    @property
    def too_slow(self) -> bool:
        """True for a scanner whose keys lie so far apart that it is taken for a person."""
        return self.longest_ms > MOST_HOLD


def calibrated(typed: str, times: Sequence[int], *, ended: bool) -> Calibration | None:
    """What a scan of the sample tells; None when the sample is not in it.  `times` are the keys' moments in ms."""
    place = typed.upper().find(SAMPLE)
    if place < 0 or len(times) < len(SAMPLE):
        return None
    gaps = sorted(after - before for before, after in pairwise(times))
    longest = gaps[-1]
    hold = min(MOST_HOLD, max(LEAST_HOLD, 2 * longest))
    middle = gaps[len(gaps) // 2]
    return Calibration(typed[:place], typed[place + len(SAMPLE) :], middle, longest, hold, ended)

"""A scale without a scale: it shows the weights it was told, and swings a little before it settles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from desktop_oms.gateways.scales.readings import Reading, understood

SWING = (40, -15, 4)  # grams off at first
EVERY = 0.1  # seconds between two readings


class PracticeScale:
    """Shows `told`, grams; "1240,silent" and "1240,restless" play the two ways a scale can fail."""

    def __init__(self, told: str) -> None:
        weight, _, self.manner = told.partition(",")
        self.weight = int(weight) if weight.isascii() and weight.isdecimal() else 0

    def readings(self) -> Iterator[Reading]:
        """Readings of a clock of its own, so that practice takes no time."""
        for place in count():
            if self.manner == "silent" or place > 100:
                return
            off = SWING[place % 3] if self.manner == "restless" else (SWING[place] if place < len(SWING) else 0)
            said = f"{'US' if off else 'ST'},GS,+{(self.weight + off) / 1000:7.3f}kg"
            reading = understood(said.encode(), place * EVERY)
            if reading is not None:
                yield reading

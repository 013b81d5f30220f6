"""What bench scales say, line by line: the usual ASCII protocols, each with its sign that the weight has settled.

Known: A&D, CAS and Ohaus ("ST,GS,+  1.240kg"; US is unsettled, OL overload), Mettler Toledo MT-SICS ("S S  1.240 kg";
S D is unsettled, S + and S - out of range) and its continuous mode (STX, three status bytes, six digits), and scales
that only say a number with a unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

GRAMS = {"kg": Decimal(1000), "g": Decimal(1), "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}
_NUMBER = r"([+-]?)\s*(\d+(?:\.\d+)?)\s*(kg|g|lb|oz)"
_LETTERED = re.compile(rf"(ST|US),(?:GS|NT|TR)?,?\s*{_NUMBER}", re.IGNORECASE)
_SICS = re.compile(rf"S[I]?\s+([SD])\s+{_NUMBER}", re.IGNORECASE)
_BARE = re.compile(_NUMBER, re.IGNORECASE)
_CONTINUOUS = re.compile(rb"\x02(.)(.)(.)([\d ]{6})[\d ]{6}", re.DOTALL)
_DECIMALS = {0: 2, 1: 1, 2: 0, 3: -1, 4: -2, 5: -3}  # powers of ten, by the lowest three bits of status byte A
NEGATIVE, OUT_OF_RANGE, MOTION, KILOGRAMS = 0x02, 0x04, 0x08, 0x10  # bits of status byte B


@dataclass(frozen=True, slots=True)
class Reading:
    """A weight in grams at a moment (seconds of any one clock); `settled` is None where the scale does not say."""

    at: float
    grams: int
    settled: bool | None


def understood(said: bytes, at: float) -> Reading | None:
    """What a scale said, as a weight; None for overload, an error or noise."""
    binary = _CONTINUOUS.search(said)
    if binary is not None:
        return _continuous(binary, at)
    line = said.decode("ascii", "replace").strip()
    lettered = _LETTERED.search(line)
    if lettered is not None:
        return Reading(at, grams(*lettered.group(2, 3, 4)), lettered[1].upper() == "ST")
    sics = _SICS.fullmatch(line)
    if sics is not None:
        return Reading(at, grams(*sics.group(2, 3, 4)), sics[1].upper() == "S")
    bare = _BARE.fullmatch(line)
    return Reading(at, grams(*bare.group(1, 2, 3)), None) if bare is not None else None


def grams(sign: str, number: str, unit: str) -> int:
    """A number with its unit in whole grams."""
    value = Decimal(number) * GRAMS[unit.lower()]
    return round(-value if sign == "-" else value)


def _continuous(found: re.Match[bytes], at: float) -> Reading | None:
    first, status = found[1][0], found[2][0]
    power = _DECIMALS.get(first & 0x07)
    if power is None or status & OUT_OF_RANGE or not found[4].strip():
        return None
    value = Decimal(found[4].decode().replace(" ", "0")).scaleb(power)
    sign = "-" if status & NEGATIVE else ""
    return Reading(at, grams(sign, str(value), "kg" if status & KILOGRAMS else "lb"), not status & MOTION)

"""Code 128 and QR codes in whole printer dots.

Code 128 follows ISO/IEC 15417 with sets B and C, in the shortest mix of the two.  A module (the narrowest bar) is 3
dots wide at 203.2 dpi, 2 at the least, and as many as are of that width at 300 and 600 dpi; the code keeps its own
quiet zone of 10 modules at each side.  What does not fit is refused and never shrunk below that.  A GS1-128 begins
with FNC1 and has modules of 4 dots, never fewer (GS1 General Specifications: 0.495 mm for logistic units).  QR codes
are made by zxing-cpp.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import zxingcpp
from PIL import Image

from desktop_oms.documents.sizes import DPI
from desktop_oms.documents.text import shortened
from desktop_oms.domain.errors import OmsError

PREFERRED_DOTS, FEWEST_DOTS = 3, 2
ORDINARY_DOTS, GS1_DOTS = (PREFERRED_DOTS, FEWEST_DOTS), (4,)
QUIET_MODULES = 10
QR_QUIET_MODULES = 4

# Widths of bar, space, bar, space, bar, space for each symbol value (ISO/IEC 15417, table 1); the last one is the stop.
PATTERNS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split()
START = {"B": 104, "C": 105}
SWITCH = {"B": 100, "C": 99}
STOP = 106
FNC1 = 102


@dataclass(frozen=True, slots=True)
class Bars:
    """An encoded Code 128: the symbol values without check and stop, and the widths of bars and spaces in modules."""

    data: str
    values: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def modules(self) -> int:
        """The width of the bars in modules, without quiet zones."""
        return sum(self.widths)


def _sets(data: str) -> list[str]:
    """The set ("B": one character, "C": a pair of digits) of each symbol, chosen so that the symbols are fewest.

    Worked out from the end: `cost[i]["C"]` is how many symbols the rest from place i takes while set C is active.
    """
    count = len(data)
    cost = [{"B": 0, "C": 0} for _ in range(count + 1)]
    best = [{"B": "B", "C": "C"} for _ in range(count)]
    for i in reversed(range(count)):
        single = 1 + cost[i + 1]["B"]
        pair = 1 + cost[i + 2]["C"] if data[i : i + 2].isdigit() and i + 2 <= count else 3 * count
        for active in ("B", "C"):
            in_b, in_c = single + (active == "C"), pair + (active == "B")
            best[i][active] = "C" if in_c < in_b else "B"
            cost[i][active] = min(in_b, in_c)
    active = "C" if cost[0]["C"] < cost[0]["B"] else "B"
    sets, i = [], 0
    while i < count:
        active = best[i][active]
        sets.append(active)
        i += 2 if active == "C" else 1
    return sets


@cache
def _widths(value: int) -> tuple[int, ...]:
    return tuple(map(int, PATTERNS[value]))


def encode(data: str, *, gs1: bool = False) -> Bars:
    """The text as Code 128, as GS1-128 with FNC1 in front of an element string.

    It may hold the printable ASCII characters; else OmsError `barcode_characters`.
    """
    if not data or len(data) > 80 or not all(" " <= char <= "~" for char in data):
        raise OmsError("barcode_characters", data=shortened(data))
    sets = _sets(data)
    values, active, at = [START[sets[0]], FNC1] if gs1 else [START[sets[0]]], sets[0], 0
    for wanted in sets:
        if wanted != active:
            values.append(SWITCH[wanted])
            active = wanted
        step = 2 if wanted == "C" else 1
        piece = data[at : at + step]
        values.append(int(piece) if wanted == "C" else ord(piece) - 32)
        at += step
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    widths = [width for value in (*values, check, STOP) for width in _widths(value)]
    return Bars(data, tuple(values), tuple(widths))


def dots_like(dots: int, dpi: float) -> int:
    """So many dots of a 203.2 dpi printer in whole dots of a printer of `dpi`."""
    return round(dots * dpi / DPI[0])


def module_dots(bars: Bars, room: int, dpi: float, allowed: tuple[int, ...] = ORDINARY_DOTS) -> tuple[int, bool]:
    """How many dots wide a module becomes in `room` dots with quiet zones, and whether that is as wide as preferred.

    `allowed` are its widths in dots of a 203.2 dpi printer, the preferred one first.  Raises OmsError
    `barcode_does_not_fit` when even the narrowest allowed bars do not fit.
    """
    needed = bars.modules + 2 * QUIET_MODULES
    for wanted in allowed:
        dots = dots_like(wanted, dpi)
        if needed * dots <= room:
            return dots, wanted == allowed[0]
    raise OmsError("barcode_does_not_fit", data=bars.data, needed=needed * dots_like(allowed[-1], dpi), room=room)


def qr_modules(data: str) -> tuple[bytes, ...]:
    """The rows of a QR code (ISO/IEC 18004, error correction M), one byte a module: 0 black, 255 white."""
    try:
        code = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    except ValueError:
        raise OmsError("qr_does_not_fit", length=len(data)) from None
    picture = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
    columns, rows = picture.size
    flat = picture.tobytes()
    return tuple(flat[row * columns : (row + 1) * columns] for row in range(rows))


def qr_dots(rows: tuple[bytes, ...], room: int, dpi: float) -> int:
    """How many dots wide a QR module may be at most in `room` dots with quiet zones; OmsError `qr_does_not_fit`."""
    dots = room // (len(rows) + 2 * QR_QUIET_MODULES)
    if dots < dots_like(PREFERRED_DOTS, dpi):
        raise OmsError("qr_does_not_fit", length=len(rows) ** 2 // 8)
    return dots

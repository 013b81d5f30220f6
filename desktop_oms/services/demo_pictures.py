"""Evidence pictures of the demo shop: small drawings of a torn seam, a size tag, a parcel, made without any library."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from random import Random

WIDE, HIGH = 320, 230
Colour = tuple[int, int, int]
Rows = list[bytearray]


def picture(name: str, dice: Random) -> bytes:
    """A drawing as PNG bytes: seam, sleeve, tag or parcel."""
    rows = _ground((44, 46, 54) if name in ("seam", "tag") else (198, 188, 174), dice)
    DRAWINGS[name](rows, dice)
    return _png(rows)


def _ground(colour: Colour, dice: Random) -> Rows:
    """A plain ground that grows darker towards its foot, with a weave in it."""
    rows = []
    for y in range(HIGH):
        shade = 14 - 28 * y // HIGH + dice.randint(-2, 2)
        rows.append(bytearray(bytes(_shaded(colour, shade) + _shaded(colour, shade - 5)) * (WIDE // 2)))
    return rows


def _shaded(colour: Colour, by: int) -> tuple[int, int, int]:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _span(rows: Rows, y: int, left: float, right: float, colour: Colour) -> None:
    low, high = max(0, round(left)), min(WIDE, round(right))
    if 0 <= y < HIGH and low < high:
        rows[y][3 * low : 3 * high] = bytes(colour) * (high - low)


def _block(rows: Rows, x: float, y: int, wide: float, high: int, colour: Colour, lean: float = 0.0) -> None:
    """A box; `lean` moves each line a little further to the right."""
    for line in range(high):
        _span(rows, y + line, x + lean * line, x + lean * line + wide, colour)


def _oval(rows: Rows, x: float, y: float, across: float, down: float, colour: Colour) -> None:
    for line in range(round(y - down), round(y + down) + 1):
        half = across * max(0.0, 1 - ((line - y) / down) ** 2) ** 0.5
        _span(rows, line, x - half, x + half, colour)


def _seam(rows: Rows, dice: Random) -> None:
    y = 108 + dice.randint(-8, 8)
    _block(rows, 0, y, WIDE, 12, (22, 23, 28))
    for x in range(0, WIDE, 14):
        _block(rows, x, y - 10, 8, 2, (120, 120, 126))
        _block(rows, x + 5, y + 20, 8, 2, (120, 120, 126))
    x = 150 + dice.randint(-20, 20)
    _oval(rows, x, y + 6, 42, 15, (226, 214, 196))
    for thread in range(7):
        _block(rows, x - 30 + thread * 10, y + 16, 1.5, dice.randint(8, 22), (226, 214, 196), dice.uniform(-0.5, 0.5))


def _sleeve(rows: Rows, dice: Random) -> None:
    _block(rows, 250, 0, 92, HIGH, (38, 40, 47), -0.85)
    x, y = 118 + dice.randint(-6, 6), 176
    _oval(rows, x, y, 30, 22, (214, 48, 42))
    _oval(rows, x, y, 26, 18, (38, 40, 47))
    _oval(rows, x, y, 9, 5, (226, 214, 196))


def _tag(rows: Rows, dice: Random) -> None:
    x = 108 + dice.randint(-10, 10)
    _block(rows, x, 46, 104, 138, (250, 249, 244))
    for place, (top, wide) in enumerate(((66, 44), (90, 44), (114, 44))):
        _block(rows, x + 30, top, wide, 9, (24, 26, 32))
        side = x + 30 if place == 0 else x + 65
        if place < 2:
            _block(rows, side, top, 9, 33, (24, 26, 32))
    _block(rows, x + 18, 150, 68, 3, (150, 150, 154))
    _block(rows, x + 18, 160, 46, 3, (150, 150, 154))


def _parcel(rows: Rows, dice: Random) -> None:
    lean = dice.uniform(0.12, 0.24)
    _block(rows, 62, 36, 178, 156, (164, 124, 78), lean)
    _block(rows, 62, 36, 178, 5, (140, 102, 60), lean)
    _block(rows, 108, 74, 96, 74, (248, 247, 243), lean)
    for bar in range(14):
        _block(rows, 118 + bar * 5.4, 86, dice.choice((1.4, 2.2, 3.2)), 30, (24, 26, 32), lean)
    _block(rows, 121, 128, 60, 3, (120, 120, 124), lean)


DRAWINGS: dict[str, Callable[[Rows, Random], None]] = {
    "seam": _seam,
    "sleeve": _sleeve,
    "tag": _tag,
    "parcel": _parcel,
}


def _png(rows: Rows) -> bytes:
    """The lines as a PNG file (W3C PNG 3rd edition: 8 bit RGB, no filter)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(row) for row in rows)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines, 6)), chunk(b"IEND", b""))
    )

"""Reading the shipped TrueType files: which character has which glyph, how wide it is, and what it looks like.

The files are mapped into memory and read only where needed, so that a font is ready in a few milliseconds (reportlab's
own reader takes about 80 for each).  Formats: ISO/IEC 14496-22; our files are built without composite glyphs.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from functools import cache
from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.resources import resource

REGULAR, BOLD, RARE = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSansSC-RareHan.ttf"
UNICODE_FULL = (3, 10)


class Font:
    """One font file. Widths are in thousandths of the type size; glyph 0 is the box for a missing character."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._read()
        except (struct.error, KeyError, IndexError, ValueError):
            raise OmsError("font_broken", name=path.name) from None

    def _read(self) -> None:
        (count,) = struct.unpack_from(">H", self.data, 4)
        self.tables: dict[bytes, tuple[int, int]] = {}
        for tag, _, offset, length in struct.iter_unpack(">4sLLL", self.data[12 : 12 + 16 * count]):
            self.tables[tag] = (offset, length)
        name = self.tables[b"name"][0]
        self.name = self._name(name)
        self.box: tuple[int, ...] = struct.unpack_from(">4h", self.data, self.tables[b"head"][0] + 36)
        (self._wide_count,) = struct.unpack_from(">H", self.data, self.tables[b"hhea"][0] + 34)
        self._advances = self._numbers("H", b"hmtx")
        self._places = self._numbers("I", b"loca")
        self._read_characters()

    def _name(self, start: int) -> str:
        """The PostScript name (entry 6, Windows, English)."""
        count, strings = struct.unpack_from(">HH", self.data, start + 2)
        for record in range(count):
            platform, _, _, what, length, offset = struct.unpack_from(">6H", self.data, start + 6 + 12 * record)
            if platform == 3 and what == 6:
                at = start + strings + offset
                return self.data[at : at + length].decode("utf-16-be")
        raise KeyError("name")

    def _read_characters(self) -> None:
        """The character map, format 12: groups of neighbouring characters with neighbouring glyphs."""
        start = self.tables[b"cmap"][0]
        (count,) = struct.unpack_from(">H", self.data, start + 2)
        for record in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", self.data, start + 4 + 8 * record)
            if (platform, encoding) == UNICODE_FULL:
                (groups,) = struct.unpack_from(">L", self.data, start + offset + 12)
                numbers = self._swapped("I", start + offset + 16, groups * 12)
                self._firsts, self._lasts, self._glyphs = numbers[0::3], numbers[1::3], numbers[2::3]
                return
        raise KeyError("cmap")

    def _numbers(self, kind: str, tag: bytes) -> array[int]:
        return self._swapped(kind, *self.tables[tag])

    def _swapped(self, kind: str, start: int, length: int) -> array[int]:
        numbers = array(kind)
        numbers.frombytes(self.data[start : start + length - length % numbers.itemsize])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def table(self, tag: bytes) -> bytes:
        """The bytes of a table as they stand in the file."""
        start, length = self.tables[tag]
        return self.data[start : start + length]

    def glyph(self, code: int) -> int:
        """The glyph number of a code point, 0 where the font has none."""
        group = bisect_right(self._firsts, code) - 1
        if group < 0 or code > self._lasts[group]:
            return 0
        return self._glyphs[group] + code - self._firsts[group]

    def advance(self, glyph: int) -> int:
        """How far the pen moves on after the glyph, in thousandths of the type size."""
        return int(self._advances[2 * min(glyph, self._wide_count - 1)])

    def side_bearing(self, glyph: int) -> int:
        """Where the glyph's ink begins, as the unsigned number that stands in the file."""
        if glyph < self._wide_count:
            return int(self._advances[2 * glyph + 1])
        return int(self._advances[self._wide_count + glyph])

    def outline(self, glyph: int) -> bytes:
        """The glyph's outline as it stands in the file; empty for a blank."""
        start = self.tables[b"glyf"][0]
        return self.data[start + self._places[glyph] : start + self._places[glyph + 1]]


@cache
def font(name: str) -> Font:
    """The shipped font of that file name, opened once."""
    return Font(resource("fonts", name))


def register_fonts() -> None:
    """Open all fonts now, while nobody waits, instead of with the first document."""
    for name in (REGULAR, BOLD, RARE):
        font(name)

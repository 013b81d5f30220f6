"""The shipped fonts inside a PDF: only the glyphs that were used, once for a whole batch.

Each font file becomes one composite font with two-byte codes (ISO 32000-1, 9.7): code n is the n-th glyph met.
reportlab's own embedding cuts a font into pieces of 256 characters and writes characters beyond the BMP wrongly into
the table by which a viewer finds text, so that 𠮷 could not be searched or copied.
"""

from __future__ import annotations

import struct
import zlib
from itertools import chain

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfgen.canvas import Canvas

from desktop_oms.documents.font import BOLD, RARE, REGULAR, Font, font
from desktop_oms.documents.text import place, runs

# Tables of a TrueType file that a subset takes over as they are, but for a field or two.
HEAD_LOCATION_FORMAT, HEAD_CHECKSUM, HHEA_COUNT, MAXP_COUNT = 50, 8, 34, 4
SYMBOLIC = 4
# Width of the outline that makes a regular glyph look bold, in parts of the type size.
BOLDENED = 0.028


class _Codes(dict[str, str]):
    """The code, as four hexadecimal digits, of each character drawn with one font file."""

    def __init__(self, name: str, bold: bool) -> None:
        super().__init__()
        self.name, self.bold = name, bold
        self.glyphs = [0]
        self._by_glyph = {0: "0000"}
        self.said: list[str] = [""]

    def __missing__(self, char: str) -> str:
        name, glyph = place(char, self.bold)
        if name != self.name:
            raise KeyError(char)
        if glyph not in self._by_glyph:
            self._by_glyph[glyph] = f"{len(self.glyphs):04X}"
            self.glyphs.append(glyph)
            self.said.append(char)
        self[char] = self._by_glyph[glyph]
        return self[char]


class EmbeddedFonts:
    """The fonts of one PDF file. `show` gives the drawing command of a text; the fonts are written when it is saved."""

    def __init__(self, canvas: Canvas) -> None:
        self._codes: dict[str, _Codes] = {}
        self._resources: dict[str, str] = {}
        canvas._doc.delayedFonts.append(self)

    def show(self, text: str, size: float, bold: bool) -> str:
        """The command that draws the text where the pen is, at `size` points."""
        name = BOLD if bold else REGULAR
        try:
            return self._show_run(name, text, size, bold)
        except KeyError:
            return "\n".join(self._show_run(name, run, size, bold) for name, run in runs(text, bold))

    def _show_run(self, name: str, run: str, size: float, bold: bool) -> str:
        codes = self._codes[name] if name in self._codes else self._opened(name, bold)
        shown = f"/{self._resources[name]} {size:g} Tf <{''.join(map(codes.__getitem__, run))}> Tj"
        # the rare characters have one weight: in bold text their outline is drawn as well
        return f"2 Tr {size * BOLDENED:.3f} w {shown} 0 Tr" if bold and name == RARE else shown

    def _opened(self, name: str, bold: bool) -> _Codes:
        self._codes[name] = _Codes(name, bold)
        self._resources[name] = f"N{len(self._codes)}"
        return self._codes[name]

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab calls it so
        """Write the fonts into the file; reportlab calls this when the file is saved."""
        listed = doc.idToObject["BasicFonts"].dict
        for name, codes in self._codes.items():
            listed[self._resources[name]] = _font_objects(doc, font(name), codes)


class _Written(PDFObject):  # type: ignore[misc] # reportlab has no types
    """An object of the file that is put into words here: reportlab would format each name and number by itself."""

    __RefOnly__ = 1

    def __init__(self, words: bytes) -> None:
        self.words = words

    def format(self, _document: PDFDocument) -> bytes:
        """The object as it stands in the file."""
        return self.words


def _entered(doc: PDFDocument, words: bytes) -> str:
    """Enter an object into the document; what refers to it comes back, as "7 0 R"."""
    name = doc.Reference(_Written(words)).name
    return "{} {} R".format(*doc.idToObjectNumberAndVersion[name])


def _stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< /Filter /FlateDecode /Length {len(packed)}{entries} >>\nstream\n".encode() + packed + b"\nendstream\n"


def _font_objects(doc: PDFDocument, source: Font, codes: _Codes) -> str:
    """The font's dictionaries and streams, entered into the document; what refers to the topmost comes back."""
    base = f"/{_tag(codes.glyphs)}+{source.name}"
    file = _subset(source, codes.glyphs)
    file_at = _entered(doc, _stream(file, f" /Length1 {len(file)}"))
    box = " ".join(map(str, source.box))
    descriptor = (
        f"<< /Type /FontDescriptor /FontName {base} /Flags {SYMBOLIC} /FontBBox [{box}] /ItalicAngle 0 "
        f"/Ascent 880 /Descent -120 /CapHeight 733 /StemV 80 /FontFile2 {file_at} >>"
    )
    described = _entered(doc, descriptor.encode())
    widths = " ".join(str(source.advance(glyph)) for glyph in codes.glyphs)
    descendant = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {base} "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {described} /CIDToGIDMap /Identity /DW 1000 /W [0 [{widths}]] >>"
    )
    font_at, said_at = _entered(doc, descendant.encode()), _entered(doc, _stream(_to_unicode(codes.said)))
    top = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont {base} /Encoding /Identity-H "
        f"/DescendantFonts [{font_at}] /ToUnicode {said_at} >>"
    )
    return _entered(doc, top.encode())


def _tag(glyphs: list[int]) -> str:
    """Six capital letters that tell one subset from another, worked out from its glyphs."""
    number = 0
    for glyph in glyphs:
        number = (number * 31 + glyph) % 26**6
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _to_unicode(said: list[str]) -> bytes:
    """The table from glyph codes to text, UTF-16, in blocks of at most 100 lines as the standard wants it."""
    rows = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in enumerate(said) if char]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    lines = chain.from_iterable((f"{len(block)} beginbfchar", *block, "endbfchar") for block in blocks)
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    )
    return "\n".join((head, *lines, "endcmap CMapName currentdict /CMap defineresource pop end end")).encode()


def _subset(source: Font, glyphs: list[int]) -> bytes:
    """A TrueType file with the given glyphs only, in that order."""
    outlines = [source.outline(glyph) for glyph in glyphs]
    outlines = [outline + bytes(-len(outline) % 4) for outline in outlines]
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    metrics = chain.from_iterable((source.advance(glyph), source.side_bearing(glyph)) for glyph in glyphs)
    head = bytearray(source.table(b"head"))
    struct.pack_into(">H", head, HEAD_LOCATION_FORMAT, 1)
    struct.pack_into(">L", head, HEAD_CHECKSUM, 0)
    hhea, maxp = bytearray(source.table(b"hhea")), bytearray(source.table(b"maxp"))
    struct.pack_into(">H", hhea, HHEA_COUNT, len(glyphs))
    struct.pack_into(">H", maxp, MAXP_COUNT, len(glyphs))
    return _file(
        {
            b"glyf": b"".join(outlines),
            b"head": bytes(head),
            b"hhea": bytes(hhea),
            b"hmtx": struct.pack(f">{2 * len(glyphs)}H", *metrics),
            b"loca": struct.pack(f">{len(places)}L", *places),
            b"maxp": bytes(maxp),
        }
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A TrueType file of the tables: directory, then each table on a boundary of four bytes."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    offset = 12 + 16 * count
    directory, bodies = [], []
    for tag, body in sorted(tables.items()):
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sLLL", tag, total, offset, len(body)))
        bodies.append(padded)
        offset += len(padded)
    return b"".join((header, *directory, *bodies))

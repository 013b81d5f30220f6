"""Our own ZPL as pictures: what a label printer makes of the stored bytes, for the screen.

It reads exactly what `zpl.py` writes (page size, graphic fields, Code 128) and nothing else; a label that a carrier
made is refused with `preview_not_possible` rather than drawn wrongly.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator

from PIL import Image, ImageDraw

from desktop_oms.documents.barcode import FNC1, PATTERNS, START, STOP, SWITCH, encode
from desktop_oms.documents.zpl import ESCAPED, INVOKED
from desktop_oms.domain.errors import OmsError

_FORMAT = re.compile(r"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^LS0\s*(.*?)\^XZ\s*", re.DOTALL)
_FIELD = re.compile(
    r"\^FO(\d+),(\d+)(?:\^GFA,\d+,\d+,(\d+),([^^]*)|\^BY(\d+)\^BCN,(\d+),N,N,N,([AN])\^FD([^^]*))\^FS\s*", re.DOTALL
)
_MOST_DOTS = 64_000_000  # of one page: A4 at 600 dpi has 35 million
_INVOKED = {code: value for value, code in INVOKED.items()}
_ESCAPED = {code: value for value, code in ESCAPED.items()}
_REPEATS = {**{chr(ord("F") + n): n for n in range(1, 20)}, **{chr(ord("f") + n): 20 * n for n in range(1, 21)}}


def pages(zpl: bytes) -> Iterator[Image.Image]:
    """Every page in order, white paper with black dots, a dot a pixel; raises `preview_not_possible`."""
    text = zpl.decode("ascii", "replace")
    at = 0
    while at < len(text):
        found = _FORMAT.match(text, at)
        if found is None:
            raise OmsError("preview_not_possible")
        yield _page(int(found[1]), int(found[2]), found[3])
        at = found.end()


def page_count(zpl: bytes) -> int:
    """How many pages there are; raises `preview_not_possible`."""
    found = len(_FORMAT.findall(zpl.decode("ascii", "replace")))
    if not found:
        raise OmsError("preview_not_possible")
    return found


def preview(zpl: bytes, page: int = 0, scale: float = 1.0) -> bytes:
    """One page (counted from 0) as a PNG file, a dot a pixel or scaled; raises `preview_not_possible`."""
    picture = next(itertools.islice(pages(zpl), page, None), None)
    if picture is None:
        raise OmsError("preview_not_possible")
    if scale != 1.0:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _page(width: int, height: int, fields: str) -> Image.Image:
    if width * height > _MOST_DOTS:
        raise OmsError("preview_not_possible")
    paper = Image.new("L", (width, height), 255)
    at = 0
    while at < len(fields):
        found = _FIELD.match(fields, at)
        if found is None:
            raise OmsError("preview_not_possible")
        left, top, across, data, dots, tall, mode, told = found.groups()
        if data is not None:
            _put_graphic(paper, int(left), int(top), int(across), data)
        else:
            widths = encode(told).widths if mode == "A" else _widths(told)
            _put_bars(paper, int(left), int(top), int(dots), int(tall), widths)
        at = found.end()
    return paper


def _put_graphic(paper: Image.Image, left: int, top: int, across: int, data: str) -> None:
    rows = _rows(data, across)
    dots = Image.frombytes("1", (across * 8, len(rows)), b"".join(rows))
    paper.paste(0, (left, top), dots)


def _rows(data: str, across: int) -> list[bytes]:
    """A graphic field's rows out of Zebra's alphabetic compression."""
    rows: list[bytes] = []
    digits, count = "", 0
    for sign in data:
        if sign == ":":
            rows.append(rows[-1] if rows else bytes(across))
            continue
        if sign in _REPEATS:
            count += _REPEATS[sign]
            continue
        digits = digits.ljust(across * 2, "0") if sign == "," else digits + sign * (count or 1)
        count = 0
        if len(digits) >= across * 2:
            rows.append(bytes.fromhex(digits[: across * 2]))
            digits = ""
    return rows


def _put_bars(paper: Image.Image, left: int, top: int, dots: int, tall: int, widths: tuple[int, ...]) -> None:
    pen, x = ImageDraw.Draw(paper), left
    for place, modules in enumerate(widths):
        wide = modules * dots
        if place % 2 == 0:
            pen.rectangle((x, top, x + wide - 1, top + tall - 1), fill=0)
        x += wide


def _widths(field: str) -> tuple[int, ...]:
    """Bars and spaces of symbols told one by one in the invocation codes of `^BC`, with check symbol and stop."""
    values: list[int] = []
    in_pairs, at = False, 0
    while at < len(field):
        two = field[at : at + 2]
        if two in _INVOKED:
            values.append(_INVOKED[two])
            in_pairs = in_pairs if values[-1] == FNC1 else values[-1] in (START["C"], SWITCH["C"])
            at += 2
        elif in_pairs and two.isdecimal() and len(two) == 2:
            values.append(int(two))
            at += 2
        elif two in _ESCAPED:
            values.append(_ESCAPED[two])
            at += 2
        else:
            values.append(ord(field[at]) - 32)
            at += 1
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return tuple(int(width) for value in (*values, check, STOP) for width in PATTERNS[value])

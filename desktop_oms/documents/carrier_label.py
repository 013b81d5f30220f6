"""A label the carrier issued: looked at for what it is and how large, and never changed by a byte."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_oms.documents.label import SIZES as LABEL_SIZES
from desktop_oms.documents.raster import page_sizes
from desktop_oms.documents.sizes import DPI, MM_PER_INCH, SIZES
from desktop_oms.domain.errors import OmsError

MOST_BYTES = 5_000_000
# Carriers' own files are a little off: 4 x 6 inches count as 100 x 150 mm.
TOLERANCE = 3.0
OFFERED = tuple(name for name in LABEL_SIZES if SIZES[name].places == 1)
_PDF = b"%PDF-"
# One look each: a pattern over the whole file would begin anew at every `^XA` of a file that is made to be slow.
_SET_UP = re.compile(rb"(?:[\x5e~][A-Z@][^\x5e~]*)*")
_BEGINS, _ENDS = b"^XA", b"^XZ"
_WIDTH, _LENGTH = re.compile(rb"\^PW(\d{2,5})"), re.compile(rb"\^LL(\d{2,5})")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a carrier's file is: pdf or zpl, and the label paper it is made for."""

    fmt: str
    size: str


def look_at(data: bytes, usual: str = OFFERED[0]) -> Looked:
    """The format and size of a carrier's label.  A ZPL file that names no size is for the `usual` paper.

    Raises OmsError `label_not_readable`, `label_too_large`, and `label_size_unknown` (`width`, `height` in mm).
    """
    if len(data) > MOST_BYTES:
        raise OmsError("label_too_large", limit=MOST_BYTES // 1_000_000)
    if data.lstrip()[:5] == _PDF:
        sizes = {_named(*page) for page in page_sizes(data)}
        if len(sizes) != 1:
            raise OmsError("label_not_readable")
        return Looked("pdf", sizes.pop())
    if not _is_zpl(data.strip()):
        raise OmsError("label_not_readable")
    width = _WIDTH.search(data)
    length = _LENGTH.search(data, width.end()) if width else None
    return Looked("zpl", _of_dots(int(width[1]), int(length[1])) if width and length else usual)


def _is_zpl(text: bytes) -> bool:
    """Formats from the first `^XA` to the last `^XZ`; before them commands that set the printer up."""
    begins = text.find(_BEGINS)
    whole = text.endswith(_ENDS) and len(text) >= begins + len(_BEGINS + _ENDS)
    return begins >= 0 and whole and _SET_UP.fullmatch(text, 0, begins) is not None


def _of_dots(across: int, down: int) -> str:
    """The paper of so many dots at whichever resolution it is one of ours."""
    for dpi in DPI:
        try:
            return _named(across * MM_PER_INCH / dpi, down * MM_PER_INCH / dpi)
        except OmsError:
            continue
    return _named(across * MM_PER_INCH / DPI[0], down * MM_PER_INCH / DPI[0])


def _named(width: float, height: float) -> str:
    """The nearest of our label papers; raises `label_size_unknown`."""
    best = min(OFFERED, key=lambda name: abs(SIZES[name].width - width) + abs(SIZES[name].height - height))
    if max(abs(SIZES[best].width - width), abs(SIZES[best].height - height)) > TOLERANCE:
        raise OmsError("label_size_unknown", width=round(width), height=round(height), known=", ".join(OFFERED))
    return best

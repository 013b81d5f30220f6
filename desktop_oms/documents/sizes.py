"""Paper sizes in millimetres and printer resolutions in dots per inch.

A printer sold as 203 dpi has 8 dots to the millimetre, which is 203.2; bars must lie on those dots.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError

MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Size:
    """A paper size: width and height in mm; a roll has no height of its own and grows with what is printed."""

    name: str
    width: float
    height: float
    margin: float
    roll: bool = False


SIZES = {
    size.name: size
    for size in (
        Size("A4", 210, 297, 12),
        Size("A5", 148, 210, 10),
        Size("100x150", 100, 150, 4),
        Size("100x180", 100, 180, 4),
        Size("76x130", 76, 130, 3),
        Size("4x6in", 101.6, 152.4, 4),
        Size("80mm", 80, 0, 4, roll=True),
    )
}

DPI = (203.2, 300.0, 600.0)


def paper_size(name: str, offered: tuple[str, ...]) -> Size:
    """The size of that name, upper or lower case; OmsError `paper_size_unknown` if the document does not come in it."""
    for known in offered:
        if known.casefold() == name.strip().casefold():
            return SIZES[known]
    raise OmsError("paper_size_unknown", size=name, sizes=", ".join(offered))


def printer_dpi(dpi: float) -> float:
    """The resolution as the printer really has it: 203 means 203.2; OmsError `printer_dpi_unknown` for any other."""
    for known in DPI:
        if abs(known - dpi) < 0.5:
            return known
    raise OmsError("printer_dpi_unknown", dpi=dpi)

"""Paper sizes in millimetres and printer resolutions in dots per inch.

A printer sold as 203 dpi has 8 dots to the millimetre, which is 203.2; bars must lie on those dots.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_oms.domain.errors import OmsError

MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Size:
    """A paper size: width and height in mm; a roll has no height of its own and grows with what is printed.

    A sheet of labels holds `across` times `down` of them, all alike, filled row by row.
    """

    name: str
    width: float
    height: float
    margin: float
    roll: bool = False
    across: int = 1
    down: int = 1

    @property
    def places(self) -> int:
        """How many labels a sheet holds; 1 for a paper of one piece."""
        return self.across * self.down

    @property
    def cell(self) -> Size:
        """The paper that one document gets of a sheet: the whole of it, or one label."""
        return replace(self, width=self.width / self.across, height=self.height / self.down, across=1, down=1)


SIZES = {
    size.name: size
    for size in (
        Size("A4", 210, 297, 12),
        Size("A5", 148, 210, 10),
        Size("A6", 105, 148, 4),
        # on their side, so that each half is an upright A5
        Size("A4-2up", 297, 210, 9, across=2),
        Size("A4-4up", 210, 297, 6, across=2, down=2),
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

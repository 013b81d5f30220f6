"""Several labels on one sheet of paper: row by row, from the place where the sheet is still whole.

Codes move by whole printer dots, so that their bars stay on the dots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_oms.documents.layout import Box, Code128, Item, Line, Page, Picture, QrCode, Text
from desktop_oms.documents.sizes import MM_PER_INCH, Size
from desktop_oms.domain.errors import OmsError


def imposed(pages: Sequence[Page], size: Size, start: int = 1) -> list[Page]:
    """The pages on sheets of that size, the first at place `start` (from 1).

    Paper of one piece stays as it is.  Raises OmsError `start_place_unknown` for a place the sheet does not have.
    """
    if not 1 <= start <= size.places:
        raise OmsError("start_place_unknown", start=start, places=size.places, size=size.name)
    if size.places == 1:
        return list(pages)
    sheets: list[list[Item]] = []
    for number, page in enumerate(pages, start - 1):
        place = number % size.places
        if not sheets or place == 0:
            sheets.append([])
        row, column = divmod(place, size.across)
        sheets[-1].extend(_moved(page, column * size.width / size.across, row * size.height / size.down))
    return [Page(size.width, size.height, pages[0].dpi, tuple(items)) for items in sheets]


def _moved(page: Page, x: float, y: float) -> Iterator[Item]:
    """The page's items, so many mm further right and down."""
    across, down = (round(mm * page.dpi / MM_PER_INCH) for mm in (x, y))
    for item in page.items:
        if isinstance(item, QrCode):
            yield replace(item, left=item.left + across, top=item.top + down)
        elif isinstance(item, Code128):
            yield replace(item, left=item.left + across, y=item.y + y)
        elif isinstance(item, Line):
            yield replace(item, x1=item.x1 + x, x2=item.x2 + x, y1=item.y1 + y, y2=item.y2 + y)
        else:
            assert isinstance(item, Text | Box | Picture)
            yield replace(item, x=item.x + x, y=item.y + y)

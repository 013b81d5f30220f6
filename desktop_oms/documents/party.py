"""A receiver or sender on a label: name with phone, then the address, both smaller until they fit together."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_oms.documents.content import Party
from desktop_oms.documents.layout import Sheet
from desktop_oms.documents.text import Fitted, height_of, wrap

# Between name and address, in mm.
PARTY_GAP = 1.4


def in_one_line(party: Party) -> Party:
    """The party with line breaks as spaces: a label has no room for an address line by line."""
    return Party(*(" ".join(text.split()) for text in (party.name, party.phone, party.address)))


def name_and_phone(party: Party) -> str:
    """Both in one text; what is empty is left out."""
    return "  ".join(filter(None, (party.name, party.phone)))


def least_height(party: Party, across: float, smallest: float) -> float:
    """The height in mm of a party in the smallest type, `across` mm wide."""
    lines = (*wrap(name_and_phone(party), across, smallest, bold=True), *wrap(party.address, across, smallest))
    return height_of(len(lines), smallest) + PARTY_GAP


def fit_party(
    sheet: Sheet, party: Party, boxes: tuple[str, str], room: tuple[float, float], sizes: tuple[float, float]
) -> tuple[Fitted, Fitted]:
    """Name with phone, and address, within the room (width, height); `boxes` name them in an error.

    Raises OmsError `text_does_not_fit` where they do not even in the sheet's smallest type.
    """
    who = name_and_phone(party)
    across, height = room
    for name_size, address_size in _shrinking(sizes, sheet.smallest):
        name = sheet.fit(who, boxes[0], room, name_size, bold=True)
        left = height - name.height - PARTY_GAP
        if height_of(len(wrap(party.address, across, address_size)), address_size) <= left:
            break
    return name, sheet.fit(party.address, boxes[1], (across, max(0.0, left)), address_size)


def _shrinking(sizes: tuple[float, float], smallest: float) -> Iterator[tuple[float, float]]:
    """The sizes, then both half a point smaller, and so on down to the smallest."""
    name, address = sizes
    for step in range(int(max(sizes) - smallest) * 2 + 2):
        yield max(smallest, name - step / 2), max(smallest, address - step / 2)

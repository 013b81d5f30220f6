"""What a scanned code is, by its prefix alone: a command, a badge, a quantity, a package, a weight, plain data.

A code is data.  Only one that bears a family's prefix means something to the program, so goods, orders and waybills
may be called whatever they like.  Product codes compare as they stand first, then as GTIN-14, then as the GTIN inside
a GS1 element string (GS1 General Specifications: AI 01).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

COMMAND = "CMD:"
MOST_AT_ONCE = 9999  # pieces that one scan may stand for


class Family(StrEnum):
    """What kind of code was scanned; `DATA` is looked up: order, parcel, waybill or goods, as the moment asks."""

    COMMAND = "command"
    BADGE = "badge"
    QUANTITY = "quantity"
    PACKAGE = "package"
    WEIGHT = "weight"
    LOCATION = "location"
    DATA = "data"


PREFIXES = {
    COMMAND: Family.COMMAND,
    "USR:": Family.BADGE,
    "PKG:": Family.PACKAGE,
    "WGT:": Family.WEIGHT,
    "LOC:": Family.LOCATION,
    "QTY:": Family.QUANTITY,
}
_TIMES = re.compile(r"([0-9]{1,4})\*")
_COUNTED = re.compile(r"([0-9]{1,4})\*(.+)")
_SYMBOLOGY = re.compile(r"\][A-Z][0-9]")
_GS1_GTIN = re.compile(r"01(\d{14})")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as read: its family, its whole text as compared, and what follows the family's prefix."""

    family: Family
    text: str
    body: str

    @property
    def number(self) -> int:
        """The pieces of a quantity code, the grams of a weight code; 0 when it names none, or over five digits."""
        fits = self.body.isascii() and self.body.isdecimal() and len(self.body) <= 5
        return int(self.body) if fits else 0


def normalise(code: str) -> str:
    """A scanned code as it is compared: NFKC, without control characters and outer blanks, upper case."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", code) if unicodedata.category(char)[0] != "C")
    return plain.strip().upper()


def read(code: str) -> Code:
    """The family of a scanned code; "12*" is a quantity as people type it."""
    text = normalise(code)
    for prefix, family in PREFIXES.items():
        if text.startswith(prefix):
            return Code(family, text, text.removeprefix(prefix).strip())
    times = _TIMES.fullmatch(text)
    return Code(Family.QUANTITY, text, times[1]) if times else Code(Family.DATA, text, text)


def counted(text: str) -> tuple[int, str]:
    """How many times a code stands in one typed with its number: "12*CUP" is 12 times CUP; any other one 0 times."""
    found = _COUNTED.fullmatch(text)
    return (int(found[1]), found[2].strip()) if found else (0, text)


def gtin14(code: str) -> str:
    """A GTIN-8, -12, -13 or -14 padded to 14 digits (GS1 General Specifications); empty when it is none."""
    if len(code) not in (8, 12, 13, 14) or not (code.isascii() and code.isdigit()):
        return ""
    padded = code.zfill(14)
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(padded[:-1]))
    return padded if (10 - weighted % 10) % 10 == int(padded[-1]) else ""


def of_new_goods(typed: str) -> tuple[str, str, str]:
    """Code, name and barcode of a product, by what was typed or scanned for one that nobody knows: two of them are "".

    A GTIN is a barcode, anything else without blanks and in ASCII a code, what is left a name.
    """
    text = typed.strip()
    if gtin14(text):
        return "", "", text
    return (text, "", "") if text.isascii() and not re.search(r"\s", text) else ("", text, "")


def keys_of(code: str) -> list[str]:
    """The forms under which a product code is looked up: as scanned, as GTIN-14, then the GTIN in it."""
    exact = normalise(code)
    bare = _SYMBOLOGY.sub("", exact, count=1) if exact.startswith("]") else exact
    inside = _GS1_GTIN.match(bare) if len(bare) >= 16 else None
    found = (exact, bare, gtin14(bare), gtin14(inside[1]) if inside else "")
    return list(dict.fromkeys(filter(None, found)))

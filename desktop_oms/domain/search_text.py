"""What of an order can be searched for, and the small pieces (grams) by which an index finds it.

A search hits an order when the order's text contains what was typed, both normalised: `casefold(NFKC(text))`.  So
`ＡＢＣ` finds `abc`, and two characters of a Chinese name are enough.  The grams only narrow down where to look; each
candidate is compared with the text itself, so the hits are those of a full scan, whatever the grams are.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from desktop_oms.domain.order import Order

FIELDS = ("number", "external", "waybill", "phone", "name", "address", "sku", "note")
FIELD_END = "\x1f"
VALUE_END = "\x1e"
CLOSENESS = (
    "the number",
    "the shop's number or a waybill",
    "a number's start",
    "a phone's end",
    "a whole value",
    "a part",
)
LONGEST = 2000  # characters of one value that can be searched

_MARKS = str.maketrans({FIELD_END: " ", VALUE_END: " ", "\0": " "})
_LONE = re.compile("[\ud800-\udfff]")
_MARKED = re.compile(f"[{FIELD_END}{VALUE_END}]")
_DIGITS = re.compile("[0-9]{4,}")
_PLAIN = frozenset(f"{ascii_lowercase}{digits} {FIELD_END}{VALUE_END}")
_DIGIT_PAIRS = frozenset(first + second for first in digits for second in digits)


def normalise(text: str) -> str:
    """The text as it is compared: compatible forms made one (NFKC) and case folded (Unicode)."""
    return unicodedata.normalize("NFKC", text).casefold()


def needle(typed: str) -> str:
    """What is looked for when somebody types this; the empty text when nothing is left."""
    return _clean(typed).strip()


def searchable(order: Order) -> str:
    """The order's text: one part per name in `FIELDS`, each closed by a mark that no text can hold."""
    fields: dict[str, Iterable[str]] = {
        "number": [order.number],
        "external": [order.external_no or ""],
        "waybill": [
            *(parcel.waybill or "" for parcel in order.parcels),
            *(case.return_waybill for case in order.cases),
        ],
        "phone": [order.ship_phone, re.sub("[^0-9]", "", order.ship_phone)],
        "name": [order.ship_name, order.buyer],
        "address": [_address(order)],
        "sku": [line.sku_code for line in order.lines],
        "note": [order.buyer_note, order.seller_note, order.packing_note],
    }
    return "".join(_field(fields[name]) for name in FIELDS)


def values(text: str, field: str) -> list[str]:
    """The values of one field in an order's text."""
    return text.split(FIELD_END)[FIELDS.index(field)].split(VALUE_END)


def pieces_of(text: str) -> set[str]:
    """The pieces by which a normalised text is found.

    They are: a character other than a plain letter or digit; two neighbours, unless both are digits; four digits in a
    row.  Digits alone or in pairs stand in nearly every order and would only make the index large.
    """
    pieces = set(text) - _PLAIN
    for part in _MARKED.split(text):
        pieces.update(first + second for first, second in pairwise(part))
    pieces -= _DIGIT_PAIRS
    for run in _DIGITS.findall(text):
        pieces.update(run[at : at + 4] for at in range(len(run) - 3))
    return pieces


def grams(pieces: Collection[str]) -> tuple[int, ...]:
    """The pieces as the index keeps them: signed 32-bit numbers (CRC-32)."""
    count = len(pieces)
    return struct.unpack(f">{count}i", struct.pack(f">{count}I", *map(crc32, map(str.encode, pieces))))


def closeness(text: str, wanted: str) -> int:
    """How likely an order was meant, 0 the most; the steps are those of `CLOSENESS`."""
    fields = text.split(FIELD_END, 4)
    if fields[0] == wanted:
        return 0
    if wanted in fields[1].split(VALUE_END) or wanted in fields[2].split(VALUE_END):
        return 1
    if fields[0].startswith(wanted):
        return 2
    if fields[3].endswith(wanted):
        return 3
    others = f"{FIELD_END}{fields[4]}".replace(VALUE_END, FIELD_END)
    return 4 if f"{FIELD_END}{wanted}{FIELD_END}" in others else 5


def _clean(text: str) -> str:
    return _LONE.sub("\ufffd", normalise(text)).translate(_MARKS)


def _field(found: Iterable[str]) -> str:
    kept = dict.fromkeys(_clean(value[:LONGEST]) for value in found if value)
    return VALUE_END.join(kept) + FIELD_END


def _address(order: Order) -> str:
    """The parts in one, as people write them: no gap between Chinese parts, a space between others."""
    parts = (order.ship_province, order.ship_city, order.ship_district, order.ship_street, order.ship_postcode)
    return "".join(_spaced(part for part in parts if part))


def _spaced(parts: Iterable[str]) -> Iterator[str]:
    last = ""
    for part in parts:
        if last and last.isascii() and part[:1].isascii():
            yield " "
        yield part
        last = part[-1]

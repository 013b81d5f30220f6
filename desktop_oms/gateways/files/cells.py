"""What one cell says: a text, an identifier, a count, an amount, a moment; understood, or refused with a reason.

Spreadsheets and marketplaces protect long numbers with a TAB, an apostrophe or `="..."`; `clean` takes these off and
keeps the rest as it stands.  Everything here works on text: no amount and no identifier ever passes through a float.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from desktop_oms.domain.money import exponent

_EDGE = " \t\r\n\x0b\x0c\u00a0\u3000\u200b\u2060\ufeff"
_FORMATTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d*)?E\+\d+", re.IGNORECASE)
_DUTCH = re.compile(r"'[a-z][ -]")  # 's-Hertogenbosch, 't Goy: the apostrophe belongs to the name
_SIGNS = str.maketrans(
    "", "", "\u00a5$\u20ac\u00a3\u5143 \u00a0"
)  # yen or yuan, dollar, euro, pound, the character for yuan
# full-width letters, digits and signs as half width; not NFKC, which would make 52 out of 5 squared
_HALF_WIDTH = {**{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}, 0xFFE5: 0xA5, 0x3000: 0x20}
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_CODED = re.compile(r"([A-Z]{3})?\s*(.*?)\s*([A-Z]{3})?", re.DOTALL)
_MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?"
)

MAX_COUNT = 100_000
_MAX_DIGITS = 14
_LONGEST_MONEY = 64


class Fault(Exception):
    """A cell or row that cannot become part of an order: the code of the reason and the facts its words need."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
        self.row = 0
        self.column = ""
        self.file = ""

    def at(self, row: int, column: str, file: str) -> Fault:
        """The same fault, knowing where it is."""
        self.row, self.column, self.file = row, column, file
        return self


def clean(cell: str) -> str:
    """The cell without the blanks around it and what keeps spreadsheets quiet: TAB, leading `'`, `="..."`."""
    text = cell.strip(_EDGE)
    if text and text[0] in "'=":
        return _unwrapped(text)
    return text


def _unwrapped(text: str) -> str:
    while True:
        before = text
        if text.startswith("'") and not _DUTCH.match(text):
            text = text[1:].strip(_EDGE)
        if text.startswith('="') and text.endswith('"') and len(text) >= 3:
            text = text[2:-1].replace('""', '"').strip(_EDGE)
        if text == before:
            return text


def plain(text: str) -> str:
    """A text fit to be shown: hidden writing directions are refused, other control characters dropped."""
    if text.isprintable():
        return text
    if _FORMATTING.search(text):
        raise Fault("row_hidden_characters")
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def identifier(text: str) -> str:
    """A number that is a name (order, SKU, waybill, phone), kept as text; refused when a spreadsheet rounded it."""
    if "+" in text and _SCIENTIFIC.fullmatch(text):
        raise Fault("row_number_rounded", value=text)
    return text


def without_formatting(text: str) -> str:
    """A text without marks of writing direction: phones put them around copied numbers."""
    return _FORMATTING.sub("", text).strip(_EDGE)


def phone(text: str) -> str:
    """A phone number as text, its full-width digits as half width."""
    return identifier(text if text.isascii() else text.translate(_HALF_WIDTH))


@lru_cache(maxsize=5_000)
def count(text: str, least: int = 1) -> int:
    """A whole number of pieces, at least `least`."""
    digits = text.removesuffix(".0").removesuffix(".00")
    if not (digits.isascii() and digits.removeprefix("-").isdigit()):
        raise Fault("row_quantity_not_whole", value=text)
    number = int(digits[:12])
    if number < least:
        raise Fault("row_quantity_too_small", value=text, least=least)
    if number > MAX_COUNT:
        raise Fault("row_quantity_too_large", value=text, limit=MAX_COUNT)
    return number


@lru_cache(maxsize=20_000)
def money(text: str, currency: str, *, rounded: bool = False) -> int:
    """An amount in minor units of `currency` (ISO 4217), never negative.

    Surplus decimals are refused, or rounded half up when `rounded` (unit prices that a shop divided itself).
    """
    places = exponent(currency)
    whole, _, part = text.partition(".")
    if not (text.isascii() and whole.isdigit() and len(whole) <= _MAX_DIGITS and (not part or part.isdigit())):
        whole, _, part = _money_digits(text, currency).partition(".")
    if len(part) > places:
        surplus, part = part[places:], part[:places]
        if surplus.strip("0"):
            if not rounded:
                raise Fault("row_money_decimals", value=text, currency=currency, places=places)
            return int(whole + part) + (surplus[0] >= "5")
    return int(whole + part.ljust(places, "0"))


def _money_digits(text: str, currency: str) -> str:
    """Digits and a point out of `¥1,234.50`, `CNY 12`, `12,50`, full-width digits; everything else is not money."""
    if len(text) > _LONGEST_MONEY:  # and looked at no further: blanks can be shared out in too many ways
        raise Fault("row_money_unreadable", value=text)
    coded = _CODED.fullmatch(text.translate(_HALF_WIDTH).strip())
    assert coded is not None, "the pattern takes any text"
    named = coded[1] or coded[3]
    if named and named != currency:
        raise Fault("row_currency_differs", value=text, currency=currency)
    digits = coded[2].translate(_SIGNS)
    if digits.startswith("-") and digits.strip("-0.,"):
        raise Fault("row_money_negative", value=text)
    digits = digits.removeprefix("-").removeprefix("+")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d+,\d{2}", digits) and exponent(currency) == 2:
        digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d{1,14}(\.\d*)?|\.\d+", digits, re.ASCII):
        raise Fault("row_money_unreadable", value=text)
    return digits if digits[0] != "." else "0" + digits


@lru_cache(maxsize=5_000)
def moment(text: str, zone: tzinfo) -> int | None:
    """Milliseconds UTC of `2026-11-20 10:11:12`, with or without an offset; without one the channel's `zone` applies.

    Placeholders for "never" (years before 1980) are None.
    """
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Fault("row_time_unreadable", value=text)
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        when = datetime(
            *(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)),
            tzinfo=_offset(offset) if offset else zone,
        )
        return int(when.timestamp()) * 1000 if when.year >= 1980 else None
    except (ValueError, OverflowError):
        if int(year) < 1980:
            return None
        raise Fault("row_time_unreadable", value=text) from None


@lru_cache(maxsize=200)
def _offset(text: str) -> tzinfo:
    if text in ("Z", "UTC"):
        return UTC
    return timezone(timedelta(hours=int(text[:3]), minutes=int(text[0] + text[-2:])))


def currency_code(text: str) -> str:
    """A currency as three capital letters (ISO 4217)."""
    code = text.upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Fault("row_currency_unknown", value=text)
    return code


@lru_cache(maxsize=2_000)
def words_key(text: str) -> str:
    """A state word as it is compared: full width as half width, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

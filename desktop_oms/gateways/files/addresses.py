"""Receivers as files tell them: whole addresses taken apart, masked and encrypted ones recognised.

Chinese marketplaces write "province city district street" into one cell, with blanks between the parts or without;
taking it apart is best effort, and what cannot be told apart stays in the street.  The names of the provinces, their
post code ranges and WooCommerce's state codes are data in `resources/places/china.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from desktop_oms.resources import resource

_CIPHER = ("##", "$$", "~~", "#")
_STARS = ("*", "\uff0a")  # ASCII and full-width asterisk
_BRACKETED_POSTCODE = re.compile(r"[(\uff08](\d{6})[)\uff09]\s*$")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class Parts:
    """An address taken apart; a part that was not found is empty."""

    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class _Places:
    provinces: dict[str, str]  # every way to write it -> full name
    prefixes: dict[str, frozenset[str]]  # full name -> first two digits of its post codes
    municipalities: frozenset[str]
    start: re.Pattern[str]
    city: re.Pattern[str]
    district: re.Pattern[str]
    place_words: frozenset[str]


@cache
def _places() -> _Places:
    data = json.loads(resource("places", "china.json").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for province in data["provinces"]:
        for name in (province["name"], province["short"], *province["codes"], *province["latin"]):
            names[name.casefold()] = province["name"]
    chinese = sorted((name for name in names if _HAN.match(name)), key=len, reverse=True)
    return _Places(
        names,
        {province["name"]: frozenset(province["postcodes"]) for province in data["provinces"]},
        frozenset(data["municipalities"]),
        re.compile("|".join(chinese)),
        re.compile(rf"[^\s\d{data['never_in_a_district']}]{{1,8}}?(?:{'|'.join(data['city_ends'])})"),
        re.compile(rf"[^\s\d{data['never_in_a_district']}]{{1,9}}?(?:{'|'.join(data['district_ends'])})"),
        frozenset(data["place_words"]),
    )


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return bool(_HAN.search(text))


def province_name(text: str, country: str) -> str:
    """The province as a label writes it: codes and short or Latin names of China's provinces become full names."""
    if country not in ("", "CN") or not text:
        return text
    if country == "" and not is_chinese(text):
        return text
    code = text.upper().removeprefix("CN-").removeprefix("CN:")
    return _places().provinces.get(code.casefold(), _places().provinces.get(text.casefold(), text))


def postcode_agrees(postcode: str, province: str) -> bool:
    """Whether a Chinese post code can lie in the province; True when either is not known well enough to tell."""
    prefixes = _places().prefixes.get(province)
    if prefixes is None or not re.fullmatch(r"\d{6}", postcode):
        return True
    return postcode[:2] in prefixes or (
        not prefixes and not any(postcode[:2] in known for known in _places().prefixes.values())
    )


def split(text: str) -> Parts:
    """A one-string Chinese address as province, city, district and street; any other address is all street."""
    postcode = ""
    if found := _BRACKETED_POSTCODE.search(text):
        postcode, text = found[1].strip("0") and found[1], text[: found.start()].rstrip()
    places = _places()
    start = places.start.match(text)
    if not start:
        return Parts(street=text, postcode=postcode)
    province = places.provinces[start[0]]
    rest = text[start.end() :].lstrip()
    if province in places.municipalities:
        city, rest = province, rest.removeprefix(province).removeprefix(start[0]).lstrip()
        rest = rest.removeprefix(_first(rest, places.place_words)).lstrip()
    else:
        city, rest = _take(places.city, rest)
    district, rest = _take(places.district, rest)
    return Parts(province, city, district, rest, postcode)


def _first(text: str, words: frozenset[str]) -> str:
    return next((word for word in words if text.split(" ")[0] == word), "")


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The part at the beginning of the text, and what comes after it."""
    head, blank, tail = text.partition(" ")
    if blank and pattern.fullmatch(head):
        return head, tail.lstrip()
    found = pattern.match(text)
    return (found[0], text[found.end() :].lstrip()) if found else ("", text)


def is_masked(*texts: str) -> bool:
    """Whether a marketplace hid a part of the receiver behind stars or in cipher text."""
    return any(star in text for text in texts for star in _STARS) or any(is_cipher(text) for text in texts)


def is_cipher(text: str) -> bool:
    """Whether a cell holds cipher text (`##...`, `$$...`) that only the marketplace can read."""
    return text.startswith(_CIPHER) and len(text) > 2


def full_name(first: str, last: str) -> str:
    """First and last name in the order of their script: Chinese family name first and without a blank."""
    if is_chinese(first + last):
        return last + first
    return f"{first} {last}".strip()

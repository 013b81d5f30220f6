"""Receivers as files tell them: whole addresses taken apart, masked and encrypted ones recognised.

Chinese marketplaces write "province city district street" into one cell, with blanks between the parts or without;
taking it apart is best effort, and what cannot be told apart stays in the street.  The names of the provinces, their
post code ranges and WooCommerce's state codes are data in `resources/places/china.json`, the cities beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from desktop_oms.resources import resource

_CIPHER = ("##", "$$", "~~", "#")
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
class _Part:
    """How a city or district ends, and how it looks inside a text without blanks: nothing of a street in it."""

    ends: tuple[str, ...]
    pattern: re.Pattern[str]

    def take(self, text: str) -> tuple[str, str]:
        """The part at the beginning of the text, and what comes after it."""
        head, blank, tail = text.partition(" ")
        if blank and len(head) <= 12 and head.endswith(self.ends):
            return head, tail.lstrip()
        found = self.pattern.match(text)
        return (found[0], text[found.end() :].lstrip()) if found else ("", text)


@dataclass(frozen=True, slots=True)
class _Places:
    provinces: dict[str, str]  # every way to write it -> full name
    prefixes: dict[str, frozenset[str]]  # full name -> first two digits of its post codes
    all_prefixes: frozenset[str]
    municipalities: frozenset[str]
    start: re.Pattern[str]
    city: _Part
    district: _Part
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
        frozenset(prefix for province in data["provinces"] for prefix in province["postcodes"]),
        frozenset(data["municipalities"]),
        re.compile("|".join(chinese)),
        _part(data, "city_ends", "never_in_a_city"),
        _part(data, "district_ends", "never_in_a_district"),
        frozenset(data["place_words"]),
    )


def _part(data: dict[str, Any], ends: str, never: str) -> _Part:
    endings = "|".join(data[ends])
    pattern = rf"[^\s\d][^\s\d{data[never]}]{{0,8}}?(?:{endings})(?![{data['end_never_before']}])"
    return _Part(tuple(data[ends]), re.compile(pattern))


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return bool(_HAN.search(text))


@lru_cache(maxsize=2_000)
def province_name(text: str, country: str) -> str:
    """The province as a label writes it: codes and short or Latin names of China's provinces become full names."""
    if country not in ("", "CN") or not text:
        return text
    if country == "" and not is_chinese(text):
        return text
    code = text.upper().removeprefix("CN-").removeprefix("CN:")
    return _places().provinces.get(code.casefold(), _places().provinces.get(text.casefold(), text))


def province_start(text: str) -> re.Match[str] | None:
    """Where a text first names a province of China, in full or short."""
    return _places().start.search(text)


def postcode_agrees(postcode: str, province: str) -> bool:
    """Whether a Chinese post code can lie in the province; True when either is not known well enough to tell."""
    prefixes = _places().prefixes.get(province)
    if prefixes is None or len(postcode) != 6 or not postcode.isdecimal():
        return True
    return postcode[:2] in prefixes or (not prefixes and postcode[:2] not in _places().all_prefixes)


def split(text: str) -> Parts:
    """A one-string Chinese address as province, city, district and street; any other address is all street."""
    postcode = ""
    if found := _BRACKETED_POSTCODE.search(text):
        postcode, text = found[1] if found[1].strip("0") else "", text[: found.start()].rstrip()
    places = _places()
    start = places.start.match(text)
    if not start:
        return Parts(street=text, postcode=postcode)
    province = places.provinces[start[0]]
    rest = text[start.end() :].lstrip()
    if province in places.municipalities:
        city, rest = province, _without_place_word(rest.removeprefix(province).lstrip(), places)
    else:
        city, rest = _city(province, _without_place_word(rest, places), places)
    district, rest = places.district.take(rest)
    if start[0] != province and not text.startswith(start[0] + " ") and (city, district) in (("", ""), (province, "")):
        # a short name alone begins a street as well: Shaanxi South Road, Beijing East Road
        return Parts(street=text, postcode=postcode)
    return Parts(province, city, district, rest, postcode)


def _city(province: str, text: str, places: _Places) -> tuple[str, str]:
    """The city at the beginning: a known one of the province by its full name (the district may begin with the same
    word as the city ends with), else whatever is written like a city.
    """
    known = next((city for city in cities()[province] if text.startswith(city)), "") if province in cities() else ""
    return (known, text[len(known) :].lstrip()) if known else places.city.take(text)


@cache
def cities() -> dict[str, list[str]]:
    """The cities of each province by their full names, as in `resources/places/china_cities.json`."""
    found: dict[str, list[str]] = json.loads(resource("places", "china_cities.json").read_text(encoding="utf-8"))[
        "cities"
    ]
    return found


def _without_place_word(text: str, places: _Places) -> str:
    """Without words such as "districts of the city" that stand where no name of a city or district applies."""
    head = text.split(" ")[0]
    return text.removeprefix(head).lstrip() if head in places.place_words else text


def is_masked(*texts: str) -> bool:
    """Whether a marketplace hid a part of the receiver behind stars (also full-width ones) or in cipher text."""
    whole = "\n".join(texts)
    return "*" in whole or "\uff0a" in whole or (("#" in whole or "$" in whole or "~" in whole) and _any_cipher(texts))


def _any_cipher(texts: Sequence[str]) -> bool:
    return any(is_cipher(text) for text in texts)


def is_cipher(text: str) -> bool:
    """Whether a cell holds cipher text (`##...`, `$$...`) that only the marketplace can read."""
    return text.startswith(_CIPHER) and len(text) > 2


def full_name(first: str, last: str) -> str:
    """First and last name in the order of their script: Chinese family name first and without a blank."""
    if is_chinese(first + last):
        return last + first
    return f"{first} {last}".strip()

"""How money, times, weights and masked receivers are written: the same on screen, on paper and in exports.

Money is an integer in minor units with its ISO 4217 code; times are milliseconds UTC; masks follow the Chinese
national standard for express waybills: at least one character of the name, six digits of the phone, and unit and room
are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.money import exponent
from desktop_oms.domain.roles import Role
from desktop_oms.words import say, table
from desktop_oms.words.documents import FLAT_WORDS_EN, FLAT_WORDS_ZH, HOUSE_NUMBER, NUMERALS

SIGNS = {
    "CNY": "¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "INR": "₹",
    "JPY": "JP¥",
    "KRW": "₩",
    "TWD": "NT$",
    "USD": "$",
}
# In Chinese a bare dollar sign leaves open whose dollar it is.
SIGNS_ZH = SIGNS | {"USD": "US$"}

# Facts of a refusal that are codes, and the words they stand for.
CODES = {
    "event": ("event.{}",),
    "machine": ("machine.{}",),
    "kind": ("task.{}", "case_kind.{}"),
    "part": ("address_part.{}",),
    "shape": ("shape.{}",),
    "limit": ("limit.{}",),
    "unit": ("unit.{}",),
}

HIDDEN = "*"
PHONE_DIGITS_HIDDEN = 6


def money_plain(minor: int, currency: str) -> str:
    """The amount as a bare number for exports and input fields: 12345 CNY is "123.45", 500 JPY is "500"."""
    digits = exponent(currency)
    sign = "-" if minor < 0 else ""
    if not digits:
        return f"{sign}{abs(minor)}"
    figures = str(abs(minor)).zfill(digits + 1)
    return f"{sign}{figures[:-digits]}.{figures[-digits:]}"


def money(minor: int, currency: str, language: str) -> str:
    """The amount for people, with sign and grouping: "¥1,234.50", "-US$3.00", "CHF 12.00"."""
    sign = "-" if minor < 0 else ""
    signs = SIGNS if language == "en" else SIGNS_ZH
    before = signs.get(currency, f"{currency} ")
    return f"{sign}{before}{money_grouped(abs(minor), currency)}"


def money_grouped(minor: int, currency: str) -> str:
    """The amount with grouping where its currency is plain from what stands around it: "1,234.50"."""
    sign = "-" if minor < 0 else ""
    whole, point, part = money_plain(abs(minor), currency).partition(".")
    return f"{sign}{int(whole):,}{point}{part}"


def weight(grams: int) -> str:
    """A weight for people: below a kilogram in grams, above in kilograms with two decimals, "1.24 kg"."""
    return f"{grams} g" if grams < 1000 else f"{(grams + 5) // 10 / 100:.2f} kg"


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as "Asia/Shanghai"; OmsError `time_zone_unknown` for any other text."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OmsError("time_zone_unknown", zone=name) from None


def local(ms: int, tz: str) -> datetime:
    """The moment `ms` (milliseconds UTC) on the clock of the time zone."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone(tz))


def date(ms: int, tz: str, language: str) -> str:
    """The local day: "2025-11-22" in Chinese, "22 Nov 2025" in English."""
    return day(f"{local(ms, tz):%Y-%m-%d}", language)


def day(iso: str, language: str) -> str:
    """A day that is kept as "2025-11-22" as people write it: the same in Chinese, "22 Nov 2025" in English."""
    year, month, number = map(int, iso.split("-"))
    return say("format.date", language, year=year, month=say("format.months", language).split()[month - 1], day=number)


def time_of_day(ms: int, tz: str) -> str:
    """The local time to the minute, "09:15"."""
    return f"{local(ms, tz):%H:%M}"


def time_local(ms: int, tz: str, language: str) -> str:
    """The local day and time to the minute: "2025-11-22 09:15" or "22 Nov 2025 09:15"."""
    return f"{date(ms, tz, language)} {time_of_day(ms, tz)}"


def with_mates(number: str, mates: Sequence[str]) -> str:
    """An order's number as it stands where there is room for one: "A100001 +2" when two others are in the same box."""
    return f"{number} +{len(mates)}" if mates else number


def mask_name(name: str) -> str:
    """The name with only its first part to be read: "许*", "欧***", "Xu ***"; one character alone is hidden."""
    name = name.strip()
    first, space, rest = name.partition(" ")
    if space and first.isascii():
        return f"{first} {HIDDEN * 3}" if rest.strip() else HIDDEN
    if name.isascii():
        return name[:1] + HIDDEN * 3 if len(name) > 1 else HIDDEN * len(name)
    return name[:1] + HIDDEN * (len(name) - 1) if len(name) > 1 else HIDDEN * len(name)


def mask_phone(phone: str) -> str:
    """The phone with at least six digits hidden: "139******15"; a short number keeps at most its last two digits."""
    digits = "".join(mark for mark in phone if mark.isdigit())
    tail = 2 if len(digits) >= PHONE_DIGITS_HIDDEN + 2 else 0
    head = max(0, min(3, len(digits) - PHONE_DIGITS_HIDDEN - tail))
    hidden = len(digits) - head - tail
    plus = "+" if phone.lstrip().startswith("+") and head else ""
    return plus + digits[:head] + HIDDEN * hidden + digits[len(digits) - tail :]


def place_words(place: str | Path) -> str:
    """A file or folder as people are told it: the person's own folder is "~"; an address stays as it is."""
    path, home = Path(place), Path.home()
    if home == Path(home.anchor) or not path.is_relative_to(home):
        return str(place)
    return str(Path("~") / path.relative_to(home))


def explain(code: str, facts: Mapping[str, object], language: str) -> str:
    """The sentence of an error or refusal, with the codes among its facts put in words and amounts written as money."""
    words = {name: _word(name, value, language) for name, value in facts.items()}
    if "state" in facts:
        words["state"] = _known((f"state.{facts.get('machine')}.{facts['state']}",), facts["state"], language)
    if "roles" in facts:
        comma = "、" if language == "zh_CN" else ", "
        words["roles"] = comma.join(say(f"role.{Role(one).name.lower()}", language) for one in str(facts["roles"]))
    if "amount" in facts and "currency" in facts:
        words["amount"] = money(int(str(facts["amount"])), str(facts["currency"]), language)
    if "because" in facts:
        words["because"] = explain(str(facts["because"]), _without(facts, "because"), language)
    return say(f"error.{code}", language, **words)


def _without(facts: Mapping[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in facts.items() if key != name}


def _word(name: str, value: object, language: str) -> object:
    return _known(tuple(key.format(value) for key in CODES.get(name, ())), value, language)


def _known(keys: tuple[str, ...], value: object, language: str) -> object:
    return next((say(key, language) for key in keys if key in table()), value)


# What tells one flat from another: unit and room words with their number, a chain such as 3-2-801, the number after a
# house number, and a room number at the very end.
FLAT = re.compile(
    rf"[0-9A-Za-z{NUMERALS}]+\s*(?:{'|'.join(FLAT_WORDS_ZH)})"
    r"|#?\d+[A-Za-z]?(?:-\d+[A-Za-z]?)+"
    rf"|(?<=[{HOUSE_NUMBER}])\s*#?\d+[A-Za-z]?"
    rf"|\b(?:{'|'.join(FLAT_WORDS_EN)})\b\.?\s*#?\w+"
    r"|#\s*\w+"
    r"|^\s*\d+[A-Za-z]?(?=\s*,)"
    r"|(?<=[\u3400-\u9fff])\d{2,5}[A-Za-z]?\s*$",
    re.IGNORECASE,
)
MASKED_RUN = re.compile(r"\*{3}(?:[\s,\uff0c\u3001-]*\*{3})+")


def mask_address(address: str) -> str:
    """The address down to the street and house number; unit, floor and room are hidden as "***"."""
    return MASKED_RUN.sub("***", FLAT.sub("***", address))


def mask_receiver(name: str, phone: str, address: str) -> tuple[str, str, str]:
    """Name, phone and address as a label may show them where the store hides its receivers."""
    return mask_name(name), mask_phone(phone), mask_address(address)


def with_password(place: str, password: str) -> str:
    """A `postgresql://` address with a password in it; "" leaves the address as it is."""
    if not password:
        return place
    parts = urlsplit(place)
    user, at, hosts = parts.netloc.rpartition("@")
    word = quote(password, safe="")
    if at:
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:{word}@{hosts}"))
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, f"password={word}")))))

"""Time zones and currencies to choose from, and which of them are likely on this computer."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone

from desktop_oms.formats import SIGNS

ZONES_FIRST = (
    *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul"),
    *("Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Chicago", "America/Los_Angeles"),
    *("Australia/Sydney", "UTC"),
)
CURRENCIES = (
    *("CNY", "USD", "EUR", "GBP", "HKD", "TWD", "JPY", "KRW", "SGD", "MYR", "THB", "VND", "PHP", "IDR", "INR", "AUD"),
    *("NZD", "CAD", "MXN", "BRL", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "TRY", "AED", "SAR", "ZAR"),
)
_NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def zones() -> list[tuple[str, str]]:
    """All time zones as choices (key, word): the usual ones first, then by name."""
    rest = sorted(name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACES))
    return [(name, name.replace("_", " ")) for name in dict.fromkeys((*ZONES_FIRST, *rest))]


def currencies(also: str = "") -> list[tuple[str, str]]:
    """Currencies as choices (key, word) with their signs; `also` is offered in any case."""
    codes = dict.fromkeys((*CURRENCIES, *([also] if also else [])))
    return [(code, f"{code}  {SIGNS[code]}" if code in SIGNS else code) for code in codes]


def likely_zone(language: str) -> str:
    """This computer's time zone; where it names none (servers keep UTC), that of most who read the language."""
    own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    if "/" in own and not own.startswith(_NO_PLACES):
        return own
    return "Asia/Shanghai" if language == "zh_CN" else "UTC"


def likely_currency(language: str) -> str:
    """The currency of this computer's country; where none is set, that of most who read the language."""
    if language == "zh_CN":
        return "CNY"
    own = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return own if len(own) == 3 else "USD"

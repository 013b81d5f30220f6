"""Days as people say them, as spans of time: `2026-11-01..`, `2026-11`, `today`, `this week`, `last 7 days`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from desktop_oms.domain.errors import OmsError

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_LAST = re.compile(r"(\D+?)\s*(\d{1,4})\s*(\D+)")
_NAMED = {"today": (0, 1), "yesterday": (-1, 0), "day before": (-2, -1), "tomorrow": (1, 2)}
_WEEKS = {"this week": 0, "last week": -7}
_MONTHS = {"this month": 0, "last month": -1}


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar as it stands `now` (milliseconds UTC) in `zone`; `names` leads words of any language to ours."""

    now: int
    zone: tzinfo
    names: Mapping[str, str]

    def span(self, said: str) -> tuple[int | None, int | None]:
        """From the first moment to before the end, milliseconds UTC; None is open.  Raises `search_not_a_day`."""
        first, dots, last = said.partition("..")
        if dots:
            start = self._days(first)[0] if first.strip() else None
            end = self._days(last)[1] if last.strip() else None
            return self._ms(start), self._ms(end)
        if said[0] in "<>":
            start, end = self._days(said.lstrip("<>="))
            return (self._ms(start), None) if said[0] == ">" else (None, self._ms(end))
        start, end = self._days(said)
        return self._ms(start), self._ms(end)

    def _days(self, said: str) -> tuple[date, date]:
        """The first day, and the day after the last."""
        name = " ".join(said.casefold().split())
        today = datetime.fromtimestamp(self.now / 1000, UTC).astimezone(self.zone).date()
        try:
            return self._named(name, today) or _written(name)
        except (ValueError, OverflowError):
            raise OmsError("search_not_a_day", value=said) from None

    def _named(self, said: str, today: date) -> tuple[date, date] | None:
        name = self.names.get(said, said)
        if name in _NAMED:
            start, end = _NAMED[name]
            return today + timedelta(start), today + timedelta(end)
        last = _LAST.fullmatch(said)
        if last and (self.names.get(last[1], last[1]), self.names.get(last[3], last[3])) == ("last", "days"):
            return today - timedelta(int(last[2]) - 1), today + timedelta(1)
        if name in _WEEKS:
            monday = today - timedelta(today.weekday() - _WEEKS[name])
            return monday, monday + timedelta(7)
        if name in _MONTHS:
            first = today.replace(day=1)
            if _MONTHS[name]:
                return (first - timedelta(1)).replace(day=1), first
            return first, _next_month(first)
        return None

    def _ms(self, day: date | None) -> int | None:
        if day is None:
            return None
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp() * 1000)


def _written(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first = date(int(found[1]), int(found[2]), int(found[3] or 1))
    return first, first + timedelta(1) if found[3] else _next_month(first)


def _next_month(first: date) -> date:
    return (first + timedelta(31)).replace(day=1)

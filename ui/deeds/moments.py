"""Moments as a list shows them: short, told by the day, and how much time is left."""

from __future__ import annotations

from desktop_oms.formats import local, time_of_day
from ui.shared.messages import Words

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 6  # days ahead or back that a weekday names without doubt


def moment(words: Words, ms: int, zone: str, now: int) -> str:
    """A moment with its day: "Today 11:30", "Sat 18:00", "25 Nov 18:00"; the year where it is another one."""
    return words("orders.day_and_time", day=day(words, ms, zone, now), time=time_of_day(ms, zone))


def past(words: Words, ms: int, zone: str, now: int) -> str:
    """A moment gone by, as short as it can be: the time today, else the day."""
    today = local(ms, zone).date() == local(now, zone).date()
    return time_of_day(ms, zone) if today else day(words, ms, zone, now)


def day(words: Words, ms: int, zone: str, now: int) -> str:
    """The day of a moment: today, yesterday, tomorrow, a weekday within the week, else the date.

    English says the weekday for yesterday and tomorrow: it is shorter and just as clear (its word is "-").
    """
    then, today = local(ms, zone).date(), local(now, zone).date()
    apart = (then - today).days
    near = {-1: "orders.yesterday", 0: "orders.today", 1: "orders.tomorrow"}
    if apart in near and words(near[apart]) != "-":
        return words(near[apart])
    if abs(apart) <= WEEK:
        return words("orders.weekdays").split()[then.weekday()]
    month = words("format.months").split()[then.month - 1]
    if then.year == today.year:
        return words("orders.short_date", month=month, day=then.day)
    return words("format.date", year=then.year, month=month, day=then.day)


def span(words: Words, ms: int) -> str:
    """A length of time in its largest unit: "56 min", "2 h", "3 days"."""
    ms = abs(ms)
    if ms < HOUR:
        return words("orders.minutes", n=ms // MINUTE)
    if ms < 2 * DAY:
        return words("orders.hours", n=ms // HOUR)
    return words("orders.days", n=ms // DAY)

"""Moments as a list shows them: short, told by the day, and how much time is left."""

from __future__ import annotations

from desktop_oms.formats import local, time_of_day
from ui.shared.cells import Cell
from ui.shared.messages import Words

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
SOON = 4 * HOUR  # a ship-by time nearer than this turns amber
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
    """A length of time in its largest unit: "15 s" (a begun second counts), "56 min", "2 h", "3 days"."""
    ms = abs(ms)
    if ms < MINUTE:
        return words("orders.seconds", n=-(-ms // 1_000))
    if ms < HOUR:
        return words("orders.minutes", n=ms // MINUTE)
    if ms < 2 * DAY:
        return words("orders.hours", n=ms // HOUR)
    return words("orders.days", n=ms // DAY)


def due(words: Words, ms: int | None, zone: str, now: int) -> Cell:
    """When something must leave the house and how much time is left: amber when it is near, red when it is over."""
    if ms is None:
        return Cell(words("orders.nothing"), tone="muted")
    left = ms - now
    tone = "trouble" if left < 0 else "attention" if left < SOON else "muted"
    told = words("orders.time_over" if left < 0 else "orders.time_left", span=span(words, left))
    return Cell(moment(words, ms, zone, now), told, under_tone=tone)

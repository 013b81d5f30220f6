"""Prints as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.formats import date, local, time_of_day
from desktop_oms.services.print_queue import Listed, subject_words, trouble_of
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row

LOOKS = {
    "waiting": ("neutral", "clock"),
    "sending": ("active", "send"),
    "spooled": ("active", "printer"),
    "stuck": ("trouble", "alert"),
    "failed": ("trouble", "cross"),
    "done": ("done", "check"),
    "confirmed": ("done", "check_circle"),
    "void": ("ended", "slash"),
}


def document_word(words: Words, one: Listed) -> str:
    """What a print is: "Label", "Packing slip"."""
    key = f"printing.document.{one.job.document}"
    return words(key) if words.knows(key) else one.job.document


def reason_word(words: Words, one: Listed) -> str:
    """Why a further copy was printed; a reason in free words as it was written."""
    key = f"printing.reason.{one.job.reason}"
    return words(key) if words.knows(key) else one.job.reason


def place_words(one: Listed) -> str:
    """The place in a batch, "3 / 12"; nothing for a print of its own."""
    way = one.sending
    return f"{way.place} / {way.pieces}" if way is not None and way.pieces > 1 else ""


def columns(words: Words) -> Sequence[Column]:
    """The columns of the queue."""
    return (
        Column("print", words("printing.column_print")),
        Column("place", words("printing.column_place"), 88),
        Column("state", words("printing.column_state"), 150),
        Column("printer", words("printing.column_printer"), 150),
        Column("time", words("printing.column_time"), 100),
    )


def row(one: Listed, words: Words, zone: str, now: int) -> Row:
    """One print; what is the matter with it stands under its state."""
    family, icon = LOOKS[one.state]
    trouble = trouble_of(one)
    today = local(one.job.at, zone).date() == local(now, zone).date()
    copy = words("printing.copy", n=one.job.copy) if one.job.copy > 1 else ""
    under = " · ".join(filter(None, (document_word(words, one), copy, reason_word(words, one))))
    short = words(f"printing.short.{trouble.code}") if trouble and words.knows(f"printing.short.{trouble.code}") else ""
    cells = (
        Cell(subject_words(one), under, bold=True),
        Cell(place_words(one), tone="muted"),
        Cell(words(f"printing.state.{one.state}"), short, family=family, icon=icon, under_tone=family),
        Cell(one.printer or words("printing.to_file"), one.job.station, tone="text" if one.printer else "muted"),
        Cell(
            time_of_day(one.job.at, zone) if today else date(one.job.at, zone, words.language),
            tone="muted",
        ),
    )
    return Row(one.job.id, cells, facts=one)

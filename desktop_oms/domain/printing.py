"""Printers as the shop knows them, and how far a print may go.

A print waits (queued), is being sent, is in the spooler, is stuck or failed, is done, and a label is confirmed when it
was scanned; at any time before it may be void.  "The spooler took it" is not "printed": what is being sent, spooled or
stuck has an unknown outcome until the printer, or a person, says more.  No state leads back to one in which the same
copy would be sent by itself a second time.
"""

from __future__ import annotations

from dataclasses import dataclass

BACKENDS = ("file", "cups", "tcp", "windows", "practice")
LANGUAGES = ("pdf", "zpl", "raster")
ANYWHERE = 0  # the station of an assignment that holds wherever nothing else is said

WAITING, SENDING, SPOOLED, STUCK, FAILED = "waiting", "sending", "spooled", "stuck", "failed"
DONE, CONFIRMED, VOID = "done", "confirmed", "void"
STATES = (WAITING, SENDING, SPOOLED, STUCK, FAILED, DONE, CONFIRMED, VOID)
SENDABLE = (WAITING, FAILED)  # nothing of it has reached a printer
UNSURE = (SENDING, SPOOLED, STUCK)  # it may be on paper, or not
OPEN = SENDABLE + UNSURE
STANDING = (*OPEN, DONE, CONFIRMED)

ADDRESS = "address"  # the reason for which a label is not printed again: its waybill is void
REASONS = ("jam", "damaged", "lost", ADDRESS, "other")

# A state, and those from which it may be reached.
MOVES = {
    WAITING: (FAILED,),
    SENDING: SENDABLE,
    SPOOLED: (SENDING,),
    STUCK: (SENDING, SPOOLED),
    FAILED: (WAITING, SENDING),
    DONE: OPEN,
    CONFIRMED: (*OPEN, DONE),
    VOID: (*OPEN, DONE),
}

# Trouble before the first byte left: the print may go to another printer without the risk of two labels.
NOTHING_SENT = frozenset(
    {
        "printer_offline",
        "printer_refused",
        "printer_paper",
        "printer_jam",
        "printer_paused",
        "printer_needs_windows",
        "print_not_saved",
    }
)


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer: how it is reached, what it understands, and what paper lies in it.

    `address` is a folder, a host with a port, a queue's name or a script, as the backend wants it; `dpi_tenths` its
    resolution in tenths of a dot per inch (2032 for a printer sold as 203); `paper` a size of `documents/sizes.py`;
    `fallback_id` the printer that takes over while nothing has been sent yet.
    """

    id: int
    name: str
    backend: str
    address: str
    language: str = "zpl"
    dpi_tenths: int = 2032
    paper: str = "100x150"
    fallback_id: int | None = None
    active: bool = True

    @property
    def dpi(self) -> float:
        """Dots per inch."""
        return self.dpi_tenths / 10


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which printer a kind of document goes to, at a station (or anywhere)."""

    id: int
    document: str
    station_id: int
    printer_id: int

"""What every way to a printer offers, and what it says about a print that is under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from desktop_oms.domain.errors import OmsError

Progress = Literal["done", "waiting", "stuck", "lost", "unknown"]
CONNECT_S, ANSWER_S = 4.0, 10.0  # how long a printer may take to be reached, and to answer


@dataclass(frozen=True, slots=True)
class Device:
    """A printer as its backend needs it: its name for people, its address, and whether it understands ZPL."""

    name: str
    address: str
    zpl: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a print is, as far as the printer or its spooler tells; `why` says what holds it up."""

    progress: Progress
    why: OmsError | None = None


class Backend(Protocol):
    """One printer that can be sent something."""

    def check(self) -> None:
        """Ask whether the printer is there and ready; raises the OmsError of what is in the way."""

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """Hand a file ("pdf" or "zpl") over under a title nobody else bears; gives the spooler's name for it.

        Raises an OmsError of `domain.printing.NOTHING_SENT` while nothing has left, `printer_unsure` afterwards.
        """

    def look(self, reference: str, title: str) -> Seen:
        """How far a print is that was handed over before, perhaps by a program that has ended since."""

    def cancel(self, reference: str) -> None:
        """Take back what has not been printed yet, where the way allows it; what is gone already is no error."""

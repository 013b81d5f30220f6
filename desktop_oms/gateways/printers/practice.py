"""A practice printer: it prints nothing and has the trouble that its script says, one word a print.

For learning what to do when a printer jams, and for trying a shop out without one.  The words: `ok`; before anything
is taken `offline`, `paper` (out of paper), `refuse`; after it was taken `jam` (stuck until it is printed again),
`slow` (two looks long), `lost` (the spooler forgets it), `silent` (never says more), `unsure` (the line breaks while
it is being sent).  After the script's end everything is printed, and what an earlier run of the program gave it is out.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers.device import Device, Seen

WORDS = ("ok", "offline", "paper", "refuse", "jam", "slow", "lost", "silent", "unsure")
REFUSALS = {"offline": "printer_offline", "paper": "printer_paper", "refuse": "printer_refused"}
SLOW_LOOKS = 2


def script_of(address: str) -> list[str]:
    """The words of a script, as in "ok, ok, jam"; raises `printer_address_not_valid` for one that is unknown."""
    words = [word.strip().casefold() for word in address.split(",") if word.strip()]
    if any(word not in WORDS for word in words):
        raise OmsError("printer_address_not_valid", address=address)
    return words


@dataclass
class PracticePrinter:
    """What it was given, in order, and what became of each; `address` is the script."""

    device: Device
    taken: dict[str, str] = field(default_factory=dict)  # title: word
    printed: list[bytes] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._script = script_of(self.device.address)
        self._looks: dict[str, int] = {}
        self._turn = threading.Lock()

    def check(self) -> None:
        """Always there, unless the next word says otherwise."""
        self._refuse(self._script[0] if self._script else "ok")

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """Take the print, or refuse it, as the next word of the script says."""
        with self._turn:
            word = self._script.pop(0) if self._script else "ok"
            self._refuse(word)
            self.taken[title] = word
            if word in ("ok", "slow", "silent"):
                self.printed.append(data)
            if word == "unsure":
                raise OmsError("printer_unsure", printer=self.device.name)
        return title

    def look(self, reference: str, title: str) -> Seen:
        """What became of it."""
        word = self.taken.get(title, "ok")
        if word == "jam":
            return Seen("stuck", OmsError("printer_jam", printer=self.device.name))
        if word == "lost":
            return Seen("lost", OmsError("print_lost", printer=self.device.name))
        if word == "slow":
            self._looks[title] = self._looks.get(title, 0) + 1
            return Seen("waiting" if self._looks[title] <= SLOW_LOOKS else "done")
        return Seen("unknown" if word == "silent" else "done")

    def cancel(self, reference: str) -> None:
        """Remember that it was taken back."""
        self.cancelled.append(reference)

    def _refuse(self, word: str) -> None:
        if word in REFUSALS:
            why = {"why": "practice"} if word == "refuse" else {}
            raise OmsError(REFUSALS[word], printer=self.device.name, **why)

"""The work nobody presses a button for: the house's clock, and messages to and from the outside.

It runs inside the window on one station or headless (`main.py worker`); several at once do nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.services.house_clock import HouseClock
from desktop_oms.services.refund_sending import RefundSending


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn did: orders that the clock moved, refunds that were settled, pieces of news worked in.

    `left_alone` orders the clock stumbled over; they are tried again later, and the log says why.
    """

    moved: int
    sent: int
    heard: int
    left_alone: int = 0

    @property
    def idle(self) -> bool:
        """True when there was nothing to do."""
        return not (self.moved or self.sent or self.heard)


class Worker:
    """Goes through what is due, once a turn."""

    def __init__(self, clock: HouseClock, sender: RefundSending) -> None:
        self.clock = clock
        self.sender = sender

    def turn(self) -> Turn:
        """Do what is due now."""
        moved = self.clock.tick()
        sent = self.sender.send_due()
        return Turn(moved, sent, self.sender.hear(), self.clock.left_alone)

"""Payment gateways: where a buyer's money came through, and goes back through.

A refund is known to the gateway by our `refund_no`: the same number again is the same refund, never a second one.
Amounts are minor units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SUCCEEDED, PROCESSING, FAILED, REVERSED = "succeeded", "processing", "failed", "reversed"


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    """How a refund stands at the gateway: its state, the gateway's own number, and why it failed (its code)."""

    state: str
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """News the gateway has of a refund that we did not ask for; `id` makes it count once."""

    id: str
    refund_no: str
    state: str
    reason: str = ""


class PaymentGateway(Protocol):
    """What the program needs of a payment provider; every method may raise BridgeError."""

    def refund(self, payment: str, amount: int, currency: str, refund_no: str) -> RefundAnswer:
        """Send `amount` back through a payment (the provider's number of it)."""

    def query_refund(self, refund_no: str) -> RefundAnswer:
        """How that refund stands; `not_found` when the gateway never heard of it."""

    def notices(self) -> Sequence[Notice]:
        """What happened to refunds since the last call that was confirmed with `heard`."""

    def heard(self, notice_id: str) -> None:
        """A notice was worked in and need not be told again."""

"""What every bridge to the outside has in common: one family of errors, told apart by what may be done next."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """Kinds of trouble.  Only `ambiguous` leaves open whether the other side has acted: ask, never send again."""

    AUTH = "auth"
    NOT_FOUND = "not_found"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    AMBIGUOUS = "ambiguous"


class BridgeError(Exception):
    """The other side did not do what it was asked; `code` is its own word for why, without anyone's data.

    `retry_after` are the milliseconds it asked to be left alone.
    """

    def __init__(self, kind: Trouble, code: str = "", retry_after: int | None = None) -> None:
        super().__init__(f"{kind} {code}".strip())
        self.kind = kind
        self.code = code or str(kind)
        self.retry_after = retry_after

"""Who acts: the roles of the house and the person, station and time behind a command."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The rights a person may hold; the letters are those of the transition table."""

    CUSTOMER = "C"
    DESK = "S"
    CLERK = "K"
    REVIEWER = "R"
    CASHIER = "$"
    MANAGER = "M"
    ADMIN = "A"
    AUDITOR = "U"
    SUPPLIER = "P"
    SYSTEM = "Y"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) with the roles held, at a station."""

    user_id: int
    name: str
    roles: frozenset[Role]
    station_id: int = 0
    station: str = ""

    def may(self, roles: frozenset[Role]) -> bool:
        """True when one of `roles` is held."""
        return bool(self.roles & roles)

    @property
    def is_system(self) -> bool:
        """True for the program itself, which acts by rule and by facts from outside."""
        return Role.SYSTEM in self.roles


SYSTEM = Actor(user_id=0, name="system", roles=frozenset({Role.SYSTEM}))

EVERY_ROLE = frozenset(Role) - {Role.SYSTEM, Role.CUSTOMER, Role.SUPPLIER, Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Policy:
    """The merchant's rules as data: limits, windows and clocks (milliseconds), money in minor units.

    The clocks of after-sales are those of the WeChat shop's published rules: 48 hours to answer a buyer, whose request
    then counts as agreed (`silence_agrees`), 7 days for the buyer to send goods back, 10 days to confirm they came, at
    most 5 requests for one line.

    `undo_delay` is how long what a person agreed to can be taken back before the money leaves; 0: it leaves at once.
    """

    refund_limits: dict[str, int] = field(default_factory=lambda: {"R": 50_000, "M": 500_000, "Y": 20_000})
    single_operator: bool = False
    pay_window: int = 24 * 3_600_000
    complete_after: int = 10 * 24 * 3_600_000
    return_window: int = 7 * 24 * 3_600_000
    quality_window: int = 30 * 24 * 3_600_000
    send_back_window: int = 7 * 24 * 3_600_000
    undo_delay: int = 15_000
    reserve_unpaid: bool = False
    answer_window: int = 48 * 3_600_000
    receive_window: int = 10 * 24 * 3_600_000
    silence_agrees: bool = True
    most_requests: int = 5

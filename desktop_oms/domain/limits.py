"""The merchant's rules as settings: each of `Policy`'s limits declared once, with its unit, range and who may set it.

The form, the command line and the check of the service are all made from this table, so nothing can be set wrong in one
place and right in another.  Values are kept in base units: milliseconds, minor units of money, or yes and no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Policy

MINUTE = 60_000
UNITS = {
    "minutes": MINUTE,
    "hours": 60 * MINUTE,
    "days": 24 * 60 * MINUTE,
    "seconds": 1_000,
    "money": 100,
    "times": 1,
    "yes_no": 1,
}
NUMBER = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
YES, NO = {"1", "yes", "on", "true"}, {"0", "no", "off", "false"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One setting: its name, the unit people use, and the lowest and highest value in that unit.

    `money` counts in whole units of a currency with two decimals; `role` is the role whose refund limit it is.
    """

    name: str
    unit: str
    lowest: int = 0
    highest: int = 1
    role: str = ""

    def value(self, policy: Policy) -> int:
        """What a policy says, in base units; yes is 1."""
        return policy.refund_limits.get(self.role, 0) if self.role else int(getattr(policy, self.name))

    def put(self, policy: Policy, value: int) -> Policy:
        """The policy with this one changed; raises `limit_out_of_range`, `limit_not_whole`."""
        self.check(value)
        if self.role:
            return replace(policy, refund_limits={**policy.refund_limits, self.role: value})
        return replace(policy, **{self.name: bool(value) if self.unit == "yes_no" else value})  # type: ignore[arg-type]

    def check(self, value: int) -> None:
        """Raises `limit_out_of_range` beyond the range, `limit_not_whole` between two steps of the unit."""
        step = UNITS[self.unit]
        if not self.lowest * step <= value <= self.highest * step:
            raise self._beyond()
        if self.unit != "money" and value % step:
            raise OmsError("limit_not_whole", limit=self.name, unit=self.unit)

    def read(self, text: str) -> int:
        """A value as people write it: "24", "500.00", "yes"; raises `limit_not_read` and what `check` raises."""
        kept = text.strip().replace(",", "").casefold()
        if self.unit == "yes_no":
            if kept not in YES | NO:
                raise OmsError("limit_not_read", limit=self.name, given=text)
            return int(kept in YES)
        found = NUMBER.fullmatch(kept)
        if found is None or (found[2] and self.unit != "money"):
            raise (
                self._beyond()
                if kept.lstrip("-").isdecimal()
                else OmsError("limit_not_read", limit=self.name, given=text)
            )
        value = int(found[1]) * UNITS[self.unit]
        value += int((found[2] or "").ljust(2, "0") or 0)
        self.check(value)
        return value

    def written(self, value: int) -> str:
        """The value as `read` takes it: a number in the unit, "yes" or "no"."""
        if self.unit == "yes_no":
            return "yes" if value else "no"
        whole, rest = divmod(value, UNITS[self.unit])
        return f"{whole}.{rest:02d}" if self.unit == "money" else str(whole)

    def _beyond(self) -> OmsError:
        return OmsError("limit_out_of_range", limit=self.name, lowest=self.lowest, highest=self.highest, unit=self.unit)


# 30 days is what marketplaces allow at most for paying; 365 days covers every legal return window.
LIMITS: tuple[Limit, ...] = (
    Limit("pay_window", "minutes", 5, 30 * 24 * 60),
    Limit("reserve_unpaid", "yes_no"),
    Limit("complete_after", "days", 1, 90),
    Limit("return_window", "days", 0, 365),
    Limit("quality_window", "days", 0, 365),
    Limit("send_back_window", "days", 1, 90),
    Limit("refund_limit_reviewer", "money", 0, 1_000_000, "R"),
    Limit("refund_limit_manager", "money", 0, 1_000_000, "M"),
    Limit("refund_limit_system", "money", 0, 1_000_000, "Y"),
    Limit("undo_delay", "seconds", 0, 300),
    Limit("answer_window", "hours", 1, 720),
    Limit("silence_agrees", "yes_no"),
    Limit("receive_window", "days", 1, 90),
    Limit("most_requests", "times", 1, 99),
    Limit("single_operator", "yes_no"),
)
BY_NAME = {limit.name: limit for limit in LIMITS}


def limit_named(name: str) -> Limit:
    """The setting with that name; raises `limit_unknown`, naming those there are."""
    found = BY_NAME.get(name.strip().lower().replace("-", "_"))
    if found is None:
        raise OmsError("limit_unknown", limit=name, known=", ".join(BY_NAME))
    return found


def check_policy(policy: Policy) -> None:
    """Raises `policy_negative`, or `limit_out_of_range` and `limit_not_whole`, for what cannot be; roles without a
    limit approve nothing alone.

    The quality window is never shorter than the general one: bad goods cannot be refused earlier than unwanted ones.
    """
    if any(limit.value(policy) < 0 for limit in LIMITS) or any(value < 0 for value in policy.refund_limits.values()):
        raise OmsError("policy_negative")
    for limit in LIMITS:
        limit.check(limit.value(policy))
    if policy.quality_window < policy.return_window:
        raise OmsError("quality_window_short", field="quality_window")
    if policy.refund_limits.get("M", 0) < policy.refund_limits.get("R", 0):
        raise OmsError("manager_limit_low", field="refund_limit_manager")

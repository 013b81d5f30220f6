"""What a case is worth and how it is settled: value to the cent, refunds per payment, replacements, the end of a case.

Value of n units is worked out when the refund starts: R - R*(L-n)//L with R = payable - committed - waived - withheld
and L = units not yet committed.  A deduction or a ceiling withholds value for good, so it never falls to other units.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.entities import WITH_RETURN, Case, CaseLine, OrderLine
from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.money import prorate, value_of_units
from desktop_oms.domain.order import Order


@dataclass(frozen=True, slots=True)
class Worth:
    """The value of a case: per case line, in its order, and the shipping money that goes with it (minor units)."""

    lines: tuple[int, ...]
    shipping: int

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.lines) + self.shipping


def in_lost_cases(order: Order, line_id: int) -> int:
    """Lost units of a line that a refund or a re-send is about already."""
    return sum(
        row.shipped - row.missing
        for case in order.cases
        if case.about_lost and case.state not in ("rejected", "withdrawn")
        for row in case.lines
        if row.line_id == line_id
    )


def lost_units_free(order: Order, line: OrderLine) -> int:
    """Lost units that nobody has claimed or settled yet; for a lost gift nobody can claim anything."""
    if not line.lost or line.kind == "gift":
        return 0
    return max(0, min(line.lost - in_lost_cases(order, line.id), line.free_shipped))


def replaced(order: Order, row: CaseLine) -> int:
    """Units for which a replacement went or goes out."""
    if row.replacement_line is None:
        return 0
    line = order.line(row.replacement_line)
    return line.qty - line.taken_out


def units_to_settle(order: Order, case: Case, row: CaseLine) -> int:
    """Units settled in money or to be replaced: of goods that come back those that came (or bounced), else all claimed.

    Units whose replacement has left the house already need nothing more.
    """
    returned = case.kind in WITH_RETURN and (row.received or row.missing)
    units = row.received + row.unshipped if returned else row.qty
    return units - replaced(order, row)


def worth(order: Order, case: Case) -> Worth:
    """What the case's units are worth now, by the cumulative floor on each sale line, and the shipping rule."""
    if case.kind == "allowance":
        left: dict[int, int] = {}
        shares = []
        for row in case.lines:
            origin = order.origin(order.line(row.line_id))
            share = min(row.amount, left.get(origin.id, origin.value_left))
            left[origin.id] = left.get(origin.id, origin.value_left) - share
            shares.append(share)
        wanted = (case.ceiling or 0) - sum(row.amount for row in case.lines)
        return Worth(tuple(shares), max(0, min(wanted, order.shipping_left)))
    taken: dict[int, tuple[int, int]] = {}
    values = []
    for row in case.lines:
        origin = order.origin(order.line(row.line_id))
        money, units = taken.get(origin.id, (0, 0))
        free = origin.qty - origin.taken_out - origin.units_committed - units
        n = min(units_to_settle(order, case, row), free)
        value = value_of_units(origin.value_left - money, free, n) if free > 0 else 0
        taken[origin.id] = (money + value, units + n)
        values.append(value)
    return Worth(tuple(values), order.shipping_left if _takes_last_unit(order, taken) else 0)


def _takes_last_unit(order: Order, taken: dict[int, tuple[int, int]]) -> bool:
    """Shipping goes back only with the last unit of an order of which nothing was ever shipped."""
    if any(line.shipped for line in order.lines):
        return False
    return all(
        line.units_committed + taken.get(line.id, (0, 0))[1] + line.taken_out >= line.qty
        for line in order.lines
        if line.kind == "sale"
    )


def value(order: Order, case: Case) -> int:
    """The most this case can pay: the worth of its units and shipping, at most an amount agreed before (ceiling)."""
    return _agreed(case, worth(order, case).total)


def booked(case: Case) -> int:
    """What was fixed for a case when its refund started: money and value that was never collected."""
    return sum(row.booked + row.waived for row in case.lines) + case.shipping_booked + case.shipping_waived


def _agreed(case: Case, whole: int) -> int:
    return max(0, min(whole - case.deduction, whole if case.ceiling is None else case.ceiling))


def keep_back(order: Order, case: Case, amount: int) -> None:
    """Pay so much less than could be paid now, whether an amount was agreed before or not."""
    if case.ceiling is not None:
        case.ceiling = value(order, case) - amount
    else:
        case.deduction += amount


def allowance_problem(order: Order, amounts: dict[int, int], shipping: int) -> Refusal | None:
    """An allowance is positive and at most what is left on the line or of the shipping."""
    if shipping < 0 or not (shipping or amounts):
        return Refusal("amount_not_positive")
    if shipping > order.shipping_left:
        return Refusal("amount_over_value", {"amount": order.shipping_left, "currency": order.currency})
    for line_id, amount in amounts.items():
        line = next((line for line in order.lines if line.id == line_id and line.kind == "sale"), None)
        if line is None or amount <= 0:
            return Refusal("amount_not_positive")
        if amount > line.value_left:
            return Refusal("amount_over_value", {"amount": line.value_left, "currency": order.currency})
    return None


def book(order: Order, case: Case) -> int:
    """Fix the value on lines and shipping; returns the cash to send (value less what was never collected)."""
    whole = worth(order, case)
    target = _agreed(case, whole.total)
    shares = prorate(target, [*whole.lines, whole.shipping]) if whole.total else [0] * (len(case.lines) + 1)
    waive_left = min(target, order.collect)
    for row, full, share in zip(case.lines, whole.lines, shares, strict=False):
        origin = order.origin(order.line(row.line_id))
        row.waived = min(share, waive_left)
        row.booked = share - row.waived
        row.withheld = 0 if case.kind == "allowance" else full - share
        row.units_booked = 0 if case.kind == "allowance" else units_to_settle(order, case, row)
        waive_left -= row.waived
        origin.waived += row.waived
        origin.committed += row.booked
        origin.withheld += row.withheld
        origin.units_committed += row.units_booked
        order.waived += row.waived
    case.shipping_waived = min(shares[-1], waive_left)
    case.shipping_booked = shares[-1] - case.shipping_waived
    order.shipping_waived += case.shipping_waived
    order.shipping_committed += case.shipping_booked
    order.waived += case.shipping_waived
    return sum(row.booked for row in case.lines) + case.shipping_booked


def unbook(order: Order, case: Case) -> None:
    """Take the booked value back: the refund was cancelled before any of it was sent."""
    for row in case.lines:
        origin = order.origin(order.line(row.line_id))
        origin.waived -= row.waived
        origin.committed -= row.booked
        origin.withheld -= row.withheld
        origin.units_committed -= row.units_booked
        order.waived -= row.waived
        row.waived = row.booked = row.withheld = row.units_booked = 0
    order.shipping_waived -= case.shipping_waived
    order.shipping_committed -= case.shipping_booked
    order.waived -= case.shipping_waived
    case.shipping_waived = case.shipping_booked = 0

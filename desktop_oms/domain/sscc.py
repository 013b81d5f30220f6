"""The number of a logistic unit: Serial Shipping Container Code, 18 digits (GS1 General Specifications, AI 00).

One extension digit, the company's prefix, a serial number, and a check digit; a number is not given again within a
year of its last use, so the serial only counts up.
"""

from __future__ import annotations

from desktop_oms.domain.errors import OmsError

EXTENSION = "0"
DIGITS = 17  # without the check digit
PREFIX_LENGTHS = range(7, 11)


def checked_prefix(text: str) -> str:
    """A GS1 company prefix of 7 to 10 digits; raises `gs1_prefix_wrong`."""
    prefix = "".join(text.split())
    if len(prefix) not in PREFIX_LENGTHS or not (prefix.isascii() and prefix.isdigit()):
        raise OmsError("gs1_prefix_wrong", prefix=text)
    return prefix


def check_digit(digits: str) -> str:
    """The check digit after these digits: weights 3 and 1 from the right, up to the next ten."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def sscc(prefix: str, serial: int) -> str:
    """The SSCC of a company's `serial`th unit; raises `sscc_used_up` when its numbers are."""
    room = DIGITS - len(EXTENSION) - len(prefix)
    if serial >= 10**room:
        raise OmsError("sscc_used_up", prefix=prefix)
    body = f"{EXTENSION}{prefix}{serial:0{room}d}"
    return body + check_digit(body)

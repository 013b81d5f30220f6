"""Numbers of logistic units: by the GS1 rules, each once."""

from __future__ import annotations

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.sscc import check_digit, checked_prefix, sscc


def test_the_check_digit_is_that_of_the_gs1_specifications() -> None:
    assert check_digit("37610425002123456") == "9"  # the example of GS1's own calculator
    assert check_digit("0" * 17) == "0"


@pytest.mark.parametrize(("prefix", "number"), [("6901234", "06901234000000042"), ("6901234567", "06901234567000042")])
def test_a_number_has_eighteen_digits_whatever_the_prefix(prefix: str, number: str) -> None:
    made = sscc(prefix, 42)
    assert len(made) == 18
    assert made[:-1] == number
    assert made[-1] == check_digit(made[:-1])


def test_the_last_number_of_a_prefix_is_the_last() -> None:
    assert sscc("6901234567", 999_999)[11:17] == "999999"
    with pytest.raises(OmsError) as refused:
        sscc("6901234567", 1_000_000)
    assert refused.value.code == "sscc_used_up"


@pytest.mark.parametrize("text", ["690123", "69012345678", "690123A", "６９０１２３４", ""])
def test_what_is_no_company_prefix_is_refused(text: str) -> None:
    with pytest.raises(OmsError) as refused:
        checked_prefix(text)
    assert refused.value.code == "gs1_prefix_wrong"


def test_blanks_in_a_prefix_do_not_matter() -> None:
    assert checked_prefix(" 6901 234 ") == "6901234"
